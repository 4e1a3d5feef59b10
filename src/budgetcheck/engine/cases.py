"""Run the cases that rule files carry: each must flag exactly the places it expects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from budgetcheck.engine.bind import Plan, bind
from budgetcheck.engine.case_config import configured
from budgetcheck.engine.run import Asked, Result, validate
from budgetcheck.frames import Tables, array_of, dtypes
from budgetcheck.model import Case, Finding, Grid, Rule, WordChange
from budgetcheck.readers import read
from budgetcheck.tables import assemble
from budgetcheck.text import Words, default_words

_AROUND = (
    "某市财政局2023年项目支出绩效目标表\n部门名称：某市财政局\n单位：万元\n"
    "项目名称\t项目内容\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标\n"
    "合计\t\t{amount}\t{amount}\t\t\t\t\n"
    "{project}\t{content}\t{amount}\t{amount}\t\t\t{goal}\t{cell}\n"
)
# NOTE: a case says which places are flagged; why sums fail there is another question, and a costly one.
ONLY_PLACES = Asked(explanation_seconds=0)
_ITEM = "1、产出指标：{name}，年度指标值：{value}。"
_DEFAULT_NAME = "任务完成率"
_PROJECT = {
    "project": "信息系统运维项目",
    "content": "为各处室提供信息系统日常运维。",
    "amount": "10.00",
    "goal": "保障信息系统全年稳定运行。",
}


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How one case ended; `problem` is empty when it holds."""

    rule: str
    case: str
    kind: str
    problem: str

    @property
    def ok(self) -> bool:
        """Whether the rule flagged exactly what the case expects."""
        return not self.problem


def case_text(case: Case) -> str:
    """The table that a case stands for, as tab-separated text."""
    if case.table:
        return _tabbed(case.table)
    cell = case.indicators or _ITEM.format(name=_DEFAULT_NAME, value="≥95%")
    if case.value is not None:
        cell = _ITEM.format(name=case.indicator_name or _DEFAULT_NAME, value=case.value)
    return _AROUND.format(cell=cell.strip(), **{**_PROJECT, **case.project})


def case_grids(case: Case) -> list[Grid]:
    """The grids of the files that a case stands for: `case.txt`, then `case-2.txt` and so on."""
    texts = [case_text(case), *map(_tabbed, case.beside)]
    named = (("case.txt" if n == 1 else f"case-{n}.txt", text) for n, text in enumerate(texts, 1))
    return [grid for name, text in named for grid in read(text.encode(case.encoding), name=name)]


def _tabbed(table: str) -> str:
    lines = table.removeprefix("\n").split("\n")
    return "\n".join("\t".join(cell.strip() for cell in line.split("|")) for line in lines)


def run_cases(rules: Iterable[Rule], words: tuple[WordChange, ...] = ()) -> list[CaseResult]:
    """The result of every case of `rules`, in order; a rule sees only itself.

    Args:
        rules: the rules, with their cases.
        words: a pack's changes to the word lists that the cases are read and checked by.

    Raises:
        RuleFileError: a rule cannot be bound.
    """
    lists = default_words(words)
    return [result for rule in rules for result in _run_rule(rule, lists)]


def _run_rule(rule: Rule, words: Words) -> list[CaseResult]:
    plan = bind([rule])
    return [_judge(rule, case, *_validated(case, plan, words)) for case in rule.cases]


def result_of(case: Case, plan: Plan, words: Words) -> Result:
    """What the rules of `plan` say of the table that a case stands for.

    Raises:
        InputError: the table cannot be read.
    """
    result, errors, _ = _validated(case, plan, words)
    for error in errors:
        raise error
    return result


def _validated(case: Case, plan: Plan, words: Words) -> tuple[Result, Sequence[Exception], Sequence[Grid]]:
    grids = case_grids(case)
    tables, errors = assemble(grids, words)
    tables = filled(tables, case)
    result = configured(case, tables, plan) if case.config else validate(tables, plan, ONLY_PLACES)
    return result, errors, grids


def filled(tables: Tables, case: Case) -> Tables:
    """`tables` with columns of the indicators frame that the case fills by hand, row by row."""
    given = case.filled
    if not given:
        return tables
    frame, known = tables.indicators, dtypes("indicators")
    columns = {
        column: array_of(
            [row.get(column, old) for row, old in zip(given, frame[column], strict=True)], known[column]
        )
        for column in dict.fromkeys(key for row in given for key in row)
    }
    return replace(tables, indicators=frame.assign(**columns))


def _judge(
    rule: Rule, case: Case, result: Result, errors: Sequence[Exception], grids: Sequence[Grid]
) -> CaseResult:
    problem = ""
    if errors or result.tool_errors:
        problem = "; ".join([*map(str, errors), *(e.detail or e.message for e in result.tool_errors)])
    else:
        problem = _mismatch(case, result.findings, grids)
    return CaseResult(rule.id, case.name, case.kind, problem)


def _mismatch(case: Case, found: Sequence[Finding], grids: Sequence[Grid]) -> str:
    left = [_flagged(finding, grids) for finding in found]
    for place in case.expect:
        hit = next((seen for seen in left if all(seen[key] == value for key, value in place.items())), None)
        if hit is None:
            return f"未标出 {dict(place)}；标出的是 {left} (expected place not flagged)"
        left.remove(hit)
    return f"多标出 {left} (flagged beyond what is expected)" if left else ""


def _flagged(finding: Finding, grids: Sequence[Grid]) -> Mapping[str, Any]:
    place = finding.location
    own = [grid for grid in grids if grid.source.file == place.file]
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "indicator": place.indicator,
        "text": _text_at(place.line, place.span, own),
    }


def _text_at(line: int | None, span: tuple[int, int] | None, grids: Sequence[Grid]) -> str:
    """The characters of the original that a span covers, read from the grid, not from the finding."""
    if line is None or span is None:
        return ""
    rows = [row for grid in grids for row in grid.rows if row.line == line]
    for cell in (cell for row in rows for cell in row.cells):
        if cell.start is not None and cell.start <= span[0] < cell.start + max(1, len(cell.text)):
            return cell.text[span[0] - cell.start : span[1] - cell.start]
    return ""
