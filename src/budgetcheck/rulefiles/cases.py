"""The cases of a rule file: parsed from TOML, and shown as a reader would write them down."""

from __future__ import annotations

import codecs
from datetime import date
from typing import TYPE_CHECKING, Any

from budgetcheck.model import Bilingual, Case
from budgetcheck.rulefiles.reading import Section

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CASE_KINDS = ("fail", "pass", "near_miss")
FILLED_KEYS = ("level2", "weight", "direction", "unit_column", "value_type")
PLACE_KEYS = ("file", "line", "column", "indicator", "text")
_PROJECT_KEYS = ("project", "content", "amount", "goal")
_CASE_KEYS = (
    "name", "kind", "table", "beside", "indicators", "value", "indicator_name", "project", "content", "amount", "goal",
    "encoding", "filled", "config", "select", "today", "expect",
)  # fmt: skip
_LABELS = {
    "project": Bilingual("项目名称", "project"),
    "content": Bilingual("项目内容", "content"),
    "amount": Bilingual("总计", "amount"),
    "goal": Bilingual("绩效目标", "goal"),
    "indicators": Bilingual("绩效指标", "indicators"),
    "name": Bilingual("指标名称", "indicator"),
    "value": Bilingual("指标值", "value"),
    "filled": Bilingual("另填栏目", "further columns"),
    "config": Bilingual("配置", "configuration"),
    "select": Bilingual("所选规则", "rules of the run"),
    "today": Bilingual("检查日期", "day of the run"),
    "encoding": Bilingual("编码", "encoding"),
    "beside": Bilingual("同批的另一文件", "another file of the run"),
}
_USUAL = "utf-8"


def read_cases(listed: Section) -> tuple[Case, ...]:
    """The cases under `[[case]]` of a rule file.

    Raises:
        RuleFileError: naming file, case, key and nearest match.
    """
    return tuple(_case(section) for section in listed.sections("case"))


def case_lines(case: Case, lang: str) -> list[str]:
    """What the case gives the rule to judge, a line each: its table, or the cells of one project."""
    colon = "：" if lang == "zh" else ": "
    texts = [case.table, *(f"{_LABELS[key].get(lang)}{colon}{text}" for key, text in _labelled(case))]
    texts += [f"{_LABELS['beside'].get(lang)}{colon}\n{text.strip()}" for text in case.beside]
    return [line for text in texts if text for line in text.strip("\n").split("\n")]


def _labelled(case: Case) -> Iterator[tuple[str, str]]:
    """What a case gives beside a whole table, with the word for it."""
    yield from case.project.items()
    given = {
        "indicators": case.indicators.strip(),
        "name": case.indicator_name,
        "value": case.value,
        "filled": "".join(f"\n  {n}. {_columns(held)}" for n, held in enumerate(case.filled, 1)),
        "config": case.config and "\n" + case.config.strip("\n"),
        "select": " ".join(case.select),
        "today": "" if case.today is None else case.today.isoformat(),
        "encoding": case.encoding if case.encoding != _USUAL else "",
    }
    # NOTE: a value may be empty, and then that is what the case is about.
    yield from ((key, text) for key, text in given.items() if text or (key == "value" and text is not None))


def _columns(held: Mapping[str, Any]) -> str:
    return ", ".join(f"{key} = {value}" for key, value in held.items()) or "—"


def _encoding(section: Section) -> str:
    name = str(section.get("encoding", str, "utf-8"))
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise section.fail(f"不认识的编码「{name}」", "no such encoding") from None


def _case(section: Section) -> Case:
    section.only(_CASE_KEYS)
    _check_input(section)
    kind = section.one_of("kind", CASE_KINDS)
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
        beside=section.strings("beside", ()),
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
