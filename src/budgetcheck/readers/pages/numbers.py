"""Page numbers in words."""

from __future__ import annotations

from collections.abc import Sequence


def page_list(pages: Sequence[int], *, zh: bool) -> str:
    """Page numbers in words, runs drawn together.

    >>> page_list([1, 2, 3, 7], zh=True), page_list([2], zh=False)
    ('第1-3、7页', 'page 2')
    """
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][-1] + 1:
            runs[-1][1:] = [page]
        else:
            runs.append([page])
    shown = ["-".join(map(str, run)) for run in runs]
    return f"第{'、'.join(shown)}页" if zh else f"page{'' if len(pages) == 1 else 's'} {', '.join(shown)}"
