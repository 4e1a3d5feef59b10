"""Parts and wholes among target values: no part is above its whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from budgetcheck.checks.quantities import STATED, bounds, measures, single
from budgetcheck.checks.registry import check
from budgetcheck.checks.same_measure import printed_lines
from budgetcheck.checks.texts import spread, texts
from budgetcheck.checks.values import Spans, distinct_names, verdicts
from budgetcheck.checks.word_places import word_places
from budgetcheck.model import Evidence, Outcome
from budgetcheck.terms import Field
from budgetcheck.text import scope_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from budgetcheck.checks.values import Truth
    from budgetcheck.frames import Tables
    from budgetcheck.text import Scope

    Pairs = dict[int, int]
    Bounds = NDArray[np.object_]
    Stock = tuple[int, str, str]

_FIELD = str(Field.INDICATORS)


@check("indicators", fields=("measure", "whole", "whole_line"), needs=("lines",))
def part_stays_within_whole(frame: pd.DataFrame, tables: Tables, *, of_which: Sequence[str]) -> Outcome:
    """A part is not above the whole: of a stock in the same or a wider place, or of the item that it is part of.

    `绿色贷款余额: 7000亿元` beside `广州地区贷款余额6800亿元` in the document fails, and so does `其中：女性: 30人`
    right below `参训人数: 20人`.

    Args:
        frame: the indicators.
        tables: the batch.
        of_which: how a name opens that is a part of the item above it.
    """
    judged = single(tables)
    codes, distinct = tables.once(bounds)
    bound = np.array([*distinct, None], dtype=object)[codes[STATED]]
    named, names = tables.once(distinct_names)
    inner = judged & spread((named, names), word_places(tables, names).opening(of_which))
    stocks, pairs = _stocks(frame, tables, judged & ~inner, bound)
    above = {**pairs, **_items(frame, tables, (judged, inner), bound)}
    failed = np.zeros(len(frame), dtype=bool)
    failed[list(above)] = True
    return Outcome(verdicts(stocks | inner, failed), _evidence(frame, tables, above))


def _stocks(frame: pd.DataFrame, tables: Tables, judged: Truth, bound: Bounds) -> tuple[Truth, Pairs]:
    """Which indicators are of a stock, and each that is above a whole with the least such whole."""
    codes, cores = tables.once(measures)
    stocks = word_places(tables, cores).closing(tables.words.topic("stocks.measures")).tolist()
    scopes = [scope_of(c, tables.words) if may else None for c, may in zip(cores, stocks, strict=True)]
    known = judged & np.array([*(scope is not None for scope in scopes), False], dtype=bool)[codes]
    documents, units = frame["document"].to_numpy(np.int64), frame["base_unit"]
    held: dict[Stock, list[tuple[int, Scope]]] = {}
    for row in np.flatnonzero(known).tolist():
        scope = scopes[codes[row]]
        if scope is not None:
            held.setdefault((int(documents[row]), scope.stock, str(units.iat[row])), []).append((row, scope))
    pairs: Pairs = {}
    for members in held.values():
        pairs.update(_above(members, _least_wholes(members, bound), bound))
    return known, pairs


def _least_wholes(members: list[tuple[int, Scope]], bound: Bounds) -> dict[int | None, tuple[int, Scope]]:
    """By level of the place: the whole with the least figure."""
    least: dict[int | None, tuple[int, Scope]] = {}
    for row, scope in members:
        if not scope.part and (scope.level not in least or bound[row] < bound[least[scope.level][0]]):
            least[scope.level] = row, scope
    return least


def _above(
    members: list[tuple[int, Scope]], wholes: dict[int | None, tuple[int, Scope]], bound: Bounds
) -> Iterator[tuple[int, int]]:
    """Each part that is above a whole around it, with the least such whole."""
    for row, scope in members:
        around = [at for at, whole in wholes.values() if scope.part and scope.is_within(whole)]
        smaller = [at for at in around if bound[row] > bound[at]]
        if smaller:
            yield row, min(smaller, key=lambda at: (bound[at], at))


def _items(frame: pd.DataFrame, tables: Tables, which: tuple[Truth, Truth], bound: Bounds) -> Pairs:
    """Each 其中 item that is above the item it is part of, with that item."""
    judged, inner = which
    lines, (units, _) = frame["line_id"].to_numpy(np.int64), tables.once(texts, "indicators", "base_unit")
    whole = np.where(~inner, np.arange(len(frame)), -1)
    whole = np.maximum.accumulate(whole) if len(whole) else whole
    return {
        row: at
        for row, at in ((row, int(whole[row])) for row in np.flatnonzero(inner).tolist())
        if at >= 0 and judged[at] and lines[at] == lines[row] and units[at] == units[row]
        and bound[row] > bound[at]
    }  # fmt: skip


def _evidence(frame: pd.DataFrame, tables: Tables, above: Pairs) -> list[Evidence]:
    codes, cores = tables.once(measures)
    wholes = np.array(sorted({*above.values()}), dtype=np.int64)
    printed, spans = printed_lines(tables, frame, wholes), Spans(frame, "value")
    lines: NDArray[np.int64] = frame["line_id"].to_numpy(np.int64)
    return [
        Evidence(
            row,
            _FIELD,
            spans[row],
            fields={
                "measure": cores[codes[row]],
                "whole": _said(cores[codes[whole]], str(frame["value_text"].iat[whole])),
                "whole_line": printed[whole],
            },
            related=[(int(lines[whole]), _FIELD, "total")],
        )
        for row, whole in sorted(above.items())
    ]


def _said(measure: str, value: str) -> str:
    """The measure with its value, which may say the measure itself."""
    return value if measure in value else f"{measure} {value}"
