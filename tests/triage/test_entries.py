from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from budgetcheck.errors import ConfigurationError
from budgetcheck.model import Ignore
from budgetcheck.triage import entry_lines, parse_ignores

GOOD = {"rule": "DUP004", "reason": "两期合并公开"}


def test_an_entry_keeps_every_key_and_where_it_stands() -> None:
    entry = {**GOOD, "project": "工作*", "fingerprint": "00aabb", "until": date(2027, 3, 31)}
    (made,) = parse_ignores([entry], "budgetcheck.toml", [12])
    assert made == Ignore(
        reason="两期合并公开", rule="DUP004", fingerprint="00aabb", project="工作*", until=date(2027, 3, 31),
        source="budgetcheck.toml", line=12,
    )  # fmt: skip
    assert made.keys == 'rule = "DUP004", fingerprint = "00aabb", project = "工作*"'


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"reason": None}, "缺少 reason"),
        ({"reason": " \u3000"}, "理由不能为空"),
        ({"rule": None}, "缺少 rule"),
        ({"rule": ""}, "「rule」不能为空"),
        ({"rule": ["DUP004"]}, "「rule」应为文字"),
        ({"projct": "甲"}, "是否指「project」"),
        ({"colour": "甲"}, "可用 (allowed): rule"),
        ({"until": "2027-03-31"}, "不加引号"),
        ({"until": datetime(2027, 3, 31, 8)}, "until 应为日期"),
        ({"fingerprint": "00aa"}, "至少 6 位"),
        ({"fingerprint": "工作经费经费"}, "0-9、a-f"),
    ],
)
def test_a_slip_is_named_with_file_line_and_entry(changes: dict[str, Any], said: str) -> None:
    wrong = {key: value for key, value in {**GOOD, **changes}.items() if value is not None}
    with pytest.raises(ConfigurationError) as raised:
        parse_ignores([GOOD, wrong], "budgetcheck.toml", [3, 8])
    assert str(raised.value).startswith("budgetcheck.toml:8: 第 2 条 [[ignores]]：")
    assert said in str(raised.value)


def test_entries_begin_where_their_heads_stand() -> None:
    text = 'lang = "zh"\n[[tool.budgetcheck.ignores]]\nrule = "A"\n\n [[ tool.budgetcheck.ignores ]] # zwei\n'
    assert entry_lines(text, "tool.budgetcheck.ignores") == [2, 5]
    assert entry_lines(text) == []


def test_an_ignore_holds_through_its_last_day() -> None:
    entry = Ignore("…", until=date(2027, 3, 31))
    assert not entry.expired(date(2027, 3, 31))
    assert entry.expired(date(2027, 4, 1))
    assert not Ignore("…").expired(date.max)
