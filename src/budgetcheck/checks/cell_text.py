"""STR, the writing in a cell: legible characters, whole sentences, paired brackets, no quotes around everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from budgetcheck.checks.columns import is_kind
from budgetcheck.checks.letters import letters
from budgetcheck.checks.outcomes import outcome_of, outcome_of_all
from budgetcheck.checks.registry import check
from budgetcheck.checks.texts import spread, texts
from budgetcheck.model import Evidence, Outcome
from budgetcheck.terms import TEXT_FIELDS, Field, LineKind
from budgetcheck.text.brackets import PAIRS, QUOTES, WIDE_PAIRS, unpaired, wrapped
from budgetcheck.text.endings import breaks_off, ends_sentence, lists_things
from budgetcheck.text.titles import bare_project

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

    Bools = NDArray[np.bool_]

_PROSE = (str(Field.GOAL), str(Field.CONTENT))
_FIELDS = tuple(map(str, TEXT_FIELDS))
_TAIL = 12
_SHOWN = 10


@check("lines", fields=("ending",))
def text_is_not_cut(lines: pd.DataFrame, tables: Tables, *, words: str) -> Outcome:
    """No goal or description stops in the middle: on a comma or a word that needs another behind it.

    A text without an end mark may still be whole; that is another rule's matter.
    """
    del lines
    projects = tables.once(is_kind, LineKind.PROJECT)
    listed = tables.words.topic(words)
    evidence: list[Evidence] = []
    for field in _PROSE:
        held = tables.once(letters, field).texts
        for row in np.flatnonzero(projects & ~tables.once(_ended, field)).tolist():
            if breaks_off(held[row], listed):
                end = len(held[row].rstrip())
                span = (max(0, end - _TAIL), end)
                evidence.append(Evidence(row, field, span, fields={"ending": held[row][slice(*span)]}))
    return outcome_of(projects, evidence)


@check("lines", fields=("ending", "texts"))
def text_ends_in_mark(lines: pd.DataFrame, tables: Tables, *, mostly: int, least: int) -> Outcome:
    """A goal or description ends in a sentence mark where most of its document's do.

    Lists of things (`开支内容：设备费、监理费`) need none. One finding per project, at the first such text.
    """
    del lines
    projects = tables.once(is_kind, LineKind.PROJECT)
    bare: dict[int, list[str]] = {}
    for field in _PROSE:
        held = tables.once(letters, field).texts
        habit = _mostly_ended(tables, field, mostly, least)
        for row in np.flatnonzero(projects & ~tables.once(_ended, field) & habit).tolist():
            if not lists_things(held[row]):
                bare.setdefault(row, []).append(field)
    evidence = [_bare_end(tables, row, fields) for row, fields in sorted(bare.items())]
    return outcome_of(projects, evidence)


@check("lines", fields=("bracket", "context", "count"))
def brackets_are_paired(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """Every bracket and quote in a cell has its partner; one finding per cell, at the first that has none.

    `（含设备采购` fails; `1）采购；2）安装` and `<3%` hold no bracket.
    """
    evidence: list[Evidence] = []
    for field in _FIELDS:
        held = tables.once(letters, field).texts
        for row in _uneven(tables, field):
            lone = unpaired(held[row])
            if lone:
                evidence.append(_lone(row, field, held[row], lone))
    return outcome_of_all(len(lines), evidence)


@check("lines")
def text_is_not_wrapped(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """No cell stands in quotes as a whole.

    `“1、举办评审会；2、召开交流会。”` fails; `“一核”引领“一带”` is a text with quoted words.
    """
    evidence = []
    for field in _FIELDS:
        held = tables.once(letters, field)
        # NOTE: one quote or two that open and close a text; to ask every cell by itself takes ten times as long.
        quoted = held.found(np.flatnonzero(held.are(QUOTES))).owners.tolist()
        evidence += [Evidence(row, field) for row in quoted if wrapped(held.texts[row])]
    return outcome_of_all(len(lines), evidence)


@check("lines")
def project_name_says_what(lines: pd.DataFrame, tables: Tables, *, generic: str) -> Outcome:
    """A project's name, year and remarks aside, is more than one of the `generic` names.

    `工作经费` fails; `防汛物资储备经费` says what is bought.
    """
    del lines
    projects = tables.once(is_kind, LineKind.PROJECT)
    listed = frozenset(tables.words.topic(generic))
    codes, names = tables.once(texts, "lines", "name")
    bare = projects & spread((codes, names), [bare_project(name) in listed for name in names])
    return outcome_of(projects, [Evidence(row, "name") for row in np.flatnonzero(bare).tolist()])


def _uneven(tables: Tables, field: str) -> list[int]:
    """Lines whose text may hold a bracket without partner, each kind counted with closers as minus one."""
    held = tables.once(letters, field)
    found = held.among(
        "".join(sign for pairs in (PAIRS, WIDE_PAIRS) for pair in pairs.items() for sign in pair)
    )
    if not len(found.points):
        return []
    off = np.zeros(len(held.texts), dtype=bool)
    for openers, closers in _kinds():
        step = np.isin(found.points, openers).astype(np.int64) - np.isin(found.points, closers)
        depth = np.cumsum(step)
        base = np.concatenate(([0], depth))[found.starts]
        off[found.owners] |= np.add.reduceat(step, found.starts) != 0
        off[found.owners] |= np.minimum.reduceat(depth, found.starts) < base
    return np.flatnonzero(off).tolist()


def _kinds() -> list[tuple[list[int], list[int]]]:
    """Per kind of bracket the code points of its openers and closers, both widths together."""
    folded = dict(zip(WIDE_PAIRS, "([{", strict=True))
    wide = {folded[opener]: (opener, closer) for opener, closer in WIDE_PAIRS.items()}
    kinds = []
    for opener, closer in PAIRS.items():
        more = wide.get(opener, (opener, closer))
        kinds.append(([ord(opener), ord(more[0])], [ord(closer), ord(more[1])]))
    return kinds


def _ended(tables: Tables, field: str) -> Bools:
    """Per line: whether its text ends a sentence, or there is no text."""
    codes, distinct = tables.once(texts, "lines", field)
    return spread((codes, distinct), [not text or ends_sentence(text) for text in distinct])


def _mostly_ended(tables: Tables, field: str, mostly: int, least: int) -> Bools:
    """Per line: whether `mostly` percent of its document's projects, at least `least`, end this text in a mark."""
    held = (tables.once(letters, field).lengths > 0) & tables.once(is_kind, LineKind.PROJECT)
    codes = tables.lines["document"].to_numpy(dtype=np.int64)
    size = int(codes.max(initial=-1)) + 1
    all_of = np.bincount(codes[held], minlength=size)
    ended = np.bincount(codes[held & tables.once(_ended, field)], minlength=size)
    return np.asarray(((ended * 100 >= all_of * mostly) & (all_of >= least))[codes], dtype=bool)


def _bare_end(tables: Tables, row: int, fields: Sequence[str]) -> Evidence:
    text = tables.once(letters, fields[0]).texts[row]
    end = len(text.rstrip())
    span = (max(0, end - _TAIL), end)
    return Evidence(row, fields[0], span, fields={"ending": text[slice(*span)], "texts": len(fields)})


def _lone(row: int, field: str, text: str, lone: Sequence[tuple[int, str]]) -> Evidence:
    at, sign = lone[0]
    shown = text[max(0, at - _SHOWN) : at + _SHOWN]
    return Evidence(row, field, (at, at + 1), fields={"bracket": sign, "context": shown, "count": len(lone)})
