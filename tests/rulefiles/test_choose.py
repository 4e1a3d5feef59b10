"""Packs and selectors decide which rules are on, and say why the others are off."""

from dataclasses import replace

import pytest
from tests.rulefiles import rule_text

from budgetcheck.errors import ConfigurationError, RuleFileError, UnknownRuleError, UsageError
from budgetcheck.model import Override, WordChange
from budgetcheck.rulefiles import Selection, choose, load, load_folder, pack_names, read_pack
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
    asked = Selection(tuple(select), tuple(ignore), tuple(extend))
    return [rule.id for rule in choose(rules, pack, asked).rules]


def test_the_pack_decides_when_nothing_is_selected(rules, pack):
    chosen = choose(rules, pack(), Selection())
    assert [rule.id for rule in chosen.rules] == ["TST001", "TST002"]
    assert chosen.enabled == {"TST001": "pack tiny", "TST002": "pack tiny"}
    assert chosen.disabled == {"ABC003": "pack tiny"}


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


def test_each_selector_is_named_as_the_reason(rules, pack):
    chosen = choose(
        rules, pack(), Selection(ignore=("TST", "tst-r1"), extend=("ABC",), own={"TST002": "my/"})
    )
    assert chosen.enabled == {"ABC003": "extend-select ABC"}
    assert chosen.disabled == {"TST001": "ignore tst-r1", "TST002": "ignore TST"}
    chosen = choose(rules, pack(), Selection(select=("ABC", "abc-r3"), own={"TST002": "my/"}))
    assert chosen.enabled == {"ABC003": "select abc-r3", "TST002": "rules my/"}
    assert chosen.disabled == {"TST001": "select ABC,abc-r3"}


def test_a_pack_overrides_settings_and_severity_and_the_rule_remembers(rules, pack):
    given = pack('[settings."tst-r1"]\nlimit = 3\n[severity]\n"TST002" = "note"\n"tst-r1" = "error"\n')
    first, second = choose(rules, given, Selection()).rules
    assert dict(first.settings) == {"limit": 3}
    assert [(o.key, o.before) for o in first.overrides] == [("limit", None)], (
        "no override that changes nothing"
    )
    assert second.severity is Severity.NOTE
    assert second.overrides == (Override("severity", "error", given.layers[-1].file),)


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


@pytest.fixture
def packs(tmp_path):
    """Write pack files that build on each other; the last one is read."""

    def make(**bodies):
        for name, body in bodies.items():
            head = f'id = "{name}"\ntitle.zh = "包"\ntitle.en = "pack"\nversion = "1"\n'
            (tmp_path / f"{name}.toml").write_text(head + body, encoding="utf-8")
        return read_pack(str(tmp_path / f"{[*bodies][-1]}.toml"))

    return make


def test_a_pack_builds_on_others_and_the_later_one_wins(rules, packs):
    top = packs(
        base='enable = ["*"]\ndisable = ["ABC"]\n[severity]\n"tst-r1" = "note"\n',
        middle='include = ["base.toml"]\nenable = ["abc-*"]\n[settings.tst-r1]\nlimit = 3\n',
        top='include = ["middle.toml"]\ndisable = ["tst-r2"]\n[settings.tst-r1]\nlimit = 4\n',
    )
    chosen = choose(rules, top, Selection())
    assert chosen.enabled == {"ABC003": "pack top > middle", "TST001": "pack top > middle > base"}
    assert chosen.disabled == {"TST002": 'pack top: disable "tst-r2"'}
    rule = next(r for r in chosen.rules if r.id == "TST001")
    assert (rule.settings["limit"], rule.severity) == (4, Severity.NOTE)
    assert [(o.key, o.before) for o in rule.overrides] == [
        ("severity", "error"),
        ("limit", None),
        ("limit", 3),
    ]


