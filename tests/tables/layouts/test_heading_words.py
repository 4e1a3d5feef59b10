"""Each word of the lists that tell layouts by: a table is read otherwise without it."""

from __future__ import annotations

import pytest
from tests.tables.layouts.grids import merged, read_grid

from budgetcheck.model import WordChange
from budgetcheck.tables import assemble
from budgetcheck.text import Words, default_words

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


def said(block: str, words: Words) -> object:
    """All that was read of the table, and what was left out."""
    tables, errors = assemble([merged(block)], words)
    return (
        tables.lines.astype(str).values.tolist(),
        tables.indicators.astype(str).values.tolist(),
        tables.documents[["department", "fields", "layout_confidence"]].values.tolist(),
        tables.repairs["dropped"].tolist(),
        [error.problem for error in errors],
    )


def listed(table: str) -> list[tuple[str, str, str]]:
    held = {
        "indicator": WORDS.indicator_headings,
        "beside": WORDS.beside_headings,
        "form": WORDS.form_labels,
    }[table]
    return [(table, role, word) for role, words in held.items() for word in words]


@pytest.mark.parametrize(
    ("table", "role", "word"), [*listed("indicator"), *listed("beside"), *listed("form")]
)
def test_a_word_makes_a_difference(table: str, role: str, word: str) -> None:
    block = form(role, word) if table == "form" else by_row(role, word)
    without = default_words((WordChange(f"headings.{table}.{role}", remove=(word,)),))
    assert read_grid(merged(block)).errors == []
    assert said(block, WORDS) != said(block, without)
