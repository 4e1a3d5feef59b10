"""Run every rule of a plan on a batch; a crash is a tool error and hides nothing else."""

from __future__ import annotations

import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
from pandera.config import ValidationDepth, config_context
from pandera.errors import SchemaError, SchemaErrorReason, SchemaErrors

from budgetcheck.collector import collector_paused
from budgetcheck.engine.bind import Plan
from budgetcheck.engine.blame import blames, equation_of
from budgetcheck.engine.bound import BoundRule
from budgetcheck.engine.causes import fold
from budgetcheck.engine.findings import Draft, drafts, findings
from budgetcheck.engine.records import document_records
from budgetcheck.engine.rule_check import RECORDER, Recorder, RuleCheck
from budgetcheck.engine.verdicts import with_verdicts
from budgetcheck.model import DocumentRecord, Finding, Outcome, RuleTally, Timing, ToolError
from budgetcheck.terms import Verdict

if TYPE_CHECKING:
    import pandera.pandas as pa

    from budgetcheck.engine.blame import Explaining
    from budgetcheck.frames import Tables

T = TypeVar("T")


class Result(NamedTuple):
    """What one batch gave."""

    findings: tuple[Finding, ...]
    documents: tuple[DocumentRecord, ...]
    tallies: tuple[RuleTally, ...]
    tool_errors: tuple[ToolError, ...]
    timings: tuple[Timing, ...] = ()


class Asked(NamedTuple):
    """What else is wanted of a run.

    With `verdicts` the record of each document says how each rule ended on it. `explanation_seconds` is how long to
    search for what explains the sums of one document: as long as the error model says (None), or not at all (0).
    """

    verdicts: bool = False
    explanation_seconds: float | None = None


def validate(tables: Tables, plan: Plan, asked: Asked | None = None) -> Result:
    """Every finding, count and tool error of `plan` on `tables`; findings in reading order."""
    # NOTE: evidence and findings all stay; the cycle collector would walk them again and again. The evidence is
    # gone when the collector comes back, it need not walk that.
    with collector_paused():
        return _validated(tables, plan, asked or Asked())


def _validated(tables: Tables, plan: Plan, asked: Asked) -> Result:
    clock = tables.clock
    clock.clear()
    with clock.part("engine", "bookkeeping"):
        outcomes, errors = _outcomes(tables, plan)
    with clock.part("engine", "findings"):
        made = drafts(_ran(outcomes, plan), tables)
        blamed = blames(made, _explained(made, tables, asked.explanation_seconds, errors))
        found = sorted(fold(made, findings(made, tables), blamed), key=reading_order)
        documents = document_records(tables, found)
        if asked.verdicts:
            documents = with_verdicts(documents, _ran(outcomes, plan), tables)
    shown = Counter(finding.rule for finding in found)
    return Result(
        findings=tuple(found),
        documents=documents,
        tallies=tuple(_tally(bound, outcomes.get(bound.rule.id), shown) for bound in plan.bound),
        tool_errors=tuple(errors),
        timings=merged(Timing(*key, seconds) for key, seconds in clock.seconds.items()),
    )


def _explained(
    made: Sequence[Draft], tables: Tables, seconds: float | None, errors: list[ToolError]
) -> Sequence[Explaining]:
    """Why sums fail, in the documents in which any does."""
    unequal = {draft.document for draft in made if equation_of(draft)}
    if not unequal or seconds == 0:
        return ()
    # NOTE: most tables add up, and those who only read them should not wait for what explains the others.
    from budgetcheck.engine.diagnosing import why

    with tables.clock.part("engine", "explanations"):
        return why(tables, unequal, seconds, partial(attempt, tables, errors))


def attempt(
    tables: Tables, errors: list[ToolError], document: int | None, work: Callable[[], Sequence[T]]
) -> Sequence[T]:
    """What the search gives on a document; nothing where it crashes, and an entry in `errors`."""
    try:
        return work()
    except Exception:  # noqa: BLE001 - the one place where a crash becomes a tool error
        files = tables.documents.loc[tables.documents["document"] == document, "file"].tolist()
        errors.append(
            ToolError(
                kind="diagnosis",
                subject=files[0] if files else "diagnosis",
                message="查找加不起来的原因时出错，问题照常列出 (explaining a sum crashed; the findings stand)",
                remedy="用 -v 查看调用栈，并报告此问题 (see the traceback with -v and report it)",
                detail=traceback.format_exc(),
            )
        )
        return ()


