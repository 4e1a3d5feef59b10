"""Where words stand in many texts, asked for whole lists of words."""

from hypothesis import given
from hypothesis import strategies as st

from budgetcheck.checks.letters import Letters
from budgetcheck.checks.word_places import WordPlaces, holding
from budgetcheck.frames import Tables

# NOTE: a NUL, a sign at the end of the first plane and one beyond it are where an index of two signs could go astray.
SIGNS = "甲乙\0\uffff\U0001f600"
TEXTS = st.lists(st.text(alphabet=SIGNS, max_size=6), max_size=8)
WORDS = st.lists(st.text(alphabet=SIGNS, min_size=1, max_size=4), max_size=5).map(tuple)


@given(TEXTS, WORDS)
def test_the_index_says_what_each_text_says_itself(texts, words):
    places = WordPlaces(Letters.of(texts))
    assert places.holding(words).tolist() == [any(word in text for word in words) for text in texts]
    assert places.opening(words).tolist() == [text.startswith(words) for text in texts]
    assert places.closing(words).tolist() == [text.endswith(words) for text in texts]


def test_running_texts_are_asked_without_an_index():
    texts = ["推进服务质量提升" * 9, "完成验收" * 9]
    assert holding(Tables.empty(), texts, ("质量", "服务")).tolist() == [True, False]
    assert not WordPlaces(Letters.of(texts)).holding([""]).any()
