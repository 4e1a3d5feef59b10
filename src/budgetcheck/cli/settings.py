"""What one run is to do: options, then configuration, then the built-in habit."""

from __future__ import annotations

import os
from argparse import Namespace
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.cli.config import Config, find_config, read_config
from budgetcheck.cli.language import language
from budgetcheck.errors import ConfigurationError, UsageError
from budgetcheck.triage import Baseline, read_baseline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from budgetcheck.corpus import Options
    from budgetcheck.model import Rule, RuleSet
    from budgetcheck.readers import Limits
    from budgetcheck.rulefiles import Pack


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rules are on, with which changes.

    `config` is what the configuration file says; `given` names, of `pack`, `select`, `ignore`,
    `extend-select` and `rules`, those that stand on the command line.
    """

    pack: str
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    extend_select: tuple[str, ...]
    folders: tuple[str, ...]
    config: Config = field(default_factory=Config)
    given: frozenset[str] = frozenset()

    def read_pack(self) -> Pack:
        """The pack asked for, with what the configuration changes above it.

        Raises:
            UsageError: the pack or the configuration is wrong.
        """
        from budgetcheck import rulefiles

        pack = rulefiles.read_pack(self.pack)
        if not self.config.layer:
            return pack
        file = str(self.config.file)
        section = rulefiles.Section(self.config.layer, file)
        return pack.above(rulefiles.read_layer(section, (Path(file).name,)))

    def load(self) -> RuleSet:
        """The rules that are on.

        Raises:
            UsageError: a selector, pack or rule file is wrong.
        """
        return self.load_all()[0]

    def load_all(self) -> tuple[RuleSet, Sequence[Rule]]:
        """The rules that are on, and every rule there is, on or off, with the pack's changes.

        Raises:
            UsageError: a selector, pack or rule file is wrong.
        """
        from budgetcheck import rulefiles

        return rulefiles.load_all(
            self.folders,
            pack=self.read_pack(),
            select=self.select,
            ignore=self.ignore,
            extend_select=self.extend_select,
        )

    def told(self, why: str) -> str:
        """Why a rule is on or off, with where that was said: `--ignore ARI`, `budgetcheck.toml: pack strict`."""
        key = why.partition(" ")[0]
        if key in self.given:
            return f"--{why}"
        said = self.config.file is not None and self.config.get(key)
        return f"{Path(str(self.config.file)).name}: {why}" if said else why


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
    keys = ("pack", "select", "ignore", "extend-select", "rules")
    # NOTE: not every command takes all of them.
    given = {key: value for key in keys if (value := getattr(values, key.replace("-", "_"), None))}
    lists = {key: tuple(given.get(key) or config.texts(key)) for key in keys if key != "pack"}
    return Choice(
        pack=given.get("pack") or config.get("pack") or "core",
        select=lists["select"],
        ignore=lists["ignore"],
        extend_select=lists["extend-select"],
        folders=lists["rules"],
        config=config,
        given=frozenset(given),
    )


def baseline(values: Namespace, config: Config) -> Baseline | None:
    """The baseline that findings are held against, if one is asked for.

    Raises:
        ConfigurationError: the file is missing or no baseline.
    """
    file = values.baseline or config.get("baseline")
    return read_baseline(file) if file else None


class Reading(NamedTuple):
    """How to read files; `layout` is the file that describes an unknown one."""

    strict: bool
    limits: Limits
    password: str | None
    layout: str | None
    ocr: bool

    @classmethod
    def of(cls, values: Namespace, config: Config) -> Reading:
        """What the options and the configuration say of it.

        Raises:
            UsageError: an unknown limit, or a value that is no positive number.
        """
        return cls(
            strict=values.strict or bool(config.get("strict")),
            limits=_limits(values, config),
            password=values.password or os.environ.get("BUDGETCHECK_PASSWORD"),
            layout=values.layout,
            ocr=values.ocr or bool(config.get("ocr")),
        )

    def options(self) -> Options:
        """The same for the corpus, with nothing else asked of it.

        Raises:
            UsageError: the layout is described wrongly.
        """
        # NOTE: called when options and rules are known to be right, since this brings pandas along.
        from budgetcheck import corpus

        return corpus.Options(**{**self._asdict(), "layout": corpus.layout_map(self.layout)})


def _limits(values: Namespace, config: Config) -> Limits:
    """What one file may take; a limit on the command line replaces the configured one."""
    from budgetcheck.readers import Limits

    configured = config.get("limits") or {}
    try:
        Limits.of(configured)
    except UsageError as error:
        raise ConfigurationError(f"{config.file}: limits: {error}") from None
    return Limits.of({**configured, **dict(map(_limit, values.file_limit))})


def _limit(word: str) -> tuple[str, float]:
    name, mark, number = word.partition("=")
    try:
        return name.strip(), float(number)
    except ValueError:
        shown = number if mark else word
        raise UsageError(
            f"--file-limit 应写作 名称=数，如 seconds=300，而不是「{shown}」 (NAME=NUMBER)"
        ) from None


def explanation_seconds(values: Namespace, config: Config) -> int | None:
    """How long to search for what explains the sums of one table; as long as the error model says when None."""
    # NOTE: not every command that checks takes it, and 0 on the command line must win.
    given: int | None = getattr(values, "explanation_seconds", None)
    configured: int | None = config.get("explanation-seconds")
    return configured if given is None else given


def spoken(values: Namespace, config: Config) -> str:
    """The language of this run."""
    return language(values.lang, config.get("lang"))
