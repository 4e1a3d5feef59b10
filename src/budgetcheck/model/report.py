"""The report: what was read, what was checked, and every finding, from which all views derive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from budgetcheck.errors import FindingsError
from budgetcheck.model.finding import Change, Explanation, Finding
from budgetcheck.model.rule import RuleSet
from budgetcheck.terms import Certainty, ChangeKind, Severity, SuppressionKind, Verdict

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One table in one file: what was read of it.

    `document` is the 1-based ordinal of the table in its file. `findings` counts its findings by
    severity value, without those that are suppressed; `suppressed` counts these. `verdicts` is the
    verdict that matters most of each rule on this table, by rule id; None where nobody asked for it.
    `spans` says what lines and spans of its findings count in: `line` (lines of a text and characters in them)
    or `cell` (rows of a table and characters in a cell).
    """

    file: str
    document: int
    sha256: str
    encoding: str
    sheet: str | None
    line: int
    title: str
    department: str
    year: int | None
    money_unit: str
    layout: str
    pages: int
    lines: int
    units: int
    projects: int
    indicators: int
    rows_joined: int
    amounts_unreadable: int
    amounts_doubtful: int
    repairs: int
    findings: dict[str, int] = field(default_factory=dict)
    suppressed: int = 0
    spans: str = "line"
    verdicts: Mapping[str, Verdict] | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class RuleTally:
    """How one rule ended over all subjects.

    `shown` counts its findings, folded ones included, without those that are `suppressed`.
    """

    rule: str
    name: str
    severity: Severity
    applicable: int
    passed: int
    failed: int
    undecided: int
    not_applicable: int
    shown: int
    suppressed: int = 0


@dataclass(frozen=True, slots=True)
class Timing:
    """What a part of checking took.

    `kind` is `rule` (a rule's own function, `subject` is its id), `shared` (what several rules rest on,
    made once for all of them) or `engine` (the rest: bookkeeping, findings).
    """

    kind: str
    subject: str
    seconds: float


@dataclass(frozen=True, slots=True)
class ToolError:
    """Something that kept the tool from its work: a crashed rule or an input it could not use.

    `kind` is `rule`, `input` or `reader` (a reader of ours crashed on an input); `subject` is the rule id or the file; `detail` is a traceback for -v.
    """

    kind: str
    subject: str
    message: str
    remedy: str = ""
    detail: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a money cell may have said, for who marks the cell itself; one per cell and explanation, best first."""

    file: str
    document: int
    sheet: str | None
    line: int
    column: str
    cell: str
    before: str
    after: str
    probability: float
    certainty: Certainty
    fingerprint: str


@dataclass(frozen=True)
class Report:
    """Everything one run found.

    Attributes:
        findings: in the order of file, document, line, rule; folded ones carry `caused_by`.
        documents: one record per table read.
        tallies: one per rule that was on.
        tool_errors: crashed rules and unusable inputs; the rest of the work went on.
        baseline_gone: how many findings of the baseline are no more; None where there is no baseline.
        timings: what each part of checking took, dearest first; never the same twice.
        frames: `documents`, `lines`, `indicators`, `cells`, `repairs`, `readings`; amounts in fen.
    """

    version: str
    rules: RuleSet
    findings: tuple[Finding, ...]
    documents: tuple[DocumentRecord, ...]
    tallies: tuple[RuleTally, ...]
    tool_errors: tuple[ToolError, ...] = ()
    baseline_gone: int | None = None
    timings: tuple[Timing, ...] = field(default=(), repr=False, compare=False)
    frames: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False, compare=False)

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong: no error or warning, and no tool error."""
        return not self.tool_errors and not self.at_least("warning")

    def at_least(self, severity: Severity | str) -> tuple[Finding, ...]:
        """The findings of this severity or worse that are not suppressed, folded ones included."""
        floor = Severity(severity).rank
        return tuple(f for f in self.findings if f.severity.rank >= floor and f.suppressed is None)

    def count(self) -> dict[str, int]:
        """Number of findings by severity value, worst first: folded ones included, suppressed ones not."""
        counted = Counter(str(f.severity) for f in self.findings if f.suppressed is None)
        return {str(s): counted.get(str(s), 0) for s in Severity}

    def count_families(self) -> dict[str, dict[str, int]]:
        """Number of findings that are not suppressed by the first letters of their rules, then by severity."""
        counted = Counter((f.rule[:3], str(f.severity)) for f in self.findings if f.suppressed is None)
        families = dict.fromkeys(family for family, _ in sorted(counted))
        return {family: {str(s): counted[family, str(s)] for s in Severity} for family in families}

    def count_suppressed(self) -> dict[str, int]:
        """Number of suppressed findings by what suppressed them."""
        counted = Counter(str(f.suppressed.kind) for f in self.findings if f.suppressed is not None)
        return {str(kind): counted.get(str(kind), 0) for kind in SuppressionKind}

    def suggestions(self) -> tuple[Suggestion, ...]:
        """What explanations of findings that count suggest for single cells, in the order of findings and ranks.

        `fingerprint` leads back to the finding; rows that are missing or too many are no suggestion for a cell.
        """
        return tuple(
            _suggestion(finding, item, change)
            for finding in self.findings
            if finding.suppressed is None
            for item in finding.explanations
            for change in item.changes
            if change.kind is ChangeKind.AMOUNT
        )

    def raise_for(self, severity: Severity | str = "error") -> None:
        """Do nothing when no finding is this bad.

        Raises:
            FindingsError: naming how many there are and the first of them.
        """
        bad = self.at_least(severity)
        if bad:
            first = next((f for f in bad if f.caused_by is None), bad[0])
            place = f"{first.location.file}:{first.location.line}"
            raise FindingsError(
                f"{len(bad)} 个问题达到「{Severity(severity).zh}」级别，第一个: {place} {first.rule} "
                f"{first.message.zh} ({len(bad)} findings at or above {severity})"
            )


def _suggestion(finding: Finding, item: Explanation, change: Change) -> Suggestion:
    where = finding.location
    return Suggestion(
        file=where.file,
        document=where.document,
        sheet=where.sheet,
        line=change.line or 0,
        column=change.column or "",
        cell=change.cell,
        before=change.before,
        after=change.after,
        probability=item.probability,
        certainty=item.certainty,
        fingerprint=finding.fingerprint,
    )
