"""`diff` of two years' tables for people: what came, went and changed, the largest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.text import Text

from budgetcheck.comparison import TablesComparison
from budgetcheck.reports.diff_json import frame_records
from budgetcheck.reports.parts.diff_words import gap, money, told, word
from budgetcheck.reports.parts.phrases import bracketed, clauses, colon, counted, listed
from budgetcheck.reports.parts.places import file_name
from budgetcheck.reports.parts.safe import one_line
from budgetcheck.reports.parts.styles import STYLE
from budgetcheck.reports.parts.tables import Column, Table
from budgetcheck.reports.parts.wrap import folded
from budgetcheck.terms import Field, ProjectChange, TargetChange, TextChange

_COLOUR = {
    "added": "green", "gone": "red", "renamed": "yellow",
    "weaker": "red", "unmeasured": "red", "stronger": "green", "changed": "yellow",
}  # fmt: skip
_WORST_FIRST = (TargetChange.UNMEASURED, TargetChange.WEAKER, TargetChange.CHANGED, TargetChange.STRONGER)
_LONGEST = 60
Row = Mapping[str, Any]


@dataclass(frozen=True)
class TablesDiff:
    """A comparison of tables as rich prints it; `limit` entries of each kind, 0 for all."""

    found: TablesComparison
    lang: str = "zh"
    limit: int = 0

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The two sides, then projects, units, amounts, targets, indicators and texts, then the counts."""
        width = options.max_width
        yield from self._heads(width)
        yield from self._projects(width)
        yield from self._units(width)
        yield from self._amounts(width)
        yield from self._targets(width)
        yield from self._indicators(width)
        yield from self._texts(width)
        yield from folded(Text(self._totals(), style="bold"), width)

    def _heads(self, width: int) -> Iterator[Text]:
        editions = frame_records(self.found.editions)
        for side in ("old", "new"):
            held = [row for row in editions if row["side"] == side]
            head = Text(f"{word(side, self.lang)}  ", style=STYLE["quiet"])
            listed, indent = self._most([_edition(row, self.lang) for row in held]), Text(" " * head.cell_len)
            for number, text in enumerate(listed):
                yield from folded(text, width, indent if number else head, indent)
            yield from self._rest(len(held) - len(listed), width)
        yield Text("─" * width, style=STYLE["quiet"])

    def _projects(self, width: int) -> Iterator[Text]:
        rows = frame_records(self.found.projects)
        changed = [row for row in rows if row["change"] != ProjectChange.KEPT or _moved(row)]
        order = [str(c) for c in (ProjectChange.ADDED, ProjectChange.GONE, ProjectChange.RENAMED)]
        changed.sort(key=lambda row: order.index(row["change"]) if row["change"] in order else len(order))
        yield from self._section("projects", changed, self._project, width)

    def _project(self, row: Row) -> Text:
        text = self._mark(row["change"], ProjectChange(row["change"]).label(self.lang))
        if row["change"] == ProjectChange.GONE:
            text.append(_named(row["name_old"]), "")
            text.append(f"  {money(row['total_old'], self.lang)}", STYLE["quiet"])
            return text.append(_where(row, "old"), STYLE["place"])
        if row["change"] == ProjectChange.RENAMED:
            text.append(f"{_named(row['name_old'])} → ", "")
        text.append(_named(row["name_new"]), "")
        notes = []
        if row["change"] == ProjectChange.RENAMED:
            notes.append(word("like", self.lang, n=int(row["likeness"] * 100)))
        if _moved(row):
            notes.append(word("moved", self.lang, unit=_named(row["unit_old"])))
        text.append("  " + " · ".join([money(row["total_new"], self.lang), *notes]), STYLE["quiet"])
        return text.append(_where(row), STYLE["place"])

    def _units(self, width: int) -> Iterator[RenderableType]:
        rows = [row for row in frame_records(self.found.units) if row["difference"] or row["unread"]]
        if not rows:
            return
        yield Text(word("units", self.lang), style="bold")
        texts = [Column(word(key, self.lang)) for key in ("unit", "column")]
        figures = [Column(word(key, self.lang), figures=True) for key in ("old", "new", "difference")]
        table = Table([*texts, *figures])
        shown = self._most(sorted(rows, key=lambda row: -abs(row["difference"])))
        for row in shown:
            table.add_row(*map(Text, self._unit(row)))
        yield table
        if len(rows) > len(shown):
            yield from self._rest(len(rows) - len(shown), width)

    def _unit(self, row: Row) -> list[str]:
        names = [one_line(n) for n in dict.fromkeys((row["unit_old"], row["unit_new"])) if n]
        change = ProjectChange(row["change"])
        tail = "" if change is ProjectChange.KEPT else f"（{change.label(self.lang)}）"
        amounts = [money(row[side], self.lang) for side in ("old", "new")]
        name = (" → ".join(names) or word("no_unit", self.lang)) + tail
        column = Field(row["field"]).label(self.lang)
        return [name, column, *amounts, gap(row["difference"], row["old"], self.lang)]

    def _amounts(self, width: int) -> Iterator[Text]:
        groups = [
            list(group)
            for _, group in groupby(
                frame_records(self.found.amounts), key=lambda row: (row["file_new"], row["line_new"])
            )
        ]
        groups.sort(key=lambda group: -max(abs(row["difference"]) for row in group))
        yield from self._section("amounts", groups, self._amount, width)

    def _amount(self, group: Sequence[Row]) -> Text:
        """All amounts of one project; columns that changed alike are told together."""
        told_together: dict[tuple[Any, Any], list[str]] = {}
        for row in group:
            label = Field(row["field"]).label(self.lang)
            told_together.setdefault((row["old"], row["new"]), []).append(label)
        text = Text(_named(group[0]["project"]))
        for (old, new), labels in told_together.items():
            change = gap((new or 0) - (old or 0), old, self.lang)
            amounts = f"{money(old, self.lang)} → {money(new, self.lang)}{bracketed(change, self.lang)}"
            text.append(f"  {listed(labels, self.lang)} {amounts}", "")
        return text.append(_where(group[0]), STYLE["place"])

    def _targets(self, width: int) -> Iterator[Text]:
        rows = frame_records(self.found.targets)
        order = [str(change) for change in _WORST_FIRST]
        rows.sort(key=lambda row: order.index(row["change"]))
        yield from self._section("targets", rows, self._target, width)

    def _target(self, row: Row) -> Text:
        text = self._mark(row["change"], TargetChange(row["change"]).label(self.lang))
        text.append(f"{_named(row['project'])} · {_named(row['indicator'])}  ", "")
        values = [_short(row[side]) or word("blank", self.lang) for side in ("old", "new")]
        return text.append(" → ".join(values), "bold").append(_where(row), STYLE["place"])

    def _indicators(self, width: int) -> Iterator[Text]:
        groups = [
            list(group)
            for _, group in groupby(
                frame_records(self.found.indicators),
                key=lambda row: (row["unit"], row["project"], row["change"]),
            )
        ]
        yield from self._section("indicators", groups, self._indicator, width)

    def _indicator(self, group: Sequence[Row]) -> Text:
        change = ProjectChange(group[0]["change"])
        text = self._mark(str(change), change.label(self.lang))
        names = [f"{_named(row['indicator'])} {_short(row['value'])}".rstrip() for row in group]
        return text.append(f"{_named(group[0]['project'])} · {clauses(names, self.lang)}", "")

    def _texts(self, width: int) -> Iterator[Text]:
        rows = frame_records(self.found.texts)
        groups = [
            [row for row in rows if (row["field"], row["change"]) == (str(field), str(change))]
            for field in (Field.GOAL, Field.CONTENT)
            for change in TextChange
        ]
        yield from self._section("texts", [group for group in groups if group], self._text, width)

    def _text(self, group: Sequence[Row]) -> Text:
        change, field = TextChange(group[0]["change"]), Field(group[0]["field"])
        number = word("of_projects", self.lang, n=f"{len(group):,}")
        text = Text(f"{field.label(self.lang)} · {change.label(self.lang)} · {number}  ")
        names = [_named(row["project"]) for row in self._most(group)]
        more = "…" if len(names) < len(group) else ""
        return text.append(listed(names, self.lang) + more, STYLE["quiet"])

    def _section(
        self, key: str, rows: Sequence[Any], line: Callable[[Any], Text], width: int
    ) -> Iterator[Text]:
        """A head and a line for each of the first rows; nothing for none."""
        if not rows:
            return
        yield Text(word(key, self.lang), style="bold")
        shown = self._most(rows)
        for row in shown:
            yield from folded(line(row), width, Text("  "), Text("      "))
        yield from self._rest(len(rows) - len(shown), width)
        yield Text("")

    def _most(self, rows: Sequence[Any]) -> Sequence[Any]:
        return rows if not self.limit or len(rows) <= self.limit + self.limit // 2 else rows[: self.limit]

    def _rest(self, number: int, width: int) -> Iterator[Text]:
        if number:
            text = Text(word("more", self.lang, n=f"{number:,}"), style=STYLE["quiet"])
            yield from folded(text, width, Text("  "))

    def _mark(self, change: str, label: str) -> Text:
        return Text(f"{label} ", style=_COLOUR.get(change, ""))

    def _totals(self) -> str:
        counts, lang = self.found.summary, self.lang
        said = {
            "projects": told(counts["projects"], ProjectChange, lang),
            "amounts_short": f"{counts['amounts']:,}" if counts["amounts"] else "",
            "targets": told(counts["targets"], _WORST_FIRST, lang),
            "indicators": told(counts["indicators"], ProjectChange, lang),
            "texts": told(counts["texts"], TextChange, lang),
        }
        parts = [f"{word(key, lang)}{colon(lang)}{text}" for key, text in said.items() if text]
        unread = int(self.found.units["unread"].sum())
        return clauses([*parts, word("unread", lang, n=unread) if unread else ""], lang)


def _edition(row: Row, lang: str) -> Text:
    facts = [
        one_line(row["department"]),
        str(row["year"] or word("no_year", lang)),
        counted("project", row["projects"], lang),
    ]
    return Text.assemble((one_line(row["file"]), "bold"), "  ", " · ".join(filter(None, facts)))


def _moved(row: Row) -> bool:
    """Whether a kept project stands under a unit of another name."""
    return bool(row["unit_old"] and row["unit_new"]) and row["unit_old"] != row["unit_new"]


def _where(row: Row, side: str = "new") -> str:
    return f"  {file_name(row[f'file_{side}'])}:{row[f'line_{side}']}"


def _named(name: str | None) -> str:
    return one_line(name or "")


def _short(text: str) -> str:
    plain = one_line(text)
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"
