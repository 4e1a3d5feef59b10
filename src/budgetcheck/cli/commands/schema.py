"""`schema`: the columns of a frame, or the form of the JSON report."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from rich.text import Text

from budgetcheck.cli.language import language
from budgetcheck.cli.parse import check_word
from budgetcheck.cli.spec import FRAMES
from budgetcheck.cli.streams import console, write_out
from budgetcheck.errors import UsageError
from budgetcheck.reports import STYLE, folded, json_schema


def _diff() -> dict[str, Any]:
    from budgetcheck.reports.diff_json import diff_schema

    return diff_schema()


_FILES: Mapping[str, Callable[[], dict[str, Any]]] = {"report": json_schema, "diff": _diff}


def run(values: Namespace) -> int:
    """Print the schema of that name."""
    if len(values.words) != 1:
        raise UsageError(f"schema 需要一个名称: {'、'.join((*FRAMES, *_FILES))} (one name)")
    name = values.words[0]
    check_word(name, (*FRAMES, *_FILES), "schema")
    lang = language(values.lang)
    record = _FILES[name]() if name in _FILES else _frame(name)
    if name in _FILES or values.output_format == "json":
        write_out(json.dumps(record, ensure_ascii=False, indent=2) + "\n")
        return 0
    out = console(values.color)
    for line in _lines(record, out.width, lang):
        out.print(line)
    return 0


def _frame(name: str) -> dict[str, Any]:
    from budgetcheck.frames import MODELS, dtypes

    model = MODELS[name]
    named = dtypes(name)
    return {
        "name": name,
        "description": (model.__doc__ or "").partition("\n\n")[0].strip(),
        "columns": [_column(key, column, named[key]) for key, column in model.to_schema().columns.items()],
    }


def _column(name: str, column: Any, dtype: str) -> dict[str, Any]:
    return {
        "name": name,
        "type": dtype,
        "nullable": bool(column.nullable),
        "unique": bool(column.unique),
        "checks": [
            {str(check.name): _plain(check.statistics)} for check in column.checks if check.statistics
        ],
    }


def _plain(statistics: dict[str, Any]) -> dict[str, Any]:
    return {
        key: sorted(value, key=str) if isinstance(value, set | frozenset) else value
        for key, value in statistics.items()
    }


def _lines(record: dict[str, Any], width: int, lang: str) -> Iterator[Text]:
    yield Text(f"{record['name']}", style="bold")
    yield from folded(Text(record["description"]), width)
    yield Text("")
    longest = max(len(column["name"]) for column in record["columns"])
    for column in record["columns"]:
        head = Text.assemble((f"{column['name']:<{longest}}", STYLE["place"]), f"  {column['type']:<8}  ")
        yield from folded(Text(_facts(column, lang)), width, head, Text(" " * head.cell_len))


def _facts(column: dict[str, Any], lang: str) -> str:
    words = {"nullable": ("可缺", "may be missing"), "unique": ("唯一", "unique")}
    facts = [zh if lang == "zh" else en for key, (zh, en) in words.items() if column[key]]
    for check in column["checks"]:
        for statistics in check.values():
            facts += [_limit(key, value) for key, value in statistics.items()]
    return "，".join(facts) if lang == "zh" else ", ".join(facts)


def _limit(key: str, value: Any) -> str:
    if isinstance(value, list):
        return " | ".join(f"{item}" or '""' for item in value)
    return {"min_value": "≥ ", "max_value": "≤ "}.get(key, f"{key} ") + str(value)
