"""The frames' pandera schemas for users' own pipelines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandera.pandas as pa

from budgetcheck.checks import CHECKS
from budgetcheck.engine.bind import bind
from budgetcheck.errors import UsageError, nearest
from budgetcheck.frames import MODELS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from budgetcheck.model import Rule


def schema(name: str, rules: Iterable[Rule] = ()) -> pa.DataFrameSchema:
    """An ordinary pandera schema of the frame `name`, with those `rules` that need no other frame.

    Raises:
        UsageError: no such frame; names the nearest.
    """
    if name not in MODELS:
        raise UsageError(f"没有名为「{name}」的表 (no such frame){nearest(name, MODELS)}")
    made = bind(r for r in rules if r.frame == name and not CHECKS[r.use].needs).schema(name)
    for check in made.checks:
        check.error = check.bound.rule.title.zh
    # NOTE: with columns of its own, which the user may change.
    return pa.DataFrameSchema(made.columns, checks=made.checks, name=name)
