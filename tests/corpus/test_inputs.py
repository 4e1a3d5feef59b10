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
        "notes/one.md",
        "notes/two.md",
        "notes/notes",
        "表[1].txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


IN_TABLES = [
    "tables/a.csv",
    "tables/b.txt",
    "tables/scan.png",
    "tables/水务/2022.tsv",
    "tables/水务/2023.TXT",
]


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
    _, (notes,) = find_inputs(["notes"])
    assert isinstance(notes, MissingInputError)
    assert ".md ×2" in notes.problem
    assert ".csv" in notes.remedy
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
    assert files == ["tables/a.csv", "tables/b.txt", "tables/scan.png"]
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
    paths=st.permutations(["tables", "-", "tables/b.txt", "./tables/a.csv", "notes", "no.txt", "tab*/*.txt"])
)
def test_the_order_of_the_arguments_does_not_show(tree: Path, paths: list[str]) -> None:
    files, errors = find_inputs(paths)
    assert files == ["-", *IN_TABLES]
    assert [error.file for error in errors] == ["no.txt", "notes"]


def test_a_folder_gives_all_that_may_hold_a_table_also_what_cannot_be_read(tmp_path: Path) -> None:
    names = ["a.txt", "b.PDF", "c.docx", "d.zip", "e.jpg", "f.JSON"]
    for name in (*names, "notes.md", "figure.svg"):
        (tmp_path / name).write_bytes(b"[]")
    files, errors = find_inputs([tmp_path])
    assert ([Path(file).name for file in files], errors) == (names, [])


def test_pictures_that_belong_to_a_saved_web_page_are_no_inputs(tmp_path: Path) -> None:
    for name in ("表.html", "表_files/logo.png", "表.files/style.png", "图_files/scan.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    files, _ = find_inputs([tmp_path])
    assert [Path(file).relative_to(tmp_path).as_posix() for file in files] == ["图_files/scan.png", "表.html"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.json", '{\n  "schema_version": "1.0",\n  "tool": {\n    "name": "budgetcheck"'),
        ("budgetcheck-baseline.json", '{"kind": "budgetcheck-baseline"'),
        ("report.html", '<!DOCTYPE html>\n<html lang="zh-CN">\n<title>budgetcheck · 表.txt</title>'),
        ("findings.jsonl", '{"rule": "ARI001", "name": "ari-grand-total"'),
        ("package.json", '{"name": "tables", "version": "1"}'),
    ],
)
def test_reports_and_settings_in_a_folder_are_no_tables_unless_named(
    name: str, content: str, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert [Path(file).name for file in find_inputs([tmp_path])[0]] == ["a.txt"]
    assert [Path(file).name for file in find_inputs([tmp_path / name])[0]] == [name]
