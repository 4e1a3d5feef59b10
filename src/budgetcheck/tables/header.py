"""Finds heading rows by their words and says which column holds what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from budgetcheck.model import Row
from budgetcheck.tables.part_words import BODY, PartWords, columns_of
from budgetcheck.terms import Field, MoneyUnit
from budgetcheck.text.headings import HeadingMatch, HeadingWords, heading_unit, likeness, shown_heading

FIELDS: tuple[Field, ...] = tuple(Field)
SLOTS: Mapping[str, int] = {str(field): slot for slot, field in enumerate(FIELDS)}
NAME_SLOT = SLOTS["name"]
MONEY_SLOTS = range(SLOTS["total"], SLOTS["other"] + 1)
UNKNOWN = -1

_LEAST_ROLES = 3
_LEAST_SHARE = 0.6
_LONGEST_CELL = 60
_LONGEST_GROUP = 12
_SAME_HEADING = 0.4
_MISREAD = 0.75
_BESIDE_PARTS = frozenset(map(str, Field)) - {str(Field.INDICATORS)}


class Layout(NamedTuple):
    """A heading row that can be used: which of its cells holds which field.

    `slots` gives, per cell, the index of its field in `FIELDS`, or UNKNOWN. `parts` gives the columns of
    indicators that have a row each, none where they are packed into one cell. `confidence` is how much of the
    heading row is known, misread headings counting for less.
    """

    row: Row
    headings: tuple[str, ...]
    slots: tuple[int, ...]
    provenance: Mapping[str, int]
    money_unit: MoneyUnit | None
    parts: Mapping[str, int] = MappingProxyType({})
    confidence: float = 1.0

    @property
    def width(self) -> int:
        """How many cells the heading row has."""
        return len(self.slots)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields the table has, in the order of its columns."""
        held = tuple(FIELDS[slot] for slot in self.slots if slot != UNKNOWN)
        return (*held, Field.INDICATORS) if self.parts else held

    def heading(self, slot: int) -> str:
        """The heading of a field's column, as printed; empty where the table has no such column."""
        return self.headings[self.slots.index(slot)] if slot in self.slots else ""

    def same_columns(self, other: Layout) -> bool:
        """Whether both heading rows ask for the same fields in the same order.

        NOTE: a heading unknown in one of them alone, as long as the known one, is that one misread.
        """
        if self.provenance.keys() != other.provenance.keys() or self.parts.keys() != other.parts.keys():
            return False
        return self.fields == other.fields or (
            self.width == other.width
            and all(
                mine == theirs or (UNKNOWN in (mine, theirs) and len(one) == len(two))
                for mine, theirs, one, two in zip(
                    self.slots, other.slots, self.headings, other.headings, strict=True
                )
            )
        )


class BadHeader(NamedTuple):
    """A row that is clearly meant as a heading row but cannot be used, and why (in both languages)."""

    row: Row
    problem: str


