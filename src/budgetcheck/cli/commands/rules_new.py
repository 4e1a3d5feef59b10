"""`rules new`: write a rule file that is complete and whose cases hold at once."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from budgetcheck.cli.config import Config
from budgetcheck.cli.ending import CLEAN
from budgetcheck.cli.streams import prepare, write_out
from budgetcheck.errors import UsageError
from budgetcheck.model import Rule
from budgetcheck.reports.writing import write_file
from budgetcheck.resources import rules_folder
from budgetcheck.rulefiles import Draft, draft, load_folder, rule_paths

_OWN_FOLDER = "my_rules"


def run_new(values: Namespace, config: Config, lang: str) -> int:
    """Write the file and say what to do with it."""
    own = values.rules or config.texts("rules")
    folder = Path(values.folder or (own[0] if own else _OWN_FOLDER))
    rules = _all_rules([folder, *map(Path, own)])
    made = draft(values.words[1:], folder, rules, values.use or "", values.frame or "")
    if made.path.exists():
        raise UsageError(f"{made.path}: 文件已存在，不会覆盖 (the file exists and is left as it is)")
    prepare(made.path)
    write_file(made.path, made.text)
    write_out(_told(made, folder, lang))
    return CLEAN


def _all_rules(folders: list[Path]) -> list[Rule]:
    """Every rule there is; a folder that is not there yet has none."""
    held = [folder for folder in folders if folder.is_dir() and rule_paths(folder)]
    rules = [rule for folder in (rules_folder(), *held) for rule in load_folder(folder)]
    return list({rule.file: rule for rule in rules}.values())


def _told(made: Draft, folder: Path, lang: str) -> str:
    model = made.model
    if lang == "zh":
        lines = [f"已写入 {made.path}（{made.id} {made.name}）"]
        if model:
            lines.append(f"抄自 {model.id} {model.name}，它用的是同一校验方法：换掉文字、设置和用例")
        lines += ["检验：", "使用："]
    else:
        lines = [f"wrote {made.path} ({made.id} {made.name})"]
        if model:
            lines.append(
                f"copied from {model.id} {model.name}, which uses the same check: "
                "change its texts, settings and cases"
            )
        lines += ["test it:", "use it:"]
    lines[-2] += f" budgetcheck rules test {folder}"
    lines[-1] += f" budgetcheck validate PATH --rules {folder}"
    return "\n".join(lines) + "\n"
