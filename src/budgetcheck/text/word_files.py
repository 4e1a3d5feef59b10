"""Word files (`rules/words/*.toml`) as checked data: each table known, each entry of the right kind."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from budgetcheck.errors import RuleFileError, nearest
from budgetcheck.terms import Comparator, Dimension, Field, IndicatorPart, LineKind

Lists = Mapping[str, tuple[str, ...]]

_FIELDS = tuple(str(f) for f in Field)
_SIGNS = tuple(str(c) for c in Comparator if c not in (Comparator.NONE, Comparator.BETWEEN))
_ANY: tuple[str, ...] = ()
_TOPIC_KEYS = ("origin", "words")
_NESTED = {"categories": ("trees",)}
UNITS = "units"

TABLES: dict[str, dict[str, tuple[str, ...]]] = {
    "headings": {
        "fields": _FIELDS,
        "indicator": (*map(str, IndicatorPart), "name_else"),
        "beside": ("body", "aside"),
        "form": (
            *(f for f in _FIELDS if f != Field.INDICATORS),
            "department",
            "unit",
            "fiscal_part",
            "carried",
            "aside",
            "of_which",
        ),
        "required": ("fields",),
        "provenance": ("file", "table", "row", "page", "department", "year", "kind", "readings", "corrected"),
        "rows": (
            str(LineKind.GRAND_TOTAL),
            str(LineKind.OF_WHICH),
            "subtotal",
            "score_total",
            "note",
            "unit_ending",
        ),
        "furniture": ("department", "money_unit", "title", "continued", "signed", "sheet"),
    },
    "comparators": {
        "before": _SIGNS,
        "weak": _SIGNS,
        "between": _SIGNS,
        "behind": _SIGNS,
        "scopes": ("words",),
    },
    "categories": {"level1": _ANY},
    "labels": {"value": ("words",)},
    "values": {
        "grades": ("words",),
        "placeholders": ("words",),
        "relative": ("connectors", "bases", "suffixes", "degrees", "directions"),
        "dates": ("lead", "close"),
        "frequency": ("words",),
    },
    "names": {"money": ("words",)},
    "measures": {
        "rates": ("bounded", "unbounded", "endings"),
        "events": ("bad", "measures", "friends"),
        "names": ("remarks", "ordinals"),
    },
    "tags": {"library": ("endings", "words")},
}
"""Word file to its tables to their keys; no keys means that the keys are words themselves."""


class WordFiles(NamedTuple):
    """The files of one folder of word lists, each parsed once: its name without `.toml`, to its tables."""

    folder: Path
    content: Mapping[str, Mapping[str, Any]]

    def path(self, file: str) -> Path:
        """Where the file called `file` lies."""
        return self.folder / f"{file}.toml"


def read_files(folder: Path) -> WordFiles:
    """All word files of `folder`.

    Raises:
        RuleFileError: one is missing, or not TOML in UTF-8.
    """
    paths = {*folder.glob("*.toml"), *(folder / f"{file}.toml" for file in (*TABLES, UNITS))}
    return WordFiles(folder, {path.stem: _read_toml(path) for path in sorted(paths)})


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RuleFileError(f"{path}: 词表文件无法读取 (word file cannot be read: {error})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleFileError(f"{path}: 不是有效的 TOML (not valid TOML: {error})") from error


def read_lists(files: WordFiles, file: str) -> dict[str, Lists]:
    """Every table of the word file `file`, absent ones empty.

    Raises:
        RuleFileError: an unknown table or key, or an entry that is not a list of text.
    """
    path, content = files.path(file), files.content[file]
    known = TABLES[file]
    for table in content:
        _require_known(path, table, (*known, *_NESTED.get(file, ())))
    return {table: _lists(path, table, content.get(table, {}), keys) for table, keys in known.items()}


def read_trees(files: WordFiles) -> Mapping[str, Lists]:
    """Each category tree of `categories.toml`: its year, to level-1 labels, to the level-2 labels below.

    Raises:
        RuleFileError: a tree hangs on no level-1 label, or is not made of lists of text.
    """
    path, content = files.path("categories"), files.content["categories"]
    trees = _mapping(path, "trees", content.get("trees", {}))
    found = {name: _lists(path, f"trees.{name}", tree, _ANY) for name, tree in trees.items()}
    for label in (label for tree in found.values() for label in tree):
        _require_known(path, label, content.get("level1", {}))
    return MappingProxyType(found)


def read_units(files: WordFiles) -> Iterator[tuple[str, Dimension, str, Decimal]]:
    """Each unit of `units.toml`: as printed, dimension, base unit, factor to the base unit.

    Raises:
        RuleFileError: an unknown dimension, or a factor that is not a number.
    """
    path, content = files.path(UNITS), files.content[UNITS]
    dimensions = [str(d) for d in Dimension]
    for table in content:
        _require_known(path, table, [*dimensions, "multipliers"])
    for dimension in (d for d in Dimension if d in content):
        for base, units in _mapping(path, str(dimension), content[dimension]).items():
            if base == "same":
                yield from ((u, dimension, u, Decimal(1)) for u in _words(path, f"{dimension}.same", units))
                continue
            for unit, factor in _mapping(path, f"{dimension}.{base}", units).items():
                yield unit, dimension, base, _factor(path, f"{dimension}.{base}.{unit}", factor)


def read_multipliers(files: WordFiles) -> dict[str, Decimal]:
    """Words such as 万 and what they multiply by, from `units.toml`."""
    path = files.path(UNITS)
    found = _mapping(path, "multipliers", files.content[UNITS].get("multipliers", {}))
    return {word: _factor(path, f"multipliers.{word}", factor) for word, factor in found.items()}


def read_topics(files: WordFiles) -> Lists:
    """The lists of every other word file, by `file.list`; each says where its words come from.

    Raises:
        RuleFileError: a list has no origin, or an entry that is not text.
    """
    found: dict[str, tuple[str, ...]] = {}
    for file, tables in files.content.items():
        path = files.path(file)
        for name, content in tables.items() if file not in (*TABLES, UNITS) else ():
            held = _mapping(path, name, content)
            for key in held:
                _require_known(path, key, _TOPIC_KEYS)
            if not str(held.get("origin", "")).strip():
                raise RuleFileError(f'{path}: [{name}] 缺少 origin：词从哪里来 (a list needs an "origin")')
            found[f"{file}.{name}"] = _words(path, f"{name}.words", held.get("words"))
    return MappingProxyType(found)


def _require_known(path: Path, key: str, known: Mapping[str, Any] | list[str] | tuple[str, ...]) -> None:
    if key not in known:
        raise RuleFileError(f'{path}: 未知的键「{key}」 (unknown key "{key}"){nearest(key, known)}')


def _mapping(path: Path, key: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise RuleFileError(f'{path}: 「{key}」应为一张表 ("{key}" must be a table)')
    return value


def _lists(path: Path, table: str, content: object, keys: tuple[str, ...]) -> Lists:
    found = _mapping(path, table, content)
    for key in found if keys else ():
        _require_known(path, key, keys)
    return MappingProxyType(
        {**dict.fromkeys(keys, ()), **{k: _words(path, f"{table}.{k}", v) for k, v in found.items()}}
    )


def _words(path: Path, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise RuleFileError(f'{path}: 「{key}」应为文字列表 ("{key}" must be a list of text)')
    return tuple(value)


def _factor(path: Path, key: str, value: object) -> Decimal:
    text = str(value)
    if (
        not isinstance(value, int | str)
        or isinstance(value, bool)
        or not text.replace(".", "", 1).isdecimal()
    ):
        raise RuleFileError(
            f'{path}: 「{key}」应为整数或小数文字 ("{key}" must be a whole number or a decimal as text)'
        )
    return Decimal(text)
