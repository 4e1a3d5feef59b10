"""The web page shows what the console shows, alone in one file, and runs nothing."""

import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from tests.reports import samples

from budgetcheck.model import Bilingual
from budgetcheck.reports import View, html_text


class Outline(HTMLParser):
    """Tags and text of a page."""

    def __init__(self):
        super().__init__()
        self.tags, self.words, self.links = set(), [], []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name in {"src", "href"}]

    def handle_data(self, data):
        self.words.append(data)


def outline(report, **view):
    page = Outline()
    page.feed(html_text(report, View(**view)))
    return page


def test_the_page_holds_every_finding_and_loads_nothing():
    report = samples.faulty()
    page = outline(report)
    text = "".join(page.words)
    assert all(finding.rule in text for finding in report.findings)
    assert page.links == []
    assert page.tags == {"html", "meta", "title", "style", "pre", "span"}


def test_only_the_severity_is_coloured_not_what_follows_it():
    page = html_text(samples.faulty(), View())
    (head,) = [line for line in page.splitlines() if "错误 ARI002" in line]
    assert "错误 ARI002</span>" in head


def test_text_of_tables_cannot_become_markup():
    sample = samples.faulty()
    hostile = replace(sample.findings[0], message=Bilingual("<script>alert(1)</script><img src=x>", "x"))
    page = outline(replace(sample, findings=(hostile,)))
    assert not {"script", "img"} & page.tags
    assert "<script>alert(1)</script>" in "".join(page.words)


@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs a browser: apt-get install chromium")
def test_a_browser_shows_the_words(tmp_path):
    file = tmp_path / "report.html"
    file.write_text(html_text(samples.faulty(), View()), encoding="utf-8")
    shown = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
         f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", file.as_uri()],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert samples.faulty().findings[0].rule in shown.stdout
