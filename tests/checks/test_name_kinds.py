"""Names are asked at a glance first, and closely where that leaves it open."""

from hypothesis import given
from hypothesis import strategies as st

from budgetcheck.checks.name_kinds import are_of_kind
from budgetcheck.frames import Tables
from budgetcheck.text import default_words, is_bad_event, is_bad_rate, is_bounded_rate

WORDS = default_words()
PIECES = [
    *WORDS.bad_events[:9],
    *WORDS.event_measures[:9],
    *WORDS.bounded_rates[:9],
    "率",
    "（％）",
    "系统",
    "Ｂ",
]


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=4).map("".join), max_size=6))
def test_the_answers_are_those_of_a_close_look(names):
    for says in (is_bad_event, is_bad_rate, is_bounded_rate):
        answers = are_of_kind(Tables.empty(), names, says)
        assert answers.tolist() == [says(name, WORDS) for name in names]
