"""What the head of a web page declares of itself."""

from __future__ import annotations

import re

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_-]{2,20})")
_HIDING = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.IGNORECASE
)


def declared_encoding(head: bytes) -> str:
    """The encoding that a page declares, in small letters; empty when it declares none.

    >>> declared_encoding(b'<meta http-equiv="Content-Type" content="text/html; charset=GB2312">')
    'gb2312'
    """
    found = _CHARSET.search(head) or _XML_ENCODING.search(head)
    return found[1].decode("ascii").lower() if found else ""


def hides(style: str) -> bool:
    """Whether a style attribute keeps its element from being shown.

    >>> hides("color:red; display : none"), hides("display:block")
    (True, False)
    """
    return _HIDING.search(style) is not None
