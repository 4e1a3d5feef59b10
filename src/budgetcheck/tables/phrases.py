"""Why a repair was made, in words, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from budgetcheck.tables.rows import Phrase

_SHOWN_NAMES = 8


def joined(parts: Iterable[Phrase]) -> Phrase:
    """Several reasons as one text.

    >>> joined([Phrase("甲", "a"), Phrase("乙", "b")])
    Phrase(zh='甲；乙', en='a; b')
    """
    held = list(parts)
    return Phrase("；".join(p.zh for p in held), "; ".join(p.en for p in held))


def header_repeated(rows: int) -> Phrase:
    """A heading block printed again."""
    lines = "line" if rows == 1 else "lines"
    return Phrase(
        f"新的一页上重复印出的表头，共{rows}行", f"heading block printed again on a new page, {rows} {lines}"
    )


def total_repeated(line: int) -> Phrase:
    """A grand total printed again."""
    return Phrase(
        f"与第{line}行的合计逐格相同，随表头重复印出",
        f"equal in every cell to the total in line {line}, printed again with the headings",
    )


def lines_around(rows: int) -> Phrase:
    """Title, department, unit or page-number lines between or below the rows."""
    lines = "line" if rows == 1 else "lines"
    return Phrase(
        f"表格行之外的标题、单位或页码，共{rows}行",
        f"title, unit or page-number lines around the rows, {rows} {lines}",
    )


def sheets_joined(first: str, others: Sequence[tuple[str, int]]) -> Phrase:
    """Sheets that are pages of one table, and the line at which the rows of each are counted on."""
    shown = others[:_SHOWN_NAMES]
    more = len(others) > _SHOWN_NAMES
    zh = "、".join(f"「{name}」从第{line}行起" for name, line in shown)
    en = ", ".join(f'"{name}" from line {line}' for name, line in shown)
    return Phrase(
        f"各页分在{len(others) + 1}张工作表，已接在「{first}」之后；说明文字中的行号连续计：{zh}{'等' if more else ''}",
        f'its pages stand in {len(others) + 1} sheets and were joined to "{first}"; lines named in messages '
        f"are counted on: {en}{', …' if more else ''}",
    )


def outside_table() -> Phrase:
    """A row with figures above the first heading row."""
    return Phrase("在表头之前，不知属于哪一栏", "stands above the heading row, so its columns are unknown")


def markup(tags: int) -> Phrase:
    """Tags taken out of a cell."""
    return Phrase(
        f"单元格中有{tags}处网页标记", f"the cell holds {tags} piece{'s' if tags > 1 else ''} of markup"
    )


def broken_cell(parts: int) -> Phrase:
    """A name or amount that a line break cuts inside its cell."""
    return Phrase(f"同一格中被换行断成{parts}段", f"cut into {parts} pieces by line breaks inside its cell")


def beside_labels() -> Phrase:
    """Cells of a form that no label asks for."""
    return Phrase("表单中不属于任何已知栏目的内容", "cells of the form that stand at no known label")


def sum_of_points() -> Phrase:
    """The row below a block of indicators that adds up their points."""
    return Phrase(
        "指标分值的合计行，不是指标", "the sum of the points of the indicators above, and none of them"
    )


def moved_cells(moves: Iterable[tuple[int, str]]) -> Phrase:
    """Which cell went under which heading."""
    held = list(moves)
    return Phrase(
        "，".join(f"第{cell}格→{heading}" for cell, heading in held),
        ", ".join(f"cell {cell} → {heading}" for cell, heading in held),
    )


def realigned(cells: int, columns: int, moved: Phrase) -> Phrase:
    """Cells put under the headings that ask for what they hold."""
    return Phrase(
        f"表头{columns}格，此行{cells}格，按内容归位：{moved.zh}",
        f"the heading row has {columns} cells, this row {cells}; placed by what they hold: {moved.en}",
    )


def unknown_column(heading: str, column: str, cells: int) -> Phrase:
    """A column that no known heading names, or none at all."""
    if not heading:
        return Phrase(
            f"第{column}列没有栏目名称，其中{cells}格未读入",
            f"column {column} has no heading; {cells} of its cells were not read",
        )
    return Phrase(
        f"「{heading}」不是已知的栏目，其中{cells}格未读入",
        f'"{heading}" is no known column; {cells} of its cells were not read',
    )


def too_many_cells(cells: int, columns: int) -> Phrase:
    """A row whose cells find no columns."""
    return Phrase(
        f"此行{cells}格，无法对应表头{columns}格",
        f"its {cells} cells fit no assignment to the {columns} headings",
    )


def note() -> Phrase:
    """A note below the table."""
    return Phrase("表下的说明文字", "a note below the table")


def nowhere() -> Phrase:
    """Text that continues nothing and is no row."""
    return Phrase("没有金额，也接不上前后任何一行", "has no amount and continues no row beside it")


def encoding(name: str, notes: Iterable[str]) -> Phrase:
    """An encoding that had to be guessed."""
    more = "；".join(notes)
    return Phrase(
        f"编码推断为 {name}" + (f"：{more}" if more else ""),
        f"encoding guessed as {name}" + (f": {more}" if more else ""),
    )


def lost_heading(name: str, rows: int) -> Phrase:
    """A sheet or table with indicators and without a heading row."""
    return Phrase(
        f"「{name}」有{rows}行，内有绩效指标，但没有认出表头，没有检查",
        f'"{name}" holds indicators in {rows} rows but no heading row that is known, and was not checked',
    )


def passed_over(names: Sequence[str]) -> Phrase:
    """Sheets or tables of a file in which no heading row was found."""
    shown = "、".join(names[:_SHOWN_NAMES])
    more = len(names) > _SHOWN_NAMES
    return Phrase(
        f"另有 {len(names)} 个表没有认出表头：{shown}{'等' if more else ''}",
        f"no heading row was found in {len(names)} others: {shown}{', …' if more else ''}",
    )


# NOTE: what speaks for joining a row; what spoke against it and was outweighed would only puzzle the reader.
REASONS = {
    "no_name": Phrase("没有名称", "has no name"),
    "same_name": Phrase("名称与上一行相同", "has the name of the row above"),
    "no_money": Phrase("没有金额", "has no amount"),
    "amount_goes_on": Phrase("金额接着上一行的半截数字", "its digits complete the amount above"),
    "opens_page": Phrase("位于分页之后", "first row behind a page break"),
    "numbers_go_on": Phrase("指标序号接着上一行", "its numbering goes on from the row above"),
    "late_number": Phrase("首个指标序号大于1", "its first indicator is not number 1"),
    "mid_sentence": Phrase("指标从半句开始", "its indicators start in mid-sentence"),
    "item_goes_on": Phrase("上一行的最后一项指标还没有写完", "the last indicator above breaks off"),
    "no_items": Phrase("没有指标", "has no indicators"),
    "goal_open": Phrase("上一行的文字在半句处中断", "the text above stops in mid-sentence"),
    "items_open": Phrase("上一行的指标在半句处中断", "the indicators above stop in mid-sentence"),
    "total_named": Phrase(
        "两段名称合起来才是单位或合计的名称", "both pieces make one name of a body or total"
    ),
    "repeats": Phrase("开头重复上一行的末尾", "opens with the last words above"),
    "seems_repeated": Phrase("接缝处的文字可能重复，未删", "words at the seam may be repeated, all kept"),
    "sum_exact": Phrase("旁证：不计此行金额，合计恰好相等", "and, without its amount, the total is exact"),
}


def reread(similarity: float) -> Phrase:
    """The words above were read again."""
    if similarity >= 1:
        return Phrase("与上一行末尾相同", "equal to the last words above")
    share = round(similarity * 100)
    return Phrase(f"与上一行末尾相似{share}%", f"{share}% like the last words above")


def one_again(length: int) -> Phrase:
    """A few characters stand on both sides of the break."""
    return Phrase(
        f"分页两侧重复同样的{length}个字",
        f"the same {length} character{'s' if length > 1 else ''} on both sides of the break",
    )


def lead(similarity: float, number: int) -> Phrase:
    """Debris before the first indicator of a continuation."""
    share = round(similarity * 100)
    return Phrase(
        f"上一行的指标已完整，第{number}项之前的文字与其末尾相似{share}%，是误读的残文",
        f"the indicators above are complete; the text before number {number} is {share}% like their end, misread",
    )


def amount_wrapped(before: str, after: str) -> Phrase:
    """An amount cut in two."""
    return Phrase(
        f"「{before}」与「{after}」是同一金额的两段", f'"{before}" and "{after}" are one amount cut in two'
    )


def amount_unread() -> Phrase:
    """What stands in a money cell of a tail and is no amount."""
    return Phrase("续行金额栏中的文字不是金额", "the text in the tail's money cell is no amount")
