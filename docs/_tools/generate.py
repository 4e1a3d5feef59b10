"""Write everything under docs/ that comes from the rule files and the command itself.

python docs/_tools/generate.py           writes docs/rules/, docs/command.md and the outputs shown in README.md
python docs/_tools/generate.py --check   changes nothing; exit code 1 when a file is out of date
"""

from __future__ import annotations

import inspect
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from budgetcheck.checks import CHECKS
from budgetcheck.checks.registry import PREPARED
from budgetcheck.cli.spec import COMMANDS
from budgetcheck.model import Bilingual, Case, Rule, RuleSet
from budgetcheck.rulefiles import case_lines, load, load_folder, pack_names, read_pack
from budgetcheck.terms import Family

from screens import screens  # isort: skip - beside this file

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "rules"
SHOWN = re.compile(r"(<!-- output: (?P<command>[^\n]+) -->\n```text\n).*?(```\n<!-- /output -->)", re.S)
KINDS = {"fail": "违规 · fails", "pass": "合规 · passes", "near_miss": "看似违规 · near miss"}
NOTICE = "<!-- 由 make docs 生成，请勿手改 · made by `make docs`, do not edit -->\n\n"


def main(arguments: list[str]) -> int:
    """Write what is out of date, or only name it under `--check`."""
    wanted = {**rule_pages(), ROOT / "docs" / "command.md": command_page(), **shown_outputs(), **screens()}
    stale = [path for path, text in wanted.items() if not path.is_file() or path.read_text("utf-8") != text]
    orphans = [path for path in PAGES.glob("*.md") if path not in wanted]
    if "--check" in arguments:
        for path in [*stale, *orphans]:
            print(f"{path.relative_to(ROOT)} is out of date: run make docs", file=sys.stderr)
        return 1 if stale or orphans else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8", newline="\n")
    for path in orphans:
        path.unlink()
    print(f"{len(stale)} written, {len(orphans)} removed, {len(wanted) - len(stale)} unchanged")
    return 0


def rule_pages() -> dict[Path, str]:
    """The index and one page per rule."""
    rules = load_folder(ROOT / "rules", cases=True)
    packs = {name: load(pack=name) for name in pack_names()}
    pages = {PAGES / f"{Path(rule.file).stem}.md": rule_page(rule, packs) for rule in rules}
    return {PAGES / "README.md": index_page(rules, packs), **pages}


def index_page(rules: list[Rule], packs: Mapping[str, RuleSet]) -> str:
    """All rules by family, each with the packs that switch it on."""
    parts = [NOTICE, f"# 规则一览 · All rules\n\n{len(rules)} 条规则 · {len(rules)} rules.\n"]
    parts.append("\n| 规则包 pack | 名称 title | 启用 on |\n|---|---|---|\n")
    parts += [
        f"| `{name}` | {pack.title.zh} · {pack.title.en} | {len(packs[name])} |\n"
        for name, pack in ((name, read_pack(name)) for name in packs)
    ]
    for family in dict.fromkeys(rule.family for rule in rules):
        own = [rule for rule in rules if rule.family == family]
        parts.append(
            f"\n## {title_of(family)}\n\n| 编号 id | 名称 name | 级别 | 查什么 what | 规则包 packs |\n"
            "|---|---|---|---|---|\n"
        )
        parts += [
            f"| [{r.id}]({Path(r.file).stem}.md) | `{r.name}` | {r.severity.zh} {r.severity} "
            f"| {r.title.zh} · {r.title.en} | {' '.join(held_by(r, packs)) or '—'} |\n"
            for r in own
        ]
    return "".join(parts)


def title_of(family: str) -> str:
    """The family in both languages."""
    return f"{Family(family).zh} · {Family(family).en}"


def held_by(rule: Rule, packs: Mapping[str, RuleSet]) -> list[str]:
    """The packs that switch the rule on."""
    return [name for name, chosen in packs.items() if rule.id in chosen.enabled]


