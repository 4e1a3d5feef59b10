"""What closes an indicator's name: tags of the library that it was picked from, and units with their brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgetcheck.text.fold import fold
from budgetcheck.text.unit_names import name_unit

if TYPE_CHECKING:
    from budgetcheck.text.words import Words

Span = tuple[int, int]

ENDS_BRACKETED = ")） \t\u3000"
"""How a name ends that ends in brackets."""
ENDS_WITH_UNIT = ")）%％‰"
"""What a name holds that ends in a unit in brackets, or in a bare percent sign."""


def garbled_tag(name: str, words: Words) -> Span | None:
    """Where a library tag with a sign too many or two signs swapped closes the name, or None.

    >>> from budgetcheck.text import default_words
    >>> [garbled_tag(n, default_words()) for n in ("响应率（经济和社会类发展类）", "响应率（运维类）")]
    [(4, 13), None]
    """
    tag = tag_of(name, words)
    if tag is None:
        return None
    text = name[tag[0] : tag[1]]
    return tag if text not in words.tags and intended_tag(text, words) else None


def tag_of(name: str, words: Words) -> Span | None:
    """Where the text of a tag in brackets at the end of the name stands, or None.

    >>> from budgetcheck.text import default_words
    >>> tag_of("响应率（运行保障类）", default_words()), tag_of("合格率（质量）", default_words())
    ((4, 9), None)
    """
    folded = fold(name).rstrip() if name[-1:] in ENDS_BRACKETED else ""
    opening = folded.rfind("(")
    if not folded.endswith(")") or opening < 0:
        return None
    start, end = opening + 1, len(folded) - 1
    return (start, end) if folded.endswith(words.tag_endings, start, end) else None


def intended_tag(text: str, words: Words) -> str:
    """The library tag that `text` is a slip of, or the empty string.

    >>> from budgetcheck.text import default_words
    >>> intended_tag("经济和社会类发展类", default_words()), intended_tag("运行障保类", default_words())
    ('经济和社会发展类', '运行保障类')
    """
    if len(text) > max(map(len, words.tags)) + 1:
        return ""
    doubled = (text[:i] + text[i + 1 :] for i, sign in enumerate(text) if text.count(sign) > 1)
    swapped = (text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in range(len(text) - 1))
    return next((slip for slip in (*doubled, *swapped) if slip in words.tags), "")


def unit_mark(name: str, words: Words) -> str:
    """The unit that closes the name with its brackets, or a bare percent sign; empty for neither.

    >>> from budgetcheck.text import default_words
    >>> [unit_mark(n, default_words()) for n in ("完成率（%）", "服务量(家)", "完成率%", "网点(含终端)")]
    ['（%）', '(家)', '%', '']
    """
    text = name.rstrip()
    unit = name_unit(text, words) if text[-1:] in ENDS_WITH_UNIT else ""
    closing = text[text.rfind(unit) :] if unit else ""
    return f"{text[-len(closing) - 1]}{closing}" if closing[len(unit) :] in (")", "）") else closing
