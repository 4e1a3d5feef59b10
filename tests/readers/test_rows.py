"""JSON, JSON lines and Parquet of rows with the printed headings."""

from __future__ import annotations

import contextlib
import io
import json
from typing import Any

import pytest

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Grid
from budgetcheck.readers import json_rows, parquet
from budgetcheck.readers.formats import read_as
from budgetcheck.readers.interface import Request
from budgetcheck.readers.limits import Limits

ROWS = [{"项目名称": "道路", "总计": "1.00"}, {"项目名称": "桥梁", "总计": None, "绩效目标": "安全"}]


def read(text: str | bytes, kind: str = "json") -> Grid:
    data = text.encode() if isinstance(text, str) else text
    (grid,) = json_rows.read(Request(f"表.{kind}", data, kind=kind))
    return grid


def cells(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid.rows]


def test_keys_are_the_headings_in_the_order_in_which_they_come() -> None:
    grid = read(json.dumps(ROWS))
    assert cells(grid) == [["项目名称", "总计", "绩效目标"], ["道路", "1.00", ""], ["桥梁", "", "安全"]]
    assert [row.line for row in grid.rows] == [1, 1, 2]
    assert (grid.source.kind, grid.source.spans) == ("json", "cell")


def test_a_line_of_json_lines_has_its_own_number() -> None:
    text = "\n".join(["", *(json.dumps(row) for row in ROWS[:1]), "", json.dumps(ROWS[1])])
    assert [row.line for row in read(text, "json-lines").rows] == [2, 2, 4]


def test_numbers_stay_as_they_are_written() -> None:
    grid = read(
        '[{"a": 30.00, "b": 1e3, "c": 12345678901234567890.10, "d": true, "e": null, "f": -0, "g": NaN}]'
    )
    assert cells(grid)[1] == ["30.00", "1e3", "12345678901234567890.10", "TRUE", "", "-0", "NaN"]


@pytest.mark.parametrize(
    "wrapped",
    ['{"rows": %s}', '{"标题": "表", "data": %s, "其他": []}', '{"任意": %s}', "%s"],
)
def test_rows_may_stand_under_a_name(wrapped: str) -> None:
    assert cells(read(wrapped % json.dumps(ROWS)))[1] == ["道路", "1.00", ""]


def test_lists_of_cells_are_rows_too() -> None:
    assert cells(read('[["项目名称", "总计"], ["道路", 1.50]]')) == [["项目名称", "总计"], ["道路", "1.50"]]


def test_other_encodings_are_read() -> None:
    text = json.dumps(ROWS, ensure_ascii=False)
    for encoding in ("utf-8-sig", "utf-16", "gb18030"):
        assert cells(read(text.encode(encoding)))[1][0] == "道路"


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ('[{"a": 1},]', "json", r"第1行: 不是有效的 JSON"),
        ('{"a": 1}\n{"a": ', "json-lines", r"第2行: 不是有效的 JSON"),
        ("[]", "json", "不是一行行的表"),
        ("[1, 2]", "json", "不是一行行的表"),
        ('[{"a": 1}, [2]]', "json", "不是一行行的表"),
        ('[{"a": {"b": 1}}]', "json", "第1条的一格里是列表或对象"),
        ('{"甲": [{"a": 1}], "乙": [{"b": 1}]}', "json", "文件里有几个列表"),
        ("[" * 100_000, "json", "不是有效的 JSON|嵌套太深"),
    ],
)
def test_what_holds_no_rows_is_refused_with_the_form_to_use(text: str, kind: str, said: str) -> None:
    with pytest.raises(UnreadableInputError, match=said):
        read(text, kind)


def parquet_of(columns: dict[str, Any]) -> bytes:
    pa = pytest.importorskip("pyarrow", reason="pip install 'budgetcheck[parquet]'")
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def test_columns_of_parquet_are_headings_and_its_values_exact_texts() -> None:
    from decimal import Decimal

    data = parquet_of(
        {
            "项目名称": ["道路", None],
            "总计": [30.0, 24838.14],
            "财政拨款": [Decimal("1.50"), None],
            "序号": [1, 2],
        }
    )
    (grid,) = parquet.read(Request("表.parquet", data))
    assert cells(grid) == [
        ["项目名称", "总计", "财政拨款", "序号"], ["道路", "30.00", "1.50", "1"], ["", "24838.14", "", "2"],
    ]  # fmt: skip
    assert [row.line for row in grid.rows] == [1, 2, 3]


def test_lists_in_parquet_and_a_damaged_file_are_refused() -> None:
    nested = parquet_of({"绩效指标": [["甲"], ["乙"]]})
    with pytest.raises(UnreadableInputError, match="列「绩效指标」不是文字或数字"):
        parquet.read(Request("表.parquet", nested))
    whole = parquet_of({"项目名称": ["道路"] * 500})
    for data in (whole[: len(whole) // 2], whole[:4] + whole[40:], b"PAR1" * 20):
        with pytest.raises(UnreadableInputError, match="Parquet 文件损坏"):
            parquet.read(Request("表.parquet", data))


@pytest.mark.parametrize("which", range(3))
def test_a_parquet_file_that_contradicts_itself_is_refused_and_never_read_in_part(which: int) -> None:
    data = parquet_of({"项目名称": [f"道路{n}" for n in range(100)]})
    # NOTE: a hundred, and seventy-four, as a foot of the file writes them.
    hundred, fewer = b"\xc8\x01", b"\x94\x01"
    places = [at for at in range(len(data)) if data.startswith(hundred, at)]
    assert len(places) > which
    lying = data[: places[which]] + fewer + data[places[which] + 2 :]
    with contextlib.suppress(UnreadableInputError):
        (grid,) = read_as(Request("表.parquet", lying, kind="parquet"))
        assert len(grid.rows) == 101


def test_a_parquet_file_that_says_it_has_too_many_cells_is_not_read() -> None:
    data = parquet_of({"a": [1, 2], "b": [3, 4]})
    with pytest.raises(UnreadableInputError, match=r"4.*上限 3"):
        parquet.read(Request("表.parquet", data, limits=Limits(cells=3)))
