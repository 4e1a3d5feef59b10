"""Write everything under docs/ that comes from the rule files and the command itself.

python docs/_tools/generate.py           writes docs/rules/, docs/command.md and the outputs shown in README.md
python docs/_tools/generate.py --check   changes nothing; exit code 1 when a file is out of date
"""

from __future__ import annotations

import inspect
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from budgetcheck.checks import CHECKS
from budgetcheck.model import Bilingual, Case, Rule
from budgetcheck.rulefiles import load_folder

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "rules"
SHOWN = re.compile(r"(<!-- output: (?P<command>[^\n]+) -->\n```text\n).*?(```\n<!-- /output -->)", re.S)
COMMANDS = ("validate", "extract", "explain", "rules", "schema", "completion")
FAMILIES = {
    "ARI": "算术 · Arithmetic",
    "STR": "结构 · Structure",
    "NUM": "编号与标点 · Numbering and marks",
    "NAM": "指标名称 · Indicator names",
    "CAT": "类别与覆盖 · Categories and coverage",
    "VSY": "指标值写法 · Target values: syntax",
    "VSE": "指标值含义 · Target values: meaning",
    "DUP": "重复 · Duplication",
    "NAR": "文字事实 · Narrative",
    "PUB": "公开 · Publication",
    "CFG": "检查配置 · Configuration",
}
KINDS = {"fail": "违规 · fails", "pass": "合规 · passes", "near_miss": "看似违规 · near miss"}
NOTICE = "<!-- 由 make docs 生成，请勿手改 · made by `make docs`, do not edit -->\n\n"


def main(arguments: list[str]) -> int:
    """Write what is out of date, or only name it under `--check`."""
    wanted = {**rule_pages(), ROOT / "docs" / "command.md": command_page(), **shown_outputs()}
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
    pages = {PAGES / f"{Path(rule.file).stem}.md": rule_page(rule) for rule in rules}
    return {PAGES / "README.md": index_page(rules), **pages}


def index_page(rules: list[Rule]) -> str:
    """All rules by family."""
    parts = [NOTICE, f"# 规则一览 · All rules\n\n{len(rules)} 条规则 · {len(rules)} rules.\n"]
    for family, title in FAMILIES.items():
        own = [rule for rule in rules if rule.family == family]
        if own:
            parts.append(f"\n## {title}\n\n| 编号 id | 名称 name | 级别 | 查什么 what |\n|---|---|---|---|\n")
            parts += [
                f"| [{r.id}]({Path(r.file).stem}.md) | `{r.name}` | {r.severity.zh} {r.severity} "
                f"| {r.title.zh} · {r.title.en} |\n"
                for r in own
            ]
    return "".join(parts)


def rule_page(rule: Rule) -> str:
    """Everything that the rule's file says, for reading."""
    source = Path(rule.file).relative_to(ROOT).as_posix()
    module = inspect.getmodule(CHECKS[rule.use].function)
    home = (module.__name__ if module else "").removeprefix("budgetcheck.").replace(".", "/")
    parts = [
        NOTICE,
        f"# {rule.id} {rule.title.zh}\n\n{rule.title.en}\n\n",
        f"`{rule.name}` · {rule.severity.zh} {rule.severity} · {FAMILIES[rule.family]} · "
        f"[规则文件](../../{source}) · `src/budgetcheck/{home}.py` `{rule.use}`\n\n",
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
    """The rule's settings, when it has any."""
    if not rule.settings:
        return ""
    rows = "".join(f"| `{key}` | `{value}` |\n" for key, value in rule.settings.items())
    return f"## 设置 · Settings\n\n| 设置 | 值 value |\n|---|---|\n{rows}\n"


def case_block(case: Case) -> str:
    """One case: its input and what must be flagged."""
    shown = case.table or case.indicators or case.value or ""
    named = f"（指标 indicator: {case.indicator_name}）" if case.indicator_name else ""
    flagged = "".join(
        f"- 应标出 flagged: {', '.join(f'{k} = {v!r}' for k, v in place.items())}\n" for place in case.expect
    )
    body = shown.strip("\n")
    return f"\n### {KINDS[case.kind]}: {case.name}\n\n{named}\n\n```text\n{body}\n```\n\n{flagged}".replace(
        "\n\n\n\n", "\n\n"
    )


def command_page() -> str:
    """The help texts of the command."""
    helps = [("budgetcheck --help")] + [f"budgetcheck {name} --help" for name in COMMANDS]
    blocks = [f"## {command.removesuffix(' --help')}\n\n```text\n{output(command)}```\n" for command in helps]
    return NOTICE + "# 命令 · The command\n\n" + "\n".join(blocks)


def shown_outputs() -> dict[Path, str]:
    """The pages that show outputs, with each output as the command gives it now."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "examples" / "README.md"]
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
