"""The word lists of `rules/words/`, loaded once into a frozen value that is passed down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from budgetcheck.errors import UsageError, nearest
from budgetcheck.model import WordChange
from budgetcheck.resources import rules_folder
from budgetcheck.terms import Dimension
from budgetcheck.text.word_changes import changed
from budgetcheck.text.word_files import (
    TABLES,
    Lists,
    read_files,
    read_lists,
    read_multipliers,
    read_topics,
    read_trees,
    read_units,
)


class Unit(NamedTuple):
    """A unit of measure: its dimension, its base unit, and how many of that one of it is."""

    dimension: Dimension
    base: str
    factor: Decimal


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Every word list, by what it is for; two values are equal only when they are the same object.

    Attributes:
        headings: field to its headings; `required` fields and `provenance` columns beside it.
        indicator_headings: columns of indicators that have a row each; `beside_headings`: further columns there.
        form_labels: what a form prints beside the value it asks for.
        row_words: kind of row to the names that mark it.
        furniture: what stands above a table, to the words that lead it.
        multipliers, units: printed word to what it multiplies by, to its `Unit`.
        before, behind: comparator to the words that stand for it before or behind a quantity;
            `weak` ones give way to any other; `between` ones stand between number and unit.
        scopes: words such as 全年 that may stand before a quantity and change no bound.
        categories: level-1 label to its printed forms; `trees`: a norm's year, to level-1 labels, to the
            level-2 labels below them.
        labels: what stands before a target value, such as 年度指标值.
        grades, placeholders, frequencies: values that are one word.
        relative: what a value that only compares is made of, by part.
        dates: words that may `lead` or `close` a deadline.
        rate_endings, bounded_rates, unbounded_rates: what names of shares end in; see measures.toml.
        bad_events, event_measures, event_friends: what names of mishaps are made of; see there.
        name_remarks, ordinal_units: brackets that say nothing; units that number, not count.
        money_names: words in a name that say it measures money.
        tags: library tags at the end of a name; `tag_endings` what such a tag ends in.
        topics: every list that only rules use, by `file.list`, such as `naming.vague`.
        folder, changes: where all of them were read from, and what a pack changed in them.
    """

    headings: Lists
    indicator_headings: Lists
    beside_headings: Lists
    form_labels: Lists
    required: tuple[str, ...]
    provenance: Lists
    row_words: Lists
    furniture: Lists
    multipliers: Mapping[str, Decimal]
    units: Mapping[str, Unit]
    before: Lists
    weak: Lists
    between: Lists
    behind: Lists
    scopes: tuple[str, ...]
    categories: Lists
    trees: Mapping[str, Lists]
    labels: tuple[str, ...]
    grades: tuple[str, ...]
    placeholders: tuple[str, ...]
    frequencies: tuple[str, ...]
    relative: Lists
    dates: Lists
    rate_endings: tuple[str, ...]
    bounded_rates: tuple[str, ...]
    unbounded_rates: tuple[str, ...]
    bad_events: tuple[str, ...]
    event_measures: tuple[str, ...]
    event_friends: tuple[str, ...]
    name_remarks: tuple[str, ...]
    ordinal_units: tuple[str, ...]
    money_names: tuple[str, ...]
    tags: tuple[str, ...]
    tag_endings: tuple[str, ...]
    topics: Lists
    folder: Path
    changes: tuple[WordChange, ...]

    def __reduce__(self) -> tuple[Any, ...]:
        """As where they come from, so that a process reads them once and caches by identity hold."""
        return load_words, (self.folder, self.changes)

    def topic(self, name: str) -> tuple[str, ...]:
        """The list called `name`, such as `naming.vague`.

        Raises:
            UsageError: there is none; names the nearest.
        """
        if name not in self.topics:
            raise UsageError(f"没有词表「{name}」 (no such word list){nearest(name, self.topics)}")
        return self.topics[name]

    @property
    def level2(self) -> Lists:
        """Each level-1 label of any tree, to all labels that a tree puts below it."""
        labels = dict.fromkeys(label for tree in self.trees.values() for label in tree)
        return {
            label: tuple(dict.fromkeys(low for tree in self.trees.values() for low in tree.get(label, ())))
            for label in labels
        }

    @property
    def unit_texts(self) -> tuple[str, ...]:
        """Every unit that is one word, and money with its multipliers, such as 万元."""
        money = [unit for unit, known in self.units.items() if known.dimension is Dimension.MONEY]
        return (*self.units, *(m + unit for m in self.multipliers for unit in money))

    @property
    def multiplier_texts(self) -> tuple[str, ...]:
        """Words such as 万 and 亿."""
        return tuple(self.multipliers)

    @property
    def comparator_texts(self) -> tuple[str, ...]:
        """Signs and words that bound a quantity from before it, such as ≥ and 不低于."""
        lists = (*self.before.values(), *self.weak.values())
        return (*self.before, *(word for words in lists for word in words))

    @property
    def tail_texts(self) -> tuple[str, ...]:
        """Words that bound a quantity from behind it, such as 以上."""
        return tuple(word for words in self.behind.values() for word in words)


