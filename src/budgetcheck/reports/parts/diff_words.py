"""The fixed words of `diff`, in 中文 and English, and how a change of money is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from budgetcheck.reports.parts.phrases import listed, said
from budgetcheck.terms import MoneyUnit, Term
from budgetcheck.text import format_fen

_PHRASES: Mapping[str, tuple[str, str]] = {
    "old": ("旧", "old"),
    "new": ("新", "new"),
    "projects": ("项目", "Projects"),
    "units": ("各单位项目合计（万元）", "Units, sum of their projects (10,000 yuan)"),
    "amounts": ("金额变动（万元）", "Amounts changed (10,000 yuan)"),
    "amounts_short": ("金额变动", "Amounts changed"),
    "targets": ("指标值变动", "Targets changed"),
    "indicators": ("指标增减", "Indicators added and dropped"),
    "texts": ("文字沿用", "Texts carried over"),
    "unit": ("单位", "unit"),
    "column": ("栏目", "column"),
    "difference": ("增减", "difference"),
    "no_unit": ("（未分单位）", "(no units)"),
    "like": ("相似 {n}%", "{n}% alike"),
    "more": ("还有 {n} 处（--limit 0 全部列出）", "{n} more (--limit 0 lists all)"),
    "nothing": ("两表没有差别", "the two are the same"),
    "unread": ("{n} 个金额无法读取，未计入", "{n} amounts could not be read and are left out"),
    "moved": ("原属 {unit}", "was in {unit}"),
    "of_projects": ("{n} 个项目", "{n} projects"),
    "blank": ("空白", "blank"),
    "findings": ("问题", "Findings"),
    "rules_differ": (
        "两份报告所用的规则不同（{old}、{new}），新增与消失可能因规则而来",
        "the two reports used different rules ({old}, {new}), which may be why findings came or went",
    ),
    "rule": ("规则", "rule"),
    "meaning": ("名称", "name"),
    "not_counted": ("不计", "not counted"),
    "no_year": ("未写年度", "no year stated"),
}


def word(key: str, lang: str, **values: object) -> str:
    """The phrase `key` in `lang`, its `{fields}` filled."""
    return said(_PHRASES[key], lang, **values)


def told(counts: Mapping[str, int], changes: Iterable[Term], lang: str) -> str:
    """How many there are of each change, those of which there are none left out."""
    parts = [f"{change.label(lang)} {n:,}" for change in changes if (n := counts.get(str(change), 0))]
    return listed(parts, lang)


def money(fen: Any, lang: str) -> str:
    """An amount in 万元 with thousands marked; the word for a blank where there is none."""
    if fen is None:
        return word("blank", lang)
    whole, point, part = format_fen(int(fen), MoneyUnit.WAN_YUAN).partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.lstrip('-')):,}{point}{part}"


def gap(difference: int, old: Any, lang: str) -> str:
    """A difference with its sign, and as a share of what it was.

    >>> gap(3_000_000, 25_000_000, "zh"), gap(-1_000_000, None, "zh")
    ('+3.00，+12.0%', '-1.00')
    """
    text = ("+" if difference > 0 else "") + money(difference, lang)
    if not old:
        return text
    share = (Decimal(difference) * 100 / Decimal(int(old))).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if not share:
        return text
    return f"{text}{'，' if lang == 'zh' else ', '}{share:+,}%"
