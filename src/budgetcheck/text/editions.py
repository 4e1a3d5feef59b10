"""What a text says in whichever year it is printed."""

from __future__ import annotations

import re

from budgetcheck.text.fold import fold, normalise_name

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])|[一二]?[〇零○一二三四五六七八九]{3,4}(?=年)")
_EDGES = "-~至()"


def yearless(text: str) -> str:
    """The text folded and without blanks, each year as one and the same sign.

    >>> yearless("2022年 项目（2022-2023）") == yearless("2023年项目(2023-2024)")
    True
    >>> yearless("改造 2000 户") == yearless("改造20000户")
    False
    """
    return _YEAR.sub("#", "".join(fold(text).split()))


def yearless_name(name: str) -> str:
    """The name as it is compared between years: as `normalise_name` has it, without its years.

    >>> yearless_name("2022年金融图书评选补贴"), yearless_name("运维项目（2023）。")
    ('金融图书评选补贴', '运维项目')
    """
    bare = _YEAR.sub("", normalise_name(name)).replace("()", "").strip(_EDGES)
    return bare.removeprefix("年度").removeprefix("年").strip(_EDGES) or normalise_name(name)
