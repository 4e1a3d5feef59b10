"""Colours of the console, by what they mean."""

from __future__ import annotations

STYLE = {
    "error": "bold red",
    "warning": "yellow",
    "note": "cyan",
    "failure": "bold magenta",
    "place": "blue",
    "quiet": "dim",
    "name": "dim",
}
