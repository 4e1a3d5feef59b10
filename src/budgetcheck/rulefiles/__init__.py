"""TOML to `Rule`: rule files, packs, and the choice of which rules are on."""

from budgetcheck.rulefiles.choose import Selection, choose, overridden
from budgetcheck.rulefiles.files import find_rule, load_folder, read_rule
from budgetcheck.rulefiles.load import load, load_all
from budgetcheck.rulefiles.packs import LAYER_KEYS, Layer, Pack, pack_names, read_layer, read_pack
from budgetcheck.rulefiles.reading import Section
from budgetcheck.rulefiles.skeleton import Draft, draft, skeleton_frames

__all__ = [
    "LAYER_KEYS",
    "Draft",
    "Layer",
    "Pack",
    "Section",
    "Selection",
    "choose",
    "draft",
    "find_rule",
    "load",
    "load_all",
    "load_folder",
    "overridden",
    "pack_names",
    "read_layer",
    "read_pack",
    "read_rule",
    "skeleton_frames",
]
