"""`junit`: a suite per table and a case per rule, for build servers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from budgetcheck.model import DocumentRecord, Finding, Report, RuleTally, ToolError
from budgetcheck.reports.parts.failures import failure_inside
from budgetcheck.reports.parts.phrases import say
from budgetcheck.reports.parts.places import document_key, listing
from budgetcheck.reports.parts.safe import neutral, one_line
from budgetcheck.reports.parts.summary import document_name
from budgetcheck.reports.parts.suppressed import why
from budgetcheck.terms import Severity, Verdict

_Key = tuple[str, int]


def junit_chunks(report: Report, lang: str = "zh") -> Iterator[str]:
    """The suites in pieces.

    A rule fails on a table when it has an error or a warning there that is not suppressed; notes and suppressed
    findings stand in the case's output. A rule that could not decide anything, or had nothing to check, is
    skipped with that reason. A case's class is its table, since GitLab and Jenkins know cases by class and name
    and would take the same rule on two tables for one case. Inputs that could not be used and rules that crashed are errors of a last suite.
    """
    found: defaultdict[_Key, defaultdict[str, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in report.findings:
        found[document_key(finding)][finding.rule].append(finding)
    titles = {rule.id: rule.title.get(lang) for rule in report.rules}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="budgetcheck">\n'
    for record in report.documents:
        by_rule = found.pop((record.file, record.document), defaultdict(list))
        name = document_name(record, lang, numbered=record.document > 1)
        told = _Told(titles, _class(name), lang, with_page=record.pages > 1)
        cases = [told.case(t, by_rule[t.rule], _verdict(t, record)) for t in report.tallies]
        yield _suite(name, cases, _properties(record))
    # NOTE: what is left concerns the configuration of the check, which is no table.
    for (file, _), by_rule in found.items():
        told = _Told(titles, _class(file), lang, with_page=False)
        cases = [told.case(t, by_rule[t.rule], None) for t in report.tallies if t.rule in by_rule]
        yield _suite(file, cases, "")
    if report.tool_errors:
        yield _suite("budgetcheck", [_broken(error, lang) for error in report.tool_errors], "")
    yield "</testsuites>\n"


class _Case(NamedTuple):
    """A case, and how it ended: `failure`, `error`, `skipped` or empty for passed."""

    text: str
    end: str


def _suite(name: str, cases: Sequence[_Case], properties: str) -> str:
    ends = [case.end for case in cases]
    counts = " ".join(
        f'{key}="{ends.count(end)}"'
        for key, end in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"))
    )
    body = properties + "".join(case.text for case in cases)
    return f'<testsuite name={_quoted(name)} tests="{len(cases)}" {counts}>\n{body}</testsuite>\n'


def _properties(record: DocumentRecord) -> str:
    values: Mapping[str, object] = {
        "file": record.file,
        "document": record.document,
        "sha256": record.sha256,
        "department": record.department,
        "projects": record.projects,
        "indicators": record.indicators,
        **record.findings,
        "suppressed": record.suppressed,
    }
    entries = "".join(
        f'<property name="{key}" value={_quoted(str(value))}/>\n' for key, value in values.items()
    )
    return f"<properties>\n{entries}</properties>\n"


def _class(name: str) -> str:
    """The name of a table as that of a class: build servers take what stands before its last dot for a package."""
    return one_line(name).replace(".", "_")


class _Told(NamedTuple):
    """What the cases of one table have in common."""

    titles: Mapping[str, str]
    classname: str
    lang: str
    with_page: bool

    def case(self, tally: RuleTally, found: Sequence[Finding], verdict: Verdict | None) -> _Case:
        """How one rule ended."""
        failing = [f for f in found if f.suppressed is None and f.severity is not Severity.NOTE]
        told = [f for f in found if f not in failing]
        title = self.titles.get(tally.rule, tally.name)
        inner, end = "", ""
        if failing:
            worst = max(failing, key=lambda f: f.severity.rank).severity
            text = _escaped(self._lines(failing))
            inner, end = f'<failure type="{worst}" message={_quoted(title)}>{text}</failure>\n', "failure"
        elif (reason := _skipped(verdict, self.lang)) and not told:
            inner, end = f"<skipped message={_quoted(reason)}/>\n", "skipped"
        if told:
            inner += f"<system-out>{_escaped(self._lines(told))}</system-out>\n"
        head = f"<testcase name={_quoted(f'{tally.rule} {title}')} classname={_quoted(self.classname)}"
        return _Case(f"{head}>\n{inner}</testcase>\n" if inner else f"{head}/>\n", end)

    def _lines(self, found: Sequence[Finding]) -> str:
        return "\n".join(map(self._line, found))

    def _line(self, finding: Finding) -> str:
        named = one_line(finding.location.file)
        where = listing(finding.location, self.lang, named=named, with_page=self.with_page, said="")
        reason = f" [{why(finding, self.lang)}]" if finding.suppressed is not None else ""
        text = one_line(finding.message.get(self.lang))
        return f"{where}: {finding.severity.label(self.lang)} {text}{reason}"


def _verdict(tally: RuleTally, record: DocumentRecord) -> Verdict | None:
    return None if record.verdicts is None else record.verdicts.get(tally.rule)


def _skipped(verdict: Verdict | None, lang: str) -> str:
    if verdict is Verdict.UNDECIDED:
        return say("undecided_note", lang)
    return say("nothing_to_check", lang) if verdict is Verdict.NOT_APPLICABLE else ""


def _broken(error: ToolError, lang: str) -> _Case:
    text = failure_inside(error, lang)
    detail = _escaped(error.detail or text)
    head = f"<testcase name={_quoted(error.subject)} classname={_quoted(error.kind)}>"
    return _Case(f"{head}\n<error message={_quoted(text)}>{detail}</error>\n</testcase>\n", "error")


def _quoted(text: str) -> str:
    return quoteattr(one_line(text))


def _escaped(text: str) -> str:
    lines = (neutral(line) for line in text.split("\n"))
    return "\n".join(lines).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
