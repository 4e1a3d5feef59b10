"""What a command that checks tables brings into its process."""

import subprocess
import sys
from pathlib import Path

from tests.cli.running import CLEAN, modules_after


def test_no_maker_of_test_data_comes_along(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CLEAN, encoding="utf-8")
    assert "hypothesis" not in modules_after(["validate", "a.txt", "--isolated"], tmp_path)


def test_what_was_kept_out_can_be_imported_afterwards() -> None:
    code = (
        "import sys\n"
        "from budgetcheck.cli.engine_import import engine_import\n"
        "with engine_import():\n"
        "    from budgetcheck import corpus\n"
        "assert 'hypothesis' not in sys.modules\n"
        "import hypothesis\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_process_that_has_it_keeps_it() -> None:
    code = (
        "import sys, hypothesis\n"
        "from budgetcheck.cli.engine_import import engine_import\n"
        "with engine_import():\n"
        "    assert sys.modules['hypothesis'] is hypothesis\n"
        "assert sys.modules['hypothesis'] is hypothesis\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
