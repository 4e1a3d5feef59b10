"""Class labels with one misread character (产岀指标), sought only where the strict reading finds none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regex import Pattern

_HINT = re.compile(r"[指标].?\s{0,4}[:：;；]")


class CategorySlips:
    """Finds class labels that are one substituted character away from a known one."""

    def __init__(self, normal_forms: Mapping[str, str]) -> None:
        self._normal = {form: normal for form, normal in normal_forms.items() if len(form) >= 4}

    @cached_property
    def _anywhere(self) -> Pattern[str]:
        # NOTE: `regex` is imported and compiled only for damaged cells; whole tables go by without it.
        import regex

        forms = "|".join(map(regex.escape, sorted(self._normal, key=len, reverse=True)))
        return regex.compile(rf"(?<![^\W\d_])((?:{forms}){{s<=1}})\s{{0,4}}[:：;；]")

    def normal_form(self, label: str) -> str:
        """The normal form of the one class that `label` is a slip of, or the empty string.

        >>> CategorySlips({"产出指标": "产出指标", "效益指标": "效益指标"}).normal_form("产岀指标")
        '产出指标'
        """
        near = {
            normal
            for form, normal in self._normal.items()
            if len(form) == len(label) and sum(a != b for a, b in zip(form, label, strict=True)) <= 1
        }
        return near.pop() if len(near) == 1 else ""

    def search(self, text: str, start: int, end: int) -> tuple[int, int, str] | None:
        """Start and end (with its colon) of the first slip within the range, and its text."""
        # NOTE: with one character misread, 指 or 标 still stands by the colon; most texts end here, fast.
        if _HINT.search(text, start, end) is None:
            return None
        match = self._anywhere.search(text, start, end)
        return None if match is None else (match.start(), match.end(), match[1])
