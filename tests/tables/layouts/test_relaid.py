"""The published tables laid out anew, a row per indicator: the same findings but for those on the old layout."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import budgetcheck

HEADINGS = "项目名称\t项目内容\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t一级指标\t二级指标\t三级指标\t指标值"
OF_THE_LINE = ("name", "content", "total_text", "fiscal_text", "special_account_text", "other_text", "goal")
OF_THE_ITEM = ("category_text", "level2", "name", "value_text")
ON_LAYOUT = ("NUM", "STR", "PUB005", "NAM016")


def relaid(report: budgetcheck.Report) -> str:
    document = report.documents.iloc[0]
    rows = [document["title"], f"部门名称：{document['department']}", "单位：万元", HEADINGS]
    for line in report.lines.to_dict("records"):
        own = [line[column] for column in OF_THE_LINE]
        items = report.indicators[report.indicators["line_id"] == line["line_id"]].to_dict("records")
        for n, item in enumerate(items or [dict.fromkeys(OF_THE_ITEM, "")]):
            cells = [*(own if n == 0 else [""] * len(own)), *(item[column] for column in OF_THE_ITEM)]
            rows.append("\t".join(" ".join(str(cell).split("\n")) for cell in cells))
    return "\n".join(rows) + "\n"


def counted(report: budgetcheck.Report) -> Counter[str]:
    return Counter(f.rule for f in report)


@pytest.mark.parametrize("number", [0, 1])
def test_a_published_table_by_rows_has_the_findings_of_its_packed_form(
    number: int, samples: Path, tmp_path: Path
) -> None:
    packed = budgetcheck.validate(sorted(samples.glob("0*.txt"))[number])
    path = tmp_path / "by-row.txt"
    path.write_text(relaid(packed), encoding="utf-8")
    by_row = budgetcheck.validate(path)
    assert by_row.tool_errors == ()
    assert (len(by_row.lines), len(by_row.indicators)) == (len(packed.lines), len(packed.indicators))
    before, after = counted(packed), counted(by_row)
    assert after - before == Counter()
    assert {rule for rule in before - after if not rule.startswith(ON_LAYOUT)} == set()
