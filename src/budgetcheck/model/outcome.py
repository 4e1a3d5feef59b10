"""What a check says of every subject, and the evidence for those that failed."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why one subject failed, in values; the rule's message template puts them into words.

    Attributes:
        row: position (not label) of the subject in the frame that was checked.
        field: the `Field` value the finding points at; empty for the subject as a whole.
        span: half-open character range in that field's logical text; None for the whole cell.
        expected, actual, difference, tolerance: int means fen (shown in the table's money unit),
            text is shown as it stands.
        fields: further values the message may name: text, int, `Fen` for amounts, `Bilingual`, or a
            list of mappings of such values, put through the rule's template of that name in `parts`.
        related: other rows of the lines frame that bear on it: (line_id, field, role).
        line_id: overrides the subject's own line, for checks on documents.
        origin: a place in the original that no logical text holds (text left out by a repair):
            original line, 1-based cell, and the half-open range in that cell, each None if unknown.
        quote: the text to show for `origin`.
        item: position (not label) in the indicators frame of the indicator it points at, for checks
            on lines that judge a packed cell as a whole.
        part: the part of that indicator it points at (see `IndicatorPart`) where that has a cell of its own;
            where it has none, the finding points at `span`.
        whole: for checks on indicators, that the finding is about the line and not this one indicator.
        example: that the finding is about the whole table, of which its place is only an example.
        confidence: 1.0 unless the evidence itself rests on a doubtful reading.
    """

    row: int
    field: str = ""
    span: tuple[int, int] | None = None
    expected: int | str | None = None
    actual: int | str | None = None
    difference: int | str | None = None
    tolerance: int | str | None = None
    # NOTE: a factory, because Python 3.11 takes a mapping proxy (unhashable there) for a mutable default.
    fields: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    related: Sequence[tuple[int, str, str]] = ()
    line_id: int | None = None
    origin: tuple[int, int | None, int | None, int | None] | None = None
    quote: str = ""
    item: int | None = None
    part: str = ""
    whole: bool = False
    example: bool = False
    confidence: float = 1.0


class Fen(int):
    """An amount in fen inside `Evidence.fields`; the engine prints it in the table's money unit."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One rule on one frame: a `Verdict` per row, and at least one `Evidence` per failed row.

    `verdicts` is an int8 array as long as the frame; several pieces of evidence may share a row
    (two money columns of one line), and each becomes a finding of its own.
    """

    verdicts: NDArray[np.int8]
    evidence: Sequence[Evidence] = ()
