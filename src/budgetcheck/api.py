"""The public functions: read, validate, diff, load_rules, explain, schema, as_rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgetcheck import rulefiles
from budgetcheck.resources import rules_folder
from budgetcheck.results import Diff, Report

if TYPE_CHECKING:
    import pandera.pandas as pa

    from budgetcheck import model
    from budgetcheck.corpus import Options
    from budgetcheck.engine import BoundRule
    from budgetcheck.frames import Tables

Source = Any
"""A path, a list of paths (files, folders, globs), or a DataFrame with the printed headings."""


def diff(  # noqa: PLR0913 - the keyword options of the public function
    old: Source | Report,
    new: Source | Report,
    *,
    strict: bool = False,
    password: str | None = None,
    limits: Mapping[str, float] | None = None,
    layout: str | Path | Mapping[str, Any] | None = None,
    ocr: bool = False,
    lang: str = "zh",
) -> Diff:
    """What became of `old` in `new`: two years' tables of a department, or two reports.

    Args:
        old: a table, a folder of tables, or several; else a `Report` or the path of a JSON report.
        new: the other side, of the same kind.
        strict: as of `validate`, and so are `password`, `limits`, `layout` and `ocr`.
        lang: language of the words when printed.

    Raises:
        UsageError: one side is a report and the other is not.
        InputError: an input is missing or unreadable; the first one is raised.
    """
    from budgetcheck.corpus.compare import compare
    from budgetcheck.reports import as_record

    sides = [as_record(side.data, side.lang) if isinstance(side, Report) else side for side in (old, new)]
    compared = compare(sides[0], sides[1], _reading(strict, password, limits, layout, ocr))
    for error in compared.errors:
        raise error
    return Diff(compared.found, lang)


def read(  # noqa: PLR0913 - the keyword options of the public function
    source: Source,
    *,
    strict: bool = False,
    pack: str = "core",
    password: str | None = None,
    limits: Mapping[str, float] | None = None,
    layout: str | Path | Mapping[str, Any] | None = None,
    ocr: bool = False,
) -> Tables:
    """The typed, exact frames of `source`, read by the word lists of `pack`; options as of `validate`.

    Raises:
        InputError: an input is missing or unreadable, or holds no table; the first one is raised.
        UsageError: no such pack.
    """
    from budgetcheck import corpus

    sources, errors = corpus.sources_of(source)
    words = rulefiles.read_pack(pack).words
    options = _reading(strict, password, limits, layout, ocr)
    tables, failed = corpus.read_files(sources, replace(options, words=words))
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
    ocr: bool = False,
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
        limits: what one file may take, by the names of the `--file-limit` option: `{"seconds": 300}`.
        explanation_seconds: how long to search for what explains the sums of one table; 0 leaves it out.
        layout: a `layout.toml`, or its keys, that says what the columns of an unknown layout are.
        ocr: recognise the text of scanned pages and pictures; needs the extra `ocr`.
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
    options = replace(
        _reading(strict, password, limits, layout, ocr),
        decisions=decisions,
        explanation_seconds=explanation_seconds,
        verdicts=True,
    )
    data = corpus.validate_files(sources, chosen, options, checks, errors)
    return Report(data, lang)


def _reading(
    strict: bool,
    password: str | None,
    limits: Mapping[str, float] | None,
    layout: str | Path | Mapping[str, Any] | None,
    ocr: bool,
) -> Options:
    """What every function that reads files is told of them."""
    from budgetcheck import corpus

    return corpus.Options(
        strict=strict,
        password=password,
        limits=corpus.Limits.of(limits or {}),
        layout=corpus.layout_map(layout),
        ocr=ocr,
    )


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
