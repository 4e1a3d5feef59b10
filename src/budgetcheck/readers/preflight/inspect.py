"""Which look each kind of file gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from budgetcheck.readers.interface import Request
from budgetcheck.readers.preflight.archive import inspect_archive
from budgetcheck.readers.preflight.columnar import inspect_parquet
from budgetcheck.readers.preflight.compound import inspect_compound
from budgetcheck.readers.preflight.pages import inspect_page

_LOOKS: Mapping[str, Callable[[Request], None]] = {
    "xlsx": inspect_archive,
    "xlsb": inspect_archive,
    "ods": inspect_archive,
    "docx": inspect_archive,
    "odt": inspect_archive,
    "ofd": inspect_archive,
    "doc": inspect_compound,
    "html": inspect_page,
    "mht": inspect_page,
    "parquet": inspect_parquet,
}


def inspect(request: Request) -> None:
    """Nothing, when the container holds nothing that a library should not be given.

    Raises:
        UnreadableInputError: naming what it holds, the limit and what to do.
    """
    look = _LOOKS.get(request.kind)
    if look is not None:
        look(request)
