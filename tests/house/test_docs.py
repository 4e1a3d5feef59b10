"""What the documents promise is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    p for p in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("*/README.md")] if p.is_file()
)
QUOTED = re.compile(r"`([\w.\-]+(?:/[\w.\-]*)+|[\w\-]+\.(?:py|toml|md|txt|csv|ipynb))`")
LINKED = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
ADDRESS = re.compile(r"https?://([\w.\-]+)")
MADE_BY_RUNNING = ("demo/", ".venv/", "my_rules", "budgetcheck.toml", "budgetcheck/_rules")


def id_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def stands(name: str, page: Path) -> bool:
    homes = (ROOT, page.parent, ROOT / "src", ROOT / "src" / "budgetcheck")
    return name.startswith(MADE_BY_RUNNING) or any((home / name).exists() for home in homes)


@pytest.mark.parametrize("page", PAGES, ids=id_of)
def test_every_path_a_page_names_exists(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    named = {*QUOTED.findall(text), *(link for link in LINKED.findall(text) if "://" not in link)}
    missing = sorted(name for name in named if not stands(name, page))
    assert not missing, f"{id_of(page)} names files that do not exist: {missing}"


def test_the_readme_lists_every_name_at_the_top(tracked: list[Path]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    top = sorted({path.parts[0] for path in tracked})
    missing = [name for name in top if f"`{name}`" not in readme and f"`{name}/`" not in readme]
    assert not missing, f"say in README.md what these are for: {missing}"


def test_the_readme_and_the_ci_entry_give_the_same_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    entry = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert all(command in readme for command in ("make demo", "make test"))
    assert all(command in entry for command in ("make test", "make lint"))
    for target in re.findall(r"make ([a-z]+)", readme + entry):
        assert re.search(rf"^{target}:", makefile, re.M), f"the Makefile has no target {target}"


def test_decisions_are_numbered_without_gaps() -> None:
    names = sorted(p.name for p in (ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert [name[:4] for name in names] == [f"{n:04}" for n in range(1, len(names) + 1)]
    for name in names:
        text = (ROOT / "docs" / "decisions" / name).read_text(encoding="utf-8")
        for part in ("## Context", "## Choice", "## Consequence"):
            assert part in text, f"{name} lacks {part}"


def test_the_glossary_knows_every_controlled_word() -> None:
    from budgetcheck.terms import Field, LineKind, Severity, ValueClass

    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    missing = [
        word.zh
        for words in (Field, LineKind, Severity, ValueClass)
        for word in words
        if word.zh not in glossary
    ]
    assert not missing, f"docs/glossary.md lacks {missing}"


def test_no_file_names_the_machine_it_was_written_on(tracked: list[Path]) -> None:
    # NOTE: an allow-list, so that this test need not name what must not be named.
    absolute = re.compile(r"(?<![\w.\-/:)\]}~$*%>\"'`|^\\])/([a-z]+)/[\w.\-]+")
    known = {"usr", "dev", "tmp", "bin"}
    hits = [
        f"{path}: {match.group()}"
        for path in tracked
        if path.suffix in (".py", ".md", ".toml", ".txt", ".ipynb", ".cfg") or path.suffix == ""
        for match in absolute.finditer((ROOT / path).read_text(encoding="utf-8", errors="ignore"))
        if match.group(1) not in known
    ]
    assert hits == []


def test_addresses_lead_to_known_public_places(tracked: list[Path]) -> None:
    known = {
        "semver.org",
        "www.apache.org",
        "example.org",
        "example.com",
        "docs.astral.sh",
        # NOTE: these name the vocabularies of file formats and the machine itself; nothing is fetched from them.
        "www.w3.org",
        "docs.oasis-open.org",
        "json-schema.org",
        "openoffice.org",
        "schemas.openxmlformats.org",
        "purl.oclc.org",
        "schemas.microsoft.com",
        "www.ofdspec.org",
        "127.0.0.1",
    }
    hits = sorted(
        f"{path}: {host}"
        for path in tracked
        if path.suffix in (".py", ".md", ".toml", ".txt", ".json", ".ipynb") or path.suffix == ""
        for host in ADDRESS.findall((ROOT / path).read_text(encoding="utf-8", errors="ignore"))
        if host not in known
    )
    assert hits == []