class HeaderReader:
    """Tells heading rows from others; what it learns of a cell's text it remembers."""

    def __init__(
        self,
        fields: Mapping[str, Iterable[str]],
        provenance: Mapping[str, Iterable[str]],
        required: Iterable[str],
        parts: PartWords | None = None,
    ) -> None:
        # NOTE: the columns that `extract` adds are our own words and are never misread.
        self._words = HeadingWords({**fields, **provenance}, exact=provenance)
        self._provenance = frozenset(provenance)
        self._required = tuple(required)
        self._shown = {role: next(iter(words)) for role, words in fields.items()}
        self._parts = parts

    def read(self, row: Row) -> Layout | BadHeader | None:
        """The row's layout when it is a heading row, None when it is not."""
        texts = [cell.text for cell in row.cells]
        if len(texts) < _LEAST_ROLES or max(map(len, texts)) > _LONGEST_CELL:
            return None
        parts = self._parts.read(texts) if self._parts is not None else {}
        if parts:
            return self._by_row(row, texts, parts)
        found = [() if not text or text[0].isdigit() else self._words.matches(text) for text in texts]
        roles = {match.role for matches in found for match in matches[:1]}
        filled = sum(1 for text in texts if text and not text.isspace())
        if len(roles - self._provenance) < _LEAST_ROLES or sum(map(bool, found)) < _LEAST_SHARE * filled:
            return None
        return self._layout(row, texts, found)

    def again(self, known: Layout, row: Row, *, printed: bool = False) -> Layout | BadHeader | None:
        """What `read` says of a row below a heading row, which may be that heading row misread.

        One heading may be wholly unlike its first printing where the cell has no other meaning, or where
        the lines above the table are `printed` again too.
        """
        cells = row.cells
        if _is_piece(known, row):
            return known._replace(row=row)
        if known.parts and self._parts is not None and not self._parts.like(cell.text for cell in cells):
            return None
        found = self.read(row)
        if len(cells) != known.width or (isinstance(found, Layout) and found.same_columns(known)):
            return found
        texts = [cell.text for cell in cells]
        if sum(map(len, texts)) > _LONGEST_CELL + sum(map(len, known.headings)):
            return found
        columns = list(zip(known.headings, known.slots, texts, strict=True))
        unlike = [column for column in columns if likeness(column[0], column[2]) < _SAME_HEADING]
        # NOTE: asked before the words are, for rows of figures come here too.
        if len(unlike) > len(columns) / 2 or any(self._other(slot, text) for _, slot, text in columns):
            return found
        unlike = [column for column in unlike if not self._words.half_like(column[2], _role(column[1]))]
        one_lost = len(unlike) == 1 and len(unlike[0][0]) == len(unlike[0][2].strip())
        same = not unlike or (one_lost and (printed or isinstance(found, Layout)))
        return known._replace(row=row) if same else found

    def _other(self, slot: int, text: str) -> bool:
        """Whether the text is exactly a word for another column."""
        best = self._words.matches(text)[:1]
        return any(match.similarity == 1 and match.role != _role(slot) for match in best)

    def _layout(
        self, row: Row, texts: list[str], found: list[tuple[HeadingMatch, ...]]
    ) -> Layout | BadHeader:
        twice = _twice(found, texts)
        if twice:
            return BadHeader(row, twice)
        roles = _assigned(found)
        self._fill(roles, texts)
        missing = [self._shown[role] for role in self._required if role not in roles.values()]
        if missing:
            return BadHeader(row, _missing(missing, texts))
        slots = tuple(SLOTS.get(roles.get(i, ""), UNKNOWN) for i in range(len(texts)))
        provenance = {role: i for i, role in roles.items() if role in self._provenance}
        units = (heading_unit(text) for i, text in enumerate(texts) if slots[i] in MONEY_SLOTS)
        return Layout(
            row,
            tuple(map(shown_heading, texts)),
            slots,
            provenance,
            next(filter(None, units), None),
            confidence=_confidence(texts, [matches[0].similarity if matches else 0.0 for matches in found]),
        )

    def _by_row(self, row: Row, texts: list[str], parts: Mapping[int, str]) -> Layout | BadHeader | None:
        """The layout of a table that gives each indicator a row; None where no column names a project.

        NOTE: without one it is the block of indicators in a form.
        """
        rest = [() if i in parts else self._words.matches(text) for i, text in enumerate(texts)]
        found = [tuple(m for m in matches if m.role in _BESIDE_PARTS) for matches in rest]
        roles = _assigned(found)
        columns = columns_of(parts)
        if str(Field.NAME) not in roles.values() and BODY not in columns:
            return None
        twice = _twice(found, texts)
        if twice:
            return BadHeader(row, twice)
        slots = tuple(SLOTS[roles[i]] if i in roles else UNKNOWN for i in range(len(texts)))
        if NAME_SLOT not in slots:
            at = columns.pop(BODY)
            slots = (*slots[:at], NAME_SLOT, *slots[at + 1 :])
        units = (heading_unit(text) for i, text in enumerate(texts) if slots[i] in MONEY_SLOTS)
        unit = next(filter(None, units), None)
        known = [self._known(i in parts, text, rest[i]) for i, text in enumerate(texts)]
        sure = _confidence(texts, known)
        return Layout(row, tuple(map(shown_heading, texts)), slots, {}, unit, columns, sure)

    def _known(self, is_part: bool, text: str, matches: tuple[HeadingMatch, ...]) -> float:
        """How well a heading is known: a part that is no exact word was misread."""
        if is_part:
            return 1.0 if self._parts is not None and self._parts.is_word(text) else _MISREAD
        return matches[0].similarity if matches else 0.0

    def _fill(self, roles: dict[int, str], texts: list[str]) -> None:
        """Give a role that is missing to the one unread heading that is half like its words.

        NOTE: one misread character is half of 总计; alone that would be too little. A role that a table may
        do without is given only where the usual order of the columns has it.
        """
        for role in self._shown:
            if role in roles.values():
                continue
            like = [i for i, text in enumerate(texts) if i not in roles and self._words.half_like(text, role)]
            if len(like) == 1 and (role in self._required or _in_order(like[0], role, roles)):
                roles[like[0]] = role


