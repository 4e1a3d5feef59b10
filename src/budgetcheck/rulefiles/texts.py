"""What a rule file tells its readers: the fault, why it matters, when it is lawful, and on what it rests."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from budgetcheck.model import Basis, RuleTexts
from budgetcheck.rulefiles.reading import Section, parse_toml

_FIRST = "title."
_BEHIND = "\n[check]"
_TELLING = (_FIRST, "why.", "ignore_when.", "[[basis]]", "standing.")


class UnreadTexts(NamedTuple):
    """The texts of the rule file `path`, parsed when they are asked for."""

    toml: str
    path: str

    def read(self) -> RuleTexts:
        """The texts.

        Raises:
            RuleFileError: one is missing or wrong.
        """
        return _read(self.toml, self.path)


def without_texts(head: str) -> tuple[str, str]:
    """A rule file's head without its texts, and the texts; what is left out of either leaves blank lines.

    Where they do not stand as in the rules that ship, each on a line of its own from the title to the
    check, the second is empty and the first whole.
    """
    before, mark, rest = head.partition(f"\n{_FIRST}")
    told, end, behind = rest.partition(_BEHIND)
    lines = f"{_FIRST}{told}".split("\n")
    alike = all(not line or line.startswith(_TELLING) for line in lines)
    if not (mark and end and alike) or "\n[" in before:
        return head, ""
    texts = "\n" * (before.count("\n") + 1) + _FIRST + told
    return before + "\n" * len(lines) + end + behind, texts


def texts_of(head: Section) -> RuleTexts:
    """The texts that stand in `head`.

    Raises:
        RuleFileError: one is missing or wrong.
    """
    return RuleTexts(
        title=head.bilingual("title"),
        why=head.bilingual("why"),
        ignore_when=head.bilingual("ignore_when"),
        basis=_basis(head),
    )


def _basis(head: Section) -> tuple[Basis, ...]:
    found = []
    for section in head.sections("basis"):
        section.only(("title", "standing"))
        found.append(Basis(section.bilingual("title"), section.bilingual("standing")))
    if not found:
        raise head.fail("缺少 [[basis]]：规则以什么为依据", "a rule needs at least one [[basis]]")
    return tuple(found)


@cache
def _read(toml: str, path: str) -> RuleTexts:
    return texts_of(Section(parse_toml(toml, Path(path)), path))
