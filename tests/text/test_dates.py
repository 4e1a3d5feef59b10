from __future__ import annotations

import pytest

from budgetcheck.text import default_words
from budgetcheck.text.dates import date_reader


@pytest.mark.parametrize(
    "text",
    [
        "2023年", "2023年度", "2023年12月", "2023年12月底", "2023年12月31日", "2023年底", "2023.07", "2023-07-01", "2023/7/1",
        "12月31日", "12月底", "6月份", "1-12月", "1月至12月", "2023年1-6月", "2023.07-2024.01", "2023-2024年", "2023年7月至2024年1月",
        "第三季度", "2023年第四季度", "上半年", "2023年下半年", "年底", "月底", "全年",
    ],
)  # fmt: skip
def test_dates_and_periods_are_no_deadlines(text: str) -> None:
    date = date_reader(default_words()).whole(text)
    assert date is not None
    assert (date.start, date.end, date.deadline) == (0, len(text), False)


@pytest.mark.parametrize(
    ("text", "marked", "close"),
    [
        ("2023年12月底前", "2023年12月底前", ""),
        ("于2023年12月31日之前完成", "2023年12月31日之前", "完成"),
        ("12月前", "12月前", ""),
        ("每月20日前发放", "20日前", "发放"),
        ("2023年内", "2023年内", ""),
        ("年底前支付完毕", "年底前", "支付完毕"),
        ("≤2024年12月31日", "2024年12月31日", ""),
        ("=5月底前", "5月底前", ""),
        ("于 2025 年 4 月 30 日前完成", "2025 年 4 月 30 日前", "完成"),
        ("每季度首月10日前", "10日前", ""),
        ("截至2023年6月30日止", "2023年6月30日止", ""),
    ],
)
def test_deadlines_are_told_with_the_word_behind_them(text: str, marked: str, close: str) -> None:
    date = date_reader(default_words()).whole(text)
    assert date is not None
    assert (text[date.start : date.end], date.deadline, date.close) == (marked, True, close)


@pytest.mark.parametrize(
    "text",
    [
        "2023",
        "12月",
        "365天",
        "20日",
        "10个月",
        "3年",
        "30日内",
        "2023年完成20项",
        "",
        "每年",
        "1.5",
        "90-100",
    ],
)
def test_durations_and_other_numbers_are_no_dates(text: str) -> None:
    assert date_reader(default_words()).whole(text) is None
