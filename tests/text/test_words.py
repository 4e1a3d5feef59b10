from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest

from budgetcheck.errors import ConfigurationError, RuleFileError, UsageError
from budgetcheck.model import WordChange
from budgetcheck.resources import rules_folder
from budgetcheck.terms import Comparator, Dimension
from budgetcheck.text import default_words, load_words, parse_target_value, split_items


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(rules_folder() / "words", tmp_path / "words"))


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_shipped_words_are_loaded_once() -> None:
    assert default_words() is default_words()


def test_a_folder_is_loaded_once_and_travels_as_its_name(tmp_path: Path) -> None:
    shipped = rules_folder() / "words"
    assert load_words(shipped) is load_words(shipped)
    assert pickle.loads(pickle.dumps(default_words())) is default_words()
    copy = Path(shutil.copytree(shipped, tmp_path / "words"))
    assert load_words(copy) != load_words(shipped)


def test_a_topic_list_says_where_its_words_come_from(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(rules_folder() / "words", tmp_path / "words"))
    (copy / "naming.toml").write_text(
        '[vague]\norigin = "names seen"\nwords = ["合理性"]\n', encoding="utf-8"
    )
    words = load_words(copy)
    assert words.topic("naming.vague") == ("合理性",)
    with pytest.raises(UsageError, match="naming"):
        words.topic("naming.vage")
    other = Path(shutil.copytree(copy, tmp_path / "other"))
    (other / "other.toml").write_text('[vague]\nwords = ["合理性"]\n', encoding="utf-8")
    with pytest.raises(RuleFileError, match="origin"):
        load_words(other)


def test_word_lists_say_where_they_come_from() -> None:
    for path in sorted((rules_folder() / "words").glob("*.toml")):
        opening = path.read_text(encoding="utf-8").split("\n\n")[0]
        assert opening.startswith("#"), f"{path.name}: open with a comment on what it holds"
        assert "Source:" in opening, f"{path.name}: say where the list comes from"


def test_units_know_their_base() -> None:
    units = default_words().units
    assert (units["小时"].base, units["小时"].factor) == ("秒", 3600)
    assert (units["家次"].dimension, units["家次"].base) == (Dimension.COUNT, "家次")
    assert units["百分点"].base != units["%"].base


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("labels", "[value]", "[valu]", "value"),
        ("headings", "fiscal =", "fiscl =", "fiscal"),
        ("comparators", "[behind]", "[behnd]", "behind"),
        ("units", "[count]", "[coutn]", "count"),
        ("values", "degrees =", "degree =", "degrees"),
    ],
)
def test_an_unknown_key_is_refused_with_the_nearest_known(
    folder: Path, file: str, old: str, new: str, said: str
) -> None:
    replace(folder / f"{file}.toml", old, new)
    with pytest.raises(RuleFileError, match=f'{file}.toml.*did you mean "{said}"'):
        load_words(folder)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("labels", 'words = ["年度指标值"', 'words = [5, "年度指标值"'),
        ("units", '"百" = 100', '"百" = 1.5e2'),
        ("units", '"百" = 100', '"百" = "about"'),
        ("units", '"百" = 100', '"百" = true'),
        ("tags", "[library]", "library = 3\n[more]"),
    ],
)
def test_an_entry_of_the_wrong_kind_is_refused(folder: Path, file: str, old: str, new: str) -> None:
    replace(folder / f"{file}.toml", old, new)
    with pytest.raises(RuleFileError, match=f"{file}.toml"):
        load_words(folder)


def test_a_missing_or_broken_file_is_named(folder: Path) -> None:
    (folder / "labels.toml").write_text("[value", encoding="utf-8")
    with pytest.raises(RuleFileError, match=r"labels\.toml"):
        load_words(folder)
    (folder / "labels.toml").unlink()
    with pytest.raises(RuleFileError, match=r"labels\.toml"):
        load_words(folder)


def test_words_of_another_place_need_no_python(folder: Path) -> None:
    replace(folder / "labels.toml", 'words = ["年度指标值"', 'words = ["指标取值", "年度指标值"')
    replace(folder / "categories.toml", '"投入指标" = ["投入指标"]', '"管理指标" = ["管理类指标"]')
    replace(folder / "comparators.toml", '"<" = [', '"<" = ["少过", ')
    words = load_words(folder)
    (item,) = split_items("1、管理类指标：会议数，指标取值：少过三场。", words).items
    assert (item.category, item.category_known, item.label) == ("管理指标", True, "指标取值")
    assert parse_target_value(item.value_text, words=words).comparator is Comparator.LT


def test_both_category_trees_are_known_and_reading_knows_their_labels() -> None:
    words = default_words()
    assert "成本指标" in words.trees["2015"]["产出指标"], "88号: cost is a part of output"
    assert "成本指标" not in words.trees["2021"]["产出指标"], "101号: cost is a class of its own"
    assert words.trees["2021"]["成本指标"] == ("经济成本指标", "社会成本指标", "生态环境成本指标")
    for tree in words.trees.values():
        assert set(tree) <= set(words.categories), "a tree hangs on level-1 labels"
        for label, below in tree.items():
            assert set(below) <= set(words.level2[label])


def test_a_pack_changes_any_list_by_its_dotted_name() -> None:
    words = default_words(
        (
            WordChange("values.grades", add=("杠杠的",), remove=("优",)),
            WordChange("headings.fields.name", add=("事项名称",)),
            WordChange("categories.trees.2015.产出指标", remove=("成本指标",)),
            WordChange("comparators.weak.>", add=("多过",)),
            WordChange("units.count.same", add=("公顷",)),
        )
    )
    assert "杠杠的" in words.grades
    assert "优" not in words.grades
    assert words.headings["name"][-1] == "事项名称"
    assert "成本指标" not in words.trees["2015"]["产出指标"]
    assert "多过" in words.weak[">"]
    assert "公顷" in words.units
    assert "优" in default_words().grades, "the shipped lists stay as they are"


def test_changed_words_are_loaded_once_and_travel_with_their_changes() -> None:
    changes = (WordChange("values.grades", add=("杠杠的",), source="a.toml"),)
    words = default_words(changes)
    assert words is default_words((WordChange("values.grades", add=("杠杠的",), source="b.toml"),))
    assert words is not default_words()
    assert pickle.loads(pickle.dumps(words)) is words


def test_changes_are_made_in_order_and_adding_twice_is_adding_once() -> None:
    added = WordChange("values.grades", add=("杠杠的", "杠杠的", "优"))
    assert default_words((added, added)).grades.count("杠杠的") == 1
    assert "杠杠的" not in default_words((added, WordChange("values.grades", remove=("杠杠的",)))).grades


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (WordChange("values.grade", add=("x",), source="p.toml"), r'p\.toml.*did you mean "values.grades"'),
        (WordChange("values", add=("x",), source="p.toml"), "no such word list"),
        (WordChange("values.grades", remove=("优秀秀",), source="p.toml"), r'p\.toml.*did you mean "优秀"'),
    ],
)
def test_a_change_that_fits_nothing_names_its_file_and_the_nearest(change: WordChange, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        default_words((change,))


def test_a_tree_hangs_on_level_1_labels(folder: Path) -> None:
    replace(folder / "categories.toml", '[trees.2015]\n"产出指标"', '[trees.2015]\n"产出指示"')
    with pytest.raises(RuleFileError, match=r'categories\.toml.*did you mean "产出指标"'):
        load_words(folder)
