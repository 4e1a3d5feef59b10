from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Source
from budgetcheck.readers import read
from budgetcheck.readers.csv_file import read_csv

HEADING = "项目名称,总计,财政拨款,绩效目标,绩效指标\n"


def test_commas_or_semicolons_part_the_cells() -> None:
    for delimiter in ",;":
        (grid,) = read(f"{HEADING}道路,1.00,1.00,畅通,无\n".replace(",", delimiter).encode())
        assert grid.source.kind == "csv"
        assert [c.text for c in grid.rows[1].cells] == ["道路", "1.00", "1.00", "畅通", "无"]


def test_a_quoted_cell_over_several_lines_is_one_cell_and_later_lines_keep_their_numbers() -> None:
    (grid,) = read(
        (HEADING + '道路,"1,100.00",,"一是修补；\r\n二是清扫。",1、产出指标\n\n桥梁,2.00,2.00,,\n').encode()
    )
    assert [row.line for row in grid.rows] == [1, 2, 4, 5]
    places = [(c.text, c.start) for c in grid.rows[1].cells]
    assert places == [
        ("道路", 0),
        ("1,100.00", 4),
        ("", 14),
        ("一是修补；\r\n二是清扫。", None),
        ("1、产出指标", None),
    ]
    assert grid.rows[2].blank
    assert [c.start for c in grid.rows[3].cells] == [0, 3, 8, 13, 14]


def test_doubled_quotes_are_undone_and_such_a_cell_has_no_offset() -> None:
    (grid,) = read((HEADING + '"""金桥""奖",1.00,1.00,"评选",x\n').encode())
    assert [(c.text, c.start) for c in grid.rows[1].cells] == [
        ('"金桥"奖', None),
        ("1.00", 10),
        ("1.00", 15),
        ("评选", 21),
        ("x", 25),
    ]


def test_a_quote_that_is_never_closed_is_refused_with_its_line() -> None:
    with pytest.raises(UnreadableInputError, match="引号没有配对") as caught:
        read((HEADING + '道路,1.00,1.00,"畅通,无\n桥梁,2.00,2.00,稳固,无\n').encode())
    assert caught.value.place == "第2行"


def test_text_behind_a_closing_quote_loses_nothing() -> None:
    (grid,) = read((HEADING + '"金桥"奖评选,1.00,1.00,评选,无\n').encode())
    assert grid.rows[1].cells[0].text == "金桥奖评选"
    assert grid.rows[1].cells[0].start is None


def test_thousands_commas_do_not_make_a_tab_separated_table_a_csv() -> None:
    rows = "".join(f"项目{n}\t1,{n:03}.00\t1,{n:03}.00\t目标\n" for n in range(50))
    (grid,) = read(("项目名称\t总计\t财政拨款\t绩效目标\n" + rows).encode())
    assert grid.source.kind == "text"
    assert {len(row.cells) for row in grid.rows} == {4}


def test_a_stray_quote_in_tab_separated_text_swallows_nothing() -> None:
    text = "x\t1.00\t目标\n" * 3 + '"金桥\t1.00\t"二是\n道路"甲\t1.00\t目标\n'
    (grid,) = read(text.encode())
    assert [len(row.cells) for row in grid.rows] == [3] * 5
    assert grid.rows[3].cells[0].text == '"金桥'


def test_tab_separated_text_with_quoted_line_ends_as_spreadsheets_write_it_is_read_by_its_quotes() -> None:
    rows = "".join(f'项目{n}\t1.00\t"一是修补；\n二是清扫。"\n' for n in range(5))
    (grid,) = read(("项目名称\t总计\t绩效目标\n" + rows).encode("utf-16"))
    assert len(grid.rows) == 6
    assert grid.rows[5].line == 10


CELL = st.text(st.sampled_from('甲乙1,;"\n\r\t 。'), max_size=6)


@given(st.lists(st.lists(CELL, min_size=2, max_size=5), min_size=1, max_size=8), st.sampled_from(",;\t"))
def test_what_a_csv_writer_wrote_comes_back_and_offsets_are_true(
    rows: list[list[str]], delimiter: str
) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    text = written.getvalue()
    grid = read_csv(text, Source("a.csv", "csv", "", 0), delimiter)
    assert [[c.text for c in row.cells] for row in grid.rows] == rows
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for row in grid.rows:
        for cell in row.cells:
            if cell.start is not None:
                assert lines[row.line - 1][cell.start : cell.start + len(cell.text)] == cell.text


@given(st.lists(st.text("甲1,", max_size=8), min_size=1, max_size=6))
def test_cells_without_quotes_all_have_offsets(lines: list[str]) -> None:
    grid = read_csv("\n".join(lines), Source("a.csv", "csv", "", 0))
    assert all(cell.start is not None for row in grid.rows for cell in row.cells)
