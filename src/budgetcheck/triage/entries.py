"""From the tables of `[[ignores]]` to ignores, every slip named with file and entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from budgetcheck.errors import ConfigurationError, nearest
from budgetcheck.model import Ignore
from budgetcheck.model.ignore import IGNORE_KEYS

_KEYS = (*IGNORE_KEYS, "reason", "until")
_SHORTEST_PRINT = 6
_HEX = frozenset("0123456789abcdef")


def parse_ignores(
    entries: Iterable[Mapping[str, Any] | Ignore], source: str = "ignores=", lines: Sequence[int] = ()
) -> tuple[Ignore, ...]:
    """The ignores that `entries` state; `source` is the file they stand in, `lines` where each begins.

    Raises:
        ConfigurationError: an unknown key, a missing reason or rule, a wrong value.
    """
    given = list(entries)
    starts = lines if len(lines) == len(given) else [1] * len(given)
    return tuple(
        entry if isinstance(entry, Ignore) else _ignore(entry, _Place(source, number, line))
        for number, (entry, line) in enumerate(zip(given, starts, strict=True), 1)
    )


def entry_lines(text: str, table: str = "ignores") -> list[int]:
    """The 1-based lines of a TOML file at which entries of the array `table` begin.

    >>> entry_lines('lang = "zh"\\n[[ ignores ]]  # first\\n\\n[[ignores]]')
    [2, 4]
    """
    heads = ("".join(line.partition("#")[0].split()) for line in text.splitlines())
    return [number for number, head in enumerate(heads, 1) if head == f"[[{table}]]"]


class _Place:
    """Where an entry stands, for its errors."""

    def __init__(self, source: str, number: int, line: int) -> None:
        self.source, self.number, self.line = source, number, line

    def fail(self, zh: str, en: str, hint: str = "") -> ConfigurationError:
        """The error to raise for this entry."""
        where = f"{self.source}:{self.line}" if self.line > 1 else self.source
        return ConfigurationError(f"{where}: 第 {self.number} 条 [[ignores]]：{zh} ({en}){hint}")


def _ignore(entry: Any, place: _Place) -> Ignore:
    if not isinstance(entry, Mapping):
        raise place.fail("应为一张表", "an entry is a table")
    for key in entry:
        if key not in _KEYS:
            hint = nearest(str(key), _KEYS) or f"；可用 (allowed): {'、'.join(_KEYS)}"
            raise place.fail(f"没有名为「{key}」的键", "unknown key", hint)
    texts = {key: _text(entry, key, place) for key in (*IGNORE_KEYS, "reason") if key in entry}
    if "reason" not in texts:
        raise place.fail("缺少 reason：为什么可以忽略", "a reason is missing")
    if "rule" not in texts:
        raise place.fail("缺少 rule：规则编号、名称或族", "a rule is missing")
    _check_print(texts.get("fingerprint"), place)
    return Ignore(
        **texts, until=_date(entry, place), source=place.source, line=place.line, number=place.number
    )


def _text(entry: Mapping[str, Any], key: str, place: _Place) -> str:
    value = entry[key]
    if not isinstance(value, str):
        raise place.fail(f"「{key}」应为文字", f"{key} must be text")
    if not value.strip():
        what = "理由不能为空" if key == "reason" else f"「{key}」不能为空"
        raise place.fail(what, f"{key} is blank")
    return value.strip()


def _check_print(fingerprint: str | None, place: _Place) -> None:
    if fingerprint is not None and not (len(fingerprint) >= _SHORTEST_PRINT and set(fingerprint) <= _HEX):
        raise place.fail(
            f"fingerprint 应为指纹的开头，至少 {_SHORTEST_PRINT} 位（0-9、a-f），实为「{fingerprint}」",
            f"fingerprint must be the first {_SHORTEST_PRINT} or more hexadecimal digits",
        )


def _date(entry: Mapping[str, Any], place: _Place) -> date | None:
    value = entry.get("until")
    # NOTE: a date and time is a date to Python; TOML and people tell them apart.
    if "until" in entry and type(value) is not date:
        raise place.fail(
            f"until 应为日期，如 until = 2027-03-31（不加引号），实为「{value}」",
            "until must be a date without quotation marks",
        )
    return value
