"""PDF: cells read to the letter, CPU a page and peak memory, beside pdfplumber on the same files."""

from __future__ import annotations

import logging
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from tests.browser import CHROMIUM, MISSING, print_all
from tests.readers.pages.looks import STYLES, Printed, page, plain, printed

from bench.generate import text_of
from bench.lifelike import lifelike
from bench.measure import Figure, cpu
from bench.measure import printed as printed_by

PROJECTS = 40
PEAK = "\nprint(*(line for line in open('/proc/self/status') if line.startswith('VmHWM')))"
OURS = (
    "import sys\nfrom pathlib import Path\nfrom budgetcheck.readers import pdf\n"
    "from budgetcheck.readers.interface import Request\n"
    "pdf.read(Request('x.pdf', Path(sys.argv[1]).read_bytes()))"
)
THEIRS = (
    "import sys, pdfplumber\n"
    "with pdfplumber.open(sys.argv[1]) as document:\n"
    "    for page in document.pages:\n"
    "        page.extract_tables()\n"
    "        page.close()"
)


def run() -> Iterator[Figure]:
    """One generated table of forty projects, printed in every look."""
    if CHROMIUM is None:
        yield Figure("PDF", 0, "", note=MISSING)
        return
    table = printed(text_of(next(lifelike(1, PROJECTS, seed=11, faulty=0.05))))
    with tempfile.TemporaryDirectory() as folder:
        made = print_all([page([table], plain(style)) for style in STYLES], Path(folder))
        for style, data in zip(STYLES, made, strict=True):
            yield from _look(style, data, table)
        (Path(folder) / "ruled.pdf").write_bytes(made[0])
        for name, code in (("budgetcheck", OURS), ("pdfplumber", THEIRS)):
            told = printed_by([sys.executable, "-c", code + PEAK, f"{folder}/ruled.pdf"], b"")
            yield Figure(f"peak memory, ruled, {name}", int(told.split()[1]) / 1000, "MB")


def _look(style: str, data: bytes, table: Printed) -> Iterator[Figure]:
    from tests.readers.pages.reading import expected, score

    from budgetcheck.readers import pdf
    from budgetcheck.readers.interface import Request

    taken, grids = cpu(lambda: pdf.read(Request("x.pdf", data)))
    pages = max(row.page or 1 for grid in grids for row in grid.rows)
    found = score(expected([table]), grids)
    yield Figure(
        f"{style}: cells read to the letter", 100 * found.right / found.cells, "%", 99, at_most=False
    )
    yield Figure(f"{style}: CPU a page", 1000 * taken / pages, "ms", 500, note=f"{pages} pages")
    share, seconds = _pdfplumber(data, table)
    yield Figure(f"{style}: pdfplumber, cells", share, "%", note=f"{1000 * seconds / pages:.0f} ms a page")


def _pdfplumber(data: bytes, table: Printed) -> tuple[float, float]:
    """Which share of the cells stand whole in its tables, radicals forgiven; its CPU seconds."""
    import io

    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    start = process_time()
    with pdfplumber.open(io.BytesIO(data)) as document:
        rows = [row for sheet in document.pages for held in sheet.extract_tables() for row in held]
    seconds = process_time() - start
    there = {_folded(cell or "") for row in rows for cell in row}
    cells = [_folded(cell) for row in table.rows for cell in row if cell]
    return 100 * sum(cell in there for cell in cells) / len(cells), seconds


def _folded(text: str) -> str:
    """The text without blanks and with radicals as the characters they look like, which it does not do itself."""
    return unicodedata.normalize("NFKC", "".join(text.split()))
