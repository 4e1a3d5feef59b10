"""The words that explanations are told in: those of the error model, and those of `rules/diagnosis/words.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from budgetcheck.diagnosis.model import ErrorModel, FaultKind
from budgetcheck.diagnosis.values import Diagnosis
from budgetcheck.engine.messages import template_fields
from budgetcheck.errors import nearest
from budgetcheck.model import Bilingual
from budgetcheck.resources import rules_folder
from budgetcheck.rulefiles import Section
from budgetcheck.rulefiles.reading import parse_toml, read_text
from budgetcheck.terms import Certainty, Explained

FIELDS = frozenset(
    {
        "line", "name", "column", "before", "after", "other_line", "other_name", "other", "amount", "unit",
    }
)  # fmt: skip
"""What the text of a fault may name."""
EVIDENCE = (
    "columns_agree", "totals_agree", "total_above_agrees", "page_break", "numbering_goes_on", "text_goes_on", "same_name", "doubted", "rows_joined",
)  # fmt: skip


class FaultWords(NamedTuple):
    """How one kind of fault is told; `stated_by` are the names of rules whose findings state it too."""

    title: Bilingual
    text: Bilingual
    stated_by: tuple[str, ...] = ()


class Wording(NamedTuple):
    """The words of the error model, and from which probability on an explanation is sure or likely."""

    kinds: Mapping[str, FaultWords]
    evidence: Mapping[str, Bilingual]
    should_be: float
    probable: float

    def certainty(self, probability: float) -> Certainty:
        """How sure an explanation of that probability is."""
        if probability >= self.should_be:
            return Certainty.SHOULD_BE
        return Certainty.PROBABLY if probability >= self.probable else Certainty.OPEN

    def explained(self, diagnosis: Diagnosis) -> Explained:
        """What the search came to."""
        if not diagnosis.accounts or diagnosis.unaccounted >= self.probable:
            return Explained.NONE
        best = diagnosis.accounts[0].probability
        return Explained.ONE if best >= self.probable else Explained.SEVERAL


@cache
def words_file() -> Path:
    """Where the words stand."""
    return rules_folder() / "diagnosis" / "words.toml"


def wording(model: ErrorModel, path: Path | None = None) -> Wording:
    """The words for the faults of `model`.

    Raises:
        RuleFileError: naming file, key and nearest match, when anything is unknown, missing or of the wrong type.
    """
    path = path or words_file()
    top = Section(parse_toml(read_text(path), path), str(path))
    top.only(("evidence", "stated_by", "sums"))
    evidence, stated = top.section("evidence"), top.section("stated_by")
    evidence.only(EVIDENCE)
    stated.only(tuple(FaultKind))
    return Wording(
        {
            kind: FaultWords(text.title, _checked(text.text, kind), stated.strings(kind, ()))
            for kind, text in model.texts.items()
        },
        {name: evidence.bilingual(name) for name in EVIDENCE},
        model.should,
        model.probably,
    )


def _checked(text: Bilingual, kind: str) -> Bilingual:
    """`text`, all of whose fields are known."""
    for template in (text.zh, text.en):
        for name in template_fields(template, kind):
            if name not in FIELDS:
                raise Section({name: None}, f"rules/diagnosis/faults.toml [{kind}]").fail(
                    f"text 没有字段「{name}」", f'no field "{name}"', nearest(name, FIELDS)
                )
    return text
