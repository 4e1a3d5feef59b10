import pytest

from budgetcheck.terms import MoneyUnit
from budgetcheck.text import default_words
from budgetcheck.text.headings import HeadingWords, bare_heading, heading_unit


@pytest.fixture(scope="module")
def headings():
    words = default_words()
    return HeadingWords({**words.headings, **words.provenance}, exact=words.provenance)


@pytest.mark.parametrize(
    ("printed", "bare"),
    [
        ("总计（万元）", "总计"),
        (" 财 政\u3000拨款 ", "财政拨款"),
        ("*绩效目标", "绩效目标"),
        ("项目名称（资金使用单位）", "项目名称"),
    ],
)
def test_blanks_marks_and_brackets_do_not_count(printed, bare):
    assert bare_heading(printed) == bare


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("总计（万元）", MoneyUnit.WAN_YUAN),
        ("总计(单位：元)", MoneyUnit.YUAN),
        ("合计[亿元]", MoneyUnit.YI_YUAN),
        ("总计", None),
        ("万元户数", None),
    ],
)
def test_the_money_unit_of_a_heading_stands_in_brackets(printed, unit):
    assert heading_unit(printed) is unit


@pytest.mark.parametrize(
    ("printed", "role"),
    [
        ("绩效目标", "goal"),
        ("绩效指标", "indicators"),
        ("财政专户拔款", "special_account"),
        ("其它资金", "other"),
        ("项日名称", "name"),
        ("行类型", "kind"),
    ],
)
def test_a_heading_is_known_with_one_character_misread(headings, printed, role):
    assert headings.matches(printed)[0].role == role


@pytest.mark.parametrize("printed", ["广州市财政局", "备注", "序号", "做好甲事", "", "类型", "总" * 100])
def test_other_words_are_no_headings(headings, printed):
    assert headings.matches(printed) == ()


def test_a_heading_between_two_roles_names_both(headings):
    assert {match.role for match in headings.matches("绩效日标")} == {"goal", "indicators"}
