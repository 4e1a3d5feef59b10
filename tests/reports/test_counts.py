"""Whatever the findings are, every view of a report tells the same numbers of them."""

from __future__ import annotations

import io
import json
import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook
from tests.reports import generated
from tests.reports.printing import printed

from budgetcheck.model import Report
from budgetcheck.reports import (
    Concise,
    Full,
    Grouped,
    View,
    chunks,
    content,
    findings_frame,
    html_fragment,
    html_text,
)
from budgetcheck.terms import Severity

SEVERITIES = [str(severity) for severity in Severity]
EVERYTHING = View(show_notes=True, show_suppressed=True)


def told_by_json(report: Report) -> Counter[str]:
    found = json.loads("".join(chunks(report, "json", EVERYTHING)))["findings"]
    return Counter(f["severity"] for f in found if not f["suppressed"])


def told_by_lines(report: Report) -> Counter[str]:
    lines = "".join(chunks(report, "json-lines", EVERYTHING)).strip("\n").split("\n")
    return Counter(f["severity"] for f in map(json.loads, filter(None, lines)) if not f["suppressed"])


def told_by_frame(report: Report) -> Counter[str]:
    frame = findings_frame(report)
    return Counter(frame.loc[frame["suppressed"].isna(), "severity"])


def told_by_page(report: Report) -> Counter[str]:
    text = html_text(report, EVERYTHING)
    tiles = {key: int(n.replace(",", "")) for key, n in re.findall(r'<b class="(\w+)">([\d,]+)</b>', text)}
    data = text.split('id="findings">')[1].split("</script>")[0]
    listed = Counter(f["severity"] for f in json.loads(data) if "suppressed" not in f)
    assert tiles == {key: listed[key] for key in SEVERITIES}
    return listed


def told_by_notebook(report: Report) -> Counter[str]:
    text = html_fragment(report)
    numbers = re.findall(r"<b [^>]*>([\d,]+)</b><br>(错误|警告|提示)<", text)
    return Counter({_key(label): int(n.replace(",", "")) for n, label in numbers})


def told_by_workbook(report: Report) -> Counter[str]:
    book = load_workbook(io.BytesIO(content(report, "xlsx", EVERYTHING)), read_only=True)
    heads, *rows = book["问题"].iter_rows(values_only=True)
    counts, ignored = heads.index("严重程度"), heads.index("不再计入")
    listed = Counter(_key(str(row[counts])) for row in rows if any(row) and not row[ignored])
    named, *rules = book["规则"].iter_rows(values_only=True)
    assert sum(row[named.index("问题数")] for row in rules) == sum(listed.values())
    return listed


def told_by_markdown(report: Report) -> Counter[str]:
    first = "".join(chunks(report, "markdown", EVERYTHING)).splitlines()[2]
    return _said(first)


def told_by_console(report: Report) -> list[Counter[str]]:
    views = (Full(report, EVERYTHING), Grouped(report, EVERYTHING), Concise(report, EVERYTHING))
    return [_said("".join(printed(view, 4_000).rstrip().splitlines()[-1:])) for view in views]


def _said(line: str) -> Counter[str]:
    line = re.sub(r"不再计入.*", "", line)
    return Counter(
        {
            _key(label): int(n.replace(",", ""))
            for n, label in re.findall(r"([\d,]+) ?个(错误|警告|提示)", line)
        }
    )


def _key(label: str) -> str:
    return next(str(severity) for severity in Severity if severity.zh == label)


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(report=generated.reports())
def test_every_view_tells_the_same_numbers(report: Report) -> None:
    live = Counter(str(f.severity) for f in report.findings if f.suppressed is None)
    told = {
        "json": told_by_json(report),
        "json-lines": told_by_lines(report),
        "frame": told_by_frame(report),
        "html": told_by_page(report),
        "notebook": told_by_notebook(report),
        "xlsx": told_by_workbook(report),
        "markdown": told_by_markdown(report),
        **dict(zip(("full", "grouped", "concise"), told_by_console(report), strict=True)),
    }
    assert {name: +counts for name, counts in told.items()} == dict.fromkeys(told, +live)
