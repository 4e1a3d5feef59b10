from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from budgetcheck.diagnosis import FaultKind, default_model, load_model
from budgetcheck.errors import RuleFileError
from budgetcheck.resources import rules_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(rules_folder() / "diagnosis", tmp_path / "diagnosis")
    return tmp_path / "diagnosis"


def changed(folder: Path, name: str, old: str, new: str) -> Path:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_every_kind_of_fault_has_a_rate_and_words() -> None:
    model = default_model()
    assert set(model.rates) == set(model.texts) == set(map(str, FaultKind))
    assert model.probably < model.should <= 1


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("faults.toml", "[misread_digit]", "[misread_digt]", r"misread_digt.*misread_digit"),
        ("figures.toml", "spread =", "spred =", r"spred.*spread"),
    ],
)
def test_an_unknown_key_is_an_error_that_names_the_nearest(
    folder: Path, name: str, old: str, new: str, told: str
) -> None:
    with pytest.raises(RuleFileError, match=told):
        load_model(changed(folder, name, old, new))


def test_a_weight_that_is_none_is_an_error(folder: Path) -> None:
    with pytest.raises(RuleFileError, match="should"):
        load_model(changed(folder, "figures.toml", "should = 0.95", "should = -0.95"))


def test_small_differences_are_taken_for_rounding_as_the_sum_rules_take_them() -> None:
    settings = {
        check["exact_from"]
        for path in sorted((rules_folder() / "arithmetic").glob("*.toml"))
        if "exact_from" in (check := tomllib.loads(path.read_text(encoding="utf-8"))["check"])
    }
    assert settings == {default_model().exact_from}
