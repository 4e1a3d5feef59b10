"""Full-width signs become their ASCII twins, one for one, so that offsets stay valid."""

from __future__ import annotations

import re

_WIDE = "０１２３４５６７８９％﹪＞﹥＜﹤＝＋－−～〜．／（）：；，＊￥　\u00a0≧⩾≦⩽"
_NARROW = "0123456789%%>><<=+--~~./():;,*¥  ≥≥≤≤"
_UPPER = "".join(chr(0xFF21 + i) for i in range(26))
_LOWER = "".join(chr(0xFF41 + i) for i in range(26))

FOLDS: dict[int, str] = {
    **{ord(w): n for w, n in zip(_WIDE, _NARROW, strict=True)},
    **{ord(w): chr(ord("A") + i) for i, w in enumerate(_UPPER)},
    **{ord(w): chr(ord("a") + i) for i, w in enumerate(_LOWER)},
}
"""Code point of a sign to the sign it is read as."""

_BY_SIGN = {chr(code): sign for code, sign in FOLDS.items()}
_SIGN = re.compile(f"[{''.join(map(re.escape, _BY_SIGN))}]")


def fold(text: str) -> str:
    """The text with digits, letters and the signs of values in one width; as long as it was.

    >>> fold("≧９０％（含）")
    '≥90%(含)'
    """
    # NOTE: `str.translate` looks up every character, and of most texts only a comma or two are to be folded.
    for sign in set(_SIGN.findall(text)):
        text = text.replace(sign, _BY_SIGN[sign])
    return text


_OUTER_MARKS = " \t\r\n,.;:、。·\"'“”‘’「」《》【】[]-—_"


def normalise_name(name: str) -> str:
    """The name as it is compared with others: folded, without blanks and outer marks.

    >>> normalise_name(" 服务对象 满意度（％）。")
    '服务对象满意度(%)'
    """
    return "".join(fold(name).split()).strip(_OUTER_MARKS)
