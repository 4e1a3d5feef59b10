from __future__ import annotations

import io
import struct
import zipfile

import pytest

from budgetcheck.errors import UnreadableInputError
from budgetcheck.readers import xlsb
from budgetcheck.readers.interface import Request
from budgetcheck.readers.kinds import kind_of

pytest.importorskip("python_calamine", reason="pip install 'budgetcheck[excel]'")

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def record(kind: int, data: bytes = b"") -> bytes:
    """A record of a binary workbook: its kind and length in seven-bit groups, then its data."""
    head = bytearray()
    for value in (kind, len(data)):
        rest = value
        while rest > 0x7F:
            head.append(rest & 0x7F | 0x80)
            rest >>= 7
        head.append(rest)
    return bytes(head) + data


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def sheet_of(rows: list[list[str | float | None]]) -> bytes:
    width = max(map(len, rows))
    parts = [record(129), record(148, struct.pack("<4I", 0, len(rows) - 1, 0, width - 1)), record(145)]
    for number, row in enumerate(rows):
        parts.append(record(0, struct.pack("<I", number) + b"\0" * 13))
        for column, value in enumerate(row):
            place = struct.pack("<II", column, 0)
            if isinstance(value, str):
                parts.append(record(6, place + wide(value)))
            elif value is not None:
                parts.append(record(5, place + struct.pack("<d", value)))
    return b"".join([*parts, record(146), record(130)])


def book_of(**sheets: list[list[str | float | None]]) -> bytes:
    """A workbook of sheets by name; one whose name begins with an underscore is hidden."""
    named = list(enumerate(sheets.items(), 1))
    shown = b"".join(
        record(156, struct.pack("<II", name.startswith("_"), at) + wide(f"rId{at}") + wide(name))
        for at, (name, _) in named
    )
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{RELATION}/worksheet" Target="worksheets/sheet{at}.bin"/>'
        for at, _ in named
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types"/>')
        made.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        )
        made.writestr("xl/workbook.bin", record(131) + record(143) + shown + record(144) + record(132))
        for at, (_, rows) in named:
            made.writestr(f"xl/worksheets/sheet{at}.bin", sheet_of(rows))
    return out.getvalue()


def test_stored_values_are_read_and_what_is_out_of_reach_is_told() -> None:
    data = book_of(
        绩效=[
            ["项目名称", "总计", None, "绩效目标"],
            ["道路", 30.0, None, "畅通"],
            ["桥梁", 24838.14, None, None],
        ],
        _旧表=[["2023"]],
    )
    assert kind_of("表.xlsb", data) == "xlsb"
    (grid,) = xlsb.read(Request("表.xlsb", data, kind="xlsb"))
    assert [[(cell.text, cell.address) for cell in row.cells] for row in grid.rows] == [
        [("项目名称", "A1"), ("总计", "B1"), ("", "C1"), ("绩效目标", "D1")],
        [("道路", "A2"), ("30.00", "B2"), ("", "C2"), ("畅通", "D2")],
        [("桥梁", "A3"), ("24838.14", "B3"), ("", "C3"), ("", "D3")],
    ]
    assert (grid.sheet, grid.source.kind) == ("绩效", "xlsb")
    assert grid.doubts[0].startswith("XLSB 中的数字格式、错误值和隐藏行列读不到")
    assert grid.notes[0].startswith("隐藏的工作表「_旧表」没有读取")


def test_a_damaged_book_is_refused() -> None:
    with pytest.raises(UnreadableInputError, match="XLSB 文件损坏"):
        xlsb.read(Request("表.xlsb", b"PK\x03\x04 not a workbook"))
