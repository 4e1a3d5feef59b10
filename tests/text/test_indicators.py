from __future__ import annotations

import re
from pathlib import Path

import pytest

from budgetcheck.text import Item, split_items

CLEAN = "1、产出指标：会议数（次），年度指标值：4。2、效益指标：知晓率，年度指标值：≥90%。"


def brief(text: str) -> list[tuple[int | None, str, str, str, str]]:
    return [(i.number, i.category, i.name, i.value_text, i.terminator) for i in split_items(text).items]


def only(text: str) -> Item:
    (item,) = split_items(text).items
    return item


def test_a_clean_cell_splits_into_its_items() -> None:
    assert brief(CLEAN) == [
        (1, "产出指标", "会议数（次）", "4", "。"),
        (2, "效益指标", "知晓率", "≥90%", "。"),
    ]
    assert split_items(CLEAN)[:2] == (0, 0)


def test_every_part_knows_its_place() -> None:
    for item in split_items("旧文；" + CLEAN).items:
        cell = "旧文；" + CLEAN
        assert cell[item.name_start : item.name_end] == item.name
        assert cell[item.value_start : item.value_end] == item.value_text
        assert cell[item.item_start : item.item_end].endswith(item.value_text + item.terminator)
        assert cell[item.item_start : item.item_end].startswith(f"{item.number}、")


@pytest.mark.parametrize(
    "text",
    [
        "1、产出指标：会议数,年度指标值：4。",
        "1、产出指标:会议数,年度指标值: 4。",
        "1. 产出指标：会议数，年度指标值：4。",
        "1．产出指标 ：会议数，年度指标值 ：4。",
        "１、产出指标：会议数，年度指标值：4。",
        "（1）产出指标：会议数，年度指标值：4。",
        "1）产出指标：会议数，指标值：4。",
        "一、产出指标：会议数，目标值：4。",
        "1 产出指标：会议数，年度目标值：4。",
        " 1、 产出指标： 会议数 ，年度指标值：4 。",
        "1、产出指标：会议数。年度指标值：4。",
        "1、产出指标：会议数年度指标值：4。",
    ],
)
def test_one_item_in_many_hands(text: str) -> None:
    item = only(text)
    assert (item.number, item.category, item.name, item.value_text) == (1, "产出指标", "会议数", "4")
    assert item.category_known


def test_what_varies_is_kept_as_printed() -> None:
    assert only("4. 效益指标：环境。年度指标值：好。").number_mark == "."
    assert only("4. 效益指标：环境。年度指标值：好。").label_lead == "。"
    assert only("1、产出指标：会议数,年度指标值: 4。").label_gap
    assert only("1、产出指标：会议数,年度指标值:4").terminator == ""
    assert only("1、产出指标：会议数,目标值:4。。").terminator == "。。"
    assert only("1、产出指标：会议数,目标值:4； 。").terminator == "；。"
    assert only("1、产出指标：会议数,目标值:4").label == "目标值"


def test_an_item_may_have_no_number() -> None:
    item = only("效益指标：安全保密，年度指标值：全年无泄密。")
    assert (item.number, item.number_mark, item.category) == (None, "", "效益指标")


def test_a_value_without_label_stays_in_the_name() -> None:
    items = split_items("1、产出指标：新设总部3家；2、产出指标：增资额10亿元；").items
    assert [(i.name, i.label, i.value_text, i.terminator) for i in items] == [
        ("新设总部3家", "", "", "；"),
        ("增资额10亿元", "", "", "；"),
    ]
    assert all(i.value_start == i.value_end == i.name_end for i in items)


def test_a_label_without_value_gives_an_empty_value() -> None:
    item = only("1、产出指标：会议数，年度指标值：；")
    assert (item.value_text, item.terminator, item.label_gap) == ("", "；", False)


def test_end_marks_within_a_value_do_not_split_it() -> None:
    item = only("1、产出指标：支付量，年度指标值：直接支付 ≥3万笔;授权支付 ≥50万笔。")
    assert item.value_text == "直接支付 ≥3万笔;授权支付 ≥50万笔"


def test_commas_within_a_name_do_not_split_it() -> None:
    assert only("1、产出指标：支持项目数，补贴资金，年度指标值：5个。").name == "支持项目数，补贴资金"


def test_a_lost_end_mark_does_not_lose_an_item() -> None:
    text = "1、效益指标：简报数，年度指标值：12份 2、产出指标：宣传，年度指标值：1次；"
    assert brief(text) == [(1, "效益指标", "简报数", "12份", ""), (2, "产出指标", "宣传", "1次", "；")]


