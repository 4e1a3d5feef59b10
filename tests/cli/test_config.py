from __future__ import annotations

from pathlib import Path

import pytest

from budgetcheck.cli.config import find_config, read_config
from budgetcheck.cli.language import language
from budgetcheck.cli.parse import parse
from budgetcheck.cli.settings import Choice, choice, configuration
from budgetcheck.cli.spec import COMMANDS
from budgetcheck.errors import ConfigurationError, UsageError


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_nearest_file_upward_counts_and_nothing_is_merged(tmp_path: Path) -> None:
    write(tmp_path / "budgetcheck.toml", 'fail-on = "warning"\nignore = ["NUM"]\n')
    near = write(tmp_path / "a" / "pyproject.toml", '[tool.budgetcheck]\nselect = ["ARI"]\n')
    (tmp_path / "a" / "b").mkdir()
    config = find_config(tmp_path / "a" / "b")
    assert config.file == near
    assert config.texts("select") == ["ARI"]
    assert config.texts("ignore") == []
    assert config.get("fail-on") is None


def test_a_project_file_without_our_section_is_passed_over(tmp_path: Path) -> None:
    own = write(tmp_path / "budgetcheck.toml", 'lang = "en"\n')
    write(tmp_path / "a" / "pyproject.toml", '[project]\nname = "x"\n')
    assert find_config(tmp_path / "a").file == own


def test_the_own_file_goes_before_the_shared_one(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", '[tool.budgetcheck]\nlang = "en"\n')
    write(tmp_path / "budgetcheck.toml", 'lang = "zh"\n')
    assert find_config(tmp_path).get("lang") == "zh"


def test_rule_folders_are_relative_to_the_file(tmp_path: Path) -> None:
    config = read_config(write(tmp_path / "budgetcheck.toml", 'rules = ["my_rules"]\n'))
    assert config.texts("rules") == [str(tmp_path / "my_rules")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('selct = ["ARI"]', "是否指「select」"),
        ('colour = "x"', "没有名为「colour」的设置"),
        ('select = "ARI"', "文字列表"),
        ("select = [1]", "文字列表"),
        ("max-per-rule = true", "整数"),
        ("max-per-rule = -1", "不能小于 0"),
        ("explanation-seconds = -1", "不能小于 0"),
        ("explanation-seconds = 1.5", "整数"),
        ("strict = 1", "true/false"),
        ('fail-on = "eror"', "是否指「error」"),
        ('lang = "fr"', "可用 (allowed): zh、en"),
        ("select = [", "不是有效的 TOML"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name_and_the_nearest_spelling(
    text: str, said: str, tmp_path: Path
) -> None:
    path = write(tmp_path / "budgetcheck.toml", text)
    with pytest.raises(ConfigurationError) as raised:
        read_config(path)
    assert str(path) in str(raised.value)
    assert said in str(raised.value)


def test_a_missing_or_empty_handed_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"none\.toml: 配置文件不存在 \(no such"):
        read_config(tmp_path / "none.toml")
    with pytest.raises(ConfigurationError, match=r"\[tool\.budgetcheck\]"):
        read_config(write(tmp_path / "pyproject.toml", "[project]\n"))


def test_options_go_before_the_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "budgetcheck.toml", 'select = ["ARI"]\nignore = ["NUM"]\npack = "strict"\n')
    monkeypatch.chdir(tmp_path)
    values = parse(COMMANDS["validate"], ["--select", "VSY,VSE", "--select", "DUP001", "x"])
    chosen = choice(values, configuration(values))
    assert chosen.select == ("VSY", "VSE", "DUP001")
    assert chosen.ignore == ("NUM",)
    assert chosen.pack == "strict"


def test_isolated_reads_no_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "budgetcheck.toml", "nonsense = 1\n")
    monkeypatch.chdir(tmp_path)
    assert configuration(parse(COMMANDS["validate"], ["--isolated", "x"])).file is None


def test_options_and_paths_may_be_mixed() -> None:
    values = parse(COMMANDS["validate"], ["a", "--strict", "b", "--lang", "en", "-", "--", "-c"])
    assert values.words == ["a", "b", "-", "-c"]
    assert values.strict
    assert values.lang == "en"


@pytest.mark.parametrize(
    ("asked", "configured", "variables", "spoken"),
    [
        ("en", "zh", {"BUDGETCHECK_LANG": "zh", "LC_ALL": "zh_CN.UTF-8"}, "en"),
        (None, "zh", {"BUDGETCHECK_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, "en"),
        (None, "en", {"LC_ALL": "zh_CN.UTF-8"}, "en"),
        (None, None, {"LC_ALL": "en_GB.UTF-8"}, "en"),
        (None, None, {"LANG": "en_GB.UTF-8"}, "en"),
        (None, None, {"LC_ALL": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"}, "zh"),
        (None, None, {"LC_ALL": "C.UTF-8"}, "zh"),
        (None, None, {}, "zh"),
    ],
)
def test_who_decides_the_language(
    asked: str | None,
    configured: str | None,
    variables: dict[str, str],
    spoken: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("BUDGETCHECK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language(asked, configured) == spoken


def test_an_unknown_language_in_the_environment_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGETCHECK_LANG", "fr")
    with pytest.raises(UsageError, match="BUDGETCHECK_LANG"):
        language()


def test_a_pack_file_is_relative_to_the_file(tmp_path: Path) -> None:
    file = write(tmp_path / "budgetcheck.toml", 'pack = "packs/mine.toml"\n')
    assert read_config(file).get("pack") == str(tmp_path / "packs" / "mine.toml")
    assert read_config(write(file, 'pack = "strict"\n')).get("pack") == "strict"


def chosen(path: Path, text: str) -> Choice:
    values = parse(COMMANDS["rules"], ["--config", str(write(path / "budgetcheck.toml", text))])
    return choice(values, configuration(values))


def test_severity_settings_and_words_of_the_file_go_over_any_pack(tmp_path: Path) -> None:
    rules = chosen(
        tmp_path,
        'pack = "strict"\n[severity]\nvsy-echo = "note"\n[settings.ari-amount-format]\nshare = 95\n'
        '[words."values.grades"]\nadd = ["杠杠的"]\n',
    ).load()
    by_name = {rule.name: rule for rule in rules}
    assert by_name["vsy-echo"].severity == "note"
    assert by_name["vsy-echo"].overrides[0].source.endswith("budgetcheck.toml")
    assert by_name["ari-amount-format"].settings["share"] == 95
    assert rules.words[-1].add == ("杠杠的",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[severity]\nvsy-ecko = "note"', "vsy-echo"),
        ('[severity]\nvsy-echo = "nota"', "note"),
        ("severity = 3", "表"),
        ('[words."values.grade"]\nadd = ["x"]', "values.grades"),
    ],
)
def test_a_slip_in_what_the_file_changes_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        chosen(tmp_path, text).load()
    assert "budgetcheck.toml" in str(caught.value)
