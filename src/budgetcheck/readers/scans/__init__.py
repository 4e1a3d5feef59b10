"""Pictures of pages to pages of glyphs and rules, by text recognition."""

from budgetcheck.readers.scans.engine import Bitmap
from budgetcheck.readers.scans.page import MOST_PIXELS, recognised, scale_of

__all__ = ["MOST_PIXELS", "Bitmap", "recognised", "scale_of"]
