"""The pandera model of every table; column names are defined here and nowhere else.

All frames hold many documents. `document` is unique in a run, `line_id` and `indicator_id` likewise.
Amounts are int64 fen (`Int64`, missing where a cell is blank or unreadable). Text columns hold the
*logical* text, after repairs; the `cells` frame leads from any range of it back to the original.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from budgetcheck.frames.text_type import Text
from budgetcheck.terms import (
    AmountState,
    Comparator,
    Dimension,
    Field,
    IgnoreReach,
    LineKind,
    MoneyUnit,
    RepairKind,
    ValueClass,
)


class _Model(pa.DataFrameModel):
    class Config:
        """Extra columns are welcome: users and later layouts add theirs."""

        strict = False


class Documents(_Model):
    """A row is a table in a file."""

    document: Series[int] = pa.Field(unique=True)
    ordinal: Series[int]  # 1-based among the tables of its file
    file: Series[Text]
    sheet: Series[Text]  # empty where the file has none
    sha256: Series[Text]
    encoding: Series[Text]
    row: Series[int]  # original line of the first heading row
    title: Series[Text]  # empty where none was found
    title_row: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    department: Series[Text]
    department_row: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    year: Series[pd.Int64Dtype] = pa.Field(nullable=True)  # budget year in the title
    money_unit: Series[Text] = pa.Field(isin=[str(u) for u in MoneyUnit])  # 万元 where none is stated
    money_unit_stated: Series[bool]
    money_unit_row: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    layout: Series[Text]
    layout_confidence: Series[float] = pa.Field(ge=0, le=1)  # how much of the heading row is known
    fields: Series[Text]  # the Field values this layout has, in order, parted by blanks
    headings: Series[Text]  # headings as printed, parted by tabs
    pages: Series[int]
    spans: Series[Text]  # `line` or `cell`: what offsets of the cells frame count in
    # Further sheets with pages of the table: rows before each, a tab, its name, a line each.
    sheets: Series[Text]


class Lines(_Model):
    """A row is a logical row: a grand total, a unit subtotal or a project."""

    document: Series[int]
    line_id: Series[int] = pa.Field(unique=True)
    kind: Series[Text] = pa.Field(isin=[str(k) for k in LineKind])
    parent: Series[pd.Int64Dtype] = pa.Field(nullable=True)  # line_id of the total above it
    unit: Series[Text]  # name of the nearest unit row above; empty where there is none
    name: Series[Text]
    content: Series[Text]
    goal: Series[Text]
    indicators: Series[Text]  # the packed cell, pieces joined
    total: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    total_text: Series[Text]
    total_decimals: Series[int]  # digits printed behind the point; 0 where nothing is stated
    total_state: Series[Text] = pa.Field(isin=[str(s) for s in AmountState])
    fiscal: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    fiscal_text: Series[Text]
    fiscal_decimals: Series[int]
    fiscal_state: Series[Text] = pa.Field(isin=[str(s) for s in AmountState])
    special_account: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    special_account_text: Series[Text]
    special_account_decimals: Series[int]
    special_account_state: Series[Text] = pa.Field(isin=[str(s) for s in AmountState])
    other: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    other_text: Series[Text]
    other_decimals: Series[int]
    other_state: Series[Text] = pa.Field(isin=[str(s) for s in AmountState])
    fragments: Series[int] = pa.Field(ge=1)  # source rows it was joined from
    row: Series[int]  # original line of its first source row
    end_row: Series[int]  # original line of its last source row
    page: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    width: Series[int]  # cells of the first source row
    confidence: Series[float] = pa.Field(ge=0, le=1)  # that these source rows are this one row


class Indicators(_Model):
    """A row is one indicator of a packed cell, with its parsed target value.

    The `*_start` and `*_end` columns are half-open character ranges in the line's `indicators` text.
    """

    document: Series[int]
    line_id: Series[int]
    indicator_id: Series[int] = pa.Field(unique=True)
    position: Series[int] = pa.Field(ge=1)  # 1..n in the cell after joining
    number: Series[pd.Int64Dtype] = pa.Field(nullable=True)  # as printed
    number_mark: Series[Text]  # what follows the number: 、 . ．
    category: Series[Text]  # level 1, normalised by the word list; as printed where unknown
    category_text: Series[Text]  # as printed
    category_known: Series[bool]
    level2: Series[Text]
    name: Series[Text]
    label: Series[Text]  # 年度指标值 and the like; empty where the item has no value label
    label_lead: Series[Text]  # the mark before the label: ， , 。 or empty
    label_gap: Series[bool]  # a blank stands between the label's colon and the value
    value_text: Series[Text]
    terminator: Series[Text]  # end marks as printed, e.g. ； or 。。
    value_class: Series[Text] = pa.Field(isin=[str(c) for c in ValueClass])
    comparator: Series[Text] = pa.Field(isin=[str(c) for c in Comparator])
    low: Series[object] = pa.Field(nullable=True)  # Decimal in base unit, or None
    high: Series[object] = pa.Field(nullable=True)
    unit: Series[Text]  # as printed, e.g. 亿元
    base_unit: Series[Text]  # e.g. 元
    dimension: Series[Text] = pa.Field(isin=[str(d) for d in Dimension])
    unit_source: Series[Text]  # value, name, column (a cell beside the value's) or empty
    name_unit: Series[Text]  # unit printed in brackets in the name
    unit_column: Series[Text]  # unit printed in a column of its own; empty where the layout has none
    value_type: Series[Text]  # the printed flag 定量 or 定性; empty where the layout has none
    direction: Series[Text]  # the printed flag 正向 or 反向; empty where the layout has none
    weight: Series[pd.Int64Dtype] = pa.Field(nullable=True)  # hundredths of a point, from a column of its own
    value_labels: Series[Text]  # words beside the quantities, parted by ；
    value_flags: Series[Text]  # parted by blanks, see text.target_value.FLAGS
    item_start: Series[int]
    item_end: Series[int]
    name_start: Series[int]
    name_end: Series[int]
    value_start: Series[int]
    value_end: Series[int]


class Cells(_Model):
    """A row is an unbroken piece of a line's logical text, and where it stands in the original.

    A cell that needed no repair is one row. `raw` is the whole source cell, shared by its pieces.
    """

    document: Series[int]
    line_id: Series[int]
    field: Series[Text] = pa.Field(isin=[str(f) for f in Field])
    start: Series[int]  # offset of the piece in the field's logical text
    length: Series[int]
    row: Series[int]  # original line
    column: Series[int]  # 1-based cell in the original row
    heading: Series[Text]  # of the field's column, as printed
    offset: Series[int]  # of the piece within `raw`
    cell_start: Series[pd.Int64Dtype] = pa.Field(nullable=True)  # of `raw` within the original line
    page: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    address: Series[Text]  # sheet address such as D12; empty for text
    raw: Series[object]
    box: Series[object] = pa.Field(
        nullable=True
    )  # on the page: left, top, right, bottom in points; None for text
    glyphs: Series[object] = pa.Field(nullable=True)  # a model.Glyphs: where each character of `raw` stands
    part: Series[
        Text
    ]  # of an indicator that has a row of its own, see IndicatorPart; empty where it has none


class Repairs(_Model):
    """A row is one repair of a damaged table, with before and after."""

    document: Series[int]
    line_id: Series[pd.Int64Dtype] = pa.Field(nullable=True)  # missing for repairs of a whole table
    kind: Series[Text] = pa.Field(isin=[str(k) for k in RepairKind])
    field: Series[Text]  # Field value, or empty where the row as a whole was repaired
    row: Series[int]  # original line
    page: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    column: Series[pd.Int64Dtype] = pa.Field(nullable=True)  # 1-based cell in the original row
    start: Series[pd.Int64Dtype] = pa.Field(nullable=True)  # range in that original cell, where it has one
    end: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    before: Series[Text]
    after: Series[Text]
    dropped: Series[Text]  # text left out of the logical row; kept here and nowhere else
    confidence: Series[float] = pa.Field(ge=0, le=1)
    evidence_zh: Series[Text]  # why, in words
    evidence_en: Series[Text]


class Readings(_Model):
    """A row is one printed reading of a doubtful amount; each doubtful amount has two or more."""

    document: Series[int]
    line_id: Series[int]
    field: Series[Text]
    order: Series[int]  # 1 is the reading that the lines frame holds
    fen: Series[int]
    text: Series[Text]
    row: Series[int]
    column: Series[int]


class Amounts(_Model):
    """A row is one money cell of a line: the lines frame made long, for rules on single amounts."""

    document: Series[int]
    line_id: Series[int]
    field: Series[Text]
    fen: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    text: Series[Text]
    decimals: Series[int]
    state: Series[Text]


class Ignores(_Model):
    """A row is one entry of `[[ignores]]`, and what a run had to do with it; for rules on the configuration."""

    document: Series[int]  # the configuration file
    number: Series[int] = pa.Field(ge=1)  # among the entries of its file
    row: Series[int] = pa.Field(ge=1)  # line at which the entry begins
    keys: Series[Text]  # what it fits, as written
    reason: Series[Text]
    until: Series[Text]  # last day on which it holds, empty where it has none
    expired: Series[bool]  # that day is past
    reach: Series[Text] = pa.Field(isin=[str(r) for r in IgnoreReach])
    fits: Series[int] = pa.Field(ge=0)  # findings that it fits
