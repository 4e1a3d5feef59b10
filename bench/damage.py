"""Damaged tables against the truth: what comes back right, what comes back wrong, and what of that is silent."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from random import Random
from typing import Any

from bench.generate import documents, text_of
from bench.measure import Figure
from bench.measure import table as table_of_figures
from bench.spoil import Recipe, Row, Sound, Spoilt, restyled, spoil
from budgetcheck.frames import Tables
from budgetcheck.readers import read
from budgetcheck.tables import assemble
from budgetcheck.terms import MONEY_FIELDS
from budgetcheck.text import default_words

DOCUMENTS = 60
PROJECTS = 30
SURE = 0.9
MONEY = tuple(map(str, MONEY_FIELDS))
LEAST: Mapping[str, float] = {"no damage": 100, "blank lines": 100, "clean cuts": 100, "everything": 98.5}
RECIPES: Mapping[str, Recipe] = {
    "no damage": Recipe(cuts=0, blank_lines=0),
    "blank lines": Recipe(cuts=0, blank_lines=0.3),
    "clean cuts": Recipe(),
    "cuts, headings again": Recipe(headings=0.7),
    "cuts without a blank line": Recipe(unmarked=1),
    "cut line read twice, exactly": Recipe(reread=0.5),
    "cut line read twice, 10 % wrong": Recipe(reread=0.5, misread=0.1),
    "cut line read twice, 15 % wrong": Recipe(reread=0.5, misread=0.15),
    "ghost tails": Recipe(ghosts=0.15),
    "ghost tails, same amount": Recipe(ghosts=0.15, same_amount=1),
    "amounts cut in two": Recipe(split_amounts=0.3),
    "lost tabs": Recipe(lost_tabs=0.1),
    "extra tabs": Recipe(extra_tabs=0.1),
    "markup": Recipe(markup=0.1, broken_names=0.1),
    "wrong characters in headings": Recipe(headings=0.5, wrong_headings=0.1),
    "lone lines and notes": Recipe(lone_lines=0.1, notes=1),
    "everything": Recipe(
        **{
            "headings": 0.3,
            "unmarked": 0.05,
            "reread": 0.5,
            "misread": 0.1,
            "ghosts": 0.15,
            "same_amount": 0.3,
        },
        **{"split_amounts": 0.1, "lost_tabs": 0.1, "extra_tabs": 0.03, "markup": 0.1, "broken_names": 0.03},
        **{"wrong_headings": 0.03, "lone_lines": 0.03, "notes": 0.5},
    ),
}


@dataclass
class Tally:
    """What came back, counted over tables."""

    tables: int = 0
    refused: int = 0
    cells: int = 0
    cells_right: int = 0
    rows: int = 0
    wrong: int = 0
    silent: int = 0
    doubted: int = 0  # rows that are right though a repair on them is below SURE
    extra: int = 0  # rows too many (or too few: counted alike)
    money_lost: int = 0
    text_lost: int = 0

    def __iadd__(self, other: Tally) -> Tally:
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))
        return self


def run() -> Iterator[Figure]:
    """Every recipe over generated tables."""
    yield from figures(sound_tables())


def figures(tables: Sequence[Sound]) -> Iterator[Figure]:
    """Every recipe over these tables."""
    for name, recipe in RECIPES.items():
        tally = measure(tables, recipe)
        note = (
            f"wrong rows {tally.wrong} of {tally.rows:,}, silent {tally.silent}, right but doubted {tally.doubted}, "
            f"extra {tally.extra}, refused tables {tally.refused}"
        )
        right = 100 * tally.cells_right / max(tally.cells, 1)
        yield Figure(f"damage: {name}", right, "% of cells", LEAST.get(name), at_most=False, note=note)
        yield Figure(f"damage: {name}, money or text lost", tally.money_lost + tally.text_lost, "tables", 0)


def sound_tables(count: int = DOCUMENTS) -> list[Sound]:
    """Generated tables, half of them without 项目内容, with one mark or another between indicators."""
    made = []
    for number, document in enumerate(documents(count, PROJECTS, seed=11)):
        lines = text_of(document).splitlines()
        at = next(i for i, line in enumerate(lines) if "\t" in line)
        cells = [tuple(line.split("\t")) for line in lines[at:]]
        if number % 2:
            cells = [(name, *rest) for name, _, *rest in cells]
        rows: Sequence[Row] = [Row(row) for row in cells[1:]]
        if number % 4 > 1:
            rows = restyled(rows, "； ")
        made.append(Sound(tuple(lines[:at]), cells[0], tuple(rows)))
    return made


def sound_table(path: Path) -> list[Sound]:
    """The tables of a file as they are read now, taken for the truth."""
    tables, errors = assemble(read(str(path)), default_words())
    if errors:
        raise errors[0]
    made = []
    for document in tables.documents.to_dict("records"):
        present = str(document["fields"]).split()
        lines = tables.lines[tables.lines["document"] == document["document"]]
        rows = [Row(tuple(_cell(line, field) for field in present)) for line in lines.to_dict("records")]
        lead = (
            document["title"],
            f"部门名称：{document['department']}",
            f"单位：{document['money_unit']}",
            "",
        )
        made.append(Sound(lead, tuple(str(document["headings"]).split("\t")), tuple(rows)))
    return made


def measure(tables: Sequence[Sound], recipe: Recipe, seed: int = 0) -> Tally:
    """The tally of one recipe; the n-th table of a seed does not depend on the others."""
    tally = Tally()
    for number, table in enumerate(tables):
        tally += compare(table, spoil(table, recipe, Random(f"{seed}/{number}")))
    return tally


def compare(table: Sound, spoilt: Spoilt) -> Tally:
    """What reading a damaged table gives against the truth."""
    found, errors = assemble(read(spoilt.text.encode()), default_words())
    tally = Tally(tables=1, refused=bool(errors), rows=len(table.rows))
    present = [] if errors else str(found.documents["fields"].iloc[0]).split()
    held = list(found.lines.to_dict("records"))
    doubts = _doubted_lines(found)
    starts = {int(line["row"]): line for line in held}
    tally.extra = abs(len(held) - len(table.rows))
    for row, (first, last) in zip(table.rows, spoilt.places, strict=True):
        line = starts.get(first)
        texts = [_plain(_cell(line, field)) for field in present] if line else []
        wanted = [_plain(cell) for cell in row.cells]
        filled = [at for at, cell in enumerate(wanted) if cell]
        tally.cells += len(filled)
        tally.cells_right += sum(at < len(texts) and texts[at] == wanted[at] for at in filled)
        doubted = any(first <= at <= last for at in doubts)
        if texts != wanted:
            tally.wrong += 1
            tally.silent += not doubted and not errors
        else:
            tally.doubted += doubted
    tally.money_lost = not errors and _money_lost(found, spoilt)
    tally.text_lost = not errors and _text_lost(found, spoilt)
    return tally


def _cell(line: Any, field: str) -> str:
    return str(line[f"{field}_text"] if field in MONEY else line[field])


def _plain(text: str) -> str:
    return "".join(text.split())


def _doubted_lines(found: Tables) -> set[int]:
    """Original lines that a repair less than sure speaks of."""
    unsure = found.repairs[found.repairs["confidence"] < SURE]
    rows = set(map(int, unsure["row"]))
    lines = found.lines[found.lines["line_id"].isin(unsure["line_id"].dropna())]
    return rows | set(map(int, lines["row"]))


def _money_lost(found: Tables, spoilt: Spoilt) -> bool:
    """Whether a printed amount stands nowhere in what came back, or one came back that was not printed."""
    cells = found.cells[found.cells["field"].isin(MONEY) & (found.cells["length"] > 0)]
    held = Counter(
        raw[at : at + length]
        for raw, at, length in zip(cells["raw"], cells["offset"], cells["length"], strict=True)
    )
    held.update(found.readings.loc[found.readings["order"] > 1, "text"])
    dropped = "\n".join(found.repairs["dropped"])
    printed = Counter(spoilt.amounts)
    made = [text for text in held - printed if set(text) <= set("0123456789,.")]
    return bool(made) or any(text not in dropped for text in printed - held)


def _text_lost(found: Tables, spoilt: Spoilt) -> bool:
    """Whether a character of the rows stands nowhere in what came back, or came back too often."""
    lines = found.lines
    texts = [text for name in ("name", "content", "goal", "indicators") for text in lines[name]]
    texts += [text for name in MONEY for text in lines[f"{name}_text"]]
    texts += [*found.readings.loc[found.readings["order"] > 1, "text"], *found.repairs["dropped"]]
    above = spoilt.lines[: int(found.documents["row"].iloc[0])]
    return Counter(_plain("".join(texts))) != Counter(_plain("".join(spoilt.lines[len(above) :])))


def main(arguments: list[str]) -> int:
    """Every recipe over the tables of these files, or over generated ones."""
    tables = [table for path in arguments for table in sound_table(Path(path))] * 30 or sound_tables()
    sys.stdout.write(table_of_figures(list(figures(tables))) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
