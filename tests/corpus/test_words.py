"""What a pack changes in the word lists holds for reading and for the checks, in every process."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetcheck import corpus, rulefiles
from budgetcheck.text import default_words

TABLE = (
    "某市财政局2023年项目支出绩效目标表\n单位：万元\n"
    "项目名称\t总计\t财政拨款\t绩效目标\t考核要点\n"
    "合计\t{amount}\t{amount}\t\t\n"
    "系统运维经费\t{amount}\t{amount}\t保障系统稳定运行。\t1、产出指标：停摆率，年度指标值：100%。\n"
)
PACK = """\
id = "mine"
title.zh = "本地"
title.en = "local"
version = "1"
include = ["core"]
[words."headings.fields.indicators"]
add = ["考核要点"]
[words."measures.events.bad"]
add = ["停摆"]
"""


@pytest.fixture
def rules(tmp_path: Path) -> rulefiles.Pack:
    (tmp_path / "mine.toml").write_text(PACK, encoding="utf-8")
    return rulefiles.read_pack(str(tmp_path / "mine.toml"))


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """More than one batch."""
    folder = tmp_path / "tables"
    folder.mkdir()
    for n in range(400):
        (folder / f"{n:03}.txt").write_text(TABLE.format(amount=f"{n + 1}.00"), encoding="utf-8")
    return [str(path) for path in sorted(folder.iterdir())]


def test_a_heading_and_a_measure_of_a_packs_own(rules: rulefiles.Pack, files: list[str]) -> None:
    plain = corpus.validate_files(files[:1], rulefiles.load())
    assert plain.tool_errors
    assert not plain.documents
    report = corpus.validate_files(files[:1], rulefiles.load(pack=rules))
    assert not report.tool_errors
    assert "vse-bad-rate-100" in {finding.name for finding in report.findings}


def test_processes_read_by_the_same_words(rules: rulefiles.Pack, files: list[str]) -> None:
    chosen = rulefiles.load(pack=rules, select=["vse-bad-rate-100"])
    one = corpus.validate_files(files, chosen, corpus.Options(keep_frames=False))
    two = corpus.validate_files(files, chosen, corpus.Options(keep_frames=False, jobs=2))
    assert len(one.findings) == len(files)
    assert one.findings == two.findings


def test_who_only_reads_can_name_the_words_too(rules: rulefiles.Pack, files: list[str]) -> None:
    tables, errors = corpus.read_files(files[:1], corpus.Options(words=rules.words))
    assert not errors
    assert tables.words is default_words(rules.words)
    assert corpus.read_files(files[:1])[1]
