"""One rule file to one `Rule`; its cases are parsed only when asked for."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from budgetcheck.errors import ALL_RULES, RuleFileError, UnknownRuleError, nearest
from budgetcheck.model import Bilingual, Rule
from budgetcheck.rulefiles.cases import read_cases
from budgetcheck.rulefiles.reading import Section, parse_toml, read_text
from budgetcheck.rulefiles.texts import UnreadTexts, texts_of, without_texts
from budgetcheck.terms import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FRAMES = ("documents", "lines", "indicators", "amounts", "repairs", "cells", "readings", "ignores")
TIES = ("line", "indicator", "document", "difference")
NOT_RULES = ("packs", "words", "skeletons", "diagnosis")
_CASES = "\n[[case]]"
_RULE_KEYS = (
    "id", "name", "severity", "frame", "since", "title", "why", "ignore_when", "basis", "check", "message",
    "cause", "case",
)  # fmt: skip


def rule_paths(folder: Path) -> list[Path]:
    """Every rule file under `folder`, in the order of their names; packs, words, skeletons and the error model left out."""
    found: list[Path] = []
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in NOT_RULES]
        found += [Path(place, name) for name in files if name.endswith(".toml")]
    return sorted(found, key=lambda path: (path.name, str(path)))


def load_folder(folder: Path, *, cases: bool = False, trusted: bool = False) -> list[Rule]:
    """The rules of every file under `folder`, ordered by file name; see `read_rule`.

    Raises:
        RuleFileError: the folder is missing or empty, or a file in it is wrong.
    """
    if not folder.is_dir():
        raise RuleFileError(f"{folder}: 规则文件夹不存在 (no such rules folder)")
    paths = rule_paths(folder)
    if not paths:
        raise RuleFileError(f"{folder}: 文件夹中没有规则文件（*.toml） (no rule files here)")
    return [read_rule(path, cases=cases, trusted=trusted) for path in paths]


def find_rule(folders: Iterable[Path], wanted: str) -> Rule:
    """The rule called `wanted` (id or name, any case), with its cases.

    Raises:
        UnknownRuleError: naming the nearest id or name.
    """
    rule = pick([rule for folder in folders for rule in load_folder(folder)], wanted)
    return read_rule(Path(rule.file), cases=True)


def pick(rules: Sequence[Rule], wanted: str) -> Rule:
    """The one of `rules` called `wanted` (id or name, any case).

    Raises:
        UnknownRuleError: naming the nearest id or name.
    """
    key = wanted.strip().lower()
    found = next((rule for rule in rules if key in (rule.id.lower(), rule.name)), None)
    if found is not None:
        return found
    known = [name for rule in rules for name in (rule.name, rule.id)]
    hint = nearest(key, known) or nearest(wanted.strip().upper(), known) or ALL_RULES
    raise UnknownRuleError(f"没有规则「{wanted}」 (no such rule){hint}")


def read_rule(path: Path, *, cases: bool = False, trusted: bool = False) -> Rule:
    """The rule that the file states, with its cases when asked.

    NOTE: parsing TOML is most of the start-up cost of a rule, and its cases are most of the file; they
    stand last, so the head alone is parsed unless they are wanted. Texts are half of the head; those of a
    `trusted` file are parsed when they are read, and only then found to be wrong.

    Raises:
        RuleFileError: naming file, key and nearest match.
    """
    text = read_text(path)
    head, mark, tail = text.partition(_CASES)
    does, texts = without_texts(head) if trusted else (head, "")
    section = Section(parse_toml(does, path), str(path))
    # NOTE: the blank lines stand for the head, so that an error names the line of the file.
    rest = "\n" * head.count("\n") + mark + tail
    try:
        rule = _rule(section, texts, path)
    except RuleFileError:
        _check_last(rest, path)
        raise
    if not cases:
        return rule
    return replace(rule, cases=read_cases(_check_last(rest, path) if mark else section))


def _check_last(rest: str, path: Path) -> Section:
    """The part of a file that begins with its first case, in which nothing but cases may stand."""
    section = Section(parse_toml(rest, path), str(path))
    for key in section.data:
        if key != "case":
            raise section.fail(
                f"「{key}」写在 [[case]] 之后；用例须在文件最后",
                f'"{key}" stands below a [[case]]; cases come last',
            )
    return section


def _rule(head: Section, texts: str, path: Path) -> Rule:
    head.only(_RULE_KEYS)
    check = head.section("check")
    follows, tie = _cause(head)
    message = head.section("message")
    return Rule(
        id=_identity(head),
        name=head.get("name", str),
        severity=Severity(head.one_of("severity", [str(s) for s in Severity])),
        frame=head.one_of("frame", FRAMES),
        since=head.get("since", str),
        texts=UnreadTexts(texts, str(path)) if texts else texts_of(head),
        use=check.get("use", str),
        settings={k: v for k, v in check.data.items() if k != "use"},
        message=message.as_bilingual(),
        parts=_parts(message),
        follows=follows,
        follows_by=tie,
        file=str(path),
    )


def _identity(head: Section) -> str:
    identity = str(head.get("id", str))
    if not (len(identity) == 6 and identity[:3].isupper() and identity[3:].isdigit()):
        raise head.fail(
            f"规则编号「{identity}」应为三个大写字母加三位数字", "an id is three capitals and three digits"
        )
    return identity


def _parts(message: Section) -> Mapping[str, Bilingual]:
    message.only(("zh", "en", "parts"))
    if "parts" not in message.data:
        return {}
    parts = message.section("parts")
    return {key: parts.bilingual(key) for key in parts.data}


def _cause(head: Section) -> tuple[tuple[str, ...], str]:
    if "cause" not in head.data:
        return (), "line"
    cause = head.section("cause")
    cause.only(("follows", "by"))
    return cause.strings("follows"), cause.one_of("by", TIES)
