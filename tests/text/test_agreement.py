"""Units in name and value: the same, another size of the same, or a contradiction."""

import pytest

from budgetcheck.text import default_words, units_conflict

ALIKE = [("人", "名"), ("次", "场次")]


def conflict(in_name: str, in_value: str) -> bool:
    return units_conflict(in_name, in_value, default_words(), alike=ALIKE, catch_all=["个", "项"])


@pytest.mark.parametrize(
    ("in_name", "in_value"),
    [
        ("条/年", "条"),
        ("万元", "万"),
        ("亿元", "亿"),
        ("%", "家"),
        ("家", "元"),
        ("天", "次"),
        ("家", "篇"),
        ("元/人·月", "元/人·年"),
        ("个/年", "个"),
    ],
)
def test_contradictions(in_name, in_value):
    assert conflict(in_name, in_value)


@pytest.mark.parametrize(
    ("in_name", "in_value"),
    [
        ("条/年", "条/年"),
        ("万元", "亿元"),
        ("户", "万户"),
        ("户", "万"),
        ("元", "万"),
        ("名", "人"),
        ("家", "个"),
        ("条", "条/年"),
        ("元/人", "元/人·年"),
        ("台/套", "台"),
        ("台/套", "套"),
        ("微克/立方米", "μg/m³"),
        ("元/㎡", "元/平方米"),
        ("次/年", "次/每年"),
        ("％", "%"),
        ("没见过的单位", "家"),
        ("家", "没见过的单位"),
    ],
)
def test_units_that_go_together_or_are_not_known(in_name, in_value):
    assert not conflict(in_name, in_value)
