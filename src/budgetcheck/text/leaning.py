"""Of which measures less is better."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgetcheck.text.names import is_bad_event, measured

if TYPE_CHECKING:
    from budgetcheck.text.words import Words


def less_is_better(name: str, words: Words) -> bool:
    """Whether the name is of a mishap, a cost or a time that should be short.

    >>> from budgetcheck.text import default_words
    >>> [less_is_better(n, default_words()) for n in ("有效投诉次数", "单位建设成本", "故障响应时间", "成本节约率", "培训人数")]
    [True, True, True, False, False]
    """
    core = measured(name, words)
    if is_bad_event(name, words) or core.endswith(words.topic("targets.short_times")):
        return True
    saved = any(word in core for word in words.topic("targets.savings"))
    return core.endswith(words.topic("targets.costs")) and not saved
