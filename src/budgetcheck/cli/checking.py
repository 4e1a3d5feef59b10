"""One check of tables, as every command that needs a report carries it out."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.cli.config import Config
from budgetcheck.cli.engine_import import engine_import
from budgetcheck.cli.progress import progress
from budgetcheck.cli.settings import Choice, Reading, choice, explanation_seconds, spoken
from budgetcheck.cli.streams import log
from budgetcheck.collector import lasting
from budgetcheck.errors import UsageError
from budgetcheck.reports import one_line

if TYPE_CHECKING:
    from budgetcheck.model import Report
    from budgetcheck.triage import Baseline


class Needs(NamedTuple):
    """What a report must hold besides findings and counts: the tables as read, how each rule ended on each."""

    frames: bool = False
    verdicts: bool = False


_NOTHING_MORE = Needs()


class Check(NamedTuple):
    """What to check, by which rules, and how much to say of it on standard error."""

    paths: Sequence[str]
    choice: Choice
    config: Config
    reading: Reading
    jobs: int
    lang: str
    verbose: bool
    quiet: bool
    explanation_seconds: int | None

    @classmethod
    def of(cls, values: Namespace, config: Config, paths: Sequence[str]) -> Check:
        """The check that the options and the configuration ask for.

        Raises:
            UsageError: there is nothing to check.
        """
        if not paths:
            raise UsageError("缺少 PATH：要检查的文件或文件夹 (the files or folders to check are missing)")
        return cls(
            paths=paths,
            choice=choice(values, config),
            config=config,
            reading=Reading.of(values, config),
            jobs=values.jobs or 1,
            lang=spoken(values, config),
            verbose=values.verbose > 0,
            quiet=values.quiet,
            explanation_seconds=explanation_seconds(values, config),
        )

    def report(self, baseline: Baseline | None = None, needs: Needs = _NOTHING_MORE) -> Report:
        """The report, with the ignores of the configuration and `baseline` applied."""
        with lasting():
            rules = self.choice.load()
        # NOTE: imported after the options and the rules are known to be right; it brings pandas along.
        with engine_import():
            from budgetcheck import corpus

        files, errors = corpus.find_inputs(self.paths)
        if self.verbose:
            log(
                f"config {self.config.file or '-'}; pack {rules.pack} {rules.version}; rules on: {len(rules)}"
            )
            log(f"files found: {len(files)}; not found: {len(errors)}")
        if "-" in files and sys.stdin.isatty() and not self.quiet:
            log("从标准输入读取，Ctrl-D 结束 (reading standard input, end with Ctrl-D)")
        with progress(files, self.lang, quiet=self.quiet) as tell:
            options = replace(
                self.reading.options(),
                keep_frames=needs.frames,
                jobs=self.jobs,
                progress=tell,
                decisions=corpus.Decisions(self.config.ignores, baseline),
                verdicts=needs.verdicts,
                explanation_seconds=self.explanation_seconds,
            )
            return corpus.validate_files(files, rules, options, (), errors)


def log_tool_errors(report: Report) -> None:
    """The inputs that could not be used and the rules that crashed, on standard error."""
    for error in report.tool_errors:
        place = " ".join(part for part in (error.subject, error.place) if part)
        log(one_line(f"{place}: {error.message}" + (f"；{error.remedy}" if error.remedy else "")))
