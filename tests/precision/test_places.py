"""Every finding's place, read again from the file itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import budgetcheck
from budgetcheck.model import Finding

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted(path for path in (ROOT / "examples").glob("*.txt"))
QUOTED = 48


def lines_of(path: Path) -> list[str]:
    raw = path.read_bytes()
    return raw.decode("gb18030" if path.stem == "gb18030" else "utf-8").split("\n")


def headings_above(lines: list[str], line: int) -> list[str]:
    above = reversed(lines[:line])
    return next(text for text in above if text.startswith("项目名称")).rstrip("\r").split("\t")


def wrong_places(path: Path) -> Iterator[tuple[str, Finding]]:
    lines = lines_of(path)
    for finding in budgetcheck.validate(path):
        place, shown = finding.location, finding.excerpt
        if place.span is None:
            continue
        text, (start, end) = lines[place.line - 1], place.span
        if shown is None or not text[start:end][:QUOTED] == shown.text[shown.start : shown.end] != "":
            yield "the span is not what is quoted", finding
        elif not text[:start].endswith(shown.text[: shown.start]):
            yield "the text before the span is another", finding
        headings, cells = headings_above(lines, place.line), text.split("\t")
        if len(cells) == len(headings) and headings[text[:start].count("\t")] != place.column:
            yield "the column is another", finding


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_what_an_example_quotes_stands_where_it_says(path):
    assert list(wrong_places(path)) == []


@pytest.mark.parametrize("name", ["000_5499713471e0efc3.txt", "003_b86aac9226299ae8.txt"])
def test_what_a_published_table_quotes_stands_where_it_says(samples, name):
    assert list(wrong_places(samples / name)) == []
