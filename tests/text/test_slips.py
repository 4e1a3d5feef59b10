from __future__ import annotations

import pytest

from budgetcheck.text import bodies, default_words, doubled_words, list_items, misspelt_words, nested_places

WORDS = default_words()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("接入平台平台提供", ["平台"]),
        ("合格率合格率合格率", ["合格率"]),
        ("信息系统信息系统，平台平台", ["信息系统", "平台"]),
        ("稳步步入", []),
        ("哈哈哈哈", []),
        ("公开公开", []),
        ("平台、平台", []),
        ("2323个系统", []),
        ("一二三四五六七一二三四五六七", []),
    ],
)
def test_a_word_of_two_to_six_characters_twice(text: str, words: list[str]) -> None:
    found = doubled_words(text, WORDS)
    assert [slip.meant for slip in found] == words
    assert all(text[s.start : s.end] == s.meant * 2 for s in found)


def test_misspelt_words_give_the_right_form() -> None:
    assert [s.meant for s in misspelt_words("因地治宜，一如继往地开展竟赛", WORDS)] == [
        "因地制宜",
        "一如既往",
        "竞赛",
    ]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("赴英国、伦敦推介", ["英国"]),
        ("赴伦敦、巴黎、英国推介", ["英国"]),
        ("赴英国 德国 伦敦推介", ["英国"]),
        ("赴英国伦敦推介", []),
        ("赴英国推介。与伦敦连线", []),
        ("赴英国、德国推介", []),
    ],
)
def test_a_place_beside_its_country(text: str, places: list[str]) -> None:
    assert [slip.meant for slip in nested_places(text, WORDS)] == places


def test_bodies_are_parted_into_place_and_name() -> None:
    found = bodies("对广州股权交易中心和广东金融研究院补贴", WORDS)
    assert [(b.place, b.rest) for b in found] == [("广州", "股权交易中心"), ("广东", "金融研究院")]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("1.供水费2.绿化费；3.清运费", [(1, True), (2, False), (3, True)]),
        ("费用：1、供水 2、绿化", [(1, True), (2, True)]),
        ("一是供水。二是绿化三是清运", [(1, True), (2, True), (3, False)]),
        ("（1）供水（2）绿化", [(1, True), (2, True)]),
        ("用于1.供水；2.绿化", [(1, True), (2, True)]),
        ("1.供水；3.绿化", []),
        ("每平方米2.5元，11、14层", []),
        ("", []),
    ],
)
def test_lists_that_count_from_one(text: str, items: list[tuple[int, bool]]) -> None:
    assert [(item.number, item.parted) for item in list_items(text)] == items


def test_an_item_ends_where_the_next_begins() -> None:
    text = "开支：1.供水；2.绿化。"
    assert [text[i.start : i.end] for i in list_items(text)] == ["1.供水；", "2.绿化。"]
