"""A console for tests: fixed width and height, no colour."""

from __future__ import annotations

import io

from rich.console import Console, RenderableType


def printed(shown: RenderableType, width: int = 100, *, soft: bool = False) -> str:
    out = io.StringIO()
    console = Console(
        file=out, width=width, height=50, color_system=None, force_terminal=False, markup=False,
        emoji=False, highlight=False,
    )  # fmt: skip
    console.print(shown, soft_wrap=soft)
    return out.getvalue()