def _role(slot: int) -> str:
    return "" if slot == UNKNOWN else str(FIELDS[slot])


def _is_piece(known: Layout, row: Row) -> bool:
    """Whether a row holds some of the headings, each in its own column, and at most the name of a group beside them.

    NOTE: a page may end between the lines of a heading row.
    """
    if len(row.cells) != known.width:
        return False
    same = sum(cell.text == heading != "" for cell, heading in zip(row.cells, known.headings, strict=True))
    if not 1 < same < known.width:
        return False
    held = [text for cell in row.cells if (text := cell.text.strip())]
    return (
        len(held) < known.width
        and len(held) - same <= 1
        and all(len(t) <= _LONGEST_GROUP for t in held if t not in known.headings)
    )


def _in_order(index: int, role: str, roles: Mapping[int, str]) -> bool:
    """Whether the role's usual place is between the nearest headings that are known."""
    before = max((i for i in roles if i < index), default=None)
    behind = min((i for i in roles if i > index), default=None)
    slot = SLOTS[role]
    after_it = before is None or SLOTS.get(roles[before], slot) < slot
    return after_it and (behind is None or slot < SLOTS.get(roles[behind], slot))


def _assigned(found: list[tuple[HeadingMatch, ...]]) -> dict[int, str]:
    """Cell to role, the surest first, each role once.

    NOTE: 绩效日标 is as near to 绩效目标 as to 绩效指标; what is left over when the sure ones are given
    decides, and among equals the usual order of the columns.
    """
    claims = sorted(
        (-match.similarity, index, SLOTS.get(match.role, 0), match.role)
        for index, matches in enumerate(found)
        for match in matches
    )
    roles: dict[int, str] = {}
    for _, index, _, role in claims:
        if index not in roles and role not in roles.values():
            roles[index] = role
    return roles


def _confidence(texts: list[str], known: list[float]) -> float:
    """How well the headings that are not empty are known, on average."""
    filled = [one for text, one in zip(texts, known, strict=True) if text.strip()]
    return round(sum(filled) / len(filled), 4) if filled else 0.0


def _twice(found: list[tuple[HeadingMatch, ...]], texts: list[str]) -> str:
    """What is wrong when two headings say the same, else nothing."""
    seen: dict[str, str] = {}
    for matches, text in zip(found, texts, strict=True):
        if not matches or matches[0].similarity < 1:
            continue
        role, printed = matches[0].role, text.strip()
        if role in seen:
            other = seen[role]
            if other == printed:
                return f'表头重复：「{printed}」出现两次 (duplicate headings: "{printed}" stands twice)'
            return (
                f"表头重复：「{other}」和「{printed}」是同一栏 "
                f'(duplicate headings: "{other}" and "{printed}" mean the same column)'
            )
        seen[role] = printed
    return ""


def _missing(missing: list[str], texts: list[str]) -> str:
    names = "、".join(f"「{name}」" for name in missing)
    seen = "、".join(text.strip() for text in texts if text.strip())
    return (
        f"表头缺少必需的列{names}；读到的表头：{seen} "
        f"(header is missing required column {', '.join(missing)}; headings seen: {seen})"
    )
