"""Rules that compare documents see the whole run, whatever batches and processes it was read in."""

import pytest

from budgetcheck import corpus, rulefiles
from budgetcheck.corpus import batches as cutting

HEAD = (
    "{body}{year}年项目支出绩效目标表\n部门名称：{body}\n单位：万元\n"
    "项目名称\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标\n"
    "合计\t{total}\t{total}\t\t\t\t\n"
)
GOAL = "通过购买道路机械化清扫和人工保洁服务，做到路面见底色、无积尘，路沿石缝不留垃圾，市民出行舒心。"
ITEMS = (
    "1、产出指标：清扫里程，年度指标值：≥80公里。2、产出指标：机械化清扫率，年度指标值：≥70%。"
    "3、产出指标：人工保洁覆盖率，年度指标值：100%。4、满意度指标：居民满意度，年度指标值：≥90%。"
)


def table(body, amount="20.00", *, year=2024, goal=GOAL, items=ITEMS, name="道路保洁经费"):
    head = HEAD.format(body=body, year=year, total=amount)
    return head + f"{name}\t{amount}\t{amount}\t\t\t{goal}\t{items}\n"


@pytest.fixture
def folder(tmp_path):
    """A copy, a department that took over goal and indicators, and a bureau with the table of its unit."""
    texts = {
        "a.txt": table("云溪市城管局"),
        "b.txt": table("云溪市城管局"),
        "c.txt": table("临川市城管局", "31.00", name="城区保洁服务"),
        "d.txt": HEAD.format(body="云溪市住建局", year=2024, total="50.00")
        + "云溪市房管中心\t50.00\t50.00\t\t\t\t\n"
        + table(
            "", "50.00", goal="摸清老旧房屋底数。", items="1、产出指标：排查栋数，年度指标值：≥300栋。"
        ).splitlines()[-1],
        "e.txt": table(
            "云溪市房管中心",
            "48.00",
            goal="摸清老旧房屋底数。",
            items="1、产出指标：排查栋数，年度指标值：≥300栋。",
        ),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def checked(folder, **options):
    files, errors = corpus.find_inputs([folder])
    rules = rulefiles.load(select=["DUP010", "DUP011", "DUP012", "PUB002", "PUB003", "PUB006", "ARI"])
    return corpus.validate_files(files, rules, corpus.Options(**options), errors=errors)


def told(report):
    return sorted((f.rule, f.location.file[-5:]) for f in report.findings)


def test_each_kind_of_likeness_is_found(folder):
    assert told(checked(folder)) == [
        ("DUP010", "b.txt"),
        ("DUP011", "a.txt"),
        ("DUP011", "b.txt"),
        ("DUP011", "c.txt"),
        ("DUP012", "a.txt"),
        ("DUP012", "b.txt"),
        ("DUP012", "c.txt"),
        ("PUB002", "d.txt"),
    ]


@pytest.mark.parametrize("files", [1, 2, 3])
def test_batches_change_nothing(folder, monkeypatch, files):
    whole = checked(folder)
    monkeypatch.setattr(cutting, "BATCH_FILES", files)
    assert checked(folder) == whole


def test_processes_change_nothing(folder, monkeypatch):
    monkeypatch.setattr(cutting, "BATCH_FILES", 2)
    assert checked(folder, jobs=2) == checked(folder)


def test_the_findings_of_a_comparison_count_for_their_table(folder):
    report = checked(folder)
    assert {d.file[-5:]: d.findings["warning"] for d in report.documents} == {
        "a.txt": 0, "b.txt": 1, "c.txt": 0, "d.txt": 1, "e.txt": 0,
    }  # fmt: skip


def test_figures_and_places_are_those_of_the_file(folder):
    (found,) = [f for f in checked(folder).findings if f.rule == "PUB002"]
    assert (found.actual, found.expected, found.difference) == ("50.00", "48.00", "2.00")
    assert (found.location.line, found.location.column) == (6, "总计")


def test_one_file_alone_has_nobody_to_be_compared_with(folder):
    for name in ("b.txt", "c.txt", "d.txt", "e.txt"):
        (folder / name).unlink()
    report = checked(folder)
    tallies = {t.rule: t.applicable for t in report.tallies}
    assert told(report) == []
    assert (tallies["DUP010"], tallies["DUP011"], tallies["PUB006"]) == (0, 0, 0)
