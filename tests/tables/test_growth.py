"""Four times the input is about four times the work, counted in calls and in characters looked at."""

from __future__ import annotations

import sys

import pytest

from budgetcheck.model import Cell, Grid, Row, Source
from budgetcheck.tables import assemble
from budgetcheck.text import default_words

HEADINGS = "项目名称\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标"
ROW = "甲项目\t10.00\t10.00\t\t\t做好甲事\t1、产出指标：完成率，年度指标值：≥90%。"
UNIT = "某局\t7.00\t7.00\t\t\t\t"

SHAPES = {
    "blank rows": lambda n: [ROW, *[""] * n, ROW],
    "rows of one cell": lambda n: [ROW, *["甲乙丙"] * n],
    "tails of a goal": lambda n: [ROW, *["\t\t\t\t\t并且做好别的\t"] * n],
    "tails of indicators": lambda n: [
        ROW,
        *[f"\t\t\t\t\t\t{i + 2}、产出指标：率，年度指标值：1。" for i in range(n)],
    ],
    "totals without rows": lambda n: [UNIT] * n,
    "falling totals": lambda n: [f"某局\t{n - i}.00\t\t\t\t\t" for i in range(n)],
    "subtotals": lambda n: ["小计\t7.00\t\t\t\t\t"] * n,
    "totals that never fit": lambda n: [UNIT, ROW] * (n // 2),
    "heading rows": lambda n: [ROW, HEADINGS] * (n // 2),
    "heading rows misread": lambda n: [ROW, HEADINGS.replace("其他资金", "们也他人")] * (n // 2),
    "labels": lambda n: [ROW, *["另见附件三"] * n],
    "labels between pieces": lambda n: [ROW, *["", "另见附件三", "\t\t\t\t\t并且做好别的\t"] * (n // 3)],
    "lines that the table goes on": lambda n: [ROW, *["（续表）"] * n],
    "pieces of amounts": lambda n: [
        ROW,
        *["甲\t2,754.\t2,754.\t\t\t做好甲", "乙\t66\t66\t\t\t事。"] * (n // 2),
    ],
    "tabs too many": lambda n: [ROW, *["甲\t\t1.00\t\t1.00\t\t做好甲事\t"] * n],
    "titles": lambda n: [ROW, "项目支出绩效目标表"] * (n // 2),
    "tags in a name": lambda n: [ROW.replace("甲项目", "<p>甲</p>" * n)],
    "lines in a name": lambda n: [ROW.replace("甲项目", "甲\r" * n)],
    "tabs in a row": lambda n: [ROW, "\t".join(["甲"] * n)],
    "departments": lambda n: [line for i in range(n // 3) for line in (f"部门名称：局{i}", HEADINGS, ROW)],
}


def grid(lines, *, above=False):
    rows = []
    first = HEADINGS.replace("项目名称", "是目有学") if above else HEADINGS
    for number, line in enumerate([first, *lines], 1):
        texts = line.replace("\r", "\n").split("\t")
        rows.append(Row(number, tuple(Cell(text, i, None) for i, text in enumerate(texts, 1))))
    return Grid(Source("表", "text", "0", 0), tuple(rows))


def test_rows_above_the_first_heading_row_grow_the_work_no_faster():
    small, large = (calls([*[ROW] * n, HEADINGS, ROW], above=True) for n in (300, 1200))
    assert large <= 5 * small, (small, large)


def calls(lines, *, above=False) -> int:
    """How many calls, of Python and of C, reading these lines takes."""
    count = 0

    def note(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    source = grid(lines, above=above)
    sys.setprofile(note)
    try:
        assemble([source], default_words())
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_the_input_and_no_faster(shape):
    make = SHAPES[shape]
    calls(make(40))
    small, large = calls(make(300)), calls(make(1200))
    assert large <= 5 * small, (small, large)


@pytest.mark.parametrize("text", ["甲", "（", "1、", "<", "<p ", " ", "1", "，", "指标值："])
@pytest.mark.parametrize("column", [0, 1, 5, 6])
def test_a_cell_of_a_million_characters_is_read(text, column):
    cells = ROW.split("\t")
    cells[column] = text * (1_000_000 // len(text))
    tables, errors = assemble([grid(["\t".join(cells)])], default_words())
    assert len(tables.lines) + len(tables.repairs) + len(errors) > 0
