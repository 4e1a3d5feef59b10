"""Tables read back: their lines as texts, compared with what was printed."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from tests.readers.pages.looks import Printed

from budgetcheck.errors import InputError
from budgetcheck.frames import Tables
from budgetcheck.model import Grid
from budgetcheck.readers import read
from budgetcheck.tables import assemble
from budgetcheck.text import default_words

FIELDS = (
    "name", "content", "goal", "indicators", "total_text", "fiscal_text", "special_account_text", "other_text",
)  # fmt: skip
Line = tuple[str, ...]


class Score(NamedTuple):
    """Cells with text, how many of them were read to the letter, and how many lines were told to be unsure."""

    cells: int
    right: int
    unsure: int
    lines: int
    expected: int

    @property
    def exact(self) -> bool:
        return self.right == self.cells and self.lines == self.expected


def squeezed(text: object) -> str:
    return "".join(str(text).split())


def assembled(grids: Sequence[Grid]) -> tuple[Tables, list[InputError]]:
    return assemble(grids, default_words())


def lines_of(tables: Tables) -> list[Line]:
    return [tuple(map(squeezed, row)) for row in tables.lines[list(FIELDS)].itertuples(index=False)]


def as_text(table: Printed) -> bytes:
    rows = (table.headings, *table.rows)
    return "\n".join([*table.above, *("\t".join(row) for row in rows), ""]).encode()


def expected(tables: Sequence[Printed]) -> list[Line]:
    """The lines of the tables as their text form gives them."""
    return [line for table in tables for line in lines_of(assembled(read(as_text(table), "表.txt"))[0])]


def score(wanted: Sequence[Line], grids: Sequence[Grid]) -> Score:
    tables, errors = assembled(grids)
    got = lines_of(tables)
    keys = [[line[4] + line[0][:6] for line in lines] for lines in (wanted, got)]
    blocks = SequenceMatcher(a=keys[0], b=keys[1], autojunk=False).get_matching_blocks()
    pairs = {block.a + i: block.b + i for block in blocks for i in range(block.size)}
    cells = right = 0
    for number, line in enumerate(wanted):
        mine = got[pairs[number]] if number in pairs else ()
        filled = [i for i, text in enumerate(line) if text]
        cells += len(filled)
        right += sum(bool(mine) and mine[i] == line[i] for i in filled)
    told = tables.repairs["kind"].isin(["not_read", "read_in_doubt", "row_unplaced"]) | (
        tables.repairs["confidence"] < 0.9
    )
    unsure = int((tables.lines["confidence"] < 0.9).sum()) + int(told.sum()) + len(errors)
    return Score(cells, right, unsure, len(got), len(wanted))
