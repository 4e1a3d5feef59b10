"""Whatever damage the trial does: nothing is lost, every piece leads back, and sound tables stay as they are."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from budgetcheck.readers import read
from budgetcheck.tables import assemble
from budgetcheck.terms import MONEY_FIELDS
from budgetcheck.text import default_words

RECIPES = (
    *("no damage", "blank lines", "clean cuts", "cuts, headings again", "cuts without a blank line"),
    *("cut line read twice, exactly", "cut line read twice, 10 % wrong", "cut line read twice, 15 % wrong"),
    *("ghost tails", "ghost tails, same amount", "amounts cut in two", "lost tabs", "extra tabs", "markup"),
    *("wrong characters in headings", "lone lines and notes", "everything"),
)
SAFE = (
    "no damage",
    "blank lines",
    "clean cuts",
    "cuts, headings again",
    "cuts without a blank line",
    "markup",
)


@pytest.fixture(scope="module", autouse=True)
def benchmarks_importable() -> Iterator[None]:
    """The folder of benchmarks is no package of ours: it is found from the root of the checkout."""
    root = str(Path(__file__).resolve().parents[2])
    sys.path.insert(0, root)
    yield
    sys.path.remove(root)


def test_every_recipe_is_tried_here() -> None:
    from bench.damage import RECIPES as THEIRS

    assert tuple(THEIRS) == RECIPES


@pytest.mark.parametrize("name", RECIPES)
def test_no_amount_and_no_character_is_lost_or_made(name: str) -> None:
    from bench.damage import RECIPES as THEIRS
    from bench.damage import measure, sound_tables

    tally = measure(sound_tables(8), THEIRS[name], seed=5)
    assert (tally.money_lost, tally.text_lost) == (0, 0)
    assert tally.cells_right >= 0.97 * tally.cells
    assert tally.silent <= 0.02 * tally.rows


@pytest.mark.parametrize("name", SAFE)
def test_damage_that_leaves_no_doubt_is_undone_without_a_fault(name: str) -> None:
    from bench.damage import RECIPES as THEIRS
    from bench.damage import measure, sound_tables

    tally = measure(sound_tables(8), THEIRS[name], seed=6)
    assert (tally.wrong, tally.extra, tally.refused) == (0, 0, 0)


@pytest.mark.parametrize("name", RECIPES)
def test_every_logical_character_stands_where_its_piece_says(name: str) -> None:
    from bench.damage import RECIPES as THEIRS
    from bench.damage import sound_tables
    from bench.spoil import spoil

    for number, table in enumerate(sound_tables(3)):
        spoilt = spoil(table, THEIRS[name], Random(number))
        found, errors = assemble(read(spoilt.text.encode()), default_words())
        assert errors == []
        held: dict[tuple[int, str], str] = {}
        for piece in found.cells.to_dict("records"):
            first = piece["cell_start"] + piece["offset"]
            text = spoilt.lines[piece["row"] - 1][first : first + piece["length"]]
            key = piece["line_id"], piece["field"]
            assert len(held.get(key, "")) == piece["start"]
            held[key] = held.get(key, "") + text
        for line in found.lines.to_dict("records"):
            for field in ("name", "content", "goal", "indicators", *map(str, MONEY_FIELDS)):
                text = line[f"{field}_text"] if field in tuple(map(str, MONEY_FIELDS)) else line[field]
                assert held.get((line["line_id"], field), "") == text


@pytest.mark.parametrize("name", RECIPES)
def test_every_repair_says_what_was_there_and_why_it_changed(name: str) -> None:
    from bench.damage import RECIPES as THEIRS
    from bench.damage import sound_tables
    from bench.spoil import spoil

    spoilt = spoil(sound_tables(1)[0], THEIRS[name], Random(1))
    found, _ = assemble(read(spoilt.text.encode()), default_words())
    joined = found.lines[found.lines["fragments"] > 1]
    told = found.repairs[found.repairs["kind"].isin(["row_joined", "ghost_row_joined"])]
    assert set(joined["line_id"]) == set(told["line_id"])
    for repair in found.repairs.to_dict("records"):
        assert repair["evidence_zh"]
        assert repair["evidence_en"]
        assert repair["before"] or repair["after"] or repair["dropped"], repair
        assert 1 <= repair["row"] <= len(spoilt.lines)


@pytest.mark.parametrize("name", ["ghost tails", "lone lines and notes"])
def test_strict_refuses_what_is_doubtful(name: str) -> None:
    from bench.damage import RECIPES as THEIRS
    from bench.damage import sound_tables
    from bench.spoil import spoil

    for number, table in enumerate(sound_tables(4)):
        grids = read(spoil(table, THEIRS[name], Random(number)).text.encode())
        found, _ = assemble(grids, default_words())
        doubtful = bool((found.repairs["confidence"] < 0.9).any())
        strict, errors = assemble(grids, default_words(), strict=True)
        assert (len(strict.documents), len(errors)) == ((0, 1) if doubtful else (1, 0))
