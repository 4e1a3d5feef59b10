"""Places in words, as the clerk who opens the file sees them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import PurePath

from budgetcheck.model import Finding, Location, Related, Report
from budgetcheck.reports.parts.phrases import bracketed, listed, quoted
from budgetcheck.reports.parts.safe import one_line

_SHOWN_PER_ROLE = 6


def file_name(file: str) -> str:
    """The last part of a path; standard input and frames keep their marks."""
    return one_line(PurePath(file.replace("\\", "/")).name or file)


def posix(file: str) -> str:
    """The path as services that host repositories name it: with slashes, and nothing said twice.

    >>> posix("./a/b.txt"), posix("a\\\\b.txt"), posix("../a.txt"), posix("/a.txt")
    ('a/b.txt', 'a/b.txt', '../a.txt', '/a.txt')
    """
    path = file.replace("\\", "/")
    while path.startswith("./") and len(path) > len("./"):
        path = path[len("./") :].lstrip("/")
    return path


def place(where: Location, lang: str, *, with_file: bool = True, with_page: bool = True) -> str:
    """Where a finding is: file, sheet, line, heading, item.

    >>> place(Location("a/表.txt", 1, line=37, column="总计"), "zh")
    '表.txt › 第37行「总计」'
    >>> place(Location("a/表.xlsx", 1, line=12, column="总计", sheet="绩效目标", cell="D12"), "zh")
    '表.xlsx › 绩效目标 › D12（第12行「总计」）'
    """
    parts = [file_name(where.file)] if with_file else []
    inner = _inner(where, lang, where.page if with_page else None)
    cell = _cell(where, lang)
    if cell:
        # NOTE: a path of names, as the rest of a place is; in lists, where room is short, it is 绩效目标!D12.
        inner = cell.replace("!", " › ") + (bracketed(inner, lang) if inner else "")
    elif where.sheet:
        parts.append(one_line(where.sheet))
    if inner:
        parts.append(inner)
    return " › ".join(parts)


def _cell(where: Location, lang: str) -> str:
    """The address of the cell with that of its sheet: 绩效目标!D12; a table's name stands in the address itself.

    >>> _cell(Location("a.docx", 1, cell="表2 行3 列4"), "en")
    'table 2 row 3 column 4'
    """
    if not where.cell:
        return ""
    cell, sheet = one_line(where.cell), one_line(where.sheet or "")
    # NOTE: addresses in sheets are letters and digits; those in texts are words, such as 表2 行3 列4.
    if cell.isascii():
        return f"{sheet}!{cell}" if sheet else cell
    return cell.translate(_IN_ENGLISH) if lang == "en" else cell


_IN_ENGLISH = str.maketrans({"表": "table ", "行": "row ", "列": "column "})


def listing(where: Location, lang: str, *, named: str, with_page: bool, said: str) -> str:
    """Where a finding is: `file:line`, project or unit, column and item.

    `named` is what the file is called; the project is left out where the message has `said` it.

    >>> spot = Location("a/表.txt", 1, line=37, column="绩效指标", project="甲项目", indicator=2)
    >>> listing(spot, "zh", named="表.txt", with_page=True, said="没有指标值")
    '表.txt:37 · 甲项目 · 第2项'
    """
    owner = where.project or (where.unit if where.unit != where.department else "")
    # NOTE: items stand in one column only; naming it too would break most lines in two.
    column = _column(where, lang) if where.indicator is None else _item(where.indicator, lang)
    page = _page(where.page if with_page else None, lang)
    if lang == "zh":
        inside = column + (f"（{page}）" if page and column else page)
    else:
        inside = ", ".join(filter(None, (column, page)))
    parts = [_address(where, named, lang), one_line(owner) if owner not in said else "", inside]
    return " · ".join(filter(None, parts))


def _inner(where: Location, lang: str, number: int | None) -> str:
    lines = _line_range(where.line, where.end_line, lang)
    page = _page(number, lang)
    column = _column(where, lang)
    if lang == "zh":
        return lines + column + (f"（{page}）" if page and lines else page)
    gap = " " if where.column else ", "
    return ", ".join(filter(None, (gap.join(filter(None, (lines, column))), page)))


def _column(where: Location, lang: str) -> str:
    """The heading and the item under it."""
    heading = quoted(one_line(where.column), lang) if where.column else ""
    if where.indicator is None:
        return heading
    item = _item(where.indicator, lang)
    return f"{heading}{item}" if lang == "zh" else ", ".join(filter(None, (heading, item)))


def _item(number: int, lang: str) -> str:
    return f"第{number}项" if lang == "zh" else f"item {number}"


def _page(number: int | None, lang: str) -> str:
    if not number:
        return ""
    return f"第{number}页" if lang == "zh" else f"page {number}"


def _line_range(line: int | None, end: int | None, lang: str) -> str:
    if line is None:
        return ""
    if end is None or end == line:
        return f"第{line}行" if lang == "zh" else f"line {line}"
    return f"第{line}至{end}行" if lang == "zh" else f"lines {line}-{end}"


def address(where: Location) -> str:
    """`file:line`, as editors and terminals follow it."""
    return _address(where, one_line(where.file), "zh")


def _address(where: Location, named: str, lang: str) -> str:
    cell = _cell(where, lang)
    parts = [named, cell] if cell else [named]
    if where.sheet and not cell:
        parts.append(one_line(where.sheet))
    if where.line is not None and not cell:
        parts.append(str(where.line))
    return ":".join(parts)


def related(others: Sequence[Related], lang: str) -> list[str]:
    """The related places, one text per role and heading, runs of lines drawn together."""
    texts = []
    ordered = sorted(others, key=lambda r: (r.role, r.column or ""))
    for (role, column), group in groupby(ordered, key=lambda r: (r.role, r.column or "")):
        lines = sorted({r.line for r in group if r.line is not None})
        heading = quoted(one_line(column), lang) if column else ""
        gap = "" if lang == "zh" else " "
        where = gap.join(filter(None, (_runs(lines, lang), heading)))
        texts.append(" ".join(filter(None, (role_label(role, lang), where))))
    return texts


_ROLES = {
    "addend": ("加数", "addend"),
    "total": ("合计", "total"),
    "part": ("分项", "part"),
    "reading": ("另一读数", "other reading"),
    "doubtful": ("存疑", "doubtful"),
    "other": ("另一处", "the other place"),
    "alike": ("相同", "alike"),
    "first": ("首次出现", "first seen"),
    "duplicate": ("重复", "duplicate"),
    "source": ("原处", "source"),
    "continuation": ("续行", "continuation"),
}


def role_label(role: str, lang: str) -> str:
    """The role in words; a role without a label stands as it is."""
    zh, en = _ROLES.get(role, (role, role))
    return one_line(zh if lang == "zh" else en)


def _runs(lines: list[int], lang: str, most: int = _SHOWN_PER_ROLE) -> str:
    if not lines:
        return ""
    texts = [str(a) if a == b else f"{a}-{b}" for a, b in _ranges(lines)]
    shown = texts[:most]
    more = "" if len(texts) <= most else ("…等" if lang == "zh" else ", …")
    if lang == "zh":
        return f"第{'、'.join(shown)}{more}行"
    return ("line " if len(lines) == 1 else "lines ") + ", ".join(shown) + more


def also_at(others: Sequence[Location], lang: str, most: int | None) -> str:
    """The lines of further findings of one table; their items too where all are wanted (`most` is None).

    >>> also_at([Location("a", 1, line=n, indicator=2) for n in (3, 4, 7)], "zh", 6)
    '第3-4、7行'
    """
    if most is None:
        return listed((_inner(where, lang, None) for where in others), lang)
    return _runs(sorted({where.line for where in others if where.line is not None}), lang, most)


def _ranges(lines: Iterable[int]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for line in lines:
        if ranges and ranges[-1][1] == line - 1:
            ranges[-1] = (ranges[-1][0], line)
        else:
            ranges.append((line, line))
    return ranges


def document_key(finding: Finding) -> tuple[str, int]:
    """What a finding shares with the record of its document."""
    return finding.location.file, finding.location.document


def paged(report: Report) -> frozenset[tuple[str, int]]:
    """The documents that have several pages, so that naming the page helps."""
    return frozenset((d.file, d.document) for d in report.documents if d.pages > 1)


def texts_of(report: Report) -> frozenset[tuple[str, int]]:
    """The documents whose lines and spans count in the file itself, so that an editor can go there.

    What belongs to no document is a file of the configuration, which is text.
    """
    read = {(d.file, d.document): d.spans for d in report.documents}
    return frozenset(key for f in report.findings if read.get(key := document_key(f), "line") == "line")
