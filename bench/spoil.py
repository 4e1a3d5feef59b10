"""Sound tables damaged as page breaks, recognition and exports damage them, with the truth beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

MISREAD = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
LONE_LINES = ("另见附件三", "（续表）", "单位领导：王某", "以下项目由下属单位实施", "附件2")
NOTES = ("备注：本表金额以批复为准。", "说明：上表不含涉密项目，另行报送。")
FALSE_NAMES = ("工作经费", "其他经费", "专项业务费")
LINE_LENGTHS = {"name": 10, "content": 16, "goal": 18, "indicators": 24}


class Row(NamedTuple):
    """A row as it should come out: the texts of its cells in printed order."""

    cells: tuple[str, ...]

    @property
    def has_text(self) -> bool:
        """Whether it is a project: it has a goal or indicators."""
        return bool(self.cells[-1] or self.cells[-2])


@dataclass(frozen=True)
class Sound:
    """A sound table: the lines above it, its headings and its rows."""

    lead: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Recipe:
    """How often each kind of damage strikes: shares of rows, of cuts, of cells or of characters."""

    cuts: float = 0.25  # rows cut by a page break
    headings: float = 0.0  # breaks that print the heading block again
    unmarked: float = 0.0  # cuts that leave no blank line
    reread: float = 0.0  # cut cells whose last line is read again
    misread: float = 0.0  # characters of such a line that come out wrong
    ghosts: float = 0.0  # tails with a false name and amount
    same_amount: float = 0.0  # of these, with the amount of the row above
    split_amounts: float = 0.0  # cuts that go through the amount
    lost_tabs: float = 0.0
    extra_tabs: float = 0.0
    markup: float = 0.0
    broken_names: float = 0.0
    wrong_headings: float = 0.0  # characters of the headings
    lone_lines: float = 0.0
    notes: float = 0.0  # tables with a note below
    blank_lines: float = 0.1


@dataclass
class Spoilt:
    """The damaged text, per sound row the lines it now stands in (first, last; 1-based), and every amount printed."""

    lines: list[str] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    amounts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of the damaged table."""
        return "\n".join(self.lines) + "\n"


def spoil(table: Sound, recipe: Recipe, random: Random) -> Spoilt:
    """The table as the recipe damages it."""
    return _Spoiler(table, recipe, random).run()


