"""What can be wrong with a file of pages as a whole, in words."""

from __future__ import annotations

from collections.abc import Sequence

from budgetcheck.errors import UnreadableInputError
from budgetcheck.readers.limits import over_fixed
from budgetcheck.readers.pages import Page, page_list
from budgetcheck.readers.plausibility import plausibility
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
_GARBLED = 0.5  # of the characters of a page, whose text its fonts do not tell
_PLAUSIBLE = 0.3  # below which text is of no language; a table is above 0.9
_ENOUGH = 30  # characters to judge by
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


def is_garbled(text: str, unknown: int) -> bool:
    """Whether the layer of text of a page is not what is seen on it: `unknown` of its characters have no code.

    NOTE: fonts that do not say which characters their shapes are leave numbers of shapes in place of text.
    """
    ink = "".join(text.split())
    if unknown > _GARBLED * len(ink):
        return True
    if len(ink) < _ENOUGH:
        return False
    return max(plausibility(ink), plausibility(ink, traditional=True)) < _PLAUSIBLE


def recognised_before(number: int) -> str:
    """That the text of a page was recognised by another program."""
    return (
        f"第{number}页是扫描件，文字由其他软件识别，可信度不明；可加 --ocr 重新识别 "
        f"(page {number}: a scan whose text another program recognised, how well is not known; --ocr reads it anew)"
    )


def unreadable(file: str, pages: Sequence[Page], count: int) -> UnreadableInputError:
    """That no page has text: garbled fonts or a scan where there are such pages, else an empty file."""
    for chosen, zh, en in (
        (
            [page.number for page in pages if page.garbled],
            "文字层是乱码（字体没有给出文字的编码），不能读取：{}",
            "the layer of text is garbled, for its fonts do not say what characters they draw: {}",
        ),
        (
            [page.number for page in pages if page.scanned],
            "扫描件，没有文字层：{}是图片",
            "scanned, without a layer of text: {} hold only pictures",
        ),
    ):
        if chosen:
            lists = page_list(chosen, zh=True), page_list(chosen, zh=False)
            return UnreadableInputError(file, f"{zh.format(lists[0])} ({en.format(lists[1])})", remedy())
    return UnreadableInputError(
        file,
        f"{count} 页上都没有文字；文字可能被画成了图形 (no text on any of {count} pages; it may be drawn as outlines)",
        "向公布单位索取原文件 (ask for the original file)",
    )
