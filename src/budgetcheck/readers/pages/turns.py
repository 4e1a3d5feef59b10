"""How far text is turned."""

from __future__ import annotations

import math

_SLANT = math.radians(4)


def quarter(angle: float) -> int | None:
    """The quarter turns of an angle; None when it is none.

    >>> quarter(math.pi), quarter(1.0), quarter(math.nan)
    (2, None, None)
    """
    if not math.isfinite(angle):
        return None
    turns = round(angle / (math.pi / 2))
    return turns % 4 if abs(angle - turns * math.pi / 2) <= _SLANT else None
