"""What every reader of a format is given, and how a format is described."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from budgetcheck.model import Source
from budgetcheck.readers.limits import Limits


def _nothing() -> None:
    """Nobody waits with a clock."""


@dataclass(frozen=True, slots=True)
class Request:
    """The bytes of one file, what the user said of them, and their kind as `kinds.kind_of` tells it.

    `ocr` says that text is to be recognised on pages that are pictures; `going_on` is called before each of them,
    and starts the clock anew.
    """

    file: str
    data: bytes = field(repr=False)
    password: str | None = field(default=None, repr=False)
    kind: str = ""
    limits: Limits = field(default_factory=Limits)
    ocr: bool = False
    going_on: Callable[[], None] = field(default=_nothing, repr=False, compare=False)

    def source(self, kind: str, *, spans: str = "cell") -> Source:
        """Where the cells of this file come from, for its grids."""
        return Source(self.file, kind, hashlib.sha256(self.data).hexdigest(), len(self.data), spans=spans)


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: how it is called, who reads it, and what must be installed for that.

    `module` has a function `read(request) -> list[Grid]`. `needs` are the modules it imports beyond the standard
    library, `extra` is what installs them. `isolated` formats are read in a process of their own;
    the others are linear in time and memory, and go there only when they are large.
    """

    kind: str
    module: str
    suffixes: tuple[str, ...]
    needs: tuple[str, ...] = ()
    extra: str = ""
    isolated: bool = True
