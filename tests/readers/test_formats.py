from __future__ import annotations

import inspect
import tomllib
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from budgetcheck.errors import UnreadableInputError
from budgetcheck.readers import formats, read
from budgetcheck.readers.formats import FORMATS
from budgetcheck.readers.interface import Format

ROOT = Path(__file__).resolve().parents[2]
PRESENT = [form for form in FORMATS.values() if find_spec(f"budgetcheck.readers.{form.module}")]


@pytest.mark.parametrize("form", PRESENT, ids=lambda form: form.kind)
def test_a_reader_is_one_function_of_one_request(form: Format) -> None:
    module = import_module(f"budgetcheck.readers.{form.module}")
    assert list(inspect.signature(module.read).parameters) == ["request"]
    assert "Raises:" in (module.read.__doc__ or "")


@pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.kind)
def test_what_a_reader_needs_is_in_an_extra(form: Format) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    assert bool(form.needs) == bool(form.extra)
    for library in form.needs:
        listed = " ".join(extras[form.extra]).replace("-", "_")
        assert library in listed


@pytest.mark.parametrize(
    ("data", "library", "line"),
    [
        (b"%PDF-1.7\n", "pypdfium2", "pip install 'budgetcheck[pdf]'"),
        (b"PAR1 and so on", "pyarrow", "pip install 'budgetcheck[parquet]'"),
    ],
)
def test_a_missing_library_is_named_with_the_line_that_installs_it(
    data: bytes, library: str, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = formats.find_spec
    monkeypatch.setattr(formats, "find_spec", lambda name: None if name == library else known(name))
    with pytest.raises(UnreadableInputError, match=f"表: 读取 .* 需要 {library}，尚未安装") as caught:
        read(data, name="表")
    assert caught.value.remedy == line
