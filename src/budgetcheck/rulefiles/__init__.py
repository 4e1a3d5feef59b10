"""TOML to `Rule`: rule files, packs, and the choice of which rules are on."""

from budgetcheck.rulefiles.choose import Selection, choose
from budgetcheck.rulefiles.files import find_rule, load_folder, read_rule
from budgetcheck.rulefiles.load import load
from budgetcheck.rulefiles.packs import LAYER_KEYS, Layer, Pack, pack_names, read_layer, read_pack
from budgetcheck.rulefiles.reading import Section

__all__ = [
    "LAYER_KEYS",
    "Layer",
    "Pack",
    "Section",
    "Selection",
    "choose",
    "find_rule",
    "load",
    "load_folder",
    "pack_names",
    "read_layer",
    "read_pack",
    "read_rule",
]
