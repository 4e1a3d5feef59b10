"""Punctuation that comes in two widths: where it stands in Chinese text, and how wide it is there."""

from __future__ import annotations

# NOTE: a closing bracket follows its opening one, it would be counted twice.
NARROW = ",:;("
WIDE = "，：；（"
FIRST_HAN, LAST_HAN = 0x3400, 0x9FFF
