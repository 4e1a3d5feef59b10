"""The bitmap of a page: which of it is ink, how far it is askew, and which of its ink are rules."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from budgetcheck.readers.scans.engine import Bitmap, Spot

_NEIGHBOURHOOD = 25  # points around a pixel, than which ink is darker
_DARKER = 18
_WHITE = 255
_MOST_ASKEW = 5.0  # degrees
_STEPS = ((_MOST_ASKEW, 0.25), (0.25, 0.02))
_SAMPLE = 150_000
_STRAIGHT = 0.03
_LONG = 36.0  # points; words of small letters whose strokes meet are shorter
_THICK = 3.0
_PALE = 0.5  # of how dark rules are, below which a stroke is of a watermark
_MENDED = 1.6  # points between dots of a rule, or that the scanner lost of it
_SOLID, _CROWDED = 0.9, 0.4
_CLEAR = (
    1.4  # points beside a dotted rule that are free of ink, as beside the strokes of letters they are not
)
_AROUND = 5  # pixels around one of a rule that are grey of it

Mask = NDArray[np.bool_]


def ink_of(bitmap: Bitmap, scale: float) -> Mask:
    """Which pixels are darker than what lies around them; `scale` is pixels a point."""
    import cv2

    size = 2 * int(_NEIGHBOURHOOD * scale / 2) + 1
    around = cv2.blur(bitmap, (size, size))
    return np.asarray(bitmap.astype(np.int16) + _DARKER < around)


def askew(ink: Mask) -> float:
    """By how many degrees the lines of a page fall to the right; by its columns where those are clearer."""
    pixels = np.argwhere(ink).astype(np.float64)
    if not len(pixels):
        return 0.0
    ys, xs = pixels[:: max(1, len(pixels) // _SAMPLE)].T
    middle = 0.0
    for reach, step in _STEPS:
        angles = np.arange(middle - reach, middle + reach + step / 2, step)
        middle = float(max(angles, key=lambda angle: _sharpness(ys, xs, angle)))
    return middle if abs(middle) >= _STRAIGHT else 0.0


def _sharpness(ys: NDArray[np.float64], xs: NDArray[np.float64], angle: float) -> float:
    """How much of the ink gathers in few rows, or in few columns, when turned back by the angle."""
    slope = math.tan(math.radians(angle))
    return max(_gathered(ys - slope * xs), _gathered(xs + slope * ys))


def _gathered(places: NDArray[np.float64]) -> float:
    counts = np.bincount((places - places.min()).astype(np.int64))
    return float((counts.astype(np.float64) ** 2).sum())


def straightened(bitmap: Bitmap, angle: float) -> Bitmap:
    """The bitmap turned back by so many degrees around its middle."""
    import cv2

    if not angle:
        return bitmap
    height, width = bitmap.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return np.asarray(
        cv2.warpAffine(bitmap, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=_WHITE), np.uint8
    )


class Rules(NamedTuple):
    """The rules of a bitmap: those across, those down, and which pixels they are made of."""

    across: list[Spot]
    down: list[Spot]
    ink: Mask


def rules_of(bitmap: Bitmap, ink: Mask, scale: float) -> Rules:
    """What is drawn longer and thinner than any letter, and not much paler than the rest of it."""
    across, down = _runs(bitmap, ink, scale), _runs(bitmap.T, ink.T, scale)
    least = _PALE * _usual_darkness([*across.runs, *down.runs])
    held = [[run for run in runs.runs if run.darkness >= least] for runs in (across, down)]
    pixels = across.of(held[0]) | down.of(held[1]).T
    return Rules([run.spot for run in held[0]], [_swapped(run.spot) for run in held[1]], pixels)


class _Run(NamedTuple):
    """A thin stretch of ink, its number among all, and how much darker than white it is."""

    spot: Spot
    label: int
    darkness: float


class _Runs(NamedTuple):
    runs: list[_Run]
    labels: NDArray[np.int32]

    def of(self, runs: list[_Run]) -> Mask:
        """The pixels of some of the runs."""
        chosen = np.zeros(int(self.labels.max()) + 1, bool)
        chosen[[run.label for run in runs]] = True
        return np.asarray(chosen[self.labels])


def _runs(bitmap: Bitmap, ink: Mask, scale: float) -> _Runs:
    """Thin stretches of unbroken ink along the rows."""
    import cv2

    drawn = np.ascontiguousarray(ink).astype(np.uint8)
    mended = cv2.morphologyEx(drawn, cv2.MORPH_CLOSE, np.ones((1, max(1, int(_MENDED * scale))), np.uint8))
    held = cv2.morphologyEx(mended, cv2.MORPH_OPEN, np.ones((1, max(2, int(_LONG * scale))), np.uint8))
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(held, connectivity=8)
    runs = []
    for label, (x, y, width, height, _) in enumerate(boxes.tolist()):
        spot = Spot(x, y, x + width, y + height)
        if not label or height > _THICK * scale:
            continue
        own = _cut(labels, spot) == label
        if _cut(ink, spot)[own].mean() >= _SOLID or not _crowded(ink, spot, scale):
            runs.append(_Run(spot, label, darkness(_cut(bitmap, spot), own & _cut(ink, spot))))
    return _Runs(runs, np.asarray(labels))


def _crowded(ink: Mask, spot: Spot, scale: float) -> bool:
    """Whether there is ink close above or below most of a run."""
    skipped, reach = max(1, round(scale / 3)), round(_CLEAR * scale)
    above = ink[max(0, spot.top - reach) : max(0, spot.top - skipped), spot.left : spot.right]
    below = ink[spot.bottom + skipped : spot.bottom + reach, spot.left : spot.right]
    return bool((above.any(axis=0) | below.any(axis=0)).mean() > _CROWDED)


def darkness(bitmap: Bitmap, ink: Mask) -> float:
    """How much darker than white most of the ink is.

    NOTE: the median, for a watermark lies under letters that are darker.
    """
    drawn = bitmap[ink]
    return float(_WHITE - np.median(drawn)) if drawn.size else 0.0


def _cut(pixels: NDArray[Any], spot: Spot) -> NDArray[Any]:
    return pixels[spot.top : spot.bottom, spot.left : spot.right]


def _usual_darkness(runs: list[_Run]) -> float:
    """How dark most of what is drawn is, by its length."""
    ordered = sorted((run.darkness, max(run.spot.right - run.spot.left, 1)) for run in runs)
    half = sum(length for _, length in ordered) / 2
    for darkness, length in ordered:
        half -= length
        if half <= 0:
            return darkness
    return 0.0


def _swapped(spot: Spot) -> Spot:
    return Spot(spot.top, spot.left, spot.bottom, spot.right)


def without(bitmap: Bitmap, rules: Rules) -> Bitmap:
    """The bitmap with its rules wiped out, and the grey pixels beside them."""
    import cv2

    near = cv2.dilate(rules.ink.astype(np.uint8), np.ones((_AROUND, _AROUND), np.uint8))
    wiped = bitmap.copy()
    wiped[near > 0] = _WHITE
    return wiped
