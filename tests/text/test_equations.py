from __future__ import annotations

from fractions import Fraction

import pytest

from budgetcheck.text import default_words, equations, narrative_reader


def judged(text: str) -> list[bool | None]:
    return [one.right for one in equations(narrative_reader(default_words()).read(text))]


@pytest.mark.parametrize(
    "text",
    [
        "30万/人*15人=450万",
        "30万元/人×15人＝450万元",
        "30万X15人=450万",
        "20万元+5万元+3万元=28万元",
        "100万元×30%=30万元",
        "500元/人·天×3天×40人=6万元",
        "5×3=15万元",
        "20+5万元=25万元",
        "100万元-20万元=80万元",
        "100万元÷4=25万元",
        "2万元×3+4万元=10万元",
        "3.333万元×3次=10万元",
        "10/20=50%",
    ],
)
def test_right_formulas(text: str) -> None:
    assert judged(text) == [True]


@pytest.mark.parametrize(
    "text",
    [
        "30万/人*15人=451万",
        "每人10万元×2人=30万元",
        "20万元+5万元=26万元",
        "5000元×10人=5元",
        "5万元×2次=10元",
        "191+99+372.88=662.98",
        "20+5万元=26万元",
        "0.5万元/人·月×2人×12个月=13万元",
    ],
)
def test_wrong_formulas(text: str) -> None:
    assert judged(text) == [False]


@pytest.mark.parametrize(
    "text", ["0.5万元/人·月×2人=12万元", "1年+6个月=18个月", "约5万元×3=16万元", "100美元×5=3400元"]
)
def test_formulas_that_cannot_be_judged(text: str) -> None:
    assert judged(text) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "(2+3)×5=25",
        "5×3=15×2",
        "5万元=5万元",
        "完成率=完成数/计划数*100%",
        "5×3",
        "2-4楼",
        "5÷0=1",
        "1+2=3=4",
        "3×5=15/3",
    ],
)
def test_what_is_no_formula_with_one_result(text: str) -> None:
    assert judged(text) == []


def test_what_the_operands_come_to_is_in_the_unit_of_the_result() -> None:
    told = narrative_reader(default_words()).read("5000元×30人=16万元")
    (one,) = equations(told)
    assert one.expected == Fraction(15)
    assert told.text[one.start : one.end] == told.text
    assert one.signs == ("×",)
