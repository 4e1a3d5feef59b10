"""What goes wrong in a reader or its library, as an error about the file, or about our own code."""

from __future__ import annotations

import traceback
from types import TracebackType

from budgetcheck.errors import InputError, ReaderCrashError, UnreadableInputError
from budgetcheck.readers.interface import Request
from budgetcheck.readers.limits import over, over_fixed

_US = "budgetcheck"
_SHOWN = 200
_BRACKETS = str.maketrans("()", "[]")


class Faults:
    """Turns whatever a reader raises inside the `with` block into an `InputError`.

    NOTE: a context manager, because libraries also raise what no handler of `Exception` sees (a panic of
    Rust code). What the library or the standard library raises is the file's fault; a plain Python error
    whose last frame is in our own code, or in that of the plugin whose `module` it is, is the reader's.
    """

    def __init__(self, request: Request, module: str = _US) -> None:
        self.request = request
        self.package = module.partition(".")[0]

    def __enter__(self) -> Faults:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None or isinstance(error, InputError | KeyboardInterrupt | SystemExit | GeneratorExit):
            return
        raise self._told(error) from None

    def _told(self, error: BaseException) -> InputError:
        request = self.request
        name = request.kind.upper()
        if isinstance(error, MemoryError):
            return over_memory(request)
        if not _is_ours(error, self.package) and "password" in f"{type(error).__name__} {error}".lower():
            return encrypted(request)
        if isinstance(error, RecursionError):
            return over_fixed(request.file, f"{name} 嵌套过深 (nested too deeply to be read)")
        # NOTE: a bracket in it would end the English half of the message early.
        shown = " ".join(f"{type(error).__name__}: {error}".split())[:_SHOWN].translate(_BRACKETS)
        if _is_ours(error, self.package):
            return ReaderCrashError(
                request.file,
                f"{self.package} 的 {name} 读取程序出错：{shown} (the reader of {self.package} broke down)",
                "这是工具的错误，请报告 (a fault of the tool: report it)",
                detail="".join(traceback.format_exception(error)),
            )
        return UnreadableInputError(
            request.file,
            f"{name} 文件损坏或不合规范：{shown} (damaged, or not as its format demands)",
            "请重新获取，或打开后另存再检查 (get it again, or open it and save it anew)",
        )


def encrypted(request: Request) -> UnreadableInputError:
    """The error for an encrypted file: no password was given, or a wrong one."""
    if request.password:
        problem = (
            "文件已加密，所给的密码不对 (the file is encrypted, and the password given does not open it)"
        )
    else:
        problem = "文件已加密，需要密码 (the file is encrypted and needs a password)"
    return UnreadableInputError(
        request.file,
        problem,
        "用 --password 或环境变量 BUDGETCHECK_PASSWORD 给出密码，或去掉密码后另存 "
        "(give the password by --password or the variable BUDGETCHECK_PASSWORD, or save the file without it)",
    )


def over_memory(request: Request) -> UnreadableInputError:
    """The error for a file that needs more memory than it may have."""
    stated = f"{request.limits.memory_mib:,.0f} MiB"
    return over(
        request.file,
        f"读取所需内存超过上限 {stated} (needs more memory than the limit of {stated})",
        "memory-mib",
    )


def too_many_cells(request: Request, cells: int, place: str = "") -> UnreadableInputError:
    """The error for a file with more cells than it may have."""
    stated = f"{request.limits.cells:,.0f}"
    problem = f"约有 {cells:,} 格，超过上限 {stated} (about {cells:,} cells, over the limit of {stated})"
    return over(request.file, problem, "cells", place)


def refuse_much_text(request: Request, size: int) -> None:
    """Nothing, when so many bytes are not more text than one file may hold.

    Raises:
        UnreadableInputError: they are; the text says how many.
    """
    if size > request.limits.text_bytes:
        held, most = f"{size / (1 << 20):,.4g} MiB", f"{request.limits.text_mib:,.4g} MiB"
        problem = f"有文字 {held}，超过上限 {most} ({held} of text, over the limit of {most})"
        raise over(request.file, problem, "text-mib")


def _is_ours(error: BaseException, package: str) -> bool:
    """Whether a plain Python error came from a frame of ours, or of the package that brought the reader."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    plain = type(error).__module__ == "builtins" and not isinstance(error, OSError)
    last = str(frames[-1].f_globals.get("__name__", "")) if frames else ""
    return plain and last.partition(".")[0] in (_US, package)
