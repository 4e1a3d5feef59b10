"""Brackets, garbled characters, endings, personal numbers and titles, sign by sign."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetcheck.text.brackets import unpaired, wrapped
from budgetcheck.text.endings import breaks_off, ends_sentence, lists_things
from budgetcheck.text.garbled import garbled_spans
from budgetcheck.text.near_names import same_but_for_more, turned_round
from budgetcheck.text.personal import masked, personal_numbers
from budgetcheck.text.titles import bare_project, named_in_title

SOUND = "保障信息系统（含机房）稳定运行，落实《办法》〔2024〕1号，PM2.5≤35，β系数±2℃，①至③号楼。"


@given(st.lists(st.sampled_from(["（）", "()", "[]", "【】", "《》", "“”", "文字", "<3%"]), max_size=12))
def test_pairs_put_together_in_any_way_are_pairs(pieces):
    text = "".join(pieces)
    nested = "".join(piece[0] for piece in pieces if len(piece) == 2 and piece != "文字")
    closing = "".join(piece[1] for piece in reversed(pieces) if len(piece) == 2 and piece != "文字")
    assert unpaired(text) == []
    assert unpaired(nested + "内" + closing) == []


@given(st.text(alphabet="（）()《》“”1、a文", max_size=60))
def test_what_has_no_partner_is_a_bracket_and_in_order(text):
    lone = unpaired(text)
    assert lone == sorted(lone)
    assert all(text[at] == sign and sign in "（）()《》“”" for at, sign in lone)


@pytest.mark.parametrize("item", ["1）检查", "；2)整改", "a）备份", "三）演练", "（1）检查", "①）检查"])
def test_numbers_of_list_items_are_no_brackets(item):
    assert unpaired(item) == []


@pytest.mark.parametrize(
    ("text", "sign"), [("检查）", "）"), ("检查》", "》"), ("共12人）", "）"), ("（检查", "（")]
)
def test_half_a_pair(text, sign):
    assert [found for _, found in unpaired(text)] == [sign]


@pytest.mark.parametrize("text", ["“全文”", " “全文。” ", '"全文"', "「全文」"])
def test_a_wrapped_text(text):
    assert wrapped(text)


@pytest.mark.parametrize("text", ["“一”和“二”", "“一", "一”", "”一“", "“”", ""])
def test_a_text_that_is_not_wrapped(text):
    assert not wrapped(text)


@pytest.mark.parametrize("coding", ["cp1252", "latin-1"])
def test_utf8_read_as_western_text_is_garbled(coding):
    garbled = "项目绩效目标完成率".encode().decode(coding, errors="replace")
    assert garbled_spans(garbled)


def test_sound_text_is_not_garbled():
    assert garbled_spans(SOUND) == []


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=80))
def test_chinese_characters_are_never_garbled_but_in_the_known_traces(text):
    if not any(trace in text for trace in ("锟斤拷", "烫烫烫", "屯屯屯", "鈥")):
        assert garbled_spans(text) == []


@pytest.mark.parametrize("text", ["完成。", "完成；", "完成。”", "完成（试行）。", "完成……", "完成！"])
def test_ends(text):
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["完成", "完成，", "完成（试行）", "”"])
def test_does_not_end(text):
    assert not ends_sentence(text)


@pytest.mark.parametrize(
    ("text", "mark"), [("完成，", "，"), ("完成、", "、"), ("完成（", "（"), ("完成：", "："), ("完成", "")]
)
def test_breaks_off(text, mark):
    assert breaks_off(text, ()) == mark


def test_the_longest_word_that_breaks_off_is_named():
    assert breaks_off("加强管理并对", ("对", "并对")) == "并对"


@pytest.mark.parametrize("text", ["费用：甲、乙", "完成检查。1.甲 2.乙", "10*2人=20"])
def test_lists(text):
    assert lists_things(text)


@pytest.mark.parametrize("text", ["完成检查", "内容：甲乙。保障运行", "2024年完成1.5万人次培训"])
def test_no_lists(text):
    assert not lists_things(text)


@pytest.mark.parametrize(
    "number", ["13800138000", "138-0013-8000", "138 0013 8000", "+8613800138000", "１３８００１３８０００"]
)
def test_mobile_numbers(number):
    assert [kind for kind, _, _ in personal_numbers(f"电话{number}。")] == ["mobile"]


@pytest.mark.parametrize(
    "text",
    [
        "020-83123456",
        "13800138000元",
        "138001380001",
        "0.13800138000",
        "13800138000.5",
        "2024-13800138000",
        "12345678901",
        "13800138000万元",
    ],
)
def test_no_mobile_numbers(text):
    assert personal_numbers(text) == []


@pytest.mark.parametrize(
    ("number", "known"),
    [
        ("11010519491231002X", True),
        ("11010519491231002x", True),
        ("110105194912310021", False),
        ("110105184912310021", False),
    ],
)
def test_identity_numbers_have_a_check_sign(number, known):
    assert bool(personal_numbers(f"证号{number}")) is known


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_a_masked_number_cannot_be_read(number):
    shown = masked(number)
    assert len(shown) == len(number)
    assert shown.count("*") == len(number) - 5


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("云溪市水务局2024年项目支出绩效目标表", "云溪市水务局"),
        ("2024年云溪市水务局项目支出绩效目标表（含转移支付项目）", "云溪市水务局"),
        ("表12：2024年项目支出绩效目标表", ""),
        ("二〇二四年度项目支出绩效目标表", ""),
        ("", ""),
    ],
)
def test_what_a_title_names(title, body):
    assert named_in_title(title, ("项目支出绩效目标表", "绩效目标表"), ()) == body


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("2022-2023年工作经费", "工作经费"),
        ("工作经费（一）", "工作经费"),
        ("2022年", ""),
        ("三年行动", "三年行动"),
    ],
)
def test_a_project_without_year_and_remark(name, bare):
    assert bare_project(name) == bare


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("金融风险指数", "金融风险防范指数"),
        ("验收合格率", "项目验收合格率"),
        ("相互走访", "相互走访,签署协议"),
        ("业务培训人数", "业务培训人员数"),
    ],
)
def test_one_name_with_more(one, other):
    assert same_but_for_more(one, other, ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("硬件数量", "软件数量"),
        ("合格率", "项目合格率"),
        ("平台验收合格率", "平台一期验收合格率"),
        ("设备完好率", "设备关键零部件完好率"),
        ("培训", "培训"),
    ],
)
def test_other_names(one, other):
    assert not same_but_for_more(one, other, ("不",))


def test_names_turned_round():
    assert turned_round("安全生产事故数", "生产安全事故数")
    assert not turned_round("合格率", "率合格")
    assert not turned_round("安全生产事故数", "安全生产事故数")
