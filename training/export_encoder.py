"""Writes models/base: the int8 graph with its heads, the vocabulary and the manifest.

How heads and flash heads are joined, and the scores, come from `calibrate.js`, which runs the product.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import shutil
import sys
from pathlib import Path

import onnx

from encoder import MAX_TOKENS, load_channels, trunk_weights
from graph import HIDDEN, build
from paths import TARGET, WORK, base_model

sys.path.insert(0, str(Path(__file__).resolve().parent / "flash"))
from corpus import TASKS  # noqa: E402

VERSION = "0.3.0"
SUPPORT_TOKENS = 224
REASK_FEATURES = 10


def file_entry(name: str) -> dict:
    content = (TARGET / name).read_bytes()
    return {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    model = build(trunk_weights(), "int8", load_channels(), heads=list(TASKS))
    onnx.checker.check_model(model)
    onnx.save(model, TARGET / "encoder.onnx")
    shutil.copyfile(base_model() / "vocab.txt", TARGET / "vocab.txt")
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
                "name": name,
                "kind": "sequence",
                "output": f"{name}_logits",
                "labels": labels,
                "flashWeight": 0.5,
                "temperature": 1.0,
            }
            for name, labels in TASKS.items()
        ],
        "support": {"output": "unsupported_logits", "maxTokens": SUPPORT_TOKENS, "threshold": 0.5},
        "similarity": json.loads((WORK / "similarity.json").read_text()),
        # static/train.py and calibrate_reask.js fill in what they learn.
        "static": {
            "file": "static.bin", "table": {"file": "encoder.onnx", "offset": 0, "rows": 30522},
            "similarity": {"knots": [[-1, 0], [1, 1]]},
        },
        "reask": {tier: {"weights": [0] * REASK_FEATURES, "bias": 0} for tier in ("trunk", "flash")},
        "files": {name: file_entry(name) for name in ("encoder.onnx", "vocab.txt")},
    }
    (TARGET / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
