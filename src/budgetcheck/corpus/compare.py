"""What two sides of a comparison are, by their content: reports, or tables."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from budgetcheck.comparison import ReportsComparison, TablesComparison, compare_reports, compare_tables
from budgetcheck.corpus.inputs import sources_of
from budgetcheck.corpus.run import Options, read_files
from budgetcheck.errors import InputError, ReaderCrashError, UnreadableInputError, UsageError
from budgetcheck.frames import Tables
from budgetcheck.readers import Limits
from budgetcheck.readers.load import load
from budgetcheck.terms import Severity

Comparison = ReportsComparison | TablesComparison

_MARK = b"{"
_HEAD_BYTES = 1 << 10
_BLANK = b" \t\r\n\xef\xbb\xbf"
_HEAD: Mapping[str, type] = {
    "schema_version": str, "tool": dict, "rules": dict, "documents": list, "summary": list, "findings": list,
    "tool_errors": list,
}  # fmt: skip
_ENTRIES: Mapping[str, Mapping[str, type]] = {
    "documents": {"file": str, "department": str},
    "summary": {"rule": str},
    "findings": {
        "rule": str, "name": str, "severity": str, "message": str, "fingerprint": str, "location": dict,
    },
    "tool_errors": {"kind": str, "subject": str},
}  # fmt: skip
_PLACE: Mapping[str, type] = {"file": str, "department": str, "unit": str, "project": str}
_MAJOR = "1"


@dataclass(frozen=True, eq=False)
class Compared:
    """A comparison, and the inputs that could not be used for it."""

    found: Comparison
    errors: tuple[InputError, ...] = field(default=())


def compare(old: Any, new: Any, options: Options | None = None) -> Compared:
    """What became of `old` in `new`: two JSON reports, or two sides of tables.

    A side is a path, several (files, folders, globs), a report as a mapping, `Tables`, or anything that
    can be read as a table.

    Raises:
        UsageError: one side is a report and the other is not.
        InputError: a side holds nothing that could be read.
    """
    options = options or Options()
    sides = [_report(side, options.limits) for side in (old, new)]
    if sides[0] is not None and sides[1] is not None:
        return Compared(compare_reports(sides[0], sides[1]))
    if sides[0] is not None or sides[1] is not None:
        raise UsageError(
            "不能比较报告与表格：两边应都是 JSON 报告，或都是表格 "
            "(a report cannot be compared with a table: give two reports or two tables)"
        )
    (before, missed), (after, lacking) = (_tables(side, options) for side in (old, new))
    return Compared(compare_tables(before, after), (*missed, *lacking))


def _report(side: Any, limits: Limits) -> Mapping[str, Any] | None:
    """The JSON report that `side` is, None when it is none."""
    if isinstance(side, Mapping):
        return _checked(side, "<dict>")
    if not isinstance(side, str | Path) or not Path(side).is_file() or not _opens_like_a_report(side):
        return None
    try:
        record = json.loads(load(side, limits).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableInputError(
            str(side),
            f"不是完整的 JSON：{error} (not a whole JSON report)",
            "请重新生成报告 (write the report again)",
        ) from error
    return _checked(record, str(side))


def _opens_like_a_report(path: str | Path) -> bool:
    # NOTE: a table may be large, and is read once, by its reader, which also says why it cannot be.
    with contextlib.suppress(OSError), Path(path).open("rb") as stream:
        return stream.read(_HEAD_BYTES).lstrip(_BLANK).startswith(_MARK)
    return False


def _checked(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """`record`, when it is a report that can be compared.

    Raises:
        UnreadableInputError: it is not; says what it lacks.
    """
    lacking = _lacking(record)
    if lacking:
        raise UnreadableInputError(
            name,
            f"不是 budgetcheck 的 JSON 报告：{lacking} (not a JSON report of budgetcheck)",
            "用 budgetcheck validate --report json=FILE 生成 (make one with validate --report json=FILE)",
        )
    return record


def _lacking(record: Mapping[str, Any]) -> str:
    """The first thing that a report has and this has not; empty for a report."""
    missing = _misfit(record, _HEAD)
    if missing:
        return f"缺少 {missing}"
    if record["tool"].get("name") != "budgetcheck":
        return "tool.name"
    if record["schema_version"].partition(".")[0] != _MAJOR:
        return f"schema_version {record['schema_version']}"
    for key, kinds in _ENTRIES.items():
        for number, entry in enumerate(record[key], 1):
            if _misfit(entry, kinds) or (key == "findings" and _broken(entry)):
                return f"{key} 第 {number} 项残缺"
    return ""


def _misfit(entry: Any, kinds: Mapping[str, type]) -> str:
    """The first key whose value is not of its kind."""
    if not isinstance(entry, Mapping):
        return next(iter(kinds))
    return next((key for key, kind in kinds.items() if not isinstance(entry.get(key), kind)), "")


def _broken(finding: Mapping[str, Any]) -> bool:
    return bool(_misfit(finding["location"], _PLACE)) or finding["severity"] not in list(Severity)


def _tables(side: Any, options: Options) -> tuple[Tables, list[InputError]]:
    """The frames of a side.

    Raises:
        InputError: none of it could be read.
    """
    if isinstance(side, Tables):
        return side, []
    sources, errors = sources_of(side)
    tables, failed = read_files(sources, options)
    if tables.documents.empty:
        unusable = [*errors, *failed]
        # NOTE: one of them stands for all; a fault of the tool must not hide behind a bad file.
        raise next((error for error in unusable if isinstance(error, ReaderCrashError)), unusable[0])
    return tables, [*errors, *failed]
