"""Nearly equal texts and indicator sets among thousands of projects: comparisons made and time, as the batch grows."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import numpy as np

from bench.generate import documents
from bench.measure import Figure, cpu
from budgetcheck.checks.neighbours import Neighbours, neighbours, plain_texts

SIZES = (1_000, 2_000, 4_000, 8_000, 16_000)
COPIES = 0.05  # of the goals are another's with a few characters changed
AT_LEAST, SHORTEST = 75, 20
GROWTH = 2.0  # times as much per project at the largest size as at the smallest


def run() -> Iterator[Figure]:
    """All goals in one scope, as when documents are compared: each could be any other's neighbour."""
    per_project: list[tuple[float, float]] = []
    for size in SIZES:
        texts, copies = goals(size)
        seconds, found = cpu(lambda texts=texts: _found(texts), 2)  # type: ignore[misc]
        per_project.append((found.compared / size, seconds / size))
        every = size * (size - 1) // 2
        share = 100 * len(copies & {(p.one, p.other) for p in found.pairs}) / len(copies)
        label = f"{size:,} projects"
        note = f"of {every:,} pairs; {len(copies)} copies planted"
        yield Figure(f"near goals, {label}: compared a project", per_project[-1][0], "pairs", note=note)
        yield Figure(f"near goals, {label}: time a project", per_project[-1][1] * 1e6, "µs")
        yield Figure(f"near goals, {label}: planted copies found", share, "%", 95, at_most=False)
    (pairs, seconds), (most_pairs, most_seconds) = per_project[0], per_project[-1]
    label = f"a project, {SIZES[-1]:,} over {SIZES[0]:,}"
    yield Figure(
        f"comparisons {label}", most_pairs / pairs, "times", GROWTH, note="1 is linear, 16 quadratic"
    )
    yield Figure(f"time {label}", most_seconds / seconds, "times", GROWTH, note="1 is linear, 16 quadratic")


def goals(size: int) -> tuple[list[str], set[tuple[int, int]]]:
    """Goals of their own made of many different clauses, some of them copied; and which pairs were planted."""
    random = Random(f"goals/{size}")
    source = (p for table in documents(size // 40 + 1, 40, seed=8) for p in table.projects)
    texts = [f"{p.name}：{_clauses(random)}" for p, _ in zip(source, range(size), strict=False)]
    planted: set[tuple[int, int]] = set()
    for copy in range(1, size, round(1 / COPIES)):
        original = copy - 1
        texts[copy] = _changed(random, texts[original])
        planted.add((original, copy))
    return texts, planted


def _clauses(random: Random) -> str:
    """Characters drawn at random stand for wording of its own: no two projects share a piece but by chance."""
    clause = (
        "".join(chr(random.randrange(0x4E00, 0x9F00)) for _ in range(random.randint(8, 20))) for _ in range(4)
    )
    return "，".join(clause) + "。"


def _changed(random: Random, text: str) -> str:
    at = random.randrange(len(text) - 4)
    return text[:at] + "改动" + text[at + 4 :]


def _found(texts: list[str]) -> Neighbours:
    scope = np.zeros(len(texts), dtype=np.int64)
    return neighbours(plain_texts(texts), scope, at_least=AT_LEAST, shortest=SHORTEST)