def test_a_lost_end_mark_does_not_glue_a_value_to_the_next_number() -> None:
    text = "1、产出指标：床位，年度指标值：1002、产出指标：费用，年度指标值：0.53、效益指标：好评，年度指标值：有"
    assert brief(text) == [
        (1, "产出指标", "床位", "100", ""),
        (2, "产出指标", "费用", "0.5", ""),
        (3, "效益指标", "好评", "有", ""),
    ]


def test_a_number_that_was_really_printed_wrong_is_kept() -> None:
    assert [
        i.number for i in split_items("1、产出指标：甲，目标值：1；12、产出指标：乙，目标值：2；").items
    ] == [1, 12]


def test_numbers_inside_names_and_values_start_no_item() -> None:
    text = "1、产出指标：达到1.2 倍、3、4号楼改造比例，年度指标值：1、2号楼完成，3.5亿元到位。"
    assert only(text).value_text == "1、2号楼完成，3.5亿元到位"


def test_words_that_hold_a_class_label_start_no_item() -> None:
    assert only("1、效益指标：服务对象满意度指标，年度指标值：90%。").name == "服务对象满意度指标"
    assert only("1、产出指标：完成部门产出指标：填报数，年度指标值：5。").name == "完成部门产出指标：填报数"


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        ("效果指标", "效益指标"),
        ("满意度", "满意度指标"),
        ("社会公众或服务对象满意度指标", "满意度指标"),
        ("成本指标", "成本指标"),
    ],
)
def test_known_forms_of_a_class_mean_the_same(printed: str, normal: str) -> None:
    item = only(f"1、{printed}：甲，年度指标值：1。")
    assert (item.category, item.category_text, item.category_known) == (normal, printed, True)


@pytest.mark.parametrize("printed", ["数量指标", "管理指标", "工作任务指标"])
def test_a_class_that_no_list_knows_is_kept_as_printed(printed: str) -> None:
    first, second = split_items(f"1、产出指标：甲，指标值：1。2、{printed}：乙，指标值：2。").items
    assert first.value_text == "1"
    assert (second.category, second.category_text, second.category_known) == (printed, printed, False)


@pytest.mark.parametrize(
    "head",
    [
        "产出指标-数量指标",
        "产出指标（数量指标）",
        "产出指标：数量指标",
        "产出指标——数量指标",
        "产出指标/数量指标",
    ],
)
def test_the_second_level_is_split_off(head: str) -> None:
    item = only(f"1、{head}：甲，年度指标值：1。")
    assert (item.category, item.level2, item.name, item.category_known) == (
        "产出指标",
        "数量指标",
        "甲",
        True,
    )


def test_a_cost_class_below_output_is_its_second_level() -> None:
    item = only("1、产出指标：成本指标：造价，年度指标值：≤65万元。")
    assert (item.category, item.level2, item.name) == ("产出指标", "成本指标", "造价")


@pytest.mark.parametrize(
    "text",
    [
        "1、产岀指标：甲，年度指标值：1。",
        "产岀指标：甲，年度指标值：1。",
        "1、产出指示：甲，年度指标值：1。",
        "1、产出旨标：甲，年度指标值：1。",
        "1、产出指标；甲，年度指标值：1。",
    ],
)
def test_one_misread_character_in_a_class_loses_no_item(text: str) -> None:
    item = only(text)
    assert (item.category, item.category_known, item.name, item.value_text) == ("产出指标", False, "甲", "1")


def test_a_misread_class_between_good_items_is_found_by_its_label() -> None:
    text = "1、产出指标：甲，年度指标值：1。2、产出旨标：乙，年度指标值：2。3、效益指标：丙，年度指标值：3。"
    assert [(i.number, i.category_known, i.name, i.value_text) for i in split_items(text).items] == [
        (1, True, "甲", "1"),
        (2, False, "乙", "2"),
        (3, True, "丙", "3"),
    ]


def test_an_item_that_lost_its_class_is_found_by_its_number_and_label() -> None:
    text = "1、产出指标：甲，年度指标值：1。2、乙，年度指标值：2。"
    second = split_items(text).items[1]
    assert (second.number, second.category, second.category_known, second.name) == (2, "", False, "乙")


def test_a_second_label_within_an_item_is_part_of_its_value() -> None:
    text = "1、产出指标：甲，年度指标值：男5人，目标值：女6人。"
    assert only(text).value_text == "男5人，目标值：女6人"


