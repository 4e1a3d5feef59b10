"""Text recognition on pictures of pages: off unless asked for, done with an extra, and said so where it is wanted."""

from __future__ import annotations

from importlib.util import find_spec

from budgetcheck.errors import UnreadableInputError

_LIBRARIES = ("rapidocr", "onnxruntime")
MAX_RECOGNISED = 300  # pages of a file
_INSTALL = "pip install 'budgetcheck[ocr]'"
_TURN_ON = (
    "用 --ocr（Python：ocr=True）在本机识别文字（OCR），再逐格对照原件",
    "--ocr, or ocr=True in Python, recognises the text (OCR) on this machine; compare it with the original",
)
ORIGINAL = ("向公布单位索取原文件", "ask for the original file")
ELSEWHERE = (
    "请取得原文件，与表格无关的图片请移出该文件夹",
    "get the original file; move other pictures elsewhere",
)


def lacking() -> list[str]:
    """The libraries that recognising text needs and that are not installed."""
    return [library for library in _LIBRARIES if find_spec(library) is None]


def remedy(first: tuple[str, str] = ORIGINAL) -> str:
    """What to do about a picture that was not read: the better thing first, then the option, installed or not."""
    zh, en = _TURN_ON
    install = f"{_INSTALL}，" if lacking() else ""
    return f"{first[0]}，或：{install}{zh} ({first[1]}, or: {install.replace('，', ', then ')}{en})"


def require(file: str, page: int) -> None:
    """Nothing, when text can be recognised on page number `page` of those that are pictures.

    Raises:
        UnreadableInputError: a library for it is not there, or there are too many pages; says what to do.
    """
    if page > MAX_RECOGNISED:
        raise UnreadableInputError(
            file,
            f"要识别文字的页超过上限 {MAX_RECOGNISED} 页 (more than {MAX_RECOGNISED} pages to recognise)",
            "分成几个文件 (split it into several files)",
        )
    names = lacking()
    if names:
        raise UnreadableInputError(
            file,
            f"识别图片上的文字（--ocr）需要 {'、'.join(names)}，尚未安装 "
            f"(recognising text with --ocr needs {', '.join(names)}, which is not installed)",
            _INSTALL,
        )
