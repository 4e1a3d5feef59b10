"""`extract --apply-explanations`: a corrected copy, and on standard error what was changed and what was not."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.cli.settings import explanation_seconds, spoken
from budgetcheck.cli.streams import log
from budgetcheck.errors import UsageError
from budgetcheck.reports import change_texts, one_line, short_text, tell

if TYPE_CHECKING:
    from budgetcheck.cli.config import Config
    from budgetcheck.corpus.correcting import Left
    from budgetcheck.frames import Tables
    from budgetcheck.model import Correction, ToolError


class CorrectedCopy(NamedTuple):
    """What is to be written: the tables, what was changed in them (None: nothing was asked for), crashes."""

    tables: Tables
    corrections: tuple[Correction, ...] | None = None
    errors: tuple[ToolError, ...] = ()


def apply_from(values: Namespace) -> float | None:
    """From which probability on explanations are carried out; the error model's "should be" when None.

    Raises:
        UsageError: it is no probability, or nothing is to be carried out.
    """
    word = values.apply_from
    if word is None:
        return None
    if not values.apply_explanations:
        raise UsageError("--apply-from 只能与 --apply-explanations 同用 (needs --apply-explanations)")
    try:
        share = float(word.removesuffix("%")) / (100 if word.endswith("%") else 1)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise UsageError(f"--apply-from 应为 0 到 1 之间的数，而不是「{word}」 (a number from 0 to 1)")
    return share


def corrected_copy(tables: Tables, values: Namespace, config: Config) -> CorrectedCopy:
    """The tables as they are to be written; what is done to them is told on standard error."""
    if not values.apply_explanations:
        return CorrectedCopy(tables)
    from budgetcheck.corpus.correcting import corrected

    # NOTE: who switched the search off for reports still asks for it here, by name.
    made = corrected(tables, apply_from(values), explanation_seconds(values, config) or None)
    lang = spoken(values, config)
    if not values.quiet:
        _tell_made(made.corrections, tables, lang)
        _tell_left(made.left, lang)
    for error in made.errors:
        log(one_line(f"{error.subject}: {error.message}；{error.remedy}"))
    return CorrectedCopy(made.tables, made.corrections, made.errors)


def _tell_made(corrections: Iterable[Correction], tables: Tables, lang: str) -> None:
    files = dict(zip(tables.documents["document"].tolist(), tables.documents["file"].tolist(), strict=True))
    held: dict[tuple[int, str, float], list[Correction]] = {}
    for made in corrections:
        held.setdefault((made.document, made.kind, made.probability), []).append(made)
    for (document, _, _), group in held.items():
        _tell("corrected", files[document], change_texts((c.change for c in group), lang), lang)


def _tell_left(left: Iterable[Left], lang: str) -> None:
    for one in left:
        why = short_text(one.because.explanations, one.because.explained, lang)
        where = tell("row", lang, line=one.line)
        _tell("not_corrected", one.file, [where, why], lang)


def _tell(key: str, file: str, texts: Sequence[str], lang: str) -> None:
    log(one_line(tell(key, lang, file=file, what="；".join(texts) if lang == "zh" else "; ".join(texts))))
