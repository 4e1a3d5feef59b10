"""What a text plans: counts of the thing an indicator names, and amounts for a person and year."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budgetcheck.text.narrative import Count, Figure, Narrative
    from budgetcheck.text.words import Words

LEAST_NAMED = 4
"""A thing is told from others by this many characters at least."""

_LEAD = 2
_NEAR = 10
_MARKS = "，。；、,;\n"
_PERSON, _YEAR, _MONTH = "人", "年", "月"


def counted_thing(measure: str, words: Words) -> tuple[str, bool]:
    """The thing that a measure counts, and whether the verb before it was left out since it says only that it is had.

    >>> from budgetcheck.text import default_words
    >>> counted_thing("获评金融领军人才数", default_words())
    ('金融领军人才', True)
    >>> counted_thing("新建社区服务中心数量", default_words())
    ('新建社区服务中心', False)
    """
    ending = next((word for word in words.topic("plans.counted") if measure.endswith(word)), "")
    core = measure.removesuffix(ending)
    verb = next((word for word in words.topic("plans.had") if core.startswith(word)), "")
    return core.removeprefix(verb), bool(verb)


def planned(thing: str, loosely: bool, counts: list[Count], words: Words) -> list[Count]:
    """The counts that are of `thing`, which may stand before the number, behind it or on both sides.

    Background figures are left out. Loosely, up to two characters at the front of the thing may be missing
    behind the verb of the plan.
    """
    if len(thing) < LEAST_NAMED:
        return []
    return [
        count
        for count in counts
        if (_is_named(thing, count) or (loosely and _is_named_in_short(thing, count, words)))
        and not _background(count, words)
    ]


def all_of(found: list[Count], words: Words) -> int:
    """How many the counts plan: their sum where each is a plan of its own (拟…), else the largest."""
    leads = words.topic("plans.intended")
    numbers = [count.number for count in found]
    return sum(numbers) if all(count.before.startswith(leads) for count in found) else max(numbers)


def yearly_pay(told: Narrative) -> list[Figure]:
    """The amounts that one person costs in a year (7万元/人·年, 每人每年10万元); monthly ones are others."""
    return [
        f
        for f in told.amounts
        if f.per and _is_of_person_and_year(f.per + _clause_before(told.text, f.start))
    ]


def _is_of_person_and_year(said: str) -> bool:
    return _PERSON in said and _YEAR in said and _MONTH not in said


def _clause_before(text: str, end: int) -> str:
    near = text[max(0, end - _NEAR) : end]
    return near[max(near.rfind(mark) for mark in _MARKS) + 1 :]


def _is_named(thing: str, count: Count) -> bool:
    """Whether the words around the number make up the thing."""
    before, after = count.before, count.after
    return any(before.endswith(thing[:n]) and after.startswith(thing[n:]) for n in range(len(thing) + 1))


def _is_named_in_short(thing: str, count: Count, words: Words) -> bool:
    """Whether all but the front of the thing stands between a verb and the number."""
    shared = _shared_end(count.before, thing)
    if shared < max(LEAST_NAMED, len(thing) - _LEAD):
        return False
    return count.before[: len(count.before) - shared].endswith(words.topic("plans.verbs"))


def _shared_end(before: str, thing: str) -> int:
    """How many characters the two have in common at their ends."""
    pairs = zip(reversed(before), reversed(thing), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _background(count: Count, words: Words) -> bool:
    if count.before.startswith(words.topic("plans.intended")):
        return False
    return any(word in count.before for word in words.topic("plans.background"))
