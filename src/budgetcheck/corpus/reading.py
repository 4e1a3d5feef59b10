"""A batch of sources to frames; what cannot be used is an error beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from budgetcheck.collector import collector_paused
from budgetcheck.errors import InputError
from budgetcheck.frames import Tables
from budgetcheck.model import Grid, WordChange
from budgetcheck.readers import Limits, read
from budgetcheck.tables import LayoutMap, assemble
from budgetcheck.text import Words, default_words

Begin = Callable[[Any], object]


def _nobody_waits(_: Any) -> None:
    """Nobody looks at what is read."""


@dataclass(frozen=True)
class Reading:
    """How to read: refuse doubtful repairs, by which changes to the word lists, within which limits, as what layout.

    With `ocr`, text is recognised on pages that are pictures.
    """

    strict: bool = False
    words: tuple[WordChange, ...] = ()
    limits: Limits = field(default_factory=Limits)
    password: str | None = field(default=None, repr=False)
    layout: LayoutMap | None = None
    ocr: bool = False

    def tables(self, batch: Sequence[Any], begin: Begin | None = None) -> tuple[Tables, list[InputError]]:
        """The frames of a batch, and an error for each source of it that cannot be used.

        `begin` is called with each source before it is read.
        """
        # NOTE: rows and cells of the batch are gone when the collector comes back, it need not walk them.
        with collector_paused():
            return self._assembled(batch, self._words(), begin or _nobody_waits)

    def _words(self) -> Words:
        """The word lists, with the headings that the user's layout adds."""
        words = default_words(self.words)
        return words if self.layout is None else default_words((*self.words, *self.layout.changes(words)))

    def _assembled(self, batch: Sequence[Any], words: Words, begin: Begin) -> tuple[Tables, list[InputError]]:
        grids: list[Grid] = []
        errors: list[InputError] = []
        for source in batch:
            begin(source)
            try:
                grids += read(source, limits=self.limits, password=self.password, ocr=self.ocr)
            except InputError as error:
                errors.append(error)
        tables, failed = assemble(grids, words, strict=self.strict, layout=self.layout)
        return tables, errors + failed
