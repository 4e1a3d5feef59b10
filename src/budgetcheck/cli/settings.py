"""What one run is to do: options, then configuration, then the built-in habit."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from budgetcheck.cli.config import Config, find_config, read_config
from budgetcheck.cli.language import language

if TYPE_CHECKING:
    from budgetcheck.model import RuleSet


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rules are on."""

    pack: str
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    extend_select: tuple[str, ...]
    folders: tuple[str, ...]

    def load(self) -> RuleSet:
        """The rules that are on.

        Raises:
            UsageError: a selector, pack or rule file is wrong.
        """
        from budgetcheck import rulefiles

        return rulefiles.load(
            self.folders,
            pack=self.pack,
            select=self.select,
            ignore=self.ignore,
            extend_select=self.extend_select,
        )


def configuration(values: Namespace) -> Config:
    """The configuration that applies; an empty one under `--isolated`.

    Raises:
        ConfigurationError: the file is wrong.
    """
    if values.isolated:
        return Config()
    return read_config(Path(values.config)) if values.config else find_config(Path.cwd())


def choice(values: Namespace, config: Config) -> Choice:
    """The rules asked for; a list on the command line replaces the configured one of that name."""
    return Choice(
        pack=values.pack or config.get("pack") or "core",
        select=tuple(values.select or config.texts("select")),
        ignore=tuple(values.ignore or config.texts("ignore")),
        extend_select=tuple(values.extend_select or config.texts("extend-select")),
        folders=tuple(values.rules or config.texts("rules")),
    )


def spoken(values: Namespace, config: Config) -> str:
    """The language of this run."""
    return language(values.lang, config.get("lang"))
