from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.readers.formats import writers
from tests.readers.formats.table import TABLE

import budgetcheck
from budgetcheck.model import Location
from budgetcheck.reports.parts.places import address, listing, place

SHEET = Location(
    "a/表.xlsx", 1, line=12, end_line=12, sheet="绩效目标", cell="D12", column="总计", project="甲项目"
)
TEXT = Location("a/表.docx", 1, line=30, end_line=30, sheet="表1", cell="表2 行3 列4", column="总计")
ROW = Location("a/表.xlsx", 1, line=12, end_line=12, sheet="绩效目标")


@pytest.mark.parametrize(
    ("where", "zh", "en"),
    [
        (SHEET, "表.xlsx › 绩效目标 › D12（第12行「总计」）", '表.xlsx › 绩效目标 › D12 (line 12 "总计")'),
        (
            TEXT,
            "表.docx › 表2 行3 列4（第30行「总计」）",
            '表.docx › table 2 row 3 column 4 (line 30 "总计")',
        ),
        (ROW, "表.xlsx › 绩效目标 › 第12行", "表.xlsx › 绩效目标 › line 12"),
    ],
)
def test_a_place_names_sheet_and_cell_as_its_user_does(where: Location, zh: str, en: str) -> None:
    assert place(where, "zh") == zh
    assert place(where, "en") == en


def test_listings_name_the_cell_in_place_of_the_line() -> None:
    assert address(SHEET) == "a/表.xlsx:绩效目标!D12"
    assert address(TEXT) == "a/表.docx:表2 行3 列4"
    assert address(ROW) == "a/表.xlsx:绩效目标:12"
    assert (
        listing(SHEET, "zh", named="表.xlsx", with_page=True, said="")
        == "表.xlsx:绩效目标!D12 · 甲项目 · 「总计」"
    )


def test_the_json_report_gives_sheet_and_cell_apart(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(writers.as_xlsx(TABLE))
    report = json.loads(budgetcheck.validate(path).to_json())
    places = {(f["rule"], f["location"]["sheet"], f["location"]["cell"]) for f in report["findings"]}
    assert ("ARI004", "绩效目标", "C8") in places
    assert ("VSE001", "绩效目标", "H9") in places
