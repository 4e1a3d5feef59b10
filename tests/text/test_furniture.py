import pytest

from budgetcheck.terms import MoneyUnit
from budgetcheck.text import default_words
from budgetcheck.text.furniture import FurnitureWords, is_page_number, title_year


@pytest.fixture(scope="module")
def furniture():
    words = default_words()
    return FurnitureWords(words.furniture, words.row_words["note"])


@pytest.mark.parametrize(
    "line", ["2023年项目支出绩效目标表（含转移支付项目）", "项目支出绩效日标表", "某局 项目支出 绩效目标表"]
)
def test_titles_are_known_with_blanks_and_slips(furniture, line):
    assert furniture.is_title(line)


@pytest.mark.parametrize("line", ["部门整体支出表", "绩效指标库", ""])
def test_other_lines_are_no_titles(furniture, line):
    assert not furniture.is_title(line)


@pytest.mark.parametrize(
    ("line", "department"),
    [
        ("部门名称：甲局", "甲局"),
        ("填报单位: 甲 局", "甲 局"),
        ("部门名称：甲局   单位：万元", "甲局"),
        ("单位：甲局", "甲局"),
        ("部门名称：", ""),
        ("单位：万元", None),
        ("甲局负责部门名称：", None),
        ("甲局", None),
    ],
)
def test_the_department_follows_its_label_and_is_no_money_unit(furniture, line, department):
    assert furniture.department(line) == department


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：万元", MoneyUnit.WAN_YUAN),
        ("金额单位:人民币元", MoneyUnit.YUAN),
        ("部门名称：甲局  单位：亿元", MoneyUnit.YI_YUAN),
        ("单位：甲局", None),
        ("单位：元旦公司", None),
    ],
)
def test_the_money_unit_follows_its_label(furniture, line, unit):
    assert furniture.money_unit(line) is unit


@pytest.mark.parametrize(
    ("text", "note"), [("备注：无", True), ("注1：甲", True), ("注册企业数：5家", False), ("说明书", False)]
)
def test_notes_open_with_their_word_and_a_mark(furniture, text, note):
    assert furniture.is_note(text) is note


@pytest.mark.parametrize(
    ("title", "year"), [("某局2023年表", 2023), ("2023 年度", 2023), ("12023年", None), ("", None)]
)
def test_the_year_of_a_title(title, year):
    assert title_year(title) == year


@pytest.mark.parametrize(
    ("text", "number"),
    [("3", True), ("- 3 -", True), ("3/8", True), ("3.00", False), ("2023", False), ("第三页", False)],
)
def test_page_numbers(text, number):
    assert is_page_number(text) is number


@pytest.mark.parametrize("line", ["续表", "（续表）", "续表2", "（接上页）", "——续表（二）"])
def test_lines_that_say_the_table_goes_on(furniture, line):
    assert furniture.is_continued(line)


@pytest.mark.parametrize("line", ["续建项目", "", "（续）建", "接续表"])
def test_other_lines_do_not_say_so(furniture, line):
    assert not furniture.is_continued(line)
