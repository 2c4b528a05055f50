"""Writes models/base: the int8 graph with its heads, the vocabulary and the manifest."""

from __future__ import annotations

import datetime
import hashlib
import json
import shutil

import numpy as np
import onnx
from scipy.special import softmax

from dataset import DOMAINS, read_split
from encoder import MAX_TOKENS, Encoder, load_channels
from graph import HIDDEN, build
from paths import TARGET, WORK, arguments, base_model
from train_domain import labels_of

VERSION = "0.1.0"
BINS = 15


def calibration_error(probabilities: np.ndarray, y: np.ndarray) -> float:
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == y
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [abs((confidence - right)[bins == b].sum()) for b in range(BINS)]
    return float(sum(gaps) / len(y))


def f1_per_label(predicted: np.ndarray, y: np.ndarray) -> dict[str, float]:
    hits = {
        name: 2 * ((predicted == i) & (y == i)).sum() / ((predicted == i).sum() + (y == i).sum())
        for i, name in enumerate(DOMAINS)
    }
    return {name: round(float(value), 3) for name, value in hits.items()}


def evaluate(encoder: Encoder, rows: list[dict]) -> dict:
    scores = np.array([encoder.run(row["text"], ["domain_logits"])[0] for row in rows])
    y, probabilities = labels_of(rows), softmax(scores, axis=1)
    predicted = probabilities.argmax(axis=1)
    f1 = f1_per_label(predicted, y)
    return {
        "split": "dev",
        "rows": len(rows),
        "accuracy": round(float((predicted == y).mean()), 4),
        "macroF1": round(float(np.mean(list(f1.values()))), 4),
        "expectedCalibrationError": round(calibration_error(probabilities, y), 4),
        "f1": f1,
    }


def file_entry(name: str) -> dict:
    content = (TARGET / name).read_bytes()
    return {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def main() -> None:
    data = arguments(__doc__).data
    TARGET.mkdir(parents=True, exist_ok=True)
    head = np.load(WORK / "domain-head.npz")
    layers = [(head["w1"], head["b1"]), (head["w2"], head["b2"])]
    model = build(base_model(), "int8", load_channels(), heads={"domain": layers})
    onnx.checker.check_model(model)
    onnx.save(model, TARGET / "encoder.onnx")
    shutil.copyfile(base_model() / "vocab.txt", TARGET / "vocab.txt")
    metrics = evaluate(Encoder(TARGET / "encoder.onnx"), read_split(data, "domain", "dev"))
    print(json.dumps(metrics, indent=2))
    manifest = {
        "format": 1,
        "name": "switchyard-base",
        "version": VERSION,
        "created": datetime.date.today().isoformat(),
        "license": "Apache-2.0",
        "base": "sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)",
        "tokenizer": {"type": "wordpiece", "lowercase": True, "maxTokens": MAX_TOKENS},
        "dimension": HIDDEN,
        "tasks": [
            {
                "name": "domain",
                "kind": "sequence",
                "output": "domain_logits",
                "labels": DOMAINS,
                "metrics": metrics,
            }
        ],
        "similarity": json.loads((WORK / "similarity.json").read_text()),
        "files": {name: file_entry(name) for name in ("encoder.onnx", "vocab.txt")},
    }
    (TARGET / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
