"""Bytes to text: the byte-order mark, else strict UTF-8, else the most plausible Chinese encoding.

Nothing is replaced or skipped: bytes that are not text in the encoding of the file, a file cut inside a
character, and lines in another encoding than the rest are refused, with their place.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

from budgetcheck.errors import UnreadableInputError
from budgetcheck.readers.plausibility import plausibility

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CANDIDATES = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5")
_BYTEWISE = ("utf-8", "gb18030", "big5")
_INCOMPLETE = ("unexpected end of data", "incomplete multibyte sequence", "truncated data")
_MISREADINGS = (("gb18030", "utf-8"), ("cp1252", "utf-8"), ("latin-1", "utf-8"), ("latin-1", "gb18030"))
_SAMPLE = 1 << 15
_LOOK = 1 << 11
_TEXT = 0.3  # least plausibility of text; random bytes stay below 0
_CLEAR = 0.1  # a smaller margin over the second best is a doubtful guess


class Decoded(NamedTuple):
    """A text and how its encoding was found; `confidence` is 1 unless it had to be guessed."""

    text: str
    encoding: str
    confidence: float = 1.0
    notes: tuple[str, ...] = ()


def decode(file: str, data: bytes) -> Decoded:
    """The text of `data`, every byte of it accounted for.

    Raises:
        UnreadableInputError: not text, cut short, in mixed encodings, holding NUL characters, or a text
            that was once read in the wrong encoding and saved so.
    """
    for bom, codec in _BOMS:
        if data.startswith(bom):
            decoded = Decoded(_strict(file, data, codec, len(bom)), codec)
            break
    else:
        decoded = _utf8(data) or _guess(file, data)
    _refuse_nul(file, decoded.text)
    _refuse_misread(file, decoded.text)
    return decoded


def _utf8(data: bytes) -> Decoded | None:
    # NOTE: UTF-16 text of a table always holds NUL bytes (its tabs and digits) and may pass as UTF-8.
    if b"\0" in data:
        return None
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return None


def _guess(file: str, data: bytes) -> Decoded:
    scores = _scores(data)
    best, second, *_ = sorted(scores, key=lambda codec: -scores[codec])
    if scores[best] < _TEXT:
        raise UnreadableInputError(
            file,
            "不是文本文件，或编码无法辨认 (not a text file, or its encoding cannot be told)",
            "若是文本，请用 UTF-8 另存为文本或 CSV；若是其他文件，它已损坏或不受支持，请重新获取 "
            "(text: save it as text or CSV in UTF-8; anything else is damaged or not supported: get it again)",
        )
    text = _strict(file, data, best)
    if best in _BYTEWISE:
        _refuse_foreign_lines(file, data, best)
    margin = scores[best] - scores[second]
    if margin >= _CLEAR:
        return Decoded(text, best, 1.0 if best == "utf-8" else min(1.0, 0.8 + margin))
    note = f"编码推断为 {best}，也可能是 {second} (encoding guessed as {best}, perhaps {second})"
    return Decoded(text, best, 0.8 + margin, (note,))


def _scores(data: bytes) -> dict[str, float]:
    """The plausibility of a sample under each encoding; the sample begins near the first non-ASCII byte."""
    try:
        data[:-1].decode("ascii")
        first = 0
    except UnicodeDecodeError as fault:
        first = max(0, fault.start - 1024) & ~1
    sample = data[first : first + _SAMPLE]
    scores = {}
    for codec in _CANDIDATES:
        text = codecs.getincrementaldecoder(codec)("replace").decode(sample)
        scores[codec] = plausibility(text, traditional=codec == "big5")
    return scores


def _strict(file: str, data: bytes, codec: str, skip: int = 0) -> str:
    try:
        return str(memoryview(data)[skip:], codec)
    except UnicodeDecodeError as fault:
        raise _undecodable(file, data[skip:], codec, fault) from None


def _undecodable(file: str, data: bytes, codec: str, fault: UnicodeDecodeError) -> UnreadableInputError:
    before = data[: fault.start].decode(codec, errors="replace")
    place = f"第{_line_number(before)}行"
    shown = data[fault.start : fault.start + 4].hex(" ").upper()
    if fault.end >= len(data) and fault.reason in _INCOMPLETE:
        return UnreadableInputError(
            file,
            f"{codec} 文件在一个字符中间中断，末尾 {shown} 不成字 (the file is cut inside a character: {shown})",
            "文件可能不完整，请重新获取 (the file may be incomplete: get it again)",
            place,
        )
    other = _other_encoding(_line_around(data, fault.start), codec) if codec in _BYTEWISE else None
    if other:
        return _mixed(file, codec, other, place)
    return UnreadableInputError(
        file,
        f"字节 {shown} 在 {codec} 编码中不成字 (bytes {shown} are no character in {codec})",
        "用 UTF-8 重新保存 (save it again in UTF-8)",
        place,
    )


def _mixed(file: str, codec: str, other: str, place: str) -> UnreadableInputError:
    return UnreadableInputError(
        file,
        f"文件混用两种编码：此行是 {other}，其余是 {codec} (mixed encodings: this line is {other}, the rest {codec})",
        "把各部分统一存为 UTF-8 (save all parts in UTF-8)",
        place,
    )


def _line_number(before: str) -> int:
    return before.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1


def _line_around(data: bytes, position: int) -> bytes:
    start = max(data.rfind(b"\n", 0, position), data.rfind(b"\r", 0, position)) + 1
    end = data.find(b"\n", position)
    return data[start : end if end >= 0 else len(data)]


def _other_encoding(line: bytes, codec: str) -> str | None:
    for other in _BYTEWISE:
        if other == codec:
            continue
        try:
            text = line.decode(other)
        except UnicodeDecodeError:
            continue
        if plausibility(text, traditional=other == "big5") > 2 * _TEXT:
            return other
    return None


def _refuse_foreign_lines(file: str, data: bytes, codec: str) -> None:
    """Refuse UTF-8 lines in a file of another encoding, where they decode to wrong characters unnoticed."""
    if codec == "utf-8":
        return
    for number, line in enumerate(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"), 1):
        if line.isascii():
            continue
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if plausibility(text) > plausibility(line.decode(codec, errors="replace")) + _TEXT:
            raise _mixed(file, codec, "utf-8", f"第{number}行")


def _refuse_nul(file: str, text: str) -> None:
    position = text.find("\0")
    if position >= 0:
        raise UnreadableInputError(
            file,
            f"文本中有 {text.count(chr(0))} 个空字符 NUL (NUL characters in the text: {text.count(chr(0))})",
            "文件可能损坏，请重新导出 (the file may be damaged: export it again)",
            f"第{_line_number(text[:position])}行",
        )


def _refuse_misread(file: str, text: str) -> None:
    """Refuse text that was read in the wrong encoding and saved so (UTF-8 as GB 18030: 椤圭洰)."""
    sample = text[:_LOOK]
    if sample.isascii() or (score := plausibility(sample)) > 2 * _TEXT:
        return
    for wrong, right in _MISREADINGS:
        mended = sample.encode(wrong, errors="replace").decode(right, errors="replace")
        if plausibility(mended) > max(score + _TEXT, 2 * _TEXT):
            raise UnreadableInputError(
                file,
                f"乱码：疑为 {right} 文本被当作 {wrong} 读入后保存，原文似为「{mended[:20].strip()}」 "
                f"(garbled: looks like {right} text read as {wrong} and saved)",
                "请取得原文件；还原会丢字 (get the original file: converting back loses characters)",
            )
