"""What to say of a file without a table that can be read: the headings seen, the nearest layout, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from budgetcheck.errors import NoTableError
from budgetcheck.model import Grid, Row
from budgetcheck.tables.furniture import filled, line_of
from budgetcheck.tables.header import BadHeader
from budgetcheck.tables.layouts.interface import BY_ROW, FORM, PACKED
from budgetcheck.tables.part_words import PartWords
from budgetcheck.tables.rows import clip
from budgetcheck.terms import Field, IndicatorPart
from budgetcheck.text import Words
from budgetcheck.text.headings import HeadingWords

_SHOWN = 60
_MOST_CELLS = 60
_LONGEST = 60
_LOOKED_AT = 2000
_LEAST, _TABULAR = 2, 3
_REMEDY = (
    "用 --layout layout.toml 说明各栏是什么，写法见 docs/layouts.md，或把表头的说法加入 rules/words/headings.toml "
    "(say what the columns are in a layout.toml, see docs/layouts.md, or add their wording to rules/words/headings.toml)"
)
_NEEDED = {
    PACKED: (("name", "项目名称"), ("total", "总计"), ("goal", "绩效目标"), ("indicators", "绩效指标")),
    BY_ROW: (("name", "项目名称"), ("part:name", "三级指标"), ("part:value", "指标值")),
    FORM: (("part:name", "三级指标"), ("part:value", "指标值")),
}
_OF_TABLES = frozenset(map(str, (Field.NAME, Field.TOTAL, Field.GOAL, Field.FISCAL)))
_KINDS = {
    PACKED: ("一项目一行、指标装在一格", "a row per project, indicators in one cell"),
    BY_ROW: ("一指标一行", "a row per indicator"),
    FORM: ("一项目一表", "a form per project"),
}


class _Candidate(NamedTuple):
    row: Row
    seen: list[str]
    roles: frozenset[str]


class Described:
    """Describes what it found instead of a table."""

    def __init__(self, words: Words, parts: PartWords) -> None:
        self._fields = HeadingWords(words.headings)
        self._parts = parts

    def no_header(self, grid: Grid) -> NoTableError:
        """The error for a grid in which no heading row was found."""
        best = self._nearest(grid.rows)
        if best is not None and (len(best.roles) >= _LEAST or len(best.seen) >= _TABULAR):
            return self._lacking(grid, best)
        first = next((row for row in grid.rows if not row.blank), None)
        seen = clip(line_of(first), _SHOWN) if first is not None else ""
        return NoTableError(
            grid.source.file,
            f'没有找到表头；首行是「{seen}」 (no heading row found; the first line is "{seen}")',
            "表头至少应有「项目名称」「总计」「绩效目标」「绩效指标」，或「项目名称」「三级指标」「指标值」；"
            "其他格式可用 --layout 说明，见 docs/layouts.md "
            "(a table needs at least the headings 项目名称, 总计, 绩效目标, 绩效指标, or 项目名称, 三级指标, 指标值; "
            "others can be described with --layout)",
            f"第{first.line}行" if first is not None else "",
        )

    def unusable(self, grid: Grid, bad: BadHeader) -> NoTableError:
        """The error for a heading row that cannot be used."""
        return NoTableError(
            grid.source.file,
            bad.problem,
            "请补上或改正表头，或用 --layout layout.toml 说明各栏是什么，见 docs/layouts.md "
            "(correct the headings, or say what the columns are in a layout.toml, see docs/layouts.md)",
            f"第{bad.row.line}行",
        )

    def _nearest(self, rows: Sequence[Row]) -> _Candidate | None:
        """The row with most known headings among the first ones; of rows with none, the first like a heading row."""
        best: _Candidate | None = None
        for row in rows[:_LOOKED_AT]:
            texts = filled(row)[:_MOST_CELLS]
            if not texts or max(map(len, texts)) > _LONGEST:
                continue
            roles = frozenset(self._roles(texts))
            like = len(texts) >= _TABULAR and not any(text[0].isdigit() for text in texts)
            if (roles or like) and (best is None or len(roles) > len(best.roles)):
                best = _Candidate(row, texts, roles)
        return best

    def _roles(self, texts: Iterable[str]) -> Iterable[str]:
        for text in texts:
            yield from (f"part:{part}" for part in self._parts.seen([text]))
            if not text[0].isdigit():
                yield from (match.role for match in self._fields.matches(text)[:1])

    def _lacking(self, grid: Grid, best: _Candidate) -> NoTableError:
        lacking = {
            kind: [shown for role, shown in needed if role not in best.roles]
            for kind, needed in _NEEDED.items()
        }
        tabular = not best.roles.isdisjoint(_OF_TABLES)
        kinds = [kind for kind in _NEEDED if kind != FORM or not tabular]
        kind = min(kinds, key=lambda k: (len(lacking[k]) / len(_NEEDED[k]), k != self._leaning(best)))
        zh, en = _KINDS[kind]
        headings, missing = "、".join(best.seen), "、".join(lacking[kind]) or "「项目名称」所在的栏"
        return NoTableError(
            grid.source.file,
            f"没有可用的表头；第{best.row.line}行最像，读到的栏目：{headings}；最接近的格式：{zh}（{kind}）；缺少：{missing} "
            f"(no usable heading row; the nearest is line {best.row.line}, headings seen: {headings}; nearest layout: "
            f"{kind}, {en}; missing: {missing})",
            _REMEDY,
            f"第{best.row.line}行",
        )

    @staticmethod
    def _leaning(best: _Candidate) -> str:
        """Which family the headings speak for where several lack as much."""
        parts = sum(1 for role in best.roles if role.startswith("part:"))
        if not parts:
            return PACKED
        return (
            BY_ROW
            if str(Field.NAME) in best.roles or f"part:{IndicatorPart.NAME}" not in best.roles
            else FORM
        )
