"""Each word of headings.toml: a table, or a workbook, is read otherwise without it."""

from __future__ import annotations

import pytest
from tests.tables.layouts.grids import merged, read_grid
from tests.tables.test_sheets import sheet

from budgetcheck.model import WordChange
from budgetcheck.tables import assemble
from budgetcheck.text import Words, default_words
from budgetcheck.text.titles import named_in_title

WORDS = default_words()
USUAL = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "sign": "指标性质",
    "value": "指标值",
    "unit": "度量单位",
    "weight": "权重",
    "type": "指标属性",
    "direction": "指标方向性",
}
CELLS = {
    "level1": "产出指标",
    "level2": "数量指标",
    "name": "养护里程",
    "sign": "≥",
    "value": "30",
    "unit": "公里",
    "weight": "20",
    "type": "定量",
    "direction": "正向",
}


def by_row(role: str, word: str) -> str:
    headings = [word if part == role else usual for part, usual in USUAL.items()]
    cells = list(CELLS.values())
    if role == "name_else":
        headings[2] = word
    if role in ("body", "aside"):
        headings, cells = [word, *headings], ["甲局", *cells]
    return (
        f"项目名称 | 预算数 | 年度目标 | {' | '.join(headings)}\n修路 | 3.00 | 修好路。 | {' | '.join(cells)}"
    )


def form(role: str, word: str) -> str:
    labels = {
        "name": "项目名称 | 修路",
        "total": "年度资金总额 | 9.00",
        "goal": "年度总体目标 | 修好路。",
        role: f"{word}：财政拨款 | 3.00" if role == "of_which" else f"{word} | 3.00",
    }
    if role == "name":
        labels["name"] = f"{word} | 修路"
    return "\n".join([*labels.values(), "一级指标 | 三级指标 | 指标值", "产出指标 | 里程 | ≥3公里"])


ITEM = "1、产出指标：巡查次数，年度指标值：≥30次。"
LEAD = ["某市水务局2024年项目支出绩效目标表", "部门名称：某市水务局", "单位：元"]
HEADINGS = "项目名称 | 总计 | 绩效目标 | 绩效指标"
ONE, TWO = f"河道巡查 | 1.00 | 河道畅通。 | {ITEM}", f"泵站维护 | 2.00 | 泵站完好。 | {ITEM}"


def packed(*rows: str, lead: list[str] = LEAD) -> str:
    return "\n".join([*lead, HEADINGS, *rows])


def around(role: str, word: str) -> str:
    """A table with a line around it that the word leads."""
    if role == "continued":
        return packed(ONE, word, TWO)
    if role == "signed":
        return packed(ONE, f"{word}：王某 | {word}：李某")
    lead = {
        "title": f"2024年{word}",
        "department": f"{word}：某市水务局",
        "money_unit": f"部门：某局 {word}：元",
    }
    return packed(ONE, lead=[lead[role]])


def named(role: str, word: str) -> str:
    """A table with a row that the word names."""
    if role == "score_total":
        return f"{form('total', '年度资金总额')}\n{word} | | 100"
    rows = {
        "grand_total": [f"{word} | 3.00", ONE, TWO],
        "subtotal": [ONE, TWO, f"水务{word} | 3.00"],
        "of_which": [ONE, f"{word}：抢修 | 1.00", TWO],
        "note": [ONE, f"{word}：本表金额为预算数。"],
        "unit_ending": [f"水务{word} | 1.50", ONE, TWO],
    }
    return packed(*rows[role])


def said(block: str, words: Words) -> object:
    """All that was read of the table, and what was left out."""
    tables, errors = assemble([merged(block)], words)
    titles = [named_in_title(title, words.furniture["title"], ()) for title in tables.documents["title"]]
    return (
        titles,
        tables.lines.astype(str).values.tolist(),
        tables.indicators.astype(str).values.tolist(),
        tables.documents[
            ["title", "department", "money_unit", "fields", "layout_confidence"]
        ].values.tolist(),
        tables.repairs[["kind", "evidence_zh", "dropped"]].values.tolist(),
        [error.problem for error in errors],
    )


def listed(table: str) -> list[tuple[str, str, str]]:
    held = {
        "indicator": WORDS.indicator_headings,
        "beside": WORDS.beside_headings,
        "form": WORDS.form_labels,
        "furniture": {role: words for role, words in WORDS.furniture.items() if role != "sheet"},
        "rows": WORDS.row_words,
    }[table]
    return [(table, role, word) for role, words in held.items() for word in words]


BLOCKS = {"indicator": by_row, "beside": by_row, "form": form, "furniture": around, "rows": named}


@pytest.mark.parametrize(("table", "role", "word"), [entry for table in BLOCKS for entry in listed(table)])
def test_a_word_makes_a_difference(table: str, role: str, word: str) -> None:
    block = BLOCKS[table](role, word)
    without = default_words((WordChange(f"headings.{table}.{role}", remove=(word,)),))
    assert read_grid(merged(block)).errors == []
    assert said(block, WORDS) != said(block, without)


@pytest.mark.parametrize("word", WORDS.furniture["sheet"])
def test_a_word_that_names_pages_joins_sheets(word: str) -> None:
    without = default_words((WordChange("headings.furniture.sheet", remove=(word,)),))
    first, second = sheet(f"{word}1", *packed(ONE).split("\n")), sheet(f"{word}2", TWO)
    assert len(assemble([first, second], WORDS)[0].lines) == 2
    assert len(assemble([first, second], without)[0].lines) == 1
