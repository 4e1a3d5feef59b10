"""The page in pieces: what was read, then every finding as data, then the script that shows them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from pathlib import Path

from budgetcheck.model import Report
from budgetcheck.reports.html.data import Places, context, finding_data, row_data
from budgetcheck.reports.html.listed import without_script
from budgetcheck.reports.html.overview import overview, rules_list
from budgetcheck.reports.html.words import word
from budgetcheck.reports.json_report import dump
from budgetcheck.reports.parts.places import file_name
from budgetcheck.reports.parts.safe import one_line
from budgetcheck.reports.parts.view import View
from budgetcheck.terms import Severity

_TITLED = 3


def html_text(report: Report, view: View) -> str:
    """The whole page as one text."""
    return "".join(html_chunks(report, view))


def html_chunks(report: Report, view: View) -> Iterator[str]:
    """The page in pieces: every finding of the report, suppressed ones too, and what was read.

    The page loads nothing and says so itself (Content-Security-Policy); text from tables is data in it, and is
    shown as text.
    """
    lang = view.lang
    yield from _head(report, lang)
    yield from overview(report, view)
    yield _controls(lang)
    yield from without_script(report, lang)
    yield from rules_list(report, lang)
    places = Places(report)
    yield from _data("findings", _listed(finding_data(finding, places, lang) for finding in report.findings))
    # NOTE: after the findings, since only then it is known which rows are shown.
    yield from _data("rows", _listed(map(row_data, places.shown())))
    yield from _data("context", [dump(context(report, lang))])
    yield f"</main>\n<script>{_asset('report.js')}</script>\n</html>\n"


def _head(report: Report, lang: str) -> Iterator[str]:
    names = list(dict.fromkeys(file_name(record.file) for record in report.documents))
    title = " · ".join(["budgetcheck", "、".join(names[:_TITLED]) + ("…" if len(names) > _TITLED else "")])
    digest = base64.b64encode(hashlib.sha256(_asset("report.js").encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'"
    yield (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(one_line(title))}</title>\n<style>{_asset('report.css')}</style>\n"
        f'<a class="skip" href="#findings-head">{escape(word("skip", lang))}</a>\n'
        f"<main>\n<h1>{escape(one_line(title))}</h1>\n"
    )


def _controls(lang: str) -> str:
    boxes = "".join(
        f'<label class="{s}"><input type="checkbox" name="severity" value="{s}"'
        f"{'' if s is Severity.NOTE else ' checked'}> {escape(s.label(lang))}</label>"
        for s in Severity
    )
    selects = "".join(
        f'<label>{escape(word(name, lang))} <select name="{name}"><option value="">'
        f"{escape(word('any', lang))}</option></select></label>"
        for name in ("rule", "document", "unit", "project")
    )
    return (
        f'<h2 id="findings-head" tabindex="-1">{escape(word("findings", lang))}</h2>\n<section><form id="filters">{boxes}{selects}'
        f'<label>{escape(word("order", lang))} <select name="order"><option value="severity">'
        f'{escape(word("severity", lang))}</option><option value="place">{escape(word("place", lang))}</option>'
        f"</select></label>"
        f'<label>{escape(word("text", lang))} <input type="search" name="text"></label>'
        f'<label><input type="checkbox" name="suppressed"> {escape(word("suppressed", lang))}</label>'
        f'<button type="reset">{escape(word("reset", lang))}</button>'
        f'<span id="status" role="status" class="quiet"></span></form>\n'
        f'<p class="quiet keys">{escape(word("keys", lang))}</p>\n'
        # NOTE: the filters stay in sight as long as the list does, and would cover the rules below it.
        f'<div id="list"></div><div id="end"></div></section>\n'
    )


def _listed(records: Iterable[object]) -> Iterator[str]:
    mark = "[\n"
    for record in records:
        yield mark + dump(record)
        mark = ",\n"
    yield "[]" if mark == "[\n" else "\n]"


def _data(name: str, pieces: Iterable[str]) -> Iterator[str]:
    yield f'<script type="application/json" id="{name}">'
    for piece in pieces:
        # NOTE: nothing in the data can end the block; < means the same to JSON as its escape.
        yield piece.replace("<", "\\u003c")
    yield "</script>\n"


@cache
def _asset(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
