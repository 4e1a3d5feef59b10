"""Many inputs: batches, processes and bad files change nothing about the good ones."""

from pathlib import Path

import pandera.pandas as pa
import pytest

from budgetcheck import corpus, rulefiles
from budgetcheck.corpus import batches as cutting
from budgetcheck.corpus.batches import batches
from budgetcheck.engine import user_rule
from budgetcheck.errors import NoTableError, RepairRefusedError

TABLE = (
    "云溪市水务局2024年项目支出绩效目标表\n部门名称：云溪市水务局\n单位：万元\n"
    "项目名称\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标\n"
    "合计\t{total}\t{total}\t\t\t\t\n"
    "河道巡查经费\t20.00\t20.00\t\t\t每周巡查一次。\t1、产出指标：巡查次数，年度指标值：≥48次。\n"
    "泵站维护经费\t35.60\t35.60\t\t\t设备完好。\t1、产出指标：设备完好率，年度指标值：≥98%。\n"
)
CUT = TABLE.format(total="55.60") + (
    "\n排涝经费\t1.00\t1.00\t\t\t与市气象部门共享雨情\t1、产出指标：共享次数，年度指标值：12次；\n"
    "\n\t\t\t\t\t信息。\t2、产出指标：报告数，年度指标值：≥4份。\n"
)


@pytest.fixture
def folder(tmp_path):
    """Six tables, every second one with a wrong total."""
    for number in range(6):
        total = "55.60" if number % 2 else "56.50"
        (tmp_path / f"{number}.txt").write_text(TABLE.format(total=total), encoding="utf-8")
    return tmp_path


def checked(paths, **options):
    files, errors = corpus.find_inputs(paths)
    return corpus.validate_files(files, rulefiles.load(), corpus.Options(**options), errors=errors)


def test_the_size_of_batches_changes_nothing(folder, monkeypatch):
    whole = checked([folder])
    monkeypatch.setattr(cutting, "BATCH_FILES", 1)
    apart = checked([folder])
    assert apart == whole
    for name, frame in whole.frames.items():
        assert apart.frames[name].equals(frame), name


def test_processes_change_nothing(folder, monkeypatch):
    monkeypatch.setattr(cutting, "BATCH_FILES", 2)
    assert checked([folder], jobs=2) == checked([folder], jobs=1)


def test_a_users_own_check_runs_whatever_the_number_of_processes(folder, monkeypatch):
    monkeypatch.setattr(cutting, "BATCH_FILES", 2)
    own = [user_rule(pa.Check(lambda lines: lines["total"] != 20_000_000), rule_id="USR001")]
    files, _ = corpus.find_inputs([folder])
    report = corpus.validate_files(files, rulefiles.load(), corpus.Options(jobs=2), own)
    assert sum(f.rule == "USR001" for f in report.findings) == 6


def test_a_wrong_total_is_found_in_each_file_that_has_one(folder):
    found = [f for f in checked([folder]).findings if f.rule == "ARI001"]
    assert [f.location.file[-5:] for f in found] == ["0.txt", "2.txt", "4.txt"]
    assert {(f.actual, f.expected, f.difference) for f in found} == {("56.50", "55.60", "0.90")}


def test_bad_inputs_are_listed_and_the_good_ones_checked(folder):
    (folder / "empty.txt").write_bytes(b"")
    (folder / "prose.txt").write_text("会议纪要\n没有表格\n", encoding="utf-8")
    report = checked([folder, folder / "gone.txt"])
    assert len(report.documents) == 6
    assert [e.subject.rsplit("/", 1)[-1] for e in report.tool_errors] == [
        "empty.txt",
        "gone.txt",
        "prose.txt",
    ]
    assert not report.ok


def test_progress_is_told_up_to_the_last_file(folder, monkeypatch):
    monkeypatch.setattr(cutting, "BATCH_FILES", 4)
    told = []
    checked([folder], progress=lambda done, total, file: told.append((done, total, Path(file).name)))
    assert [entry[:2] for entry in told if not entry[2]] == [(1, 6), (2, 6), (4, 6), (6, 6)]
    names = sorted(path.name for path in folder.iterdir())
    assert [entry[::2] for entry in told if entry[2]] == list(zip([0, 1, 2, 2, 4, 4], names, strict=True))


def test_several_processes_tell_how_many_are_done(folder, monkeypatch):
    monkeypatch.setattr(cutting, "BATCH_FILES", 4)
    told = []
    checked([folder], jobs=2, progress=lambda *entry: told.append(entry))
    assert told == [(1, 6, ""), (2, 6, ""), (4, 6, ""), (6, 6, "")]


def test_frames_are_kept_only_when_asked_for(folder):
    assert checked([folder], keep_frames=False).frames == {}
    assert len(checked([folder]).frames["documents"]) == 6


def test_ids_stay_unique_over_batches(folder, monkeypatch):
    monkeypatch.setattr(cutting, "BATCH_FILES", 2)
    tables, errors = corpus.read_files([str(p) for p in sorted(folder.iterdir())])
    assert errors == []
    assert tables.lines["line_id"].is_unique
    assert tables.indicators["indicator_id"].is_unique
    parents = tables.lines["parent"].dropna()
    assert parents.isin(tables.lines["line_id"]).all()


def test_strict_refuses_a_table_whose_repair_is_doubtful(tmp_path):
    (tmp_path / "cut.txt").write_text(CUT.replace("信息。", "共享雨情信息。"), encoding="utf-8")
    tables, errors = corpus.read_files([str(tmp_path / "cut.txt")])
    assert errors == []
    assert tables.repairs["confidence"].min() < 0.9
    _, refused = corpus.read_files([str(tmp_path / "cut.txt")], corpus.Options(strict=True))
    assert [type(e) for e in refused] == [RepairRefusedError]


def test_a_stream_without_a_table_is_an_error_not_an_empty_report():
    _, errors = corpus.read_files([b"\xe4\xbd\xa0\xe5\xa5\xbd\n"])
    assert [type(e) for e in errors] == [NoTableError]


def test_a_file_larger_than_a_batch_is_a_batch_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(cutting, "BATCH_BYTES", 100)
    sizes = {"a.txt": 10, "b.txt": 500, "c.txt": 20, "d.txt": 30}
    for name, size in sizes.items():
        (tmp_path / name).write_bytes(b"x" * size)
    cut = [[Path(p).stem for p in batch] for batch in batches(str(tmp_path / name) for name in sizes)]
    assert cut == [["a"], ["b"], ["c", "d"]]
