"""The bitmap of a page to a page of glyphs and rules, every glyph with how sure it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from budgetcheck.readers.pages import Frame, Page, page_of
from budgetcheck.readers.pages.edges import Edge
from budgetcheck.readers.scans import bitmap as bitmaps
from budgetcheck.readers.scans.engine import Bitmap, Recogniser, Spot, recogniser
from budgetcheck.readers.scans.leftover import leftover
from budgetcheck.readers.scans.strips import Strip, banded, glyphs_of, parted, spread, usual_em
from budgetcheck.readers.scans.torn import less_sure

_TALL = 1.5
_PROBES = 9
_SURE, _LIKELY = 0.9, 0.6
_SHOWN, _CLIP = 40, 16
_PADDING = 0.3  # of an em
_MOST_READ = 200
_EM = 9.0  # points, where no line tells
_LONGEST = 200  # times as wide as high; a strip that is longer is no line of text, and takes memory
_LARGE = 2.0  # times the usual size; letters of a watermark
_BRACKETS = str.maketrans("()", "[]")
_RESOLUTION = 300  # dots an inch
MOST_PIXELS = 4000  # along the longer side


def scale_of(width: float, height: float) -> float:
    """How many pixels a point a page of so many points is to be drawn in."""
    return min(_RESOLUTION / 72, MOST_PIXELS / max(width, height, 1.0))


class _Looked(NamedTuple):
    """A bitmap as it is read: without its rules, its ink, its rules, where text stands on it."""

    bitmap: Bitmap
    ink: bitmaps.Mask
    rules: bitmaps.Rules
    spots: list[Spot]


def recognised(number: int, bitmap: Bitmap, scale: float) -> Page:
    """The page that a bitmap of `scale` pixels a point shows, set straight and upright to be read."""
    engine = recogniser()
    tilt = bitmaps.askew(bitmaps.ink_of(bitmap, scale))
    straight = bitmaps.straightened(bitmap, tilt)
    upright, looked = _upright(engine, straight, scale)
    strips, unread = _strips(engine, looked, scale)
    strips = list(less_sure(strips))
    page = page_of(number, _frame(looked.bitmap, scale), glyphs_of(strips, scale), _edges(looked, scale))
    page.frame = _frame(bitmap, scale)._replace(upright=upright, tilt=tilt)
    page.recogniser = engine.name
    page.notes += tuple(_unsure(number, strips))
    page.left_out += (_without_text(number, unread),) if unread else ()
    return page


def _frame(bitmap: Bitmap, scale: float) -> Frame:
    """The frame of a page that is shown as it is read."""
    height, width = bitmap.shape
    return Frame(0, 0, (0.0, 0.0, width / scale, height / scale))


def _edges(looked: _Looked, scale: float) -> Iterator[Edge]:
    """The rules, in points with heights upwards."""
    height = looked.bitmap.shape[0]
    for left, top, right, bottom in looked.rules.across:
        y = (height - (top + bottom) / 2) / scale
        yield Edge(left / scale, y, right / scale, y)
    for left, top, right, bottom in looked.rules.down:
        x = (left + right) / 2 / scale
        yield Edge(x, (height - bottom) / scale, x, (height - top) / scale)


def _upright(engine: Recogniser, straight: Bitmap, scale: float) -> tuple[int, _Looked]:
    """At which quarter turns the text stands, and the bitmap turned so that it is upright."""
    looked = _look(engine, straight, scale)
    turns = 0
    if _on_its_side(looked.spots):
        turns = 1
        looked = _look(engine, np.rot90(straight, -1), scale)
    longest = sorted(looked.spots, key=lambda spot: spot.left - spot.right)[:_PROBES]
    if longest and engine.upside_down([_cut(looked.bitmap, spot) for spot in longest]):
        turns += 2
        looked = _look(engine, np.rot90(straight, -turns), scale)
    return turns, looked


def _look(engine: Recogniser, bitmap: Bitmap, scale: float) -> _Looked:
    ink = bitmaps.ink_of(bitmap, scale)
    rules = bitmaps.rules_of(bitmap, ink, scale)
    bare = bitmaps.without(bitmap, rules)
    return _Looked(bare, bitmaps.ink_of(bare, scale), rules, engine.spots(bare))


def _on_its_side(spots: Sequence[Spot]) -> bool:
    """Whether most of the text, by its length, stands in lines that go down.

    NOTE: what is left of dotted rules is short, and may be more spots than a page has lines.
    """
    sides = [(spot.right - spot.left, spot.bottom - spot.top) for spot in spots]
    tall = sum(high for wide, high in sides if high > _TALL * wide)
    return tall > sum(map(max, sides)) / 2


def _strips(engine: Recogniser, looked: _Looked, scale: float) -> tuple[list[Strip], int]:
    """The lines of text, and in how many places there is ink that gave none."""
    downs = sorted(looked.rules.down)
    pieces = (piece for spot in looked.spots for piece in parted(spot, downs))
    strips = _read(engine, looked, [part for piece in pieces for part in spread(looked.ink, piece)])
    em = usual_em(strips) or _EM * scale
    spots = leftover(looked.bitmap, looked.ink, strips, em)
    # NOTE: single signs, and now and then whole lines, are passed over where lines are looked for, and read all
    # the same. A photograph has thousands of such spots.
    again = [piece for spot in spots[:_MOST_READ] for piece in parted(_padded(spot, em), downs)]
    sure = [strip for strip in _read(engine, looked, again) if strip.score >= _LIKELY]
    return [*strips, *sure], len(spots[_MOST_READ:]) + len(again) - len(sure)


def _read(engine: Recogniser, looked: _Looked, spots: Sequence[Spot]) -> list[Strip]:
    """The lines at these spots that say anything."""
    held = [spot for spot in spots if 0 < spot.right - spot.left <= _LONGEST * (spot.bottom - spot.top)]
    read = engine.signs([_cut(looked.bitmap, spot) for spot in held])
    return [
        Strip(spot, signs, *banded(looked.ink, spot)) for spot, signs in zip(held, read, strict=True) if signs
    ]


def _padded(spot: Spot, em: float) -> Spot:
    pad = int(_PADDING * em)
    return Spot(max(0, spot.left - pad), max(0, spot.top - pad), spot.right + pad, spot.bottom + pad)


def _cut(bitmap: Bitmap, spot: Spot) -> Bitmap:
    return bitmap[max(0, spot.top) : spot.bottom, max(0, spot.left) : spot.right]


def _unsure(number: int, strips: Sequence[Strip]) -> Iterator[str]:
    """One note on all lines of a page in which a sign is not sure."""
    large = _LARGE * usual_em(strips)
    unsure = [strip for strip in strips if strip.score < _SURE and (strip.em < large or not large)]
    if unsure:
        texts = [strip.text for strip in sorted(unsure, key=_from_the_top)]
        shown = [text if len(text) <= _CLIP else f"{text[:_CLIP]}…" for text in texts[:_SHOWN]]
        more_zh, more_en = ("等", " and more") if len(texts) > _SHOWN else ("", "")
        zh, en = "、".join(f"「{text}」" for text in shown), ", ".join(shown).translate(_BRACKETS)
        yield (
            f"第{number}页有 {len(texts)} 处识别没有把握：{zh}{more_zh} "
            f"(page {number}: {len(texts)} lines are not recognised for sure: {en}{more_en})"
        )


def _from_the_top(strip: Strip) -> tuple[int, int]:
    return strip.spot.top, strip.spot.left


def _without_text(number: int, count: int) -> str:
    return (
        f"第{number}页有 {count} 处墨迹没有识别出文字，可能是印章、图形或漏字 "
        f"(page {number}: ink in {count} places gave no text; it may be a stamp, a drawing or a sign passed over)"
    )
