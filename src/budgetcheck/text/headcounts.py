"""People and what each of them costs a year: 聘请2名……每人每年10万元."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.text.equations import equations

if TYPE_CHECKING:
    from budgetcheck.text.narrative import Figure, Narrative
    from budgetcheck.text.words import Words

_REACH = 60
_LOOK_BACK = 8
_YEARLY = frozenset(["人年", "年人", "名年"])
_MARKS = str.maketrans("", "", "/·.每 ")


class HeadCost(NamedTuple):
    """So many people at so much a year each."""

    people: Figure
    price: Figure

    @property
    def fen(self) -> int:
        """What all of them cost a year."""
        return int(self.people.number) * (self.price.fen or 0)


def head_costs(told: Narrative, words: Words) -> list[HeadCost]:
    """Each yearly cost per person with the number of people right before it, where that is the only one.

    >>> from budgetcheck.text import default_words, narrative_reader
    >>> told = narrative_reader(default_words()).read("聘请2名派遣人员，每人每年10万元")
    >>> [cost.fen for cost in head_costs(told, default_words())]
    [20000000]
    """
    units, among = words.topic("narrative.people"), words.topic("narrative.among")
    used = {figure.start for equation in equations(told) for figure in equation.figures}
    people = [
        f
        for f in told.figures
        if f.unit in units and not f.bounded and not f.per and f.start not in used
        and not any(word in told.text[max(0, f.start - _LOOK_BACK) : f.start] for word in among)
    ]  # fmt: skip
    prices = [f for f in told.amounts if not f.bounded and f.start not in used and _yearly(told, f, words)]
    if len(people) != 1 or len(prices) != 1 or people[0].number % 1:
        return []
    near = people[0].end <= prices[0].start <= people[0].end + _REACH
    return [HeadCost(people[0], prices[0])] if near else []


def _yearly(told: Narrative, price: Figure, words: Words) -> bool:
    lead = told.text[max(0, price.start - _LOOK_BACK) : price.start].rstrip(" ：:为")
    return price.per.translate(_MARKS) in _YEARLY or lead.endswith(words.topic("narrative.yearly_each"))
