from __future__ import annotations

from budgetcheck.model import Cell, Grid, Row, Source
from budgetcheck.tables import assemble
from budgetcheck.text import default_words

HEADINGS = ["项目名称", "总计", "绩效目标", "绩效指标"]
PROJECT = ["道路养护", "1.00", "路面平整。", "1、产出指标：养护里程，年度指标值：≥30公里。"]


def grid(sheet: str, *rows: list[str], notes: tuple[str, ...] = (), file: str = "表.xlsx") -> Grid:
    cells = (tuple(Cell(text, column, 0) for column, text in enumerate(row, 1)) for row in rows)
    return Grid(
        Source(file, "xlsx", file, 1, spans="cell"),
        tuple(Row(line, made) for line, made in enumerate(cells, 1)),
        sheet,
        notes,
    )


def repairs(*grids: Grid) -> tuple[list[tuple[str, str, str]], list[str]]:
    tables, errors = assemble(grids, default_words())
    found = tables.repairs
    told = list(zip(found["kind"], found["evidence_zh"], found["evidence_en"], strict=True))
    return [row for row in told if row[0] in ("not_read", "passed_over")], [str(error) for error in errors]


def test_a_sheet_without_a_heading_row_is_no_error_beside_one_with_a_table() -> None:
    told, errors = repairs(
        grid("封面", ["2024年部门预算"]), grid("绩效", HEADINGS, PROJECT), grid("说明", ["无"])
    )
    assert errors == []
    assert told == [
        (
            "passed_over",
            "另有 2 个表没有认出表头：封面、说明",
            "no heading row was found in 2 others: 封面、说明",
        )
    ]


def test_a_file_without_any_table_is_one_error() -> None:
    _, errors = repairs(grid("封面", ["2024年部门预算"]), grid("目录", ["一"]))
    assert len(errors) == 1
    assert "没有找到表头" in errors[0]


def test_another_file_of_the_batch_changes_nothing() -> None:
    told, errors = repairs(grid("绩效", HEADINGS, PROJECT), grid("封面", ["预算"], file="b.xlsx"))
    assert (told, len(errors)) == ([], 1)


def test_what_the_reader_noted_of_any_sheet_stands_with_the_first_table() -> None:
    told, _ = repairs(
        grid("封面", ["预算"], notes=("隐藏的工作表「旧表」没有读取 (hidden sheets were left out)",)),
        grid("绩效", HEADINGS, PROJECT),
    )
    assert told[0] == ("not_read", "隐藏的工作表「旧表」没有读取", "hidden sheets were left out")


def test_rows_with_indicators_and_no_heading_row_are_told_as_a_loss() -> None:
    told, _ = repairs(grid("绩效", HEADINGS, PROJECT), grid("表9", PROJECT[:3], PROJECT, PROJECT))
    assert told == [
        (
            "not_read",
            "「表9」有3行，内有绩效指标，但没有认出表头，没有检查",
            '"表9" holds indicators in 3 rows but no heading row that is known, and was not checked',
        )
    ]
