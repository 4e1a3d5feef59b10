"""The public functions: read, validate, diff, load_rules, explain, schema, as_rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgetcheck import rulefiles
from budgetcheck.resources import rules_folder

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa
    from rich.console import RenderableType

    from budgetcheck import model
    from budgetcheck.comparison import ReportsComparison, TablesComparison
    from budgetcheck.engine import BoundRule
    from budgetcheck.frames import Tables

Source = Any
"""A path, a list of paths (files, folders, globs), or a DataFrame with the printed headings."""


@dataclass(frozen=True)
class Report:
    """The outcome of `validate`: frames to filter, findings to read, writers to save.

    Iterating gives `model.Finding` objects in reading order, folded consequences included.
    """

    data: model.Report
    lang: str = "zh"

    def __iter__(self) -> Iterator[model.Finding]:
        return iter(self.data.findings)

    def __len__(self) -> int:
        return len(self.data.findings)

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong: no error or warning, every input read, no rule crashed."""
        return self.data.ok

    @property
    def findings(self) -> pd.DataFrame:
        """One row per finding: rule, name, severity, message, the place, and amounts as text."""
        from budgetcheck.reports import findings_frame

        return findings_frame(self.data, self.lang)

    @property
    def documents(self) -> pd.DataFrame:
        """One row per table read; see `schema("documents")`."""
        return self.data.frames["documents"]

    @property
    def lines(self) -> pd.DataFrame:
        """One row per logical row, amounts in fen; see `schema("lines")`."""
        return self.data.frames["lines"]

    @property
    def indicators(self) -> pd.DataFrame:
        """One row per indicator with its parsed target value; see `schema("indicators")`."""
        return self.data.frames["indicators"]

    @property
    def repairs(self) -> pd.DataFrame:
        """One row per repair of a damaged table, with before and after; see `schema("repairs")`."""
        return self.data.frames["repairs"]

    @property
    def tool_errors(self) -> tuple[model.ToolError, ...]:
        """Inputs that could not be used and rules that crashed."""
        return self.data.tool_errors

    def summary(self) -> pd.DataFrame:
        """One row per rule: applicable, passed, failed, undecided, not applicable, shown."""
        from budgetcheck.reports import summary_frame

        return summary_frame(self.data)

    def raise_for(self, severity: str = "error") -> None:
        """Do nothing when no finding is at or above `severity`.

        Raises:
            FindingsError: naming how many there are and the first of them.
        """
        self.data.raise_for(severity)

    def to_json(self, path: str | Path | None = None) -> str:
        """The report as JSON text (see `report.schema.json`), also written to `path` when given."""
        from budgetcheck.reports import json_text

        text = json_text(self.data, self.lang)
        if path is not None:
            Path(path).write_text(text, encoding="utf-8")
        return text

    def _repr_html_(self) -> str:
        from budgetcheck.reports import html_fragment

        return html_fragment(self.data, self.lang)

    def __rich__(self) -> RenderableType:
        from budgetcheck.reports import rich_report

        return rich_report(self.data, self.lang)


@dataclass(frozen=True, eq=False)
class Diff:
    """The outcome of `diff`: a frame for each kind of change.

    Of tables these are `editions`, `projects`, `units`, `amounts`, `targets`, `indicators` and `texts`, of
    reports `findings` and `rules`. Amounts are in fen.
    """

    data: TablesComparison | ReportsComparison
    lang: str = "zh"

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """Name to frame, in the order of the report."""
        return self.data.frames

    @property
    def summary(self) -> dict[str, Any]:
        """How much of each kind of change there is."""
        return self.data.summary

    def to_json(self, path: str | Path | None = None) -> str:
        """The comparison as JSON text (see `diff.schema.json`), also written to `path` when given."""
        from budgetcheck import __version__
        from budgetcheck.reports.diff_json import diff_text

        text = diff_text(self.data, __version__)
        if path is not None:
            Path(path).write_text(text, encoding="utf-8")
        return text

    def __rich__(self) -> RenderableType:
        from budgetcheck.reports.diff import rich_diff

        return rich_diff(self.data, self.lang)


def diff(old: Source | Report, new: Source | Report, *, strict: bool = False, lang: str = "zh") -> Diff:
    """What became of `old` in `new`: two years' tables of a department, or two reports.

    Args:
        old: a table, a folder of tables, or several; else a `Report` or the path of a JSON report.
        new: the other side, of the same kind.
        strict: treat a table that needs a doubtful repair as unreadable.
        lang: language of the words when printed.

    Raises:
        UsageError: one side is a report and the other is not.
        InputError: an input is missing or unreadable; the first one is raised.
    """
    from budgetcheck import corpus
    from budgetcheck.corpus.compare import compare
    from budgetcheck.reports import as_record

    sides = [as_record(side.data, side.lang) if isinstance(side, Report) else side for side in (old, new)]
    compared = compare(sides[0], sides[1], corpus.Options(strict=strict))
    for error in compared.errors:
        raise error
    return Diff(compared.found, lang)


