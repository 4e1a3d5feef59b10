"""Evidence put into words: the rule's template, filled in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter
from typing import Any

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
_JOIN = {"zh": "；", "en": "; "}
_FORMATTER = Formatter()


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


@dataclass(frozen=True, slots=True)
class Money:
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

    def __init__(self, template: Bilingual, parts: Mapping[str, Bilingual]) -> None:
        self._zh, self._en = (_fields_only(text) for text in (template.zh, template.en))
        self._parts = parts
        names = [name for text in (template.zh, template.en) for _, name in _parsed(text) if name]
        self.asked = tuple(dict.fromkeys(names))

    def say(self, values: Mapping[str, Any], money: Money) -> Bilingual:
        """The message with every field filled, in both languages.

        NOTE: nearly all values are plain text, and a run may say hundreds of thousands of them.
        """
        same: dict[str, str] = {}
        differ: list[str] = []
        for name in self.asked:
            value = values.get(name)
            if type(value) is str:
                same[name] = value if len(value) <= LONGEST else f"{value[: LONGEST - 1]}…"
            else:
                differ.append(name)
        if not differ:
            return Bilingual(self._zh.format_map(same), self._en.format_map(same))
        return Bilingual(
            self._zh.format_map(same | self._said(differ, values, money, "zh")),
            self._en.format_map(same | self._said(differ, values, money, "en")),
        )

    def _said(
        self, names: Iterable[str], values: Mapping[str, Any], money: Money, lang: str
    ) -> dict[str, str]:
        return {name: _say(values.get(name), self._parts.get(name), money, lang) for name in names}


@lru_cache(maxsize=1024)
def _parsed(template: str) -> tuple[tuple[str, str | None], ...]:
    """The template as (text, field name behind it) pairs."""
    return tuple((text, name) for text, name, _, _ in _FORMATTER.parse(template))


def _fields_only(template: str) -> str:
    """The template with nothing in its braces but names."""
    return "".join(
        text.replace("{", "{{").replace("}", "}}") + (f"{{{name}}}" if name else "")
        for text, name in _parsed(template)
    )


def _fill(
    template: str, values: Mapping[str, Any], parts: Mapping[str, Bilingual], money: Money, lang: str
) -> str:
    said = []
    for text, name in _parsed(template):
        said.append(text)
        if name is not None:
            said.append(_say(values.get(name), parts.get(name), money, lang))
    return "".join(said)


def _say(value: Any, part: Bilingual | None, money: Money, lang: str) -> str:
    if isinstance(value, list | tuple):
        return _say_all(value, part, money, lang)
    match value:
        case None:
            return ""
        case Bilingual():
            return value.get(lang)
        case Term():
            return value.label(lang)
        case Fen():
            text = format_fen(int(value), money.unit)
        case _:
            text = str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _say_all(values: Sequence[Any], part: Bilingual | None, money: Money, lang: str) -> str:
    if part is None:
        return "、".join(_say(entry, None, money, lang) for entry in values)
    filled = (_fill(part.get(lang), {**entry, **_gap(entry, money)}, {}, money, lang) for entry in values)
    return _JOIN[lang].join(filled)


def _gap(entry: Mapping[str, Any], money: Money) -> dict[str, Any]:
    difference = entry.get("difference")
    return {} if difference is None or "gap" in entry else {"gap": money.gap(difference)}


def plain(value: Any, money: Money) -> Any:
    """`value` as JSON can hold it: amounts as text in the table's unit."""
    if type(value) is str:
        return value
    if isinstance(value, list | tuple):
        return [plain(entry, money) for entry in value]
    if isinstance(value, Mapping):
        return {key: plain(entry, money) for key, entry in value.items()}
    if isinstance(value, Bilingual):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, Fen):
        return format_fen(int(value), money.unit)
    return str(value) if isinstance(value, Term) else value
