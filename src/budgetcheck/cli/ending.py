"""How a run ends: every outcome and every exception has its exit code here."""

from __future__ import annotations

import contextlib
import errno
import sys
import traceback
from collections.abc import Iterable
from types import TracebackType
from typing import TYPE_CHECKING

from budgetcheck.cli.streams import hush
from budgetcheck.errors import BudgetcheckError, FindingsError, InputError, PluginError, ReaderCrashError

if TYPE_CHECKING:
    from budgetcheck.model import Report, ToolError

CLEAN, FINDINGS, USAGE, INPUT, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 4, 130


def report_code(report: Report, fail_on: str) -> int:
    """The exit code of a report: of what went wrong with the tool or the inputs, then of the findings."""
    found = FINDINGS if fail_on != "never" and report.at_least(fail_on) else CLEAN
    return errors_code(report.tool_errors, found if report.documents else INPUT)


def errors_code(errors: Iterable[ToolError | InputError], otherwise: int = CLEAN) -> int:
    """The exit code where these went wrong: a broken tool first, then an unusable input, else `otherwise`."""
    kinds = {error.kind for error in errors}
    if kinds - {InputError.kind}:
        return INTERNAL
    return INPUT if kinds else otherwise


class Ending:
    """Turns what leaves the `with` block into `code`, and says on standard error what it was.

    NOTE: a context manager sees every exception without a handler that swallows; exit code 4 must also
    cover those nobody thought of, since Python's own 1 would read as "findings".
    """

    def __init__(self) -> None:
        self.code = CLEAN

    def __enter__(self) -> Ending:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is None:
            return True
        if isinstance(error, SystemExit | GeneratorExit):
            return False
        if isinstance(error, BrokenPipeError):
            hush()
            return True
        self.code = _code(error)
        _tell(error, self.code)
        if _is_full(error):
            hush()
        return True


def _code(error: BaseException) -> int:
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED
    if isinstance(error, InputError):
        return errors_code([error])
    if isinstance(error, FindingsError):
        return FINDINGS
    of_user = isinstance(error, BudgetcheckError) and not isinstance(error, PluginError)
    return USAGE if of_user or _is_full(error) else INTERNAL


def _is_full(error: BaseException) -> bool:
    """Whether there is no room where something is written, which is no fault of the tool."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def _tell(error: BaseException, code: int) -> None:
    with contextlib.suppress(OSError):
        if code == INTERRUPTED:
            sys.stderr.write("budgetcheck: 已中断 (interrupted)\n")
            return
        if isinstance(error, PluginError | ReaderCrashError):
            sys.stderr.write(_safe(error.detail))
        elif code == INTERNAL:
            traceback.print_exception(error)
            sys.stderr.write("budgetcheck: 内部错误，请连同以上内容报告 (internal error, please report it)\n")
            return
        said = f"无法写入: {error} (cannot be written)" if _is_full(error) else str(error)
        sys.stderr.write(f"budgetcheck: {_safe(said)}\n")


def _safe(text: str) -> str:
    """Without characters that could steer the terminal."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text)
