"""OLE files of old Office: encrypted ones are told by the flag in their header block."""

from __future__ import annotations

import struct

from budgetcheck.readers.faults import encrypted
from budgetcheck.readers.interface import Request

_SECTOR = 512
_WORD_BLOCK = struct.pack("<H", 0xA5EC)
_FLAGS = 10
_ENCRYPTED = 0x0100


def inspect_compound(request: Request) -> None:
    """Nothing, when the Word document is not encrypted.

    Raises:
        UnreadableInputError: it is.
    """
    data = request.data
    at = data.find(_WORD_BLOCK)
    while at >= 0 and at % _SECTOR:
        at = data.find(_WORD_BLOCK, at + 1)
    if 0 <= at <= len(data) - _SECTOR:
        (flags,) = struct.unpack_from("<H", data, at + _FLAGS)
        if flags & _ENCRYPTED:
            raise encrypted(request)
