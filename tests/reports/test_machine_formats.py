from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import math
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from bench.generate import HEADINGS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.readers.formats import writers
from tests.readers.formats.table import TABLE
from tests.reports import generated, golden, samples

from budgetcheck import load_rules
from budgetcheck.corpus import validate_files
from budgetcheck.model import Bilingual, Report, Suppression
from budgetcheck.reports import TEXT_FORMATS, View, chunks
from budgetcheck.reports.sarif.line_hashes import line_hashes
from budgetcheck.reports.sarif.log import sarif_chunks
from budgetcheck.terms import Severity, SuppressionKind, Verdict

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SCHEMAS = Path(__file__).resolve().parents[1] / "data" / "schemas"
MACHINE = ("sarif", "junit", "github", "gitlab", "csv", "markdown", "json", "json-lines")


def text(report: Report, name: str, **view: Any) -> str:
    return "".join(chunks(report, name, View(**view)))


@cache
def sarif_validator() -> jsonschema.protocols.Validator:
    schema = json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    return jsonschema.validators.validator_for(schema)(schema)


@cache
def junit_validator() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))


def rows(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(report, "csv").removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("name", [n for n in MACHINE if not n.startswith("json")])
def test_each_format_reads_as_its_golden_file(name: str) -> None:
    golden.check(f"{name}/faulty.zh.txt", text(samples.faulty(), name, lang="zh"))
    golden.check(f"{name}/troubled.en.txt", text(samples.troubled(), name, lang="en"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(report=generated.reports())
def test_all_formats_count_the_same_and_stay_what_they_are(report: Report) -> None:
    sarif_schema, junit_schema = sarif_validator(), junit_validator()
    live = Counter(str(f.severity) for f in report.findings if f.suppressed is None)
    hidden = sum(f.suppressed is not None for f in report.findings)

    (run,) = (log := json.loads(text(report, "sarif")))["runs"]
    sarif_schema.validate(log)
    assert Counter(r["level"] for r in run["results"] if not r["suppressions"]) == live
    assert sum(bool(r["suppressions"]) for r in run["results"]) == hidden
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == len(report.tool_errors)

    listed = rows(report)
    assert Counter(r["severity"] for r in listed if not r["suppressed"]) == live
    assert all(not _is_formula(cell) for row in listed for cell in row.values())

    entries = json.loads(text(report, "gitlab"))
    assert len(entries) == sum(live.values()) + len(report.tool_errors)
    assert len({e["fingerprint"] for e in entries}) == len(entries)

    suites = etree.fromstring(text(report, "junit").encode())
    junit_schema.assertValid(suites)
    assert _counted(suites) == {str(s): live[str(s)] for s in Severity}
    failing = {
        (f.location.file, f.location.document, f.rule)
        for f in report.findings
        if f.suppressed is None and f.severity is not Severity.NOTE
    }
    assert len(suites.findall(".//failure")) == len(failing)
    cases = [(c.get("classname"), c.get("name")) for c in suites.iterfind(".//testcase")]
    rules = [case for case in cases if case[0] not in {e.kind for e in report.tool_errors}]
    assert len(set(rules)) == len(rules), "a build server would take two tables' cases for one"

    annotations = text(report, "github", show_notes=True).splitlines()
    assert len(annotations) == sum(live.values()) + len(report.tool_errors) + 1
    assert all(line.startswith(("::error", "::warning", "::notice")) for line in annotations)
    ranks = [("::error", "::warning", "::notice").index(a.split(" ")[0]) for a in annotations]
    assert ranks == sorted(ranks)

    for name in MACHINE:
        written = text(report, name, show_notes=True)
        assert written == text(report, name, show_notes=True)
        written.encode()
        assert not any(c in written for c in "\x1b\x00\u202e")


def _counted(suites: Any) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for entry in suites.iterfind(".//property"):
        if entry.get("name") in {str(s) for s in Severity}:
            sums[entry.get("name")] += int(entry.get("value"))
    return {str(s): sums[str(s)] for s in Severity}


def _is_formula(cell: str) -> bool:
    if not cell.startswith(("=", "+", "-", "@")):
        return False
    try:
        return not math.isfinite(float(cell.replace(",", "")))
    except ValueError:
        return cell != "-"


def test_a_workflow_command_cannot_be_broken_out_of() -> None:
    found = replace(
        samples.HOSTILE,
        message=Bilingual("a\n::error::b%0A", "x"),
        location=replace(samples.HOSTILE.location, file="x,line=1::warning::y"),
    )
    report = replace(samples.faulty(), findings=(found,))
    first, _ = text(report, "github").splitlines()
    assert first.startswith("::error file=x%2Cline=1%3A%3Awarning%3A%3Ay,line=50,")
    assert first.endswith("::a ::error::b%250A")


def test_an_annotation_is_no_longer_than_the_runner_takes() -> None:
    found = replace(samples.ECHO, message=Bilingual("%长" * 5_000, "x"))
    first, _ = text(replace(samples.faulty(), findings=(found,)), "github").splitlines()
    message = first.rpartition("::")[2].replace("%25", "%")
    assert len(message) == 4_000
    assert message.endswith("…")


@pytest.mark.parametrize("name", ["github", "gitlab", "sarif"])
def test_paths_are_those_of_the_repository(name: str) -> None:
    found = replace(samples.ECHO, location=replace(samples.ECHO.location, file="./tables/a.txt"))
    report = replace(
        samples.faulty(), findings=(found,), documents=(replace(samples.record(), file="./tables/a.txt"),)
    )
    written = text(report, name)
    assert "tables/a.txt" in written
    assert "./tables" not in written


def test_related_places_are_numbered_and_linked_from_the_message() -> None:
    (run,) = json.loads(text(samples.faulty(), "sarif"))["runs"]
    result = run["results"][0]
    linked = re.findall(r"\[([^\]]+)\]\((\d+)\)", result["message"]["text"])
    assert [int(number) for _, number in linked] == [r["id"] for r in result["relatedLocations"]]
    assert linked[0] == ("加数 第12行「总计」", "1")


def test_what_looks_like_a_link_in_a_message_is_none() -> None:
    found = replace(samples.ECHO, message=Bilingual("依据[2009](648)号", "x"), related=())
    (run,) = json.loads(text(replace(samples.faulty(), findings=(found,)), "sarif"))["runs"]
    assert run["results"][0]["message"]["text"].startswith("依据\\[2009](648)号")


def test_sarif_regions_quote_the_text_that_stands_in_the_file(tmp_path: Path) -> None:
    table = Path(__file__).resolve().parents[2] / "examples"
    checked = 0
    for name in ("faulty.txt", "damaged.txt", "clean.csv"):
        file = table / name
        lines = file.read_text(encoding="utf-8").split("\n")
        report = validate_files([str(file)], load_rules())
        for result in json.loads(text(report, "sarif"))["runs"][0]["results"]:
            region = result["locations"][0]["physicalLocation"].get("region", {})
            if "snippet" in region:
                line = lines[region["startLine"] - 1]
                assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]
                checked += 1
    assert checked > 20


def test_baselined_findings_are_unchanged_and_others_new() -> None:
    known = replace(samples.ECHO, suppressed=Suppression(SuppressionKind.BASELINE))
    report = replace(samples.faulty(), findings=(samples.GHOST, known), baseline_gone=0)
    results = json.loads(text(report, "sarif"))["runs"][0]["results"]
    assert [r["baselineState"] for r in results] == ["new", "unchanged"]
    assert [r["suppressions"] for r in results] == [
        [],
        [{"kind": "external", "status": "accepted", "justification": "在基线中"}],
    ]


def test_too_many_results_keep_the_worst_and_say_so() -> None:
    report = samples.faulty()
    log = json.loads("".join(sarif_chunks(report, "zh", most=3)))
    (run,) = log["runs"]
    assert [r["level"] for r in run["results"]] == ["error", "error", "error"]
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert "共 6 个问题" in note["message"]["text"]
    assert note["level"] == "warning"


# What the action that uploads to GitHub computes for these lines, as its own tests say.
KNOWN = {
    "": ["c129715d7a2bc9a3:1"],
    " a\nb\n  \t\tc\n d": ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"],
    " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End": [
        "8b7cf3e952e7aeb2:1", "b1ae1287ec4718d9:1", "bff680108adb0fcc:1", "c6805c5e1288b612:1", "b86d3392aea1be30:1",
        "e6ceba753e1a442:1",
    ],
}  # fmt: skip


@pytest.mark.parametrize("content", KNOWN, ids=repr)
def test_lines_are_known_by_the_hashes_that_github_knows_them_by(content: str) -> None:
    assert line_hashes(content.encode()) == KNOWN[content]


def slow_hashes(content: bytes) -> list[str]:
    """The same, one character after the other."""
    folded = content.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    packed = folded.replace(" ", "").replace("\t", "").encode("utf-16-le")
    units = [int.from_bytes(packed[at : at + 2], "little") for at in range(0, len(packed), 2)]
    starts = [0, *(at + 1 for at, unit in enumerate(units) if unit == 10)]
    units += [0xFFFF, *[0] * 100]
    seen: Counter[str] = Counter()
    told = []
    for start in starts:
        value = 0
        for unit in units[start : start + 100]:
            value = (value * 37 + unit) % 2**64
        seen[f"{value:x}"] += 1
        told.append(f"{value:x}:{seen[f'{value:x}']}")
    return told


@settings(deadline=None)
@given(st.one_of(st.binary(), st.text(alphabet="ab \t\r\n表😀", max_size=300).map(str.encode)))
def test_any_bytes_have_a_hash_for_every_line(content: bytes) -> None:
    assert line_hashes(content) == slow_hashes(content)


def test_a_result_is_known_by_the_hash_of_its_line_while_the_file_is_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "faulty.txt"
    file.write_bytes((EXAMPLES / "faulty.txt").read_bytes())
    report = validate_files([str(file)], load_rules())
    hashes = line_hashes(file.read_bytes())
    for result in json.loads(text(report, "sarif"))["runs"][0]["results"]:
        line = result["locations"][0]["physicalLocation"]["region"]["startLine"]
        assert result["partialFingerprints"]["primaryLocationLineHash"] == hashes[line - 1]
    file.write_text("another", encoding="utf-8")
    for result in json.loads(text(report, "sarif"))["runs"][0]["results"]:
        prints = result["partialFingerprints"]
        assert prints["primaryLocationLineHash"] == f"{prints['budgetcheck/v1']}:1"


def test_a_result_in_a_workbook_has_a_line_to_be_shown_at_and_names_its_cell(tmp_path: Path) -> None:
    file = tmp_path / "表.xlsx"
    file.write_bytes(writers.as_xlsx(TABLE))
    log = json.loads(text(validate_files([str(file)], load_rules()), "sarif"))
    sarif_validator().validate(log)
    results = log["runs"][0]["results"]
    assert results
    for result in results:
        (location,) = result["locations"]
        assert set(location["physicalLocation"]["region"]) == {"startLine"}
        prints = result["partialFingerprints"]
        assert prints["primaryLocationLineHash"] == f"{prints['budgetcheck/v1']}:1"
    cells = {
        (r["ruleId"], place.get("fullyQualifiedName"))
        for r in results
        for place in r["locations"][0]["logicalLocations"]
    }
    assert ("ARI004", "绩效目标!C8") in cells


def test_what_concerns_a_whole_file_is_shown_at_its_first_line() -> None:
    found = replace(
        samples.ECHO, location=replace(samples.ECHO.location, line=None, end_line=None, span=None)
    )
    (run,) = json.loads(text(replace(samples.faulty(), findings=(found,)), "sarif"))["runs"]
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}


def test_results_keep_within_the_bytes_that_github_takes() -> None:
    many = tuple(
        replace(samples.ECHO, message=Bilingual(hashlib.sha256(b"%d" % n).hexdigest(), "x"), related=())
        for n in range(2_000)
    )
    report = replace(samples.faulty(), findings=many)
    (run,) = json.loads("".join(sarif_chunks(report, "zh", most_bytes=60_000)))["runs"]
    assert 0 < len(run["results"]) < 2_000
    assert len(gzip.compress(json.dumps(run["results"], ensure_ascii=False).encode())) < 80_000
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert f"最重的 {len(run['results']):,} 个" in note["message"]["text"]


def test_a_summary_of_many_tables_fits_where_github_shows_it() -> None:
    nothing = {"error": 0, "warning": 0, "note": 0}
    tables = tuple(
        samples.record(f"tables/某某街道办事处{n:05}.txt", findings=nothing | {"error": n % 50})
        for n in range(10_000)
    )
    found = samples.echoes(10_000, file="tables/某某街道办事处{n:05}.txt")
    written = text(replace(samples.faulty(), documents=tables, findings=found), "markdown")
    assert len(written.encode()) < 1 << 20
    listed = [line for line in written.splitlines() if line.startswith("| tables")]
    assert len(listed) == 200
    assert all(" 49 " in line for line in listed)
    assert "另有 9,800 张表，问题较少，未列出" in written


def test_more_results_than_github_shows_come_worst_first_and_say_so() -> None:
    many = tuple(replace(samples.ECHO if n % 2 else samples.GRAND_TOTAL, related=()) for n in range(5_002))
    (run,) = json.loads(text(replace(samples.faulty(), findings=many), "sarif"))["runs"]
    levels = [r["level"] for r in run["results"]]
    assert levels == ["error"] * 2_501 + ["warning"] * 2_501
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert "5,000" in note["message"]["text"]


def test_a_rule_that_could_not_decide_is_skipped_with_the_reason() -> None:
    verdicts = {"NUM007": Verdict.NOT_APPLICABLE, "VSY003": Verdict.UNDECIDED, "ARI002": Verdict.PASSED}
    record = replace(samples.record(), verdicts=verdicts)
    report = replace(samples.faulty(), findings=(), documents=(record,))
    cases = etree.fromstring(text(report, "junit").encode()).iterfind(".//testcase")
    skipped = {c.get("name")[:6]: c[0].get("message") for c in cases if len(c)}
    assert skipped == {
        "NUM007": "本表没有适用的对象",
        "VSY003": "未定：缺少或无法读取所需的数据，不等于通过",
    }


def test_every_text_format_is_listed() -> None:
    assert {*MACHINE, "html"} == set(TEXT_FORMATS)


@pytest.mark.parametrize("name", ["sarif", "junit", "github", "gitlab", "markdown"])
def test_a_page_is_named_only_where_there_are_several(name: str) -> None:
    cell = replace(samples.GRAND_TOTAL, location=replace(samples.GRAND_TOTAL.location, cell="B8", sheet="表"))
    report = replace(samples.faulty(), findings=(cell,))
    for pages in (1, 8):
        written = text(
            replace(report, documents=(samples.record(pages=pages, spans="cell", sheet="表"),)), name
        )
        assert ("第1页" in written) is (pages > 1)


def test_markdown_names_the_sheet_of_a_cell_once() -> None:
    found = replace(samples.ECHO, location=replace(samples.ECHO.location, cell="B8", sheet="目标"))
    report = replace(samples.faulty(), findings=(found,), documents=(samples.record(sheet="目标"),))
    line = next(line for line in text(report, "markdown").splitlines() if line.startswith("- "))
    assert line.count("目标!B8") == 1
    assert "› 目标" not in line


@pytest.mark.parametrize("name", sorted(TEXT_FORMATS))
def test_no_report_steers_the_terminal_that_shows_it(name: str) -> None:
    steering = "".join(map(chr, (0x1B, 0x7F, 0x85, 0x9B, 0x202E, 0x2066, 0x2028)))
    cells = [
        f"{word}{steering}" for word in ("道路", "养护", "1.00", "2.00", "", "", "畅通", "1、产出指标：长")
    ]
    source = "\n".join(map("\t".join, (HEADINGS, cells, cells))).encode()
    report = validate_files([source, b"PK" + steering.encode()], load_rules(pack="strict"))
    assert report.findings
    shown = text(report, name)
    assert not set(steering) & set(shown)
