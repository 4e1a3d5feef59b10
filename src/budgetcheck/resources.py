"""Where the data files that ship with budgetcheck lie."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def rules_folder() -> Path:
    """The folder of rules, packs and word lists: the checkout's `rules/`, else the wheel's copy.

    NOTE: the checkout wins. An editable install leaves a stale copy of the wheel's `_rules` in
    site-packages, which this module never sees because it looks beside its own source file.
    """
    package = Path(__file__).resolve().parent
    checkout = package.parent.parent / "rules"
    if package.parent.name == "src" and checkout.is_dir():
        return checkout
    return package / "_rules"
