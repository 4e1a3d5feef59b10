"""ARI, on indicators of cost: what a project may cost against the money it gets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from budgetcheck.checks.columns import column, line_positions
from budgetcheck.checks.narratives import CELLS, Judged, read_lines
from budgetcheck.checks.registry import check
from budgetcheck.checks.texts import holds, spread, texts
from budgetcheck.checks.values import Spans, of_class, unstated, verdicts
from budgetcheck.checks.word_places import holding
from budgetcheck.model import Evidence, Outcome
from budgetcheck.terms import Comparator, Dimension, Field, ValueClass, Verdict
from budgetcheck.text import head_costs

if TYPE_CHECKING:
    import pandas as pd

    from budgetcheck.checks.values import Truth
    from budgetcheck.frames import Tables

_FEN = 100
_TOTAL = str(Field.TOTAL)


@check("indicators", needs=("lines",))
def total_cost_is_within_amount(
    frame: pd.DataFrame, tables: Tables, *, classes: Sequence[str], cost: str
) -> Outcome:
    """An indicator of the project's whole cost allows no more than the row's amount.

    `项目总成本: ≤65万元` fails in a row of 60.00; a cost per person or piece is not compared. An indicator is of
    cost by its class (one of `classes`) or by the word `cost` in its name.
    """
    filed = tables.once(holds, "category", *classes) | tables.once(holds, "level2", *classes)
    whole = (filed | _names_hold(tables, (cost,))) & _is_whole_cost(tables)
    money = holds(tables, "dimension", str(Dimension.MONEY))
    plain = holds(tables, "base_unit", "元") & of_class(tables, ValueClass.QUANTITY)
    upper = ~tables.once(holds, "comparator", str(Comparator.GE), str(Comparator.GT))
    codes, bounds = tables.once(texts, "indicators", "high")
    asked = whole & money & plain & upper & (codes >= 0)
    total = tables.once(column, _TOTAL)
    line = tables.once(line_positions)
    stated = total.stated[line] & (line >= 0)
    judged, fen = asked & stated, total.fen[line]
    faulty = np.zeros(len(frame), dtype=bool)
    rows = np.flatnonzero(judged).tolist()
    limits = {row: int(bounds[codes[row]] * _FEN) for row in rows}
    faulty[[row for row, limit in limits.items() if limit > fen[row]]] = True
    said = verdicts(judged, faulty, (asked & ~stated) | (whole & unstated(tables)))
    spans = Spans(frame, "value")
    return Outcome(
        said,
        [
            Evidence(
                row, str(Field.INDICATORS), spans[row], expected=int(fen[row]), actual=limits[row],
                difference=limits[row] - int(fen[row]),
            )
            for row in np.flatnonzero(said == Verdict.FAILED).tolist()
        ],
    )  # fmt: skip


@check("lines", fields=("people", "price"))
def people_are_within_amount(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """The people whom content or goal names, at their cost a year, do not cost more than the row's amount.

    `聘请3名派遣人员，每人每年10万元` fails in a row of 20.00.
    """
    judged = Judged(lines)
    total = tables.once(column, _TOTAL)
    for field in CELLS:
        for row, found in read_lines(tables, field, head_costs):
            people, price = found[0]
            amount, cost = int(total.fen[row]), found[0].fen
            if not total.stated[row]:
                judged.undecided(row)
            elif cost <= amount:
                judged.passed(row)
            else:
                text = str(lines[field].iat[row])
                said = {"people": text[people.start : people.end], "price": text[price.start : price.end]}
                judged.failed(
                    row, field, (people.start, price.end), expected=cost, actual=amount,
                    difference=amount - cost, fields=said,
                )  # fmt: skip
    return judged.outcome()


def _is_whole_cost(tables: Tables) -> Truth:
    whole, each = (tables.words.topic(f"narrative.{name}") for name in ("whole_cost", "each"))
    return _names_hold(tables, whole) & ~_names_hold(tables, each)


def _names_hold(tables: Tables, words: tuple[str, ...]) -> Truth:
    codes, distinct = tables.once(texts, "indicators", "name")
    return spread((codes, distinct), holding(tables, distinct, words))
