"""The baseline file: findings that were there when checking began, by fingerprint."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path, PurePath
from typing import Any

from budgetcheck.errors import ConfigurationError
from budgetcheck.model import Finding

SCHEMA_VERSION = "1.0"
_KIND = "budgetcheck-baseline"
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class BaselineEntry:
    """Findings that share a fingerprint and a file; only fingerprint and count decide, the rest is to be read.

    `file` is relative to the folder of the baseline. There is no line and, but for the message, no
    amount, so that the file changes only when findings come or go.
    """

    file: str
    rule: str
    name: str
    unit: str
    project: str
    column: str
    indicator: str
    message: str
    fingerprint: str
    count: int


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a baseline file holds; `folder` is where it lies, `file` is what to call it."""

    entries: tuple[BaselineEntry, ...]
    folder: str = "."
    file: str = ""

    def __len__(self) -> int:
        return sum(entry.count for entry in self.entries)


def new_baseline(findings: Iterable[Finding], file: Path, lang: str = "zh") -> Baseline:
    """The baseline that holds exactly these findings."""
    folder = str(file.parent)
    held = [_entry(finding, folder, lang) for finding in findings]
    counts = Counter((entry.fingerprint, entry.file) for entry in held)
    first = {(entry.fingerprint, entry.file): entry for entry in reversed(held)}
    entries = (replace(entry, count=counts[key]) for key, entry in first.items())
    return Baseline(tuple(sorted(entries, key=_order)), folder, str(file))


def merged_baseline(
    old: Baseline, gone: Iterable[BaselineEntry], new: Iterable[BaselineEntry] = ()
) -> Baseline:
    """`old` without what is `gone` and with what is `new`; entries that stay keep their words."""
    kept = {(entry.fingerprint, entry.file): entry for entry in old.entries}
    for entry in gone:
        key = (entry.fingerprint, entry.file)
        kept[key] = replace(kept[key], count=kept[key].count - entry.count)
    for entry in new:
        key = (entry.fingerprint, entry.file)
        kept[key] = replace(kept[key], count=kept[key].count + entry.count) if key in kept else entry
    entries = sorted((entry for entry in kept.values() if entry.count), key=_order)
    return replace(old, entries=tuple(entries))


def _entry(finding: Finding, folder: str, lang: str) -> BaselineEntry:
    place = finding.location
    return BaselineEntry(
        file=place_of(place.file, folder),
        rule=finding.rule,
        name=finding.name,
        unit=place.unit,
        project=place.project,
        column=place.column or "",
        indicator=place.indicator_name,
        message=finding.message.get(lang),
        fingerprint=finding.fingerprint,
        count=1,
    )


def _order(entry: BaselineEntry) -> tuple[str, ...]:
    return (
        entry.file, entry.rule, entry.unit, entry.project, entry.column, entry.indicator, entry.fingerprint,
    )  # fmt: skip


def place_of(file: str, folder: str) -> str:
    """The file as seen from `folder`, the same on every system; standard input and frames as they are."""
    if file == "-" or (file.startswith("<") and file.endswith(">")):
        return file
    try:
        return PurePath(os.path.relpath(file, folder)).as_posix()
    except ValueError:
        # NOTE: two drives have no relative path between them.
        return PurePath(file).as_posix()


def baseline_text(baseline: Baseline) -> str:
    """The content of the file: one line per entry in a fixed order, so that a difference can be read."""
    lines = [
        json.dumps({spec.name: getattr(entry, spec.name) for spec in fields(entry)}, ensure_ascii=False)
        for entry in baseline.entries
    ]
    body = ",\n".join(f"    {line}" for line in lines)
    head = f'{{\n  "kind": "{_KIND}",\n  "schema_version": "{SCHEMA_VERSION}",\n  "findings": ['
    text = f"{head}\n{body}\n  ]\n}}\n" if lines else f"{head}]\n}}\n"
    # NOTE: a lone surrogate from a damaged file cannot be written as UTF-8; its escape can.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def read_baseline(path: str | Path) -> Baseline:
    """The baseline in the file.

    Raises:
        ConfigurationError: no such file, or it is not a baseline; says what is wrong and where.
    """
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ConfigurationError(
            f"{path}: 基线文件不存在，可用 budgetcheck baseline create 建立 "
            "(no such baseline file; make one with budgetcheck baseline create)"
        ) from error
    except OSError as error:
        raise ConfigurationError(f"{path}: 无法读取: {error.strerror} (cannot be read)") from error
    except UnicodeDecodeError as error:
        raise _damaged(path, "不是 UTF-8 文本", "not text in UTF-8") from error
    entries = _entries(_record(text, path), path)
    return Baseline(tuple(sorted(entries, key=_order)), str(file.parent), str(path))


def _damaged(path: str | Path, zh: str, en: str) -> ConfigurationError:
    return ConfigurationError(f"{path}: 不是可用的基线文件：{zh} (not a usable baseline: {en})")


def _record(text: str, path: str | Path) -> Mapping[str, Any]:
    try:
        record = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        place = f"第{error.lineno}行" if isinstance(error, json.JSONDecodeError) else ""
        raise _damaged(path, f"{place}不是合法的 JSON", str(error)) from error
    if not isinstance(record, dict) or record.get("kind") != _KIND:
        report = isinstance(record, dict) and "tool_errors" in record
        what = ("这是一份 JSON 报告", "this is a JSON report") if report else ("没有基线的标记", "unmarked")
        raise _damaged(path, *what)
    version = record.get("schema_version")
    if not isinstance(version, str) or version.partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
        raise _damaged(path, f"版本「{version}」不认识", f"unknown schema_version {version!r}")
    if not isinstance(record.get("findings"), list):
        raise _damaged(path, "缺少 findings 列表", "findings is missing")
    return record


def _entries(record: Mapping[str, Any], path: str | Path) -> list[BaselineEntry]:
    seen: set[tuple[str, str]] = set()
    entries = []
    for number, item in enumerate(record["findings"], 1):
        if not _is_entry(item):
            raise _damaged(path, f"findings 第 {number} 项残缺", f"entry {number} of findings is broken")
        entry = BaselineEntry(**{spec.name: item[spec.name] for spec in fields(BaselineEntry)})
        if (entry.fingerprint, entry.file) in seen:
            raise _damaged(path, f"findings 第 {number} 项重复", f"entry {number} of findings stands twice")
        seen.add((entry.fingerprint, entry.file))
        entries.append(entry)
    return entries


def _is_entry(item: Any) -> bool:
    if not isinstance(item, dict):
        return False
    count, fingerprint = item.get("count"), str(item.get("fingerprint"))
    texts = [spec.name for spec in fields(BaselineEntry) if spec.name != "count"]
    return (
        type(count) is int
        and count > 0
        and all(isinstance(item.get(key), str) for key in texts)
        and bool(fingerprint)
        and set(fingerprint) <= _HEX
    )
