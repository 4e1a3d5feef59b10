"""Findings arranged as trees: a root and the consequences folded under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from budgetcheck.model import Finding
from budgetcheck.terms import Severity


@dataclass(frozen=True, slots=True)
class Node:
    """A finding with the findings that follow from it."""

    finding: Finding
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Finding]:
        """This finding and all below it."""
        yield self.finding
        for child in self.children:
            yield from child.walk()


def forest(findings: Iterable[Finding]) -> list[Node]:
    """Roots in the order of the findings; a consequence whose root is not among them is a root itself."""
    nodes = [Node(f) for f in findings if f.suppressed is None]
    by_print = {_key(node.finding, node.finding.fingerprint): node for node in nodes}
    roots: list[Node] = []
    for node in nodes:
        parent = _parent(node, by_print)
        (parent.children if parent else roots).append(node)
    return roots


_Key = tuple[str, int, str]


def _key(finding: Finding, fingerprint: str) -> _Key:
    # NOTE: two editions of one table share their fingerprints; a cause lies in the same document.
    return finding.location.file, finding.location.document, fingerprint


def _above(node: Node, by_print: dict[_Key, Node]) -> Node | None:
    cause = node.finding.caused_by
    return by_print.get(_key(node.finding, cause)) if cause else None


def _parent(node: Node, by_print: dict[_Key, Node]) -> Node | None:
    """The node this one folds under; None for a root and for one that would close a ring."""
    first = above = _above(node, by_print)
    seen = {id(node)}
    while above is not None:
        if id(above) in seen:
            return None
        seen.add(id(above))
        above = _above(above, by_print)
    return first


def visible(nodes: Iterable[Node], *, show_notes: bool) -> list[Node]:
    """The trees worth showing: without notes, unless asked, save a note that caused something worse."""
    if show_notes:
        return list(nodes)
    kept = (_without_notes(node) for node in nodes)
    return [node for node in kept if node is not None]


def _without_notes(node: Node) -> Node | None:
    children = visible(node.children, show_notes=False)
    if node.finding.severity is Severity.NOTE and not children:
        return None
    return Node(node.finding, children)
