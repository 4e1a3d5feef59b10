"""Findings drawn together for a list: by rule, and the same words about many rows of a table in one entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from budgetcheck.model import Finding
from budgetcheck.reports.parts.places import document_key
from budgetcheck.reports.parts.trees import Node
from budgetcheck.terms import Severity


@dataclass(frozen=True, slots=True)
class Entry:
    """A tree, and the findings of the same table that say the same of other rows."""

    node: Node
    same: list[Finding] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many findings of the rule it stands for."""
        return 1 + len(self.same)


class Section(NamedTuple):
    """What one rule found, apart from what is folded under the findings of others."""

    rule: str
    nodes: list[Node]

    @property
    def worst(self) -> Severity:
        """The worst severity in its trees, consequences included."""
        return max((f.severity for node in self.nodes for f in node.walk()), key=lambda s: s.rank)


def sections(nodes: Iterable[Node]) -> list[Section]:
    """One section per rule: worst severity first, then the most findings, then by id."""
    by_rule: dict[str, list[Node]] = {}
    for node in nodes:
        by_rule.setdefault(node.finding.rule, []).append(node)
    made = [Section(rule, held) for rule, held in by_rule.items()]
    return sorted(made, key=lambda s: (-s.worst.rank, -len(s.nodes), s.rule))


def entries(nodes: Iterable[Node], lang: str) -> list[Entry]:
    """The trees of one rule; those of one table that differ in nothing but line and item are one entry.

    A finding that brought others about, or has an explanation of its own, stands alone.
    """
    made: list[Entry] = []
    known: dict[tuple[object, ...], Entry] = {}
    for node in nodes:
        entry = Entry(node)
        if not node.children and not node.finding.explanations:
            entry = known.setdefault((*document_key(node.finding), *_words(node.finding, lang)), entry)
        if entry.node is node:
            made.append(entry)
        else:
            entry.same.append(node.finding)
    return made


def _words(finding: Finding, lang: str) -> tuple[object, ...]:
    """What a finding says, whichever line and item it says it of."""
    message, where = finding.message.get(lang), finding.location
    own = ("第{}行", "第{}项") if lang == "zh" else ("line {}", "item {}")
    for form, number in zip(own, (where.line, where.indicator), strict=True):
        if number is not None:
            message = message.replace(form.format(number), "")
    return message, where.column, finding.expected, finding.actual