def test_a_pack_reached_on_two_ways_counts_once(packs):
    words = '[words."values.grades"]\nadd = ["杠杠的"]\n'
    top = packs(
        base=f'enable = ["*"]\n{words}',
        left='include = ["base.toml"]\n',
        right='include = ["base.toml"]\n',
        top='include = ["left.toml", "right.toml"]\n',
    )
    assert [layer.route[-1] for layer in top.layers] == ["base", "left", "right", "pack top"]
    assert [change.add for change in top.words] == [("杠杠的",)]


def test_packs_that_include_each_other_are_an_error_that_shows_the_circle(packs):
    with pytest.raises(ConfigurationError, match=r"b\.toml → a\.toml → b\.toml"):
        packs(a='include = ["b.toml"]\n', b='include = ["a.toml"]\n')


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('include = ["cor"]', r'top\.toml.*did you mean "core"'),
        ('include = ["nothing.toml"]', r"top\.toml.*nothing\.toml"),
        ('enabel = ["*"]', 'did you mean "enable"'),
        ('disable = ["*"]', "needs include or enable"),
        ('enable = ["*"]\n[settings]\ntst-r1 = 3', "tst-r1"),
        ('enable = ["*"]\n[severity]\ntst-r1 = "erro"', 'did you mean "error"'),
        ('enable = ["*"]\n[words."values.grades"]\nadded = ["x"]', 'did you mean "add"'),
    ],
)
def test_a_slip_in_a_pack_names_its_file_and_the_nearest(packs, body, said):
    with pytest.raises(UsageError, match=said) as caught:
        packs(top=body)
    assert "top.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('enable = ["*"]\ndisable = ["tst-r11"]', 'disable.*did you mean "tst-r1"'),
        ('enable = ["TSTT"]', 'enable.*did you mean "TST"'),
        ('enable = ["*"]\n[settings.tst-r11]\nlimit = 3', r"\[settings\].*tst-r1"),
    ],
)
def test_a_pattern_or_name_that_fits_no_rule_is_an_error(rules, packs, body, said):
    with pytest.raises(ConfigurationError, match=said):
        ids(rules, packs(top=body))


def test_a_setting_keeps_its_kind(rules, packs):
    stated = [replace(rule, settings={"limit": 3}) for rule in rules]
    lax = packs(top='enable = ["*"]\n[settings.tst-r1]\nlimit = 2.5')
    assert ids(stated, lax) == ["ABC003", "TST001", "TST002"]
    with pytest.raises(ConfigurationError, match="limit"):
        ids(stated, packs(top='enable = ["*"]\n[settings.tst-r1]\nlimit = "3"'))


def test_the_hash_covers_what_a_pack_changes_and_not_where_it_lies(packs):
    plain = load(pack=packs(a='include = ["core"]'))
    assert plain.hash == load().hash
    changed = {
        load(pack=packs(b=f'include = ["core"]\n{body}')).hash
        for body in (
            '[severity]\n"ari-row-sources" = "note"',
            'disable = ["ari-row-sources"]',
            '[words."values.grades"]\nadd = ["杠杠的"]',
            '[words."values.grades"]\nremove = ["优"]',
        )
    }
    assert len(changed | {plain.hash}) == 5


def test_a_word_list_that_does_not_exist_is_found_before_anything_is_read(packs):
    with pytest.raises(ConfigurationError, match=r'top\.toml.*did you mean "values.grades"'):
        load(pack=packs(top='include = ["core"]\n[words."values.grade"]\nadd = ["x"]'))


def test_the_rules_carry_the_changes_to_the_words(packs):
    rules = load(pack=packs(top='include = ["core"]\n[words."values.grades"]\nadd = ["杠杠的"]'))
    assert rules.words == (WordChange("values.grades", add=("杠杠的",)),)


@pytest.mark.parametrize("name", pack_names())
def test_a_shipped_pack_can_be_loaded_and_every_rule_is_on_or_off_for_a_reason(name):
    rules = load(pack=name)
    assert rules.pack == name
    assert set(rules.enabled) == {rule.id for rule in rules}
    assert not set(rules.enabled) & set(rules.disabled)
    assert all(rules.enabled.values())
    assert all(rules.disabled.values())