def test_text_before_the_first_item_is_the_lead() -> None:
    text = " 1000元，市以及用/10000元； 13、产出指标：主题数，年度指标值：20个。"
    packed = split_items(text)
    assert text[packed.lead_start : packed.lead_end] == "1000元，市以及用/10000元；"
    assert [i.number for i in packed.items] == [13]


@pytest.mark.parametrize("text", ["", "  ", "本年度无指标", "1.确保供水；2.按期完成。", "绩效指标："])
def test_a_cell_without_items_is_all_lead(text: str) -> None:
    packed = split_items(text)
    assert list(packed.items) == []
    assert text[packed.lead_start : packed.lead_end] == text.strip()


# The published tables, as they read once the rows that a page break cut are joined.


def cells(path: Path) -> dict[int, str]:
    lines = path.read_text(encoding="utf-8").split("\n")
    found = {
        number: line.split("\t")[-1] for number, line in enumerate(lines, 1) if "指标" in line.split("\t")[-1]
    }
    return {
        number: re.sub(r"</?p>\s?", "", cell) for number, cell in found.items() if "：" in cell or ":" in cell
    }


def indicators(text: str) -> list[int | None]:
    return [item.number for item in split_items(text).items]


def test_the_first_published_table_holds_140_items(samples: Path) -> None:
    numbers = [indicators(cell) for cell in cells(next(samples.glob("000_*.txt"))).values()]
    numbers = [found for found in numbers if found]
    assert len(numbers) == 22
    assert all(found == list(range(1, len(found) + 1)) for found in numbers)
    assert sum(map(len, numbers)) == 140


def test_the_second_published_table_holds_167_items(samples: Path) -> None:
    found = cells(next(samples.glob("003_*.txt")))
    found[15] += found.pop(17)
    found[47] += found.pop(49)
    tail = found.pop(55)
    assert split_items(tail).lead_end > 0
    found[53] += tail[split_items(tail).lead_end :]
    numbers = {line: numbers for line, cell in found.items() if (numbers := indicators(cell))}
    assert len(numbers) == 34
    assert numbers.pop(32) == [None]
    assert all(each == list(range(1, len(each) + 1)) for each in numbers.values())
    assert sum(map(len, numbers.values())) + 1 == 167


@pytest.mark.parametrize("marks", ["①②", "⑴⑵", "⒈⒉"])
def test_enclosed_numbers_are_numbers(marks):
    first, second = split_items(
        f"{marks[0]}产出指标：甲，年度指标值：≥95%；{marks[1]}效益指标：乙，年度指标值：提升。"
    ).items
    assert (first.number, first.value_text, first.terminator) == (1, "≥95%", "；")
    assert (second.number, second.category, second.name) == (2, "效益指标", "乙")


def test_a_bracket_and_a_comma_are_one_number_mark():
    first, second = split_items("（1）、产出指标：甲，指标值：1；（2）、效益指标：乙，指标值：2。").items
    assert (first.number, first.number_mark, first.value_text) == (1, "）、", "1")
    assert (second.number, second.value_text) == (2, "2")


@pytest.mark.parametrize("number", ["3、", "（3）", "③", ""])
@pytest.mark.parametrize("printed", ["满意度指标-服务对象满意度指标", "满意度指标（服务对象满意度指标）"])
def test_a_second_level_that_reads_like_a_first_is_no_item_of_its_own(number, printed):
    first, second = split_items(f"2、产出指标：甲，指标值：1。{number}{printed}：乙，指标值：2。").items
    assert first.value_text == "1"
    assert (second.category, second.level2, second.name) == ("满意度指标", "服务对象满意度指标", "乙")


def test_second_levels_without_numbers_are_items():
    found = split_items("产出指标-数量指标：甲，指标值：1。社会效益指标：乙，指标值：2。")
    assert found.lead_start == found.lead_end
    assert [(i.category, i.level2, i.name) for i in found.items] == [
        ("产出指标", "数量指标", "甲"),
        ("社会效益指标", "社会效益指标", "乙"),
    ]


def test_a_class_may_head_the_numbered_items_below_it():
    text = "产出指标：1、数量指标：甲，指标值：1。2、乙，指标值：2。效益指标：1、丙，指标值：3。"
    found = split_items(text).items
    assert [(i.number, i.category, i.level2, i.name, i.value_text) for i in found] == [
        (1, "产出指标", "数量指标", "甲", "1"),
        (2, "产出指标", "", "乙", "2"),
        (1, "效益指标", "", "丙", "3"),
    ]
    assert all(i.category_known for i in found)
    assert "".join(text[i.item_start : i.item_end] for i in found) == text
