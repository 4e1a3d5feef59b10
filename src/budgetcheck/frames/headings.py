"""What the column of each field is called, as printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgetcheck.terms import Field

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


def field_headings(documents: pd.DataFrame, cells: pd.DataFrame) -> Mapping[tuple[int, str], str]:
    """The heading by document and field; a field without one of its own goes by the word for it.

    NOTE: where indicators have a row each, or a project a form, a table has more headings than fields, and only
    the cells say which is whose.
    """
    found: dict[tuple[int, str], str] = {}
    columns = [documents[name].tolist() for name in ("document", "fields", "headings")]
    unlike = set()
    for document, fields, printed in zip(*columns, strict=True):
        names, given = printed.split("\t"), fields.split()
        alike = len(names) == len(given)
        unlike |= set() if alike else {document}
        for at, field in enumerate(given):
            found[document, field] = (names[at] if alike else "") or Field(field).zh
    return found | _of_cells(cells, unlike) if unlike else found


def _of_cells(cells: pd.DataFrame, documents: set[int]) -> dict[tuple[int, str], str]:
    own = cells[cells["document"].isin(documents) & (cells["part"] == "") & (cells["heading"] != "")]
    firsts = own.drop_duplicates(["document", "field"])
    return {
        (document, field): heading
        for document, field, heading in zip(
            *(firsts[name].tolist() for name in ("document", "field", "heading")), strict=True
        )
    }
