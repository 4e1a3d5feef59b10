"""Copies of the checked files with the findings marked in them, written into a folder."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from budgetcheck.cli.streams import log
from budgetcheck.errors import InputError, UnreadableInputError, UsageError
from budgetcheck.reports.parts.phrases import half
from budgetcheck.reports.parts.safe import one_line
from budgetcheck.reports.writing import write_file

if TYPE_CHECKING:
    from budgetcheck.cli.checking import Check
    from budgetcheck.model import Finding, Report

_GIVE_FILE = "请把表存为文件再检查 (save the table in a file and check that)"
_OVER_ORIGINAL = "副本会覆盖原文件「{file}」 (a copy would take the place of an original)"


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
            raise UsageError(f"--annotate {folder}: {_OVER_ORIGINAL.format(file=file)}")


def write_copies(report: Report, folder: Path, check: Check) -> None:
    """A copy of each file that can be marked; the others are named on standard error with the reason.

    NOTE: which files a folder or a pattern stands for is known only now, so that originals are looked out for
    once more before each copy is written.
    """
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        if finding.suppressed is None:
            found[finding.location.file].append(finding)
    files = {record.file: record.sha256 for record in report.documents}
    originals = {Path(file).resolve() for file in files}
    taken: set[str] = set()
    for file, sha256 in files.items():
        target = folder / _name(file, taken)
        try:
            if target.resolve() in originals:
                raise UnreadableInputError(file, _OVER_ORIGINAL.format(file=target))
            copy = _copy(file, sha256, found[file], check)
        except InputError as error:
            said = " ".join(half(t, check.lang) for t in (error.problem, error.remedy) if t)
            log(one_line(f"{file}: {said}"))
            continue
        write_file(target, copy)


def _copy(file: str, sha256: str, findings: list[Finding], check: Check) -> bytes:
    """The marked copy of the very bytes that were checked.

    Raises:
        InputError: there can be none; the text says why.
    """
    from budgetcheck.readers.kinds import kind_of
    from budgetcheck.readers.load import load
    from budgetcheck.reports.annotate import MARKED, annotated

    if file == "-":
        raise UnreadableInputError(
            file, "标准输入不能加注，未写副本 (standard input is not annotated)", _GIVE_FILE
        )
    data = load(file, check.reading.limits)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise UnreadableInputError(
            file, "检查之后文件有改动，未写副本 (the file has changed since it was checked: no copy)"
        )
    kind = kind_of(file, data)
    if kind not in MARKED:
        raise UnreadableInputError(
            file, f"{kind} 文件不能加注，未写副本 (a file of this kind, {kind}, is not annotated)"
        )
    return annotated(kind, data, findings, check.lang, check.reading.password)


def _name(file: str, taken: set[str]) -> str:
    """The file's own name, with a number where another has it already."""
    path = Path(file)
    name, number = path.name, 1
    while name in taken:
        number += 1
        name = f"{path.stem}-{number}{path.suffix}"
    taken.add(name)
    return name
