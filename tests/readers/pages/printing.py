"""Web pages printed to PDF by one headless Chromium, spoken to over a pipe."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
MISSING = "Chromium is not installed: put `chromium` on the path to print real PDFs"


def chromium() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """A running browser; `pdf` prints one page of HTML."""

    def __init__(self, executable: str, folder: Path) -> None:
        self._folder = folder
        told, tell = os.pipe()
        hear, heard = os.pipe()
        self._process = subprocess.Popen(
            [
                "/bin/bash",
                "-c",
                f'exec "$@" 3<&{told} 4>&{heard}',
                "print",
                executable,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                f"--user-data-dir={folder / 'profile'}",
                "--remote-debugging-pipe",
            ],
            pass_fds=(told, heard),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(told)
        os.close(heard)
        self._tell, self._hear = os.fdopen(tell, "wb"), os.fdopen(hear, "rb")
        self._number, self._held = 0, b""
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._ask("Page.enable")

    def __enter__(self) -> Browser:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tell.close()
        self._hear.close()
        self._process.terminate()
        self._process.wait()

    def pdf(self, html: str, **settings: object) -> bytes:
        page = self._folder / "page.html"
        page.write_text(html, encoding="utf-8")
        self._ask("Page.navigate", url=page.as_uri())
        self._until("Page.loadEventFired")
        printed = self._ask("Page.printToPDF", preferCSSPageSize=True, printBackground=True, **settings)
        return base64.b64decode(printed["data"])

    def _ask(self, method: str, **parameters: object) -> dict[str, Any]:
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": parameters}
        if hasattr(self, "_session"):
            message["sessionId"] = self._session
        self._tell.write(json.dumps(message).encode() + b"\0")
        self._tell.flush()
        for answer in self._messages():
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return dict(answer["result"])
        raise RuntimeError(f"{method}: the browser went away")

    def _until(self, event: str) -> None:
        if not any(answer.get("method") == event for answer in self._messages()):
            raise RuntimeError(f"{event}: the browser went away")

    def _messages(self) -> Iterator[dict[str, Any]]:
        while True:
            while b"\0" not in self._held:
                more = os.read(self._hear.fileno(), 1 << 20)
                if not more:
                    return
                self._held += more
            line, self._held = self._held.split(b"\0", 1)
            yield json.loads(line)


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    executable = chromium()
    if executable is None:
        raise RuntimeError(MISSING)
    with Browser(executable, folder) as running:
        yield running


def print_all(pages: Iterable[str], folder: Path) -> list[bytes]:
    with browser(folder) as running:
        return [running.pdf(html) for html in pages]
