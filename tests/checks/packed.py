"""Tables for tests of checks on indicators, built from packed cells by the text room itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.checks import frames

import budgetcheck
from budgetcheck.checks import CHECKS
from budgetcheck.frames import Tables
from budgetcheck.model import Evidence, Finding, Outcome
from budgetcheck.terms import Verdict
from budgetcheck.text import default_words, name_unit, parse_target_value, split_items

VERDICTS = {v.value: v for v in Verdict}


def tables(*documents: Sequence[str]) -> Tables:
    """One project line per packed cell, its items split and their values parsed."""
    lines = [
        [frames.line(f"项目{n}", indicators=cell) for n, cell in enumerate(cells, 1)] for cells in documents
    ]
    return frames.tables(*lines, indicators=list(_indicators(documents)))


def cell_of(*pairs: tuple[str, str]) -> str:
    """A packed cell with these names and values, numbered and parted as is usual."""
    items = [f"{n}、产出指标：{name}，年度指标值：{value}" for n, (name, value) in enumerate(pairs, 1)]
    return "；".join(items) + "。"


def one(value: str, name: str = "任务完成率") -> Tables:
    """One document, one project, one indicator."""
    return tables([cell_of((name, value))])


def run(check: str, batch: Tables, **settings: Any) -> Outcome:
    """The outcome of the registered check on its own frame of `batch`."""
    found = CHECKS[check]
    return found(batch.frame(found.frame), batch, **settings)


def said(check: str, batch: Tables, **settings: Any) -> list[str]:
    """The verdicts of a check, by name."""
    return [VERDICTS[int(v)].name.lower() for v in run(check, batch, **settings).verdicts]


def marked(check: str, batch: Tables, **settings: Any) -> list[tuple[int, str]]:
    """Per finding: the position of its indicator and the characters it points at."""
    found = CHECKS[check]
    outcome = found(batch.frame(found.frame), batch, **settings)
    return [_marked(evidence, found.frame, batch) for evidence in outcome.evidence]


def _marked(evidence: Evidence, frame: str, batch: Tables) -> tuple[int, str]:
    item = evidence.row if frame == "indicators" else evidence.item
    assert item is not None
    assert evidence.span is not None
    indicator = batch.indicators.iloc[item]
    packed = batch.lines.set_index("line_id").loc[indicator["line_id"], "indicators"]
    return int(indicator["position"]), packed[slice(*evidence.span)]


def _indicators(documents: Sequence[Sequence[str]]) -> Iterator[Mapping[str, Any]]:
    line_id = indicator_id = 0
    for document, cells in enumerate(documents):
        for cell in cells:
            for position, item in enumerate(split_items(cell, default_words()).items, 1):
                yield {
                    "document": document,
                    "line_id": line_id,
                    "indicator_id": indicator_id,
                    "position": position,
                    **item._asdict(),
                    **_value(item.value_text, item.name),
                }
                indicator_id += 1
            line_id += 1


def _value(text: str, name: str) -> Mapping[str, Any]:
    words = default_words()
    value = parse_target_value(text, name, words)
    return {
        "value_class": str(value.value_class),
        "comparator": str(value.comparator),
        "low": value.low,
        "high": value.high,
        "unit": value.unit,
        "base_unit": value.base_unit,
        "dimension": str(value.dimension),
        "unit_source": value.unit_source,
        "name_unit": name_unit(name, words),
        "value_labels": "；".join(value.labels),
        "value_flags": " ".join(sorted(value.flags)),
    }


def findings_in(path: Path, family: str) -> list[tuple[str, int, int | None, str]]:
    """Rule name, line, indicator and flagged characters of every finding of `family` in a file."""
    found = budgetcheck.validate(path, select=[family]).data.findings
    return [(f.name, f.location.line or 0, f.location.indicator, _flagged(f)) for f in found]


def _flagged(finding: Finding) -> str:
    assert finding.excerpt is not None
    return finding.excerpt.text[finding.excerpt.start : finding.excerpt.end]
