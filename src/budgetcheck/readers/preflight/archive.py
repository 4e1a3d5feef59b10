"""ZIP containers: number and size of members, how far they inflate, and whether they say the truth about it."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from itertools import pairwise

from budgetcheck.errors import UnreadableInputError
from budgetcheck.readers.faults import encrypted
from budgetcheck.readers.interface import Request
from budgetcheck.readers.limits import over, over_fixed
from budgetcheck.readers.preflight.markup import inspect_part, is_markup

MAX_RATIO = 250
_SMALL = 1 << 20  # short runs of equal text are packed better than any limit would allow
_ENCRYPTED = 0x1
_HEAD = 256
_MANIFEST = "META-INF/manifest.xml"
_PARTS = (".xml", ".rels", ".bin")
# NOTE: drawings in XML stand there, lawfully with a document type.
_PICTURED = ("media/", "pictures/", "thumbnails/")


def inspect_archive(request: Request) -> None:
    """Nothing, when the archive is no bomb, is not encrypted, and its XML parts are plain.

    Raises:
        UnreadableInputError: naming member, limit and value.
    """
    with zipfile.ZipFile(io.BytesIO(request.data)) as archive:
        members = archive.infolist()
        _refuse_doubles(request, members)
        _refuse_large(request, members)
        _refuse_overlap(request, members)
        _refuse_encrypted(request, archive, members)
        for member in members:
            if _is_part(archive, member):
                inspect_part(request, archive, member)


def _is_part(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether a member may be read as a part: by its name, or by what it holds, for a part may have any name."""
    name = member.filename.lower()
    if name.endswith(_PARTS):
        return True
    if any(folder in name for folder in _PICTURED):
        return False
    with archive.open(member) as stream:
        return is_markup(stream.read(_HEAD))


def _refuse_doubles(request: Request, members: list[zipfile.ZipInfo]) -> None:
    name, times = Counter(member.filename for member in members).most_common(1)[0]
    if times > 1:
        raise UnreadableInputError(
            request.file,
            f"压缩包中有 {times} 个同名成员「{name}」 ({times} members of the archive are named {name})",
            "打开后另存，再检查 (open it and save it anew)",
        )


def _refuse_large(request: Request, members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    if unpacked > request.limits.file_bytes:
        held, most = f"{unpacked / (1 << 20):,.0f} MiB", f"{request.limits.file_mib:,.4g} MiB"
        raise over(
            request.file,
            f"解压后共 {held}，超过上限 {most} ({held} unpacked, over the limit of {most})",
            "file-mib",
        )
    for member in members:
        if member.file_size > max(_SMALL, MAX_RATIO * member.compress_size):
            ratio = f"{member.file_size / max(1, member.compress_size):,.0f}"
            raise over_fixed(
                request.file,
                f"成员「{member.filename}」解压后为原来的 {ratio} 倍，超过上限 {MAX_RATIO} 倍 "
                f"({member.filename} unpacks to {ratio} times its size, over the limit of {MAX_RATIO})",
            )


def _refuse_overlap(request: Request, members: list[zipfile.ZipInfo]) -> None:
    """Refuse members that share their bytes, which makes bombs without a high ratio."""
    ordered = sorted(members, key=lambda member: member.header_offset)
    for member, following in pairwise(ordered):
        if member.header_offset + member.compress_size > following.header_offset:
            raise UnreadableInputError(
                request.file,
                f"成员「{member.filename}」与「{following.filename}」重叠 "
                f"({member.filename} and {following.filename} overlap in the archive)",
                "打开后另存，再检查 (open it and save it anew)",
            )


def _refuse_encrypted(request: Request, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise encrypted(request)
    # NOTE: an encrypted OpenDocument is an open archive of encrypted parts, named in its manifest.
    if _MANIFEST in archive.namelist() and b"encryption-data" in archive.read(_MANIFEST):
        raise encrypted(request)
