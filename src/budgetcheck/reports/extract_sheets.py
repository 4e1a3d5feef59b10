"""The clean tables with printed headings, as text, such that budgetcheck reads them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from budgetcheck.reports.extract_records import indicator_records
from budgetcheck.reports.packed_text import packed_texts
from budgetcheck.reports.parts.explanations import change_texts
from budgetcheck.terms import MONEY_FIELDS, Field, LineKind, MoneyUnit, ValueClass
from budgetcheck.text import format_fen, parse_amount

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from budgetcheck.frames import Tables
    from budgetcheck.model import Change, Correction

_NAME_HEADING = "项目名称（资金使用单位）"
_CORRECTED = "更正"
_DECIMAL_SHIFT = {MoneyUnit.YUAN: 0, MoneyUnit.WAN_YUAN: 4, MoneyUnit.YI_YUAN: 8}


def line_sheet(tables: Tables, corrections: Sequence[Correction] | None = None) -> pd.DataFrame:
    """One row per logical row: where it stands, what kind it is, the printed columns, other readings.

    Where corrections were made, a last column says in each row which.

    Amounts are text with the printed decimals and without thousands commas; where that would lose
    something of the printed form, or the cell is no amount, the cell stands as printed. Tables with
    different money units go into the largest of them, exactly and with the decimals that takes.
    """
    import pandas as pd

    documents = {row["document"]: row for row in tables.documents.to_dict("records")}
    unit = max(
        (MoneyUnit(d["money_unit"]) for d in documents.values()), key=_size, default=MoneyUnit.WAN_YUAN
    )
    held = {field for d in documents.values() for field in d["fields"].split()}
    readings = _readings(tables, documents, unit)
    lines, packed = tables.lines.to_dict("records"), packed_texts(tables)
    made = _made(corrections or ())
    columns: dict[str, list[str]] = {name: [] for name in _headings(held, unit)}
    if corrections is not None:
        columns[_CORRECTED] = []
    for line in lines:
        document = documents[line["document"]]
        cells = {
            "文件": document["file"],
            "表": str(document["ordinal"]),
            "原文行": str(line["row"]),
            "页": "" if pd.isna(line["page"]) else str(line["page"]),
            "部门名称": document["department"],
            "年度": "" if pd.isna(document["year"]) else str(document["year"]),
            "行类型": LineKind(line["kind"]).zh,
            _NAME_HEADING: line["name"],
            Field.CONTENT.zh: line["content"],
            **{
                _heading(f, unit): _amount(line, f, MoneyUnit(document["money_unit"]), unit)
                for f in MONEY_FIELDS
            },
            Field.GOAL.zh: line["goal"],
            Field.INDICATORS.zh: packed.get(line["line_id"], line["indicators"]),
            "另一读数": readings.get(line["line_id"], ""),
            _CORRECTED: made.get(line["line_id"], ""),
        }
        for name, values in columns.items():
            values.append(cells[name])
    return pd.DataFrame(columns, dtype="str")


def _made(corrections: Sequence[Correction]) -> dict[int, str]:
    """Per line the corrections that are told of it, in words."""
    changes: dict[int, list[Change]] = {}
    for made in corrections:
        changes.setdefault(made.line_id, []).append(made.change)
    return {line_id: "；".join(change_texts(held, "zh")) for line_id, held in changes.items()}


def _size(unit: MoneyUnit) -> int:
    return unit.fen


def _heading(field: Field, unit: MoneyUnit) -> str:
    return f"{field.zh}（{unit}）"


def _headings(held: set[str], unit: MoneyUnit) -> list[str]:
    """The headings in order; a column that no table has is left out, so that it reads back as absent."""
    printed = {
        Field.NAME: _NAME_HEADING,
        Field.CONTENT: Field.CONTENT.zh,
        **{field: _heading(field, unit) for field in MONEY_FIELDS},
        Field.GOAL: Field.GOAL.zh,
        Field.INDICATORS: Field.INDICATORS.zh,
    }
    kept = [heading for field, heading in printed.items() if str(field) in held]
    return ["文件", "表", "原文行", "页", "部门名称", "年度", "行类型", *kept, "另一读数"]


def _amount(line: Mapping[Any, Any], field: Field, own: MoneyUnit, unit: MoneyUnit) -> str:
    printed = str(line[f"{field}_text"])
    fen = line[field]
    if not isinstance(fen, int):
        return printed
    return _figure(fen, printed, int(line[f"{field}_decimals"]), (own, unit))


def _figure(fen: int, printed: str, decimals: int, units: tuple[MoneyUnit, MoneyUnit]) -> str:
    """The amount as clean text, or as printed where its form says more than the figure."""
    own, unit = units
    if own is not unit:
        return format_fen(fen, unit, decimals + _DECIMAL_SHIFT[unit] - _DECIMAL_SHIFT[own])
    clean = format_fen(fen, unit, decimals)
    if parse_amount(printed, own).fen != fen:
        # NOTE: a form may part an amount into cells, whose sum is no text of the original.
        return clean
    return clean if printed.strip().replace(",", "") == clean else printed


def _readings(tables: Tables, documents: Mapping[Any, Mapping[Any, Any]], unit: MoneyUnit) -> dict[int, str]:
    """The further readings of each doubtful line, as `总计=11.20；财政拨款=11.20`."""
    texts: dict[int, list[str]] = {}
    for reading in tables.readings.to_dict("records"):
        if reading["order"] > 1:
            own = MoneyUnit(documents[reading["document"]]["money_unit"])
            decimals = len(reading["text"].strip().partition(".")[2])
            figure = _figure(int(reading["fen"]), reading["text"], decimals, (own, unit))
            texts.setdefault(reading["line_id"], []).append(f"{Field(reading['field']).zh}={figure}")
    return {line_id: "；".join(parts) for line_id, parts in texts.items()}


_INDICATOR_HEADINGS: Sequence[tuple[str, str]] = (
    ("文件", "file"),
    ("表", "document"),
    ("原文行", "line"),
    ("行号", "line_id"),
    ("序号", "position"),
    ("原文编号", "number"),
    ("一级指标", "category"),
    ("二级指标", "level2"),
    ("指标名称", "name"),
    ("指标值", "value_text"),
    ("类别", "value_class"),
    ("计算符号", "comparator"),
    ("下限", "low"),
    ("上限", "high"),
    ("单位", "unit"),
    ("基本单位", "base_unit"),
)


def indicator_sheet(tables: Tables) -> pd.DataFrame:
    """One row per indicator with the project it belongs to and its parsed value, as text."""
    import pandas as pd

    records = list(indicator_records(tables))
    names = dict(zip(tables.lines["line_id"].tolist(), tables.lines["name"].tolist(), strict=True))
    columns: dict[str, list[str]] = {}
    for heading, key in _INDICATOR_HEADINGS:
        columns[heading] = ["" if r[key] is None else str(r[key]) for r in records]
        if key == "line_id":
            columns["项目名称"] = [names[r[key]] for r in records]
    columns["类别"] = [ValueClass(value).zh for value in columns["类别"]]
    return pd.DataFrame(columns, dtype="str")
