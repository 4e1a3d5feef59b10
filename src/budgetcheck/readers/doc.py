"""DOC, WPS, RTF and ODT files to grids: LibreOffice writes them as DOCX, where it is installed."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Grid, Source
from budgetcheck.readers import docx
from budgetcheck.readers.interface import Request
from budgetcheck.readers.office_profile import write_profile

_LEAST_SECONDS = 5
_ENDING = 2  # seconds before the limit on reading, so that nothing is left running

_PROGRAMS = ("soffice", "libreoffice")
_USUAL_PLACES = (
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
)
_SAVE = "或在 Word、WPS 中另存为 DOCX (or save it as DOCX)"


def read(request: Request) -> list[Grid]:
    """The grids of the file, as those of the DOCX that LibreOffice makes of it.

    Raises:
        NoTableError: the file holds no table.
        UnreadableInputError: LibreOffice is not installed, cannot read the file or takes too long.
    """
    made = dataclasses.replace(request, data=as_docx(request))
    source = request.source(request.kind or "doc")
    return [_of(source, grid) for grid in docx.read(made)]


def _of(source: Source, grid: Grid) -> Grid:
    return dataclasses.replace(grid, source=source)


def as_docx(request: Request) -> bytes:
    """The file as LibreOffice writes it in DOCX.

    Raises:
        UnreadableInputError: LibreOffice is not installed, cannot read the file or takes too long.
    """
    program = _program()
    if program is None:
        raise UnreadableInputError(
            request.file,
            f"读取 {(request.kind or 'doc').upper()} 需要 LibreOffice，没有找到 (LibreOffice is needed and was not found)",
            f"安装 LibreOffice（命令 soffice 应在 PATH 中），{_SAVE}",
        )
    # NOTE: a profile of its own, for a LibreOffice that is open would take the file over and answer nothing.
    with tempfile.TemporaryDirectory(prefix="budgetcheck-") as folder:
        return _converted(request, program, Path(folder))


def _program() -> str | None:
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    return found or next((str(place) for place in _USUAL_PLACES if place.is_file()), None)


def _converted(request: Request, program: str, folder: Path) -> bytes:
    given, made = folder / "given.doc", folder / "out" / "given.docx"
    given.write_bytes(request.data)
    write_profile(folder / "profile")
    command = [
        program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to", "docx", "--outdir", str(made.parent), str(given),
    ]  # fmt: skip
    seconds = max(_LEAST_SECONDS, request.limits.seconds - _ENDING)
    if not _finished(command, seconds):
        raise UnreadableInputError(
            request.file,
            f"LibreOffice 在 {seconds:.0f} 秒内没有读完 (LibreOffice did not finish within {seconds:.0f} seconds)",
            _SAVE.removeprefix("或"),
        )
    if not made.is_file():
        raise UnreadableInputError(
            request.file,
            "LibreOffice 打不开这个文件，可能已损坏或加密 (LibreOffice cannot open the file: damaged or encrypted)",
            _SAVE.removeprefix("或"),
        )
    return made.read_bytes()


def _finished(command: list[str], seconds: float) -> bool:
    """Whether the command came to an end in time; if not, it and all it started are ended."""
    running = subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "SAL_USE_VCLPLUGIN": "svp"},
        start_new_session=True,
    )
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(running)
    return True


def _end(running: subprocess.Popen[bytes]) -> None:
    # NOTE: soffice is a script that starts the program; ending it alone would leave that behind.
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
    elif running.poll() is None:
        running.kill()
    running.wait()
