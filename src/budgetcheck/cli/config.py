"""The configuration file: `[tool.budgetcheck]` in pyproject.toml, or budgetcheck.toml, nearest upward."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from budgetcheck.cli.spec import LANGUAGES, REPORT_FORMATS, SEVERITIES
from budgetcheck.errors import ConfigurationError, nearest

OWN_NAME = "budgetcheck.toml"
SHARED_NAME = "pyproject.toml"
_KINDS: Mapping[str, type] = {
    "select": list,
    "ignore": list,
    "extend-select": list,
    "rules": list,
    "pack": str,
    "fail-on": str,
    "output-format": str,
    "lang": str,
    "max-per-rule": int,
    "show-notes": bool,
    "strict": bool,
}
_WORDS: Mapping[str, tuple[str, ...]] = {
    "fail-on": SEVERITIES,
    "output-format": REPORT_FORMATS,
    "lang": LANGUAGES,
}
_KIND_NAMES = {list: "文字列表 (list of text)", str: "文字 (text)", int: "整数 (number)", bool: "true/false"}


@dataclass(frozen=True, slots=True)
class Config:
    """What the file says; paths in `rules` are already relative to where the command runs."""

    file: Path | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    def get(self, key: str) -> Any:
        """The value of `key`, or None."""
        return self.values.get(key)

    def texts(self, key: str) -> list[str]:
        """The list under `key`; empty where there is none."""
        return list(self.values.get(key, []))


def find_config(folder: Path) -> Config:
    """The nearest configuration at or above `folder`; files are never merged.

    Raises:
        ConfigurationError: the file is not TOML, or holds an unknown key or a wrong value.
    """
    for place in (folder, *folder.parents):
        if (place / OWN_NAME).is_file():
            return read_config(place / OWN_NAME)
        if (place / SHARED_NAME).is_file() and _section(place / SHARED_NAME) is not None:
            return read_config(place / SHARED_NAME)
    return Config()


def read_config(path: Path) -> Config:
    """The configuration in `path`, checked.

    Raises:
        ConfigurationError: no such file, no section, not TOML, an unknown key or a wrong value.
    """
    values = _section(path)
    if values is None:
        raise ConfigurationError(f"{path}: 没有 [tool.budgetcheck] 一节 (the section is missing)")
    for key, value in values.items():
        _check(path, key, value)
    if "rules" in values:
        values = {**values, "rules": [str(path.parent / folder) for folder in values["rules"]]}
    return Config(path, values)


def _section(path: Path) -> dict[str, Any] | None:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise ConfigurationError(f"{path}: 配置文件不存在 (no such configuration file)") from error
    except OSError as error:
        raise ConfigurationError(f"{path}: 无法读取: {error.strerror} (cannot be read)") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: 不是有效的 TOML: {error} (not valid TOML)") from error
    if path.name != SHARED_NAME:
        return data
    tool = data.get("tool", {})
    section = tool.get("budgetcheck") if isinstance(tool, dict) else None
    return section if isinstance(section, dict) else None


def _check(path: Path, key: str, value: Any) -> None:
    if key not in _KINDS:
        hint = nearest(key, _KINDS) or f"；可用 (allowed): {'、'.join(_KINDS)}"
        raise ConfigurationError(f"{path}: 没有名为「{key}」的设置 (unknown key){hint}")
    kind = _KINDS[key]
    if not _fits(value, kind):
        raise ConfigurationError(f"{path}: 「{key}」应为{_KIND_NAMES[kind]} (wrong kind of value)")
    if isinstance(value, int) and value < 0:
        raise ConfigurationError(f"{path}: 「{key}」不能小于 0 (must not be negative)")
    if key in _WORDS and value not in _WORDS[key]:
        allowed = "、".join(_WORDS[key])
        raise ConfigurationError(
            f"{path}: 「{key}」不能是「{value}」 (not a choice)；可用 (allowed): {allowed}{nearest(str(value), _WORDS[key])}"
        )


def _fits(value: object, kind: type) -> bool:
    # NOTE: `true` is an int to Python and none to the person who wrote the file.
    if isinstance(value, list):
        return kind is list and all(isinstance(word, str) for word in value)
    return type(value) is kind
