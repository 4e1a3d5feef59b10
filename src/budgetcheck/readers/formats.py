"""The kinds of files that can be read: one entry each, its reader a module of its own.

A new format is an entry here, a module with `read(request)`, and its marks in `kinds.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Grid
from budgetcheck.readers.interface import Format, Request
from budgetcheck.readers.kinds import refusal

FORMATS = {
    known.kind: known
    for known in (
        Format("pdf", "pdf", (".pdf",), ("pypdfium2",), "pdf"),
        Format("ofd", "ofd", (".ofd",)),
        Format("xlsx", "xlsx", (".xlsx", ".xlsm", ".xltx"), ("openpyxl",), "excel"),
        Format("xls", "sheets", (".xls", ".et"), ("python_calamine",), "excel"),
        Format("xlsb", "sheets", (".xlsb",), ("python_calamine",), "excel"),
        Format("ods", "sheets", (".ods",), ("python_calamine",), "excel"),
        Format("docx", "docx", (".docx", ".docm")),
        Format("doc", "doc", (".doc", ".wps")),
        Format("html", "html", (".html", ".htm")),
        Format("json", "json_rows", (".json",), isolated=False),
        Format("json-lines", "json_rows", (".jsonl", ".ndjson"), isolated=False),
        Format("parquet", "parquet", (".parquet",), ("pyarrow",), "parquet"),
    )
}
TEXT_SUFFIXES = (".txt", ".tsv", ".tab", ".csv")
SUFFIXES = (*TEXT_SUFFIXES, *(suffix for known in FORMATS.values() for suffix in known.suffixes))

Reader = Callable[[Request], list[Grid]]


def reader_of(request: Request) -> Reader:
    """The function that reads files of the request's kind.

    Raises:
        UnreadableInputError: its module, or a library it needs, is not there; the text says how to install it.
    """
    wanted = FORMATS[request.kind]
    name = f"budgetcheck.readers.{wanted.module}"
    if find_spec(name) is None:
        raise refusal(request.file, request.kind.upper())
    require(request.file, wanted)
    reader: Reader = import_module(name).read
    return reader


def require(file: str, wanted: Format) -> None:
    """Nothing, when all libraries that the format needs are installed.

    Raises:
        UnreadableInputError: one is not; the text names it and the line that installs it.
    """
    lacking = [name for name in wanted.needs if find_spec(name) is None]
    if lacking:
        names = "、".join(lacking)
        raise UnreadableInputError(
            file,
            f"读取 {wanted.kind.upper()} 需要 {names}，尚未安装 "
            f"({wanted.kind.upper()} needs {', '.join(lacking)}, which is not installed)",
            f"pip install 'budgetcheck[{wanted.extra}]'",
        )
