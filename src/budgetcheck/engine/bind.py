"""Join each rule with its check function; every slip in a rule file is found here, before any data."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandera.pandas as pa

from budgetcheck import plugins
from budgetcheck.checks import CHECKS, PREPARED
from budgetcheck.engine.bound import BoundRule
from budgetcheck.engine.messages import COMMON_FIELDS, template_fields
from budgetcheck.engine.rule_check import RuleCheck
from budgetcheck.errors import RuleFileError, UsageError, nearest
from budgetcheck.frames import MODELS
from budgetcheck.model import Basis, Bilingual, Evidence, Outcome, Rule, RuleTexts
from budgetcheck.terms import Severity, Verdict

if TYPE_CHECKING:
    import pandas as pd

    from budgetcheck.frames import Tables

_OWN = Basis(
    Bilingual("使用者自定的校验", "a check of the user's own"),
    Bilingual("无法规依据", "no legal standing"),
)
_NONE = Bilingual("—", "—")


@dataclass(frozen=True)
class Plan:
    """The bound rules of a run, and one pandera schema per frame that holds them."""

    bound: tuple[BoundRule, ...]

    @cached_property
    def schemas(self) -> Mapping[str, pa.DataFrameSchema]:
        """Frame name to its model's schema with this plan's rules as checks; `lines` always among them."""
        return {name: self.schema(name) for name in MODELS if name in ("lines", *self._frames)}

    @cached_property
    def _frames(self) -> frozenset[str]:
        return frozenset(b.rule.frame for b in self.bound)

    def schema(self, name: str) -> pa.DataFrameSchema:
        """The schema of the frame `name`: its model's columns, and this plan's rules on it as checks."""
        # NOTE: a schema made of another's columns would hold a deep copy of each, and pandera copies them slowly.
        schema: pa.DataFrameSchema = copy(MODELS[name].to_schema())
        schema.checks = [RuleCheck(b) for b in self.bound if b.rule.frame == name]
        schema.name = name
        return schema

    def part(self, rules: Iterable[Rule], own: Iterable[BoundRule] = ()) -> Plan:
        """The plan that runs `rules`, some of this one's, and the user's `own` checks."""
        bound = {id(b.rule): b for b in self.bound}
        return Plan((*(bound[id(rule)] for rule in rules), *own))


def bind(rules: Iterable[Rule], own: Iterable[BoundRule] = ()) -> Plan:
    """The plan that runs `rules` and the user's `own` checks.

    Raises:
        RuleFileError: an unknown check or setting, a message field the check does not give, or a cause
            that names no rule.
    """
    listed = list(rules)
    bound = tuple(_bound(rule) for rule in listed)
    return Plan(bound + tuple(own))


def _bound(rule: Rule) -> BoundRule:
    if rule.use not in CHECKS and rule.use not in PREPARED:
        # NOTE: a module that registers its checks when it is imported; see `plugins`.
        plugins.load(plugins.CHECKS)
    if rule.use in PREPARED:
        return _prepared(rule)
    check = CHECKS.get(rule.use)
    if check is None:
        hint = nearest(rule.use, [*CHECKS, *PREPARED])
        raise RuleFileError(f"{rule.file}: [check] use = 「{rule.use}」不存在 (no such check){hint}")
    if check.frame != rule.frame:
        raise RuleFileError(
            f"{rule.file}: frame 应为 {check.frame}，实为 {rule.frame} (this check reads {check.frame})"
        )
    _check_settings(rule, check.settings)
    _check_messages(rule, {*COMMON_FIELDS, *check.fields})
    return BoundRule(rule, partial(check.function, **rule.settings))


def _prepared(rule: Rule) -> BoundRule:
    changed = {o.key: o for o in rule.overrides if o.key != "severity"}
    # NOTE: such a check takes any setting as a name of its own, so that only the file can tell a slip.
    _check_settings(rule, {key: None for key in rule.settings if key not in changed or changed[key].before})
    try:
        made = PREPARED[rule.use](rule.frame, rule.settings)
    except RuleFileError as error:
        sources = "".join(f"{o.source}: " for o in changed.values())
        raise RuleFileError(f"{sources}{rule.file}: {error}") from None
    taken = COMMON_FIELDS.intersection(made.fields)
    if taken:
        raise RuleFileError(
            f"{rule.file}: [check] show: 「{min(taken)}」已是公用字段 (a field that every rule has)"
        )
    _check_messages(rule, {*COMMON_FIELDS, *made.fields})
    return BoundRule(rule, made.run)


def _check_settings(rule: Rule, known: Mapping[str, Any]) -> None:
    for key in rule.settings:
        if key not in known:
            place = next((o.source for o in rule.overrides if o.key == key), f"{rule.file}: [check]")
            raise RuleFileError(
                f"{place}: 规则 {rule.name} 没有设置「{key}」 (unknown setting){nearest(key, known)}"
            )
    for key, default in known.items():
        if default is inspect.Parameter.empty and key not in rule.settings:
            raise RuleFileError(f"{rule.file}: [check] 缺少设置「{key}」 (missing setting)")


def _check_messages(rule: Rule, known: set[str]) -> None:
    for template in (rule.message.zh, rule.message.en):
        for name in template_fields(template, rule.file):
            if name not in known:
                raise RuleFileError(
                    f"{rule.file}: [message] 没有字段「{name}」 (the check gives no such field){nearest(name, known)}"
                )
    for part in rule.parts:
        if part not in known:
            raise RuleFileError(
                f"{rule.file}: [message.parts] 没有字段「{part}」 (no such list field){nearest(part, known)}"
            )


def user_rule(
    check: pa.Check,
    *,
    frame: str = "lines",
    rule_id: str = "USR001",
    severity: str = "warning",
    message: str = "",
) -> BoundRule:
    """A pandera check of the user's own as a rule on `frame`.

    The check sees the whole frame and must give a boolean per row; missing means undecided. A row
    that fails becomes a finding placed at its line.

    Raises:
        UsageError: no such frame or severity.
    """
    if frame not in MODELS:
        raise UsageError(f"没有名为「{frame}」的表 (no such frame){nearest(frame, MODELS)}")
    if severity not in list(Severity):
        raise UsageError(f"没有「{severity}」这一级别 (no such severity){nearest(severity, Severity)}")
    said = message or str(check.error or check.name or rule_id)
    said = said.replace("{", "{{").replace("}", "}}")
    title = Bilingual(said, said)
    rule = Rule(
        id=rule_id,
        name=f"usr-{check.name or rule_id}".lower().replace("_", "-"),
        severity=Severity(severity),
        frame=frame,
        since="",
        texts=RuleTexts(title, _NONE, _NONE, (_OWN,)),
        use="",
        settings={},
        message=title,
    )
    return BoundRule(rule, partial(_run_pandera, check))


def _run_pandera(check: pa.Check, frame: pd.DataFrame, tables: Tables) -> Outcome:
    """What an ordinary pandera check says of each row."""
    del tables
    # NOTE: not `check(frame)`, which cannot take a missing answer and would lose all the others.
    backend = check.get_backend(frame)(check)
    said = backend.apply(backend.preprocess(frame, None))
    verdicts = np.full(len(frame), Verdict.PASSED, dtype=np.int8)
    if isinstance(said, bool | np.bool_):
        verdicts[:] = Verdict.PASSED if said else Verdict.FAILED
    else:
        answers = said.all(axis=1) if getattr(said, "ndim", 1) == 2 else said
        verdicts[~answers.fillna(True).to_numpy(dtype=bool)] = Verdict.FAILED
        verdicts[answers.isna().to_numpy()] = Verdict.UNDECIDED
    rows = np.flatnonzero(verdicts == Verdict.FAILED)
    return Outcome(verdicts, [Evidence(row=int(row)) for row in rows])
