"""Which language to speak."""

from __future__ import annotations

import os

from budgetcheck.cli.parse import check_word
from budgetcheck.cli.spec import LANGUAGES


def language(asked: str | None = None, configured: str | None = None) -> str:
    """`zh` or `en`: as asked, else BUDGETCHECK_LANG, the configuration, the locale, else `zh`.

    Raises:
        UsageError: BUDGETCHECK_LANG is neither.
    """
    if asked:
        return asked
    variable = os.environ.get("BUDGETCHECK_LANG", "").strip()
    if variable:
        check_word(variable, LANGUAGES, "BUDGETCHECK_LANG")
        return variable
    return configured or _locale() or "zh"


def _locale() -> str | None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return value[:2].lower() if value[:2].lower() in LANGUAGES else None
    return None
