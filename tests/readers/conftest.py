"""Real PDFs for the tests of pages, printed once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from tests.browser import CHROMIUM, MISSING, print_all


@pytest.fixture(scope="session")
def prints(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Sequence[str]], list[bytes]]:
    """Prints web pages to PDF, all in one browser."""
    pytest.importorskip("pypdfium2", reason="pip install 'budgetcheck[pdf]'")
    pytest.importorskip("playwright", reason="pip install playwright")
    if CHROMIUM is None:
        pytest.skip(MISSING)
    return lambda pages: print_all(pages, tmp_path_factory.mktemp("printed"))
