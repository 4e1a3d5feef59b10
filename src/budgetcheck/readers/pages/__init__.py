"""Ink on pages to tables: glyphs and rules as values, whatever format they came in, to a `Grid`."""

from budgetcheck.readers.pages.find import grids_of
from budgetcheck.readers.pages.ink import Frame, Glyph, Page
from budgetcheck.readers.pages.making import page_of
from budgetcheck.readers.pages.numbers import page_list

__all__ = ["Frame", "Glyph", "Page", "grids_of", "page_list", "page_of"]
