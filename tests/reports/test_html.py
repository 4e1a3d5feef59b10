"""The page shows the report in a real browser, alone in one file, and lets nothing in a table run."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from tests.browser import needs_browser, page
from tests.reports import samples

from budgetcheck import load_rules
from budgetcheck.corpus import validate_files
from budgetcheck.model import Bilingual, Change, Excerpt, Explanation, Report
from budgetcheck.reports import View, html_text
from budgetcheck.reports.parts.safe import one_line
from budgetcheck.terms import Explained, Severity

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
HOSTILE = "</script><script>document.title='bad'</script><img src=x onerror=alert(1)>"
CARD = "#list > details"


def written(report: Report, folder: Path, lang: str = "zh") -> str:
    file = folder / "report.html"
    file.write_text(html_text(report, View(lang=lang)), encoding="utf-8")
    return file.as_uri()


@pytest.fixture(scope="module")
def audited() -> Report:
    return validate_files([str(EXAMPLES / "faulty.txt"), str(EXAMPLES / "damaged.txt")], load_rules())


def test_the_page_names_no_address_and_forbids_the_network() -> None:
    text = html_text(samples.faulty(), View())
    assert "default-src 'none'" in text
    assert "http://" not in text
    assert "https://" not in text


def test_what_a_table_says_cannot_end_the_data() -> None:
    sample = samples.faulty()
    found = replace(
        sample.findings[0], message=Bilingual(HOSTILE, HOSTILE), excerpt=Excerpt(HOSTILE, 0, len(HOSTILE))
    )
    text = html_text(replace(sample, findings=(found,)), View())
    assert text.count("</script>") == 4
    assert "<img" not in text


@needs_browser
def test_hostile_text_is_shown_as_text(tmp_path: Path) -> None:
    sample = samples.faulty()
    found = replace(sample.findings[0], message=Bilingual(HOSTILE, HOSTILE))
    with page() as (shown, told):
        shown.goto(written(replace(sample, findings=(found,)), tmp_path))
        assert HOSTILE in shown.inner_text("#list")
        assert shown.title() != "bad"
        assert told == []


@needs_browser
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_nothing_is_asked_of_the_network_and_nothing_scrolls_sideways(
    audited: Report, tmp_path: Path, width: int, dark: bool
) -> None:
    with page(width, dark=dark) as (shown, told):
        shown.goto(written(audited, tmp_path))
        for at in range(3):
            shown.locator(f"{CARD} > summary").nth(at).click()
        assert shown.evaluate("document.documentElement.scrollWidth") <= width
        assert told == []


@needs_browser
def test_filters_show_what_they_say(audited: Report, tmp_path: Path) -> None:
    live = [f for f in audited.findings if f.suppressed is None]
    counts = Counter(f.severity for f in live)
    with page() as (shown, told):
        shown.goto(written(audited, tmp_path))

        def matching() -> int:
            return int("".join(c for c in shown.inner_text("#status").split("，")[0] if c.isdecimal()))

        assert matching() == counts[Severity.ERROR] + counts[Severity.WARNING]
        shown.check("[name=severity][value=note]")
        assert matching() == len(live)
        rule = Counter(f.rule for f in live).most_common(1)[0][0]
        shown.select_option("[name=rule]", rule)
        assert matching() == sum(f.rule == rule for f in live)
        assert set(shown.locator(f"{CARD} > summary > b").all_inner_texts()) == {rule}
        kept = shown.evaluate("location.href")
        shown.click("[type=reset]")
        name = next(f.location.project for f in live if f.location.project and f.severity is Severity.WARNING)
        shown.fill("[name=text]", name)
        assert 0 < matching() < len(live)
        assert all(name in text for text in shown.locator(CARD).all_inner_texts())
        shown.goto("about:blank")
        shown.goto(kept)
        assert matching() == sum(f.rule == rule for f in live)
        assert told == []


@needs_browser
def test_a_finding_is_drawn_in_its_row_with_the_characters_marked(audited: Report, tmp_path: Path) -> None:
    with page() as (shown, _):
        shown.goto(written(audited, tmp_path))
        shown.check("[name=severity][value=note]")
        marked = 0
        quoted = {
            f.excerpt.text[f.excerpt.start : f.excerpt.end] for f in audited.findings if f.excerpt is not None
        }
        for summary in shown.locator(f"{CARD} > summary").all()[:25]:
            summary.click()
        for text in shown.locator("table.source mark:not(.gap)").all_inner_texts():
            marked += 1
            assert text in quoted
        assert marked > 10


@needs_browser
def test_the_keyboard_goes_through_the_findings(audited: Report, tmp_path: Path) -> None:
    with page() as (shown, _):
        shown.goto(written(audited, tmp_path))
        shown.keyboard.press("j")
        shown.keyboard.press("j")
        shown.keyboard.press("Enter")
        assert shown.locator(f"{CARD}[open]").count() == 1
        assert shown.evaluate(f"[...document.querySelectorAll('{CARD}')].findIndex((d) => d.open)") == 1
        shown.keyboard.press("/")
        assert shown.evaluate("document.activeElement.name") == "text"


@needs_browser
def test_five_thousand_findings_are_listed_as_they_are_scrolled(tmp_path: Path) -> None:
    sample = samples.faulty()
    many = samples.echoes(5_000, project="项目{n}")
    with page() as (shown, told):
        shown.goto(written(replace(sample, findings=many), tmp_path))
        assert shown.inner_text("#status") == "显示 5000 个，共 5000 个问题"
        assert 0 < shown.locator(CARD).count() < 1_000
        shown.fill("[name=text]", "项目4999")
        assert shown.locator(CARD).count() == 1
        shown.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert told == []


@needs_browser
def test_of_many_projects_a_part_of_the_name_is_typed(tmp_path: Path) -> None:
    many = samples.echoes(1_000, project="第{n}项")
    with page() as (shown, told):
        shown.goto(written(replace(samples.faulty(), findings=many), tmp_path))
        field = shown.locator("input[name=project]")
        field.fill("99项")
        assert shown.inner_text("#status").startswith("显示 10 个")
        assert shown.locator("#project-names option").count() == 10
        field.fill("第99项")
        assert shown.inner_text("#status").startswith("显示 1 个")
        kept = shown.evaluate("location.href")
        shown.goto("about:blank")
        shown.goto(kept)
        assert shown.inner_text("#status").startswith("显示 1 个")
        assert told == []


@needs_browser
def test_bars_are_as_long_as_their_counts_say(audited: Report, tmp_path: Path) -> None:
    with page() as (shown, _):
        shown.goto(written(audited, tmp_path))
        widths = shown.evaluate("[...document.querySelectorAll('.bar > i')].map((i) => i.offsetWidth)")
    numbers = [n for by in audited.count_families().values() for n in by.values() if n]
    assert all(
        width / n == pytest.approx(widths[0] / numbers[0], rel=0.1, abs=1)
        for width, n in zip(widths, numbers, strict=True)
    )


@needs_browser
def test_words_without_end_do_not_widen_the_page(tmp_path: Path) -> None:
    word = "x" * 3_000
    long = replace(
        samples.ECHO,
        message=Bilingual(word, word),
        excerpt=Excerpt(word, 0, 3_000),
        location=replace(samples.ECHO.location, project=word, unit=word, file=f"{word}.txt"),
    )
    other = replace(samples.GHOST, location=replace(samples.GHOST.location, project="短", unit="短"))
    for width in (1280, 390):
        with page(width) as (shown, _):
            shown.goto(written(replace(samples.faulty(), findings=(long, other)), tmp_path))
            for summary in shown.locator(f"{CARD} > summary").all():
                summary.click()
            assert shown.evaluate("document.documentElement.scrollWidth") <= width


@needs_browser
def test_the_rule_of_a_finding_is_shown_and_nothing_covers_it(audited: Report, tmp_path: Path) -> None:
    covers = "const box = {0}.getBoundingClientRect(); return document.elementFromPoint(box.x + 5, box.y + 5) !== {0}"
    with page() as (shown, _):
        shown.goto(written(audited, tmp_path))
        shown.locator(f"{CARD} > summary").first.click()
        shown.locator(f"{CARD}[open] .rule a").click()
        assert shown.locator(".rules details[open]").count() == 1
        assert not shown.evaluate(f"(() => {{{covers.format('document.activeElement')}}})()")


@needs_browser
def test_print_opens_every_finding(audited: Report, tmp_path: Path) -> None:
    with page() as (shown, _):
        shown.goto(written(audited, tmp_path))
        shown.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert shown.locator(f"{CARD}:not([open])").count() == 0
        assert shown.locator(CARD).count() > 10
        assert all(shown.locator(f"{CARD} > .body").nth(n).inner_text() for n in range(10))
        shown.evaluate("window.dispatchEvent(new Event('afterprint'))")
        assert shown.locator(f"{CARD}[open], .rules [open]").count() == 0


@needs_browser
def test_paper_tells_the_grounds_of_a_rule_once(audited: Report, tmp_path: Path) -> None:
    with page() as (shown, _):
        shown.goto(written(audited, tmp_path))
        assert shown.locator(".rules p").first.is_hidden()
        shown.emulate_media(media="print")
        shown.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        text = shown.inner_text("main")
        rules = [rule for rule in audited.rules if rule.id in {finding.rule for finding in audited.findings}]
        said = "\n".join(rule.ignore_when.zh for rule in rules)
        assert [r.id for r in rules if text.count(r.ignore_when.zh) != said.count(r.ignore_when.zh)] == []


@needs_browser
def test_paper_shows_the_names_of_tables_and_the_bars(audited: Report, tmp_path: Path) -> None:
    with page() as (shown, _):
        shown.goto(written(audited, tmp_path))
        shown.emulate_media(media="print")
        assert shown.locator("button[data-filter=document]").first.is_visible()
        assert not shown.locator("[name=rule]").is_visible()
        for what in (".bar > i", "mark"):
            shown.locator(f"{CARD} > summary").first.click()
            kept = f"getComputedStyle(document.querySelector('{what}')).printColorAdjust"
            assert shown.evaluate(kept) == "exact"


@needs_browser
def test_an_empty_cell_has_a_mark_where_something_is_missing(tmp_path: Path) -> None:
    report = validate_files([str(EXAMPLES / "layouts" / "by-row-faulty.html")], load_rules())
    with page() as (shown, _):
        shown.goto(written(report, tmp_path))
        shown.locator(f"{CARD} > summary", has_text="没有指标值").first.click()
        assert shown.locator(f"{CARD}[open] tr.here").inner_text().split() == ["指标值", "‸"]


@needs_browser
def test_what_a_cell_should_say_stands_beside_what_it_says(audited: Report, tmp_path: Path) -> None:
    broken = next(f for f in audited.findings if f.rule == "ARI004")
    change = Change(broken.location.line, broken.location.column, "1.00", "7.00")
    item = Explanation(1, 0.97, "a", Bilingual("看错一个数字", "a digit misread"), (change,))
    found = replace(broken, explained=Explained.ONE, explanations=(item,), caused_by=None)
    with page() as (shown, _):
        shown.goto(written(replace(audited, findings=(found,)), tmp_path))
        shown.locator(f"{CARD} > summary", has_text=found.rule).first.click()
        assert shown.locator("table.source del").first.inner_text() == change.before
        assert shown.locator("table.source ins").first.inner_text() == change.after


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, as WCAG measures it."""
    shades = []
    for colour in (one, other):
        parts = [int(n) / 255 for n in re.findall(r"\d+", colour)[:3]]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        shades.append(0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
    return max(shades) / min(shades)


COLOURS = """() => [...document.querySelectorAll("body *")].filter((e) => e.checkVisibility() &&
  [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())).map((e) => {
    let behind = e;
    while (behind.parentElement && getComputedStyle(behind).backgroundColor === "rgba(0, 0, 0, 0)") behind = behind.parentElement;
    return [e.outerHTML.slice(0, 90), getComputedStyle(e).color, getComputedStyle(behind).backgroundColor];
  })"""


@needs_browser
@pytest.mark.parametrize("dark", [False, True])
def test_every_text_stands_out_from_what_is_behind_it(audited: Report, tmp_path: Path, dark: bool) -> None:
    with page(dark=dark) as (shown, _):
        shown.goto(written(audited, tmp_path))
        for at in range(6):
            shown.locator(f"{CARD} > summary").nth(at).click()
        seen = shown.evaluate(COLOURS)
    assert len(seen) > 100
    assert [text for text, ink, paper in seen if contrast(ink, paper) < 4.5] == []


@needs_browser
def test_a_finding_has_an_address_of_its_own(audited: Report, tmp_path: Path) -> None:
    with page() as (shown, told):
        shown.goto(written(audited, tmp_path))
        shown.locator(f"{CARD} > summary").nth(7).click()
        words = shown.locator(f"{CARD} > summary").nth(7).inner_text()
        shown.locator(f"{CARD} p.link a").first.click()
        kept = shown.evaluate("location.href")
        for address in (kept, kept.replace("severity=", "x=") + "&text=nowhere"):
            shown.goto("about:blank")
            shown.goto(address)
            assert shown.locator(f"{CARD}[open] > summary").all_inner_texts() == [words]
            assert shown.evaluate("document.activeElement.innerText") == words
        assert told == []


@needs_browser
def test_filters_without_a_match_say_so_and_are_cleared_from_there(audited: Report, tmp_path: Path) -> None:
    with page() as (shown, _):
        shown.goto(written(audited, tmp_path))
        before = shown.inner_text("#status")
        shown.fill("[name=text]", "没有这样的问题")
        assert "没有符合筛选条件的问题" in shown.inner_text("#list")
        shown.click("#list button")
        shown.locator(CARD).first.wait_for()
        assert shown.inner_text("#status") == before
        shown.goto(written(samples.clean(), tmp_path))
        assert shown.inner_text("#list") == "没有发现问题"


@needs_browser
def test_without_scripts_the_findings_are_still_to_be_read(audited: Report, tmp_path: Path) -> None:
    with page(scripts=False) as (shown, _):
        shown.goto(written(audited, tmp_path))
        text = shown.inner_text("body")
        assert shown.evaluate("document.documentElement.scrollWidth") <= 1280
    roots = [f for f in audited.findings if f.suppressed is None and f.caused_by is None]
    assert all(one_line(f.message.zh) in text for f in roots)


def test_without_scripts_a_long_list_ends_with_what_is_left_out() -> None:
    many = samples.echoes(1_000)
    text = html_text(replace(samples.faulty(), findings=many), View())
    listed = text[text.index("<noscript>") : text.index("</noscript>")]
    assert listed.count("<li>") == 300
    assert "另有 700 个没有列出" in listed


@needs_browser
def test_arrows_go_from_finding_to_finding_and_escape_closes(audited: Report, tmp_path: Path) -> None:
    at = f"[...document.querySelectorAll('{CARD} > summary')].indexOf(document.activeElement)"
    with page() as (shown, _):
        shown.goto(written(audited, tmp_path))
        shown.locator(f"{CARD} > summary").first.focus()
        shown.keyboard.press("ArrowDown")
        shown.keyboard.press("ArrowDown")
        shown.keyboard.press("ArrowUp")
        assert shown.evaluate(at) == 1
        shown.keyboard.press("Enter")
        assert shown.locator(f"{CARD}[open]").count() == 1
        shown.keyboard.press("Tab")
        shown.keyboard.press("Escape")
        assert shown.locator(f"{CARD}[open]").count() == 0
        assert shown.evaluate(at) == 1


@needs_browser
def test_the_address_keeps_the_filters_when_a_rule_is_looked_up(audited: Report, tmp_path: Path) -> None:
    with page() as (shown, _):
        shown.goto(written(audited, tmp_path))
        shown.fill("[name=text]", "ARI")
        kept = shown.evaluate("location.href")
        shown.locator(f"{CARD} > summary").first.click()
        shown.locator(f"{CARD} .rule a").first.click()
        assert shown.evaluate("location.href") == kept
        assert shown.locator(".rules details[open]").count() == 1


@needs_browser
def test_of_thousands_of_tables_the_worst_come_first_and_a_name_is_typed(tmp_path: Path) -> None:
    nothing = {"error": 0, "warning": 0, "note": 0}
    records = tuple(
        samples.record(f"tables/{n:04d}.txt", findings=nothing | {"error": n % 100}) for n in range(3_000)
    )
    many = samples.echoes(3_000, file="tables/{n:04d}.txt")
    with page() as (shown, told):
        shown.goto(written(replace(samples.faulty(), documents=records, findings=many), tmp_path))
        names = shown.locator("details[open] button[data-filter=document]").all_inner_texts()
        assert len(names) == 20
        assert names[0] == "tables/0099.txt"
        shown.fill("input[name=document]", "0777")
        assert shown.inner_text("#status").startswith("显示 1 个")
        shown.locator("details[open] button[data-filter=document]").first.click()
        assert shown.inner_text("#status").startswith("显示 1 个")
        assert shown.input_value("input[name=document]") == names[0]
        assert told == []
