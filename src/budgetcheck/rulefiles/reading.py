"""Reading TOML strictly: every unknown, missing or ill-typed key is an error that names its place."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from budgetcheck.errors import RuleFileError, nearest
from budgetcheck.model import Bilingual

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path


def read_text(path: Path) -> str:
    """The text of a rule or pack file.

    Raises:
        RuleFileError: it cannot be opened or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise RuleFileError(
            f"{path}: 规则文件不是 UTF-8 文本 (this rule file is not text in UTF-8)"
        ) from error
    except OSError as error:
        raise RuleFileError(f"{path}: 无法读取规则文件: {error} (cannot read this rule file)") from error


def parse_toml(text: str, path: Path) -> dict[str, Any]:
    """The tables of `text`.

    Raises:
        RuleFileError: naming the line at which it is not TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleFileError(f"{path}: 不是合法的 TOML: {error} (not valid TOML)") from error


class Section:
    """One TOML table being read; `where` names it in errors, e.g. `rules/ARI004.toml [check]`."""

    def __init__(self, data: Mapping[str, Any], where: str) -> None:
        self.data = data
        self.where = where

    def fail(self, zh: str, en: str, hint: str = "") -> RuleFileError:
        """The error to raise for this section; `hint` is what `errors.nearest` says."""
        return RuleFileError(f"{self.where}: {zh} ({en}){hint}")

    def only(self, known: Collection[str]) -> None:
        """Check that no other key than those `known` is here.

        Raises:
            RuleFileError: naming the first unknown key and the nearest known one.
        """
        for key in self.data:
            if key not in known:
                raise self.fail(f"不认识的键「{key}」", f'unknown key "{key}"', nearest(key, known))

    def get(self, key: str, kind: type, default: Any = None) -> Any:
        """The value at `key`, of type `kind`; `default` when absent, an error when that is None."""
        if key not in self.data:
            if default is None:
                raise self.fail(f"缺少键「{key}」", f'missing key "{key}"')
            return default
        value = self.data[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.fail(
                f"键「{key}」应为 {kind.__name__}，实为 {type(value).__name__}",
                f'"{key}" must be {kind.__name__}, found {type(value).__name__}',
            )
        return value

    def strings(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """The list of texts at `key`."""
        values = self.get(key, list, None if default is None else list(default))
        if not all(isinstance(value, str) for value in values):
            raise self.fail(f"键「{key}」应为文字列表", f'"{key}" must be a list of strings')
        return tuple(values)

    def one_of(self, key: str, allowed: Sequence[str]) -> str:
        """The text at `key`, one of those `allowed`."""
        value = str(self.get(key, str))
        if value not in allowed:
            raise self.fail(
                f"键「{key}」的值「{value}」不在 {'、'.join(allowed)} 之中",
                f'"{key}" must be one of {", ".join(allowed)}',
                nearest(value, allowed),
            )
        return value

    def section(self, key: str) -> Section:
        """The table at `key`."""
        return Section(self.get(key, dict), f"{self.where} [{key}]")

    def sections(self, key: str) -> list[Section]:
        """The array of tables at `key`; empty when absent."""
        tables = self.get(key, list, [])
        return [Section(table, f"{self.where} [[{key}]] {n}") for n, table in enumerate(tables, 1)]

    def bilingual(self, key: str) -> Bilingual:
        """The text at `key` in both languages, neither of them empty."""
        section = self.section(key)
        section.only(("zh", "en"))
        return section.as_bilingual()

    def as_bilingual(self) -> Bilingual:
        """This section's `zh` and `en`; blanks at their ends stay, since parts of a message are strung together."""
        zh, en = (str(self.get(lang, str)).strip("\r\n") for lang in ("zh", "en"))
        if not zh.strip() or not en.strip():
            raise self.fail("「zh」和「en」都不能为空", "neither zh nor en may be empty")
        return Bilingual(zh, en)
