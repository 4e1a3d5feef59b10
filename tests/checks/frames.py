"""Frames for tests of check functions, built from a few words and no reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import pandas as pd

from budgetcheck.frames import FRAMES, Tables, dtypes, frame_of
from budgetcheck.terms import MONEY_FIELDS, LineKind, MoneyUnit

Record = dict[str, Any]
_EMPTY = {"str": "", "int64": 0, "Int64": pd.NA, "float64": 1.0, "bool": False, "object": None}


def line(name: str, total: str | None = "", fiscal: str | None = "", **columns: Any) -> Record:
    """A project row; amounts are printed text, "" is a blank cell, None a column the table lacks.

    `special_account` and `other` are given by name, as is any column of the lines frame.
    """
    return {"name": name, "total": total, "fiscal": fiscal, "goal": "目标。", "indicators": "1、", **columns}


def unit(name: str, total: str | None = "", fiscal: str | None = "", **columns: Any) -> Record:
    """A unit row; its parent is the grand total above unless `parent` is given."""
    return line(name, total, fiscal, kind=LineKind.UNIT_TOTAL, **{"goal": "", "indicators": "", **columns})


def grand(total: str | None = "", fiscal: str | None = "", **columns: Any) -> Record:
    """A 合计 row."""
    kind = {"kind": LineKind.GRAND_TOTAL, "goal": "", "indicators": ""}
    return line("合计", total, fiscal, **{**kind, **columns})


def tables(
    *documents: Sequence[Record],
    money_unit: str = "万元",
    about: Mapping[str, Any] | None = None,
    **others: Iterable[Record],
) -> Tables:
    """Tables of one or more documents, each a list of line records; ids count from 0 over the batch.

    `about` overrides columns of every documents row; `others` gives rows of the remaining frames
    (`indicators`, `cells`, `repairs`, `readings`).
    """
    held: list[Record] = []
    for number, records in enumerate(documents):
        held += _document_lines(records, number, len(held), MoneyUnit(money_unit))
    heads = [
        _head(records, number, money_unit) | dict(about or {}) for number, records in enumerate(documents)
    ]
    frames = {"documents": heads, "lines": held, **others}
    return Tables(**{name: frame(name, frames.get(name, ())) for name in FRAMES})


def frame(name: str, records: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """The frame `name` from records; columns not given hold nothing."""
    listed = list(records)
    return frame_of(name, {c: [r.get(c, _EMPTY[d]) for r in listed] for c, d in dtypes(name).items()})


def _head(records: Sequence[Record], number: int, money_unit: str) -> Record:
    present = [f for f in map(str, MONEY_FIELDS) if any(r.get(f, "") is not None for r in records)]
    names = ["name", *present, "goal", "indicators"]
    return {
        "document": number,
        "ordinal": number + 1,
        "file": f"表{number + 1}.txt",
        "row": 1,
        "title": "示例市某局2024年项目支出绩效目标表",
        "year": 2024,
        "money_unit": money_unit,
        "money_unit_stated": True,
        "fields": " ".join(names),
        "headings": "\t".join(names),
        "pages": 1,
        "spans": "line",
    }


def _document_lines(records: Sequence[Record], document: int, first: int, money: MoneyUnit) -> list[Record]:
    made: list[Record] = []
    top = above = None
    for number, given in enumerate(records):
        kind = str(given.get("kind", LineKind.PROJECT))
        parent = given["parent"] + first if given.get("parent") is not None else None
        if parent is None and "parent" not in given:
            parent = None if kind == LineKind.GRAND_TOTAL else top if kind == LineKind.UNIT_TOTAL else above
        line_id = first + number
        top = line_id if kind == LineKind.GRAND_TOTAL else top
        above = above if kind == LineKind.PROJECT else line_id
        made.append(
            {"row": number + 1, "end_row": number + 1, "fragments": 1, **given, **_money(given, money)}
            | {"document": document, "line_id": line_id, "kind": kind, "parent": parent}
        )
    return made


def _money(given: Record, money: MoneyUnit) -> Record:
    made: Record = {}
    for field in map(str, MONEY_FIELDS):
        text = given.get(field, "")
        fen, state = amount(text, money)
        made |= {
            field: fen,
            f"{field}_text": text or "",
            f"{field}_decimals": len((text or "").partition(".")[2]),
            f"{field}_state": given.get(f"{field}_state", state),
        }
    return made


def amount(text: str | None, money: MoneyUnit = MoneyUnit.WAN_YUAN) -> tuple[Any, str]:
    """Fen and state of a printed amount."""
    if not text:
        return pd.NA, "absent" if text is None else "blank"
    try:
        return int(Decimal(text.replace(",", "")) * money.fen), "stated"
    except InvalidOperation:
        return pd.NA, "unreadable"
