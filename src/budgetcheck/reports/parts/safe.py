"""Text of unknown origin made safe to print: no control, no direction change, no markup."""

from __future__ import annotations

import unicodedata

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class _Neutral(dict[int, str]):
    # NOTE: str.translate asks once per code point of a text; the answers are kept.
    def __missing__(self, code: int) -> str:
        char = chr(code)
        answer = char
        if code < 0x20:
            answer = chr(0x2400 + code)
        elif code == 0x7F:
            answer = "\N{SYMBOL FOR DELETE}"
        elif unicodedata.category(char) in _HIDDEN:
            answer = _REPLACEMENT
        elif char == "\N{IDEOGRAPHIC SPACE}" or char.isspace():
            answer = char if char == "\N{IDEOGRAPHIC SPACE}" else " "
        if len(self) < 100_000:
            self[code] = answer
        return answer


_TABLE = _Neutral()


def neutral(text: str) -> str:
    """`text` with every character that could steer a terminal shown as a visible one.

    The result has the same length, so offsets into `text` stay valid. Control characters become their
    pictures, characters that hide or turn the direction of writing become U+FFFD.

    >>> neutral("合计\\x1b[31m")
    '合计␛[31m'
    """
    return text.translate(_TABLE)


def neutral_lines(text: str) -> str:
    """`text` made safe line by line; its line breaks stay.

    >>> neutral_lines("合计\\x9b31m\\r\\n乙")
    '合计�31m\\n乙'
    """
    return "\n".join(neutral(line.removesuffix("\r")) for line in text.split("\n"))


def one_line(text: str) -> str:
    """`text` made safe, with line breaks and tabs as plain blanks.

    >>> one_line("甲\\n乙")
    '甲 乙'
    """
    return neutral(" ".join(text.splitlines()).replace("\t", " "))
