"""Packs and selectors decide which rules are on, and say why the others are off."""

import pytest
from tests.rulefiles import rule_text

from budgetcheck.errors import ConfigurationError, RuleFileError, UnknownRuleError
from budgetcheck.rulefiles import choose, load, load_folder, read_pack
from budgetcheck.terms import Severity


@pytest.fixture
def rules(tmp_path):
    folder = tmp_path / "rules"
    folder.mkdir()
    for n, family in enumerate(["TST", "TST", "ABC"], 1):
        text = rule_text.HEAD.replace("TST001", f"{family}00{n}").replace(
            "tst-total", f"{family.lower()}-r{n}"
        )
        (folder / f"{family}00{n}-r{n}.toml").write_text(text, encoding="utf-8")
    return load_folder(folder)


@pytest.fixture
def pack(tmp_path):
    def make(more=""):
        path = tmp_path / "tiny.toml"
        path.write_text(rule_text.PACK + more, encoding="utf-8")
        return read_pack(str(path))

    return make


def ids(rules, pack, select=(), ignore=(), extend=()):
    return [rule.id for rule in choose(rules, pack, select, ignore, extend)[0]]


def test_the_pack_decides_when_nothing_is_selected(rules, pack):
    on, off = choose(rules, pack(), [], [], [])
    assert [rule.id for rule in on] == ["TST001", "TST002"]
    assert off == {"ABC003": "pack tiny"}


@pytest.mark.parametrize(
    ("select", "ignore", "extend", "on"),
    [
        (["ABC"], [], [], ["ABC003"]),
        (["abc-r3", "TST001"], [], [], ["ABC003", "TST001"]),
        (["ALL"], [], [], ["ABC003", "TST001", "TST002"]),
        ([], ["TST"], [], []),
        ([], ["tst002"], ["ABC"], ["ABC003", "TST001"]),
        (["TST001"], ["TST"], [], ["TST001"]),
        (["TST"], ["TST001"], [], ["TST002"]),
    ],
)
def test_selectors_replace_add_and_take_away_and_the_closer_one_wins(rules, pack, select, ignore, extend, on):
    assert ids(rules, pack(), select, ignore, extend) == on


def test_a_selector_that_fits_nothing_names_the_nearest(rules, pack):
    with pytest.raises(UnknownRuleError, match="tst-r1"):
        ids(rules, pack(), select=["tst-r11"])


def test_a_pack_overrides_settings_and_severity(rules, pack):
    on, _ = choose(rules, pack('[settings."tst-r1"]\nlimit = 3\n[severity]\n"tst-r2" = "note"\n'), [], [], [])
    assert dict(on[0].settings) == {"limit": 3}
    assert on[1].severity is Severity.NOTE


def test_a_pack_that_names_no_rule_is_a_configuration_error(rules, pack):
    with pytest.raises(ConfigurationError, match="tst-r1"):
        ids(rules, pack('[severity]\n"tst-r11" = "note"\n'))


def test_an_unknown_pack_names_the_nearest():
    with pytest.raises(ConfigurationError, match="core"):
        read_pack("cor")


def test_two_rules_with_one_name_are_an_error(tmp_path):
    for name in ("TST001-total.toml", "TST002-total.toml"):
        text = rule_text.HEAD.replace("TST001", name[:6])
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(RuleFileError, match="tst-total"):
        load([tmp_path])
