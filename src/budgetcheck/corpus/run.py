"""Read and check many inputs in batches; one bad input never stops the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from budgetcheck import __version__, plugins
from budgetcheck.collector import collector_paused
from budgetcheck.corpus.batches import SOON, batches
from budgetcheck.corpus.comparing import compared, left_of, parted, renumbered, with_findings
from budgetcheck.corpus.judging import Decisions, judged, of_tables
from budgetcheck.corpus.processes import over_processes
from budgetcheck.corpus.reading import Begin, Reading
from budgetcheck.engine import Asked, Plan, Result, bind, validate
from budgetcheck.engine.run import merged, reading_order
from budgetcheck.errors import InputError, ReaderCrashError, UnreadableInputError
from budgetcheck.frames import FRAMES, Tables
from budgetcheck.model import Report, RuleSet, RuleTally, ToolError, WordChange
from budgetcheck.readers import Limits
from budgetcheck.tables import LayoutMap

if TYPE_CHECKING:
    import pandas as pd

    from budgetcheck.engine import BoundRule

Progress = Callable[[int, int, str], None]
"""Told how many files are done, of how many, and which is read now: none where that is not known or none is."""


@dataclass(frozen=True)
class Options:
    """How to read and check: refuse doubtful repairs, keep the frames, use how many processes.

    `words` are changes to the word lists for who only reads; who checks reads by those of the rules.
    `decisions` are the ignores and the baseline that findings are held against. With `verdicts` the record of
    each document says how each rule ended on it. `explanation_seconds` is how long to search for what
    explains the sums of one document: as long as the error model says (None), or not at all (0). `limits` and
    `password` are for every file, and so is `layout`, what the user says of their layout. With `ocr`, text is
    recognised on pages that are pictures.
    """

    strict: bool = False
    keep_frames: bool = True
    jobs: int = 1
    progress: Progress | None = None
    words: tuple[WordChange, ...] = ()
    decisions: Decisions = field(default_factory=Decisions)
    verdicts: bool = False
    explanation_seconds: float | None = None
    limits: Limits = field(default_factory=Limits)
    password: str | None = field(default=None, repr=False)
    layout: LayoutMap | None = None
    ocr: bool = False

    def reading(self, words: tuple[WordChange, ...]) -> Reading:
        """How to read, by these changes to the word lists."""
        return Reading(self.strict, words, self.limits, self.password, self.layout, self.ocr)

    @property
    def first_share(self) -> float:
        """How large the first batch is, as a share of the others."""
        return SOON if self.jobs > 1 or self.progress is not None else 1.0

    @property
    def asked(self) -> Asked:
        """What is wanted of the engine besides findings."""
        return Asked(self.verdicts, self.explanation_seconds)


def read_files(sources: Iterable[Any], options: Options | None = None) -> tuple[Tables, list[InputError]]:
    """The frames of all `sources` together, and an error for each one that cannot be used."""
    options = options or Options()
    tables: list[Tables] = []
    errors: list[InputError] = []
    listed = list(sources)
    done = 0
    reading = options.reading(options.words)
    for batch in batches(listed, options.first_share):
        read_tables, failed = reading.tables(batch, partial(_tell, options, done, len(listed)))
        tables.append(read_tables)
        errors += failed
        done += len(batch)
        _tell(options, done, len(listed))
    return Tables.concat(renumbered(tables)), errors


def validate_files(
    sources: Iterable[Any],
    rules: RuleSet,
    options: Options | None = None,
    own: Sequence[BoundRule] = (),
    errors: Iterable[InputError] = (),
) -> Report:
    """The report on all `sources`; `errors` are inputs that were already found unusable.

    The result does not depend on the order of the sources, on how they are batched, or on `jobs`.
    """
    options = options or Options()
    ignores = options.decisions.checked(rules)
    on_tables = of_tables(rules)
    with collector_paused():
        plan = bind(on_tables, own)
    recipe = _Recipe(*parted(on_tables), own, options.reading(on_tables.words), options.asked)
    done = list(_run_batches(list(sources), recipe, plan.part(recipe.alone, own), options))
    across = compared([b.left for b in done], plan.part(recipe.across))
    checked = _Checked([b.result for b in done], across)
    failed = [*errors, *(error for batch in done for error in batch.errors)]
    frames = _frames([b.tables for b in done]) if options.keep_frames else {}
    report = _report(rules, plan, checked, failed, frames)
    return judged(report, rules, ignores, options.decisions.baseline)


class _Recipe(NamedTuple):
    """The rules that look at one document, those that compare documents, the user's own checks, how to read."""

    alone: RuleSet
    across: RuleSet
    own: Sequence[BoundRule]
    reading: Reading
    asked: Asked


class _Batch(NamedTuple):
    """What a batch gave: its result, its frames if they are kept, what comparing needs, and its errors."""

    result: Result
    tables: Tables
    left: Tables
    errors: list[InputError]


