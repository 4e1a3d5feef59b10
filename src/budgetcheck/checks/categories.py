"""CAT, classes and coverage (指标类别): each project has what it needs, each indicator stands where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from budgetcheck.checks.columns import confidences, is_kind
from budgetcheck.checks.items import Items, items_of
from budgetcheck.checks.registry import check
from budgetcheck.checks.texts import holds, spread, texts
from budgetcheck.checks.values import Spans, at_part, measures, pairs_among, verdicts
from budgetcheck.checks.word_places import holding, word_places
from budgetcheck.errors import UsageError, nearest
from budgetcheck.model import Bilingual, Evidence, Outcome
from budgetcheck.terms import Field, IndicatorPart, LineKind, Verdict
from budgetcheck.text import first_word, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from budgetcheck.checks.values import Truth
    from budgetcheck.frames import Tables

_FIELD = str(Field.INDICATORS)


@check("lines", fields=("found",), needs=("indicators",))
def project_has_class(lines: pd.DataFrame, tables: Tables, *, wanted: str, exempt: str) -> Outcome:
    """Each project with indicators has one of the class `wanted`.

    A project of which one class cannot be read is undecided; one whose name holds a word of the list
    `exempt` needs none.
    """
    del lines
    items = items_of(tables)
    has = tables.once(holds, "category", wanted)
    held, blurred = (_lines_with(items, which) for which in (has, ~items.bools("category_known")))
    judged = _lines_with(items, np.ones(len(items), dtype=bool)) & tables.once(is_kind, LineKind.PROJECT)
    if exempt:
        words = tables.words.topic(exempt)
        judged &= ~_speaks_of(tables, words)
    lacking = judged & ~held
    said = verdicts(judged, lacking & ~blurred)
    said[lacking & blurred] = Verdict.UNDECIDED
    failed = np.flatnonzero(said == Verdict.FAILED).tolist()
    sure = tables.once(confidences)
    evidence = [
        Evidence(row, _FIELD, fields={"found": _classes(items, row)}, confidence=float(sure[row]))
        for row in failed
    ]
    return Outcome(said, evidence)


@check("indicators", fields=("allowed", "level2"))
def level2_fits_level1(frame: pd.DataFrame, tables: Tables, *, tree: str) -> Outcome:
    """The second-level class is one that the tree has below the first-level class.

    `服务对象满意度指标` below `效益指标` fails. `tree` is a year of the word lists, or `either`: any of them.
    A label of another tree has no place in this one; labels that no tree knows are not judged.

    Raises:
        UsageError: there is no such tree.
    """
    trees = [held for year, held in tables.words.trees.items() if tree in (year, "either")]
    if not trees:
        raise UsageError(f"没有分类树「{tree}」 (no such tree){nearest(tree, tables.words.trees)}")
    below = {
        above: frozenset(label for held in trees for label in held.get(above, ()))
        for held in trees
        for above in held
    }
    every = (labels for held in tables.words.trees.values() for labels in held.values())
    known = frozenset(label for labels in every for label in labels)
    label = frame["level2"]
    judged = tables.once(holds, "level2", *known) & frame["category_known"].to_numpy(dtype=bool)
    codes, pairs = pairs_among(frame, judged, "category", "level2")
    wrong = spread((codes, pairs), [label not in below.get(above, ()) for above, label in pairs])
    allowed = {label: _places(label, below) for label in known}
    return at_part(
        frame,
        verdicts(judged, wrong),
        "item",
        lambda row: {"level2": str(label.iat[row]), "allowed": allowed[str(label.iat[row])]},
        cell=IndicatorPart.LEVEL2,
    )


def _places(label: str, below: dict[str, frozenset[str]]) -> str | Bilingual:
    """Where the tree has a second-level label: below which classes, among them, or nowhere."""
    if above := [above for above, labels in below.items() if label in labels]:
        return "、".join(above)
    if label in below:
        return Bilingual("一级指标", "the first-level classes")
    return Bilingual("另一套分类", "another tree")


@check("indicators")
def satisfaction_is_filed_as_such(
    frame: pd.DataFrame, tables: Tables, *, wanted: str, endings: str
) -> Outcome:
    """A measure of satisfaction stands in the class for it, in a document that has that class.

    `受益对象满意度` below `效益指标` fails; `满意度调查次数` measures no satisfaction.
    """
    closing = tables.words.topic(endings)
    filed = tables.once(holds, "category", wanted)
    known = frame["category_known"].to_numpy(dtype=bool)
    document = items_of(tables).document
    has_class = np.bincount(document[filed], minlength=document.max(initial=-1) + 1)[document] > 0
    codes, named = tables.once(measures)
    satisfaction = spread((codes, named), word_places(tables, named).closing(closing))
    judged = satisfaction & known & has_class
    return at_part(frame, verdicts(judged, judged & ~filed), "name")


@check("documents", fields=("projects", "first", "word"), needs=("lines", "indicators"))
def building_projects_have_cost(
    documents: pd.DataFrame, tables: Tables, *, wanted: str, projects: Sequence[str], costs: str
) -> Outcome:
    """Each project that builds, repairs or buys has an indicator of cost.

    A project is known by a word of the first list of `projects` in its name, and none of the second; a cost
    indicator by its class `wanted` or a word of `costs` in its name. A document without any of that class has a form
    without it, and is told so once.
    """
    lines, words = tables.lines, tables.words
    items = items_of(tables)
    marks, others = map(words.topic, projects)
    named = _speaks_of(tables, marks) & ~_speaks_of(tables, others)
    judged = named & tables.once(is_kind, LineKind.PROJECT) & _lines_with(items, np.ones(len(items), bool))
    costly = _cost(tables, judged, wanted, words.topic(costs))
    lacking = judged & ~_lines_with(items, costly)
    where = pd.Index(documents["document"]).get_indexer(pd.Index(lines["document"]))
    ids = documents["document"].tolist()
    formed = frozenset(
        tables.indicators["document"].to_numpy()[tables.once(holds, "category", wanted)].tolist()
    )
    said = np.zeros(len(documents), dtype=np.int8)
    said[where[judged]] = Verdict.PASSED
    said[where[lacking]] = Verdict.FAILED
    evidence = []
    for document in np.flatnonzero(said == Verdict.FAILED).tolist():
        rows = np.flatnonzero(lacking & (where == document)).tolist()
        once = ids[document] not in formed
        groups = [rows] if once else [[row] for row in rows]
        evidence += [_without_cost(lines, document, group, marks) for group in groups]
    return Outcome(said, evidence)


def _speaks_of(tables: Tables, words: tuple[str, ...]) -> Truth:
    """Per line, whether its name holds one of the words, in whatever width."""
    codes, distinct = tables.once(texts, "lines", "name")
    return spread((codes, distinct), holding(tables, tables.once_for(distinct, _folded), words))


def _folded(tables: Tables, listed: list[str]) -> list[str]:
    del tables
    return list(map(fold, listed))


def _cost(tables: Tables, among: Truth, wanted: str, words: tuple[str, ...]) -> Truth:
    """Per item of the lines `among`, whether it measures cost."""
    cell = items_of(tables).cell
    found: Truth = tables.once(holds, "category", wanted)
    for column in ("name", "level2"):
        codes, distinct = tables.once(texts, "indicators", column)
        found = found | spread((codes, distinct), holding(tables, distinct, words))
    return found & (cell >= 0) & among[cell]


def _without_cost(lines: pd.DataFrame, document: int, rows: list[int], marks: tuple[str, ...]) -> Evidence:
    name, ids = str(lines["name"].iat[rows[0]]), lines["line_id"].to_numpy(dtype=np.int64)
    return Evidence(
        document,
        _FIELD,
        line_id=int(ids[rows[0]]),
        fields={"projects": len(rows), "first": name, "word": first_word(fold(name), marks)},
        related=[(int(ids[row]), _FIELD, "alike") for row in rows[1:]],
    )


@check("documents", fields=("measure", "classes"), needs=("lines", "indicators"))
def measure_keeps_its_class(documents: pd.DataFrame, tables: Tables, *, endings: str) -> Outcome:
    """One measure stands in one class throughout a document, tags and stray marks left aside.

    `投诉率` below 产出 and again below 满意度 fails, at the first indicator of the rarer class. Measures of
    satisfaction are left to a rule of their own.
    """
    frame, closing = tables.indicators, tables.words.topic(endings)
    measure, named = tables.once(measures)
    dull = word_places(tables, named).closing(closing) | ~np.fromiter(
        map(bool, named), dtype=bool, count=len(named)
    )
    kinds, labels = tables.once(texts, "indicators", "category")
    rows = np.flatnonzero(frame["category_known"].to_numpy(dtype=bool) & ~dull[measure])
    document, ids = pd.factorize(frame["document"].to_numpy(dtype=np.int64)[rows])
    key = (document * len(named) + measure[rows]) * len(labels) + kinds[rows]
    keys, first, count = np.unique(key, return_index=True, return_counts=True)
    pairs = keys // max(len(labels), 1)
    where = pd.Index(documents["document"]).get_indexer(pd.Index(ids))
    said = np.zeros(len(documents), dtype=np.int8)
    said[where] = Verdict.PASSED
    evidence = []
    for start, end in _runs(pairs):
        row, at = int(where[pairs[start] // len(named)]), range(start, end)
        uses = [(str(labels[keys[n] % len(labels)]), int(count[n]), int(rows[first[n]])) for n in at]
        said[row] = Verdict.FAILED
        evidence.append(_in_two_classes(tables, row, named[pairs[start] % len(named)], uses))
    return Outcome(said, evidence)


def _runs(keys: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Where equal keys stand together, two or more of them."""
    opens = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])[: len(keys)])
    sizes = np.diff(opens, append=len(keys))
    several = zip(opens[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True)
    return [(start, start + size) for start, size in several]


def _in_two_classes(
    tables: Tables, document: int, measure: str, uses: Sequence[tuple[str, int, int]]
) -> Evidence:
    """Evidence at the first indicator of the rarest class; of two as rare, the one that comes last."""
    frame = tables.indicators
    ids = frame["line_id"].to_numpy(dtype=np.int64)
    printed = tables.once(_printed_rows)
    often = sorted(uses, key=lambda use: (-use[1], use[2]))
    row = often[-1][2]
    classes = [{"filed": label, "times": n, "at": printed[int(ids[at])]} for label, n, at in often]
    related = [(int(ids[at]), _FIELD, "other") for _, _, at in often[:-1]]
    fields = {"measure": measure, "classes": classes}
    span = Spans(frame, "name")[row]
    return Evidence(document, _FIELD, span, line_id=int(ids[row]), item=row, fields=fields, related=related)


def _printed_rows(tables: Tables) -> dict[int, int]:
    """Each line by its id: the original line it stands on."""
    return dict(zip(tables.lines["line_id"].tolist(), tables.lines["row"].tolist(), strict=True))


def _lines_with(items: Items, which: Truth) -> Truth:
    """Per line, whether it has an indicator of these."""
    found = np.zeros(len(items.tables.lines), dtype=bool)
    found[items.cell[which & (items.cell >= 0)]] = True
    return found


def _classes(items: Items, row: int) -> str:
    """The classes that a project has, each once."""
    return "、".join(dict.fromkeys(str(items.text("category")[i]) for i in items.of_cell(row)))
