"""How a setting of a rule is shown."""

from __future__ import annotations

import json
from typing import Any

_LONG = 40


def plain(value: Any) -> str:
    """A setting much as the rule file states it, text without its quotes.

    >>> plain("len(name) < 3"), plain([1, "个"]), plain(True)
    ('len(name) < 3', '[1, "个"]', 'true')
    """
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def brief(value: Any, lang: str) -> str:
    """The same where it fits on a line among others, else how long it is.

    >>> brief(3, "zh"), brief(["个", "只"] * 20, "zh"), brief("x" * 50, "en")
    ('3', '40 项', '50 characters')
    """
    text = plain(value)
    if len(text) <= _LONG:
        return text
    zh, en = ("字", "characters") if isinstance(value, str) else ("项", "entries")
    return f"{len(value)} {zh if lang == 'zh' else en}"
