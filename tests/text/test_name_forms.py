"""A name is a measure of one thing: what else may stand in it, and where."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetcheck.text import default_words, name_forms, name_tags

WORDS = default_words()
FINDERS = [
    name_forms.target_in_name,
    name_forms.formula_in_name,
    name_forms.digit_after_name,
    name_forms.blank_in_name,
    name_forms.second_measure,
    name_forms.closing_repeat,
    name_forms.aim_in_name,
    name_tags.garbled_tag,
    name_tags.tag_of,
]
PIECES = [
    "（",
    "）",
    "，",
    "和",
    "率",
    "提升",
    "通过",
    "1",
    "一次以上",
    "=",
    "*100%",
    " ",
    "类",
    "金融",
    "3家",
    "“",
    "运行保障类",
]


def shown(finder, name):
    """The text that the finder points at, or None."""
    span = finder(name, WORDS)
    return None if span is None else name[slice(*span)]


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("新建公厕5座", "5座"),
        ("报道超过100篇", "超过100篇"),
        ("刊登专访4次，报道超过100篇", "4次"),
        ("组织业务培训一次以上", "一次以上"),
        ("第三方审计次数", None),
        ("五星以上酒店", None),
        ("综合平台建设一期", None),
        ("一次以上", None),
        ("落实20条措施", None),
        ("2023年", None),
        ("送达（超过3次，每次2件）服务", None),
        ("完成率=完成量/计划量*100%", None),
    ],
)
def test_a_target_is_a_quantity_that_closes_a_part_of_the_name(name, target):
    assert shown(name_forms.target_in_name, name) == target


@pytest.mark.parametrize(
    ("name", "formula"),
    [
        ("完成率=完成量/计划量", "=完成量/计划量"),
        ("完成率＝完成量÷计划量", "＝完成量÷计划量"),
        ("办结件数/受理件数×100%", "×100%"),
        ("A=B", None),
        ("响应≥30%的工单/全部工单", None),
        ("购买/租赁数量", None),
    ],
)
def test_a_formula_needs_an_equation_with_an_operator_or_a_whole(name, formula):
    assert shown(name_forms.formula_in_name, name) == formula


@pytest.mark.parametrize(
    ("name", "digit"),
    [
        ("运行率1", "1"),
        ("培训人数12", "12"),
        ("培训人数123", None),
        ("建设标段2", None),
        ("系统平均可用率１", "１"),
    ],
)
def test_a_stray_digit_follows_the_end_of_a_measure(name, digit):
    assert shown(name_forms.digit_after_name, name) == digit


@pytest.mark.parametrize(
    ("name", "blank"),
    [
        ("出访美国 并洽谈", " "),
        ("出访美国\u3000并洽谈", "\u3000"),
        ("VPN 接入数", None),
        ("接入 VPN", None),
        ("“甲” 乙", " "),
    ],
)
def test_a_blank_counts_between_chinese_signs(name, blank):
    assert shown(name_forms.blank_in_name, name) == blank


@pytest.mark.parametrize(
    ("name", "second"),
    [
        ("项目数，专项资金", "专项资金"),
        ("项目数；专项资金", "专项资金"),
        ("及时率及准确率", "准确率"),
        ("，专项资金", None),
        ("项目数，", None),
        ("送达（甲，乙）服务", None),
        ("“三中心，一高地”建设", None),
        ("软件和硬件数量", None),
        ("完好和利用率", None),
    ],
)
def test_a_second_measure_stands_behind_a_comma_or_between_rates(name, second):
    assert shown(name_forms.second_measure, name) == second


@pytest.mark.parametrize(
    ("name", "repeat"),
    [
        ("金融资金审核金融", "金融"),
        ("融资租赁补贴融资租赁", None),
        ("专项资金拨付管理专项资金", "专项资金"),
        ("金融类金融", None),
        ("系统集成管理系统", None),
        ("金融审核，新设金融", None),
    ],
)
def test_the_closing_word_is_shown_in_full_and_takes_a_third_of_the_name_at_most(name, repeat):
    assert shown(name_forms.closing_repeat, name) == repeat


@pytest.mark.parametrize(
    ("name", "verb"),
    [
        ("优化环境", "优化"),
        ("优化率", None),
        ("进一步全面提升水平", "提升"),
        ("通过整合资源优化结构", "优化"),
        ("通过率", None),
        ("为企业出具证明", None),
        ("提升水平，完成率", "提升"),
        ("提升完成率，改善环境", None),
        ("提升服务质量", "提升"),
        ("促进会换届方式", None),
    ],
)
def test_an_aim_opens_with_its_verb_and_ends_in_no_measure(name, verb):
    assert shown(name_forms.aim_in_name, name) == verb


@pytest.mark.parametrize(
    ("tag", "meant"),
    [
        ("经济和社会类发展类", "经济和社会发展类"),
        ("运行保保障类", "运行保障类"),
        ("运行障保类", "运行保障类"),
        ("运行维护类", ""),
        ("经济社会发展类", ""),
        ("社会保险类", ""),
    ],
)
def test_a_slip_of_a_tag_is_a_sign_twice_or_two_signs_swapped(tag, meant):
    assert name_tags.intended_tag(tag, WORDS) == meant


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("完成率（%）", "（%）"),
        ("完成率(%)", "(%)"),
        ("完成率%", "%"),
        ("量*100%", ""),
        ("网点(含终端)", ""),
        ("完成率", ""),
    ],
)
def test_the_unit_that_closes_a_name_is_shown_with_its_brackets(name, mark):
    assert name_tags.unit_mark(name, WORDS) == mark


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_what_is_found_stands_in_the_name(name):
    for finder in FINDERS:
        span = finder(name, WORDS)
        assert span is None or 0 <= span[0] < span[1] <= len(name)


@pytest.mark.parametrize("piece", PIECES)
def test_work_grows_with_the_length_of_a_name(piece):
    def spent(count):
        name = piece * count + "）"
        began = time.process_time()
        for finder in FINDERS:
            finder(name, WORDS)
        return time.process_time() - began

    spent(200)
    small = max(min(spent(2_000) for _ in range(3)), 1e-4)
    assert min(spent(20_000) for _ in range(3)) < 40 * small


@pytest.mark.parametrize("finder", name_forms.SIGNS, ids=lambda finder: finder.__name__)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=5))
def test_nothing_is_found_in_a_name_without_one_of_the_signs(finder, pieces):
    name = "".join(pieces)
    assert shown(finder, name) is None or any(sign in name for sign in name_forms.SIGNS[finder](WORDS))
