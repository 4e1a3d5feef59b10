"""The fixed words of the reports, in 中文 and English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from budgetcheck.reports.parts.safe import one_line
from budgetcheck.terms import Family, Severity

_MOST = 8
_PHRASES: Mapping[str, tuple[str, str]] = {
    "expected": ("应为", "expected"),
    "actual": ("实为", "found"),
    "difference": ("差", "difference"),
    "see": ("参见", "see"),
    "caused": ("由 {rule} 引起", "follows from {rule}"),
    "followed": ("由它引起的还有 {n} 处", "{n} more follow from it"),
    "sarif_capped": (
        "共 {total} 个问题，此文件只含最重的 {kept} 个，以免超出代码扫描平台的上限",
        "of {total} findings this file holds the worst {kept}, to stay within the limits of code scanning",
    ),
    "sarif_not_shown": (
        "代码扫描平台只显示其中最重的 {most} 个",
        "code scanning shows only the worst {most} of these",
    ),
    "nothing_to_check": ("本表没有适用的对象", "nothing to check in this table"),
    "more": ("还有 {n} 处", "{n} more"),
    "same": ("同样的还有 {n} 处：{where}", "the same in {n} more: {where}"),
    "elsewhere": ("另有 {n} 处列在引起它的问题之下", "{n} more listed under their causes"),
    "folded_rules": (
        "列在引起它们的问题之下：{rules}",
        "listed under what causes them: {rules}",
    ),
    "how_to_see": (
        "未列出的：--max-per-rule 0 全部列出，--output-format grouped 按表逐项列出",
        "what is not listed: --max-per-rule 0 lists all, --output-format grouped goes table by table",
    ),
    "explained": (
        "budgetcheck explain {rule} 说明理由、依据和例外",
        "budgetcheck explain {rule} gives reason, basis and exceptions",
    ),
    "undecided_rules": (
        "未定（缺少或无法读取所需的数据，不等于通过）：{rules}",
        "undecided (the data needed is missing or unreadable; not a pass): {rules}",
    ),
    "hidden": (
        "另有 {n} 处未列出（--max-per-rule 0 全部列出）",
        "{n} more not listed (--max-per-rule 0 lists all)",
    ),
    "unlisted": (
        "未全部列出：{what}（--max-per-rule 0 全部列出）",
        "not all listed: {what} (--max-per-rule 0 lists all)",
    ),
    "more_of": ("{{rule}} 另有 {{n}} 处", "{{rule}} {{n}} more"),
    "notes_hidden": (
        "（提示来自 {rules}，--show-notes 列出）",
        " (notes of {rules}; --show-notes lists them)",
    ),
    "clean": ("没有发现问题", "nothing wrong found"),
    "none_new": ("没有新问题", "nothing new found"),
    "nothing_read": ("没有读到任何表格", "no table was read"),
    "rest_passed": ("其余 {n} 条规则未标出问题", "{n} other rules found nothing"),
    "rest_passed_one": ("其余 1 条规则未标出问题", "1 other rule found nothing"),
    "not_applicable_rules": ("其中 {n} 条没有适用的对象", "{n} of them had nothing to check"),
    "input_head": ("无法使用的输入", "Inputs that could not be used"),
    "crash_head": ("工具自身的错误（不是数据问题）", "Errors of the tool itself (not of the data)"),
    "crash_hint": ("用 -v 查看详情", "run with -v for the traceback"),
    "rule": ("规则", "rule"),
    "title": ("含义", "meaning"),
    "passed": ("通过", "passed"),
    "failed": ("不符", "failed"),
    "undecided": ("未定", "undecided"),
    "not_applicable": ("不适用", "n/a"),
    "shown": ("问题", "findings"),
    "applicable": ("适用", "checked"),
    "milliseconds": ("毫秒", "ms"),
    "share": ("占比", "share"),
    "sum": ("合计（不含读取）", "in all (reading left out)"),
    "other_rules": ("其余 {rules}", "the other {rules}"),
    "shared": ("多条规则共用的准备", "made once for several rules"),
    "dearest_shared": ("共用的准备中最费时的（毫秒）：{parts}", "dearest of what rules share (ms): {parts}"),
    "engine_bookkeeping": ("调度与记录", "running and counting"),
    "engine_findings": ("定位与成文", "places and words of findings"),
    "engine_explanations": ("查找加不起来的原因", "why sums fail"),
    "document": ("表", "table"),
    "projects": ("项目", "projects"),
    "indicators": ("指标", "indicators"),
    "coverage": ("读取情况", "read"),
    "undecided_note": (
        "未定：缺少或无法读取所需的数据，不等于通过",
        "undecided: the data needed is missing or unreadable; this is not a pass",
    ),
    "tables_rest": (
        "问题最多的 {n} 张表；其余 {rest} 张未列出（-v 全部列出）",
        "the {n} tables with most findings; {rest} more not listed (-v lists all)",
    ),
    "tables_clean": (
        "有问题的 {n} 张表；其余 {rest} 张没有问题（-v 全部列出）",
        "the {n} tables with findings; {rest} more have none (-v lists all)",
    ),
    "more_rows": ("另有 {n} 个问题，见完整报告", "{n} more findings; see the full report"),
    "more_tables": (
        "另有 {n} 张表，问题较少，未列出",
        "{n} more tables, with fewer findings, are not listed",
    ),
    "sheet_table": ("第{n}张表", "table {n}"),
    "not_counted": ("不计 {counts}", "not counted: {counts}"),
    "suppressed_head": ("不再计入的问题", "Findings that no longer count"),
    "suppressed_hidden": ("（--show-suppressed 列出）", " (--show-suppressed lists them)"),
    "gone_prune": ("，可用 budgetcheck baseline prune 清除", "; budgetcheck baseline prune drops them"),
    "until": ("有效至 {day}", "until {day}"),
    "no_department": ("未写明部门", "no department stated"),
}

_COUNTED: Mapping[str, tuple[str, str, str]] = {
    "ignored": ("{n} 个已忽略的问题", "{n} finding ignored", "{n} findings ignored"),
    "baseline": ("{n} 个基线中的问题", "{n} finding in the baseline", "{n} findings in the baseline"),
    "gone": (
        "{n} 条基线问题已消失",
        "{n} finding of the baseline is gone",
        "{n} findings of the baseline are gone",
    ),
    "finding": ("{n} 个问题", "{n} finding", "{n} findings"),
    "place": ("{n} 处", "{n} place", "{n} places"),
    "error": ("{n} 个错误", "{n} error", "{n} errors"),
    "warning": ("{n} 个警告", "{n} warning", "{n} warnings"),
    "note": ("{n} 个提示", "{n} note", "{n} notes"),
    "file": ("{n} 个文件", "{n} file", "{n} files"),
    "table": ("{n} 张表", "{n} table", "{n} tables"),
    "project": ("{n} 个项目", "{n} project", "{n} projects"),
    "indicator": ("{n} 个指标", "{n} indicator", "{n} indicators"),
    "rule": ("{n} 条规则", "{n} rule", "{n} rules"),
    "untold": (
        "有 {n} 张表的问题一处也未列出",
        "of {n} table no finding is listed",
        "of {n} tables no finding is listed",
    ),
    "joined": ("合并 {n} 行", "{n} row joined", "{n} rows joined"),
    "unreadable": ("{n} 个金额无法读取", "{n} amount unreadable", "{n} amounts unreadable"),
    "doubtful": ("{n} 个金额存疑", "{n} amount doubtful", "{n} amounts doubtful"),
    "unusable": ("{n} 个输入无法使用", "{n} input unusable", "{n} inputs unusable"),
    "crash": ("{n} 个工具错误", "{n} tool error", "{n} tool errors"),
    "page": ("{n} 页", "{n} page", "{n} pages"),
}


def said(phrase: tuple[str, str], lang: str, **values: object) -> str:
    """A phrase, given in Chinese and in English, in `lang`, its `{fields}` filled."""
    return phrase[0 if lang == "zh" else 1].format(**values)


def say(key: str, lang: str, **values: object) -> str:
    """The phrase `key` in `lang`, its `{fields}` filled."""
    return said(_PHRASES[key], lang, **values)


def counted(key: str, number: int, lang: str) -> str:
    """`number` of the things called `key`, singular and plural right.

    >>> counted("project", 1, "en"), counted("project", 1234, "zh")
    ('1 project', '1,234 个项目')
    """
    zh, one, many = _COUNTED[key]
    form = zh if lang == "zh" else one if number == 1 else many
    return form.format(n=f"{number:,}")


def listed(parts: Iterable[str], lang: str) -> str:
    """The parts as an enumeration."""
    return ("、" if lang == "zh" else ", ").join(parts)


def most(counts: Mapping[str, int], form: str, lang: str) -> str:
    """The largest counts, each in `form` with its `{rule}` and `{n}`; how many there are, where not all are named.

    >>> most({"A": 2, "B": 1000}, "{rule} {n}", "zh")
    'B 1,000、A 2'
    """
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    named = listed((form.format(rule=one_line(rule), n=f"{n:,}") for rule, n in ordered[:_MOST]), lang)
    return (
        named if len(ordered) <= _MOST else f"{named}…" + bracketed(counted("rule", len(ordered), lang), lang)
    )


def clauses(parts: Iterable[str], lang: str) -> str:
    """The parts that are not empty, as clauses of one sentence."""
    return ("；" if lang == "zh" else "; ").join(part for part in parts if part)


def half(text: str, lang: str) -> str:
    """The half of `中文 (English)` that is in `lang`; the whole where it does not have that form.

    >>> half("文件不存在 (no such file)", "en"), half("文件（一）不存在", "en")
    ('no such file', '文件（一）不存在')
    >>> half('文件不存在 (no such file)；是否指「a」？ (did you mean "a"?)', "en")
    'no such file; did you mean "a"?'
    """
    # NOTE: `errors.nearest` adds a second pair behind the first.
    fault, mark, hint = text.rpartition(_HINT)
    if not mark:
        return _half(text, lang)
    gap = "；" if lang == "zh" else "; "
    return f"{_half(fault, lang)}{gap}{_half(mark[1:] + hint, lang)}"


_HINT = "；是否指「"


def _half(text: str, lang: str) -> str:
    depth = 0
    for at in range(len(text) - 1, 0, -1):
        depth += (text[at] == ")") - (text[at] == "(")
        if depth == 0:
            whole = at == len(text) - 1 or text[at - 1] != " "
            return text if whole else text[: at - 1] if lang == "zh" else text[at + 1 : -1]
    return text


def colon(lang: str) -> str:
    """What stands between a word and what is said of it."""
    return "：" if lang == "zh" else ": "


def bracketed(text: str, lang: str) -> str:
    """`text` in brackets, ready to follow a sentence."""
    return f"（{text}）" if lang == "zh" else f" ({text})"


def unsaid(text: str, above: str, lang: str) -> str:
    """`text` without the clauses that `above` says word for word; all of it when nothing else is left.

    >>> unsaid("甲差 1；舍入不能解释", "乙差 1；舍入不能解释", "zh")
    '甲差 1'
    """
    mark = "；" if lang == "zh" else "; "
    said = set(above.split(mark))
    return mark.join(clause for clause in text.split(mark) if clause not in said) or text


def last_sentence(text: str, lang: str) -> str:
    """The last sentence of `text`, its full stop left out in 中文.

    >>> last_sentence("应当相等。不等时有一个是错的。", "zh"), last_sentence("A is so. B follows.", "en")
    ('不等时有一个是错的', 'B follows.')
    """
    if lang == "zh":
        return text.rstrip("。").rpartition("。")[2]
    return text.rpartition(". ")[2]


def quoted(text: str, lang: str) -> str:
    """`text` in the quotation marks of `lang`."""
    return f"「{text}」" if lang == "zh" else f'"{text}"'


def severities(counts: Mapping[str, int], lang: str) -> str:
    """The counts that are not zero, worst first."""
    return listed((counted(str(s), counts[str(s)], lang) for s in Severity if counts.get(str(s))), lang)


_FAMILIES = {str(family): family for family in Family}


def family_name(letters: str, lang: str) -> str:
    """What the rules whose ids open with `letters` are about; the letters where nobody has said."""
    return _FAMILIES[letters].label(lang) if letters in _FAMILIES else letters
