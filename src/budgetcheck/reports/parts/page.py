"""What every part of a printed report needs to know: the reader's wishes, the width, how files are named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from rich.console import ConsoleOptions

from budgetcheck.model import Finding, Report
from budgetcheck.reports.parts.places import document_key, file_name, listing, paged, place
from budgetcheck.reports.parts.safe import one_line
from budgetcheck.reports.parts.view import View


class Page(NamedTuple):
    """One printing of one report.

    `paged` are the tables with several pages, `names` what each file is called: its last part, or the
    whole path where two files share that.
    """

    view: View
    width: int
    links: bool
    paged: frozenset[tuple[str, int]]
    names: Mapping[str, str]

    @classmethod
    def of(cls, report: Report, view: View, options: ConsoleOptions) -> Page:
        """The page for `report` as rich is about to print it."""
        return cls(view, options.max_width, options.is_terminal, paged(report), _names(report))

    @property
    def lang(self) -> str:
        """The language of the words."""
        return self.view.lang

    def place(self, finding: Finding) -> str:
        """Where the finding is, as a clerk says it."""
        return place(finding.location, self.lang, with_page=document_key(finding) in self.paged)

    def near(self, finding: Finding, other: Finding) -> str:
        """Where the finding is, for a reader who stands at `other` in the same file."""
        with_page = document_key(finding) in self.paged and finding.location.page != other.location.page
        return place(finding.location, self.lang, with_file=False, with_page=with_page)

    def says_line(self, finding: Finding) -> bool:
        """Whether the message itself names the line."""
        form = "第{}行" if self.lang == "zh" else "line {}"
        return form.format(finding.location.line) in finding.message.get(self.lang)

    def listing(self, finding: Finding) -> str:
        """Where the finding is, as an editor follows it, then the project and the column."""
        where = finding.location
        with_page = document_key(finding) in self.paged
        named = self.names.get(where.file, one_line(where.file))
        said = finding.message.get(self.lang)
        return listing(where, self.lang, named=named, with_page=with_page, said=said)

    def style(self, base: str, file: str) -> str:
        """`base`, with a link to the file where the terminal follows links."""
        path = Path(file)
        return f"{base} link {path.resolve().as_uri()}" if self.links and path.is_file() else base


def _names(report: Report) -> dict[str, str]:
    files = {d.file for d in report.documents} | {f.location.file for f in report.findings}
    shared = Counter(map(file_name, files))
    return {file: one_line(file) if shared[file_name(file)] > 1 else file_name(file) for file in files}
