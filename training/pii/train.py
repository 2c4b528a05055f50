"""Trains the PII tagger and writes models/pii: `train.py --data DIR`, two minutes on one core."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from corpus import ROOT, TYPES, dev_texts, train_texts
from export import content_of, pack, write_model
from features import Reader
from report import WAYS, build_runtime, find, measure, write_card
from tagger import Corpus, fit, kept_rows, lean

VERSION = "0.1.0"
SEED = 7
BUDGET = 2_000_000
LEAST_COUNT = 2
# Less sure entities are dropped: mostly capitals in headings and code.
LEAST_CONFIDENCE = 0.5
LEAN = 0.5
REPORTED = [
    "AGE", "DATE_TIME", "GPE", "NRP", "ORGANIZATION", "PERSON", "STREET_ADDRESS", "TITLE", "USERNAME", "ZIP_CODE",
]
TARGET = ROOT / "models" / "pii"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / ".." / "shared" / "data")
    parser.add_argument("--out", type=Path, default=TARGET)
    options = parser.parse_args()
    started = time.monotonic()

    def say(text: str) -> None:
        print(f"{time.monotonic() - started:6.0f} s  {text}", flush=True)

    reader = Reader()
    train, dev = train_texts(options.data, reader), dev_texts(options.data, reader)
    corpus = Corpus(train)
    compact = kept_rows(corpus, LEAST_COUNT)
    say(f"{len(train)} texts, {len(corpus.tags)} tokens, {compact.max()} rows")
    weights = fit(
        corpus, compact, epochs=8, rate=0.12, seed=SEED, slip=0.08, hide=0.08, shrink=0.02, batch=48, say=say
    )
    packed, scale = pack(lean(weights, compact, LEAN), compact, BUDGET)
    content = content_of(packed, compact)
    say(f"{len(content):,} bytes, {np.count_nonzero(packed):,} weights")
    reported = [kind for kind in TYPES if kind in REPORTED]
    model = {"version": VERSION, "scale": scale, "reported": reported, "least": LEAST_CONFIDENCE}
    write_model(options.out, content, **model, metrics={})
    scores = measure(dev, find(build_runtime(), options.out, [text.row["text"] for text in dev]))
    metrics = {
        "split": "dev",
        "rows": len(dev),
        **{way: {key: round(getattr(scores[way]["all"], key), 4) for key in ("precision", "recall", "f1")} for way in WAYS},
    }
    write_model(options.out, content, **model, metrics=metrics)
    write_card(options.out, scores, size=len(content), rows=len(train), reported=reported, least=LEAST_CONFIDENCE)
    for way in WAYS:
        say(f"{way}: P R F1 {scores[way]['all'].cells()}")


if __name__ == "__main__":
    main()
