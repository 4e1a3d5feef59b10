"""The error model as data: how often each kind of fault happens and what it does to printed amounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from budgetcheck.model import Bilingual
from budgetcheck.resources import rules_folder
from budgetcheck.rulefiles.reading import Section, parse_toml, read_text

Weights = Mapping[str, float]


class FaultKind(StrEnum):
    """What can have happened, by its name in `rules/diagnosis/faults.toml`."""

    MISREAD = "misread_digit"
    SWAPPED = "swapped_digits"
    DROPPED = "dropped_digit"
    DOUBLED = "doubled_digit"
    INSERTED = "inserted_digit"
    POINT = "moved_point"
    SEPARATOR = "moved_separator"
    SIGN = "sign"
    UNIT = "wrong_unit"
    BLANK = "blank_amount"
    OTHER = "other_amount"
    SOURCE = "wrong_source"
    TWICE = "row_twice"
    MISSING = "row_missing"
    CUT = "page_cut"
    HALVES = "page_cut_halves"
    SUBTOTAL_ROW = "subtotal_as_project"
    SUBTOTAL_TWICE = "subtotal_twice"
    HEADING = "misplaced_heading"
    STALE = "stale_total"
    ROUNDING = "rounding"
    JOINED = "joined_wrongly"


_TABLES: dict[str, dict[str, type]] = {
    "places": dict.fromkeys(("project", "project_cell", "total", "total_cell", "chain"), float),
    "digits": {**dict.fromkeys(("look_alike", "two", "throughout", "leading"), float), "alike": list},
    "points": dict.fromkeys(("one", "two", "three"), float),
    "halves": {"upper": list, "lower": list, "kept": float},
    "stale": dict.fromkeys(("two",), float),
    "evidence": dict.fromkeys(
        (
            "same_name", "same_text", "other_text", "next_to", "other_name", "page_break", "no_page_break", "pages_unknown",
            "numbering_goes_on", "numbering_restarts", "text_goes_on", "text_complete", "rows_joined", "doubted",
            "name_again", "no_name", "name_of_its_own", "unit_name", "other_than_units",
        ),
        float,
    ),
    "amounts": dict.fromkeys(("spread", "seen", "round", "nothing", "negative", "finer", "equal", "several"), float),
    "search": {
        **dict.fromkeys(("should", "probably", "more_faults", "unknown", "structure", "bare_total", "seconds", "least"), float),
        **dict.fromkeys(("exact_from", "faults", "beam", "keep"), int),
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FaultText:
    """What is said of a kind of fault: its name, and the sentence of an explanation with its places to fill."""

    title: Bilingual
    text: Bilingual


@dataclass(frozen=True)
class ErrorModel:
    """The error model: a rate and wording per kind, and the tables of `rules/diagnosis/figures.toml`."""

    rates: Weights
    texts: Mapping[str, FaultText]
    places: Weights
    digits: Weights
    points: Weights
    evidence: Weights
    stale: Weights
    amounts: Weights
    search: Weights
    alike: tuple[str, ...]
    upper: tuple[str, ...]
    lower: tuple[str, ...]
    kept: float

    @property
    def should(self) -> float:
        """The probability from which an explanation is said to be right."""
        return self.search["should"]

    @property
    def probably(self) -> float:
        """The probability from which an explanation is said to be probable."""
        return self.search["probably"]

    @property
    def seconds(self) -> float:
        """The CPU time for one document."""
        return self.search["seconds"]

    @property
    def exact_from(self) -> int:
        """The sum rules' setting of that name, which `ledgers` reads tables by."""
        return int(self.search["exact_from"])


@cache
def default_model() -> ErrorModel:
    """The error model that ships with budgetcheck."""
    return load_model(rules_folder() / "diagnosis")


def load_model(folder: Path) -> ErrorModel:
    """The error model in `folder`.

    Raises:
        RuleFileError: naming file, key and nearest match, when anything is unknown, missing or of the wrong type.
    """
    faults = _top(folder / "faults.toml")
    faults.only(tuple(FaultKind))
    kinds = {str(kind): faults.section(kind) for kind in FaultKind}
    for section in kinds.values():
        section.only(("rate", "title", "text"))
    tables = _tables(_top(folder / "figures.toml"))
    return ErrorModel(
        rates=MappingProxyType({kind: _weight(section, "rate") for kind, section in kinds.items()}),
        texts=MappingProxyType(
            {k: FaultText(s.bilingual("title"), s.bilingual("text")) for k, s in kinds.items()}
        ),
        alike=tables["digits"].pop("alike"),
        upper=tables["halves"]["upper"],
        lower=tables["halves"]["lower"],
        kept=tables["halves"]["kept"],
        **{name: MappingProxyType(tables[name]) for name in _TABLES if name != "halves"},
    )


def _top(path: Path) -> Section:
    return Section(parse_toml(read_text(path), path), str(path))


def _tables(figures: Section) -> dict[str, dict[str, Any]]:
    figures.only(tuple(_TABLES))
    found: dict[str, dict[str, Any]] = {}
    for name, keys in _TABLES.items():
        section = figures.section(name)
        section.only(tuple(keys))
        found[name] = {key: _value(section, key, kind) for key, kind in keys.items()}
    return found


def _value(section: Section, key: str, kind: type) -> Any:
    if kind is list:
        return _digit_groups(section, key)
    return section.get(key, int) if kind is int else _weight(section, key)


def _digit_groups(section: Section, key: str) -> tuple[str, ...]:
    groups = section.strings(key)
    if not all(group.isdecimal() and group.isascii() for group in groups):
        raise section.fail(f"键「{key}」应为由数字组成的文字", f'"{key}" must be texts made of digits')
    return groups


def _weight(section: Section, key: str) -> float:
    value = section.get(key, float)
    if not 0 < value < float("inf"):
        raise section.fail(f"键「{key}」应大于 0", f'"{key}" must be above 0')
    return float(value)
