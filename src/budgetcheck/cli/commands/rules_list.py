"""`rules list` and `rules packs`: which rules there are, which are on, and why."""

from __future__ import annotations

import json
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.text import Text

from budgetcheck.cli.commands.values import brief
from budgetcheck.cli.config import Config
from budgetcheck.cli.ending import CLEAN
from budgetcheck.cli.settings import Choice, choice
from budgetcheck.cli.streams import console, write_out
from budgetcheck.model import Rule, RuleSet
from budgetcheck.reports import STYLE, folded, one_line
from budgetcheck.resources import rules_folder
from budgetcheck.rulefiles import Pack, Selection, choose, load_folder, pack_names, read_pack
from budgetcheck.terms import Family, Severity

Record = Mapping[str, Any]
_INDENT = Text("    ")


def run_list(values: Namespace, config: Config, lang: str) -> int:
    """Print every rule by family, as text or JSON."""
    chosen = choice(values, config)
    pack = chosen.read_pack()
    on, rules = chosen.load_all()
    records = [_record(rule, on, chosen, lang) for rule in rules]
    if values.output_format == "json":
        return _as_json(records)
    out = console(values.color)
    usual = _usual(records)
    pieces: list[Text] = []
    for head, text in _lines(records, usual, lang, verbose=bool(values.verbose)):
        pieces += folded(text, out.width, head, Text(" " * head.cell_len))
    for text in _last(pack, records, usual, lang):
        pieces += folded(text, out.width)
    # NOTE: one print for all is twice as fast as one for each of hundreds of lines.
    out.print(Text("\n", no_wrap=True, overflow="ignore").join(pieces))
    return CLEAN


def run_packs(values: Namespace, config: Config, lang: str) -> int:
    """Print every shipped pack, and the one of the configuration or the command line."""
    asked = choice(values, config).pack
    rules = load_folder(rules_folder())
    names = [*pack_names(), *([asked] if asked not in pack_names() else [])]
    records = [_pack_record(name, rules, asked, lang) for name in names]
    if values.output_format == "json":
        return _as_json(records)
    out = console(values.color)
    longest = max(len(record["id"]) for record in records)
    for record in records:
        mark = "▸ " if record["chosen"] else "  "
        head = Text.assemble(mark, (f"{record['id']:<{longest}}", "bold"), f"  {record['rules']:>3}  ")
        about = f"{record['title']}  {' + '.join(record['include'])}".rstrip()
        for line in folded(Text(about), out.width, head, Text(" " * head.cell_len)):
            out.print(line)
    return CLEAN


def _as_json(records: list[dict[str, Any]]) -> int:
    write_out(json.dumps(records, ensure_ascii=False, indent=2) + "\n")
    return CLEAN


def _pack_record(name: str, rules: list[Rule], asked: str, lang: str) -> dict[str, Any]:
    pack = read_pack(name)
    return {
        "id": pack.id,
        "version": pack.version,
        "title": pack.title.get(lang),
        "include": [layer.route[-1] for layer in pack.layers if len(layer.route) == 2],
        "rules": len(choose(rules, pack, Selection()).rules),
        "chosen": name == asked,
        "file": pack.layers[-1].file,
    }


def _record(rule: Rule, on: RuleSet, chosen: Choice, lang: str) -> dict[str, Any]:
    enabled = rule.id in on.enabled
    why = (on.enabled if enabled else on.disabled)[rule.id]
    return {
        "id": rule.id,
        "name": rule.name,
        "severity": str(rule.severity),
        "family": rule.family,
        "enabled": enabled,
        "title": rule.title.get(lang),
        "why": chosen.told(why),
        "overrides": [
            {"key": o.key, "before": o.before, "now": _now(rule, o.key), "source": o.source}
            for o in rule.overrides
        ],
    }


def _now(rule: Rule, key: str) -> Any:
    return str(rule.severity) if key == "severity" else rule.settings[key]


def _usual(records: Iterable[Record]) -> str:
    """The reason that most rules are on for, which is told once."""
    counts = Counter(record["why"] for record in records if record["enabled"])
    return counts.most_common(1)[0][0] if counts else ""


def _lines(records: Iterable[Record], usual: str, lang: str, *, verbose: bool) -> Iterator[tuple[Text, Text]]:
    """What stands before, and the text to fold behind it, of each line."""
    listed = list(records)
    longest = max((len(r["name"]) for r in listed), default=0)
    for family, held in groupby(listed, key=lambda record: record["family"]):
        own = list(held)
        yield Text(), Text(f"{family} {_family(family, lang)}", style="bold")
        for record in own:
            yield _first(record, longest, lang), Text(one_line(record["title"]))
            for note in _notes(record, usual, lang, verbose=verbose):
                yield _INDENT, Text(one_line(note), style=STYLE["quiet"])
        yield Text(), Text()


def _family(family: str, lang: str) -> str:
    return Family(family).label(lang) if family in list(Family) else ""


def _first(record: Record, longest: int, lang: str) -> Text:
    severity = Severity(record["severity"]).label(lang)
    style = STYLE[record["severity"]] if record["enabled"] else STYLE["quiet"]
    mark = "✓" if record["enabled"] else "·"
    return Text.assemble(
        (f"{mark} {record['id']}  {severity:<{2 if lang == 'zh' else 7}}", style),
        f"  {record['name']:<{longest}}  ",
    )


def _notes(record: Record, usual: str, lang: str, *, verbose: bool) -> Iterator[str]:
    on, off = ("启用", "未启用") if lang == "zh" else ("on", "off")
    if verbose or not record["enabled"] or record["why"] != usual:
        yield f"{on if record['enabled'] else off}: {record['why']}"
    for change in record["overrides"]:
        before = "" if change["before"] is None else f"{brief(change['before'], lang)} → "
        yield f"{change['key']}: {before}{brief(change['now'], lang)} ({Path(change['source']).name})"


def _last(pack: Pack, records: Sequence[Record], usual: str, lang: str) -> Iterator[Text]:
    on = sum(record["enabled"] for record in records)
    if lang == "zh":
        if usual:
            yield Text(f"未注明原因的，由 {usual} 启用", style=STYLE["quiet"])
        yield Text(f"规则包 {pack.id} {pack.title.zh}：{len(records)} 条规则，启用 {on} 条", style="bold")
        return
    if usual:
        yield Text(f"where no reason is given, {usual} switched the rule on", style=STYLE["quiet"])
    yield Text(f"pack {pack.id}, {pack.title.en}: {len(records)} rules, {on} of them on", style="bold")
