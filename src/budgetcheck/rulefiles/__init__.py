"""TOML to `Rule`: rule files, packs, and the choice of which rules are on."""

from budgetcheck.rulefiles.cases import CASE_KINDS, case_lines
from budgetcheck.rulefiles.choose import Selection, choose, overridden
from budgetcheck.rulefiles.files import find_rule, load_folder, pick, read_rule, rule_paths
from budgetcheck.rulefiles.load import load, load_all
from budgetcheck.rulefiles.packs import LAYER_KEYS, Layer, Pack, pack_names, read_layer, read_pack
from budgetcheck.rulefiles.reading import Section
from budgetcheck.rulefiles.skeleton import Draft, draft, skeleton_frames

__all__ = [
    "CASE_KINDS",
    "LAYER_KEYS",
    "Draft",
    "Layer",
    "Pack",
    "Section",
    "Selection",
    "case_lines",
    "choose",
    "draft",
    "find_rule",
    "load",
    "load_all",
    "load_folder",
    "overridden",
    "pack_names",
    "pick",
    "read_layer",
    "read_pack",
    "read_rule",
    "rule_paths",
    "skeleton_frames",
]
