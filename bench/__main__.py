"""`python -m bench [NAME…]` runs the benchmarks and prints one table; exit code 1 when a promise is missed."""

from __future__ import annotations

import argparse
import importlib
import sys

from bench.measure import Figure, table

NAMES = (
    "startup",
    "reading",
    "arithmetic",
    "memory",
    "damage",
    "rules",
    "neighbours",
    "formats",
    "pdf",
    "reports",
    "diagnosis",
)
WITH_OPTIONS = ("diagnosis",)


def main(arguments: list[str]) -> int:
    """Run what was asked for, all by default."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(NAMES)}; default: all")
    if arguments[:1] and arguments[0] in WITH_OPTIONS:
        return _shown(list(importlib.import_module(f"bench.{arguments[0]}").run(arguments[1:])))
    names = parser.parse_args(arguments).names or NAMES
    unknown = set(names) - set(NAMES)
    if unknown:
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    figures: list[Figure] = []
    for name in names:
        sys.stderr.write(f"{name} …\n")
        figures += importlib.import_module(f"bench.{name}").run()
    return _shown(figures)


def _shown(figures: list[Figure]) -> int:
    sys.stdout.write(table(figures) + "\n")
    return 0 if all(figure.kept for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
