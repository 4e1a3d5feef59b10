import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetcheck.text.seams import (
    completes_amount,
    ends_complete,
    ends_open,
    exact_repeat,
    first_item,
    first_number,
    last_number,
    lead_similarity,
    looks_packed,
    may_be_reread,
    opens_with_item,
    reread,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3、产出", 3),
        ("“1、产出", 1),
        ("4. 效益", 4),
        ("1.5万元", None),
        ("效益指标：", None),
        ("12345、", None),
    ],
)
def test_the_number_that_opens_a_cell(text, number):
    assert first_number(text) == number


def test_numbers_are_those_of_items_and_not_of_values():
    text = "力提升3、4次； 5、产出指标：会议，年度指标值：1、2次；6、效益指标：力"
    assert first_item(text) == (5, text.index("5、"))
    assert last_number(text) == 6
    assert last_number("没有编号") is None


@pytest.mark.parametrize(
    ("text", "open_", "complete"),
    [
        ("做好准备", True, False),
        ("做好。", False, True),
        ("做好；", False, False),
        ("“做好。”", False, True),
        ("", False, False),
    ],
)
def test_how_a_text_ends(text, open_, complete):
    assert (ends_open(text), ends_complete(text)) == (open_, complete)


def test_indicator_cells_are_told_from_prose():
    assert opens_with_item("效益指标：部门安全")
    assert not opens_with_item("力有所提升； 5、产出指标：")
    assert looks_packed("力有所提升； 5、产出指标：评审")
    assert not looks_packed("完成指标任务")


def test_a_line_read_twice_with_slips_is_found():
    found = reread(
        "邀请境外中外金融机构和金融组织参与我市各高端金融论坛",
        "内外金融机构和金融组织参与我市中高端金融论坛展会",
    )
    assert found is not None
    assert (found.head, round(found.similarity, 2)) == (22, 0.91)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("引进高级管理人才15人：30万/人*15人=450万", "引进高级专业人才15人：20万/人*15人=300万"),
        ("1、产出指标：甲完成率，年度指标值：100%；", "2、产出指标：乙完成率，年度指标值：100%；"),
        ("扩大多层次资本市场影响力，年度指标", "值：扩大多层次资本市场影响力；"),
        ("持续推进交流", "合作新发展"),
        ("", "甲"),
    ],
)
def test_lines_that_are_merely_alike_are_kept(before, after):
    assert reread(before, after) is None


def test_what_the_guards_keep_is_still_noticed():
    before, after = "引进高级管理人才15人：30万/人*15人=450万", "引进高级管理人才15人：30万/人*15人=460万。"
    assert reread(before, after) is None
    assert may_be_reread(before, after)


@pytest.mark.parametrize(
    ("before", "after", "length"),
    [
        ("打造广", "广播", 1),
        ("各项工作", "工作任务", 2),
        ("100", "100家", 0),
        ("做好。", "。", 0),
        ("甲", "乙", 0),
    ],
)
def test_exact_repeats_are_of_chinese_characters(before, after, length):
    assert exact_repeat(before, after) == length


@pytest.mark.parametrize(
    ("before", "after", "one"),
    [
        ("2,754.", "66", True),
        ("14.0", "0", True),
        ("13", ".50", True),
        ("57,914.", "8", True),
        ("12,3", "45.67", True),
        ("12", ",345.67", True),
        ("12", "345.67", False),
        ("12", "34", False),
        ("0.", "", False),
        ("77.90", "11.20", False),
        ("约三", "66", False),
    ],
)
def test_two_pieces_of_one_amount(before, after, one):
    assert completes_amount(before, after) is one


def test_debris_is_compared_with_the_end_above():
    above = "工作人员1000人，市民及企业用户10000人。"
    assert lead_similarity(above, "人民币1000元，市以及正亚用/10000元；") > 0.5
    assert lead_similarity(above, "另见附件所列各项说明；") < 0.3


@given(st.text("甲乙丙丁1、。指标：", max_size=80), st.text("甲乙丙丁1、。指标：", max_size=80))
def test_an_overlap_never_reaches_beyond_either_text(before, after):
    found = reread(before, after)
    if found is not None:
        assert 0 < found.head <= len(after)
        assert 0 < found.tail <= len(before)
    assert 0 <= exact_repeat(before, after) <= min(len(before), len(after))
