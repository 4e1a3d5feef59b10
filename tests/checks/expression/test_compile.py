from __future__ import annotations

import pytest

from budgetcheck.checks import PREPARED
from budgetcheck.errors import RuleFileError


def error(expect: str, frame: str = "indicators", **settings: object) -> str:
    with pytest.raises(RuleFileError) as caught:
        PREPARED["expression"](frame, {"expect": expect, **settings})
    return str(caught.value)


def marked(message: str) -> str:
    """The characters of the shown line that the carets stand under."""
    line, caret = (text[4:] for text in message.split("\n")[-2:])
    wide = "".join(char if ord(char) < 0x2E80 else char + "\0" for char in line)
    return wide[len(caret) - caret.count("^") : len(caret)].replace("\0", "")


@pytest.mark.parametrize(
    ("expect", "place", "words"),
    [
        ("line_totl >= 50", "line_totl", "line_total"),
        ("'甲乙丙' == totl", "totl", "没有列"),
        ("line_total >= '甲'", "line_total >= '甲'", "不能这样比较"),
        ("name < '甲'", "name < '甲'", "不能这样比较"),
        ("position > 1 and name", "name", "真假"),
        ("name.upper() == 'A'", "name.upper()", "不允许"),
        ("(lambda: 1)()", "(lambda: 1)()", "不允许"),
        ("[x for x in name] == 1", "[x for x in name]", "不允许"),
        ("position ** 9 > 1", "position ** 9", "不允许"),
        ("position // 2 > 1", "position // 2", "不允许"),
        ("~position > 1", "~position", "不允许"),
        ("+position > 1", "+position", "不允许"),
        ("position is 1", "position is 1", "不认识的比较"),
        ("None == 1", "None", "字面值"),
        ("name == b'a'", "b'a'", "字面值"),
        ("contain(name, '甲')", "contain(name, '甲')", "contains"),
        ("contains(name)", "contains(name)", "2 个参数"),
        ("contains(name, value_text)", "value_text", "固定"),
        ("contains(name, text='甲')", "contains(name, text='甲')", "不允许"),
        ("contains(name, words('naming.vag'))", "words('naming.vag')", "没有词表"),
        ("contains(name, words(name))", "words(name)", "words("),
        ("name in ['甲', 1]", "['甲', 1]", "同类"),
        ("name in [value_text]", "[value_text]", "同类"),
        ("count() > 1", "count()", "group_by"),
        ("line_total * line_fiscal > 3", "line_total * line_fiscal", "相乘"),
        ("3 / line_total > 3", "3 / line_total", "除以"),
        ("len(name", "(", "closed"),
        ("(position > 1) and (name == '甲'", "(", "closed"),
        ("position >", "", "不是合法"),
        ("position", "position", "应得出真假"),
    ],
)
def test_an_error_shows_the_place(expect: str, place: str, words: str) -> None:
    message = error(expect)
    assert words in message
    assert marked(message) == place


@pytest.mark.parametrize(
    ("expect", "words"),
    [
        ("name == '甲'", "汇总"),
        ("count(name == '甲') > position", "不能混用"),
        ("any(count() > 1)", "不能嵌套"),
        ("any(name == '甲') and name == '甲'", "不能混用"),
    ],
)
def test_with_groups_every_row_value_is_summed_up(expect: str, words: str) -> None:
    assert words in error(expect, group_by="line_id")


def test_a_document_group_fixes_no_line() -> None:
    assert "汇总" in error("line_name == '甲'", group_by="document")


def test_the_settings_themselves_are_checked() -> None:
    assert "expect" in error("")
    assert "name" in error("True", group_by="nam")
    assert "value" in error("True", at="valu")
    assert "goal" in error("True", frame="lines", at="gaol")
    assert "show" in error("True", show=["n"])
    assert "show.n" in error("True", show={"n": "count("})
    assert "mark" in error("True", mark="1")


@pytest.mark.parametrize(
    "hostile",
    ["(" * 900, "-" * 999 + "1", "name == '\0'", "[" * 400 + "]" * 400, "a" * 5000, "\ud800 == 1"],
)
def test_hostile_text_is_an_error_like_any_other(hostile: str) -> None:
    assert "[check] expect" in error(hostile, "lines")


def test_the_caret_finds_a_place_on_a_later_line() -> None:
    message = error("position > 1 and\n    nmae == '甲'")
    assert marked(message) == "nmae"
    assert "position" not in message.split("\n")[-2]
