"""Links that terminals follow: to a file, to a line of it, to the file of a rule."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.style import Style
from rich.text import Text

from budgetcheck.model import Finding, Report
from budgetcheck.reports.parts.places import document_key, texts_of


class Links(NamedTuple):
    """Where files and rules can be opened, and in which documents an editor can go to a line; nothing where nobody follows links."""

    files: Mapping[str, str] = {}
    rules: Mapping[str, str] = {}
    texts: frozenset[tuple[str, int]] = frozenset()

    @classmethod
    def of(cls, report: Report, console: Console) -> Links:
        """The links of `report`, where `console` is a terminal that a person looks at."""
        if not _followed(console):
            return cls()
        names = {d.file for d in report.documents} | {f.location.file for f in report.findings}
        rules = {rule.id: rule.file for rule in report.rules.rules}
        addresses = _addresses(names | set(rules.values()))
        held = {rule: addresses[file] for rule, file in rules.items() if file in addresses}
        return cls(addresses, held, texts_of(report))

    def file(self, text: Text, file: str) -> Text:
        """`text` as a link to the file."""
        return _linked(text, 0, self.files.get(file, ""))

    def rule(self, text: Text, rule: str) -> Text:
        """`text` as a link to the file of `rule`, which says why it is checked and shows cases."""
        return _linked(text, 0, self.rules.get(rule, ""))

    def place(self, text: Text, finding: Finding, named: int) -> Text:
        """`text` with its first `named` characters as a link to the file, and the rest to the line.

        NOTE: apart, since some desktops open no address with a line; those that know it take #37.
        """
        where = finding.location
        address = self.files.get(where.file, "")
        at_line = where.line is not None and document_key(finding) in self.texts
        _linked(text, 0, address, named)
        return _linked(text, named, f"{address}#{where.line}" if address and at_line else address)


def _followed(console: Console) -> bool:
    # NOTE: a console may be told to colour what goes into a pipe or a log, where a link is only noise.
    wanted = os.environ.get("FORCE_HYPERLINK", "")
    return wanted != "0" if wanted else console.file.isatty()


def _addresses(names: Iterable[str]) -> dict[str, str]:
    paths = {name: Path(name) for name in names if name}
    return {name: path.resolve().as_uri() for name, path in paths.items() if path.is_file()}


def _linked(text: Text, start: int, address: str, end: int | None = None) -> Text:
    if address:
        text.stylize(Style(link=address), start, end)
    return text
