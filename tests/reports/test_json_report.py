from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace

import jsonschema
import pytest
from tests.reports import golden, samples

from budgetcheck.model import DocumentRecord, Finding, Location, Report, RuleTally, ToolError
from budgetcheck.reports import as_record, finding_record, json_lines_text, json_schema, json_text

REPORTS = [samples.faulty, samples.clean, samples.troubled, samples.explained]


@pytest.mark.parametrize("make", REPORTS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_report_fits_the_shipped_schema(make: Callable[[], Report], lang: str) -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(json_text(make(), lang)))


def test_the_schema_refuses_what_is_missing_or_unknown() -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    record = as_record(samples.faulty())
    for key in record:
        assert not validator.is_valid({k: v for k, v in record.items() if k != key})
    finding = dict(record["findings"][0])
    del finding["caused_by"]
    assert not validator.is_valid({**record, "findings": [finding]})
    assert not validator.is_valid({**record, "extra": 1})


def test_the_report_reads_as_its_golden_file() -> None:
    golden.check("json/faulty.zh.json", json_text(samples.faulty(), "zh"))
    golden.check("json/troubled.en.json", json_text(samples.troubled(), "en"))
    golden.check("json/explained.zh.json", json_text(samples.explained(), "zh"))
    golden.check("json-lines/faulty.zh.jsonl", json_lines_text(samples.faulty(), "zh"))


@pytest.mark.parametrize(
    ("key", "kind"), [("documents", DocumentRecord), ("summary", RuleTally), ("tool_errors", ToolError)]
)
def test_no_value_of_the_model_is_left_out(key: str, kind: type) -> None:
    record = as_record(samples.troubled())[key][0]
    # NOTE: how each rule ended on each table is told where a suite of tests is asked for, and nowhere else.
    assert set(record) == {spec.name for spec in fields(kind)} - {"verdicts"}


def test_a_finding_holds_everything_but_its_excerpt() -> None:
    record = finding_record(samples.GRAND_TOTAL)
    assert set(record) == {spec.name for spec in fields(Finding)} - {"excerpt"}
    assert set(record["location"]) == {spec.name for spec in fields(Location)} - {"boxes"}
    change = record["explanations"][0]["changes"][0]
    assert {"line": 12, "column": "总计", "from": "36.50", "to": "35.60"}.items() <= change.items()


def test_the_rectangles_of_several_lines_are_told_where_there_are_several() -> None:
    boxes = ((10.0, 10.0, 90.0, 20.0), (10.0, 22.0, 30.5, 32.0))
    where = replace(samples.GRAND_TOTAL.location, box=(10.0, 10.0, 90.0, 32.0), boxes=boxes)
    record = as_record(replace(samples.faulty(), findings=(replace(samples.GRAND_TOTAL, location=where),)))
    jsonschema.validate(record, json_schema())
    assert record["findings"][0]["location"]["boxes"] == [list(box) for box in boxes]


def test_counts_agree_with_the_list_of_findings() -> None:
    record = json.loads(json_text(samples.faulty()))
    shown = {tally["rule"]: tally["shown"] for tally in record["summary"]}
    for rule, number in shown.items():
        assert number == sum(f["rule"] == rule for f in record["findings"])
    assert sum(record["documents"][0]["findings"].values()) == len(record["findings"])


def test_each_json_line_is_an_entry_of_findings() -> None:
    lines = [json.loads(line) for line in json_lines_text(samples.faulty()).splitlines()]
    assert lines == as_record(samples.faulty())["findings"]
    assert json_lines_text(samples.clean()) == ""


def test_hostile_text_is_kept_exactly_and_breaks_no_line() -> None:
    text = json_lines_text(samples.faulty())
    assert len(text.splitlines()) == len(samples.faulty().findings)
    assert json.loads(text.splitlines()[-1])["message_args"]["value"] == "[red]90%\x1b[31m-\u202e80%"


def test_a_lone_surrogate_can_be_written() -> None:
    from dataclasses import replace

    report = replace(samples.clean(), documents=(samples.record("a\ud800.txt"),))
    assert json.loads(json_text(report).encode("utf-8"))["documents"][0]["file"] == "a\ud800.txt"


def test_an_explanation_holds_causes_changes_and_sums_as_text() -> None:
    one, several, none, nothing = as_record(samples.explained())["findings"]
    assert [f["explained"] for f in (one, several, none, nothing)] == ["explained", "several", "none", "none"]
    best = one["explanations"][0]
    assert (best["rank"], best["probability"], best["certainty"]) == (1, 0.9713, "should_be")
    assert best["causes"][0]["evidence"] == ["指标序号接着上一页", "两栏金额一致"]
    assert best["sums"][0] == {
        "line": 11, "column": "总计", "stated": "24838.14", "added": "24838.14", "holds": True, "across": False,
    }  # fmt: skip
    double = several["explanations"][2]
    assert double["kind"] == "digit+unit_misplaced"
    assert [(c["kind"], c["cause"], c["other_line"]) for c in double["changes"]] == [
        ("amount", 1, None),
        ("move", 2, 30),
    ]
    assert nothing["explanations"] == []
