from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.fixture(scope="module", autouse=True)
def benchmarks_importable() -> Iterator[None]:
    """The folder of benchmarks is no package of ours: it is found from the root of the checkout."""
    root = str(Path(__file__).resolve().parents[2])
    sys.path.insert(0, root)
    yield
    sys.path.remove(root)


@settings(max_examples=20, deadline=None)
@given(projects=st.integers(1, 60), seed=st.integers(0, 1000))
def test_a_clean_table_balances_to_the_fen(projects: int, seed: int) -> None:
    from bench.generate import documents

    (table,) = documents(1, projects, seed=seed)
    assert len(table.projects) == projects
    assert all(p.amounts[0] == sum(p.amounts[1:]) for p in table.projects)
    for unit in table.units:
        assert unit.amounts == [
            sum(column) for column in zip(*(p.amounts for p in unit.projects), strict=True)
        ]
    assert table.amounts == [sum(column) for column in zip(*(u.amounts for u in table.units), strict=True)]
    assert len({p.name for p in table.projects}) == projects


def test_a_table_depends_on_its_seed_and_number_alone() -> None:
    from bench.generate import documents, text_of

    few, many = list(documents(3, 5, seed=1)), list(documents(6, 5, seed=1))
    assert [text_of(t) for t in few] == [text_of(t) for t in many[:3]]
    assert text_of(few[0]) != text_of(next(iter(documents(1, 5, seed=2))))


def test_clean_tables_give_no_finding_and_faults_are_where_they_were_put() -> None:
    from bench.generate import documents, text_of

    import budgetcheck

    clean = [text_of(table).encode() for table in documents(6, 12, seed=3)]
    report = budgetcheck.validate(clean, pack="strict")
    assert [f.message.zh for f in report.data.at_least("error")] == []
    assert report.tool_errors == ()
    for table in documents(12, 8, seed=4, faulty=0.2):
        report = budgetcheck.validate([text_of(table).encode()], select=RULES)
        kinds = {kind for kind, _ in table.faults}
        assert {RULES.index(f.name) for f in report if f.name in RULES} >= {ORDER[kind] for kind in kinds}
        assert bool(kinds) == (len(report) > 0)


RULES = ["ari-row-sources", "ari-unit-subtotal", "vse-rate-over-100", "vsy-echo", "dup-indicator"]
ORDER = {"sources": 0, "subtotal": 1, "rate_over_100": 2, "echo": 3, "repeated_indicator": 4}
