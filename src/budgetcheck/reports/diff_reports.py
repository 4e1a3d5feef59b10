"""`diff` of two reports for people: what is new, what is fixed, and how many of each rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.text import Text

from budgetcheck.comparison import ReportsComparison
from budgetcheck.reports.diff_json import frame_records
from budgetcheck.reports.parts.diff_words import told, word
from budgetcheck.reports.parts.phrases import colon
from budgetcheck.reports.parts.safe import one_line
from budgetcheck.reports.parts.styles import STYLE
from budgetcheck.reports.parts.tables import Column, Table
from budgetcheck.reports.parts.wrap import folded
from budgetcheck.terms import FindingChange, Severity, SuppressionKind

_SHOWN = (FindingChange.NEW, FindingChange.FIXED, FindingChange.UNCHECKED)
_COLOUR = {"new": "red", "fixed": "green", "unchecked": "yellow"}
Row = Mapping[str, Any]


@dataclass(frozen=True)
class ReportsDiff:
    """A comparison of reports as rich prints it; `limit` findings of each kind, 0 for all."""

    found: ReportsComparison
    lang: str = "zh"
    limit: int = 0

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """New findings, fixed ones, those that were not checked again; counts per rule; the totals."""
        width = options.max_width
        rows = frame_records(self.found.findings)
        for change in _SHOWN:
            yield from self._section(change, [row for row in rows if row["change"] == change], width)
        yield from self._rules()
        yield from self._warning(width)
        counts = Counter(row["change"] for row in rows)
        text = told(counts, FindingChange, self.lang) or word("nothing", self.lang)
        yield from folded(Text(text, style="bold"), width)

    def _section(self, change: FindingChange, rows: Sequence[Row], width: int) -> Iterator[Text]:
        if not rows:
            return
        yield Text(f"{change.label(self.lang)} {len(rows):,}", style=f"bold {_COLOUR[change]}")
        # NOTE: sorted by severity only; within one severity the order of the report stays.
        ordered = sorted(rows, key=lambda row: -Severity(row["severity"]).rank)
        fits = not self.limit or len(ordered) <= self.limit + self.limit // 2
        shown = ordered if fits else ordered[: self.limit]
        for row in shown:
            yield from folded(self._line(row), width, Text("  "), Text("      "))
        if len(shown) < len(ordered):
            more = word("more", self.lang, n=f"{len(ordered) - len(shown):,}")
            yield Text(f"  {more}", style=STYLE["quiet"])
        yield Text("")

    def _line(self, row: Row) -> Text:
        severity = Severity(row["severity"])
        place = ":".join(str(part) for part in (one_line(row["file"]), row["line"]) if part is not None)
        text = Text(f"{severity.label(self.lang)} {one_line(row['rule'])}", style=STYLE[str(severity)])
        text.append(f" {place} ", STYLE["place"]).append(one_line(row["message"]), "")
        if row["suppressed"]:
            text.append(f"  {self._why(row['suppressed'])}", STYLE["quiet"])
        return text

    def _why(self, kind: str) -> str:
        known = {str(k): k.label(self.lang) for k in SuppressionKind}
        return f"{word('not_counted', self.lang)}{colon(self.lang)}{known.get(kind, kind)}"

    def _rules(self) -> Iterator[RenderableType]:
        rows = [row for row in frame_records(self.found.rules) if row["new"] or row["fixed"]]
        if not rows:
            return
        texts = [Column(word(key, self.lang)) for key in ("rule", "meaning")]
        table = Table([*texts, *(Column(change.label(self.lang), figures=True) for change in FindingChange)])
        for row in rows:
            counts = (
                Text(f"{row[str(c)]:,}", style="" if row[str(c)] else STYLE["quiet"]) for c in FindingChange
            )
            table.add_row(Text(one_line(row["rule"])), Text(one_line(row["name"])), *counts)
        yield table

    def _warning(self, width: int) -> Iterator[Text]:
        sides = [side["rules"] for side in (self.found.old, self.found.new)]
        if sides[0].get("hash") != sides[1].get("hash"):
            old, new = (f"{side.get('pack')} {side.get('hash')}" for side in sides)
            text = word("rules_differ", self.lang, old=old, new=new)
            yield from folded(Text(one_line(text), style=STYLE["quiet"]), width)
