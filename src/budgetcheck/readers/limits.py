"""How large a file may be and what reading it may cost, with the words for a file that is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from budgetcheck.errors import UnreadableInputError, UsageError, nearest

RECOGNITION_MIB = 2048


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take.

    `file_mib` holds for the file and for what is packed in it; `text_mib` for a file of text, and for the text
    in the cells of any other; `seconds` and `memory_mib` for the process that reads a binary format; `cells` for
    the cells of one file, the empty ones of a sheet included. Where text is recognised, every page has `seconds`
    of its own.

    NOTE: frames and findings take some sixty times the text they are made of, whatever it came in.
    """

    file_mib: float = 256
    text_mib: float = 32
    seconds: float = 120
    memory_mib: float = 2048
    cells: float = 5_000_000

    def for_recognition(self) -> Limits:
        """These with the memory that recognising text takes on top."""
        return replace(self, memory_mib=self.memory_mib + RECOGNITION_MIB)

    @property
    def file_bytes(self) -> int:
        """The largest file, in bytes."""
        return int(self.file_mib * (1 << 20))

    @property
    def text_bytes(self) -> int:
        """The most text, in bytes."""
        return int(self.text_mib * (1 << 20))

    @classmethod
    def of(cls, changes: Mapping[str, object]) -> Limits:
        """The limits with `changes` by the names that users write, `LIMIT_NAMES`.

        Raises:
            UsageError: an unknown name, or a value that is no positive number.
        """
        for name, value in changes.items():
            if name not in LIMIT_NAMES:
                hint = nearest(name, LIMIT_NAMES) or f"；可用 (allowed): {'、'.join(LIMIT_NAMES)}"
                raise UsageError(f"没有名为「{name}」的上限 (unknown limit){hint}")
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < float("inf"):
                raise UsageError(
                    f"上限「{name}」应为正数，而不是「{value}」 (a limit must be a positive number)"
                )
        return cls(**{name.replace("-", "_"): float(str(value)) for name, value in changes.items()})


MAX_CELL = 1 << 20  # characters; a sheet's cell holds at most 32,767
LIMIT_NAMES = tuple(limit.name.replace("_", "-") for limit in fields(Limits))


def over(file: str, problem: str, limit: str, place: str = "") -> UnreadableInputError:
    """The error for a file over the limit named `limit`; says how to raise it."""
    return UnreadableInputError(
        file,
        problem,
        f"分成几个文件；文件可信时可调高上限：--file-limit {limit}=…，或配置 [tool.budgetcheck.limits] {limit} "
        f"(split it into several files; for a file you trust, raise the limit: --file-limit {limit}=…)",
        place,
    )


def over_fixed(file: str, problem: str, place: str = "") -> UnreadableInputError:
    """The error for a file over a limit that no table comes near, and that cannot be raised."""
    return UnreadableInputError(
        file,
        problem,
        "此上限固定，正常的表格达不到：请打开原件，只把表格复制到新文件 "
        "(this limit is fixed and no table comes near it: open the original and copy the table alone to a new file)",
        place,
    )
