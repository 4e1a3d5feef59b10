"""An expression rule run on a few hand-made rows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.checks.frames import Record, line, tables

from budgetcheck.checks import PREPARED
from budgetcheck.frames import Tables
from budgetcheck.model import Outcome
from budgetcheck.terms import Verdict

LETTER = {
    Verdict.NOT_APPLICABLE: "-",
    Verdict.PASSED: "p",
    Verdict.FAILED: "F",
    Verdict.UNDECIDED: "?",
}


def indicator(line_id: int, name: str, low: str | None = None, **columns: Any) -> Record:
    """A row of the indicators frame; `low` is the lower bound of its value."""
    bounds = (
        {"low": Decimal(low), "value_class": "quantity"}
        if low is not None
        else {"value_class": "qualitative"}
    )
    number = columns.pop("number", line_id * 10)
    return {
        "line_id": line_id,
        "indicator_id": number,
        "position": 1,
        "name": name,
        "comparator": "none",
        "dimension": "none",
        "name_end": len(name),
        "value_start": 50,
        "value_end": 53,
        **bounds,
        **columns,
    }


def batch(*lines: Record, indicators: list[Record] | None = None, money_unit: str = "万元") -> Tables:
    """One document of these lines."""
    return tables(list(lines), money_unit=money_unit, indicators=indicators or [])


def outcome(held: Tables, frame: str, **settings: Any) -> Outcome:
    """What the rule with these settings says of `frame`."""
    return PREPARED["expression"](frame, settings).run(held.frame(frame), held)


def said(held: Tables, frame: str, **settings: Any) -> str:
    """The verdicts as letters, one for each row: p passed, F failed, ? undecided, - not applicable."""
    return "".join(LETTER[Verdict(v)] for v in outcome(held, frame, **settings).verdicts.tolist())


def totals(*amounts: str, money_unit: str = "万元") -> Tables:
    """One document of projects with these totals."""
    return batch(*(line(f"项目{n}", amount) for n, amount in enumerate(amounts)), money_unit=money_unit)
