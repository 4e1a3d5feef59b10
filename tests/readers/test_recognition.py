from __future__ import annotations

from collections.abc import Iterator

import pytest

from budgetcheck.errors import UnreadableInputError
from budgetcheck.readers import recognition
from budgetcheck.readers.read import read

PNG = b"\x89PNG\r\n\x1a\n\0"


@pytest.fixture(params=["with the extra", "without it"])
def install(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """What the remedy says of installing, as the libraries are there or not."""
    there = request.param == "with the extra"
    monkeypatch.setattr(recognition, "find_spec", lambda _: object() if there else None)
    return "" if there else "pip install 'budgetcheck[ocr]'"  # type: ignore[return-value]


def test_a_picture_is_refused_with_the_option_and_what_it_needs(install: str) -> None:
    with pytest.raises(UnreadableInputError, match="这是 PNG 图片，不能读取") as told:
        read(PNG, "表.png")
    assert "--ocr" in told.value.remedy
    assert "ocr=True" in told.value.remedy
    assert install in told.value.remedy
    assert ("pip" in told.value.remedy) == bool(install)


def test_asked_for_without_the_extra_the_libraries_are_named(install: str) -> None:
    if not install:
        recognition.require("表.pdf", 1)
        return
    with pytest.raises(UnreadableInputError, match="需要 rapidocr、onnxruntime，尚未安装") as told:
        recognition.require("表.pdf", 1)
    assert told.value.remedy == install


def test_there_is_an_end_to_the_pages_of_a_file() -> None:
    with pytest.raises(UnreadableInputError, match="超过上限 300 页") as told:
        recognition.require("表.pdf", recognition.MAX_RECOGNISED + 1)
    assert "分成几个文件" in told.value.remedy
