"""Tables like published ones: no fault but those put in, and goals that differ."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="module", autouse=True)
def benchmarks_importable() -> Iterator[None]:
    """The folder of benchmarks is no package of ours: it is found from the root of the checkout."""
    root = str(Path(__file__).resolve().parents[2])
    sys.path.insert(0, root)
    yield
    sys.path.remove(root)


def test_goals_differ_and_there_are_seven_indicators_on_average() -> None:
    from bench.lifelike import lifelike

    projects = [p for table in lifelike(10, 40, seed=1, faulty=0.1) for p in table.projects]
    assert len({p.goal for p in projects}) == len(projects) == 400
    assert 6.5 <= sum(len(p.indicators) for p in projects) / len(projects) <= 7.5


def test_a_table_depends_on_its_seed_and_number_alone() -> None:
    from bench.generate import text_of
    from bench.lifelike import lifelike

    few, many = (list(lifelike(n, 5, seed=1, faulty=0.5)) for n in (2, 4))
    assert [text_of(t) for t in few] == [text_of(t) for t in many[:2]]


def test_tables_without_faults_give_no_error() -> None:
    from bench.generate import text_of
    from bench.lifelike import lifelike

    import budgetcheck

    tables = [text_of(t).encode() for t in lifelike(4, 20, seed=3, faulty=0)]
    report = budgetcheck.validate(tables, pack="strict")
    assert [f.message.zh for f in report.data.at_least("error")] == []
