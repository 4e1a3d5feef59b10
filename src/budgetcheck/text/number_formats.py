"""A number as a sheet shows it: the number formats of spreadsheets, as far as they are plain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

_DIGITS = 15  # what a spreadsheet keeps of a number; further ones are a float's noise
_LONGEST = 255
_EXACT = Context(prec=1_000)  # room for every float and every format

_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.?|\*.?|\[(?P<bracket>[^\]]*)\]?'
    r"|(?P<general>[Gg]eneral)|(?P<odd>[Ee][+-]|[?#0]\s*/\s*[?#0\d])|(?P<plain>.)",
    re.DOTALL,
)
_CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?")
_CONDITION = re.compile(r"\s*(?:<=|>=|<>|=|<|>)")
_WORDS = re.compile(r"[A-Za-z@]")


class ShownNumber(NamedTuple):
    """What a cell shows of its number.

    `exact` says that no digit is left out; `scale` is by what the shown number is smaller than the stored one.
    """

    text: str
    exact: bool = True
    scale: int = 1


class _Section(NamedTuple):
    """One part of a format: literal texts and digit places in order; `shift` counts digits cut by commas.

    `usual` is what stands before the number, its form for `format` and what stands behind it, where places
    are not parted by literals and all digits behind the point are asked for.
    """

    pieces: tuple[tuple[str, bool], ...]
    percent: int
    shift: int
    grouped: bool
    general: bool = False
    usual: tuple[str, str, str] | None = None


def kept_number(value: float | Decimal) -> Decimal:
    """The number without a float's noise: whole numbers as they are, others to 15 digits.

    >>> kept_number(0.1 + 0.2), kept_number(13392.820000000002), kept_number(30.0)
    (Decimal('0.3'), Decimal('13392.82'), Decimal('30'))
    """
    if isinstance(value, int):
        return Decimal(value)
    number = value if isinstance(value, Decimal) else Decimal(repr(value))
    if not number.is_finite():
        return number
    number = Context(prec=_DIGITS).plus(number).normalize()
    exponent = number.as_tuple().exponent
    return (
        number.quantize(Decimal(1), context=_EXACT) if isinstance(exponent, int) and exponent > 0 else number
    )


def shown_number(value: float | Decimal, code: str) -> ShownNumber:
    """The number as a sheet with the number format `code` shows it; in full when the format is not plain.

    >>> shown_number(13392.82, "#,##0.00").text, shown_number(0.95, "0%").text
    ('13,392.82', '95%')
    >>> shown_number(12345678, '0.00,"千元"')
    ShownNumber(text='12345.68千元', exact=False, scale=1000)
    >>> shown_number(-3, '_ * #,##0.00_ ;_ * \\\\-#,##0.00_ ;_ * "-"??_ ;_ @_ ').text
    '-3.00'
    """
    number = kept_number(value)
    sections = _sections(code)
    if not number.is_finite() or sections is None:
        return ShownNumber(format(number, "f"))
    section, negative = _chosen(sections, number)
    if section.general or (not section.pieces and len(sections) == 1):
        return ShownNumber(format(number, "f"))
    return _laid_out(section, number, "-" if negative else "")


def _chosen(sections: Sequence[_Section], number: Decimal) -> tuple[_Section, bool]:
    """The section for this number, and whether it leaves the minus sign to us."""
    if number == 0 and len(sections) > 2:
        return sections[2], False
    if number < 0 and len(sections) > 1:
        return sections[1], sections[1].general
    return sections[0], number < 0


def _laid_out(section: _Section, number: Decimal, sign: str) -> ShownNumber:
    if section.usual is not None:
        return _formatted(section, number, sign, section.usual)
    places = "".join(text for text, places in section.pieces if places)
    whole_places, point, part_places = places.partition(".")
    scaled = number.copy_abs().scaleb(2 * section.percent - 3 * section.shift, _EXACT)
    if not places:
        text = sign + "".join(text for text, _ in section.pieces)
        return ShownNumber(text.strip(), exact=number == 0 or bool(text.strip()))
    rounded = scaled.quantize(Decimal(1).scaleb(-len(part_places)), ROUND_HALF_UP, _EXACT)
    whole, _, part = format(rounded, "f").partition(".")
    whole = whole.lstrip("0").rjust(whole_places.count("0"), "0")
    if section.grouped:
        whole = _grouped(whole)
    part = _part(part, part_places)
    digits = _Digits(whole, len(whole_places), part, bool(point))
    text = "".join(digits.fill(text) if places else text for text, places in section.pieces)
    if sign and not rounded:
        sign = ""
    # NOTE: 3. is what a sheet shows for 0.##; the point alone says nothing.
    text = (sign + text).strip().removesuffix(".")
    return ShownNumber(text, rounded == scaled, 1000**section.shift * 10 ** _pointed(section))


def _formatted(section: _Section, number: Decimal, sign: str, usual: tuple[str, str, str]) -> ShownNumber:
    before, form, behind = usual
    scaled = number.copy_abs().scaleb(2 * section.percent - 3 * section.shift, _EXACT)
    rounded = scaled.quantize(Decimal(1).scaleb(-int(form.rpartition(".")[2][:-1])), ROUND_HALF_UP, _EXACT)
    text = f"{sign if rounded else ''}{before}{rounded:{form}}{behind}"
    return ShownNumber(text.strip(), rounded == scaled, 1000**section.shift)


def _pointed(section: _Section) -> int:
    """How many digits stand behind a point that is only written between them.

    NOTE: 0\\.0000 is the usual way to show 元 as 万元; the point is a letter like any other there.
    """
    for index, (text, is_place) in enumerate(section.pieces):
        if text == "." and not is_place and index:
            return sum(1 for text, is_place in section.pieces[index:] if is_place and text in "0#?")
    return 0


def _part(part: str, places: str) -> str:
    """The digits behind the point, without zeros that no 0 asks for."""
    least = max((i + 1 for i, place in enumerate(places) if place == "0"), default=0)
    return part[:least] + part[least:].rstrip("0")


class _Digits:
    """Deals the digits of one number out to the places of a format, which literals may part."""

    def __init__(self, whole: str, places: int, part: str, point: bool) -> None:
        self._whole = whole
        self._left = places
        self._part = part
        self._behind = False
        self._point = point

    def fill(self, places: str) -> str:
        return "".join(map(self._digit, places))

    def _digit(self, place: str) -> str:
        if place == ".":
            self._behind = True
            return "." if self._part or self._point else ""
        if self._behind:
            digit, self._part = self._part[:1], self._part[1:]
            return digit
        self._left -= 1
        # NOTE: the first place takes all digits that have no place of their own.
        keep = min(len(self._whole), self._left) if "," not in self._whole else 0
        if "," in self._whole and self._left:
            return ""
        digits, self._whole = self._whole[: len(self._whole) - keep], self._whole[len(self._whole) - keep :]
        return digits


def _grouped(whole: str) -> str:
    return f"{int(whole):,}".rjust(len(whole), "0") if whole else ""


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...] | None:
    """The sections of a format, None when one of them asks for more than digits and literals."""
    if len(code) > _LONGEST:
        return None
    sections: list[_Section] = []
    held: list[re.Match[str]] = []
    for found in (*_PIECE.finditer(code), None):
        if found is not None and found["plain"] != ";":
            held.append(found)
            continue
        section = _section(held)
        if section is None and len(sections) < 3:
            return None
        if section is not None:
            sections.append(section)
        held = []
    return tuple(sections)


def _section(found: Sequence[re.Match[str]]) -> _Section | None:
    pieces: list[tuple[str, bool]] = []
    percent = 0
    general = False
    for match in found:
        literal = _literal(match)
        if literal is None:
            return None
        general = general or match["general"] is not None
        percent += match["plain"] == "%"
        if literal:
            pieces.append((literal, (match["plain"] or "") in tuple("0#?,.")))
    return _section_of(pieces, percent, general)


def _literal(match: re.Match[str]) -> str | None:
    """What the piece shows by itself, or its digit place; None for what is not plain."""
    if match["odd"] or (match["plain"] and _WORDS.match(match["plain"])):
        return None
    if match["bracket"] is not None:
        if _CONDITION.match(match["bracket"]):
            return None
        currency = _CURRENCY.fullmatch(match["bracket"])
        return currency[1] if currency else ""
    return match["quoted"] or match["escaped"] or match["plain"] or ""


def _section_of(pieces: list[tuple[str, bool]], percent: int, general: bool) -> _Section:
    """The section without its commas: behind the last whole place they scale, between places they group."""
    places = "".join(text for text, is_place in pieces if is_place)
    whole = places.partition(".")[0]
    bare = whole.rstrip(",")
    trailing = len(places) - len(places.rstrip(","))
    shift = len(whole) - len(bare) + (trailing if "." in places else 0)
    kept = tuple((text, is_place) for text, is_place in pieces if not (is_place and text == ","))
    if not places.strip(","):
        kept = tuple((text, False) for text, _ in pieces)
        shift = 0
    return _Section(kept, percent, shift, "," in bare, general, _usual(kept, "," in bare))


def _usual(pieces: Sequence[tuple[str, bool]], grouped: bool) -> tuple[str, str, str] | None:
    at = [index for index, (_, is_place) in enumerate(pieces) if is_place]
    if not at or at[-1] - at[0] != len(at) - 1:
        return None
    whole, _, part = "".join(pieces[index][0] for index in at).partition(".")
    if whole.count("0") != 1 or not whole.endswith("0") or part.strip("0"):
        return None
    before, behind = ("".join(text for text, _ in side) for side in (pieces[: at[0]], pieces[at[-1] + 1 :]))
    return before, f"{',' if grouped else ''}.{len(part)}f", behind
