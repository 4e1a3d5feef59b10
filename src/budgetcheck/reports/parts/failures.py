"""What went wrong with the tool or an input in words: where, why, and what to do."""

from __future__ import annotations

from budgetcheck.model import ToolError
from budgetcheck.reports.parts.phrases import half
from budgetcheck.reports.parts.safe import one_line

_IN_ENGLISH = {"行": "line", "页": "page"}


def failed_at(error: ToolError, lang: str) -> str:
    """The input or rule, and the line or page where that is known.

    >>> failed_at(ToolError("input", "a.pdf", "", place="第3页"), "en")
    'a.pdf page 3'
    """
    return " ".join(one_line(part) for part in (error.subject, _place(error, lang)) if part)


def failure(error: ToolError, lang: str) -> str:
    """Why, and what to do."""
    return " → ".join(half(text, lang) for text in (error.message, error.remedy) if text)


def failure_inside(error: ToolError, lang: str) -> str:
    """The same behind the line or page, where the input is named apart."""
    return " ".join(filter(None, (_place(error, lang), failure(error, lang))))


def _place(error: ToolError, lang: str) -> str:
    number, kind = error.place[1:-1], _IN_ENGLISH.get(error.place[-1:])
    known = lang == "en" and kind and error.place.startswith("第") and number.isdecimal()
    return f"{kind} {number}" if known else error.place