def _ran(outcomes: Mapping[str, Outcome], plan: Plan) -> list[tuple[BoundRule, Outcome]]:
    return [(bound, outcomes[bound.rule.id]) for bound in plan.bound if bound.rule.id in outcomes]


def merged(timings: Iterable[Timing]) -> tuple[Timing, ...]:
    """One timing for each kind and subject, dearest first."""
    sums: defaultdict[tuple[str, str], float] = defaultdict(float)
    for timing in timings:
        sums[timing.kind, timing.subject] += timing.seconds
    made = [Timing(*key, seconds) for key, seconds in sums.items()]
    return tuple(sorted(made, key=lambda timing: (-timing.seconds, timing.kind, timing.subject)))


def reading_order(finding: Finding) -> tuple[object, ...]:
    """Sort key: file, table, line, rule, then place in the line."""
    place = finding.location
    return (
        place.file, place.document, place.line or 0, finding.rule, place.indicator or 0,
        place.span or (0, 0), place.column or "", finding.fingerprint,
    )  # fmt: skip


def _outcomes(tables: Tables, plan: Plan) -> tuple[Mapping[str, Outcome], list[ToolError]]:
    recorder = Recorder(tables)
    errors: list[ToolError] = []
    token = RECORDER.set(recorder)
    try:
        for name, schema in plan.schemas.items():
            errors += _validate_frame(name, schema, tables)
    finally:
        RECORDER.reset(token)
    known = {error.subject for error in errors}
    errors += [
        _silent(bound) for bound in plan.bound if bound.rule.id not in recorder.outcomes.keys() | known
    ]
    return recorder.outcomes, errors


def _validate_frame(name: str, schema: pa.DataFrameSchema, tables: Tables) -> list[ToolError]:
    # NOTE: pandera's environment variables can switch every check off; here they must not.
    with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
        try:
            schema.validate(tables.frame(name), lazy=True, inplace=True)
        except SchemaErrors as collected:
            return [e for error in collected.schema_errors if (e := _tool_error(name, error)) is not None]
    return []


def _tool_error(frame: str, error: SchemaError) -> ToolError | None:
    """The tool error behind a pandera error; None when it is just a rule that failed."""
    check = error.check
    if isinstance(check, RuleCheck):
        if error.reason_code is not SchemaErrorReason.CHECK_ERROR:
            return None
        rule = check.bound.rule
        return ToolError(
            kind="rule",
            subject=rule.id,
            message=f"规则 {rule.id}（{rule.name}）运行出错，结果不完整 (rule crashed; its result is missing)",
            remedy="用 -v 查看调用栈，并报告此问题 (see the traceback with -v and report it)",
            detail=str(error.args[0] if error.args else error),
        )
    return ToolError(
        kind="frame",
        subject=frame,
        message=f"内部数据表 {frame} 不合约定 (an internal frame breaks its model)",
        remedy="请报告此问题 (please report it)",
        detail=str(error),
    )


def _silent(bound: BoundRule) -> ToolError:
    return ToolError(
        kind="rule",
        subject=bound.rule.id,
        message=f"规则 {bound.rule.id}（{bound.rule.name}）没有给出结果 (the rule left no record)",
        remedy="请报告此问题 (please report it)",
    )


def _tally(bound: BoundRule, outcome: Outcome | None, shown: Mapping[str, int]) -> RuleTally:
    # NOTE: to compare narrow numbers four times is a fifth of the work of widening them to be counted.
    counts = [int(np.count_nonzero(outcome.verdicts == v)) if outcome else 0 for v in range(len(Verdict))]
    not_applicable, passed, failed, undecided = counts
    return RuleTally(
        rule=bound.rule.id,
        name=bound.rule.name,
        severity=bound.rule.severity,
        applicable=passed + failed + undecided,
        passed=passed,
        failed=failed,
        undecided=undecided,
        not_applicable=not_applicable,
        shown=shown.get(bound.rule.id, 0),
    )
