"""A pack's changes to the word lists, made before the lists are checked and put to use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from budgetcheck.errors import ConfigurationError, nearest
from budgetcheck.model import WordChange
from budgetcheck.text.word_files import TABLES, WordFiles

_ONE_LIST = "words"


def changed(files: WordFiles, changes: Sequence[WordChange]) -> WordFiles:
    """`files` with each of `changes` made, in their order; the files given stay as they are.

    Raises:
        ConfigurationError: no list has that name, or a word to take away is not in it.
    """
    if not changes:
        return files
    lists = {name: (route, list(words)) for name, route, words in _lists_of(files)}
    for change in changes:
        if change.list not in lists:
            raise ConfigurationError(
                f"{change.source}: [words] 没有词表「{change.list}」 (no such word list){nearest(change.list, lists)}"
            )
        _alter(lists[change.list][1], change)
    content: dict[str, Any] = {file: _copied(tables) for file, tables in files.content.items()}
    for change in changes:
        (*route, last), words = lists[change.list]
        place = content
        for key in route:
            place = place.setdefault(key, {})
        place[last] = words
    return WordFiles(files.folder, content)


def _lists_of(files: WordFiles) -> Iterator[tuple[str, tuple[str, ...], list[str]]]:
    """Name, route from file to key, and words of every list, those of known tables that are absent too."""
    for file, tables in files.content.items():
        known = TABLES.get(file, {})
        declared: dict[str, dict[str, Any]] = {
            table: {key: [] for key in keys} for table, keys in known.items()
        }
        filled = {**declared, **{t: {**declared.get(t, {}), **held} for t, held in tables.items()}}
        for route, words in _leaves((file,), filled):
            yield ".".join(route[:-1] if route[-1] == _ONE_LIST else route), route, words


def _leaves(route: tuple[str, ...], table: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _leaves((*route, key), value)
        elif isinstance(value, list):
            yield (*route, key), value


def _alter(words: list[str], change: WordChange) -> None:
    for word in change.remove:
        if word not in words:
            raise ConfigurationError(
                f'{change.source}: [words."{change.list}"] 词表中没有要删去的「{word}」'
                f" (the word to remove is not in the list){nearest(word, words)}"
            )
        words.remove(word)
    words += [word for word in dict.fromkeys(change.add) if word not in words]


def _copied(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _copied(value) if isinstance(value, Mapping) else value for key, value in table.items()}
