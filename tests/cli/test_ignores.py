from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from tests.cli.running import FAULTY

from budgetcheck.cli import main
from budgetcheck.cli.config import read_config
from budgetcheck.cli.spec import CONSOLE_FORMATS
from budgetcheck.errors import ConfigurationError
from budgetcheck.reports import json_schema

ENTRY = '[[{head}]]\nrule = "{rule}"\n{more}reason = "原表如此"\nuntil = 2999-12-31\n'


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUDGETCHECK_LANG", "zh")
    (tmp_path / "错.txt").write_text(FAULTY, encoding="utf-8")
    return tmp_path


def configure(folder: Path, text: str, name: str = "budgetcheck.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def entry(rule: str, more: str = "", head: str = "ignores") -> str:
    return ENTRY.format(rule=rule, more=more, head=head)


def record(capsysbinary: pytest.CaptureFixture[bytes]) -> dict[str, object]:
    held: dict[str, object] = json.loads(capsysbinary.readouterr().out)
    return held


def test_an_ignored_error_no_longer_fails_the_run(
    here: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    configure(here, entry("ARI"))
    assert main(["validate", "错.txt", "--output-format", "json"]) == 0
    told = record(capsysbinary)
    jsonschema.Draft202012Validator(json_schema()).validate(told)
    marked = [f["suppressed"] for f in told["findings"] if f["rule"] == "ARI001"]  # type: ignore[attr-defined]
    assert marked == [{"kind": "ignored", "reason": "原表如此", "until": "2999-12-31"}]


def test_a_shared_file_holds_ignores_under_the_tools_name(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(
        here, '[project]\nname = "x"\n\n' + entry("DUP", head="tool.budgetcheck.ignores"), "pyproject.toml"
    )
    assert main(["validate", "错.txt", "--output-format", "concise"]) == 1
    assert (
        'pyproject.toml:4: WARNING CFG001 第 1 条忽略（rule = "DUP"）没有对应的问题'
        in capsys.readouterr().out
    )


def test_every_format_agrees_on_what_counts(here: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    configure(here, entry("ARI"))
    main(["validate", "错.txt", "--output-format", "json"])
    told = record(capsysbinary)
    live = sum(f["suppressed"] is None for f in told["findings"])  # type: ignore[attr-defined]
    hidden = len(told["findings"]) - live  # type: ignore[arg-type]
    assert hidden > 0
    assert told["suppressed"] == {"ignored": hidden, "baseline": 0, "baseline_gone": None}
    assert sum(t["shown"] for t in told["summary"]) == live  # type: ignore[attr-defined]
    assert sum(t["suppressed"] for t in told["summary"]) == hidden  # type: ignore[attr-defined]
    (table,) = told["documents"]  # type: ignore[misc]
    assert (sum(table["findings"].values()), table["suppressed"]) == (live, hidden)
    for name in (*CONSOLE_FORMATS, "html", "github", "markdown"):
        main(["validate", "错.txt", "--output-format", name, "--show-notes"])
        # NOTE: a line may break at any blank, which then is not printed.
        text = "".join(capsysbinary.readouterr().out.decode().split())
        assert f"{live}个问题" in text
        assert f"不计{hidden}个已忽略的问题" in text


def test_suppressed_findings_are_listed_with_their_reason_when_asked_for(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(here, entry("ARI001"))
    for name in ("full", "grouped", "concise"):
        main(["validate", "错.txt", "--output-format", name])
        assert "原表如此" not in capsys.readouterr().out
        main(["validate", "错.txt", "--output-format", name, "--show-suppressed"])
        out = "".join(capsys.readouterr().out.split())
        assert "已忽略·原表如此·有效至2999-12-31" in out
        assert "--show-suppressed" not in out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[ignores]]\nrule = "ARI"\n', "budgetcheck.toml: 第 1 条 [[ignores]]：缺少 reason"),
        ('lang = "zh"\n\n[[ignores]]\nrule = "ARI"\nreason = " "\n', "budgetcheck.toml:3: 第 1 条 [[ignores]]：理由不能为空"),
        ('[[ignores]]\nrule = "ARI"\nreason = "a"\nprojet = "b"\n', "是否指「project」"),
        ('ignores = ["ARI001"]', "[[ignores]]"),
        ('[ignores]\nrule = "ARI"', "[[ignores]]"),
        ("baseline = 3", "「baseline」应为文字"),
    ],
)  # fmt: skip
def test_a_wrong_entry_ends_with_2_and_names_file_and_entry(
    text: str, said: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(here, text)
    assert main(["validate", "错.txt"]) == 2
    assert said in capsys.readouterr().err


def test_an_ignore_of_a_rule_that_does_not_exist_ends_with_2(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(here, entry("ari-grand-totals"))
    assert main(["validate", "错.txt"]) == 2
    assert "是否指「ari-grand-total」" in capsys.readouterr().err


def test_python_takes_the_same_entries(here: Path) -> None:
    from datetime import date

    import budgetcheck

    entries = [{"rule": "ARI", "reason": "原表如此", "until": date(2999, 12, 31)}]
    report = budgetcheck.validate("错.txt", ignores=entries)
    marked = report.findings.query("suppressed == 'ignored'")
    assert set(marked["rule"].str[:3]) == {"ARI"}
    assert set(marked["suppressed_reason"]) == {"原表如此"}
    assert set(marked["suppressed_until"]) == {"2999-12-31"}
    report.raise_for("error")
    assert main(["baseline", "create", "错.txt", "-q"]) == 0
    known = budgetcheck.validate("错.txt", baseline="budgetcheck-baseline.json")
    assert known.ok
    assert (known.summary()["shown"] == 0).all()
    with pytest.raises(ConfigurationError, match="缺少 reason"):
        budgetcheck.validate("错.txt", ignores=[{"rule": "ARI"}])


def test_the_configuration_gives_entries_with_their_lines(here: Path) -> None:
    path = configure(here, 'baseline = "b.json"\n' + entry("ARI") + "\n" + entry("DUP", 'unit = "x"\n'))
    config = read_config(path)
    assert [(i.rule, i.line, i.source) for i in config.ignores] == [
        ("ARI", 2, "budgetcheck.toml"),
        ("DUP", 7, "budgetcheck.toml"),
    ]
    assert config.get("baseline") == str(here / "b.json")
