"""What can be wrong with a file of pages as a whole, in words."""

from __future__ import annotations

from collections.abc import Sequence

from budgetcheck.errors import UnreadableInputError
from budgetcheck.readers.limits import over_fixed
from budgetcheck.readers.pages import page_list
from budgetcheck.readers.recognition import remedy

DAMAGED = (
    "PDF 已损坏或不完整，无法打开 (the PDF is damaged or incomplete and cannot be opened)",
    "请重新获取或重新导出 (get it again, or export it again)",
)
NO_PAGES = ("文件没有页 (the file has no pages)", "请重新导出 (export it again)")

SCAN_SHARE = 0.5  # of the page that a picture must cover to be taken for the page itself
RECOGNISED_BEFORE = 0.8  # how sure text is that another program recognised on a scan
_SOME_SHARE = 0.1  # where there is nothing else
_PAGE_NUMBER = 12  # characters
MAX_PAGES = 2_000
MAX_GLYPHS = 200_000  # on a page
MAX_OBJECTS = 60_000  # drawn on a page
MAX_SEGMENTS = 400_000  # of lines on a page


def too_many(
    file: str, names: tuple[str, str], count: int, limit: int, place: str = ""
) -> UnreadableInputError:
    """That a file is over a limit, the limit named."""
    zh, en = names
    problem = f"有 {count:,} {zh}，超过上限 {limit:,} ({count:,} {en}, over the limit of {limit:,})"
    return over_fixed(file, problem, place)


def is_scan(characters: int, pictured: float) -> bool:
    """Whether a page is a picture: nothing but one, or one that covers it and no more text than a page number."""
    return pictured >= (SCAN_SHARE if characters else _SOME_SHARE) and characters <= _PAGE_NUMBER


def recognised_before(number: int) -> str:
    """That the text of a page was recognised by another program."""
    return f"第{number}页的文字是扫描件识别而来 (page {number}: the text was recognised from a scan)"


def scanned(file: str, scans: Sequence[int], count: int) -> UnreadableInputError:
    """That no page has text: a scan where pictures fill the pages, else an empty file."""
    if scans:
        return UnreadableInputError(
            file,
            f"扫描件，没有文字层：{page_list(scans, zh=True)}是图片 "
            f"(scanned, without a layer of text: {page_list(scans, zh=False)} hold only pictures)",
            remedy(),
        )
    return UnreadableInputError(
        file,
        f"{count} 页上都没有文字；文字可能被画成了图形 (no text on any of {count} pages; it may be drawn as outlines)",
        "向公布单位索取原文件 (ask for the original file)",
    )
