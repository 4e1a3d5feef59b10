"""Findings that a baseline holds are marked, as many of a fingerprint as it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from budgetcheck.model import Finding, Suppression
from budgetcheck.terms import SuppressionKind
from budgetcheck.triage.baseline import Baseline, place_of

_HELD = Suppression(SuppressionKind.BASELINE)


def mark_baseline(findings: Sequence[Finding], baseline: Baseline) -> list[Finding]:
    """The findings, those of the baseline marked; one that is suppressed already uses up its place.

    Where a fingerprint stands for more findings than the baseline counts, those in the file that the
    baseline names come first.
    """
    left = Counter({(entry.fingerprint, entry.file): entry.count for entry in baseline.entries})
    places = [(f.fingerprint, place_of(f.location.file, baseline.folder)) for f in findings]
    held = [_take(left, place) for place in places]
    spare: Counter[str] = Counter()
    for (fingerprint, _), count in left.items():
        spare[fingerprint] += count
    for at, (fingerprint, _) in enumerate(places):
        if not held[at] and spare[fingerprint] > 0:
            spare[fingerprint] -= 1
            held[at] = True
    return [
        replace(finding, suppressed=_HELD) if known and finding.suppressed is None else finding
        for finding, known in zip(findings, held, strict=True)
    ]


def _take(left: Counter[tuple[str, str]], place: tuple[str, str]) -> bool:
    if left[place] <= 0:
        return False
    left[place] -= 1
    return True
