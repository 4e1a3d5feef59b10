from __future__ import annotations

import zipfile
from collections.abc import Callable

import pytest

from budgetcheck.errors import InputError, ReaderCrashError, UnreadableInputError
from budgetcheck.readers import json_rows
from budgetcheck.readers.faults import Faults
from budgetcheck.readers.interface import Request

REQUEST = Request("表.xlsx", b"", None, "xlsx")


class PanicError(BaseException):
    """What native code raises past every handler of `Exception`."""


def raised(work: Callable[[], object], request: Request = REQUEST) -> InputError:
    with pytest.raises(InputError) as caught, Faults(request):
        work()
    return caught.value


def throw(error: BaseException) -> Callable[[], object]:
    def thrown() -> object:
        raise error

    return thrown


@pytest.mark.parametrize(
    "error", [zipfile.BadZipFile("bad (very"), KeyError("part"), OSError(5, "x"), PanicError("panicked")]
)
def test_what_a_library_raises_is_the_fault_of_the_file(error: BaseException) -> None:
    told = raised(throw(error))
    assert isinstance(told, UnreadableInputError)
    assert told.problem.startswith("XLSX 文件损坏或不合规范")
    assert told.problem.count("(") == told.problem.count(")") == 1


def test_what_goes_wrong_in_our_own_code_is_not() -> None:
    # NOTE: a request without bytes stands for any slip of ours; nothing outside can make one.
    told = raised(lambda: json_rows.read(Request("表.json", None, None, "json")))  # type: ignore[arg-type]
    assert isinstance(told, ReaderCrashError)
    assert told.kind == "reader"
    assert "Traceback" in told.detail
    assert "Traceback" not in str(told)


def test_memory_depth_and_passwords_have_words_of_their_own() -> None:
    assert "超过上限 2,048 MiB" in raised(throw(MemoryError())).problem
    assert "嵌套过深" in raised(throw(RecursionError())).problem
    assert "已加密" in raised(throw(zipfile.BadZipFile("Bad password for file"))).problem


def test_an_error_about_the_file_passes_as_it_is() -> None:
    error = UnreadableInputError("a", "b (b)")
    assert raised(throw(error)) is error


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(3)])
def test_an_interrupt_is_no_fault_of_the_file(error: BaseException) -> None:
    with pytest.raises(type(error)), Faults(REQUEST):
        throw(error)()
