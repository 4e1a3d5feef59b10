import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetcheck.text.markup import kept_spans, markup_spans


@pytest.mark.parametrize(
    "text", ["<3%", ">90%", "<关于印发方案>的通知", "a<b>c"[:3], "R&D", "甲 & 乙", "&lt;3%", "<>", "< p >"]
)
def test_signs_and_titles_are_text(text):
    assert markup_spans(text) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<p>甲</p>", "甲"),
        ("<P class='x'>甲</P>", "甲"),
        ("甲<br/>乙", "甲乙"),
        ("甲&nbsp;乙", "甲乙"),
        ("<p>误差<3%</p>", "误差<3%"),
        ("<p></p>", ""),
    ],
)
def test_tags_and_blank_entities_are_markup(text, kept):
    assert "".join(text[start:end] for start, end in kept_spans(text)) == kept


@given(st.text("<>pb/&nbsp;甲3% ", max_size=40))
def test_markup_and_what_is_kept_make_up_the_text(text):
    spans = sorted([*markup_spans(text), *kept_spans(text)])
    assert "".join(text[start:end] for start, end in spans) == text
