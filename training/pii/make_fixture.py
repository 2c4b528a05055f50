"""Writes src/models/pii/fixtures/tags.json: what the Python side finds in texts of our own.

Twice: with the shipped weights, and with made-up weights in every row (`made_up`), which tag nearly
everything and so show any difference in any feature.
"""

from __future__ import annotations

import json

import numpy as np

from corpus import ROOT, TAGS, TYPES, Text
from export import FILE
from features import BITS, Reader, as_units
from fixture_texts import LONG, TEXTS
from tagger import Corpus, decode, spans_of

MODEL = ROOT / "models" / "pii"
FIXTURES = ROOT / "src" / "models" / "pii" / "fixtures"
MADE_UP_SCALE = 0.01


def shipped() -> tuple[np.ndarray, float]:
    """The weights as the file has them, row by row of the hash space."""
    content = np.frombuffer((MODEL / FILE).read_bytes(), np.uint8)
    size = (1 << BITS) // 8
    rows = np.flatnonzero(np.unpackbits(content[:size], bitorder="little"))
    counts = content[size : size + len(rows)].astype(np.int64)
    total = int(counts.sum())
    tags = content[size + len(rows) :][:total]
    weights = np.zeros((1 << BITS, TAGS), np.float32)
    weights[np.repeat(rows, counts), tags] = content[size + len(rows) + total :].view(np.int8)
    return weights, json.loads((MODEL / "manifest.json").read_text())["scale"]


def made_up() -> np.ndarray:
    """Two weights in every row; the test makes the same."""
    rows = np.arange(1 << BITS)
    weights = np.zeros((1 << BITS, TAGS), np.float32)
    weights[rows, rows * 7 % TAGS] += rows * 31 % 101 - 50
    weights[rows, (rows >> 5) % TAGS] += rows * 17 % 51
    return weights


def entities(texts: list[str], weights: np.ndarray, scale: float) -> list[list[list]]:
    reader = Reader()
    read = []
    for text in texts:
        tokens = reader.read(as_units(text))
        read.append(Text({}, text, tokens, [], np.zeros(len(tokens.starts), np.int64), []))
    corpus = Corpus(read)
    tags, sure = decode(corpus, np.arange(1 << BITS), weights, scale)
    found = []
    for index, text in enumerate(read):
        part = slice(corpus.starts[index], corpus.starts[index + 1])
        spans = spans_of(text, tags[part], sure[part])
        found.append([[start, end, TYPES[kind], round(certain, 4)] for start, end, kind, certain in spans])
    return found


def main() -> None:
    FIXTURES.mkdir(parents=True, exist_ok=True)
    texts = [*TEXTS, LONG]
    weights, scale = shipped()
    by_shipped = entities(texts, weights, scale)
    by_made_up = entities(texts, made_up(), MADE_UP_SCALE)
    cases = [
        {"text": text, "shipped": one, "madeUp": two} for text, one, two in zip(TEXTS, by_shipped, by_made_up)
    ]
    long = {"shipped": len(by_shipped[-1]), "madeUp": len(by_made_up[-1]), "last": by_made_up[-1][-20:]}
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    (FIXTURES / "tags.json").write_text(f'{{"long":{json.dumps(long)},\n"cases":[\n{lines}\n]}}\n')
    print(len(cases), "texts", sum(map(len, by_shipped)), "and", sum(map(len, by_made_up)), "entities")


if __name__ == "__main__":
    main()
