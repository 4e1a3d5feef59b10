"""Amounts that text calls approved, or gives as the budget year's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budgetcheck.text.narrative import Figure, Narrative
    from budgetcheck.text.words import Words

_LINKS = " ：:"
_REACH = 20


def approved(told: Narrative, words: Words) -> list[Figure]:
    """The amounts that the text calls approved: right behind such a word, but for words that add nothing.

    >>> from budgetcheck.text import default_words, narrative_reader
    >>> told = narrative_reader(default_words()).read("批复金额为310万元，其中设备200万元")
    >>> [figure.fen for figure in approved(told, default_words())]
    [310000000]
    """
    listed = words.topic("narrative.approved")
    return [f for f in told.amounts if not f.per and _led_by(told.text, f, listed, words)]


def this_years(told: Narrative, year: int | None, words: Words) -> list[Figure]:
    """The amounts that the text gives as the budget year's own (2024年预算安排30万元), nothing else in between."""
    marks = (*words.topic("narrative.this_year"), *(f"{year}{end}" for end in ("年", "年度") if year))
    return [f for f in told.amounts if not f.per and not f.bounded and _led_by(told.text, f, marks, words)]


def _led_by(text: str, figure: Figure, marks: tuple[str, ...], words: Words) -> bool:
    """Whether one of `marks` stands before the figure, with nothing but filling words between."""
    lead = text[max(0, figure.start - _REACH) : figure.start].rstrip(_LINKS)
    fillers = words.topic("narrative.fillers")
    while not lead.endswith(marks):
        shorter = next((lead.removesuffix(word) for word in fillers if lead.endswith(word)), lead)
        shorter = shorter.rstrip(_LINKS)
        if shorter == lead:
            return False
        lead = shorter
    return True
