"""A rule as its file states it, before it is bound to a check function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from budgetcheck.terms import Severity


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in both languages."""

    zh: str
    en: str

    def get(self, lang: str) -> str:
        """The text in `lang` (`zh` or `en`)."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Basis:
    """What a rule rests on, and how binding that is."""

    title: Bilingual
    standing: Bilingual


@dataclass(frozen=True, slots=True)
class RuleTexts:
    """What a rule tells its readers, apart from its messages."""

    title: Bilingual
    why: Bilingual
    ignore_when: Bilingual
    basis: tuple[Basis, ...]

    def read(self) -> RuleTexts:
        """These."""
        return self


class Texts(Protocol):
    """The texts of a rule, or what can read them: most runs show those of a few rules only."""

    def read(self) -> RuleTexts:
        """The texts."""


@dataclass(frozen=True, slots=True)
class Case:
    """One of the rule's own tests; see `rules/README.md` for the forms.

    `kind` is `fail`, `pass` or `near_miss`. Either `table` is set, or parts of a table of one project
    are: `indicators` or `value`, and `project`, a mapping of `project`, `content`, `amount` and `goal`.
    `beside` are tables of further files of the same run, in the form of `table`.
    `expect` lists the places that must be flagged, exactly these; empty for pass and near miss.
    `encoding` is how the text is stored in the file that the case stands for. `filled` gives columns of
    the indicators frame that these layouts do not print (level2, weight, direction, unit_column,
    value_type), a mapping per indicator in the order of the frame. `config` is the configuration file of a
    run over the table, for rules that judge it; `select` the rules of that run (those the ignores name,
    where it is empty) and `today` its day.
    """

    name: str
    kind: str
    table: str = ""
    beside: tuple[str, ...] = ()
    indicators: str = ""
    value: str | None = None
    indicator_name: str = ""
    project: Mapping[str, str] = field(default_factory=dict)
    encoding: str = "utf-8"
    filled: tuple[Mapping[str, Any], ...] = ()
    config: str = ""
    select: tuple[str, ...] = ()
    today: date | None = None
    expect: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class WordChange:
    """What a pack does to one word list, called by its dotted name such as `values.grades` or `naming.vague`.

    `source` is the file that says so; it takes no part in comparing two changes.
    """

    list: str
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    source: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Override:
    """What a pack or a configuration changed in a rule: its `severity`, or the setting `key`.

    `before` is what the rule's own file says, None where it leaves the setting to the check.
    """

    key: str
    before: Any
    source: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Everything a rule file says.

    `use` names a function in `checks/`, `settings` are its keyword arguments.
    `parts` holds a template for each message field that is a list: every entry (a mapping) is put
    through it and the results are joined.
    `follows` names rules of which a failure of this one is a mere consequence; `follows_by` says
    what ties the two together: `line`, `indicator`, `document` or `difference` (same document and
    same absolute difference). `overrides` tells what was changed since the file was read.
    """

    id: str
    name: str
    severity: Severity
    frame: str
    since: str
    texts: Texts
    use: str
    settings: Mapping[str, Any]
    message: Bilingual
    parts: Mapping[str, Bilingual] = field(default_factory=dict)
    follows: tuple[str, ...] = ()
    follows_by: str = "line"
    cases: tuple[Case, ...] = ()
    file: str = ""
    overrides: tuple[Override, ...] = ()

    @property
    def family(self) -> str:
        """The three letters that open the id, such as `ARI`."""
        return self.id[:3]

    @property
    def title(self) -> Bilingual:
        """The fault, in few words."""
        return self.texts.read().title

    @property
    def why(self) -> Bilingual:
        """Why it matters."""
        return self.texts.read().why

    @property
    def ignore_when(self) -> Bilingual:
        """When it is lawful."""
        return self.texts.read().ignore_when

    @property
    def basis(self) -> tuple[Basis, ...]:
        """What the rule rests on."""
        return self.texts.read().basis


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of one run, in the order of their ids, with what chose them.

    `hash` is over what the chosen rules do, with which settings and word lists, so that two reports can be
    compared. `enabled` and `disabled` say of each rule's id what switched it on or off; `words` are the
    changes to the word lists that tables are read and checked by. `known` is the name of every rule there
    is, on or off, by its id.
    """

    rules: tuple[Rule, ...]
    pack: str = "core"
    version: str = ""
    hash: str = ""
    enabled: Mapping[str, str] = field(default_factory=dict)
    disabled: Mapping[str, str] = field(default_factory=dict)
    words: tuple[WordChange, ...] = ()
    known: Mapping[str, str] = field(default_factory=dict)

    def __iter__(self) -> Any:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)
