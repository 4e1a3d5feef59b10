"""Each word of the lists that reading uses: a text that is read otherwise once the word is gone."""

from __future__ import annotations

import tomllib
from pathlib import Path

from tests.words.reading import READ

from budgetcheck.text import default_words

EXAMPLES = Path(__file__).parent / "read" / "words.toml"


def test_every_text_is_read_as_written_down() -> None:
    words = default_words()
    examples = tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))["example"]
    read = [(e["text"], e["says"], READ[e["read"]](e["text"], words)) for e in examples]
    assert [(text, says, now) for text, says, now in read if says != now] == []
