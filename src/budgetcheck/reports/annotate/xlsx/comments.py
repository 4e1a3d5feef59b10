"""The comments of a sheet: ours beside those there are, or below them where a cell has one."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

from budgetcheck.reports.annotate.xlsx.markup import Edit, Element, element_text, tree
from budgetcheck.reports.parts.notes import AUTHOR

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_NONE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<comments xmlns="{namespace}"><authors></authors><commentList></commentList></comments>'
)


def no_comments(namespace: str) -> bytes:
    """The part of a sheet without comments."""
    return _NONE.format(namespace=namespace).encode()


def joined(data: bytes, notes: Mapping[str, str]) -> tuple[bytes, list[str]]:
    """The comments with the `notes` by address, and the addresses that had no comment before."""
    root, edit = tree(data), Edit(data)
    authors, held = root.first("authors"), root.first("commentList")
    by_address: dict[str, Element] = {}
    for comment in held.children if held else ():
        by_address.setdefault(comment.attributes.get("ref", "").replace("$", "").upper(), comment)
    new = [address for address in notes if address not in by_address]
    for address in notes.keys() & by_address.keys():
        _add(edit, by_address[address], notes[address])
    p = root.prefix
    author = f"<{p}author>{AUTHOR}</{p}author>"
    made = "".join(
        _comment(p, address, len(authors.children) if authors else 0, notes[address]) for address in new
    )
    if authors is None:
        edit.insert(root.inside, f"<{p}authors>{author}</{p}authors>")
    else:
        edit.append(authors, author)
    if held is None:
        edit.insert(root.behind(["authors"]), f"<{p}commentList>{made}</{p}commentList>")
    elif made:
        edit.append(held, made)
    return edit.done(), new


def _comment(p: str, address: str, author: int, text: str) -> str:
    return f'<{p}comment ref="{address}" authorId="{author}"><{p}text>{_text(p, text)}</{p}text></{p}comment>'


def _text(p: str, text: str) -> str:
    return f'<{p}t xml:space="preserve">{escape(text)}</{p}t>'


def _add(edit: Edit, comment: Element, text: str) -> None:
    """Let `text` stand below what the comment says, looking like the end of it."""
    p, held, below = comment.prefix, comment.first("text"), f"\n\n{text}"
    if held is None:
        edit.insert(comment.inside, f"<{p}text>{_text(p, text)}</{p}text>")
    elif runs := held.of("r"):
        look = runs[-1].first("rPr")
        kept = element_text(edit.data, look).decode() if look else ""
        edit.insert(runs[-1].end, f"<{p}r>{kept}{_text(p, below)}</{p}r>")
    elif plain := held.first("t"):
        edit.append(plain, escape(below))
    else:
        edit.append(held, _text(p, text))
