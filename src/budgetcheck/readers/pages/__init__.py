"""Ink on pages to tables: glyphs and rules as values, whatever format they came in, to a `Grid`."""

from budgetcheck.readers.pages.find import grids_of
from budgetcheck.readers.pages.ink import Frame, Glyph, Page, lines_of
from budgetcheck.readers.pages.making import page_of
from budgetcheck.readers.pages.numbers import page_list
from budgetcheck.readers.pages.rules import Stroke, merged

__all__ = ["Frame", "Glyph", "Page", "Stroke", "grids_of", "lines_of", "merged", "page_list", "page_of"]
