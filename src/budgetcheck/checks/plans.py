"""Target values against the text of their own project: what the goal plans, what a standard allows."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from budgetcheck.checks.narratives import CELLS, Judged, read_lines
from budgetcheck.checks.quantities import LOW, bounds, measures, quantities
from budgetcheck.checks.registry import check
from budgetcheck.checks.texts import holds, texts
from budgetcheck.checks.values import Spans
from budgetcheck.model import Bilingual, Evidence, Fen, Outcome
from budgetcheck.terms import Comparator, Dimension, Field, Verdict
from budgetcheck.text import all_of, counted_thing, counts, planned, yearly_pay

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    import pandas as pd

    from budgetcheck.frames import Tables
    from budgetcheck.text import Count, Figure, Narrative, Words

_FIELD = str(Field.INDICATORS)
_FLOORS = tuple(map(str, (Comparator.GE, Comparator.GT, Comparator.EQ, Comparator.NONE)))
_COUNTED = tuple(map(str, (Dimension.COUNT, Dimension.NUMBER)))


@check("indicators", fields=("thing", "planned", "said"), needs=("lines",))
def target_reaches_plan(
    frame: pd.DataFrame, tables: Tables, *, alike: Sequence[Sequence[str]], farthest: int
) -> Outcome:
    """A target is not below the number of the same thing that the project's goal plans.

    Goal `举办培训班3期` and target `举办培训班: 2期` fail. A number more than `farthest` times the target is
    taken for background, not for a plan.

    Args:
        frame: the indicators.
        tables: the batch.
        alike: groups of units that count the same.
        farthest: see above.
    """
    floor, counted = tables.once(holds, "comparator", *_FLOORS), tables.once(holds, "dimension", *_COUNTED)
    judged = quantities(tables) & floor & counted & (tables.once(bounds)[0][LOW] >= 0)
    goals = _planning_goals(tables)
    codes, cores = tables.once(measures)
    thing_of = cache(lambda code: counted_thing(cores[code], tables.words))
    lines = frame["line_id"].to_numpy(np.int64)
    said = np.zeros(len(frame), dtype=np.int8)
    evidence, spans = [], Spans(frame, "value")
    unit_codes, units = tables.once(texts, "indicators", "base_unit")
    for row in np.flatnonzero(judged & np.isin(lines, list(goals))).tolist():
        (thing, loosely), unit = thing_of(int(codes[row])), units[unit_codes[row]]
        same = [count for count in goals[int(lines[row])] if _same_unit(count.unit, unit, alike)]
        found = planned(thing, loosely, same, tables.words)
        if not found:
            continue
        plan, target = all_of(found, tables.words), _least(frame, row)
        below = target < plan <= target * farthest
        said[row] = Verdict.FAILED if below else Verdict.PASSED
        if below:
            shown = "、".join(f"{c.before}{c.number}{c.unit}{c.after[: len(thing)]}" for c in found)
            fields = {"thing": thing, "planned": plan, "said": shown}
            evidence.append(Evidence(row, _FIELD, spans[row], fields=fields))
    return Outcome(said, evidence)


def _planning_goals(tables: Tables) -> dict[int, list[Count]]:
    """Line to the counts in its goal, where there are any."""
    ids = tables.lines["line_id"].to_numpy(np.int64)
    return {int(ids[row]): found for row, found in read_lines(tables, str(Field.GOAL), _counts)}


def _counts(told: Narrative, words: Words) -> list[Count]:
    del words
    return counts(told)


def _same_unit(planned_in: str, unit: str, alike: Sequence[Sequence[str]]) -> bool:
    return not unit or unit == planned_in or any(unit in group and planned_in in group for group in alike)


def _least(frame: pd.DataFrame, row: int) -> Decimal:
    """The least whole number that meets the target."""
    low = Decimal(str(frame["low"].iat[row]))
    return low + 1 if frame["comparator"].iat[row] == str(Comparator.GT) else low


@check("lines", fields=("standard", "stated", "source"))
def pay_is_within_standard(
    frame: pd.DataFrame, tables: Tables, *, standards: Sequence[Mapping[str, Any]]
) -> Outcome:
    """What a text pays for a person and year is not above the spending standard for such staff.

    `聘请2名劳务派遣人员，每人每年10万元` fails against a standard of 7万元.

    Args:
        frame: the lines.
        tables: the batch.
        standards: each with `staff` (words, one of which the text holds), `yuan` a person and year, and `source` (`zh`,
            `en`).
    """
    judged = Judged(frame)
    for field in CELLS:
        for row, pay in read_lines(tables, field, _pay):
            text = str(frame[field].iat[row])
            standard = next((s for s in standards if any(word in text for word in s["staff"])), None)
            if standard is not None:
                _judge_pay(judged, (row, field), pay, standard)
    return judged.outcome()


def _pay(told: Narrative, words: Words) -> list[Figure]:
    del words
    return yearly_pay(told)


def _judge_pay(
    judged: Judged, place: tuple[int, str], pay: list[Figure], standard: Mapping[str, Any]
) -> None:
    limit, source = int(standard["yuan"]) * 100, standard["source"]
    judged.passed(place[0])
    for figure in pay:
        if figure.fen is not None and figure.fen > limit:
            fields = {
                "standard": Fen(limit),
                "stated": Fen(figure.fen),
                "source": Bilingual(source["zh"], source["en"]),
            }
            judged.failed(*place, (figure.start, figure.end), fields=fields)
