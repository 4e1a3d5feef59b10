"""Laws of adding up: what the order of rows, the money unit or the company in a batch must not change."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.checks.frames import Record, grand, line, tables, unit

from budgetcheck.checks import CHECKS
from budgetcheck.frames import Tables
from budgetcheck.model import Outcome
from budgetcheck.terms import Verdict

SUMS = ("total_equals_projects", "subtotal_equals_children", "total_equals_units")
hundredths = st.integers(-10_000_000, 10_000_000)
departments = st.lists(st.lists(hundredths, min_size=1, max_size=5), min_size=1, max_size=4)


def money(value: int) -> str:
    return f"{Decimal(value).scaleb(-2):,.2f}"


def balanced(units: list[list[int]]) -> list[Record]:
    records = [grand(money(sum(map(sum, units))), money(sum(map(sum, units))))]
    for number, parts in enumerate(units):
        records.append(unit(f"单位{number}", money(sum(parts)), money(sum(parts))))
        records += [line(f"项目{number}-{n}", money(v), money(v)) for n, v in enumerate(parts)]
    return records


def run(check: str, held: Tables, exact_from: int = 0) -> Outcome:
    return CHECKS[check](held.lines, held, columns=["total", "fiscal"], exact_from=exact_from)


@given(departments)
@settings(max_examples=60, deadline=None)
def test_what_was_added_up_balances_everywhere(units: list[list[int]]):
    held = tables(balanced(units))
    for check in SUMS:
        assert not (run(check, held).verdicts == Verdict.FAILED).any()
    assert not run("figures_need_no_rounding", held, 101).evidence


@given(departments, st.data())
@settings(max_examples=60, deadline=None)
def test_one_wrong_amount_fails_exactly_the_sums_it_enters(units: list[list[int]], data: st.DataObject):
    records = balanced(units)
    projects = [n for n, r in enumerate(records) if r["name"].startswith("项目")]
    wrong = data.draw(st.sampled_from(projects))
    off = data.draw(st.integers(-500, 500).filter(bool))
    number = int(records[wrong]["name"][2:].split("-")[0])
    part = int(records[wrong]["name"].split("-")[1])
    printed = money(units[number][part] + off)
    records[wrong] = line(records[wrong]["name"], printed, printed)
    held = tables(records)
    owner = max(n for n in range(wrong) if records[n]["name"].startswith("单位"))
    top = run("total_equals_projects", held)
    below = run("subtotal_equals_children", held)
    assert {e.row for e in top.evidence} == {0}
    assert {e.row for e in below.evidence} == {owner}
    assert {e.difference for e in (*top.evidence, *below.evidence)} == {-off * 10_000}
    assert run("total_equals_units", held).evidence == []


@given(departments, departments, hundredths)
@settings(max_examples=40, deadline=None)
def test_a_document_is_judged_the_same_alone_and_in_company(
    one: list[list[int]], other: list[list[int]], printed: int
):
    records = [grand(money(printed), ""), *balanced(one)[1:]]
    alone, together = tables(records), tables(balanced(other), records)
    for check in SUMS:
        single, joint = run(check, alone, 40), run(check, together, 40)
        start = len(together.lines) - len(alone.lines)
        assert joint.verdicts[start:].tolist() == single.verdicts.tolist()
        mine = [(e.row - start, e.field, e.difference, e.tolerance) for e in joint.evidence if e.row >= start]
        assert mine == [(e.row, e.field, e.difference, e.tolerance) for e in single.evidence]


@given(departments, hundredths)
@settings(max_examples=40, deadline=None)
def test_the_order_of_lines_in_the_frame_does_not_matter(units: list[list[int]], printed: int):
    held = tables([grand(money(printed), money(printed)), *balanced(units)[1:]])
    turned = held.lines.iloc[::-1]
    other = Tables(held.documents, turned, held.indicators, held.cells, held.repairs, held.readings)
    for check in SUMS:
        assert run(check, other).verdicts.tolist() == run(check, held).verdicts.tolist()[::-1]


@given(st.lists(st.integers(1, 10_000), min_size=2, max_size=30), st.integers(-40, 40))
@settings(max_examples=100, deadline=None)
def test_a_sum_rounded_from_finer_figures_is_never_an_error(cents: list[int], drift: int):
    """Figures in 0.0001 are rounded half up to 0.01; the printed total is rounded from their true sum."""
    finer = [c * 100 + (drift * n) % 100 for n, c in enumerate(cents)]

    def rounded(value: int) -> str:
        return money((value + 50) // 100)

    held = tables([grand(rounded(sum(finer))), *(line(f"项目{n}", rounded(v)) for n, v in enumerate(finer))])
    outcome = CHECKS["total_equals_projects"](held.lines, held, columns=["total"], exact_from=101)
    assert outcome.evidence == []
