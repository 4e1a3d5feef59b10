from __future__ import annotations

import pytest

from budgetcheck.errors import UsageError
from budgetcheck.readers.limits import LIMIT_NAMES, Limits, over


def test_the_defaults_are_the_ones_that_the_help_states() -> None:
    from budgetcheck.cli.spec import LIMIT

    stated = dict(word.split("=") for word in LIMIT.zh.partition("：")[2].split("、"))
    assert stated == {name: f"{getattr(Limits(), name.replace('-', '_')):.0f}" for name in LIMIT_NAMES}


def test_a_change_leaves_the_other_limits() -> None:
    assert Limits.of({"seconds": 5, "file-mib": 0.5}) == Limits(seconds=5, file_mib=0.5)
    assert Limits.of({}) == Limits()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"second": 5}, "是否指「seconds」"),
        ({"xyz": 5}, "可用 .*memory-mib"),
        ({"cells": 0}, "应为正数"),
        ({"cells": -1}, "应为正数"),
        ({"cells": True}, "应为正数"),
        ({"cells": "9"}, "应为正数"),
        ({"cells": float("inf")}, "应为正数"),
        ({"cells": float("nan")}, "应为正数"),
    ],
)
def test_a_wrong_limit_is_a_usage_error(changes: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        Limits.of(changes)


def test_a_file_over_a_limit_is_told_how_to_raise_it() -> None:
    assert "--file-limit cells=" in over("表", "多 (many)", "cells").remedy
