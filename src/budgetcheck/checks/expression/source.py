"""The text of an expression: Python's own grammar for expressions, and errors that point into it."""

from __future__ import annotations

import ast
import unicodedata
from typing import NamedTuple

from budgetcheck.errors import RuleFileError

LONGEST = 1000
_WIDE = ("W", "F")


class Source(NamedTuple):
    """An expression as written, with the key of the rule file that holds it."""

    key: str
    text: str

    def parse(self) -> ast.expr:
        """The syntax tree.

        Raises:
            RuleFileError: it is too long or deep, or no expression; shows the place.
        """
        if len(self.text) > LONGEST:
            raise RuleFileError(
                f"[check] {self.key}: 表达式长于 {LONGEST} 个字符 (expression longer than {LONGEST} characters)"
            )
        try:
            # NOTE: the brackets let an expression run over several lines, as TOML's long strings do.
            return ast.parse(f"({self.text}\n)", mode="eval").body
        except SyntaxError as error:
            raise self._malformed(error) from None
        except (MemoryError, RecursionError, ValueError):
            raise self.fail(
                "表达式嵌套过深或含有非法字符", "nested too deeply, or a stray character"
            ) from None

    def _malformed(self, error: SyntaxError) -> RuleFileError:
        start = self._offset(error.lineno or 1, (error.offset or 1) - 1)
        if start < 0:
            # NOTE: our own bracket is never closed, because it is one of theirs that took its end.
            try:
                ast.parse(self.text, mode="eval")
            except SyntaxError as bare:
                error, start = bare, self._offset(bare.lineno or 1, bare.offset or 1)
        return self.fail("不是合法的表达式", f"not an expression: {error.msg}", start, start + 1)

    def fail_at(self, node: ast.expr, zh: str, en: str, hint: str = "") -> RuleFileError:
        """The error to raise for a part of the expression."""
        start = self._offset(node.lineno, self._characters(node.lineno, node.col_offset))
        last = node.end_lineno or node.lineno
        end = self._offset(last, self._characters(last, node.end_col_offset or node.col_offset))
        return self.fail(zh, en, start, end, hint)

    def fail(self, zh: str, en: str, start: int = 0, end: int | None = None, hint: str = "") -> RuleFileError:
        """The error to raise for the characters from `start` to `end`, shown with a caret below them."""
        start = min(max(start, 0), len(self.text))
        first = self.text.rfind("\n", 0, start) + 1
        line = self.text[first:].partition("\n")[0]
        stop = len(self.text) if end is None else end
        marked = self.text[start : max(start + 1, min(stop, first + len(line)))] or " "
        caret = " " * _width(self.text[first:start]) + "^" * _width(marked)
        return RuleFileError(f"[check] {self.key}: {zh} ({en}){hint}\n    {line}\n    {caret}")

    def segment(self, node: ast.expr) -> str:
        """The characters of a part of the expression."""
        return ast.get_source_segment(f"({self.text}\n)", node) or ""

    def _characters(self, line: int, byte: int) -> int:
        """The offset in characters of an offset in bytes, which is what `ast` counts."""
        text = f"({self.text}\n)".split("\n")[line - 1]
        return len(text.encode()[:byte].decode(errors="replace"))

    def _offset(self, line: int, character: int) -> int:
        """The offset in `text` of a place in the bracketed text that was parsed."""
        before = f"({self.text}\n)".split("\n")[: line - 1]
        return sum(len(part) + 1 for part in before) + character - 1


def _width(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    return sum(2 if unicodedata.east_asian_width(char) in _WIDE else 1 for char in text)
