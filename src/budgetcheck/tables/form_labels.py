"""The labels of a form: which cells ask for something, and which cells hold what they ask for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.model import Row
from budgetcheck.tables.traced import Piece, Traced, of_spans, own_mark, whole
from budgetcheck.text.headings import bare_heading, shown_heading

if TYPE_CHECKING:
    from budgetcheck.text import Words

NAME, ASIDE, OF_WHICH = "name", "aside", "of_which"
_BELOW = frozenset({"goal", "content"})
_LONGEST = 40
_HEADS = 3
_COLONS = "：:"
_NEW_LINE = own_mark("\n")


class Label(NamedTuple):
    """A cell that asks for something: its role, where it stands, and where in the cell a value may begin."""

    role: str
    printed: str
    row: int
    column: int
    value_at: int = -1


class Answer(NamedTuple):
    """What stands beside or below a label; `row` and `column` are those of the label."""

    role: str
    printed: str
    text: Traced
    row: int
    column: int


class LabelWords:
    """The words of labels."""

    def __init__(self, words: Words) -> None:
        self._roles: dict[str, str] = {}
        for role, labels in words.form_labels.items():
            for label in labels:
                self._roles.setdefault(bare_heading(label), role)

    def of(self, text: str, row: int, index: int) -> Label | None:
        """The label that a cell is, or opens with before a colon."""
        stripped = text.strip()
        if not stripped:
            return None
        role = self._role(stripped.rstrip(_COLONS)) if len(stripped) <= _LONGEST else ""
        if role:
            return Label(role, shown_heading(stripped).rstrip(_COLONS), row, index)
        return self._opening(text, row, index)

    def _role(self, text: str) -> str:
        return self._roles.get(bare_heading(text), "")

    def _opening(self, text: str, row: int, index: int) -> Label | None:
        """`项目名称：道路养护` in one cell, and `其中：财政拨款`, whose colon parts no value from its label."""
        at = min((i for i in (text.find(colon, 0, _LONGEST) for colon in _COLONS) if i >= 0), default=-1)
        if at <= 0:
            return None
        role = self._role(text[:at])
        if role == OF_WHICH:
            rest = self.of(text[at + 1 :], row, index)
            moved = rest.value_at + at + 1 if rest is not None and rest.value_at >= 0 else -1
            return rest._replace(value_at=moved) if rest is not None else None
        return Label(role, shown_heading(text[:at]), row, index, at + 1) if role else None


@lru_cache(maxsize=16)
def label_words(words: Words) -> LabelWords:
    """The labels of these words, made once."""
    return LabelWords(words)


class Asked(NamedTuple):
    """The labels of some rows, what answers them, and the cells that belong to none."""

    labels: list[Label]
    answers: list[Answer]
    left: list[Row]


def answers_of(rows: Sequence[Row], words: LabelWords) -> Asked:
    """Every label in `rows` with the text that answers it: behind its colon, to its right, or below it."""
    reader = _Reader(rows, words)
    reader.run()
    return Asked([label for row in reader.labels for label in row.values()], reader.answers, reader.left())


class _Reader:
    def __init__(self, rows: Sequence[Row], words: LabelWords) -> None:
        self._rows = rows
        self.labels: list[dict[int, Label]] = [
            {
                i: label
                for i, cell in enumerate(row.cells)
                if (label := words.of(cell.text, at, i)) is not None
            }
            for at, row in enumerate(rows)
        ]
        self.answers: list[Answer] = []
        self._used: set[tuple[int, int]] = set()

    def run(self) -> None:
        columns: frozenset[int] = frozenset()
        for at, held in enumerate(self.labels):
            # NOTE: a row of labels heads columns: 全年预算数, 全年执行数, 执行率, 得分.
            aside = frozenset(label.column for label in held.values() if label.role == ASIDE)
            columns = aside if len(aside) >= _HEADS else columns if held else frozenset()
            self._used.update((at, index) for index in columns)
            for label in held.values():
                self._used.add((label.row, label.column))
                self._answer(label)

    def _answer(self, label: Label) -> None:
        row = self._rows[label.row]
        cell = row.cells[label.column]
        if label.value_at >= 0 and cell.text[label.value_at :].strip():
            text = of_spans(row, cell, [(label.value_at, len(cell.text))]).stripped()
            self._found(label, text)
            return
        index = self._right_of(label)
        if index is not None and row.cells[index].text.strip():
            self._used.add((label.row, index))
            self._found(label, self._with_rows_below(label, whole(row, row.cells[index]), index))
            return
        below = self._below(label)
        if below is not None:
            self._found(label, below)
        elif index is not None:
            self._found(label, Traced("", (Piece(row, row.cells[index], 0, 0),)))

    def _found(self, label: Label, text: Traced) -> None:
        self.answers.append(Answer(label.role, label.printed, text, label.row, label.column))

    def _right_of(self, label: Label) -> int | None:
        """The first filled cell up to the next label; where all are empty, the one beside it."""
        cells, labels = self._rows[label.row].cells, self.labels[label.row]
        first = None
        for index in range(label.column + 1, len(cells)):
            if index in labels:
                break
            if cells[index].text.strip():
                return index
            if first is None and cells[index].covered != "left":
                first = index
        return first

    def _below(self, label: Label) -> Traced | None:
        """What stands below a label of text that has nothing beside it."""
        under = label.row + 1
        if label.role not in _BELOW and label.role != ASIDE:
            return None
        if under >= len(self._rows) or self.labels[under] or label.column >= len(self._rows[under].cells):
            return None
        cell = self._rows[under].cells[label.column]
        if not cell.text.strip():
            return None
        self._used.add((under, label.column))
        return self._with_rows_below(label._replace(row=under), whole(self._rows[under], cell), label.column)

    def _with_rows_below(self, label: Label, text: Traced, index: int) -> Traced:
        """The text with what goes on below it in rows of their own: 目标1：…, 目标2：…."""
        if label.role not in _BELOW:
            return text
        for at in range(label.row + 1, len(self._rows)):
            cells = self._rows[at].cells
            filled = [i for i, cell in enumerate(cells) if cell.text.strip()]
            if self.labels[at] or filled != [index]:
                break
            self._used.add((at, index))
            text = text + _NEW_LINE + whole(self._rows[at], cells[index])
        return text

    def left(self) -> list[Row]:
        """The rows with cells that no label asked for."""
        return [
            Row(row.line, kept, row.page)
            for at, row in enumerate(self._rows)
            if (
                kept := tuple(
                    cell
                    for i, cell in enumerate(row.cells)
                    if cell.text.strip() and (at, i) not in self._used
                )
            )
        ]
