from __future__ import annotations

import pytest

from budgetcheck.terms import Dimension
from budgetcheck.text import default_words, name_unit
from budgetcheck.text.unit_names import unit_of_name, unit_reader


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("贷款余额（亿元）", "亿元"),
        ("监测企业数(万家)", "万家"),
        ("主题数（个/年）", "个/年"),
        ("到位率（％）", "％"),
        ("验收合格率%", "%"),
        ("驻场达标率(%)（运行保障类）", "%"),
        ("人均经费（单位：万元/人·年）", "万元/人·年"),
        ("验收合格率（质量）", ""),
        ("达标率（运行保障类）", ""),
        ("项目（一期）", ""),
        ("完成率=实际/计划*100%", ""),
        ("会议（次）数", ""),
        ("%", ""),
        ("", ""),
        ("（", ""),
        ("）", ""),
        ("（）", ""),
    ],
)
def test_the_unit_at_the_end_of_a_name(name: str, unit: str) -> None:
    assert name_unit(name) == unit


@pytest.mark.parametrize(
    ("name", "money"),
    [("非税收入征收金额", True), ("募集资金", True), ("用户数", False), ("余额（户）", False)],
)
def test_a_name_may_say_that_it_measures_money(name: str, money: bool) -> None:
    assert unit_of_name(name, default_words()).money is money


@pytest.mark.parametrize(
    ("text", "end", "base"),
    [
        ("亿元以上", 2, "元"),
        ("万 元", 3, "元"),
        ("千克", 2, "千克"),
        ("百分点", 3, "百分点"),
        ("个月内", 2, "月"),
        ("人次", 2, "人次"),
        ("次/季度", 4, "次/季度"),
        ("元/人·月", 5, "元/人·月"),
        ("GB内存", 2, "字节"),
        ("元/台时", 3, "元/台"),
        ("元/餐，共三餐", 3, "元/餐"),
        ("元/先进集体", 1, "元"),
        ("个项目", 3, "个"),
        ("个项目的验收", 1, "个"),
        ("卷(件)", 4, "卷"),
        ("卷(合订本)", 1, "卷"),
        ("亿", 1, ""),
        ("Gxyz", 0, ""),
        ("的", 0, ""),
        ("", 0, ""),
    ],
)
def test_the_longest_unit_is_read(text: str, end: int, base: str) -> None:
    found = unit_reader(default_words()).read(text, 0)
    assert (found.end, found.base) == (end, base)


def test_a_unit_keeps_its_multiplier_apart() -> None:
    found = unit_reader(default_words()).whole("亿元")
    assert found is not None
    assert found.unit is not None
    assert (found.multiplier, found.unit.factor, found.unit.dimension) == (10**8, 1, Dimension.MONEY)
    assert unit_reader(default_words()).whole("亿") is None
