"""Evidence put into words: the rule's template, filled in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from string import Formatter
from types import MappingProxyType
from typing import Any, NamedTuple

from budgetcheck.errors import RuleFileError
from budgetcheck.model import Bilingual, Fen
from budgetcheck.terms import MoneyUnit, Term
from budgetcheck.text import format_fen

COMMON_FIELDS = frozenset(
    {
        "name", "unit", "heading", "department", "line", "indicator", "indicator_name", "category", "value",
        "expected", "actual", "difference", "tolerance", "gap",
    }
)  # fmt: skip
LONGEST = 60
_NOTHING = Bilingual("", "")
_NO_PARTS: Mapping[str, Bilingual] = MappingProxyType({})
_FORMATTER = Formatter()
_SAME = frozenset(
    (str, int)
)  # what is said alike in both languages; amounts and terms are classes of their own
_PLAIN = frozenset((str, int, float, bool, type(None)))


def template_fields(template: str, file: str) -> list[str]:
    """The names in braces in `template`, in order.

    Raises:
        RuleFileError: it is not a template, or reaches for more than a plain name.
    """
    try:
        names = [name for _, name, _, _ in _FORMATTER.parse(template) if name is not None]
    except ValueError as error:
        raise RuleFileError(f"{file}: [message] 花括号不成对: {error} (unbalanced braces)") from error
    for name in names:
        if not name.isidentifier():
            raise RuleFileError(f"{file}: [message] 「{{{name}}}」不是简单的字段名 (not a plain field name)")
    return names


class Money(NamedTuple):
    """How one table prints money."""

    unit: MoneyUnit

    def show(self, value: int | str | None) -> str | None:
        """An amount in fen as text in the table's unit; text and None as they are."""
        return format_fen(value, self.unit) if isinstance(value, int) else value

    def gap(self, difference: int | str | None) -> Bilingual:
        """`difference` in words: how much more or less."""
        if not isinstance(difference, int):
            return Bilingual(str(difference or ""), str(difference or ""))
        size = format_fen(abs(difference), self.unit)
        if difference > 0:
            return Bilingual(f"多 {size}", f"{size} more")
        return Bilingual(f"少 {size}", f"{size} less")


class Voice:
    """A rule's message template, taken apart once for all its findings.

    `asked` are the fields that it names in either language, in the order of first use.
    """

    def __init__(self, template: Bilingual, parts: Mapping[str, Bilingual] = _NO_PARTS) -> None:
        self._zh, self._en = _Words(template.zh), _Words(template.en)
        self._parts = {name: Voice(part) for name, part in parts.items()}
        self.asked = tuple(dict.fromkeys((*self._zh.names, *self._en.names)))

    def say(self, values: Mapping[str, Any], money: Money) -> Bilingual:
        """The message with every field filled, in both languages.

        NOTE: nearly all values are plain text, and a run may say hundreds of thousands of them.
        """
        zh: dict[str, str] = {}
        other: dict[str, str] = {}
        for name in self.asked:
            value = values.get(name)
            if type(value) in _SAME:
                zh[name] = _short(str(value))
                continue
            told = self._told(value, self._parts.get(name), money)
            zh[name] = told.zh
            if told.en is not told.zh:
                other[name] = told.en
        return Bilingual(self._zh.fill(zh), self._en.fill({**zh, **other} if other else zh))

    def _told(self, value: Any, part: Voice | None, money: Money) -> Bilingual:
        if not isinstance(value, list | tuple):
            return _both(value, money)
        if part is None and _SAME.issuperset(map(type, value)):
            text = "、".join([_short(str(entry)) for entry in value])
            return Bilingual(text, text)
        if part is None:
            entries = [self._told(entry, None, money) for entry in value]
            return Bilingual("、".join(e.zh for e in entries), "、".join(e.en for e in entries))
        said = [
            part.say({**entry, **_gap(entry, money)} if "difference" in entry else entry, money)
            for entry in value
        ]
        return Bilingual("；".join([e.zh for e in said]), "; ".join([e.en for e in said]))


class _Words:
    """A template in one language: `names` are its fields in order.

    NOTE: `%` fills in a row of texts twice as fast as `format` looks up names.
    """

    def __init__(self, template: str) -> None:
        parsed = _parsed(template)
        self.names = [name for _, name in parsed if name]
        self._form = "".join(text.replace("%", "%%") + ("%s" if name else "") for text, name in parsed)

    def fill(self, values: Mapping[str, str]) -> str:
        """The text with every field filled."""
        return self._form % tuple([values[name] for name in self.names])


@lru_cache(maxsize=1024)
def _parsed(template: str) -> tuple[tuple[str, str | None], ...]:
    """The template as (text, field name behind it) pairs."""
    return tuple((text, name) for text, name, _, _ in _FORMATTER.parse(template))


def _both(value: Any, money: Money) -> Bilingual:
    """One value in words."""
    if value is None:
        return _NOTHING
    if isinstance(value, Bilingual):
        return value
    if isinstance(value, Term):
        return Bilingual(value.zh, value.en)
    text = _short(format_fen(int(value), money.unit) if isinstance(value, Fen) else str(value))
    return Bilingual(text, text)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _gap(entry: Mapping[str, Any], money: Money) -> dict[str, Any]:
    difference = entry.get("difference")
    return {} if difference is None or "gap" in entry else {"gap": money.gap(difference)}


def plain(value: Any, money: Money) -> Any:
    """`value` as JSON can hold it: amounts as text in the table's unit."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if isinstance(value, list | tuple):
        return [plain(entry, money) for entry in value]
    # NOTE: to ask whether something is any kind of mapping takes longer than to put it into words.
    if kind is dict or isinstance(value, Mapping):
        return {key: plain(entry, money) for key, entry in value.items()}
    if isinstance(value, Bilingual):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, Fen):
        return format_fen(int(value), money.unit)
    return str(value) if isinstance(value, Term) else value