class _Spoiler:
    def __init__(self, table: Sound, recipe: Recipe, random: Random) -> None:
        self._table, self._recipe, self._random = table, recipe, random
        self._made = Spoilt()
        texts = [
            0,
            *([1] if len(table.headings) == 8 else []),
            len(table.headings) - 2,
            len(table.headings) - 1,
        ]
        names = ("name", *(("content",) if len(texts) == 4 else ()), "goal", "indicators")
        self._lengths = {at: LINE_LENGTHS[name] for at, name in zip(texts, names, strict=True)}
        self._total = len(texts) - 2

    def run(self) -> Spoilt:
        self._block()
        for row in self._table.rows:
            cut = row.has_text and self._strikes(self._recipe.cuts)
            first = self._cut(list(row.cells)) if cut else self._line(list(row.cells))
            self._made.places.append((first, len(self._made.lines)))
            self._between()
        if self._strikes(self._recipe.notes):
            self._made.lines += ["", *self._random.sample(NOTES, 2)]
        return self._made

    def _strikes(self, share: float) -> bool:
        return bool(share) and self._random.random() < share

    def _block(self) -> None:
        headings = ["".join(map(self._misread_heading, heading)) for heading in self._table.headings]
        self._made.lines += [*self._table.lead, "\t".join(headings)]

    def _misread_heading(self, character: str) -> str:
        return self._random.choice(MISREAD) if self._strikes(self._recipe.wrong_headings) else character

    def _between(self) -> None:
        if self._strikes(self._recipe.lone_lines):
            self._made.lines.append(self._random.choice(LONE_LINES))
        if self._strikes(self._recipe.blank_lines):
            self._break()

    def _break(self) -> None:
        self._made.lines.append("")
        if self._strikes(self._recipe.headings):
            self._block()
        if self._strikes(self._recipe.lone_lines):
            self._made.lines.append(self._random.choice(LONE_LINES))

    def _line(self, cells: list[str]) -> int:
        self._made.amounts += filter(None, cells[self._total : -2])
        self._made.lines.append("\t".join(self._hurt(cells)))
        return len(self._made.lines)

    def _cut(self, cells: list[str]) -> int:
        """Break the row between two printed lines; the line where it begins."""
        wrapped = {at: _wrap(cells[at], length) for at, length in self._lengths.items()}
        most = max(map(len, wrapped.values()))
        if most < 2:
            return self._line(cells)
        head, tail = self._halves(cells, wrapped, self._random.randint(1, most - 1))
        if self._strikes(self._recipe.ghosts):
            self._haunt(head, tail)
        elif self._strikes(self._recipe.split_amounts):
            self._split_amounts(head, tail)
        first = self._line(head)
        if not self._strikes(self._recipe.unmarked):
            self._break()
        self._line(tail)
        return first

    def _halves(
        self, cells: list[str], wrapped: dict[int, list[str]], at_line: int
    ) -> tuple[list[str], list[str]]:
        head, tail = list(cells), [""] * len(cells)
        for at, lines in wrapped.items():
            head[at], tail[at] = "".join(lines[:at_line]), "".join(lines[at_line:])
            if at and tail[at] and self._strikes(self._recipe.reread):
                tail[at] = self._read_again(lines[at_line - 1]) + tail[at]
        return head, tail

    def _split_amounts(self, head: list[str], tail: list[str]) -> None:
        for at in range(self._total, len(head) - 2):
            if head[at]:
                point = self._random.randint(max(head[at].index(".") - 1, 1), len(head[at]) - 1)
                head[at], tail[at] = head[at][:point], head[at][point:]

    def _read_again(self, line: str) -> str:
        return "".join(
            self._random.choice(MISREAD) if self._strikes(self._recipe.misread) else c for c in line
        )

    def _haunt(self, head: list[str], tail: list[str]) -> None:
        amount = head[self._total]
        if not self._strikes(self._recipe.same_amount):
            amount = f"{self._random.randint(100, 99_999) / 100:,.2f}"
        head[0], tail[0] = head[0] + tail[0], self._random.choice(FALSE_NAMES)
        tail[self._total] = tail[self._total + 1] = amount

    def _hurt(self, cells: list[str]) -> list[str]:
        recipe, random = self._recipe, self._random
        if len(cells[0]) > 4 and self._strikes(recipe.broken_names):
            at = random.randint(2, len(cells[0]) - 2)
            cells[0] = f"<p>{cells[0][:at]}</p> <p>{cells[0][at:]}</p>"
        if self._strikes(recipe.markup):
            at = random.choice(list(self._lengths))
            cells[at] = random.choice(("<p>{}</p>", "&nbsp;{}", "{}<br/>")).format(cells[at])
        if self._strikes(recipe.lost_tabs):
            empty = [at for at in range(self._total, len(cells) - 2) if not cells[at]]
            if empty and any(cells):
                del cells[random.choice(empty)]
        if self._strikes(recipe.extra_tabs):
            cells.insert(random.randint(0, len(cells)), "")
        return cells


def _wrap(text: str, length: int) -> list[str]:
    return [text[at : at + length] for at in range(0, len(text), length)] or [""]


def restyled(rows: Sequence[Row], mark: str) -> tuple[Row, ...]:
    """The rows with another mark between their indicators; the last keeps its full stop."""
    made = []
    for row in rows:
        *others, packed = row.cells
        made.append(Row((*others, packed.removesuffix("。").replace("。", mark) + "。" * bool(packed))))
    return tuple(made)
