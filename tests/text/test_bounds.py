from __future__ import annotations

import pytest

from budgetcheck.terms import Comparator
from budgetcheck.text import default_words
from budgetcheck.text.bounds import bound_reader, combined

READER = bound_reader(default_words())


@pytest.mark.parametrize(
    ("before", "behind", "comparator", "conflict"),
    [
        ("≥", "", Comparator.GE, False),
        (">=", "", Comparator.GE, False),
        ("=>", "", Comparator.GE, False),
        ("≤", "", Comparator.LE, False),
        ("", "以上", Comparator.GE, False),
        ("", "以内", Comparator.LE, False),
        ("", "左右", Comparator.ABOUT, False),
        ("超过", "", Comparator.GT, False),
        ("超过", "以上", Comparator.GT, False),
        ("≥=", "", Comparator.GE, False),
        ("约", "以上", Comparator.GE, False),
        ("达到", "以下", Comparator.LE, False),
        ("控制在", "以上", Comparator.GE, False),
        ("达到≤", "", Comparator.LE, False),
        ("≥≤", "", Comparator.NONE, True),
        ("><", "", Comparator.NONE, True),
        (">=<", "", Comparator.NONE, True),
        ("不低于", "以下", Comparator.NONE, True),
        ("", "", Comparator.NONE, False),
    ],
)
def test_signs_come_to_one_comparator_or_conflict(
    before: str, behind: str, comparator: Comparator, conflict: bool
) -> None:
    _, tail = READER.behind(behind, 0, timed=False)
    bound = combined(READER.signs(before), tail)
    assert bound.comparator is comparator
    assert ("comparator_conflict" in bound.flags) is conflict


def test_the_law_counts_the_number_itself_for_some_words_and_not_for_others() -> None:
    words = default_words()
    assert {"以上"} <= set(words.behind["≥"])
    assert {"以下", "以内"} <= set(words.behind["≤"])
    assert {"超过"} <= set(words.before[">"])
    assert {"不满"} <= set(words.before["<"])
    assert {"以外"} <= set(words.behind[">"])


def test_no_word_stands_for_two_signs() -> None:
    words = default_words()
    for lists in ({**words.before}, {**words.behind}):
        every = [word for texts in lists.values() for word in texts]
        assert len(every) == len(set(every))


def test_a_short_tail_within_words_counts_only_behind_a_time() -> None:
    assert READER.behind("内资企业", 0, timed=False) == (0, [])
    assert READER.behind("内响应", 0, timed=True)[0] == 1
    assert READER.behind("内", 0, timed=False)[0] == 1
