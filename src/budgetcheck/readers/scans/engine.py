"""The OCR library behind one door: where text stands in a bitmap, and what it says, sign by sign."""

from __future__ import annotations

import os
from collections.abc import Container, Iterator, Sequence
from functools import cache
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Bitmap = NDArray[np.uint8]

_TASKS = ("Det", "Cls", "Rec")
_MOST_THREADS = 4
# NOTE: one line at a time costs no more than several filled up to the longest of them, and far less memory.
_AT_ONCE = 1
_LEAST_STRIP = (3, 48, 48)
_WHITE = 255
_NO_SIGN = 0
TO_WIDE = 0xFEE0
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
        settings["Global.return_word_box"] = True
        settings["Rec.rec_batch_num"] = _AT_ONCE
        settings["Rec.rec_img_shape"] = list(_LEAST_STRIP)
        self._engine: Any = rapidocr.RapidOCR(params=settings)
        # NOTE: it loads its models when they are first used.
        self._engine.recognize_txt([_coloured(np.full(_LEAST_STRIP[1:], _WHITE, np.uint8))])
        reader: Any = self._engine.text_rec
        reader.postprocess_op = Decoder(reader.postprocess_op.character)
        self.name = f"RapidOCR {version('rapidocr')}, {models['Rec'].stem}"

    def spots(self, bitmap: Bitmap) -> list[Spot]:
        """Where lines of text stand."""
        found = self._engine(_coloured(bitmap), use_det=True, use_cls=False, use_rec=False)
        boxes = () if found.boxes is None else np.asarray(found.boxes)
        return [
            Spot(*map(int, np.floor(box.min(axis=0))), *map(int, np.ceil(box.max(axis=0)))) for box in boxes
        ]

    def signs(self, strips: Sequence[Bitmap]) -> list[list[Sign]]:
        """What each line of text says; nothing where no sign is known."""
        if not strips:
            return []
        return list(self._engine.recognize_txt([_coloured(strip) for strip in strips]).word_results)

    def upside_down(self, strips: Sequence[Bitmap]) -> bool:
        """Whether most of the strips stand on their heads."""
        _, found = self._engine.cls_and_rotate([_coloured(strip) for strip in strips])
        return sum(bool(turn == _TURNED) for turn, _ in found.cls_res) > len(strips) / 2


class Decoder:
    """Turns what the model says of every narrow slice of a line into signs, in place of the library's own.

    NOTE: a mark and its wide form look alike, and the model shares its trust among them. Which of the two is
    printed is told by its room; that it is one of them is as sure as both together.
    """

    def __init__(self, characters: Sequence[str]) -> None:
        self._characters = characters
        at = {character: i for i, character in enumerate(characters)}
        twins = [(i, at[chr(ord(mark) + TO_WIDE)]) for mark, i in at.items() if _has_twin(mark, at)]
        self._narrow, self._wide = (list(half) for half in zip(*twins, strict=True))

    def __call__(
        self, slices: NDArray[np.float32], _: bool, wh_ratio_list: Sequence[float], max_wh_ratio: float
    ) -> tuple[list[tuple[str, float]], list[list[Sign]]]:
        """Each line as the library wants it, and as signs; called by the library."""
        narrow, wide = slices[..., self._narrow], slices[..., self._wide]
        slices[..., self._narrow] = np.where(narrow >= wide, narrow + wide, 0)
        slices[..., self._wide] = np.where(narrow < wide, narrow + wide, 0)
        lengths = [slices.shape[1] * ratio / max_wh_ratio for ratio in wh_ratio_list]
        lines = [list(self._signs(line, length)) for line, length in zip(slices, lengths, strict=True)]
        return [("".join(sign.text for sign in line), 1.0) for line in lines], lines

    def _signs(self, line: NDArray[np.float32], length: float) -> Iterator[Sign]:
        likeliest, scores = line.argmax(axis=1), line.max(axis=1)
        starts = np.flatnonzero(np.diff(likeliest, prepend=_NO_SIGN))
        for start, end in pairwise([*starts.tolist(), len(line)]):
            text = self._characters[likeliest[start]]
            if likeliest[start] != _NO_SIGN and not text.isspace():
                at = start + int(scores[start:end].argmax())
                yield Sign(text, min(1.0, float(scores[at])), (at + 0.5) / length)


def _has_twin(mark: str, characters: Container[str]) -> bool:
    return len(mark) == 1 and mark.isascii() and chr(ord(mark) + TO_WIDE) in characters


def _model(folder: Path, task: str) -> Path:
    found = sorted(folder.glob(f"*_{task.lower()}_*.onnx"))
    if not found:
        raise FileNotFoundError(f"{folder}: *_{task.lower()}_*.onnx")
    return found[-1]


def _coloured(bitmap: Bitmap) -> Any:
    return np.repeat(bitmap[:, :, None], 3, axis=2)
