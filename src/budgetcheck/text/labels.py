"""The words beside a quantity in a target value: another measure, a condition, or the name again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgetcheck.text.fold import fold, normalise_name
from budgetcheck.text.name_forms import aim_in_name
from budgetcheck.text.names import measured
from budgetcheck.text.word_values import word_reader

if TYPE_CHECKING:
    from budgetcheck.text.words import Words

_LONGEST = 80
_LEAST_CORE = 2
_GENERIC = frozenset("率数量额")


def other_measure(label: str, name: str, words: Words, most_shared: int) -> bool:
    """Whether a label names a measure that shares at most `most_shared` percent of its characters with the name.

    The name must be a measure or an aim itself: under a topic (法治意识) a measure in the value says what is meant,
    and so does one behind a comparison (持续改善，优良天数比例).

    >>> from budgetcheck.text import default_words
    >>> [other_measure(*pair, default_words(), 30) for pair in (
    ...     ("故障率", "稳定可靠率"), ("集成联调通过率", "项目集成联调通过率"), ("验收合格后", "付款时限"))]
    [True, False, False]
    """
    said, named = normalise_name(label[-_LONGEST:]), measured(name[-_LONGEST:], words)
    clause, comma, _ = fold(label[-_LONGEST:]).partition(",")
    if comma and word_reader(words).relative(clause) is not None:
        return False
    endings = words.topic("wording.measure_endings")
    if not said.endswith(endings) or not (named.endswith(endings) or aim_in_name(name, words)):
        return False
    # NOTE: 人数 or 面积 alone is the measure of whatever the name says.
    core = said[:-1] if len(said) > 1 and said[-1] in _GENERIC else said
    if len(core) < _LEAST_CORE or said in endings:
        return False
    shared = sum(sign in named for sign in core)
    return 100 * shared <= most_shared * len(core)


def is_condition(label: str, words: Words) -> bool:
    """Whether a label says when or for whom a quantity holds, or which way it goes.

    >>> from budgetcheck.text import default_words
    >>> [is_condition(label, default_words()) for label in ("验收合格后", "较上年增长", "在重要媒体刊登专版")]
    [True, True, False]
    """
    said = normalise_name(label[-_LONGEST:])
    return said.endswith(words.topic("wording.conditions")) or word_reader(words).relative(said) is not None
