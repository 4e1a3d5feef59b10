"""A packed indicator cell split into its items: number, category, name, label, value, end mark.

Items are told by their heads (`1、产出指标：`), never by end marks: values hold ；, names hold ，, and a
label may follow 。. One pass finds every class label and value label; what stands before a label is
read by a look of bounded length to the left, so that a cell of any shape costs linear time.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.text.item_heads import Head, HeadGrammar, Label
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
    heads, labels = _grammar(words or default_words()).find(text)
    if not heads:
        return Packed(*_trimmed(text, 0, len(text)), ())
    ends = [head.start for head in heads]
    first = ends[0]
    ends.append(len(text))
    items = [_item(text, *parts) for parts in zip(heads, labels, ends[1:], strict=True)]
    return Packed(*_trimmed(text, 0, first), items)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    core = text[start:end].rstrip()
    if not core:
        return start, start
    return start + len(core) - len(core.lstrip()), start + len(core)


def _item(text: str, head: Head, label: Label | None, end: int) -> Item:
    start = head.end if label is None else label[1]
    body = text[start:end]
    core = body.rstrip(_TAIL)
    value_end = start + len(core)
    terminator = body[len(core) :]
    item_end = end
    if len(terminator) != 1 or terminator.isspace():
        item_end = start + len(body.rstrip())
        terminator = "".join(terminator.split())
    if label is None:
        name_start, name_end = _trimmed(text, start, value_end)
        value_start = value_end = name_end
        word = lead = ""
    else:
        value = core.lstrip()
        value_start = value_end - len(value)
        word = label[2]
        name_start, name_end, lead = _name(text, head.end, label[0])
    return Item(
        head.number,
        head.mark,
        head.category,
        head.text,
        head.known,
        head.level2,
        text[name_start:name_end],
        word,
        lead,
        label is not None and start < value_start < value_end,
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
    if not name or name[0].isspace() or name[-1].isspace():
        return *_trimmed(text, start, start + len(name)), lead
    return start, start + len(name), lead
