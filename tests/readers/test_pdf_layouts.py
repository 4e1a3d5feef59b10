"""Tables with a row per indicator and forms, printed with and without rules."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any, NamedTuple

import pandas as pd
import pytest
from bench.generate import Document
from bench.lifelike import lifelike
from tests.readers.pages.layouts import as_forms, as_rows
from tests.readers.pages.looks import STYLES, Look, drawn, dressed, plain
from tests.readers.pages.reading import Score, assembled, lines_of, score

import budgetcheck
from budgetcheck.readers import pdf, read
from budgetcheck.readers.interface import Request

LAYOUTS: dict[str, Callable[[Document], str]] = {
    "rows": as_rows,
    "unmerged": partial(as_rows, merged=False),
    "forms": as_forms,
}
SUMMED: dict[str, Callable[[Document], str]] = {
    "rows": partial(as_rows, summed=True),
    "unmerged": partial(as_rows, merged=False, summed=True),
    "forms": partial(as_forms, summed=True),
}
PLACES = ["document", "row", "end_row", "page", "confidence", "width"]
SEEDS = range(24)


class Case(NamedTuple):
    name: str
    look: Look
    score: Score


def body(
    layout: str, seed: int, projects: int, layouts: dict[str, Callable[[Document], str]] = LAYOUTS
) -> str:
    """The HTML of one table or of some forms."""
    made = next(lifelike(1, projects, seed=seed, faulty=0.0))
    above = f"<h1>{made.department}{made.year}年项目支出绩效目标表</h1><p>单位：万元</p>"
    return ("" if layout == "forms" else above) + layouts[layout](made)


def page_of(html: str) -> bytes:
    return f'<meta charset="utf-8">{html}'.encode()


@pytest.fixture(scope="module")
def plainly(prints: Callable[..., list[bytes]]) -> dict[tuple[str, str], bytes]:
    asked = [(layout, style) for layout in LAYOUTS for style in STYLES]
    pages = [dressed(body(layout, 3, 2), plain(style)) for layout, style in asked]
    return dict(zip(asked, prints(pages), strict=True))


@pytest.fixture(scope="module")
def cases(prints: Callable[..., list[bytes]]) -> list[Case]:
    asked = [(layout, seed, Random(f"rows/{seed}").randint(2, 5)) for seed in SEEDS for layout in LAYOUTS]
    bodies = [body(layout, 900 + seed, projects) for layout, seed, projects in asked]
    pages = [dressed(html, drawn(seed)) for html, (_, seed, _) in zip(bodies, asked, strict=True)]
    found = []
    for html, (layout, seed, _), data in zip(bodies, asked, prints(pages), strict=True):
        wanted = lines_of(assembled(read(page_of(html), "表.html"))[0])
        grids = pdf.read(Request(f"{seed}.pdf", data))
        found.append(Case(f"{layout}-{seed}", drawn(seed), score(wanted, grids)))
    return found


@pytest.fixture(scope="module")
def summed(prints: Callable[..., list[bytes]]) -> dict[tuple[str, str], bytes]:
    asked = [(layout, style) for layout in SUMMED for style in STYLES]
    pages = [dressed(body(layout, 3, 2, SUMMED), plain(style)) for layout, style in asked]
    return dict(zip(asked, prints(pages), strict=True))


def without_places(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.drop(columns=[name for name in PLACES if name in frame.columns])


def said(report: Any) -> list[str]:
    # NOTE: where no rule shows the limits of merged cells, doubt is told (STR036), as it should be.
    told = (f for f in report if f.rule != "STR036")
    return sorted(str((f.rule, f.message.zh, f.location.column, f.location.project)) for f in told)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_other_layouts_are_the_same_in_every_look(
    layout: str, style: str, plainly: dict[tuple[str, str], bytes]
) -> None:
    report = budgetcheck.validate(plainly[layout, style])
    wanted = budgetcheck.validate(page_of(body(layout, 3, 2)))
    assert report.tool_errors == ()
    pd.testing.assert_frame_equal(without_places(report.lines), without_places(wanted.lines))
    pd.testing.assert_frame_equal(without_places(report.indicators), without_places(wanted.indicators))
    assert said(report) == said(wanted)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("layout", SUMMED)
def test_a_row_that_adds_up_the_points_changes_no_indicator(
    layout: str, style: str, summed: dict[tuple[str, str], bytes]
) -> None:
    report = budgetcheck.validate(summed[layout, style])
    wanted = budgetcheck.validate(page_of(body(layout, 3, 2)))
    lines, known = (without_places(one.lines) for one in (report, wanted))
    pd.testing.assert_frame_equal(lines, known)
    pd.testing.assert_frame_equal(without_places(report.indicators), without_places(wanted.indicators))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_other_layouts_are_read_from_all_kinds_of_pages(layout: str, cases: list[Case]) -> None:
    mine = [case for case in cases if case.name.startswith(layout)]
    cells, right = sum(case.score.cells for case in mine), sum(case.score.right for case in mine)
    wrong = {case.name: (case.look.name, case.score) for case in mine if not case.score.exact}
    assert cells > 500
    assert right >= 0.98 * cells, wrong


def test_nothing_of_other_layouts_is_lost_in_silence(cases: list[Case]) -> None:
    assert [case for case in cases if not case.score.exact and not case.score.unsure] == []
