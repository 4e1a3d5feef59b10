"""Conversations on cells, which newer programs show in place of comments: ours is an answer in them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from budgetcheck.reports.annotate.xlsx.markup import Edit, Element, tree
from budgetcheck.reports.annotate.xlsx.package import Package
from budgetcheck.reports.parts.notes import AUTHOR

_PERSON = f"{{{uuid.uuid5(uuid.NAMESPACE_DNS, AUTHOR)}}}".upper()


def answer_threads(package: Package, sheet: str, notes: Mapping[str, str]) -> None:
    """Answer the conversations of the sheet on the cells that have `notes`, by address."""
    part = package.related(sheet, "threadedComment")
    persons = package.related(package.workbook, "person")
    if part is None or persons is None:
        return
    data = package.read(part)
    root = tree(data)
    answers = [
        _answer(thread, notes[address]) for address, thread in _threads(root).items() if address in notes
    ]
    if not answers:
        return
    edit = Edit(data)
    edit.append(root, "".join(answers))
    package.write(part, edit.done())
    _introduce(package, persons)


def _threads(root: Element) -> dict[str, Element]:
    """By address the first word of each conversation, with the time of its last."""
    found: dict[str, Element] = {}
    for word in root.of("threadedComment"):
        first = found.setdefault(word.attributes.get("ref", "").replace("$", "").upper(), word)
        first.attributes = {**first.attributes, "last": word.attributes.get("dT", "")}
    return found


def _answer(thread: Element, text: str) -> str:
    p, known = thread.prefix, thread.attributes
    name = f"{{{uuid.uuid5(uuid.NAMESPACE_DNS, known.get('id', '') + text)}}}".upper()
    # NOTE: with the time of the word before it, so that it stays behind that, and equal inputs give equal copies.
    when = f" dT={quoteattr(known['last'])}" if known["last"] else ""
    return (
        f"<{p}threadedComment ref={quoteattr(known['ref'])}{when} personId={quoteattr(_PERSON)}"
        f" id={quoteattr(name)} parentId={quoteattr(known.get('id', ''))}><{p}text>{escape(text)}</{p}text>"
        f"</{p}threadedComment>"
    )


def _introduce(package: Package, part: str) -> None:
    """Let the workbook know who answers."""
    data = package.read(part)
    root = tree(data)
    if any(person.attributes.get("id", "").upper() == _PERSON for person in root.children):
        return
    edit = Edit(data)
    edit.append(
        root,
        f'<{root.prefix}person displayName="{AUTHOR}" id="{_PERSON}" userId="{AUTHOR}" providerId="None"/>',
    )
    package.write(part, edit.done())
