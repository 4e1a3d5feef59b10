"""A small run of the seeded benchmark: what is promised of single faults, and nothing said of sound tables."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

TABLES = 40


@pytest.fixture(scope="module", autouse=True)
def benchmarks_importable() -> Iterator[None]:
    """The folder of benchmarks is no package of ours: it is found from the root of the checkout."""
    root = str(Path(__file__).resolve().parents[2])
    sys.path.insert(0, root)
    yield
    sys.path.remove(root)


@pytest.fixture(scope="module")
def singles(benchmarks_importable: None) -> list[Any]:
    from bench.diagnosis.trial import Order, run

    return run(Order(TABLES, seed=101, faults=1))


def test_every_single_fault_is_detected_by_a_rule_and_has_a_diagnosis(singles: list[Any]) -> None:
    missed = [(r.score.number, r.score.kinds) for r in singles if not (r.score.found and r.score.broken)]
    assert missed == []


def test_the_first_explanation_is_mostly_right_in_cell_and_value(singles: list[Any]) -> None:
    wrong = [(r.score.number, r.score.kinds) for r in singles if not r.score.value]
    assert len(wrong) <= 0.125 * TABLES, wrong


def test_the_truth_is_nearly_always_among_the_first_three(singles: list[Any]) -> None:
    wrong = [(r.score.number, r.score.kinds) for r in singles if not r.score.among]
    assert len(wrong) <= 0.05 * TABLES, wrong


def test_it_is_not_far_from_an_oracle_that_knows_how_the_tables_were_made(singles: list[Any]) -> None:
    ours, best = sum(r.score.value for r in singles), sum(r.best.first for r in singles)
    assert ours >= best - 0.05 * TABLES


def test_what_is_said_to_be_sure_is_right(singles: list[Any]) -> None:
    sure = [r for r in singles if r.score.probability >= 0.95]
    assert len(sure) >= TABLES / 2
    wrong = [(r.score.number, r.score.kinds) for r in sure if not r.score.value]
    assert len(wrong) <= 0.04 * len(sure), wrong


def test_sound_tables_are_left_alone() -> None:
    from bench.diagnosis.trial import Order, run

    for result in run(Order(TABLES, seed=102, faults=0)):
        assert (result.score.found, result.score.accounts) == (False, 0)


def test_of_two_faults_at_once_most_are_found_with_their_amounts() -> None:
    from bench.diagnosis.trial import SMALL, Order, run

    results = run(Order(TABLES, seed=103, faults=2, plan=SMALL, oracle=False))
    assert all(r.score.found and r.score.broken for r in results)
    assert sum(r.score.value for r in results) >= 0.65 * TABLES
