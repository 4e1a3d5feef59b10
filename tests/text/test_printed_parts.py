"""Cells of tables that give each indicator a row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetcheck.text.printed_parts import (
    class_label,
    class_of,
    code_length,
    composed,
    flag_of,
    parse_weight,
    unit_said,
)


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("20", 2000),
        ("22.5", 2250),
        ("22.50", 2250),
        ("10分", 1000),
        ("１０", 1000),
        ("90%", 9000),
        ("0", 0),
        (" 5 ", 500),
        ("", None),
        ("—", None),
        ("二十", None),
        ("-5", None),
        ("22.505", None),
        ("20/30", None),
        ("99999", None),
    ],
)
def test_weights_are_exact_hundredths(text: str, weight: int | None) -> None:
    assert parse_weight(text) == weight


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("820001-井研县人民政府", "井研县人民政府"),
        ("820-马踏镇部门", "马踏镇部门"),
        ("51112423Y000008-道路养护", "道路养护"),
        ("[11010524T000000001]社区公益金", "社区公益金"),
        ("A0001－道路养护", "道路养护"),
        ("20230001 道路养护", "道路养护"),
        ("2023-2024年道路养护", "2023-2024年道路养护"),
        ("2023年道路养护", "2023年道路养护"),
        ("2023-道路养护", "2023-道路养护"),
        ("（2023）道路养护", "（2023）道路养护"),
        ("12-道路", "12-道路"),
        ("100兆-宽带", "100兆-宽带"),
        ("道路养护-820001", "道路养护-820001"),
        ("820001-", "820001-"),
        ("110报警", "110报警"),
    ],
)
def test_a_code_before_a_name_is_told_from_a_year(name: str, rest: str) -> None:
    assert name[code_length(name) :] == rest


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("产出指标（50分）", "产出指标"),
        ("产 出\n指标", "产出指标"),
        ("一、产出指标", "产出指标"),
        ("（一）产出指标", "产出指标"),
        ("1.产出指标", "产出指标"),
        ("产出指标50", "产出指标50"),
        ("产出指标(50%)", "产出指标"),
        ("成本指标（0-20分）", "成本指标"),
        ("产出指标（40分～50分）", "产出指标"),
        ("产出指标1-2", "产出指标1-2"),
        ("产出指标 50分", "产出指标"),
    ],
)
def test_labels_lose_their_number_and_their_points(printed: str, label: str) -> None:
    assert class_label(printed) == label


@pytest.mark.parametrize(
    ("level1", "level2", "category", "known", "below"),
    [
        ("产出指标", "数量指标", "产出指标", True, "数量指标"),
        ("产出", "数量", "产出指标", True, "数量指标"),
        ("效果指标", "社会效益指标", "效益指标", True, "社会效益指标"),
        ("数量指标", "", "产出指标", True, "数量指标"),
        ("", "服务对象满意度指标", "满意度指标", True, "服务对象满意度指标"),
        ("成本指标", "经济成本指标", "成本指标", True, "经济成本指标"),
        ("管理指标", "数量指标", "管理指标", False, "数量指标"),
        ("", "", "", False, ""),
    ],
)
def test_classes_as_the_word_lists_have_them(
    level1: str, level2: str, category: str, known: bool, below: str
) -> None:
    assert class_of(level1, level2) == (category, known, below)


@pytest.mark.parametrize(
    ("text", "part", "says"),
    [
        ("≥", "sign", "≥"),
        (">=", "sign", "≥"),
        ("＝", "sign", "="),
        ("大于等于", "sign", "≥"),
        ("不超过", "sign", "≤"),
        ("定量指标", "type", "定量"),
        ("定性", "type", "定性"),
        ("正向指标", "direction", "正向"),
        ("逆向指标", "direction", "反向"),
        ("预期性", "", ""),
        ("", "", ""),
        ("约束性指标", "", ""),
        ("10", "", ""),
    ],
)
def test_a_cell_of_signs_and_flags_is_told_by_what_it_holds(text: str, part: str, says: str) -> None:
    assert flag_of(text) == (part, says)


def test_units_that_say_there_is_none() -> None:
    assert [unit_said(text) for text in ("无", "/", "—", "", " 次 ", "万 元")] == [
        "",
        "",
        "",
        "",
        "次",
        "万元",
    ]


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_judged_without_a_fault(one: str, two: str, three: str) -> None:
    composed(one, two, three)
    flag_of(one)
    class_of(one, two)
    assert 0 <= code_length(one) <= len(one)
    assert parse_weight(one) is None or parse_weight(one) >= 0
