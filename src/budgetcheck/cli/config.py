"""The configuration file: `[tool.budgetcheck]` in pyproject.toml, or budgetcheck.toml, nearest upward."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from budgetcheck.cli.spec import LANGUAGES, REPORT_FORMATS, SEVERITIES
from budgetcheck.errors import ConfigurationError, nearest
from budgetcheck.model import Ignore
from budgetcheck.triage import entry_lines, parse_ignores

OWN_NAME = "budgetcheck.toml"
SHARED_NAME = "pyproject.toml"
_KINDS: Mapping[str, type] = {
    "select": list,
    "ignore": list,
    "extend-select": list,
    "rules": list,
    "pack": str,
    "severity": dict,
    "settings": dict,
    "words": dict,
    "fail-on": str,
    "output-format": str,
    "lang": str,
    "max-per-rule": int,
    "explanation-seconds": int,
    "show-notes": bool,
    "strict": bool,
    "ocr": bool,
    "baseline": str,
    "limits": dict,
    "ignores": list,
}
_WORDS: Mapping[str, tuple[str, ...]] = {
    "fail-on": SEVERITIES,
    "output-format": REPORT_FORMATS,
    "lang": LANGUAGES,
}
_LAYER = ("severity", "settings", "words")
_KIND_NAMES = {
    dict: "表 (table)",
    list: "文字列表 (list of text)",
    str: "文字 (text)",
    int: "整数 (number)",
    bool: "true/false",
}


@dataclass(frozen=True, slots=True)
class Config:
    """What the file says; paths in `rules`, `baseline` and `pack` are already relative to where the command runs."""

    file: Path | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    ignores: tuple[Ignore, ...] = ()

    def get(self, key: str) -> Any:
        """The value of `key`, or None."""
        return self.values.get(key)

    def texts(self, key: str) -> list[str]:
        """The list under `key`; empty where there is none."""
        return list(self.values.get(key, []))

    @property
    def layer(self) -> Mapping[str, Any]:
        """What the file changes in rules and word lists, over any pack."""
        return {key: self.values[key] for key in _LAYER if key in self.values}


def find_config(folder: Path) -> Config:
    """The nearest configuration at or above `folder`; files are never merged.

    Raises:
        ConfigurationError: the file is not TOML, or holds an unknown key or a wrong value.
    """
    for place in (folder, *folder.parents):
        if (place / OWN_NAME).is_file():
            return read_config(place / OWN_NAME)
        if (place / SHARED_NAME).is_file() and _section(place / SHARED_NAME)[0] is not None:
            return read_config(place / SHARED_NAME)
    return Config()


def read_config(path: Path) -> Config:
    """The configuration in `path`, checked.

    Raises:
        ConfigurationError: no such file, no section, not TOML, an unknown key or a wrong value.
    """
    values, text = _section(path)
    if values is None:
        raise ConfigurationError(f"{path}: 没有 [tool.budgetcheck] 一节 (the section is missing)")
    for key, value in values.items():
        _check(path, key, value)
    if "rules" in values:
        values = {**values, "rules": [str(path.parent / folder) for folder in values["rules"]]}
    if str(values.get("pack", "")).endswith(".toml"):
        values = {**values, "pack": str(path.parent / values["pack"])}
    if "baseline" in values:
        values = {**values, "baseline": str(path.parent / values["baseline"])}
    table = "tool.budgetcheck.ignores" if path.name == SHARED_NAME else "ignores"
    lines = entry_lines(text, table)
    return Config(path, values, parse_ignores(values.get("ignores", ()), _shown(path), lines))


def _shown(path: Path) -> str:
    """The path from where the command runs, when the file lies below it."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _section(path: Path) -> tuple[dict[str, Any] | None, str]:
    """Our part of the file, None where it has none, and the text of the whole."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except FileNotFoundError as error:
        raise ConfigurationError(f"{path}: 配置文件不存在 (no such configuration file)") from error
    except OSError as error:
        raise ConfigurationError(f"{path}: 无法读取: {error.strerror} (cannot be read)") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: 不是有效的 TOML: {error} (not valid TOML)") from error
    if path.name != SHARED_NAME:
        return data, text
    tool = data.get("tool", {})
    section = tool.get("budgetcheck") if isinstance(tool, dict) else None
    return section if isinstance(section, dict) else None, text


def _check(path: Path, key: str, value: Any) -> None:
    if key not in _KINDS:
        hint = nearest(key, _KINDS) or f"；可用 (allowed): {'、'.join(_KINDS)}"
        raise ConfigurationError(f"{path}: 没有名为「{key}」的设置 (unknown key){hint}")
    kind = _KINDS[key]
    if key == "ignores":
        _check_tables(path, value)
    elif not _fits(value, kind):
        raise ConfigurationError(f"{path}: 「{key}」应为{_KIND_NAMES[kind]} (wrong kind of value)")
    if isinstance(value, int) and value < 0:
        raise ConfigurationError(f"{path}: 「{key}」不能小于 0 (must not be negative)")
    if key in _WORDS and value not in _WORDS[key]:
        allowed = "、".join(_WORDS[key])
        raise ConfigurationError(
            f"{path}: 「{key}」不能是「{value}」 (not a choice)；可用 (allowed): {allowed}{nearest(str(value), _WORDS[key])}"
        )


def _check_tables(path: Path, value: object) -> None:
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise ConfigurationError(
            f"{path}: 「ignores」应写作若干 [[ignores]] 表；只按规则忽略请用 ignore "
            "(must be tables headed [[ignores]]; to leave out rules, use ignore)"
        )


def _fits(value: object, kind: type) -> bool:
    # NOTE: `true` is an int to Python and none to the person who wrote the file.
    if isinstance(value, list):
        return kind is list and all(isinstance(word, str) for word in value)
    return type(value) is kind
