"""Every error and warning on the two published tables was read and judged; a change that adds or loses one shows here.

`S1.toml` and `S2.toml` hold the judgement of each finding as the table's author might give it: `kept` says that a
reviewer would keep it, `why` says why, or what speaks against it. Quotations of the tables are left out on purpose.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import budgetcheck
from budgetcheck.terms import Severity

TABLES = {"S1": "000_5499713471e0efc3.txt", "S2": "003_b86aac9226299ae8.txt"}
LEAST_KEPT = 0.9
Place = tuple[str, int | None, int | None]


@cache
def labels(name: str) -> list[Mapping[str, Any]]:
    path = Path(__file__).with_name(f"{name}.toml")
    found: list[Mapping[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["finding"]
    return found


def place_of(label: Mapping[str, Any]) -> Place:
    return label["rule"], label["line"], label.get("indicator")


def found_in(table: Path) -> Counter[tuple[str, Place]]:
    report = budgetcheck.validate(table)
    return Counter(
        (str(f.severity), (f.rule, f.location.line, f.location.indicator))
        for f in report
        if f.severity is not Severity.NOTE
    )


@pytest.mark.parametrize("name", TABLES)
def test_what_is_found_is_what_was_judged(name: str, samples: Path) -> None:
    found = found_in(samples / TABLES[name])
    judged = Counter((label["severity"], place_of(label)) for label in labels(name))
    added, lost = found - judged, judged - found
    assert not added, f"not judged yet: {sorted(added, key=str)}"
    assert not lost, f"judged, and no longer found: {sorted(lost, key=str)}"


@pytest.mark.parametrize("name", TABLES)
def test_every_error_is_true(name: str) -> None:
    wrong = [place_of(label) for label in labels(name) if label["severity"] == "error" and not label["kept"]]
    assert not wrong


@pytest.mark.parametrize("name", TABLES)
def test_nine_warnings_in_ten_are_worth_keeping(name: str) -> None:
    warnings = [label for label in labels(name) if label["severity"] == "warning"]
    kept = [label for label in warnings if label["kept"]]
    assert len(kept) >= LEAST_KEPT * len(warnings), f"{len(kept)} of {len(warnings)}"


@pytest.mark.parametrize("name", TABLES)
def test_each_judgement_says_why(name: str) -> None:
    bare = [place_of(label) for label in labels(name) if len(label["why"]) < 6]
    assert not bare
