"""Many documents: inputs found, read and checked in batches."""

from budgetcheck.corpus.inputs import find_inputs
from budgetcheck.corpus.judging import Decisions
from budgetcheck.corpus.run import Options, read_files, validate_files

__all__ = ["Decisions", "Options", "find_inputs", "read_files", "validate_files"]
