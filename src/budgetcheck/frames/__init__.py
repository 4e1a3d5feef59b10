"""pandera models of every table; column names are defined here and nowhere else."""

from budgetcheck.frames.arrays import Repeated, array_of
from budgetcheck.frames.headings import field_headings
from budgetcheck.frames.models import Amounts, Cells, Documents, Indicators, Lines, Readings, Repairs
from budgetcheck.frames.tables import FRAMES, MODELS, Tables, dtypes, frame_of

__all__ = [
    "FRAMES",
    "MODELS",
    "Amounts",
    "Cells",
    "Documents",
    "Indicators",
    "Lines",
    "Readings",
    "Repairs",
    "Repeated",
    "Tables",
    "array_of",
    "dtypes",
    "field_headings",
    "frame_of",
]