def load_words(folder: Path, changes: tuple[WordChange, ...] = ()) -> Words:
    """The word lists of `folder` after `changes`; the same object each time.

    Raises:
        RuleFileError: a file is missing or holds something unknown; names file, key, nearest match.
        ConfigurationError: a change to a list that does not exist, or of a word that is not in it.
    """
    # NOTE: `cache` would tell a call without changes from a call with none.
    return _load(folder, changes)


@cache
def _load(folder: Path, changes: tuple[WordChange, ...]) -> Words:
    parsed = changed(read_files(folder), changes)
    files = {file: read_lists(parsed, file) for file in TABLES}
    value, measures, compare = (files[f] for f in ("values", "measures", "comparators"))
    return Words(
        **_of_headings(files["headings"]),
        multipliers=MappingProxyType(read_multipliers(parsed)),
        units=MappingProxyType({u: Unit(d, base, factor) for u, d, base, factor in read_units(parsed)}),
        before=compare["before"],
        weak=compare["weak"],
        between=compare["between"],
        behind=compare["behind"],
        scopes=compare["scopes"]["words"],
        categories=files["categories"]["level1"],
        trees=read_trees(parsed),
        labels=files["labels"]["value"]["words"],
        grades=value["grades"]["words"],
        placeholders=value["placeholders"]["words"],
        frequencies=value["frequency"]["words"],
        relative=value["relative"],
        dates=value["dates"],
        rate_endings=measures["rates"]["endings"],
        bounded_rates=measures["rates"]["bounded"],
        unbounded_rates=measures["rates"]["unbounded"],
        bad_events=measures["events"]["bad"],
        event_measures=measures["events"]["measures"],
        event_friends=measures["events"]["friends"],
        name_remarks=measures["names"]["remarks"],
        ordinal_units=measures["names"]["ordinals"],
        money_names=files["names"]["money"]["words"],
        tags=files["tags"]["library"]["words"],
        tag_endings=files["tags"]["library"]["endings"],
        topics=read_topics(parsed),
        folder=folder,
        changes=changes,
    )


def _of_headings(lists: Mapping[str, Lists]) -> dict[str, Any]:
    """What the file of headings gives."""
    return {
        "headings": lists["fields"],
        "indicator_headings": lists["indicator"],
        "beside_headings": lists["beside"],
        "form_labels": lists["form"],
        "required": lists["required"]["fields"],
        "provenance": lists["provenance"],
        "row_words": lists["rows"],
        "furniture": lists["furniture"],
    }


@cache
def unit_set(words: Words) -> frozenset[str]:
    """Every unit that is one word, to look a text up in."""
    return frozenset(words.unit_texts)


def default_words(changes: tuple[WordChange, ...] = ()) -> Words:
    """The word lists that ship with budgetcheck, loaded when first asked for, after a pack's `changes`."""
    return load_words(rules_folder() / "words", changes)
