"""Many documents: inputs found, read and checked in batches; two sides compared.

NOTE: `corpus.compare` is imported by who compares, since checking a table has no need of it.
"""

from budgetcheck.corpus.inputs import find_inputs, sources_of
from budgetcheck.corpus.judging import Decisions
from budgetcheck.corpus.run import Options, read_files, validate_files
from budgetcheck.readers import Limits
from budgetcheck.tables import LayoutMap, layout_map

__all__ = [
    "Decisions",
    "LayoutMap",
    "Limits",
    "Options",
    "find_inputs",
    "layout_map",
    "read_files",
    "sources_of",
    "validate_files",
]
