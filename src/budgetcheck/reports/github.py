"""`github`: the findings as annotations of a GitHub workflow, worst first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from budgetcheck.model import Finding, Report, ToolError
from budgetcheck.reports.parts.failures import failure_inside
from budgetcheck.reports.parts.phrases import bracketed, say
from budgetcheck.reports.parts.places import document_key, paged, place, posix, texts_of
from budgetcheck.reports.parts.safe import one_line
from budgetcheck.reports.parts.summary import totals
from budgetcheck.reports.parts.trees import forest, visible
from budgetcheck.reports.parts.view import View
from budgetcheck.terms import Severity

_LONGEST = 4_000  # the runner cuts what is longer than 4,096 without a mark

_COMMAND: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


def github_chunks(report: Report, view: View) -> Iterator[str]:
    """A line per finding that stands for itself, then the totals as a notice.

    NOTE: GitHub shows ten errors and ten warnings of a step and drops the rest, so the worst come first, and
    what follows from another finding is only counted with it.
    """
    for error in report.tool_errors:
        yield _failure(error, view.lang)
    trees = visible(forest(report.findings), show_notes=view.show_notes)
    trees.sort(key=lambda node: -node.finding.severity.rank)
    texts, several = texts_of(report), paged(report)
    for node in trees:
        following = sum(1 for _ in node.walk()) - 1
        key = document_key(node.finding)
        where = (
            ""
            if key in texts
            else place(node.finding.location, view.lang, with_file=False, with_page=key in several)
        )
        yield _annotation(node.finding, following, view.lang, where)
    yield _line("notice", {"title": "budgetcheck"}, totals(report, view, hints=False).plain)


def _annotation(finding: Finding, following: int, lang: str, said: str) -> str:
    """The command for one finding; `said` is its place in words, where line and column do not lead to it."""
    where = finding.location
    keys: dict[str, object] = {"file": posix(where.file)}
    if where.line is not None:
        keys["line"] = where.line
        if where.end_line and where.span is None:
            keys["endLine"] = where.end_line
        if where.span is not None and not said:
            keys |= {"col": where.span[0] + 1, "endColumn": where.span[1] + 1}
    keys["title"] = f"{finding.rule} {finding.severity.label(lang)}"
    text = f"{said} {finding.message.get(lang)}".lstrip()
    if following:
        text += bracketed(say("followed", lang, n=following), lang)
    return _line(_COMMAND[finding.severity], keys, text)


def _failure(error: ToolError, lang: str) -> str:
    keys = {"file": posix(error.subject)} if error.kind == "input" else {}
    return _line("error", {**keys, "title": error.subject}, failure_inside(error, lang))


def _line(command: str, keys: Mapping[str, object], text: str) -> str:
    """A workflow command; nothing in `keys` or `text` can end it or begin another.

    >>> _line("error", {"file": "a,b:c"}, "90%\\n::error::x")
    '::error file=a%2Cb%3Ac::90%25 ::error::x\\n'
    """
    given = ",".join(f"{key}={_key(str(value))}" for key, value in keys.items())
    return f"::{command} {given}::{_text(text)}\n"


def _text(text: str) -> str:
    line = one_line(text)
    return (line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…").replace("%", "%25")


def _key(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")
