from __future__ import annotations

import io
from collections.abc import Callable
from random import Random
from typing import NamedTuple

import pytest
from bench.generate import text_of
from bench.lifelike import lifelike
from tests.readers.pages.looks import STYLES, Look, Printed, drawn, page, printed
from tests.readers.pages.reading import Score, expected, score

from budgetcheck.readers import pdf
from budgetcheck.readers.interface import Request

COUNT = 104


class Case(NamedTuple):
    seed: int
    look: Look
    score: Score


def tables(seed: int) -> list[Printed]:
    """One table of some pages, or three on one page, with projects and figures of their own for every seed."""
    random = Random(f"perturbed/{seed}")
    three = random.random() < 0.25
    count, projects = (3, random.randint(1, 3)) if three else (1, random.randint(3, 8))
    return [printed(text_of(made)) for made in lifelike(count, projects, seed=seed, faulty=0.05)]


def turned(data: bytes, quarter: int) -> bytes:
    import pypdfium2

    if not quarter:
        return data
    with pypdfium2.PdfDocument(data) as document:
        for sheet in document:
            sheet.set_rotation(quarter)
        held = io.BytesIO()
        document.save(held)
        return held.getvalue()


@pytest.fixture(scope="module")
def cases(prints: Callable[..., list[bytes]]) -> list[Case]:
    looks = [drawn(seed) for seed in range(COUNT)]
    held = [tables(seed) for seed in range(COUNT)]
    pdfs = prints([page(inside, look) for inside, look in zip(held, looks, strict=True)])
    found = []
    for seed, (look, inside, data) in enumerate(zip(looks, held, pdfs, strict=True)):
        grids = pdf.read(Request(f"{seed}.pdf", turned(data, look.turned)))
        found.append(Case(seed, look, score(expected(inside), grids)))
    return found


def test_ninety_nine_of_a_hundred_cells_are_read_to_the_letter(cases: list[Case]) -> None:
    cells, right = sum(case.score.cells for case in cases), sum(case.score.right for case in cases)
    wrong = {case.seed: (case.look.name, case.score) for case in cases if not case.score.exact}
    assert cells > 4_000
    assert right >= 0.99 * cells, wrong


@pytest.mark.parametrize("style", STYLES)
def test_no_look_is_read_much_worse_than_the_others(style: str, cases: list[Case]) -> None:
    mine = [case.score for case in cases if case.look.style == style]
    assert sum(one.right for one in mine) >= 0.99 * sum(one.cells for one in mine)


def test_nothing_is_lost_in_silence(cases: list[Case]) -> None:
    silent = [case for case in cases if not case.score.exact and not case.score.unsure]
    assert silent == []
