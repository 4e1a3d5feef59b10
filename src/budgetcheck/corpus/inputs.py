"""Paths, folders and patterns to the files they mean, in one order on every machine."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from budgetcheck.corpus.folders import SKIPPED_FOLDERS, holds_tables, wanted_folders, wanted_suffixes
from budgetcheck.errors import InputError, MissingInputError, UnreadableInputError
from budgetcheck.readers import missing, suffixes

STANDARD_INPUT = "-"


def find_inputs(paths: Iterable[str | Path]) -> tuple[list[str], list[InputError]]:
    """The files that `paths` mean, each once, sorted; and an error for each path that means none.

    A file is taken whatever its name. A folder stands for the files below it in which tables are published, by
    their suffix (`folders.py`), hidden ones left out; a pattern (`*`, `?`, `[…]`, `**`) for what it matches; `-` for standard input.
    The result depends neither on the order of `paths` nor on that of the file system, nor on the locale.
    """
    files: dict[str, str] = {}
    errors: dict[str, InputError] = {}
    for path in sorted({str(path) for path in paths}):
        found, failed = _expand(path)
        for file in found:
            kept = files.setdefault(_identity(file), file)
            files[_identity(file)] = min(kept, file, key=lambda name: (len(name), name))
        errors.update((error.file, error) for error in failed)
    return sorted(files.values(), key=_order), [errors[file] for file in sorted(errors)]


def sources_of(given: Any) -> tuple[list[Any], list[InputError]]:
    """What to read for a path, several paths, or anything else that holds tables; and what is not there."""
    if isinstance(given, str | Path):
        given = [given]
    if not isinstance(given, Iterable) or hasattr(given, "columns") or isinstance(given, bytes):
        return [given], []
    listed = list(given)
    if all(isinstance(entry, str | Path) for entry in listed):
        found, errors = find_inputs(listed)
        return list(found), errors
    return listed, []


def _identity(file: str) -> str:
    return file if file == STANDARD_INPUT else os.path.realpath(file)


def _order(file: str) -> tuple[bool, tuple[str, ...]]:
    """Standard input first, then folder by folder, by code points."""
    return file != STANDARD_INPUT, Path(file).parts


def _expand(path: str) -> tuple[list[str], list[InputError]]:
    if path == STANDARD_INPUT:
        return [path], []
    # NOTE: what exists is never a pattern, so that 表[1].txt can be named.
    if os.path.isdir(path):  # noqa: PTH112 - pathlib raises for names the system refuses, this says no
        return _below(path)
    if os.path.lexists(path):
        return [str(Path(path))], []
    if glob.has_magic(path):
        return _matching(path)
    return [], [missing(path)]


def _matching(pattern: str) -> tuple[list[str], list[InputError]]:
    """The files that a pattern matches and those below the folders it matches, as a shell would have it."""
    try:
        # NOTE: not Path.glob, which refuses absolute patterns and also matches hidden files.
        matches = glob.glob(pattern, recursive=True)  # noqa: PTH207
    except (OSError, ValueError):
        matches = []
    matches = [match for match in matches if SKIPPED_FOLDERS.isdisjoint(Path(match).parts)]
    files = [str(Path(match)) for match in matches if not os.path.isdir(match)]  # noqa: PTH112
    errors: list[InputError] = []
    for folder in (match for match in matches if os.path.isdir(match)):  # noqa: PTH112
        below, failed = _below(folder)
        files += below
        errors += [error for error in failed if isinstance(error, UnreadableInputError)]
    return files, errors if files or errors else [_no_match(pattern)]


def _no_match(pattern: str) -> InputError:
    return MissingInputError(
        pattern, "没有文件与此模式相符 (no file matches this pattern)", "请检查路径 (check the path)"
    )


def _below(folder: str) -> tuple[list[str], list[InputError]]:
    errors: list[InputError] = []
    files: list[str] = []
    passed_over: Counter[str] = Counter()
    wanted = wanted_suffixes()
    for parent, folders, names in os.walk(folder, onerror=_collect(errors)):
        folders[:] = wanted_folders(folders, names)
        for name in sorted(names):
            suffix = Path(name).suffix.lower()
            if name.startswith("."):
                continue
            if suffix in wanted and holds_tables(os.path.join(parent, name)):  # noqa: PTH118
                files.append(str(Path(parent, name)))
            else:
                passed_over[suffix or name] += 1
    if not files and not errors:
        errors.append(_no_tables(folder, passed_over))
    return files, errors


def _collect(errors: list[InputError]) -> Callable[[OSError], None]:
    def note(fault: OSError) -> None:
        errors.append(
            UnreadableInputError(
                str(fault.filename),
                f"文件夹无法打开：{fault.strerror} (the folder cannot be opened: {fault.strerror})",
                "请检查权限 (check its permissions)",
            )
        )

    return note


def _no_tables(folder: str, passed_over: Counter[str]) -> InputError:
    known = " ".join(suffixes())
    seen = "、".join(f"{suffix} ×{n}" for suffix, n in sorted(passed_over.items())[:8])
    held = f"；其中有 {seen} (it holds {seen})" if seen else ""
    return MissingInputError(
        folder,
        f"文件夹里没有可读的文件 (no file in this folder has a suffix that can be read: {known}){held}",
        f"可读的后缀：{known}；其他名称的文件请逐个给出 (name other files one by one)",
    )
