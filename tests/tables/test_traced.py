import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetcheck.model import Cell, Row
from budgetcheck.tables.traced import Traced, of_spans, put_together, whole


def traced(raw, line=1):
    cell = Cell(raw, 1, 0)
    return whole(Row(line, (cell,)), cell)


def pieces_of(text):
    return "".join(piece.text for piece in text.pieces)


@pytest.mark.parametrize("raw", ["甲乙", " 甲乙 ", "\u3000甲", "", "  "])
def test_a_whole_cell_is_its_text_without_outer_blanks(raw):
    text = traced(raw)
    assert text.text == raw.strip()
    assert pieces_of(text) == text.text


@given(st.lists(st.text("甲乙 ", max_size=6), max_size=5), st.integers(0, 30), st.integers(0, 30))
def test_any_cut_of_joined_text_is_still_exactly_its_pieces(raws, start, end):
    text = put_together(traced(raw, line) for line, raw in enumerate(raws))
    cut = text.cut(start, max(start, end))
    assert cut.text == text.text[start : max(start, end)]
    assert pieces_of(cut) == cut.text
    assert pieces_of(cut.stripped()) == cut.text.strip()


def test_chosen_ranges_of_a_cell_are_put_together():
    cell = Cell("<p>甲</p>乙", 1, 0)
    text = of_spans(Row(1, (cell,)), cell, [(3, 4), (8, 9)])
    assert text.text == "甲乙"
    assert [(piece.start, piece.end) for piece in text.pieces] == [(3, 4), (8, 9)]


def test_adding_nothing_keeps_the_place():
    empty, full = traced(""), traced("甲")
    assert (empty + full) is full
    assert (full + empty) is full
    assert (empty + Traced()).pieces == empty.pieces
