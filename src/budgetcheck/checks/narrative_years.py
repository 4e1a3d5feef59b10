"""NAR, on years: names, targets and amounts of the budget year, or of another."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from budgetcheck.checks.columns import column, columns, document_positions, line_ids, line_positions
from budgetcheck.checks.narratives import CELLS, Judged, narratives, rows_of, speaking
from budgetcheck.checks.registry import check
from budgetcheck.checks.texts import texts
from budgetcheck.checks.values import Spans, of_class, verdicts
from budgetcheck.checks.word_places import letters_of
from budgetcheck.model import Bilingual, Evidence, Outcome
from budgetcheck.terms import MONEY_FIELDS, Field, ValueClass, Verdict
from budgetcheck.text import Narrative, narrative_reader, this_years

if TYPE_CHECKING:
    from budgetcheck.checks.letters import Letters
    from budgetcheck.frames import Tables
    from budgetcheck.text import Period

_NAME = str(Field.NAME)
_TOTAL = str(Field.TOTAL)
_DIGITS = "0123456789０１２３４５６７８９"
Dated = tuple[int, "Period"]


@check("documents", fields=("year", "budget_year", "count"), needs=("lines",))
def project_years_fit(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """The years in the names of projects hold the budget year that the title states.

    `2021年设备购置项目` fails in the table of 2023; `2022年-2023年运维项目` passes. One finding per year and table.
    """
    said = np.zeros(len(frame), dtype=np.int8)
    evidence: list[Evidence] = []
    years = _stated(frame)
    for at, dated in _dated_names(tables).items():
        if (budget := years[at]) is None:
            said[at] = Verdict.UNDECIDED
            continue
        off = [(row, period) for row, period in dated if not period.first <= budget <= period.last]
        said[at] = Verdict.FAILED if off else Verdict.PASSED
        rows = Counter(_years(period) for _, period in off)
        for year, number in rows.items():
            first = next(one for one in off if _years(one[1]) == year)
            fields = {"year": year, "budget_year": budget, "count": number}
            evidence.append(_at_name(at, tables, first, fields))
    return Outcome(said, evidence)


@check("documents", fields=("years",), needs=("lines",))
def budget_year_is_told(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """A table whose title states no year names its projects after one and the same year."""
    said = np.zeros(len(frame), dtype=np.int8)
    evidence: list[Evidence] = []
    years, read = _stated(frame), narrative_reader(tables.words).read
    files = frame["file"].tolist()
    for at, dated in _dated_names(tables).items():
        if years[at] is not None or read(str(files[at])).periods:
            continue
        common = set.intersection(*({*range(p.first, p.last + 1)} for _, p in dated))
        said[at] = Verdict.PASSED if common else Verdict.FAILED
        if not common:
            counted = Counter(_years(period) for _, period in dated)
            entries = [{"said_year": year, "rows": rows} for year, rows in sorted(counted.items())]
            evidence.append(_at_name(at, tables, dated[0], {"years": entries}))
    return Outcome(said, evidence)


@check("indicators", fields=("year", "budget_year"), needs=("lines", "documents"))
def targets_are_of_the_year(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """No indicator's name or value is of years that are all before the budget year.

    `反映2022年保险业发展规模` fails in the table of 2023. Accounts and comparisons look back on purpose, and so
    does a project that is itself named after the year.
    """
    budget = _lowest_years(tables)
    line = tables.once(line_positions)
    at = tables.once(document_positions)[line]
    own, named = tables.once(narratives, _NAME)
    judged = np.zeros(len(frame), dtype=bool)
    found: dict[int, tuple[str, Period]] = {}
    for part in ("name", "value"):
        for row, period in _periods(tables, part):
            if budget[at[row]] is not None:
                judged[row] = True
                if not any(p.last == period.last for p in named[own[line[row]]].periods):
                    found.setdefault(row, (part, period))
    late = {row: seen for row, seen in found.items() if seen[1].last < (budget[at[row]] or 0)}
    faulty = np.zeros(len(frame), dtype=bool)
    faulty[list(late)] = True
    stated = _stated(tables.documents)
    shown = [_told_year(year, stated[n] is not None) for n, year in enumerate(budget)]
    evidence = [_late(frame, row, late[row], shown[at[row]]) for row in np.flatnonzero(faulty).tolist()]
    return Outcome(verdicts(judged, faulty), evidence)


@check("lines", fields=("stated",), needs=("documents",))
def stated_amount_is_the_rows(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """The one amount that content or goal gives as this year's is one that the row prints.

    `2024年预算安排30万元。` fails in a row of 35.00; where the text gives other amounts as well it is not judged.
    """
    judged = Judged(lines)
    total = tables.once(column, _TOTAL)
    held = np.stack([c.fen for c in columns(tables, MONEY_FIELDS)])
    years, at = _stated(tables.documents), tables.once(document_positions)
    for field in CELLS:
        codes, _ = tables.once(narratives, field)
        amounts = {code: one for code, one in tables.once(speaking, field).items() if one.amounts}
        for row, one in rows_of(codes, amounts):
            own = this_years(one, years[at[row]], tables.words)
            if len(own) != 1:
                continue
            fen = own[0].fen or 0
            if fen in held[:, row]:
                judged.passed(row)
            elif not total.stated[row]:
                judged.undecided(row)
            elif _alone(one, own[0].end):
                amount, stated = int(total.fen[row]), one.text[own[0].start : own[0].end]
                judged.failed(
                    row, field, (own[0].start, own[0].end), expected=fen, actual=amount,
                    difference=amount - fen, fields={"stated": stated},
                )  # fmt: skip
    return judged.outcome()


def _alone(told: Narrative, end: int) -> bool:
    """Whether the amount that ends at `end` is the only one, and its clause ends with it."""
    return len(told.amounts) == 1 and told.text[end : end + 1] in (
        "",
        "。",
        "，",
        "；",
        "、",
        ",",
        ";",
        "）",
        ")",
    )


def _stated(documents: pd.DataFrame) -> list[int | None]:
    return [None if pd.isna(year) else int(year) for year in documents["year"]]


def _lowest_years(tables: Tables) -> list[int | None]:
    """Per table its budget year, or, where the title states none, the latest year that a project begins in."""
    years = _stated(tables.documents)
    for at, dated in _dated_names(tables).items():
        if years[at] is None:
            years[at] = max(period.first for _, period in dated)
    return years


def _dated_names(tables: Tables) -> dict[int, list[Dated]]:
    """Position of each table to the lines whose names hold a year, with the years as one period."""
    codes, _ = tables.once(narratives, _NAME)
    at = tables.once(document_positions)
    dated = {code: one.periods for code, one in tables.once(speaking, _NAME).items() if one.periods}
    found: dict[int, list[Dated]] = defaultdict(list)
    for row, periods in rows_of(codes, dated):
        first, last = min(p.first for p in periods), max(p.last for p in periods)
        found[int(at[row])].append((row, periods[0]._replace(first=first, last=last)))
    return found


def _periods(tables: Tables, part: str) -> list[tuple[int, Period]]:
    """Row and years of each indicator whose `part` names any, but for those that look back on purpose."""
    back = tables.words.topic("narrative.retrospective")
    read = narrative_reader(tables.words).read
    codes, distinct = tables.once(texts, "indicators", "name" if part == "name" else "value_text")
    dated = of_class(tables, ValueClass.DATE)
    asked = range(len(distinct)) if part == "name" else frozenset(codes[dated].tolist())
    years = _holding_years(tables.once_for(distinct, letters_of))
    told = {at: read(distinct[at]) for at in years if at in asked}
    plain = {at: t.periods for at, t in told.items() if t.periods and "《" not in t.text}
    names, name_of = tables.once(texts, "indicators", "name")
    return [
        (row, max(periods, key=lambda p: p.last))
        for row, periods in rows_of(codes, plain)
        if (part == "name" or dated[row]) and not any(word in name_of[names[row]] for word in back)
    ]


def _told_year(year: int | None, stated: bool) -> Bilingual:
    """The budget year, and that it is inferred where no title states it."""
    if stated:
        return Bilingual(str(year), str(year))
    return Bilingual(f"{year}（由项目名称推断）", f"{year} (told from the names of projects)")


def _holding_years(held: Letters) -> list[int]:
    """The texts that may name a year: they hold four digits in a row, of whatever width."""
    digit = held.are(_DIGITS)
    at = np.flatnonzero(digit[:-3] & digit[1:-2] & digit[2:-1] & digit[3:])
    found: list[int] = held.found(at[at + 4 <= held.ends[held.owners(at)]]).owners.tolist()
    return found


def _late(frame: pd.DataFrame, row: int, seen: tuple[str, Period], budget: Bilingual) -> Evidence:
    part, period = seen
    start = Spans(frame, part)[row][0]
    fields = {"year": _years(period), "budget_year": budget}
    return Evidence(row, str(Field.INDICATORS), (start + period.start, start + period.end), fields=fields)


def _at_name(at: int, tables: Tables, seen: Dated, fields: dict[str, object]) -> Evidence:
    row, period = seen
    line = int(tables.once(line_ids)[row])
    return Evidence(at, _NAME, (period.start, period.end), line_id=line, fields=fields)


def _years(period: Period) -> str:
    return str(period.first) if period.first == period.last else f"{period.first}-{period.last}"
