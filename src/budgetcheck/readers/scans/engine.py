"""The OCR library behind one door: where text stands in a bitmap, and what it says, sign by sign."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Bitmap = NDArray[np.uint8]

_TASKS = ("Det", "Cls", "Rec")
_MOST_THREADS = 4
_DETECTED_SIDE = 2000  # pixels; text is looked for in a smaller picture than it is read in
_TURNED = "180"


class Spot(NamedTuple):
    """A rectangle of a bitmap in pixels."""

    left: int
    top: int
    right: int
    bottom: int


class Sign(NamedTuple):
    """A character, how sure it is, and where its middle lies: 0 at the left of the strip, 1 at its right."""

    text: str
    score: float
    at: float


@cache
def recogniser() -> Recogniser:
    """The one recogniser of this process; its models take a second to load."""
    return Recogniser()


class Recogniser:
    """RapidOCR with the models that come in its package."""

    def __init__(self) -> None:
        import rapidocr

        models = {task: _model(Path(rapidocr.__file__).parent / "models", task) for task in _TASKS}
        # NOTE: a model that is named is never fetched from the network.
        settings: dict[str, object] = {f"{task}.model_path": str(path) for task, path in models.items()}
        settings["Global.log_level"] = "critical"
        settings["Global.max_side_len"] = _DETECTED_SIDE
        settings["EngineConfig.onnxruntime.intra_op_num_threads"] = min(_MOST_THREADS, os.cpu_count() or 1)
        self._engine: Any = rapidocr.RapidOCR(params=settings)
        self.name = f"RapidOCR {version('rapidocr')}, {models['Rec'].stem}"

    def spots(self, bitmap: Bitmap) -> list[Spot]:
        """Where lines of text stand."""
        found = self._engine(_coloured(bitmap), use_det=True, use_cls=False, use_rec=False)
        boxes = () if found.boxes is None else np.asarray(found.boxes)
        return [
            Spot(*map(int, np.floor(box.min(axis=0))), *map(int, np.ceil(box.max(axis=0)))) for box in boxes
        ]

    def signs(self, strip: Bitmap) -> list[Sign]:
        """What one line of text says; nothing where no sign is known."""
        found = self._engine(
            _coloured(strip), use_det=False, use_cls=False, use_rec=True, return_word_box=True
        )
        line = found.word_results[0] if found.txts else None
        if line is None or not line.words:
            return []
        scores = [score for text, score in zip(found.txts[0], line.confs, strict=True) if not text.isspace()]
        words, columns = chain.from_iterable(line.words), chain.from_iterable(line.word_cols)
        return [
            Sign(text, score, (column + 0.5) / line.line_txt_len)
            for text, score, column in zip(words, scores, columns, strict=True)
        ]

    def upside_down(self, strips: Sequence[Bitmap]) -> bool:
        """Whether most of the strips stand on their heads."""
        turned = 0
        for strip in strips:
            found = self._engine(_coloured(strip), use_det=False, use_cls=True, use_rec=False)
            turned += found.cls_res[0][0] == _TURNED
        return turned > len(strips) / 2


def _model(folder: Path, task: str) -> Path:
    found = sorted(folder.glob(f"*_{task.lower()}_*.onnx"))
    if not found:
        raise FileNotFoundError(f"{folder}: *_{task.lower()}_*.onnx")
    return found[-1]


def _coloured(bitmap: Bitmap) -> Any:
    return np.repeat(bitmap[:, :, None], 3, axis=2)
