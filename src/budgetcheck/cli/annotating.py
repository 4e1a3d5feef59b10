"""Copies of the checked files with the findings marked in them, written into a folder."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from budgetcheck.cli.streams import log, write_file
from budgetcheck.errors import InputError, UsageError
from budgetcheck.reports.parts.phrases import half
from budgetcheck.reports.parts.safe import one_line

if TYPE_CHECKING:
    from budgetcheck.model import Finding, Report


def check_folder(folder: Path, files: list[str]) -> None:
    """Make the folder for the copies.

    Raises:
        UsageError: it cannot be made, or a copy would take the place of its original.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: 无法建立文件夹: {error.strerror} (the folder cannot be made)") from error
    for file in files:
        if Path(file).parent.resolve() == folder.resolve():
            raise UsageError(
                f"--annotate {folder}: 副本会覆盖原文件「{file}」 (a copy would take the place of its original)"
            )


def write_copies(report: Report, folder: Path, lang: str, password: str | None) -> None:
    """A copy of each file that can be marked; the others are named on standard error with the reason."""
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        if finding.suppressed is None:
            found[finding.location.file].append(finding)
    taken: set[str] = set()
    for file in dict.fromkeys(record.file for record in report.documents):
        try:
            copy = _copy(file, found[file], lang, password)
        except InputError as error:
            said = " ".join(half(t, lang) for t in (error.problem, error.remedy) if t)
            log(one_line(f"{file}: {said}"))
            continue
        write_file(folder / _name(file, taken), copy)


def _copy(file: str, findings: list[Finding], lang: str, password: str | None) -> bytes:
    from budgetcheck.errors import UnreadableInputError
    from budgetcheck.readers import Limits
    from budgetcheck.readers.kinds import kind_of
    from budgetcheck.readers.load import load
    from budgetcheck.reports.annotate import MARKED, annotated

    data = load(file, Limits())
    kind = kind_of(file, data)
    if kind not in MARKED:
        raise UnreadableInputError(
            file, f"{kind} 文件不能加注，未写副本 (a file of this kind, {kind}, is not annotated)"
        )
    return annotated(kind, data, findings, lang, password)


def _name(file: str, taken: set[str]) -> str:
    """The file's own name, with a number where another has it already."""
    path = Path(file)
    name, number = path.name, 1
    while name in taken:
        number += 1
        name = f"{path.stem}-{number}{path.suffix}"
    taken.add(name)
    return name
