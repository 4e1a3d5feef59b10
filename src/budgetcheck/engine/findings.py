"""From outcomes to findings: words, places, amounts in the table's unit, fingerprints."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from budgetcheck.engine.bound import BoundRule
from budgetcheck.engine.messages import Money, asked, fill, plain
from budgetcheck.engine.placing import Places, Record, Spot, excerpt, number, records
from budgetcheck.frames import Tables, dtypes
from budgetcheck.model import Evidence, Finding, Outcome, Rule
from budgetcheck.terms import Field, MoneyUnit
from budgetcheck.text import normalise_name

_PARTS = ("value", "name", "item")
_INDICATOR_COLUMNS = (
    "indicator_id", "position", "name", "category", "value_text",
    *(f"{part}_{end}" for part in _PARTS for end in ("start", "end")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """A piece of evidence with its subject looked up."""

    rule: Rule
    evidence: Evidence
    document: int
    line_id: int | None
    field: str
    indicator: Record | None


def drafts(outcomes: Iterable[tuple[BoundRule, Outcome]], tables: Tables) -> list[Draft]:
    """One draft per piece of evidence."""
    ran = [(bound, outcome) for bound, outcome in outcomes if outcome.evidence]
    subjects = {frame: _subjects(frame, ran, tables) for frame in {bound.rule.frame for bound, _ in ran}}
    items = _items(ran, tables)
    return [
        _draft(bound.rule, e, subjects[bound.rule.frame][e.row], items.get(_item(bound.rule, e)))
        for bound, outcome in ran
        for e in outcome.evidence
    ]


def _item(rule: Rule, evidence: Evidence) -> int | None:
    """The row of the indicator that the evidence points at, if any."""
    if evidence.whole:
        return None
    return evidence.row if rule.frame == "indicators" else evidence.item


def _subjects(
    frame: str, ran: Iterable[tuple[BoundRule, Outcome]], tables: Tables
) -> Mapping[int | None, Record]:
    """The subjects of all evidence on `frame`, by row."""
    columns = ["document", *(c for c in ("line_id", "field") if c in dtypes(frame))]
    rows = (e.row for bound, outcome in ran if bound.rule.frame == frame for e in outcome.evidence)
    return records(tables.frame(frame), rows, columns)


def _items(ran: Iterable[tuple[BoundRule, Outcome]], tables: Tables) -> Mapping[int | None, Record]:
    """The indicators that any evidence points at, by row."""
    rows = (item for bound, o in ran for e in o.evidence if (item := _item(bound.rule, e)) is not None)
    return records(tables.indicators, rows, _INDICATOR_COLUMNS)


def _draft(rule: Rule, evidence: Evidence, subject: Record, indicator: Record | None) -> Draft:
    line_id = evidence.line_id if evidence.line_id is not None else subject.get("line_id")
    field = evidence.field or str(subject.get("field", "") or "")
    if indicator is not None:
        field = field or str(Field.INDICATORS)
    return Draft(rule, evidence, int(subject["document"]), number(line_id), field, indicator)


def findings(made: list[Draft], tables: Tables) -> list[Finding]:
    """The finding of each draft, in the order given."""
    wanted = {d.line_id for d in made if d.line_id is not None}
    wanted |= {line_id for d in made for line_id, _, _ in d.evidence.related}
    places = Places(tables, {d.document for d in made}, wanted)
    seen: Counter[tuple[str, ...]] = Counter()
    return [_finding(draft, places, seen) for draft in made]


def _finding(draft: Draft, places: Places, seen: Counter[tuple[str, ...]]) -> Finding:
    rule, evidence = draft.rule, draft.evidence
    document, line = places.document(draft.document), places.line(draft.line_id)
    money = Money(MoneyUnit(document["money_unit"]))
    spot = _spot(draft, places)
    location = places.location(draft.document, draft.line_id, draft.field, spot, draft.indicator)
    values = _values(draft, line, money)
    values |= {"department": location.department, "heading": location.column or "", "line": location.line}
    has_money = any(isinstance(v, int) for v in (evidence.expected, evidence.actual, evidence.difference))
    return Finding(
        rule=rule.id,
        name=rule.name,
        severity=rule.severity,
        message=fill(rule.message, values, rule.parts, money),
        message_args={name: plain(values[name], money) for name in asked(rule.message) if name in values},
        location=location,
        expected=money.show(evidence.expected),
        actual=money.show(evidence.actual),
        difference=money.show(evidence.difference),
        tolerance=money.show(evidence.tolerance),
        money_unit=str(money.unit) if has_money else None,
        related=tuple(places.related(*place) for place in evidence.related),
        confidence=evidence.confidence,
        fingerprint=_fingerprint(draft, location.department, location.unit, line, seen),
        excerpt=excerpt(spot, evidence.quote),
    )


def _spot(draft: Draft, places: Places) -> Spot | None:
    if draft.evidence.origin is not None:
        return places.left_out(draft.line_id, draft.evidence.origin)
    if draft.line_id is None or not draft.field:
        return None
    return places.spot(draft.line_id, draft.field, _range(draft))


def _range(draft: Draft) -> tuple[int, int] | None:
    """The characters a finding points at; an indicator's value, or its name when it has no value."""
    if draft.evidence.span is not None or draft.indicator is None:
        return draft.evidence.span
    for part in _PARTS:
        start, end = int(draft.indicator[f"{part}_start"]), int(draft.indicator[f"{part}_end"])
        if end > start:
            return start, end
    return None


def _values(draft: Draft, line: Record | None, money: Money) -> dict[str, Any]:
    evidence, indicator = draft.evidence, draft.indicator
    return {
        "name": line["name"] if line else "",
        "unit": str(money.unit),
        "indicator": int(indicator["position"]) if indicator else None,
        "indicator_name": indicator["name"] if indicator else "",
        "category": indicator["category"] if indicator else "",
        "value": indicator["value_text"] if indicator else "",
        "expected": money.show(evidence.expected),
        "actual": money.show(evidence.actual),
        "difference": money.show(evidence.difference),
        "tolerance": money.show(evidence.tolerance),
        "gap": money.gap(evidence.difference),
        **evidence.fields,
    }


def _fingerprint(
    draft: Draft, department: str, unit: str, line: Record | None, seen: Counter[tuple[str, ...]]
) -> str:
    """Stays the same when lines or indicators move, amounts change or the next year's edition comes out.

    NOTE: the ordinal counts within one document, so that it does not depend on what else is in the run. It
    parts only what nothing else does: findings on two indicators of a cell differ by the indicators' names.
    """
    name = normalise_name(line["name"]) if line else ""
    item = (normalise_name(draft.indicator["name"]),) if draft.indicator else ()
    key = (draft.rule.id, normalise_name(department), normalise_name(unit), name, draft.field, *item)
    among = (str(draft.document), *key)
    seen[among] += 1
    return hashlib.sha256("\x1f".join((*key, str(seen[among]))).encode()).hexdigest()[:16]
