from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetcheck.text import default_words
from budgetcheck.text.wording import Wording, is_judgeable, wording

WORDS = default_words()


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("扩大影响力", "“扩大 影响力”。", Wording.ECHO),
        ("优化营商环境", "营商环境优化", Wording.NEAR_ECHO),
        ("优化营商环境情况（运行保障类）", "优化营商环境情况", Wording.NEAR_ECHO),
        ("优化营商环境", "优化营商环境，促进企业发展", Wording.NEAR_ECHO),
        ("优化营商环境", "优化营商环境，完成改革任务", Wording.OTHER),
        ("设备完好情况", "合格", Wording.OTHER),
        ("验收合格情况", "合格", Wording.OWN_ADJECTIVE),
        ("服务规范性", "规范", Wording.OWN_ADJECTIVE),
        ("服务质量", "规范", Wording.STATE),
        ("服务水平", "熟练", Wording.VAGUE),
        ("服务水平", "稳步提高", Wording.BASELESS),
        ("服务水平", "不低于上年水平", Wording.BASELESS),
        ("PM2.5浓度", "不高于上年水平", Wording.BASELESS),
        ("法律援助", "各县及时提供法律援助", Wording.OTHER),
        ("服务水平（上年92分）", "不低于上年水平", Wording.OTHER),
        ("服务水平", "不低于行业平均水平", Wording.OTHER),
        ("服务水平", "群众出行条件明显改善", Wording.BASELESS),
        ("服务水平", "完成改造，出行条件明显改善", Wording.OTHER),
        ("服务水平", "有效提升", Wording.VAGUE),
        ("服务水平", "优良中低差", Wording.OTHER),
        ("服务水平", "通过等级评定", Wording.OTHER),
        ("服务水平", "推动评级提升至A级", Wording.OTHER),
        ("服务水平", "每季度召开一次例会，促进交流", Wording.OTHER),
        ("服务水平", "进一步规范管理", Wording.VAGUE),
        ("备份策略", "每日增量备份", Wording.OTHER),
    ],
)
def test_a_worded_value_is_of_one_kind(name: str, value: str, expected: Wording) -> None:
    assert wording(value, name, WORDS).wording is expected


def test_the_kind_names_the_word_that_tells() -> None:
    assert wording("推动行业发展", "成效", WORDS).word == "推动"
    assert wording("影响力有所提升", "成效", WORDS).word == "有所提升"


@given(st.sampled_from(WORDS.topic("wording.vague")), st.sampled_from(WORDS.topic("wording.judgeable")))
def test_whatever_can_be_judged_is_never_vague(wish: str, event: str) -> None:
    value = f"{wish}项目{event}"
    assert is_judgeable(value, WORDS)
    assert wording(value, "某项工作", WORDS).wording is not Wording.VAGUE


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_of_some_kind(value: str, name: str) -> None:
    assert wording(value, name, WORDS).wording in Wording
