from dataclasses import replace

import pytest

from budgetcheck.errors import RuleFileError
from budgetcheck.resources import rules_folder
from budgetcheck.rulefiles import load_folder, read_rule
from budgetcheck.rulefiles.texts import UnreadTexts, without_texts

HEAD = """\
id = "TST001"
name = "tst-one"
severity = "error"
frame = "lines"
since = "0.1"
title.zh = "题"
title.en = "title"
why.zh = "因"
why.en = "why"
ignore_when.zh = "时"
ignore_when.en = "when"

[[basis]]
title.zh = "据"
title.en = "ground"
standing.zh = "效"
standing.en = "standing"

[check]
use = "expression"
expect = "total >= 0"

[message]
zh = "错"
en = "wrong"
"""


def written(tmp_path, text):
    path = tmp_path / "TST001-one.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_shipped_rule_is_the_same_however_its_texts_are_read():
    whole, later = (load_folder(rules_folder(), trusted=trusted) for trusted in (False, True))
    assert [replace(rule, texts=rule.texts.read()) for rule in later] == whole
    unread = [rule for rule in later if isinstance(rule.texts, UnreadTexts)]
    assert len(unread) > 0.9 * len(later)


def test_a_wrong_text_of_a_trusted_file_is_told_when_it_is_read_and_names_its_line(tmp_path):
    path = written(tmp_path, HEAD.replace('why.en = "why"', 'why.en = "why'))
    with pytest.raises(RuleFileError, match="at line 9"):
        read_rule(path)
    rule = read_rule(path, trusted=True)
    with pytest.raises(RuleFileError, match="at line 9"):
        _ = rule.title


def test_a_wrong_line_behind_the_texts_keeps_its_number(tmp_path):
    path = written(tmp_path, HEAD.replace('use = "expression"', 'use = "expression'))
    with pytest.raises(RuleFileError, match="at line 20"):
        read_rule(path, trusted=True)


def test_texts_are_all_there_is_between_the_first_and_the_check():
    does, texts = without_texts(HEAD)
    assert texts.strip().startswith("title.zh")
    assert texts.strip().endswith('standing.en = "standing"')
    assert "title" not in does
    assert does.count("\n") == HEAD.count("\n")


@pytest.mark.parametrize(
    "changed",
    [
        HEAD.replace('since = "0.1"\n', "").replace("\n[[basis]]", 'since = "0.1"\n[[basis]]'),
        HEAD.replace("\n[check]", '\n[cause]\nfollows = ["tst-two"]\nby = "line"\n\n[check]'),
        HEAD.replace('why.en = "why"', '# why\nwhy.en = "why"'),
        HEAD.replace('title.zh = "题"\ntitle.en = "title"', 'title = { zh = "题", en = "title" }'),
    ],
)
def test_texts_in_any_other_order_are_read_at_once(tmp_path, changed):
    assert without_texts(changed) == (changed, "")
    path = written(tmp_path, changed)
    assert read_rule(path, trusted=True) == read_rule(path)
