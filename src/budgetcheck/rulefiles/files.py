"""One rule file to one `Rule`; its cases are parsed only when asked for."""

from __future__ import annotations

import codecs
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgetcheck.errors import ALL_RULES, RuleFileError, UnknownRuleError, nearest
from budgetcheck.model import Basis, Bilingual, Case, Rule
from budgetcheck.rulefiles.reading import Section, parse_toml, read_text
from budgetcheck.terms import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FRAMES = ("documents", "lines", "indicators", "amounts", "repairs", "cells", "readings", "ignores")
CASE_KINDS = ("fail", "pass", "near_miss")
TIES = ("line", "indicator", "document", "difference")
FILLED_KEYS = ("level2", "weight", "direction", "unit_column", "value_type")
PLACE_KEYS = ("line", "column", "indicator", "text")
NOT_RULES = ("packs", "words", "skeletons")
_CASES = "\n[[case]]"
_PROJECT_KEYS = ("project", "content", "amount", "goal")
_CASE_KEYS = (
    "name", "kind", "table", "indicators", "value", "indicator_name", "project", "content", "amount", "goal",
    "encoding", "filled", "config", "select", "today", "expect",
)  # fmt: skip
_RULE_KEYS = (
    "id", "name", "severity", "frame", "since", "title", "why", "ignore_when", "basis", "check", "message",
    "cause", "case",
)  # fmt: skip


def rule_paths(folder: Path) -> list[Path]:
    """Every rule file under `folder`, in the order of their names; packs and word lists left out."""
    found = [
        path
        for path in folder.rglob("*.toml")
        if not set(path.relative_to(folder).parts[:-1]) & set(NOT_RULES)
    ]
    return sorted(found, key=lambda path: (path.name, str(path)))


def load_folder(folder: Path, *, cases: bool = False) -> list[Rule]:
    """The rules of every file under `folder`, ordered by file name.

    Raises:
        RuleFileError: the folder is missing or empty, or a file in it is wrong.
    """
    if not folder.is_dir():
        raise RuleFileError(f"{folder}: 规则文件夹不存在 (no such rules folder)")
    paths = rule_paths(folder)
    if not paths:
        raise RuleFileError(f"{folder}: 文件夹中没有规则文件（*.toml） (no rule files here)")
    return [read_rule(path, cases=cases) for path in paths]


def find_rule(folders: Iterable[Path], wanted: str) -> Rule:
    """The rule called `wanted` (id or name, any case), with its cases.

    Raises:
        UnknownRuleError: naming the nearest id or name.
    """
    rules = [rule for folder in folders for rule in load_folder(folder)]
    key = wanted.strip().lower()
    for rule in rules:
        if key in (rule.id.lower(), rule.name):
            return read_rule(Path(rule.file), cases=True)
    known = [name for rule in rules for name in (rule.name, rule.id)]
    hint = nearest(key, known) or nearest(wanted.strip().upper(), known) or ALL_RULES
    raise UnknownRuleError(f"没有规则「{wanted}」 (no such rule){hint}")


def read_rule(path: Path, *, cases: bool = False) -> Rule:
    """The rule that the file states, with its cases when asked.

    NOTE: parsing TOML is most of the start-up cost of a rule, and its cases are most of the file; they
    stand last, so the head alone is parsed unless they are wanted.

    Raises:
        RuleFileError: naming file, key and nearest match.
    """
    text = read_text(path)
    head, mark, tail = text.partition(_CASES)
    rule = _rule(Section(parse_toml(head, path), str(path)), path)
    if not cases or not mark:
        return rule
    # NOTE: the blank lines stand for the head, so that an error names the line of the file.
    listed = Section(parse_toml("\n" * head.count("\n") + mark + tail, path), str(path))
    listed.only(("case",))
    return _with_cases(rule, listed)


def _rule(head: Section, path: Path) -> Rule:
    head.only(_RULE_KEYS)
    check = head.section("check")
    follows, tie = _cause(head)
    message = head.section("message")
    return Rule(
        id=_identity(head),
        name=head.get("name", str),
        severity=_one_of(head, "severity", [str(s) for s in Severity], Severity),
        frame=_one_of(head, "frame", FRAMES, str),
        since=head.get("since", str),
        title=head.bilingual("title"),
        why=head.bilingual("why"),
        ignore_when=head.bilingual("ignore_when"),
        basis=_basis(head),
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


def _one_of(section: Section, key: str, allowed: Iterable[str], kind: type) -> Any:
    value = section.get(key, str)
    allowed = list(allowed)
    if value not in allowed:
        raise section.fail(
            f"键「{key}」的值「{value}」不在 {'、'.join(allowed)} 之中",
            f'"{key}" must be one of {", ".join(allowed)}',
            nearest(value, allowed),
        )
    return kind(value)


def _basis(head: Section) -> tuple[Basis, ...]:
    found = []
    for section in head.sections("basis"):
        section.only(("title", "standing"))
        found.append(Basis(section.bilingual("title"), section.bilingual("standing")))
    if not found:
        raise head.fail("缺少 [[basis]]：规则以什么为依据", "a rule needs at least one [[basis]]")
    return tuple(found)


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
    return cause.strings("follows"), _one_of(cause, "by", TIES, str)


def _encoding(section: Section) -> str:
    name = str(section.get("encoding", str, "utf-8"))
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise section.fail(f"不认识的编码「{name}」", "no such encoding") from None


def _with_cases(rule: Rule, listed: Section) -> Rule:
    return replace(rule, cases=tuple(_case(section) for section in listed.sections("case")))


def _case(section: Section) -> Case:
    section.only(_CASE_KEYS)
    _check_input(section)
    kind = _one_of(section, "kind", CASE_KINDS, str)
    filled = section.get("filled", list, [])
    for columns in filled:
        Section(columns, f"{section.where} filled").only(FILLED_KEYS)
    expect = section.get("expect", list, [])
    for place in expect:
        Section(place, f"{section.where} expect").only(PLACE_KEYS)
    if bool(expect) != (kind == "fail"):
        raise section.fail('kind = "fail" 须且仅须有 expect', "expect belongs to fail cases, and only there")
    return Case(
        name=section.get("name", str),
        kind=kind,
        table=section.get("table", str, ""),
        indicators=section.get("indicators", str, ""),
        value=section.get("value", str) if "value" in section.data else None,
        indicator_name=section.get("indicator_name", str, ""),
        project={key: section.get(key, str) for key in _PROJECT_KEYS if key in section.data},
        encoding=_encoding(section),
        filled=tuple(dict(columns) for columns in filled),
        config=section.get("config", str, ""),
        select=section.strings("select", ()),
        today=section.get("today", date) if "today" in section.data else None,
        expect=tuple(dict(place) for place in expect),
    )


def _check_input(section: Section) -> None:
    """A case is a whole table, or parts of one project's row."""
    parts = [key for key in ("indicators", "value", *_PROJECT_KEYS) if key in section.data]
    if ("table" in section.data) == bool(parts) or {"indicators", "value"} <= set(parts):
        raise section.fail(
            f"须有 table，或有 {'、'.join(_PROJECT_KEYS)}、indicators（或 value）",
            f"give a table, or any of {', '.join(_PROJECT_KEYS)} and indicators (or value)",
        )
