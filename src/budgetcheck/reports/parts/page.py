"""What every part of a printed report needs to know: the reader's wishes, the width, how files are named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from rich.console import Console, ConsoleOptions
from rich.text import Text

from budgetcheck.model import Finding, Report
from budgetcheck.reports.parts.links import Links
from budgetcheck.reports.parts.places import document_key, file_name, listing, paged, place
from budgetcheck.reports.parts.safe import one_line
from budgetcheck.reports.parts.styles import STYLE
from budgetcheck.reports.parts.view import View


class Page(NamedTuple):
    """One printing of one report.

    `paged` are the tables with several pages, `names` what each file is called: its last part, or the
    whole path where two files share that.
    """

    view: View
    width: int
    links: Links
    paged: frozenset[tuple[str, int]]
    names: Mapping[str, str]

    @classmethod
    def of(cls, report: Report, view: View, console: Console, options: ConsoleOptions) -> Page:
        """The page for `report` as `console` is about to print it."""
        return cls(view, options.max_width, Links.of(report, console), paged(report), _names(report))

    @property
    def lang(self) -> str:
        """The language of the words."""
        return self.view.lang

    def place(self, finding: Finding) -> Text:
        """Where the finding is, as a clerk says it."""
        text = place(finding.location, self.lang, with_page=document_key(finding) in self.paged)
        return self._linked(text, finding, file_name(finding.location.file))

    def near(self, finding: Finding, other: Finding) -> Text:
        """Where the finding is, for a reader who stands at `other` in the same file."""
        with_page = document_key(finding) in self.paged and finding.location.page != other.location.page
        text = place(finding.location, self.lang, with_file=False, with_page=with_page)
        return self._linked(text, finding, "")

    def says_line(self, finding: Finding) -> bool:
        """Whether the message itself names the line."""
        form = "第{}行" if self.lang == "zh" else "line {}"
        return form.format(finding.location.line) in finding.message.get(self.lang)

    def listing(self, finding: Finding) -> Text:
        """Where the finding is, as an editor follows it, then the project and the column."""
        where = finding.location
        with_page = document_key(finding) in self.paged
        named = self.names.get(where.file, one_line(where.file))
        said = finding.message.get(self.lang)
        text = listing(where, self.lang, named=named, with_page=with_page, said=said)
        return self._linked(text, finding, named)

    def _linked(self, text: str, finding: Finding, named: str) -> Text:
        return self.links.place(Text(text, style=STYLE["place"]), finding, len(named))


def _names(report: Report) -> dict[str, str]:
    files = {d.file for d in report.documents} | {f.location.file for f in report.findings}
    shared = Counter(map(file_name, files))
    return {file: one_line(file) if shared[file_name(file)] > 1 else file_name(file) for file in files}