class _Checked(NamedTuple):
    """The result of each batch, and of the comparison of all documents."""

    alone: list[Result]
    across: Result

    @property
    def all(self) -> list[Result]:
        return [*self.alone, self.across]


def _run_batches(sources: list[Any], recipe: _Recipe, plan: Plan, options: Options) -> Iterable[_Batch]:
    """Each batch's result, in order; over processes when asked and when there is more than one batch."""
    cut = list(batches(sources, options.first_share))
    done = 0
    # NOTE: a check of the user's own is mostly a lambda, which cannot be sent to another process.
    if options.jobs > 1 and len(cut) > 1 and not recipe.own:
        job = partial(_in_process, recipe, options.keep_frames)
        for batch, result in over_processes(job, cut, options.jobs):
            done += len(batch)
            _tell(options, done, len(sources))
            yield result or _lost(batch[0])
        return
    for batch in cut:
        made = _checked(batch, recipe, plan, partial(_tell, options, done, len(sources)))
        yield made if options.keep_frames else made._replace(tables=Tables.empty())
        done += len(batch)
        _tell(options, done, len(sources))


def _checked(batch: Sequence[Any], recipe: _Recipe, plan: Plan, begin: Begin | None = None) -> _Batch:
    tables, errors = recipe.reading.tables(batch, begin)
    return _Batch(validate(tables, plan, recipe.asked), tables, left_of(tables, recipe.across), errors)


def _in_process(recipe: _Recipe, keep: bool, batch: Sequence[Any]) -> _Batch:
    made = _checked(batch, recipe, bind(recipe.alone, recipe.own))
    # NOTE: only the frames go back; what checks derived from them is held by functions, which cannot be sent.
    return made._replace(tables=_bare(made.tables) if keep else Tables.empty(), left=_bare(made.left))


def _lost(source: Any) -> _Batch:
    """What there is of a source that ended the process it was checked in."""
    error = UnreadableInputError(
        _called(source),
        "检查此文件的进程中途崩溃，内存可能不足 (the process that checked this file died, perhaps for want of memory)",
        "请单独检查此文件，或分成几个文件 (check it by itself, or split it into several files)",
    )
    return _Batch(Result((), (), (), ()), Tables.empty(), Tables.empty(), [error])


def _bare(tables: Tables) -> Tables:
    return Tables.of({name: tables.frame(name) for name in FRAMES}, tables.words)


def _tell(options: Options, done: int, total: int, source: Any = "") -> None:
    if options.progress is not None:
        options.progress(done, total, _called(source))


def _called(source: Any) -> str:
    return str(source) if isinstance(source, str | Path) else type(source).__name__


def _frames(tables: Sequence[Tables]) -> dict[str, pd.DataFrame]:
    whole = Tables.concat(renumbered(tables))
    return {name: whole.frame(name) for name in FRAMES}


def _report(
    rules: RuleSet,
    plan: Plan,
    checked: _Checked,
    failed: list[InputError],
    frames: dict[str, pd.DataFrame],
) -> Report:
    results = checked.all
    findings = sorted((f for r in results for f in r.findings), key=reading_order)
    read = with_findings((d for r in checked.alone for d in r.documents), checked.across)
    documents = sorted(read, key=lambda d: (d.file, d.document))
    crashed = {(e.kind, e.subject, e.message): e for r in results for e in r.tool_errors}
    unusable = [_tool_error(e) for e in failed]
    return Report(
        version=__version__,
        rules=rules,
        findings=tuple(findings),
        documents=tuple(documents),
        tallies=_tallies(plan, results),
        tool_errors=(
            *sorted(unusable, key=lambda e: (e.subject, e.message)),
            *crashed.values(),
            *_broken_plugins(),
        ),
        timings=merged(t for r in results for t in r.timings),
        frames=frames,
    )


def _tool_error(error: InputError) -> ToolError:
    detail = error.detail if isinstance(error, ReaderCrashError) else ""
    return ToolError(error.kind, error.file, error.problem, error.remedy, detail, error.place)


def _broken_plugins() -> Iterator[ToolError]:
    for fault in plugins.faults():
        yield ToolError(
            kind="plugin",
            subject=f"{fault.package}:{fault.name}",
            message=f"插件无法载入：{fault.reason} (the plugin cannot be loaded)",
            remedy=f"升级或卸载 {fault.package} (upgrade or remove it)",
            detail=fault.detail,
        )


def _tallies(plan: Plan, results: list[Result]) -> tuple[RuleTally, ...]:
    counted = ("applicable", "passed", "failed", "undecided", "not_applicable", "shown")
    sums = {b.rule.id: RuleTally(b.rule.id, b.rule.name, b.rule.severity, *[0] * 6) for b in plan.bound}
    for tally in (tally for result in results for tally in result.tallies):
        known = sums[tally.rule]
        sums[tally.rule] = replace(
            known, **{name: getattr(known, name) + getattr(tally, name) for name in counted}
        )
    return tuple(sums.values())
