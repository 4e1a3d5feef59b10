"""`html`: the report as one page that needs no network, with filters."""

from budgetcheck.reports.html.page import html_chunks, html_text

__all__ = ["html_chunks", "html_text"]
