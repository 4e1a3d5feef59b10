"""Two reports: which findings are new, which are gone, which are still there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from budgetcheck.frames.changes import change_frame, counts
from budgetcheck.terms import FindingChange, Severity

if TYPE_CHECKING:
    import pandas as pd

Record = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class ReportsComparison:
    """What differs between two reports.

    Attributes:
        findings: every finding of either report with what became of it.
        rules: how many of each rule's findings became what.
        old, new: the heads of the two reports: tool and rules.
    """

    findings: pd.DataFrame
    rules: pd.DataFrame
    old: Record
    new: Record

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """Name to frame."""
        return {"findings": self.findings, "rules": self.rules}

    @property
    def summary(self) -> dict[str, Any]:
        """How many findings became what."""
        return dict(counts(self.findings, FindingChange))

    def new_at_least(self, severity: Severity | str) -> int:
        """How many findings are new, count (nothing suppresses them), and are of this severity or worse."""
        floor = Severity(severity).rank
        found = self.findings[self.findings["change"] == FindingChange.NEW]
        live = found[found["suppressed"].isna()]
        return sum(Severity(value).rank >= floor for value in live["severity"])


def compare_reports(old: Record, new: Record) -> ReportsComparison:
    """What became of the findings of `old`, a JSON report, in `new`.

    A finding is the same when its fingerprint is; where several share one, those of one file go together
    first. One that is missing counts as fixed only if the new report had its rule on and read its table.
    """
    rows = list(_rows(old, new))
    return ReportsComparison(
        findings=change_frame("findings", rows),
        rules=change_frame("rules", _rules(rows)),
        old=_head(old),
        new=_head(new),
    )


def _head(report: Record) -> Record:
    return {"tool": report["tool"], "rules": report["rules"]}


def _rows(old: Record, new: Record) -> Iterator[dict[str, Any]]:
    missing, fresh = _unpaired(old["findings"], new["findings"])
    for at, finding in enumerate(new["findings"]):
        yield _row(FindingChange.NEW if at in fresh else FindingChange.UNCHANGED, finding)
    for at in missing:
        finding = old["findings"][at]
        checked = _was_checked(finding, new)
        yield _row(FindingChange.FIXED if checked else FindingChange.UNCHECKED, finding)


def _unpaired(old: Sequence[Record], new: Sequence[Record]) -> tuple[list[int], set[int]]:
    """The positions on either side that are on the other side no more, or not yet."""
    missing, fresh = list(range(len(old))), list(range(len(new)))
    for with_file in (True, False):
        waiting: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for at in reversed(missing):
            waiting[_key(old[at], with_file)].append(at)
        left = []
        for at in fresh:
            same = waiting[_key(new[at], with_file)]
            if same:
                same.pop()
            else:
                left.append(at)
        fresh, missing = left, sorted(at for held in waiting.values() for at in held)
    return missing, set(fresh)


def _key(finding: Record, with_file: bool) -> tuple[str, ...]:
    fingerprint = str(finding["fingerprint"])
    return (fingerprint, str(finding["location"]["file"])) if with_file else (fingerprint,)


def _was_checked(finding: Record, new: Record) -> bool:
    """Whether the new report would have this finding, were it still there."""
    crashed = {error["subject"] for error in new["tool_errors"] if error["kind"] != "input"}
    rules = {tally["rule"] for tally in new["summary"]} - crashed
    where = finding["location"]
    read = {(d["file"], d["department"]) for d in new["documents"]}
    same_file = any(file == where["file"] for file, _ in read)
    same_owner = where["department"] != "" and any(owner == where["department"] for _, owner in read)
    return finding["rule"] in rules and (same_file or same_owner)


def _row(change: FindingChange, finding: Record) -> dict[str, Any]:
    where, why = finding["location"], finding.get("suppressed")
    return {
        "change": str(change),
        **{key: finding[key] for key in ("rule", "name", "severity", "message", "fingerprint")},
        **{key: where.get(key) for key in ("file", "line", "column", "department", "unit", "project")},
        "suppressed": str(why.get("kind")) if isinstance(why, Mapping) else None,
    }


def _rules(rows: Iterable[Record]) -> Iterator[dict[str, Any]]:
    became: defaultdict[str, Counter[str]] = defaultdict(Counter)
    heads: dict[str, dict[str, Any]] = {}
    for row in rows:
        heads[row["rule"]] = {key: row[key] for key in ("rule", "name", "severity")}
        became[row["rule"]][row["change"]] += 1
    for rule in sorted(heads):
        yield {**heads[rule], **{str(change): became[rule][str(change)] for change in FindingChange}}
