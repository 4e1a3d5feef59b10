"""`extract`: write the clean tables."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from budgetcheck.cli.correcting import apply_from, corrected_copy
from budgetcheck.cli.ending import CLEAN, INPUT, errors_code
from budgetcheck.cli.engine_import import engine_import
from budgetcheck.cli.progress import progress
from budgetcheck.cli.settings import Reading, choice, configuration, spoken
from budgetcheck.cli.streams import log, prepare, write_out
from budgetcheck.errors import UsageError
from budgetcheck.reports import neutral_lines, one_line
from budgetcheck.reports.writing import write_file


def run(values: Namespace) -> int:
    """Read the tables and write them; inputs that cannot be used are named on standard error."""
    if not values.words:
        raise UsageError("缺少 PATH：要读取的文件或文件夹 (the files or folders to read are missing)")
    target = Path(values.output) if values.output and values.output != "-" else None
    name = values.output_format or _by_suffix(target) or "json"
    if name == "parquet" and target is None and sys.stdout.isatty():
        raise UsageError("Parquet 不能显示在终端上，请用 -o FILE (not for a terminal, use -o FILE)")
    if target is not None:
        prepare(target)
    config = configuration(values)
    words = choice(values, config).read_pack().words
    reading = Reading.of(values, config)
    apply_from(values)
    with engine_import():
        from budgetcheck import corpus
        from budgetcheck.reports.extract import extract

    files, errors = corpus.find_inputs(values.words)
    with progress(files, spoken(values, config), quiet=values.quiet) as tell:
        options = replace(reading.options(), progress=tell, words=words)
        tables, unusable = corpus.read_files(files, options)
    failed = [*errors, *unusable]
    for error in failed:
        log(one_line(str(error)))
    copy = corrected_copy(tables, values, config)
    content = extract(copy.tables, name, values.table or "lines", copy.corrections)
    if target is None:
        # NOTE: a terminal acts on controls in a cell; a file or a program gets the table as it is.
        write_out(neutral_lines(content.decode("utf-8-sig")) if sys.stdout.isatty() else content)
    else:
        write_file(target, content)
    return errors_code([*failed, *copy.errors], INPUT if tables.documents.empty else CLEAN)


def _by_suffix(target: Path | None) -> str | None:
    """The format that the name of the file asks for."""
    suffixes = {".csv": "csv", ".json": "json", ".jsonl": "json-lines", ".parquet": "parquet"}
    return suffixes.get(target.suffix.lower()) if target else None
