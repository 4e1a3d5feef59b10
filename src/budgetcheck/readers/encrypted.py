"""Office files under a password: decrypted, then read as what they are."""

from __future__ import annotations

import io
from dataclasses import replace
from importlib.util import find_spec

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Grid
from budgetcheck.readers.faults import encrypted
from budgetcheck.readers.interface import Request
from budgetcheck.readers.kinds import kind_of

EXTRA = "password"


def read(request: Request) -> list[Grid]:
    """The grids of the file behind the password; their source is the file as it was given.

    Raises:
        UnreadableInputError: no password, a wrong one, or no library to use it.
    """
    from budgetcheck.readers.formats import read_as, require

    data = _decrypted(request)
    opened = replace(request, data=data, kind=kind_of(request.file, data))
    require(opened)
    given = request.source("")
    return [
        replace(grid, source=replace(grid.source, sha256=given.sha256, size=given.size))
        for grid in read_as(opened)
    ]


def _decrypted(request: Request) -> bytes:
    if not request.password:
        raise encrypted(request)
    if find_spec("msoffcrypto") is None:
        raise UnreadableInputError(
            request.file,
            "用密码打开 Office 文件需要 msoffcrypto-tool，尚未安装 "
            "(opening Office files by password needs msoffcrypto-tool, which is not installed)",
            f"pip install 'budgetcheck[{EXTRA}]'",
        )
    from msoffcrypto import OfficeFile  # type: ignore[import-untyped]
    from msoffcrypto.exceptions import InvalidKeyError  # type: ignore[import-untyped]

    opened = io.BytesIO()
    try:
        office = OfficeFile(io.BytesIO(request.data))
        office.load_key(password=request.password)
        office.decrypt(opened)
    except InvalidKeyError:
        raise encrypted(request) from None
    return opened.getvalue()
