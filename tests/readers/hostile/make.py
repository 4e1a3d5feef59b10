"""A folder of files that no reader should trust: `python -m tests.readers.hostile.make FOLDER` writes them.

Nothing of it is kept in the repository. `FILES` maps the name of each file to what makes its bytes; the files
that are no plain bytes (links, pipes, folders) are made by `odd_files`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.readers.hostile import archives, documents, drawn, letters, markup, pdfs, sheets, texts

FILES: Mapping[str, Callable[[], bytes]] = {
    **pdfs.FILES,
    **drawn.FILES,
    **archives.FILES,
    **sheets.FILES,
    **documents.FILES,
    **markup.FILES,
    **letters.FILES,
    **texts.FILES,
}
HARMLESS = frozenset().union(
    *(room.HARMLESS for room in (archives, sheets, documents, drawn, markup, letters, texts))
)
"""Odd, but a table all the same: these are to be read."""


def odd_files(folder: Path) -> list[Path]:
    """Links, pipes and folders where a file is expected, as far as the system has them."""
    made = [folder / "folder.xlsx"]
    made[0].mkdir()
    if hasattr(os, "mkfifo"):
        made.append(folder / "pipe.csv")
        os.mkfifo(made[-1])
    try:
        for name, target in (("loop.txt", "loop.txt"), ("dangling.pdf", "nowhere.pdf")):
            (folder / name).symlink_to(target)
            made.append(folder / name)
        if Path("/dev/zero").exists():
            (folder / "endless.csv").symlink_to("/dev/zero")
            made.append(folder / "endless.csv")
    except OSError:
        pass
    return made


def write_all(folder: Path) -> list[Path]:
    """Every file, in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name, content in FILES.items():
        path = folder / name
        path.write_bytes(content())
        made.append(path)
    return made + odd_files(folder)


if __name__ == "__main__":
    for path in write_all(Path(sys.argv[1])):
        print(path)
