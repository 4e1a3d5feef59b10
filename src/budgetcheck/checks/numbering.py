"""Numbers, marks and labels of the items packed into one cell (编号与标点), against what is usual in the document."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from budgetcheck.checks.items import Fault, FieldsOf, Items, Marks, by_cell, items_of, mostly, usual
from budgetcheck.checks.letters import letters
from budgetcheck.checks.registry import check
from budgetcheck.checks.spans import (
    category_span,
    content_span,
    gap_span,
    lead_span,
    number_mark_span,
    number_span,
    terminator_span,
)
from budgetcheck.checks.texts import texts
from budgetcheck.model import Bilingual
from budgetcheck.text import doubled_marks, fold
from budgetcheck.text.punctuation import ENDS, STOPS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from budgetcheck.checks.letters import Letters
    from budgetcheck.frames import Tables
    from budgetcheck.model import Outcome


@check("lines", fields=("items", "count"), needs=("indicators",))
def every_item_has_a_number(
    frame: pd.DataFrame, tables: Tables, *, least_items: int, least_cells: int
) -> Outcome:
    """Items of a cell are numbered when others of the cell, or most of the document, are.

    `1、产出指标：甲…；产出指标：乙…` fails at the second item; a lone item without a number passes
    unless lone items of the document have one.
    """
    items = items_of(tables)
    numbered = items.ints("number") >= 0
    lone = items.size == 1
    many = ~lone & (items.size > 0)
    in_cell = np.bincount(items.cell[numbered & (items.cell >= 0)], minlength=len(frame))
    mixed = many & (in_cell[items.cell] > 0)
    wanted = mixed | (many & _mostly(items, numbered, many, least_items))
    wanted |= lone & _mostly(items, numbered, lone, least_cells)
    return by_cell(items, wanted, wanted & ~numbered, Fault(category_span(items)))


@check("lines", fields=("items", "count"), needs=("indicators",))
def numbers_run_on(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """Numbers of a cell run 1, 2, 3 …; the first that breaks the run is shown.

    `1、…2、…4、…` fails at 4. A run may begin again at 1 where a category opens; an item without a number keeps its place.
    """
    del frame
    items = items_of(tables)
    number, position = items.ints("number"), items.ints("position")
    numbered = np.flatnonzero((number >= 0) & (items.cell >= 0))
    before = np.zeros(len(items), dtype=np.int64)
    same_cell = items.cell[numbered][1:] == items.cell[numbered][:-1]
    before[numbered[1:]] = np.where(same_cell, number[numbered][:-1], 0)
    kinds, _ = tables.once(texts, "indicators", "category")
    opens = ~pd.Series(items.cell * (kinds.max(initial=0) + 1) + kinds).duplicated().to_numpy()
    right = (number == before + 1) | (number == position) | ((number == 1) & opens)
    judged = number >= 0
    fault = Fault(number_span(items), expected=lambda i: str(before[i] + 1), actual=lambda i: str(number[i]))
    return by_cell(items, judged, judged & ~right, fault)


@check("lines", fields=("items", "count", "mark", "usual"), needs=("indicators",))
def number_marks_agree(frame: pd.DataFrame, tables: Tables, *, least_items: int) -> Outcome:
    """The mark behind a number is the one most items of the document have.

    Where numbers read `1、2、3、`, `4.` fails; full and half width count as the same mark.
    """
    del frame
    items = items_of(tables)
    marks = items.marks("number_mark")
    numbered = items.ints("number") >= 0
    common = usual(items.document, marks, numbered, least_items)
    judged = numbered & (common >= 0)
    fault = Fault(number_mark_span(items), _printed(items, "number_mark", marks, common))
    return by_cell(items, judged, judged & (marks.codes != common), fault)


@check("lines", fields=("items", "count"), needs=("indicators",))
def items_are_parted(frame: pd.DataFrame, tables: Tables, *, least_items: int) -> Outcome:
    """Every item but the last ends in a mark, where most items of the document do.

    `…：12份 2、产出指标：…` fails at the first item.
    """
    del frame
    items = items_of(tables)
    inner = ~items.last
    ended = items.filled("terminator")
    judged = inner & _mostly(items, ended, inner, least_items)
    return by_cell(items, judged, judged & ~ended, Fault(content_span(items)))


@check("lines", fields=("items", "count", "mark", "usual"), needs=("indicators",))
def parting_marks_agree(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """The items of a cell are parted by one mark; the last item is free.

    `…；2、…。3、…；4、…。` fails at the second item.
    """
    items = items_of(tables)
    marks = items.marks("terminator", first=True)
    judged = ~items.last & ~marks.of("") & (items.cell >= 0)
    in_cell = usual(items.cell, marks, judged, 1)
    in_document = usual(items.document, marks, judged, 1)
    opening = np.full(len(frame) + 1, -1, dtype=np.intp)
    opens = np.flatnonzero(judged)[::-1]
    opening[items.cell[opens]] = marks.codes[opens]
    common = np.where(in_cell >= 0, in_cell, np.where(in_document >= 0, in_document, opening[items.cell]))
    fault = Fault(terminator_span(items), _printed(items, "terminator", marks, common))
    return by_cell(items, judged, judged & (marks.codes != common), fault)


@check("lines", fields=("items", "count", "ending"), needs=("indicators",))
def cell_is_closed(
    frame: pd.DataFrame, tables: Tables, *, closing: str, open_marks: Sequence[str], least_cells: int
) -> Outcome:
    """A cell ends with the `closing` mark, unless most cells of the document end otherwise.

    `…2、…：100%；` fails. In a document with fewer than `least_cells` cells only `open_marks`, which
    promise another item, are faulty.
    """
    del frame
    items = items_of(tables)
    marks = items.marks("terminator", first=True)
    last = items.last & (items.cell >= 0)
    common = marks._replace(codes=usual(items.document, marks, last, least_cells))
    known, dangling = common.codes >= 0, marks.of(*map(fold, open_marks))
    judged = last & np.where(known, common.of(fold(closing)), True)
    faulty = judged & np.where(known, ~marks.of(fold(closing)), dangling)
    fault = Fault(terminator_span(items), lambda i: {"ending": _ending(items.text("terminator")[i])})
    return by_cell(items, judged, faulty, fault)


@check("lines", fields=("items", "count", "mark"), needs=("indicators",))
def marks_stand_alone(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """No punctuation mark is printed twice running.

    `…：4次。。` fails; `……` is one mark.
    """
    del frame
    items = items_of(tables)
    packed = tables.once(letters, "indicators")
    spans: dict[int, tuple[int, int]] = {}
    start = items.ints("item_start")
    for row in _with_marks_together(packed):
        held = items.of_cell(row)
        for run in doubled_marks(packed.texts[row]):
            if len(held):
                owner = held[max(int(np.searchsorted(start[held], run[0], side="right")) - 1, 0)]
                spans.setdefault(int(owner), run)
    faulty = np.zeros(len(items), dtype=bool)
    faulty[list(spans)] = True
    fault = Fault(lambda i: spans[i], lambda i: {"mark": items.packed(i)[slice(*spans[i])]})
    return by_cell(items, items.cell >= 0, faulty, fault)


def _with_marks_together(held: Letters) -> list[int]:
    """The texts in which marks may stand twice running.

    NOTE: to look for them in all packed cells took longer than any other rule; few cells have any.
    """
    mark, end = held.are(ENDS + STOPS), held.are(ENDS)
    near = (end[1:] & end[:-1]) | (mark[1:] & (held.points[1:] == held.points[:-1]))
    found: list[int] = held.found(np.flatnonzero(near)).owners.tolist()
    return found


@check("lines", fields=("items", "count", "mark", "label"), needs=("indicators",))
def labels_are_set_off(
    frame: pd.DataFrame, tables: Tables, *, comma: str, sentence_marks: Sequence[str], least_items: int
) -> Outcome:
    """A value label is set off from the name by a comma, unless most of the document does otherwise.

    `…营商环境。年度指标值：…` fails. Where there is too little to learn from, only a sentence mark does.
    """
    del frame
    items = items_of(tables)
    leads = items.marks("label_lead", first=True)
    labelled = items.filled("label")
    common = leads._replace(codes=usual(items.document, leads, labelled, least_items))
    known, in_sentence = common.codes >= 0, leads.of(*map(fold, sentence_marks))
    judged = labelled & np.where(known, common.of(fold(comma)), True)
    faulty = judged & np.where(known, ~leads.of(fold(comma)), in_sentence)
    fault = Fault(
        lead_span(items),
        lambda i: {"mark": items.text("label_lead")[i], "label": items.text("label")[i]},
    )
    return by_cell(items, judged, faulty, fault)


@check("lines", fields=("items", "count"), needs=("indicators",))
def values_follow_their_label(frame: pd.DataFrame, tables: Tables, *, least_items: int) -> Outcome:
    """No blank stands between a label's colon and its value, unless most of the document has one.

    `年度指标值: ≥80%` fails.
    """
    del frame
    items = items_of(tables)
    gap = items.bools("label_gap")
    labelled = (items.filled("label")) & (items.filled("value_text"))
    spaced = labelled & _mostly(items, gap, labelled, least_items)
    judged = labelled & ~spaced
    return by_cell(items, judged, judged & gap, Fault(gap_span(items)))


@check("lines", fields=("items", "count", "label"), needs=("indicators",))
def categories_are_known(frame: pd.DataFrame, tables: Tables, *, least_items: int) -> Outcome:
    """Every level-1 label is one of 成本/产出/效益/满意度 or a known variant.

    `1、绩效指标：验收合格率，…` fails; `效果指标` is a known variant. Level-2 labels in place of level 1 pass
    in a document where most items have them.
    """
    del frame
    items = items_of(tables)
    known = items.bools("category_known")
    level2 = ~known & (items.filled("level2"))
    known = known | level2 & _mostly(items, level2, items.cell >= 0, least_items)
    fault = Fault(category_span(items), lambda i: {"label": items.text("category_text")[i]})
    return by_cell(items, items.cell >= 0, ~known, fault)


def _mostly(
    items: Items, holds: NDArray[np.bool_], among: NDArray[np.bool_], least: int
) -> NDArray[np.bool_]:
    return mostly(items.document, holds, among, least)


def _printed(items: Items, column: str, marks: Marks, common: NDArray[np.intp]) -> FieldsOf:
    """The mark of an item and the usual one, both as the document prints them."""

    printed = items.text(column)

    @cache
    def shown() -> Mapping[tuple[int, int], str]:
        seen = pd.DataFrame({"document": items.document, "mark": marks.codes, "printed": printed})
        once = seen.drop_duplicates(["document", "mark"])
        return dict(zip(zip(once["document"], once["mark"], strict=True), once["printed"], strict=True))

    def fields(i: int) -> Mapping[str, str]:
        usual_mark = shown()[int(items.document[i]), int(common[i])]
        return {"mark": printed[i], "usual": usual_mark[: len(marks.texts[common[i]])]}

    return fields


def _ending(mark: str) -> Bilingual:
    if not mark:
        return Bilingual("没有标点", "has no mark")
    return Bilingual(f"以「{mark}」结尾", f'ends in "{mark}"')
