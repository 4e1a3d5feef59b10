from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetcheck.readers import Limits, read
from budgetcheck.readers.text import lines_of


def test_every_line_is_a_row_with_its_number_blank_ones_too() -> None:
    (grid,) = read("\n\n部门名称：甲\n\n项目名称\t总计\n道路\t1.00\t\n".encode())
    assert [(row.line, len(row.cells), row.blank) for row in grid.rows] == [
        (1, 1, True),
        (2, 1, True),
        (3, 1, False),
        (4, 1, True),
        (5, 2, False),
        (6, 3, False),
    ]
    assert [(c.text, c.column, c.start) for c in grid.rows[5].cells] == [
        ("道路", 1, 0),
        ("1.00", 2, 3),
        ("", 3, 8),
    ]


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85"])
def test_marks_that_editors_do_not_break_at_stay_inside_their_cell(mark: str) -> None:
    (grid,) = read(f"项目名称\t总计\t绩效目标\n道路{mark}养护\t1.00\t修补路面\n".encode())
    assert [row.line for row in grid.rows] == [1, 2]
    assert grid.rows[1].cells[0].text == f"道路{mark}养护"


def test_all_three_line_ends_count_the_same() -> None:
    assert lines_of("甲\n乙\r\n丙\r丁") == lines_of("甲\n乙\n丙\n丁\n") == ["甲", "乙", "丙", "丁"]


def test_a_line_of_fifty_megabytes_is_one_row_with_exact_offsets() -> None:
    packed = "1、产出指标：" * 2_500_000
    (grid,) = read(f"道路\t{packed}\t1.00\n".encode(), limits=Limits(text_mib=64))
    (row,) = grid.rows
    assert [cell.start for cell in row.cells] == [0, 3, 4 + len(packed)]
    assert row.cells[1].text == packed


@given(
    st.lists(
        st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=20), min_size=1, max_size=12
    )
)
def test_every_cell_stands_where_it_says_it_stands(lines: list[str]) -> None:
    text = (
        "项目名称\t总计\t财政拨款\t绩效目标\n"
        + "甲乙\t1.00\t1.00\t道路养护畅通\n" * 15
        + "\n".join(lines)
        + "\n道路"
    )
    (grid,) = read(text.encode())
    originals = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert [row.line for row in grid.rows] == list(range(1, len(originals) + 1))
    for row, original in zip(grid.rows, originals, strict=True):
        assert "\t".join(cell.text for cell in row.cells) == original
        for cell in row.cells:
            assert cell.start is not None
            assert original[cell.start : cell.start + len(cell.text)] == cell.text


def test_the_published_tables_are_kept_to_the_character(samples: Path) -> None:
    for path in sorted(samples.glob("*.txt")):
        (grid,) = read(path)
        written = "\n".join("\t".join(cell.text for cell in row.cells) for row in grid.rows)
        assert written == path.read_text(encoding="utf-8").removesuffix("\n")
        assert (grid.source.kind, grid.source.file) == ("text", str(path))


def test_the_published_tables_read_alike_in_every_encoding(samples: Path) -> None:
    for path in sorted(samples.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        expected = read(path)[0].rows
        for encoding in ("utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"):
            assert read(text.encode(encoding))[0].rows == expected
