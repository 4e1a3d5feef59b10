"""Where the marks of an item stand in its cell's text, as half-open character ranges."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budgetcheck.checks.items import Items

Span = tuple[int, int]
SpanOf = Callable[[int], Span]


def category_span(items: Items) -> SpanOf:
    """The category as printed; the opening of the item where it has none."""
    return lambda i: _found(
        items, i, "category_text", _start(items, "item_start", i), _start(items, "name_start", i)
    )


def number_span(items: Items) -> SpanOf:
    """The digits of the number."""

    def span(i: int) -> Span:
        start, end = _start(items, "item_start", i), number_mark_span(items)(i)[0]
        # NOTE: the item may open with the class it stands under: `产出指标：1、…`.
        printed = items.packed(i)[start:end]
        digits = len(printed) - len(printed.rstrip("0123456789０１２３４５６７８９"))
        return (end - digits if digits else start), max(end, start + 1)

    return span


def number_mark_span(items: Items) -> SpanOf:
    """The mark behind the number."""

    def span(i: int) -> Span:
        opening, name = _start(items, "item_start", i), _start(items, "name_start", i)
        return _found(items, i, "number_mark", opening, name)

    return span


def content_span(items: Items) -> SpanOf:
    """The value, or the name where the item has no value."""

    def span(i: int) -> Span:
        value = _start(items, "value_start", i), _start(items, "value_end", i)
        return (
            value if value[1] > value[0] else (_start(items, "name_start", i), _start(items, "name_end", i))
        )

    return span


def terminator_span(items: Items) -> SpanOf:
    """The end mark, or the content where the item has none."""

    def span(i: int) -> Span:
        if not items.text("terminator")[i]:
            return content_span(items)(i)
        opening = max(_start(items, "value_end", i), _start(items, "name_end", i))
        return _found(items, i, "terminator", opening, len(items.packed(i)))

    return span


def lead_span(items: Items) -> SpanOf:
    """The mark before the value label, or the label itself where no mark leads it."""

    def span(i: int) -> Span:
        opening = _start(items, "name_end", i)
        shown = "label_lead" if items.text("label_lead")[i] else "label"
        return _found(items, i, shown, opening, max(_start(items, "value_start", i), opening))

    return span


def gap_span(items: Items) -> SpanOf:
    """The blanks right before the value."""

    def span(i: int) -> Span:
        end = _start(items, "value_start", i)
        return len(items.packed(i)[:end].rstrip()), end

    return span


def _start(items: Items, column: str, i: int) -> int:
    return int(items.ints(column)[i])


def _found(items: Items, i: int, column: str, start: int, end: int) -> Span:
    """Where the text of `column` stands between `start` and `end`; the whole range when it does not."""
    sought = str(items.text(column)[i])
    at = items.packed(i).find(sought, start, end) if sought else -1
    return (at, at + len(sought)) if at >= 0 else (start, max(end, start))
