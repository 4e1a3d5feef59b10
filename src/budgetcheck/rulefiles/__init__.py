"""TOML to `Rule`: rule files, packs, and the choice of which rules are on."""

from budgetcheck.rulefiles.choose import choose
from budgetcheck.rulefiles.files import find_rule, load_folder, read_rule
from budgetcheck.rulefiles.load import load
from budgetcheck.rulefiles.packs import Pack, pack_names, read_pack

__all__ = ["Pack", "choose", "find_rule", "load", "load_folder", "pack_names", "read_pack", "read_rule"]
