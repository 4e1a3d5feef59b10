"""Ink on a page that no line of text accounts for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from budgetcheck.readers.scans.bitmap import Mask, darkness
from budgetcheck.readers.scans.engine import Bitmap, Spot
from budgetcheck.readers.scans.strips import Strip

_AROUND = 0.35  # of an em around a line that its ink may reach
_JOINED = 0.5  # of an em between pieces of ink that belong together
_LEAST = 0.45  # of an em that a sign is high
_MOST = 3.0  # of an em; what is higher is a drawing or a stamp, not a line of text
_DARK = 0.5  # of how dark text is
_WHITE = 255
_EDGE = 0.02  # of a page, where the shadow of its paper lies


def leftover(bitmap: Bitmap, ink: Mask, strips: Sequence[Strip], em: float) -> list[Spot]:
    """Where there is ink as dark and as high as a sign beside all lines of text."""
    import cv2

    # NOTE: pale ink is that of a watermark; it would join the lines it lies under into one spot.
    rest = ink & (_WHITE - bitmap >= _DARK * darkness(bitmap, ink))
    near = int(_AROUND * em)
    for strip in strips:
        left, top, right, bottom = strip.spot
        # NOTE: lines of the table stand between the letters of a watermark.
        if bottom - top > _MOST * em:
            continue
        rest[max(0, top - near) : bottom + near, max(0, left - near) : right + near] = False
    height, width = rest.shape
    rest[: int(_EDGE * height)] = rest[int((1 - _EDGE) * height) :] = False
    rest[:, : int(_EDGE * width)] = rest[:, int((1 - _EDGE) * width) :] = False
    size = max(1, int(_JOINED * em))
    joined = cv2.dilate(rest.astype(np.uint8), np.ones((1, size), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    return [
        Spot(x, y, x + wide, y + high)
        for x, y, wide, high, _ in boxes.tolist()[1:]
        if _LEAST * em <= high <= _MOST * em
    ]
