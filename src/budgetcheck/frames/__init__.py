"""pandera models of every table; column names are defined here and nowhere else."""

from budgetcheck.frames.arrays import Repeated
from budgetcheck.frames.models import Amounts, Cells, Documents, Indicators, Lines, Readings, Repairs
from budgetcheck.frames.tables import MODELS, Tables, dtypes, frame_of

__all__ = [
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
    "dtypes",
    "frame_of",
]
