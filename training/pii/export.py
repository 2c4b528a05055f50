"""Rounds, prunes and writes the weights of the tagger."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import numpy as np

from corpus import TAGS, TYPES
from features import BITS

FILE = "tagger.bin"


def pack(weights: np.ndarray, compact: np.ndarray, budget: int) -> tuple[np.ndarray, float]:
    """Whole numbers (as float32) of the weights that fit the budget in bytes, and what one step is worth."""
    weights = weights.copy()
    weights[0] = 0
    scale = float(np.abs(weights).max() / 127)
    rounded = np.rint(weights / scale)
    size = np.abs(rounded)
    for least in range(1, 20):
        kept = size >= least
        rows = int(kept.any(axis=1).sum())
        if (1 << BITS) // 8 + rows + 2 * int(kept.sum()) <= budget:
            break
    return np.where(kept, rounded, 0).astype(np.float32), scale


def content_of(packed: np.ndarray, compact: np.ndarray) -> bytes:
    """Bit map of the rows with weights, how many each has, tag and int8 value of every weight."""
    rows = np.flatnonzero(compact)
    own = packed[compact[rows]]
    has = own != 0
    used = has.any(axis=1)
    present = np.zeros(1 << BITS, np.uint8)
    present[rows[used]] = 1
    own, has = own[used], has[used]
    tags = np.broadcast_to(np.arange(TAGS, dtype=np.uint8), own.shape)[has]
    return b"".join([
        np.packbits(present, bitorder="little").tobytes(),
        has.sum(axis=1).astype(np.uint8).tobytes(),
        tags.tobytes(),
        own[has].astype(np.int8).tobytes(),
    ])


def write_model(target: Path, content: bytes, *, version: str, scale: float, reported: list[str], least: float, metrics: dict) -> None:
    target.mkdir(parents=True, exist_ok=True)
    (target / FILE).write_bytes(content)
    manifest = {
        "format": 1,
        "name": "switchyard-pii",
        "version": version,
        "created": date.today().isoformat(),
        "license": "Apache-2.0",
        "hashBits": BITS,
        "types": TYPES,
        "reported": reported,
        "scale": scale,
        "leastConfidence": least,
        "metrics": metrics,
        "files": {FILE: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}},
    }
    (target / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
