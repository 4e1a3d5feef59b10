"""What checking cost: shown dearest first, summed over batches, and never in a report that was not asked for it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from rich.cells import cell_len
from tests.reports import samples
from tests.reports.printing import printed

from budgetcheck.model import Report, Timing
from budgetcheck.reports import Statistics, View, json_text

SPENT = (
    Timing("shared", "column", 0.0301),
    Timing("rule", "VSY003", 0.025),
    Timing("engine", "findings", 0.01),
    Timing("rule", "ARI001", 0.005),
    Timing("engine", "bookkeeping", 0.004),
    *(Timing("rule", rule, 0.001) for rule in ("ARI002", "NUM007", "STR008", "VSY030")),
)


def timed() -> Report:
    return replace(samples.faulty(), timings=SPENT)


def cells(text: str, rule: str) -> list[str]:
    return next(line.split() for line in text.splitlines() if rule in line)


def test_the_dearest_rule_stands_first_with_its_share_and_verdicts() -> None:
    text = printed(Statistics(timed()), 120)
    assert cells(text, "VSY003")[2:] == ["25.0", "32.0%", "167", "162", "1", "4"]
    order = [text.index(rule) for rule in ("VSY003", "ARI001", "NUM007")]
    assert order == sorted(order)


def test_the_rows_add_up_to_the_sum() -> None:
    text = printed(Statistics(timed()), 120)
    body = [line.split() for line in text.splitlines() if line.count("%") == 1]
    *parts, whole = [float(next(c for c in line if "." in c and "%" not in c)) for line in body]
    assert whole == pytest.approx(sum(parts), abs=0.1)
    assert "共用的准备中最费时的（毫秒）：column 30.1" in text


def test_many_rules_are_cut_to_the_dearest_and_the_rest_is_summed() -> None:
    rules = tuple(samples.rule(f"TST{n:03}", f"tst-{n}", "note", "某题", "a title") for n in range(60))
    report = replace(
        samples.faulty(),
        tallies=tuple(samples.tally(rule, 1, 2) for rule in rules),
        timings=tuple(Timing("rule", rule.id, 0.001) for rule in rules),
    )
    text = printed(Statistics(report), 100)
    assert text.count("TST") == 20
    assert "其余 40 条规则" in text
    assert "the other 40 rules" in printed(Statistics(report, View(lang="en")), 100)
    assert printed(Statistics(report, View(verbose=True)), 100).count("TST") == 60


@pytest.mark.parametrize("width", [60, 80, 200])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_console(width: int, lang: str) -> None:
    text = printed(Statistics(timed(), View(lang=lang)), width)
    assert max(map(cell_len, text.splitlines())) <= width


def test_the_json_report_holds_times_only_when_asked() -> None:
    assert "statistics" not in json.loads(json_text(timed()))
    told = json.loads(json_text(timed(), statistics=True))["statistics"]
    assert told[0] == {"kind": "shared", "subject": "column", "milliseconds": 30.1}
    assert len(told) == len(SPENT)


def test_the_json_report_with_times_keeps_to_its_schema() -> None:
    import jsonschema

    from budgetcheck.reports import json_schema

    jsonschema.validate(json.loads(json_text(timed(), statistics=True)), json_schema())
