"""Which files of a folder are looked at: all in which tables are published, also those that cannot be read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from budgetcheck.readers import suffixes

# NOTE: pictures, archives and the like are given to the reader, which refuses them by name: a table that nobody
# looked at must not pass for one in which nothing was found.
UNREADABLE_SUFFIXES = (
    ".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp",
    ".zip", ".rar", ".7z", ".gz", ".bz2", ".xz", ".tar", ".rtf", ".mht", ".mhtml",
)  # fmt: skip
SKIPPED_FOLDERS = frozenset({"__pycache__"})
_PAGES = (".html", ".htm")
_PAGE_FOLDERS = ("_files", ".files", "_Files")
_RECORDS = (".json", ".jsonl", ".ndjson")
_HEAD = 1 << 10
_OURS = (b"<title>budgetcheck", b'"budgetcheck"', b'"budgetcheck-baseline"', b'{"rule": ')


def wanted_suffixes() -> frozenset[str]:
    """How the names end of the files that a folder stands for."""
    return frozenset((*suffixes(), *UNREADABLE_SUFFIXES))


def wanted_folders(folders: Iterable[str], names: Iterable[str]) -> list[str]:
    """The folders to go into, in order: not hidden ones, nor what a browser saved beside a web page."""
    pages = {name.rpartition(".")[0] for name in names if name.lower().endswith(_PAGES)}
    beside = {page + ending for page in pages for ending in _PAGE_FOLDERS}
    return sorted(f for f in folders if not f.startswith(".") and f not in SKIPPED_FOLDERS | beside)


def holds_tables(path: str) -> bool:
    """Whether a file with a wanted suffix is to be looked at: not reports of our own, nor JSON that is no list.

    NOTE: in folders with tables lie reports, baselines and settings of all kinds of tools.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in (*_PAGES, *_RECORDS) or not os.path.isfile(path):  # noqa: PTH113 - says no for odd names
        return True
    try:
        with open(path, "rb") as stream:  # noqa: PTH123
            head = stream.read(_HEAD)
    except OSError:
        return True
    if any(mark in head for mark in _OURS):
        return False
    return suffix != ".json" or not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
