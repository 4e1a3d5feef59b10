"""XML parts changed in places: what is not changed stays byte for byte."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from budgetcheck.text.xml_tags import attribute_spans, tag_end, tag_name

_ENCODINGS = ("utf-8", "utf8", "us-ascii", "ascii")
_BYTE_ORDERS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(slots=True)
class Element:
    """An element, its attributes by their names without prefix, and where it stands.

    Its inside reaches from `inside` to `stop`, where its end tag begins; of one without an end tag both are `end`.
    `prefix` is what stands before its name, colon included.
    """

    name: str
    namespace: str
    prefix: str
    attributes: Mapping[str, str]
    start: int
    inside: int
    stop: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list)

    def of(self, name: str) -> list[Element]:
        """The children of that name."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> Element | None:
        """The first child of that name."""
        return next(iter(self.of(name)), None)

    def behind(self, names: Collection[str]) -> int:
        """Where a child begins that has to follow those of these names."""
        return max((child.end for child in self.children if child.name in names), default=self.inside)


def element(data: bytes, start: int, name: str, attributes: Mapping[str, str]) -> Element:
    """The element that expat has met at `start`, as far as it is known then."""
    parts = name.split(" ")
    printed = tag_name(data, start).decode()
    prefix = printed[: printed.find(":") + 1]
    local = {key.split(" ")[1] if " " in key else key: value for key, value in attributes.items()}
    namespace, bare = (parts[0], parts[1]) if len(parts) > 1 else ("", name)
    return Element(bare, namespace, prefix, local, start, tag_end(data, start))


def close(data: bytes, held: Element, index: int) -> None:
    """Let the element end where expat has met its end, at `index`."""
    if data[held.inside - 2 : held.inside] == b"/>":
        held.stop = held.end = held.inside
    else:
        held.stop, held.end = index, tag_end(data, index)


def parser(data: bytes) -> expat.XMLParserType:
    """A parser for the part `data`, that refuses what could bring in more than there is.

    Raises:
        ValueError: while parsing, for a document type or an encoding that is not UTF-8.
    """

    def doctype(*_: object) -> None:
        raise ValueError("DOCTYPE")

    def declared(_: str, encoding: str | None, __: int) -> None:
        if encoding and encoding.lower() not in _ENCODINGS:
            raise ValueError(encoding)

    if data.startswith(_BYTE_ORDERS):
        raise ValueError("UTF-16")
    made = expat.ParserCreate(namespace_separator=" ")
    made.namespace_prefixes = True
    made.StartDoctypeDeclHandler = doctype
    made.XmlDeclHandler = declared
    return made


def tree(data: bytes, without: Collection[str] = ()) -> Element:
    """The root of a part; of the elements named `without` what is inside is left out.

    Raises:
        ValueError, expat.ExpatError: this is no XML that can be changed.
    """
    reader = parser(data)
    open_elements: list[Element] = []
    roots: list[Element] = []
    left_out = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal left_out
        if left_out or (open_elements and open_elements[-1].name in without):
            left_out += 1
            return
        made = element(data, reader.CurrentByteIndex, name, attributes)
        (open_elements[-1].children if open_elements else roots).append(made)
        open_elements.append(made)

    def end(_: str) -> None:
        nonlocal left_out
        if left_out:
            left_out -= 1
        else:
            close(data, open_elements.pop(), reader.CurrentByteIndex)

    reader.StartElementHandler, reader.EndElementHandler = start, end
    reader.Parse(data, True)
    return roots[0]


class Edit:
    """Changes to a part, by their places in it as it is."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._changes: list[tuple[int, int, bytes]] = []
        self._filled: dict[int, tuple[Element, list[str]]] = {}

    def replace(self, start: int, end: int, text: str) -> None:
        """Let `text` stand where now [start, end) does."""
        self._changes.append((start, end, text.encode()))

    def insert(self, at: int, text: str) -> None:
        """Let `text` stand before what is at `at`; of several at one place the first comes first."""
        self.replace(at, at, text)

    def append(self, parent: Element, text: str) -> None:
        """Let `text` be the last of what is inside `parent`."""
        if parent.stop < parent.end:
            self.insert(parent.stop, text)
        else:
            self._filled.setdefault(parent.start, (parent, []))[1].append(text)

    def set(self, start: int, **values: object) -> None:
        """Give the tag that begins at `start` these attributes."""
        spans = attribute_spans(self.data, start, tag_end(self.data, start))
        for name, value in values.items():
            span = spans.get(name.encode())
            if span is not None:
                self.replace(*span, quoteattr(str(value))[1:-1])
            else:
                at = start + 1 + len(tag_name(self.data, start))
                self.insert(at, f" {name}={quoteattr(str(value))}")

    def done(self) -> bytes:
        """The part with the changes made."""
        while self._filled:
            _, (held, texts) = self._filled.popitem()
            self.replace(held.end - 2, held.end, f">{''.join(texts)}</{held.prefix}{held.name}>")
        return b"".join(self._pieces())

    def _pieces(self) -> Iterable[bytes]:
        at = 0
        for start, end, text in sorted(self._changes, key=lambda change: change[:2]):
            if start < at:
                raise ValueError("overlap")
            yield self.data[at:start]
            yield text
            at = end
        yield self.data[at:]


def element_text(data: bytes, held: Element) -> bytes:
    """The element as it is written."""
    return data[held.start : held.end]
