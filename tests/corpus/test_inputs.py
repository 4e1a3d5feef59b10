from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgetcheck.corpus import inputs
from budgetcheck.corpus.inputs import find_inputs
from budgetcheck.errors import MissingInputError, UnreadableInputError


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        "tables/b.txt",
        "tables/a.csv",
        "tables/水务/2023.TXT",
        "tables/水务/2022.tsv",
        "tables/.hidden.txt",
        "tables/.git/config.txt",
        "tables/__pycache__/c.txt",
        "tables/scan.png",
        "scans/one.png",
        "scans/two.png",
        "scans/notes",
        "表[1].txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


IN_TABLES = ["tables/a.csv", "tables/b.txt", "tables/水务/2022.tsv", "tables/水务/2023.TXT"]


@pytest.mark.parametrize("given", ["tables", "tables/", "./tables", "tables/../tables/."])
def test_a_folder_stands_for_what_is_below_it_without_the_hidden(tree: Path, given: str) -> None:
    files, errors = find_inputs([given])
    assert errors == []
    assert [Path(file).resolve().relative_to(tree.resolve()).as_posix() for file in files] == IN_TABLES


def test_the_working_folder_itself_may_be_given(tree: Path) -> None:
    assert find_inputs(["."]) == ([*IN_TABLES, "表[1].txt"], [])


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("tables/*.txt", ["tables/b.txt"]),
        ("tables/**/*.t*", ["tables/b.txt", "tables/水务/2022.tsv"]),
        ("tables/?.[a-c]*", ["tables/a.csv"]),
        (
            "tables/*",
            [
                "tables/a.csv",
                "tables/b.txt",
                "tables/scan.png",
                "tables/水务/2022.tsv",
                "tables/水务/2023.TXT",
            ],
        ),
        ("tab*", IN_TABLES),
    ],
)
def test_a_pattern_the_shell_left_alone_is_matched(tree: Path, pattern: str, expected: list[str]) -> None:
    assert find_inputs([pattern]) == (expected, [])
    assert find_inputs([tree / pattern]) == ([str(tree / file) for file in expected], [])


def test_a_file_is_taken_whatever_its_name(tree: Path) -> None:
    given = ["tables/scan.png", "tables/.hidden.txt", "表[1].txt"]
    assert find_inputs(given) == (sorted(given), [])


def test_one_file_under_several_names_is_one_input(tree: Path) -> None:
    (tree / "link.txt").symlink_to("tables/b.txt")
    given = [
        "tables",
        "./tables/b.txt",
        str(tree / "tables" / "b.txt"),
        "tables/水务/../b.txt",
        "tables/*.txt",
    ]
    assert find_inputs(given) == (IN_TABLES, [])
    assert find_inputs(["link.txt", "tables/b.txt"]) == (["link.txt"], [])


def test_a_missing_path_names_the_nearest_one_and_stops_nothing(tree: Path) -> None:
    files, errors = find_inputs(["tables/水务/2024.tsv", "tables/b.txt", "tabels/b.txt", "*.xlsx"])
    assert files == ["tables/b.txt"]
    assert [(type(error), error.file) for error in errors] == [
        (MissingInputError, "*.xlsx"),
        (MissingInputError, "tabels/b.txt"),
        (MissingInputError, "tables/水务/2024.tsv"),
    ]
    assert "「tables」" in errors[1].problem
    assert "「2022.tsv」" in errors[2].problem


def test_a_folder_without_tables_says_what_it_holds(tree: Path) -> None:
    _, (scans,) = find_inputs(["scans"])
    assert isinstance(scans, MissingInputError)
    assert ".png ×2" in scans.problem
    assert ".csv" in scans.remedy
    _, (empty,) = find_inputs(["empty"])
    assert "其中有" not in empty.problem


def test_standard_input_comes_first_and_once(tree: Path) -> None:
    assert find_inputs(["tables/b.txt", "-", "-"]) == (["-", "tables/b.txt"], [])


def test_nothing_given_is_nothing_found() -> None:
    assert find_inputs([]) == ([], [])


def test_a_folder_that_cannot_be_opened_is_an_error_and_the_rest_is_found(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("水务"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    files, (error,) = find_inputs(["tables"])
    assert files == ["tables/a.csv", "tables/b.txt"]
    assert isinstance(error, UnreadableInputError)
    assert error.file == "tables/水务"


def test_a_loop_of_links_ends(tree: Path) -> None:
    (tree / "tables" / "loop").symlink_to(tree / "tables", target_is_directory=True)
    assert find_inputs(["tables"]) == (IN_TABLES, [])


def test_the_order_of_the_file_system_does_not_show(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    walk, glob = os.walk, inputs.glob.glob

    def backwards(top: str, onerror: object) -> object:
        for parent, folders, names in walk(top):
            folders.reverse()
            yield parent, folders, names[::-1]

    monkeypatch.setattr(os, "walk", backwards)
    monkeypatch.setattr(inputs.glob, "glob", lambda *a, **k: glob(*a, **k)[::-1])
    assert find_inputs(["tables"]) == (IN_TABLES, [])
    assert find_inputs(["tables/*.*", "**/*.tsv"])[0] == [
        "tables/a.csv",
        "tables/b.txt",
        "tables/scan.png",
        "tables/水务/2022.tsv",
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    paths=st.permutations(["tables", "-", "tables/b.txt", "./tables/a.csv", "scans", "no.txt", "tab*/*.txt"])
)
def test_the_order_of_the_arguments_does_not_show(tree: Path, paths: list[str]) -> None:
    files, errors = find_inputs(paths)
    assert files == ["-", *IN_TABLES]
    assert [error.file for error in errors] == ["no.txt", "scans"]


def test_a_folder_names_the_tables_that_cannot_be_read_yet(tmp_path):
    for name in ("a.txt", "b.PDF", "c.docx", "photo.png"):
        (tmp_path / name).write_bytes(b"x")
    files, errors = find_inputs([tmp_path])
    assert ([Path(f).name for f in files], errors) == (["a.txt", "b.PDF", "c.docx"], [])
