from __future__ import annotations

import csv
import io
import json
import sys
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.small import cell, line, tables

from budgetcheck.errors import UsageError
from budgetcheck.frames import Tables
from budgetcheck.reports.extract import extract, inert
from budgetcheck.reports.extract_sheets import line_sheet

STEERING = "".join(map(chr, (0x1B, 0x7F, 0x85, 0x9B, 0x202E, 0x2066, 0x2028, 0xFEFF)))
EVERY = "name content total fiscal special_account other goal indicators"


def table() -> Tables:
    stated = {
        "total_text": "1,234.50",
        "total_decimals": 2,
        "fiscal": 1_234_500_000,
        "fiscal_text": "1234.50",
    }
    return tables(
        documents=[{"document": 0, "fields": "name total fiscal special_account other goal indicators"}],
        lines=[
            line(
                12,
                1_234_500_000,
                fiscal_decimals=2,
                **stated,
                other_text="无法确定",
                other_state="unreadable",
                special_account_state="blank",
                goal="=1+1",
                indicators="1、产出指标：甲。2、产出指标：乙。",
            ),
            line(
                15,
                77_900_000,
                total_text="77.90",
                total_decimals=2,
                total_state="doubtful",
                fiscal_state="blank",
                special_account_state="blank",
                other_state="blank",
                page=2,
            ),
        ],
        indicators=[
            {"line_id": 12, "indicator_id": 0, "name": "甲", "low": Decimal("7E+11"), "item_start": 0},
            {"line_id": 12, "indicator_id": 1, "name": "乙", "position": 2, "item_start": 9},
        ],
        cells=[
            cell(12, "1、产出指标：甲。", "indicators", length=9),
            cell(12, "2、产出指标：乙。", "indicators", start=9, length=9, row=14),
        ],
        readings=[
            {"line_id": 15, "field": "total", "order": 1, "fen": 77_900_000, "text": "77.90", "row": 15},
            {"line_id": 15, "field": "total", "order": 2, "fen": 11_200_000, "text": "11.20", "row": 17},
            {"line_id": 15, "field": "fiscal", "order": 2, "fen": 11_200_000, "text": "11.20", "row": 17},
        ],
    )


def test_json_holds_every_table_with_amounts_in_fen() -> None:
    record = json.loads(extract(table(), "json"))
    assert [len(record[key]) for key in ("documents", "lines", "indicators")] == [1, 2, 2]
    first, second = record["lines"]
    assert (first["file"], first["line"], first["line_id"], first["kind"]) == ("表.txt", 12, 12, "project")
    assert (first["total"], first["fiscal"], first["special_account"], first["other"]) == (
        1_234_500_000, 1_234_500_000, None, None,
    )  # fmt: skip
    assert first["amounts"]["other"] == {"text": "无法确定", "state": "unreadable"}
    assert second["page"] == 2
    assert {i["line_id"] for i in record["indicators"]} == {12}
    assert record["indicators"][0]["low"] == "700000000000"


def test_an_indicator_stands_where_its_item_begins_also_behind_a_page_break() -> None:
    record = json.loads(extract(table(), "json"))
    assert [i["line"] for i in record["indicators"]] == [12, 14]


@pytest.mark.parametrize(("name", "rows"), [("lines", 2), ("indicators", 2)])
def test_json_lines_hold_one_record_each(name: str, rows: int) -> None:
    whole = json.loads(extract(table(), "json"))
    lines = [json.loads(text) for text in extract(table(), "json-lines", name).splitlines()]
    assert lines == whole[name]
    assert len(lines) == rows


def rows_of(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_csv_of_lines_has_the_printed_headings_and_says_where_each_row_stands() -> None:
    first, second = rows_of(extract(table(), "csv"))
    assert list(first) == [
        "文件", "表", "原文行", "页", "部门名称", "年度", "行类型", "项目名称（资金使用单位）", "总计（万元）",
        "财政拨款（万元）", "财政专户拨款（万元）", "其他资金（万元）", "绩效目标", "绩效指标", "另一读数",
    ]  # fmt: skip
    assert (first["文件"], first["表"], first["原文行"], first["行类型"]) == ("表.txt", "1", "12", "项目")
    assert first["总计（万元）"] == "1234.50"
    assert first["其他资金（万元）"] == "无法确定"
    assert second["页"] == "2"
    assert second["另一读数"] == "总计=11.20；财政拨款=11.20"


def test_an_amount_whose_form_is_odd_stands_as_printed() -> None:
    odd = tables(
        documents=[{"document": 0, "fields": EVERY}],
        lines=[line(3, 250_000_000, total_text="２50万", total_decimals=0)],
    )
    assert line_sheet(odd)["总计（万元）"].tolist() == ["２50万"]


def test_tables_in_different_units_go_into_the_largest_exactly() -> None:
    mixed = tables(
        documents=[
            {"document": 0, "fields": EVERY, "money_unit": "元"},
            {"document": 1, "fields": EVERY, "money_unit": "万元", "file": "b.txt"},
        ],
        lines=[
            line(1, 882_762_053, total_text="8,827,620.53", total_decimals=2, document=0),
            line(2, 356_000_00, total_text="35.6", total_decimals=1, document=1),
        ],
    )
    assert line_sheet(mixed)["总计（万元）"].tolist() == ["882.762053", "35.6"]


def test_indicators_name_their_project_and_their_parsed_value() -> None:
    first = rows_of(extract(table(), "csv", "indicators"))[0]
    assert (first["项目名称"], first["指标名称"], first["类别"], first["下限"]) == (
        "项目12",
        "甲",
        "数量",
        "700000000000",
    )


def test_no_cell_of_a_csv_can_run_as_a_formula() -> None:
    assert rows_of(extract(table(), "csv"))[0]["绩效目标"] == "'=1+1"


@given(st.text(st.sampled_from("=+-@'\t甲1.,＝"), max_size=6))
def test_a_guarded_cell_gives_its_text_back(text: str) -> None:
    guarded = inert(text)
    back = (
        guarded[1:] if guarded.lstrip("'")[:1] in set("=+-@\t\r＝＋－＠") and guarded[:1] == "'" else guarded
    )
    assert back == text
    assert guarded[:1] not in set("=@\t＝＠") or guarded == ""


def test_parquet_holds_the_same_cells_as_the_sheet() -> None:
    back = pd.read_parquet(io.BytesIO(extract(table(), "parquet")))
    pd.testing.assert_frame_equal(back, line_sheet(table()), check_dtype=False)


def test_parquet_without_its_library_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = table()
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setattr("budgetcheck.reports.extract.line_sheet", lambda *_: pd.DataFrame())
    with pytest.raises(UsageError, match=r"budgetcheck\[parquet\]"):
        extract(whole, "parquet")


@pytest.mark.parametrize("output_format", ["csv", "json", "json-lines", "parquet"])
@pytest.mark.parametrize("name", ["lines", "indicators"])
def test_empty_tables_are_written_with_their_headings(output_format: str, name: str) -> None:
    content = extract(Tables.empty(), output_format, name)
    if output_format == "csv":
        assert content.decode("utf-8-sig").count("\r\n") == 1
        assert "行类型".encode() in content or "指标名称".encode() in content


@pytest.mark.parametrize("output_format", ["json", "json-lines"])
def test_nothing_in_json_steers_a_terminal_and_all_of_it_comes_back(output_format: str) -> None:
    name = f"道路{STEERING}养护"
    written = extract(tables(lines=[line(1, 100, name=name)]), output_format).decode()
    assert not set(STEERING) & set(written)
    record = json.loads(written)
    assert (record["lines"][0] if output_format == "json" else record)["name"] == name
