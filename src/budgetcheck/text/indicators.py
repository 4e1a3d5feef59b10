"""A packed indicator cell split into its items: number, category, name, label, value, end mark.

Items are told by their heads (`1、产出指标：`), never by end marks: values hold ；, names hold ，, and a
label may follow 。. One pass finds every class label and value label; what stands before a label is
read by a look of bounded length to the left, so that a cell of any shape costs linear time.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.text.item_heads import HeadGrammar, Token
from budgetcheck.text.words import default_words

if TYPE_CHECKING:
    from budgetcheck.text.words import Words


class Item(NamedTuple):
    """One indicator; fields and ranges are those of the indicators frame, offsets into the cell."""

    number: int | None
    number_mark: str
    category: str
    category_text: str
    category_known: bool
    level2: str
    name: str
    label: str
    label_lead: str
    label_gap: bool
    value_text: str
    terminator: str
    item_start: int
    item_end: int
    name_start: int
    name_end: int
    value_start: int
    value_end: int


class Packed(NamedTuple):
    """A packed cell: the range of text before its first item (empty where there is none), its items."""

    lead_start: int
    lead_end: int
    items: Sequence[Item]


_LEAD_MARKS = "，,。；;、"
# NOTE: the blanks are in the class so that `；\u3000。` is one terminator; the text ends or starts with a mark.
_TAIL = " \t\r\n\u3000\u00a0。；;，,、．."


@cache
def _grammar(words: Words) -> HeadGrammar:
    return HeadGrammar(words)


def split_items(text: str, words: Words | None = None) -> Packed:
    """The items of a packed cell in their order; every character is in an item or in the lead.

    >>> packed = split_items("1、产出指标：会议数（次），年度指标值：4。2、效益指标：影响力，年度指标值：提升；")
    >>> [(i.number, i.category, i.name, i.value_text, i.terminator) for i in packed.items]
    [(1, '产出指标', '会议数（次）', '4', '。'), (2, '效益指标', '影响力', '提升', '；')]
    """
    tokens = _grammar(words or default_words()).tokens(text)
    if not tokens:
        return Packed(*_trimmed(text, 0, len(text)), ())
    starts = [token.start for token in tokens if token.is_head]
    ends = [*starts[1:], len(text)]
    items: list[Item] = []
    for position, token in enumerate(tokens):
        if token.is_head:
            label = tokens[position + 1] if position + 1 < len(tokens) else None
            labelled = label if label is not None and not label.is_head else None
            items.append(_item(text, token, labelled, ends[len(items)]))
    return Packed(*_trimmed(text, 0, starts[0]), items)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    core = text[start:end].rstrip()
    if not core:
        return start, start
    return start + len(core) - len(core.lstrip()), start + len(core)


def _item(text: str, head: Token, label: Token | None, end: int) -> Item:
    body_start = head.end if label is None else label.end
    body = text[body_start:end]
    core = body.rstrip(_TAIL)
    terminator = "".join(body[len(core) :].split())
    value_end = body_start + len(core)
    item_end = body_start + len(body.rstrip())
    if label is None:
        name_start, name_end = _trimmed(text, head.end, max(head.end, value_end))
        value_start = value_end = name_end
        label_text = lead = ""
        gap = False
    else:
        value_start = value_end - len(core.lstrip())
        gap = value_start > body_start and bool(core)
        label_text = label.text
        name_start, name_end, lead = _name(text, head.end, label.start)
    return Item(
        head.number,
        head.mark,
        head.category,
        head.text,
        head.known,
        head.level2,
        text[name_start:name_end],
        label_text,
        lead,
        gap,
        text[value_start:value_end],
        terminator,
        head.start,
        item_end,
        name_start,
        name_end,
        value_start,
        value_end,
    )


def _name(text: str, start: int, end: int) -> tuple[int, int, str]:
    printed = text[start:end].rstrip()
    name = printed.rstrip(_LEAD_MARKS)
    lead = printed[len(name) :]
    start, end = _trimmed(text, start, start + len(name))
    return start, end, lead
