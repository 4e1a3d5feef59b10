"""The kinds of files that can be read: one entry each, its reader a module of its own.

A new format is an entry here, a module with `read(request)`, and its marks in `kinds.py`; or a plugin of another
package (`plugins`), which is asked before ours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from budgetcheck import plugins
from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Grid
from budgetcheck.readers.faults import Faults
from budgetcheck.readers.interface import Format, Request
from budgetcheck.readers.kinds import ENCRYPTED, PICTURE, TEXT, refusal
from budgetcheck.readers.preflight import inspect

FORMATS = {
    known.kind: known
    for known in (
        Format(TEXT, "plain", (".txt", ".tsv", ".tab", ".csv"), isolated=False),
        Format("pdf", "pdf", (".pdf",), ("pypdfium2",), "pdf"),
        Format("ofd", "ofd", (".ofd",)),
        Format("xlsx", "xlsx", (".xlsx", ".xlsm", ".xltx"), ("openpyxl",), "excel"),
        Format("xls", "xls", (".xls", ".et"), ("xlrd",), "excel"),
        Format("xlsb", "xlsb", (".xlsb",), ("python_calamine",), "excel"),
        Format("ods", "ods", (".ods",)),
        Format("docx", "docx", (".docx", ".docm")),
        Format("doc", "doc", (".doc", ".wps")),
        Format("rtf", "doc", (".rtf",)),
        Format("odt", "doc", (".odt",)),
        Format("html", "html", (".html", ".htm")),
        Format("mht", "mht", (".mht", ".mhtml")),
        Format("excel-xml", "excel_xml", ()),
        Format("word-xml", "word_xml", ()),
        Format("json", "json_rows", (".json",), isolated=False),
        Format("json-lines", "json_rows", (".jsonl", ".ndjson"), isolated=False),
        Format(ENCRYPTED, "encrypted", ()),
        Format(
            PICTURE, "picture", (".png", ".jpg", ".jpeg", ".tif", ".tiff"), ("rapidocr", "onnxruntime"), "ocr"
        ),
        Format("parquet", "parquet", (".parquet",), ("pyarrow",), "parquet"),
    )
}
TEXT_SUFFIXES = FORMATS[TEXT].suffixes


def format_of(kind: str) -> Format:
    """The format of this kind, ours or that of a plugin."""
    return FORMATS[kind] if kind in FORMATS else _brought()[kind][0]


def suffixes() -> tuple[str, ...]:
    """How the names of files that can be read end: what a folder is searched for."""
    known = (*FORMATS.values(), *(form for form, _ in _brought().values()))
    return tuple(suffix for form in known for suffix in form.suffixes)


def brought_kind(request: Request) -> str | None:
    """The kind of the bytes by the plugin that recognises them, if any does.

    Raises:
        ReaderCrashError: a plugin broke down over them.
    """
    for kind, (form, recognises) in _brought().items():
        with Faults(replace(request, kind=kind), form.module):
            if recognises(request.data):
                return kind
    return None


@cache
def _brought() -> dict[str, tuple[Format, Callable[[bytes], bool]]]:
    modules = plugins.load(plugins.READERS).values()
    return {module.FORMAT.kind: (module.FORMAT, module.recognises) for module in modules}


def read_as(request: Request) -> list[Grid]:
    """The grids of the request, by the reader of its kind, in this process.

    Raises:
        InputError: it cannot be read; whatever else a reader or its library raises is told as one.
    """
    grids: list[Grid] = []
    with Faults(request, _module(request.kind)):
        inspect(request)
        grids += import_module(_module(request.kind)).read(request)
    return grids


def require(request: Request) -> Format:
    """The format of the request, which this installation can read.

    Raises:
        UnreadableInputError: its reader, or a library that needs, is not there; says how to install it.
    """
    wanted = format_of(request.kind)
    name = wanted.kind.upper()
    if find_spec(_module(wanted.kind)) is None:
        raise refusal(request.file, name, name)
    lacking = [library for library in wanted.needs if find_spec(library) is None]
    if lacking:
        raise UnreadableInputError(
            request.file,
            f"读取 {name} 需要 {'、'.join(lacking)}，尚未安装 ({name} needs {', '.join(lacking)}, which is not installed)",
            f"pip install 'budgetcheck[{wanted.extra}]'",
        )
    return wanted


def _module(kind: str) -> str:
    return f"budgetcheck.readers.{FORMATS[kind].module}" if kind in FORMATS else format_of(kind).module
