"""The fixed words of explanations, in 中文 and English."""

from __future__ import annotations

from collections.abc import Mapping

from budgetcheck.reports.parts.phrases import said

_WORDS: Mapping[str, tuple[str, str]] = {
    "cause_should_be": ("原因应是", "the cause should be "),
    "cause_probably": ("原因很可能是", "the cause is probably "),
    "cause_open": ("原因可能是", "the cause may be "),
    "also": ("也可能", "or possibly "),
    "chance": ("可能性 {percent}", "{percent} likely"),
    "chance_each": ("每处可能性 {percent}", "{percent} likely each"),
    "nth": ("{n}.", "{n}. "),
    "at_once": ("几处同时有错，", "several faults at once, "),
    "several_causes": (
        "有几种原因都说得通，单凭数字分不出是哪一种：",
        "several causes are possible, and the figures alone do not tell which:",
    ),
    "no_cause": ("没有单独一种说得通的原因", "no single plausible cause"),
    "no_cause_tried": (
        "没有单独一种说得通的原因；逐一改动试算如下：",
        "no single plausible cause; the sums with each change tried:",
    ),
    "alike": (
        "换成{rows}也一样说得通，单凭数字分不出，须对照原件",
        "{rows} would do as well; the figures cannot tell, only the original can",
    ),
    "partial": (
        "限时已到，只试了一部分可能（--explanation-seconds 可以延长）",
        "time ran out before everything was tried (--explanation-seconds gives more)",
    ),
    "evidence": ("依据：{clauses}", "because: {clauses}"),
    "blank": ("空白", "blank"),
    "row": ("第{line}行", "line {line}"),
    "change_amount": ("{here} {columns}：{before} → {after}", "{here}, {columns}: {before} → {after}"),
    "change_drop": (
        "{here}不应单独计入（{columns} {before}）",
        "{here} does not count by itself ({columns} {before})",
    ),
    "change_insert": (
        "{here}之下缺一行：{columns} {after}",
        "a row is missing below {here}: {columns} {after}",
    ),
    "change_move": (
        "{here}应列在{there}之下，而不是「{before}」",
        '{here} belongs below {there}, not "{before}"',
    ),
    "more_changes": ("另改 {n} 处", "and {n} more changes"),
    "rows_alike": ("至第{last}行共 {n} 行", "{n} rows, to line {last}"),
    "change_join": (
        "{there}并入{here}，其 {before} 不再单独计",
        "{there} is part of {here}; its {before} does not count by itself",
    ),
    "sum_down_holds": (
        "改后{here} {columns} {stated}，其下各行相加 {added}，相等",
        "then {here}, {columns}: {stated}, and the rows below add up to {added}",
    ),
    "sum_down_fails": (
        "改后{here} {columns} {stated}，其下各行相加 {added}，仍不相等",
        "then {here}, {columns}: {stated}, but the rows below add up to {added}",
    ),
    "sum_across_holds": (
        "改后{here} {columns} {stated}，各项资金相加 {added}，相等",
        "then {here}, {columns}: {stated}, and its sources add up to {added}",
    ),
    "sum_across_fails": (
        "改后{here} {columns} {stated}，各项资金相加 {added}，仍不相等",
        "then {here}, {columns}: {stated}, but its sources add up to {added}",
    ),
    "corrected": ("已更正 {file}：{what}", "corrected {file}: {what}"),
    "not_corrected": ("未更正 {file}：{what}", "not corrected {file}: {what}"),
    "sums_hold": ("其余 {n} 处相加也都相等", "the other {n} sums hold too"),
}


def tell(key: str, lang: str, **values: object) -> str:
    """The words `key` in `lang`, their `{fields}` filled."""
    return said(_WORDS[key], lang, **values)
