"""No two indicators of a project have nearly the same name and the same target."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from tests.checks.packed import cell_of, said, tables

from budgetcheck.text.near_names import same_but_for_more, turned_round

CHECK = "names_are_not_near"
SETTINGS = {"telling": "duplicates.telling", "value_alike": 70}
NAMES = st.lists(st.text(alphabet="甲乙丙", min_size=2, max_size=9), min_size=2, max_size=6, unique=True)


def _close(one, other):
    return one[:2] == other[:2] or one[-2:] == other[-2:] or sorted(one) == sorted(other)


@given(NAMES)
def test_what_is_left_out_at_a_glance_is_left_out_on_a_close_look_too(names):
    near = {
        later
        for (_, one), (later, other) in combinations(enumerate(names), 2)
        if _close(one, other) and (same_but_for_more(one, other, ()) or turned_round(one, other))
    }
    batch = tables([cell_of(*[(f"{name}", "≥95%") for name in names])])
    verdicts = said(CHECK, batch, **SETTINGS)
    assert {at for at, verdict in enumerate(verdicts) if verdict == "failed"} == near


def test_names_of_two_projects_are_not_compared():
    near = [cell_of(("金融风险指数", "≥95%")), cell_of(("金融风险防范指数", "≥95%"))]
    assert said(CHECK, tables(near), **SETTINGS) == ["passed", "passed"]
