"""A real browser, for tests that look at pages and for printing real PDFs."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
MISSING = "needs a browser: apt-get install chromium"
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)


@contextmanager
def browser() -> Iterator[Any]:
    """Headless Chromium, running."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@contextmanager
def page(
    width: int = 1280, height: int = 900, *, dark: bool = False, scripts: bool = True
) -> Iterator[tuple[Any, list[str]]]:
    """A page of it, and a list that fills with its errors and with whatever it asks the network for."""
    with browser() as running:
        scheme = "dark" if dark else "light"
        shown = running.new_page(
            viewport={"width": width, "height": height}, color_scheme=scheme, java_script_enabled=scripts
        )
        told: list[str] = []
        shown.on("console", lambda message: told.append(message.text))
        shown.on("pageerror", lambda error: told.append(str(error)))
        shown.on(
            "request", lambda asked: told.append(asked.url) if not asked.url.startswith("file:") else None
        )
        yield shown, told


def print_all(pages: Iterable[str], folder: Path) -> list[bytes]:
    """Web pages printed to PDF, on paper as their styles say."""
    html, made = folder / "page.html", []
    with browser() as running:
        shown = running.new_page()
        for text in pages:
            html.write_text(text, encoding="utf-8")
            shown.goto(html.as_uri())
            made.append(shown.pdf(prefer_css_page_size=True, print_background=True))
    return made
