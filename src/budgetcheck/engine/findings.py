"""From outcomes to findings: words, places, amounts in the table's unit, fingerprints."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from budgetcheck.engine.bound import BoundRule
from budgetcheck.engine.messages import Money, Voice, plain
from budgetcheck.engine.pieces import Record, Spot, excerpt
from budgetcheck.engine.placing import Places, Wanted, number, records
from budgetcheck.frames import Tables, dtypes
from budgetcheck.model import Evidence, Finding, Location, Outcome, Rule
from budgetcheck.terms import Field
from budgetcheck.text import yearless_name

_NO_FIGURES = (None, None, None)
_ENDS = tuple((f"{part}_start", f"{part}_end") for part in ("value", "name", "item"))
_INDICATOR_COLUMNS = (
    "indicator_id", "position", "name", "category", "value_text",
    *(column for ends in _ENDS for column in ends),
)  # fmt: skip


class Draft(NamedTuple):
    """A piece of evidence with its subject looked up."""

    rule: Rule
    evidence: Evidence
    document: int
    line_id: int | None
    field: str
    indicator: Record | None


# NOTE: the names of departments, units and projects come back finding after finding.
_normal = lru_cache(maxsize=4096)(yearless_name)


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
    places = Places(tables, {d.document for d in made}, _wanted(made))
    voices = {d.rule.id: Voice(d.rule.message, d.rule.parts) for d in _first_of_rules(made)}
    seen: Counter[tuple[int, str]] = Counter()
    return [_finding(draft, places, voices[draft.rule.id], seen) for draft in made]


def _first_of_rules(made: Iterable[Draft]) -> Iterable[Draft]:
    return {draft.rule.id: draft for draft in made}.values()


def _wanted(made: Iterable[Draft]) -> Wanted:
    fields, lines, rows = set(), set(), set()
    for draft in made:
        if draft.line_id is not None:
            lines.add(draft.line_id)
            if draft.evidence.origin is not None:
                rows.add(draft.line_id)
            elif draft.field:
                fields.add((draft.line_id, draft.field))
        for line_id, field, _ in draft.evidence.related:
            lines.add(line_id)
            if field:
                fields.add((line_id, field))
    return Wanted(fields, lines, rows)


def _finding(draft: Draft, places: Places, voice: Voice, seen: Counter[tuple[int, str]]) -> Finding:
    rule, evidence = draft.rule, draft.evidence
    line, money = places.line(draft.line_id), places.money(draft.document)
    spot = _spot(draft, places)
    location = places.location(draft.document, draft.line_id, draft.field, spot, draft.indicator)
    values = _values(_Subject(draft, line, money, location), voice.asked)
    figures = evidence.expected, evidence.actual, evidence.difference
    has_money = figures != _NO_FIGURES and any(isinstance(value, int) for value in figures)
    return Finding(
        rule=rule.id,
        name=rule.name,
        severity=rule.severity,
        message=voice.say(values, money),
        message_args={name: plain(value, money) for name, value in values.items()},
        location=location,
        expected=money.show(evidence.expected),
        actual=money.show(evidence.actual),
        difference=money.show(evidence.difference),
        tolerance=money.show(evidence.tolerance),
        money_unit=str(money.unit) if has_money else None,
        related=tuple(places.related(*place) for place in evidence.related),
        confidence=evidence.confidence,
        fingerprint=_fingerprint(draft, location, line, seen),
        excerpt=excerpt(spot, evidence.quote),
    )


def _spot(draft: Draft, places: Places) -> Spot | None:
    if draft.evidence.origin is not None:
        return places.left_out(draft.line_id, draft.evidence.origin)
    if draft.line_id is None or not draft.field:
        return None
    return _part(draft, places) or places.spot(draft.line_id, draft.field, _range(draft))


def _part(draft: Draft, places: Places) -> Spot | None:
    """The cell of the part that a finding points at, where the indicator's parts have cells of their own."""
    part, indicator = draft.evidence.part, draft.indicator
    if not part or indicator is None or draft.line_id is None:
        return None
    return places.part(draft.line_id, part, (indicator["item_start"], indicator["item_end"]))


def _range(draft: Draft) -> tuple[int, int] | None:
    """The characters a finding points at; an indicator's value, or its name when it has no value."""
    if draft.evidence.span is not None or draft.indicator is None:
        return draft.evidence.span
    for first, last in _ENDS:
        start, end = draft.indicator[first], draft.indicator[last]
        if end > start:
            return start, end
    return None


class _Subject(NamedTuple):
    """What the common fields of a message are taken from."""

    draft: Draft
    line: Record | None
    money: Money
    location: Location

    def of_indicator(self, key: str, empty: Any = "") -> Any:
        """That value of the indicator, `empty` where the finding is on none."""
        return self.draft.indicator[key] if self.draft.indicator else empty


# NOTE: functions, so that only what a message names is worked out; there may be tens of thousands of findings.
_PLACE: Mapping[str, Callable[[_Subject], Any]] = {
    "department": lambda s: s.location.department,
    "heading": lambda s: s.location.column or "",
    "line": lambda s: s.location.line,
}
_COMMON: Mapping[str, Callable[[_Subject], Any]] = {
    "name": lambda s: s.line["name"] if s.line else "",
    "unit": lambda s: str(s.money.unit),
    "indicator": lambda s: s.of_indicator("position", None),
    "indicator_name": lambda s: s.of_indicator("name"),
    "category": lambda s: s.of_indicator("category"),
    "value": lambda s: s.of_indicator("value_text"),
    "expected": lambda s: s.money.show(s.draft.evidence.expected),
    "actual": lambda s: s.money.show(s.draft.evidence.actual),
    "difference": lambda s: s.money.show(s.draft.evidence.difference),
    "tolerance": lambda s: s.money.show(s.draft.evidence.tolerance),
    "gap": lambda s: s.money.gap(s.draft.evidence.difference),
}


def _values(subject: _Subject, asked: Iterable[str]) -> dict[str, Any]:
    """What the message of a finding names; a check's own fields go before the common ones."""
    own = subject.draft.evidence.fields
    values: dict[str, Any] = {}
    for name in asked:
        if name in _PLACE:
            values[name] = _PLACE[name](subject)
        elif name in own:
            values[name] = own[name]
        elif name in _COMMON:
            values[name] = _COMMON[name](subject)
    return values


def _fingerprint(draft: Draft, where: Location, line: Record | None, seen: Counter[tuple[int, str]]) -> str:
    """Stays the same when lines or indicators move, amounts change or the next year's edition comes out.

    NOTE: the ordinal counts within one document, so that it does not depend on what else is in the run. It
    parts only what nothing else does: findings on two indicators of a cell differ by the indicators' names.
    Years in names are left out, since next year's edition has others there.
    """
    parts = [draft.rule.id, _normal(where.department)]
    # NOTE: a habit of the whole table is the same finding when its first example is another.
    if not draft.evidence.example:
        parts += [_normal(where.unit), _normal(line["name"]) if line else "", draft.field]
        parts += [_normal(draft.indicator["name"])] if draft.indicator else []
    key = "\x1f".join(parts)
    among = draft.document, key
    seen[among] += 1
    return hashlib.sha256(f"{key}\x1f{seen[among]}".encode()).hexdigest()[:16]
