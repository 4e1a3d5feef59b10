"""Every format into cells: seconds per 1,000 rows and peak memory, beside the usual library for that format."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from tests.readers.formats import writers
from tests.readers.formats.table import Written

from bench.generate import documents, text_of
from bench.measure import Figure

ROWS = 1_000
Rows = list[list[str]]


def _plain(value: Any) -> str:
    import pandas as pd

    return "" if value is None or pd.isna(value) else str(value)


def _frame(frame: Any) -> Rows:
    return [[_plain(value) for value in row] for row in frame.astype(object).itertuples(index=False)]


def _excel(path: Path) -> Rows:
    import pandas as pd

    with warnings.catch_warnings():
        # NOTE: of engines that will be others in a later version.
        warnings.simplefilter("ignore")
        return _frame(pd.read_excel(path, header=None))


def _html(path: Path) -> Rows:
    import pandas as pd

    frame = pd.read_html(path, encoding="utf-8")[0]
    return [[str(name) for name in frame.columns], *_frame(frame)]


def _docx(path: Path) -> Rows:
    import docx

    return [[cell.text for cell in row.cells] for row in docx.Document(str(path)).tables[0].rows]


def _calamine(path: Path) -> Rows:
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return [[_plain(value) for value in row] for row in rows]


def _csv(path: Path) -> Rows:
    import pandas as pd

    return _frame(pd.read_csv(path, header=None, names=range(8), dtype=str))


def _json(path: Path) -> Rows:
    import pandas as pd

    return _frame(pd.read_json(path, dtype=False, lines=path.suffix == ".jsonl"))


def _parquet(path: Path) -> Rows:
    import pandas as pd

    return _frame(pd.read_parquet(path))


class Peer(NamedTuple):
    name: str
    read: Callable[[Path], Rows]
    needs: tuple[str, ...]


class Kind(NamedTuple):
    write: Callable[[Written], bytes]
    peers: tuple[Peer, ...]


PANDAS = ("pandas",)
KINDS: Mapping[str, Kind] = {
    "csv": Kind(writers.as_csv, (Peer("pandas", _csv, PANDAS),)),
    "xlsx": Kind(
        writers.as_xlsx,
        (Peer("pandas", _excel, ("pandas", "openpyxl")), Peer("calamine", _calamine, ("python_calamine",))),
    ),
    "xls": Kind(
        writers.as_xls,
        (Peer("pandas", _excel, ("pandas", "xlrd")), Peer("calamine", _calamine, ("python_calamine",))),
    ),
    "ods": Kind(
        writers.as_odfpy,
        (Peer("pandas", _excel, ("pandas", "odf")), Peer("calamine", _calamine, ("python_calamine",))),
    ),
    "docx": Kind(writers.as_docx, (Peer("python-docx", _docx, ("docx",)),)),
    "html": Kind(writers.as_html, (Peer("pandas", _html, ("pandas", "lxml")),)),
    "json": Kind(writers.as_json, (Peer("pandas", _json, PANDAS),)),
    "jsonl": Kind(writers.as_json_lines, (Peer("pandas", _json, PANDAS),)),
    "parquet": Kind(writers.as_parquet, (Peer("pandas", _parquet, ("pandas", "pyarrow")),)),
}


def run(rows: int = ROWS) -> Iterator[Figure]:
    """Each format in a process of its own, imports outside of the clock and inside of the memory."""
    table = _table(rows)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "truth.json").write_text(json.dumps(table.body), encoding="utf-8")
        for kind, given in KINDS.items():
            bare = kind in ("json", "jsonl", "parquet")
            path = folder / f"table.{kind}"
            path.write_bytes(given.write(Written((), table.headings, table.rows) if bare else table))
            yield from _figures(kind, "budgetcheck", path, rows)
            for peer in given.peers:
                if all(map(find_spec, peer.needs)):
                    yield from _figures(kind, peer.name, path, rows)


def _table(rows: int) -> Written:
    (document,) = documents(1, rows, seed=9)
    lines = [line.split("\t") for line in text_of(document).splitlines() if line.strip()]
    body = [tuple(line) for line in lines if len(line) > 1]
    return Written(tuple(tuple(line) for line in lines if len(line) == 1), body[0], tuple(body[1:]))


def _figures(kind: str, who: str, path: Path, rows: int) -> Iterator[Figure]:
    command = [sys.executable, "-m", "bench.formats", kind, who, str(path)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    seconds, peak, right = json.loads(done.stdout)
    note = f"{right:.1%} of the cells as printed"
    yield Figure(f"{kind}, {who}", seconds * 1000 / rows, "s / 1,000 rows", note=note)
    yield Figure(f"{kind}, {who}, peak", peak / 1e6, "MB")


def _ours(path: Path) -> Rows:
    from budgetcheck.readers import read
    from budgetcheck.readers.formats import FORMATS
    from budgetcheck.readers.interface import Request
    from budgetcheck.readers.kinds import TEXT, kind_of

    data = path.read_bytes()
    kind = kind_of(str(path), data)
    # NOTE: by the reader itself, without the process around it, whose start is a cost of the first file only.
    grids = (
        read(data)
        if kind == TEXT
        else import_module(f"budgetcheck.readers.{FORMATS[kind].module}").read(
            Request(str(path), data, kind=kind)
        )
    )
    return [[cell.text for cell in row.cells] for grid in grids for row in grid.rows]


def _child(kind: str, who: str, path: Path) -> None:
    """Read once to import all that it takes, then by the clock; print seconds, peak and the share of right cells."""
    read = _ours if who == "budgetcheck" else next(p.read for p in KINDS[kind].peers if p.name == who)
    rows = read(path)
    start = time.process_time()
    rows = read(path)
    seconds = time.process_time() - start
    peak = peak_bytes()
    truth = json.loads((path.parent / "truth.json").read_text(encoding="utf-8"))
    sys.stdout.write(json.dumps([seconds, peak, _right(rows, truth)]))


def peak_bytes() -> int:
    """The peak of resident memory in bytes.

    NOTE: Linux counts in a child's maximum what its parent held when it was started; its status does not.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        held = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(held.split()[1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _right(rows: Rows, truth: Sequence[Sequence[str]]) -> float:
    """How many of the filled cells are there as printed, in their rows and columns from the end of the table."""
    pairs = list(zip(reversed(rows), reversed(truth), strict=False))
    wanted = [
        (printed, row[at] if at < len(row) else "")
        for row, texts in pairs
        for at, printed in enumerate(texts)
    ]
    filled = [(printed, found) for printed, found in wanted if printed]
    return sum(_same(printed, found) for printed, found in filled) / sum(
        bool(t) for row in truth for t in row
    )


def _same(printed: str, found: str) -> bool:
    """Whether both are the same text, or the same number however it is written."""
    if printed == found:
        return True
    try:
        return Decimal(printed.replace(",", "")) == Decimal(found.replace(",", ""))
    except InvalidOperation:
        return False


if __name__ == "__main__":
    _child(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
