"""A layout described by the user in `layout.toml`: which heading is which field, where the headings stand."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from budgetcheck.errors import ConfigurationError, nearest
from budgetcheck.model import WordChange
from budgetcheck.tables.layouts.interface import BY_ROW, FORM, PACKED
from budgetcheck.terms import Field, IndicatorPart, MoneyUnit
from budgetcheck.text import Words
from budgetcheck.text.headings import bare_heading

KINDS = (PACKED, BY_ROW, FORM)
KEYS = ("kind", "sheet", "header", "money_unit", "columns", "labels")
_LISTS = {
    "fields": {str(f): f"headings.fields.{f}" for f in Field},
    "indicator": {
        ("indicator" if part is IndicatorPart.NAME else str(part)): f"headings.indicator.{part}"
        for part in IndicatorPart
    },
    "beside": {"body": "headings.beside.body", "aside": "headings.beside.aside"},
}
COLUMNS: Mapping[str, str] = {name: path for held in _LISTS.values() for name, path in held.items()}
"""What a column may be called in `[columns]`, and the word list that its heading joins."""
_LABEL_ROLES = (
    *(str(f) for f in Field if f is not Field.INDICATORS),
    *("department", "unit", "fiscal_part", "carried", "aside"),
)
LABELS: Mapping[str, str] = {role: f"headings.form.{role}" for role in _LABEL_ROLES}
"""What a label may be called in `[labels]`."""


@dataclass(frozen=True, slots=True)
class LayoutMap:
    """What the user says of a layout; empty where nothing is said.

    Attributes:
        kind: `packed`, `by-row` or `form`; empty to have it recognised.
        sheet: the only sheet it speaks of.
        header: the original lines that the headings stand on.
        money_unit: the unit of all amounts, whatever the file says.
        columns, labels: heading as printed, to what it means.
        source: the file that says so.
    """

    kind: str = ""
    sheet: str = ""
    header: tuple[int, ...] = ()
    money_unit: MoneyUnit | None = None
    columns: tuple[tuple[str, str], ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    source: str = ""

    def speaks_of(self, sheet: str | None) -> bool:
        """Whether it says anything of a sheet of this name."""
        return not self.sheet or self.sheet == (sheet or "")

    def changes(self, words: Words) -> tuple[WordChange, ...]:
        """What makes these headings and labels known, and known as nothing else."""
        beside = {
            **{f"headings.fields.{role}": held for role, held in words.headings.items()},
            **{f"headings.indicator.{role}": held for role, held in words.indicator_headings.items()},
            **{f"headings.beside.{role}": held for role, held in words.beside_headings.items()},
        }
        labels = {f"headings.form.{role}": held for role, held in words.form_labels.items()}
        return (
            *_renamed(self.columns, COLUMNS, beside, self.source),
            *_renamed(self.labels, LABELS, labels, self.source),
        )


def _renamed(
    pairs: Iterable[tuple[str, str]],
    paths: Mapping[str, str],
    lists: Mapping[str, tuple[str, ...]],
    source: str,
) -> Iterable[WordChange]:
    gone: set[tuple[str, str]] = set()
    for heading, role in pairs:
        own, bare = paths[role], bare_heading(heading)
        for path, held in lists.items():
            same = tuple(word for word in held if bare_heading(word) == bare and (path, bare) not in gone)
            if same and path != own:
                gone.add((path, bare))
                yield WordChange(path, remove=same, source=source)
        yield WordChange(own, add=(heading,), source=source)


def layout_map(given: LayoutMap | Mapping[str, Any] | str | Path | None) -> LayoutMap | None:
    """The layout that is given as a file, as its keys, or as it is.

    Raises:
        ConfigurationError: as of `read_layout`.
    """
    if given is None or isinstance(given, LayoutMap):
        return given
    return layout_of(given) if isinstance(given, Mapping) else read_layout(given)


def read_layout(path: str | Path) -> LayoutMap:
    """The layout that a file describes.

    Raises:
        ConfigurationError: the file cannot be read, or says something unknown; names the nearest.
    """
    try:
        content = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigurationError(f"{path}: 无法读取 (cannot be read: {error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: 不是有效的 TOML (not valid TOML: {error})") from error
    return layout_of(content, str(path))


def layout_of(content: Mapping[str, Any], source: str = "layout") -> LayoutMap:
    """The layout that these keys describe.

    Raises:
        ConfigurationError: an unknown key or value; names the nearest.
    """
    for key in content:
        _require(source, key, KEYS)
    kind = _text(source, content, "kind", KINDS)
    unit = _text(source, content, "money_unit", tuple(map(str, MoneyUnit)))
    return LayoutMap(
        kind=kind,
        sheet=_text(source, content, "sheet"),
        header=_lines(source, content.get("header", [])),
        money_unit=MoneyUnit(unit) if unit else None,
        columns=_pairs(source, "columns", content.get("columns", {}), COLUMNS),
        labels=_pairs(source, "labels", content.get("labels", {}), LABELS),
        source=source,
    )


def _require(source: str, key: str, known: Iterable[str]) -> None:
    if key not in known:
        raise ConfigurationError(f'{source}: 未知的键「{key}」 (unknown key "{key}"){nearest(key, known)}')


def _text(source: str, content: Mapping[str, Any], key: str, known: tuple[str, ...] = ()) -> str:
    value = content.get(key, "")
    if not isinstance(value, str):
        raise ConfigurationError(f'{source}: 「{key}」应为文字 ("{key}" must be text)')
    if value and known and value not in known:
        raise ConfigurationError(
            f"{source}: {key} 「{value}」不在 {'、'.join(known)} 之中 (not one of these){nearest(value, known)}"
        )
    return value


def _lines(source: str, value: object) -> tuple[int, ...]:
    held = [value] if isinstance(value, int) else value
    if not isinstance(held, list) or not all(isinstance(n, int) and not isinstance(n, bool) for n in held):
        raise ConfigurationError(
            f'{source}: 「header」应为行号，如 3 或 [3, 4] ("header" must be line numbers, such as [3, 4])'
        )
    lines = tuple(held)
    if lines and (lines[0] < 1 or lines != tuple(range(lines[0], lines[0] + len(lines)))):
        raise ConfigurationError(
            f'{source}: 「header」应为从 1 起的相连行号 ("header" must be lines in a row, from 1 on)'
        )
    return lines


def _pairs(source: str, table: str, value: object, known: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        raise ConfigurationError(f'{source}: 「{table}」应为一张表 ("{table}" must be a table)')
    for heading, role in value.items():
        if not isinstance(role, str) or role not in known:
            raise ConfigurationError(
                f"{source}: [{table}] 「{heading}」= 「{role}」不是已知的栏目 (no such field)"
                f"{nearest(str(role), known)}；可用：{'、'.join(known)} (known: see docs/layouts.md)"
            )
    return tuple(value.items())
