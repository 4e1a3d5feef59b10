"""A report after what people decided before: ignores applied and judged in turn, the baseline marked, all counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from budgetcheck.engine import Result, bind, validate
from budgetcheck.engine.run import reading_order
from budgetcheck.model import DocumentRecord, Finding, Ignore, Report, Rule, RuleSet, RuleTally
from budgetcheck.triage import Baseline, Ignores, Run, gone_entries, mark_baseline
from budgetcheck.triage.frame import ignores_tables

RUN_FRAME = "ignores"
"""The frame of rules that judge a run as a whole, not its tables."""


class Decisions(NamedTuple):
    """What was decided about findings before this run, and the day of the run (today, when None)."""

    ignores: tuple[Ignore, ...] = ()
    baseline: Baseline | None = None
    today: date | None = None

    def checked(self, rules: RuleSet) -> Ignores:
        """The ignores, with the ids of the rules they name.

        Raises:
            ConfigurationError: an ignore names no rule.
        """
        return Ignores.of(self.ignores, rules, self.today or date.today())


def of_tables(rules: RuleSet) -> RuleSet:
    """The rules that judge tables."""
    return replace(rules, rules=tuple(rule for rule in rules if rule.frame != RUN_FRAME))


def judged(report: Report, rules: RuleSet, ignores: Ignores, baseline: Baseline | None) -> Report:
    """The report on a run of `rules` with suppressed findings marked, and the findings on the ignores added."""
    on_runs = [rule for rule in rules if rule.frame == RUN_FRAME]
    run = Run.of(report)
    marked, fits = ignores.mark(report.findings)
    result = _validated(on_runs, ignores, fits, run)
    gone = None
    if baseline is not None:
        marked = mark_baseline(marked, baseline)
        gone = sum(entry.count for entry in gone_entries(baseline, marked, run))
    tallies = _in_order((*report.tallies, *_tallies(on_runs, result)), rules)
    return replace(
        report,
        rules=rules,
        findings=tuple(sorted((*marked, *(result.findings if result else ())), key=reading_order)),
        documents=_documents(report, marked),
        tallies=_recounted(tallies, marked),
        tool_errors=(*report.tool_errors, *(result.tool_errors if result else ())),
        baseline_gone=gone,
    )


def _validated(on_runs: Sequence[Rule], ignores: Ignores, fits: Counter[int], run: Run) -> Result | None:
    if not on_runs or not ignores.entries:
        return None
    return validate(ignores_tables(ignores, fits, run), bind(on_runs))


def _tallies(on_runs: Iterable[Rule], result: Result | None) -> Sequence[RuleTally]:
    if result is not None:
        return result.tallies
    return [RuleTally(rule.id, rule.name, rule.severity, *[0] * 6) for rule in on_runs]


def _in_order(tallies: Iterable[RuleTally], rules: RuleSet) -> list[RuleTally]:
    """In the order of the rules; the user's own checks, which are none of these, last and as they stood."""
    place = {rule.id: at for at, rule in enumerate(rules)}
    return sorted(tallies, key=lambda tally: place.get(tally.rule, len(place)))


def _recounted(tallies: Iterable[RuleTally], findings: Iterable[Finding]) -> tuple[RuleTally, ...]:
    """The tallies with suppressed findings counted apart."""
    hidden = Counter(f.rule for f in findings if f.suppressed is not None)
    return tuple(
        replace(tally, shown=tally.shown - n, suppressed=n) if (n := hidden[tally.rule]) else tally
        for tally in tallies
    )


def _documents(report: Report, findings: Iterable[Finding]) -> tuple[DocumentRecord, ...]:
    """The records of what was read, with suppressed findings counted apart."""
    hidden: dict[tuple[str, int], Counter[str]] = {}
    for finding in findings:
        if finding.suppressed is not None:
            place = (finding.location.file, finding.location.document)
            hidden.setdefault(place, Counter())[str(finding.severity)] += 1
    return tuple(
        _without(record, counts) if (counts := hidden.get((record.file, record.document))) else record
        for record in report.documents
    )


def _without(record: DocumentRecord, hidden: Counter[str]) -> DocumentRecord:
    left = {severity: n - hidden[severity] for severity, n in record.findings.items()}
    return replace(record, findings=left, suppressed=hidden.total())
