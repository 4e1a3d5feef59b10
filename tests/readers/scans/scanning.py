"""Printed pages as a scanner gives them: askew, grained, pressed as JPEG, in a PDF without text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from PIL import Image

TABLE = """\
示例市城市管理局2024年项目支出绩效目标表
部门名称：示例市城市管理局
单位：万元
项目名称\t项目内容\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标
合计\t\t1,090.00\t1,090.00\t\t\t\t
示例市城市管理局\t\t1,090.00\t1,090.00\t\t\t\t
道路清扫保洁经费\t按合同支付主次干道清扫费用。\t540.25\t540.25\t\t\t保持主次干道整洁，提升市容环境。\t\
1、产出指标：清扫面积，年度指标值：≥120万平方米；2、满意度指标：居民满意度，年度指标值：≥90%。
公厕管理经费\t公厕的水电、维修和耗材。\t550.00\t550.00\t\t\t保障公厕正常开放，改善如厕环境。\t\
1、产出指标：开放公厕数，年度指标值：≥80座；2、效益指标：设施完好率，年度指标值：≥95%。
"""


@dataclass(frozen=True)
class Scanner:
    """How a sheet lies on the glass and what the machine makes of it; `turned` is in degrees, any."""

    dpi: int = 200
    askew: float = 0.0
    noise: float = 0.0
    quality: int = 85
    turned: int = 0

    def pictures(self, pdf: bytes) -> list[Image.Image]:
        """Every page of a PDF, scanned."""
        return [self._scanned(sheet, number) for number, sheet in enumerate(self._sheets(pdf))]

    def pdf(self, pdf: bytes) -> bytes:
        """The pages of a PDF as pictures in a PDF of their own."""
        return self._saved(self.pictures(pdf), "PDF")

    def tiff(self, pdf: bytes) -> bytes:
        """The pages of a PDF as the frames of a TIFF."""
        return self._saved(self.pictures(pdf), "TIFF")

    def _sheets(self, pdf: bytes) -> Iterator[Image.Image]:
        import pypdfium2

        with pypdfium2.PdfDocument(pdf) as document:
            for page in document:
                yield page.render(scale=self.dpi / 72, grayscale=True).to_pil().convert("L")

    def _scanned(self, sheet: Image.Image, number: int) -> Image.Image:
        from PIL import Image

        # NOTE: lines fall to the right by `askew`; the library turns the other way.
        askew = sheet.rotate(-self.askew, Image.Resampling.BICUBIC, fillcolor=255)
        grain = np.random.default_rng(number).normal(0, self.noise, (askew.height, askew.width))
        grey = np.clip(np.asarray(askew, dtype=np.float64) * 0.9 + 10 + grain, 0, 255).astype(np.uint8)
        return Image.fromarray(grey).rotate(self.turned, expand=True)

    def _saved(self, pictures: list[Image.Image], form: str) -> bytes:
        held = io.BytesIO()
        first, *others = pictures
        settings = {"quality": self.quality} if form == "PDF" else {}
        first.save(held, form, save_all=True, append_images=others, resolution=self.dpi, **settings)
        return held.getvalue()
