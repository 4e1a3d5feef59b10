from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from tests.readers.hostile.archives import HEADINGS, noise, workbook
from tests.readers.hostile.documents import compound

from budgetcheck.errors import UnreadableInputError
from budgetcheck.readers import encrypted, read
from budgetcheck.readers.interface import Request
from budgetcheck.readers.kinds import ENCRYPTED, kind_of

LOCKED = "EncryptedPackage", "EncryptionInfo"


@pytest.fixture(scope="module")
def locked() -> bytes:
    """A workbook under the password 密码4711."""
    pytest.importorskip("msoffcrypto", reason="pip install 'budgetcheck[password]'")
    from msoffcrypto.format.ooxml import OOXMLFile

    held = io.BytesIO()
    # NOTE: the library writes files below one sector table wrongly, hence the picture.
    OOXMLFile(io.BytesIO(workbook(xl__media__picture=noise(9_000)))).encrypt("密码4711", held)
    return held.getvalue()


def test_a_locked_workbook_is_told_by_its_content(locked: bytes) -> None:
    assert kind_of("表.xlsx", locked) == ENCRYPTED
    assert kind_of("表.xlsx", compound("Root Entry", *LOCKED)) == ENCRYPTED


def test_the_password_opens_it_and_the_source_is_the_file_as_given(locked: bytes, tmp_path: Path) -> None:
    (tmp_path / "表.xls").write_bytes(locked)
    (grid,) = read(tmp_path / "表.xls", password="密码4711")
    assert tuple(cell.text for cell in grid.rows[0].cells) == HEADINGS
    assert grid.source.kind == "xlsx"
    assert grid.source.sha256 == hashlib.sha256(locked).hexdigest()
    assert grid.source.size == len(locked)


@pytest.mark.parametrize(
    ("password", "said"), [(None, "需要密码"), ("", "需要密码"), ("4712", "所给的密码不对")]
)
def test_no_password_and_a_wrong_one_are_told_apart(locked: bytes, password: str | None, said: str) -> None:
    with pytest.raises(UnreadableInputError, match=said) as caught:
        read(locked, password=password)
    assert "BUDGETCHECK_PASSWORD" in caught.value.remedy
    assert "4712" not in str(caught.value)


def test_the_library_that_opens_it_is_named_when_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encrypted, "find_spec", lambda name: None)
    request = Request("表.xlsx", compound("Root Entry", *LOCKED), "4711", ENCRYPTED)
    with pytest.raises(UnreadableInputError, match=r"msoffcrypto-tool，尚未安装 .*budgetcheck\[password\]"):
        encrypted.read(request)


def test_a_damaged_locked_file_is_refused() -> None:
    with pytest.raises(UnreadableInputError, match="损坏"):
        read(compound("Root Entry", *LOCKED), password="4711")
