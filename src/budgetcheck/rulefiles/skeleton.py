"""A new rule file that is complete and runs at once: from a skeleton, or from a rule that uses the same check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.errors import UsageError, nearest
from budgetcheck.resources import rules_folder
from budgetcheck.rulefiles.reading import read_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from budgetcheck.model import Rule

FAMILY = "USR"
EXPRESSION = "expression"
_ID_LENGTH = 6
_HIGHEST = 999


class Draft(NamedTuple):
    """A rule file to be: where it goes and what it holds; `model` is the rule it was copied from, if any."""

    path: Path
    id: str
    name: str
    text: str
    model: Rule | None = None


def skeleton_frames() -> list[str]:
    """The frames there is a skeleton for."""
    return sorted(path.stem for path in (rules_folder() / "skeletons").glob("*.toml"))


def draft(words: Sequence[str], folder: Path, rules: Sequence[Rule], use: str = "", frame: str = "") -> Draft:
    """The rule file for the id, the name or both in `words`, to be written into `folder`.

    Args:
        words: an id such as `USR004`, a name such as `usr-late-payment`, or both; what is missing is proposed.
        folder: where the file will go.
        rules: every rule there is, whose ids and names are taken.
        use: the check that carries the rule out; an expression when empty.
        frame: whose rows the rule is about.

    Raises:
        UsageError: a word is neither id nor name, or is taken; no such check; no such frame.
    """
    identity, name = _identity(words, rules)
    _refuse_taken(identity, name, rules)
    model = None if use in ("", EXPRESSION) else _model(use, frame, rules)
    source = Path(model.file) if model else _skeleton(frame or "indicators")
    text = _renamed(read_text(source), identity, name)
    slug = name.partition("-")[2]
    return Draft(folder / f"{identity}-{slug}.toml", identity, name, text, model)


def _identity(words: Sequence[str], rules: Sequence[Rule]) -> tuple[str, str]:
    given = [word.strip() for word in words]
    ids = [word.upper() for word in given if _is_id(word.upper())]
    names = [word.lower().replace("_", "-") for word in given if not _is_id(word.upper())]
    if len(ids) > 1 or len(names) > 1 or not given:
        raise UsageError("rules new 需要一个编号、一个名称或两者各一 (one id, one name, or one of each)")
    name = names[0] if names else ""
    if name and not _is_name(name):
        raise UsageError(
            f"「{words[0]}」不是规则编号（USR001），也不是名称（usr-late-payment） (neither a rule's id nor a name)"
        )
    if ids:
        family = ids[0][:3]
    else:
        head = name.partition("-")[0].upper()
        family = head if head in {FAMILY, *(rule.family for rule in rules)} and "-" in name else FAMILY
    prefix = f"{family.lower()}-"
    name = name if name.startswith(prefix) else prefix + name if name else ""
    identity = ids[0] if ids else _free_id(family, rules)
    return identity, name or f"{prefix}rule-{int(identity[3:])}"


def _is_id(word: str) -> bool:
    return len(word) == _ID_LENGTH and word[:3].isalpha() and word.isascii() and word[3:].isdigit()


def _is_name(name: str) -> bool:
    return name.isascii() and all(part.isalnum() for part in name.split("-"))


def _free_id(family: str, rules: Sequence[Rule]) -> str:
    """The id behind the highest of the family, since ids are never used twice."""
    last = max((int(rule.id[3:]) for rule in rules if rule.family == family), default=0)
    if last >= _HIGHEST:
        raise UsageError(f"{family} 的编号已用完 (the family has no id left)")
    return f"{family}{last + 1:03}"


def _refuse_taken(identity: str, name: str, rules: Sequence[Rule]) -> None:
    for rule in rules:
        for word, own in ((identity, rule.id), (name, rule.name)):
            if word == own:
                free = _free_id(identity[:3], rules)
                raise UsageError(f"「{word}」已被 {rule.file} 使用 (already taken)；可用 (free): {free}")


def _skeleton(frame: str) -> Path:
    known = skeleton_frames()
    if frame not in known:
        raise UsageError(
            f"--frame 不能是「{frame}」 (no skeleton for it)；可用 (allowed): {'、'.join(known)}{nearest(frame, known)}"
        )
    return rules_folder() / "skeletons" / f"{frame}.toml"


def _model(use: str, frame: str, rules: Sequence[Rule]) -> Rule:
    """The first rule that uses the check, since every check is used by a rule that shows how."""
    found = next((rule for rule in rules if rule.use == use), None)
    if found is None:
        known = sorted({EXPRESSION, *(rule.use for rule in rules)})
        hint = nearest(use, known) or f"；可用 (allowed): {'、'.join(known)}"
        raise UsageError(f"--use: 没有校验方法「{use}」 (no such check){hint}")
    if frame not in ("", found.frame):
        raise UsageError(
            f"--frame 不能是「{frame}」：校验方法 {use} 检查的是 {found.frame} (this check reads {found.frame})"
        )
    return found


def _renamed(text: str, identity: str, name: str) -> str:
    """`text` with another id and name; the first lines of these keys are those of the rule itself."""
    lines = text.split("\n")
    for key, value in (("id", identity), ("name", name)):
        at = next(n for n, line in enumerate(lines) if line.startswith((f"{key} =", f"{key}=")))
        lines[at] = f'{key} = "{value}"'
    return "\n".join(lines)