def read(
    source: Source,
    *,
    strict: bool = False,
    pack: str = "core",
    password: str | None = None,
    limits: Mapping[str, float] | None = None,
    layout: str | Path | Mapping[str, Any] | None = None,
) -> Tables:
    """The typed, exact frames of `source`, read by the word lists of `pack`; options as of `validate`.

    Raises:
        InputError: an input is missing or unreadable, or holds no table; the first one is raised.
        UsageError: no such pack.
    """
    from budgetcheck import corpus

    sources, errors = corpus.sources_of(source)
    words, limited = rulefiles.read_pack(pack).words, corpus.Limits.of(limits or {})
    options = corpus.Options(
        strict=strict, words=words, password=password, limits=limited, layout=corpus.layout_map(layout)
    )
    tables, failed = corpus.read_files(sources, options)
    for error in (*errors, *failed):
        raise error
    return tables


def validate(  # noqa: PLR0913 - the keyword options of the public function
    source: Source,
    *,
    rules: model.RuleSet | Iterable[str | Path] = (),
    pack: str = "core",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    checks: Sequence[BoundRule] = (),
    strict: bool = False,
    ignores: Iterable[Mapping[str, Any] | model.Ignore] = (),
    baseline: str | Path | None = None,
    password: str | None = None,
    limits: Mapping[str, float] | None = None,
    explanation_seconds: float | None = None,
    layout: str | Path | Mapping[str, Any] | None = None,
    lang: str = "zh",
) -> Report:
    """The report on `source`: a path, several paths (files, folders, globs), or a DataFrame.

    Args:
        source: what to check.
        rules: folders of further rule files, or a `RuleSet` from `load_rules`.
        pack: which rules are on.
        select: ids, names or families that replace the pack's choice.
        ignore: ids, names or families to leave out.
        checks: the user's own, made with `as_rule`.
        strict: treat a table that needs a doubtful repair as unreadable.
        ignores: findings to live with, as the entries of `[[ignores]]`: `rule` and `reason`, any of
            `fingerprint`, `file`, `department`, `unit`, `project` and `indicator`, and a date `until`.
        baseline: a file made by `budgetcheck baseline create`; the findings it holds are marked.
        password: opens encrypted files.
        limits: what one file may take, by the names of the `--limit` option: `{"seconds": 300}`.
        explanation_seconds: how long to search for what explains the sums of one table; 0 leaves it out.
        layout: a `layout.toml`, or its keys, that says what the columns of an unknown layout are.
        lang: language of messages in frames and reports.

    An input that cannot be used is listed in `tool_errors`; the others are checked all the same.

    Raises:
        UsageError: an unknown rule, pack or setting, a wrong ignore, or a file that is no baseline.
    """
    from budgetcheck import corpus, triage
    from budgetcheck.model import RuleSet

    chosen = (
        rules if isinstance(rules, RuleSet) else load_rules(rules, pack=pack, select=select, ignore=ignore)
    )
    sources, errors = corpus.sources_of(source)
    known = triage.read_baseline(baseline) if baseline is not None else None
    decisions = corpus.Decisions(triage.parse_ignores(ignores), known)
    options = corpus.Options(
        strict=strict,
        decisions=decisions,
        password=password,
        limits=corpus.Limits.of(limits or {}),
        explanation_seconds=explanation_seconds,
        layout=corpus.layout_map(layout),
    )
    data = corpus.validate_files(sources, chosen, options, checks, errors)
    return Report(data, lang)


def load_rules(
    folders: Iterable[str | Path] = (),
    *,
    pack: str = "core",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    extend_select: Iterable[str] = (),
) -> model.RuleSet:
    """The rules that are on; see `rulefiles.load`."""
    return rulefiles.load(folders, pack=pack, select=select, ignore=ignore, extend_select=extend_select)


def explain(rule: str, folders: Iterable[str | Path] = ()) -> model.Rule:
    """The rule of this id or name, with its cases.

    Raises:
        UnknownRuleError: naming the nearest.
    """
    return rulefiles.find_rule([rules_folder(), *map(Path, folders)], rule)


def schema(name: str, *, rules: bool = False) -> pa.DataFrameSchema:
    """An ordinary pandera schema of the frame `name`; with `rules`, also those that need no other frame.

    Raises:
        UsageError: no such frame; names the nearest.
    """
    from budgetcheck import engine

    return engine.schema(name, load_rules() if rules else ())


def as_rule(
    check: pa.Check,
    *,
    frame: str = "lines",
    rule_id: str = "USR001",
    severity: str = "warning",
    message: str = "",
) -> BoundRule:
    """A pandera check of your own as a rule, for `validate(..., checks=[...])`.

    Raises:
        UsageError: no such frame or severity.
    """
    from budgetcheck import engine

    return engine.user_rule(check, frame=frame, rule_id=rule_id, severity=severity, message=message)
