"""A finding (问题): what is wrong, where in the original, how sure, and what explains it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from budgetcheck.model.grid import Box
from budgetcheck.model.rule import Bilingual
from budgetcheck.terms import Certainty, ChangeKind, Explained, Severity, SuppressionKind


@dataclass(frozen=True, slots=True)
class Location:
    """A place in the original.

    `document` is the 1-based ordinal of the table in its file. `line` is 1-based (text line or sheet
    row). `column` is the heading as printed. `span` is a half-open range of characters: in the
    original line for text, in the cell for sheets and frames. `indicator` is the 1-based position
    in the packed cell after joining, `indicator_name` what it is called there. `box` is the rectangle on
    the page: left, top, right, bottom in points from the upper left corner of the page as it is shown. Where the
    text runs over several lines, `boxes` has a rectangle for each of them, all within `box`.
    """

    file: str
    document: int
    line: int | None = None
    end_line: int | None = None
    page: int | None = None
    sheet: str | None = None
    column: str | None = None
    cell: str | None = None
    span: tuple[int, int] | None = None
    department: str = ""
    unit: str = ""
    project: str = ""
    indicator: int | None = None
    indicator_name: str = ""
    box: Box | None = None
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that bears on a finding, such as an addend of a sum."""

    line: int | None
    column: str | None
    role: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that an explanation changes: what is printed and what it may have been.

    `kind` says what is done: an amount reads otherwise, a row is dropped, inserted, moved or joined. `before` is
    empty for a row that is missing, `after` for one that is none. `other_line` is the row that is joined to this
    one, the total that a moved row belongs below, or the row for which one is dropped: its original, one it adds up. `cause` counts the causes of the
    explanation from 1. `cell` is the sheet address, empty for text.
    """

    line: int | None
    column: str | None
    before: str
    after: str
    kind: ChangeKind = ChangeKind.AMOUNT
    name: str = ""
    other_line: int | None = None
    other_name: str = ""
    cause: int = 1
    page: int | None = None
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that happened under an explanation: its kind in the error model, in words, and what speaks for it."""

    kind: str
    title: Bilingual
    text: Bilingual
    evidence: tuple[Bilingual, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultingSum:
    """One sum that does not hold as printed, as it stands under an explanation.

    `stated` is the figure at `line`, `added` what its parts then give; `across` says that the parts are the
    sources in the same row, and not the rows below.
    """

    line: int | None
    column: str | None
    stated: str
    added: str
    holds: bool
    across: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """One ranked account of why sums fail: one fault or several at once.

    `kind` joins the kinds of its `causes` by `+`. Explanations of the same `group` cannot be told apart by the
    figures. `partial` says that time ran out before every explanation was tried.
    """

    rank: int
    probability: float
    kind: str
    text: Bilingual
    changes: tuple[Change, ...] = ()
    certainty: Certainty = Certainty.OPEN
    causes: tuple[Cause, ...] = ()
    sums: tuple[ResultingSum, ...] = ()
    group: int = 0
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The source text around a finding; `start` and `end` mark the offending characters in `text`.

    `cut_left` and `cut_right` say that the cell goes on beyond the excerpt.
    """

    text: str
    start: int
    end: int
    cut_left: bool = False
    cut_right: bool = False


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding is kept in the report but no longer counts: somebody has judged it before.

    `reason` and `until` (the last day on which it holds) are those of an ignore; a baseline gives none.
    """

    kind: SuppressionKind
    reason: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault in one place. Amounts are strings in the table's money unit.

    `explained` says whether the search for a cause found one, several or none; None where there was no search.
    `partial` says that time ran out before the search was through.
    """

    rule: str
    name: str
    severity: Severity
    message: Bilingual
    message_args: Mapping[str, Any]
    location: Location
    expected: str | None = None
    actual: str | None = None
    difference: str | None = None
    tolerance: str | None = None
    money_unit: str | None = None
    related: tuple[Related, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    explained: Explained | None = None
    partial: bool = False
    caused_by: str | None = None
    confidence: float = 1.0
    fingerprint: str = ""
    suppressed: Suppression | None = None
    excerpt: Excerpt | None = None