def rule_page(rule: Rule, packs: Mapping[str, RuleSet]) -> str:
    """Everything that the rule's file says, for reading."""
    source = Path(rule.file).relative_to(ROOT).as_posix()
    function = PREPARED[rule.use] if rule.use in PREPARED else CHECKS[rule.use].function
    module = inspect.getmodule(function)
    home = (module.__name__ if module else "").removeprefix("budgetcheck.").replace(".", "/")
    parts = [
        NOTICE,
        f"# {rule.id} {rule.title.zh}\n\n{rule.title.en}\n\n",
        f"`{rule.name}` · {rule.severity.zh} {rule.severity} · {title_of(rule.family)} · "
        f"[规则文件](../../{source}) · `src/budgetcheck/{home}.py` `{rule.use}`\n\n",
        f"规则包 packs: {' '.join(f'`{name}`' for name in held_by(rule, packs)) or '—'}\n\n",
        section("为什么要查 · Why", rule.why),
        section("何时可以不改 · When it is lawful", rule.ignore_when),
        "## 依据 · Basis\n\n",
        *(f"- {b.title.zh}（{b.standing.zh}） · {b.title.en} ({b.standing.en})\n" for b in rule.basis),
        "\n## 提示语 · Message\n\n",
        f"- `{rule.message.zh}`\n- `{rule.message.en}`\n\n",
        settings(rule),
        "## 用例 · Cases\n",
        *(case_block(case) for case in rule.cases),
    ]
    return "".join(parts)


def section(title: str, text: Bilingual) -> str:
    """A heading with a text in both languages."""
    return f"## {title}\n\n{text.zh}\n\n{text.en}\n\n"


def settings(rule: Rule) -> str:
    """The rule's settings, when it has any; expressions as code, since their bars would break a table."""
    if not rule.settings:
        return ""
    lines = "".join(
        f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in flat(rule.settings)
    )
    return f"## 设置 · Settings\n\n```toml\n{lines}```\n\n"


def flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """The entries of a table, those of the tables in it by their dotted key."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{above}{key}.")
        else:
            yield above + key, value


def case_block(case: Case) -> str:
    """One case: its input and what must be flagged."""
    flagged = "".join(
        f"- 应标出 flagged: {', '.join(f'{k} = {v!r}' for k, v in place.items())}\n" for place in case.expect
    )
    body = "\n".join(case_lines(case, "zh"))
    return f"\n### {KINDS[case.kind]}: {case.name}\n\n```text\n{body}\n```\n" + (
        f"\n{flagged}" if flagged else ""
    )


def command_page() -> str:
    """The help texts of the command."""
    helps = [("budgetcheck --help")] + [f"budgetcheck {name} --help" for name in COMMANDS]
    blocks = [f"## {command.removesuffix(' --help')}\n\n```text\n{output(command)}```\n" for command in helps]
    return NOTICE + "# 命令 · The command\n\n" + "\n".join(blocks)


def shown_outputs() -> dict[Path, str]:
    """The pages that show outputs, with each output as the command gives it now."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "examples" / "README.md"]
    pages += sorted((ROOT / "docs" / "tutorials").glob("*.md"))
    return {
        page: SHOWN.sub(lambda m: f"{m[1]}{output(m['command'])}{m[3]}", page.read_text(encoding="utf-8"))
        for page in pages
        if page.is_file()
    }


def output(command: str) -> str:
    """What `command` prints in a plain terminal of 100 columns, in Chinese."""
    program, *arguments = shlex.split(command)
    if program != "budgetcheck":
        raise SystemExit(f"only budgetcheck may be shown: {command}")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("BUDGETCHECK", "LC_", "LANG"))}
    plain = {"COLUMNS": "100", "LINES": "50", "TERM": "dumb", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(  # noqa: S603 - the commands stand in our own pages
        [sys.executable, "-m", "budgetcheck", *arguments],
        cwd=ROOT,
        env={**kept, **plain, "BUDGETCHECK_LANG": "zh"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in (0, 1):
        raise SystemExit(f"{command} ended with {done.returncode}:\n{done.stderr}")
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    return "\n".join(lines).strip("\n") + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
