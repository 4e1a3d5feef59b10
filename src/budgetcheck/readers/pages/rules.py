"""Rules put together from what was drawn: dashes and dots to lines, double lines to one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

NEAR = 2.5  # points between two strokes that are one rule
_DASH_GAP = 4.0
_SHORTEST = 6.0


class Stroke(NamedTuple):
    """A straight rule: across at height `at` or down at `at`; `soft` is the edge of a filled area."""

    at: float
    start: float
    end: float
    soft: bool = False

    @property
    def length(self) -> float:
        """How long it is."""
        return self.end - self.start


def merged(strokes: Iterable[Stroke]) -> list[Stroke]:
    """The strokes with those on one line joined, in order; what stays shorter than a letter is no rule."""
    groups: list[list[Stroke]] = []
    for stroke in sorted(strokes):
        if groups and stroke.at - groups[-1][0].at <= NEAR:
            groups[-1].append(stroke)
        else:
            groups.append([stroke])
    return [rule for group in groups for rule in _joined(group)]


def _joined(group: Sequence[Stroke]) -> list[Stroke]:
    at = sum(s.at for s in group) / len(group)
    joined: list[Stroke] = []
    for stroke in sorted(group, key=lambda s: s.start):
        last = joined[-1] if joined else None
        if last is not None and stroke.start - last.end <= _DASH_GAP:
            joined[-1] = Stroke(at, last.start, max(last.end, stroke.end), last.soft and stroke.soft)
        else:
            joined.append(stroke._replace(at=at))
    return [rule for rule in joined if rule.length >= _SHORTEST]


def covered(strokes: Iterable[Stroke], at: float, start: float, end: float) -> float:
    """Which share of [start, end] the strokes at `at` cover."""
    held = sum(max(0.0, min(s.end, end) - max(s.start, start)) for s in strokes if abs(s.at - at) <= NEAR)
    return held / (end - start) if end > start else 0.0


def positions(values: Iterable[float]) -> list[float]:
    """The values with those close together made one, in order."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= NEAR:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]
