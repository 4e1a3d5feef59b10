"""A rule file is read strictly; each slip names its file, its place and the nearest right word."""

from pathlib import Path

import pytest
from tests.rulefiles.rule_text import CASES, HEAD

from budgetcheck.errors import RuleFileError, UnknownRuleError
from budgetcheck.model import Case
from budgetcheck.rulefiles import case_lines, find_rule, load_folder, read_rule
from budgetcheck.terms import Severity


def written(folder: Path, text: str, name: str = "TST001-total.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_right_file_gives_every_part_of_the_rule(tmp_path):
    rule = read_rule(written(tmp_path, HEAD + CASES), cases=True)
    assert (rule.id, rule.name, rule.severity, rule.family) == ("TST001", "tst-total", Severity.ERROR, "TST")
    assert rule.message.en == "{name} is off by {difference}"
    assert [case.kind for case in rule.cases] == ["fail", "pass"]
    assert rule.cases[0].expect == ({"indicator": 1},)


def test_cases_are_left_unread_until_asked_for(tmp_path):
    broken_case = HEAD + "\n[[case]]\nthis is not TOML\n"
    assert read_rule(written(tmp_path, broken_case)).cases == ()
    line = broken_case.splitlines().index("this is not TOML") + 1
    with pytest.raises(RuleFileError, match=rf"TOML: .*at line {line}, "):
        read_rule(written(tmp_path, broken_case), cases=True)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('severity = "error"', 'severty = "error"', "severity"),
        ('severity = "error"', 'severity = "errr"', "error"),
        ('frame = "lines"', 'frame = "line"', "lines"),
        ('id = "TST001"', 'id = "T1"', "三个大写字母"),
        ('why.zh = "总计应当等于各项之和。"', 'why.zh = ""', "不能为空"),
        ('why.en = "A total should equal its parts."', "", "缺少键「en」"),
        ('since = "0.1"', "since = 0.1", "应为 str"),
        ("[[basis]]", "[[bases]]", "basis"),
        ("[message]", "[[message]]", "应为 dict"),
        ('use = "total_equals_parts"', "", "缺少键「use」"),
    ],
)
def test_a_slip_is_named_with_its_file(tmp_path, right, wrong, said):
    assert right in HEAD
    path = written(tmp_path, HEAD.replace(right, wrong))
    with pytest.raises(RuleFileError) as caught:
        read_rule(path)
    assert said in str(caught.value)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('kind = "fail"', 'kind = "pass"', "expect"),
        ("indicator = 1", "indicater = 1", "indicator"),
        ('value = "≥98%"', 'value = "≥98%"\ntable = "x"', "须有 table"),
        ('value = "≥98%"', 'valu = "≥98%"', "value"),
    ],
)
def test_a_slip_in_a_case_is_named(tmp_path, right, wrong, said):
    path = written(tmp_path, HEAD + CASES.replace(right, wrong, 1))
    with pytest.raises(RuleFileError, match=said):
        read_rule(path, cases=True)


def test_what_stands_below_the_cases_is_named(tmp_path):
    text = HEAD.replace('[check]\nuse = "total_equals_parts"\n', "") + CASES
    path = written(tmp_path, text + '\n[check]\nuse = "total_equals_parts"\n')
    for cases in (False, True):
        with pytest.raises(RuleFileError, match=r"「check」写在 \[\[case\]\] 之后"):
            read_rule(path, cases=cases)


def test_cases_are_found_however_their_mark_is_written(tmp_path):
    for mark in ("[[ case ]]", "  [[case]]", '[["case"]]'):
        path = written(tmp_path, HEAD + CASES.replace("[[case]]", mark))
        assert [case.kind for case in read_rule(path, cases=True).cases] == ["fail", "pass"], mark
        assert read_rule(path).cases == ()


def test_a_case_is_shown_as_a_reader_would_write_it_down():
    case = Case(
        name="cells",
        kind="pass",
        project={"project": "某项目", "amount": "7.00"},
        indicator_name="会议场次",
        value="",
        filled=({"weight": 1000, "level2": "数量指标"}, {}),
        encoding="gb18030",
    )
    assert case_lines(case, "zh") == [
        "项目名称：某项目",
        "总计：7.00",
        "指标名称：会议场次",
        "指标值：",
        "另填栏目：",
        "  1. weight = 1000, level2 = 数量指标",
        "  2. —",
        "编码：gb18030",
    ]
    assert case_lines(Case(name="t", kind="pass", table="\n一 | 二\n三 | 四\n"), "en") == [
        "一 | 二",
        "三 | 四",
    ]
    assert case_lines(Case(name="v", kind="pass", value="≥1"), "en") == ["value: ≥1"]


def test_a_folder_without_rules_is_an_error_and_packs_and_words_are_no_rules(tmp_path):
    for name in ("packs", "words", "skeletons"):
        (tmp_path / name).mkdir()
        written(tmp_path / name, "x = 1", "a.toml")
    with pytest.raises(RuleFileError, match="没有规则文件"):
        load_folder(tmp_path)
    written(tmp_path, HEAD)
    assert [rule.id for rule in load_folder(tmp_path)] == ["TST001"]


def test_a_missing_folder_is_an_error(tmp_path):
    with pytest.raises(RuleFileError, match="不存在"):
        load_folder(tmp_path / "nothing")


@pytest.mark.parametrize("wanted", ["TST001", "tst001", "tst-total", " TST-TOTAL "])
def test_a_rule_is_found_by_id_or_name_in_any_case(tmp_path, wanted):
    written(tmp_path, HEAD + CASES)
    assert len(find_rule([tmp_path], wanted).cases) == 2


def test_an_unknown_rule_names_the_nearest(tmp_path):
    written(tmp_path, HEAD)
    with pytest.raises(UnknownRuleError, match="tst-total"):
        find_rule([tmp_path], "tst-totals")
