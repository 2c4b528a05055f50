"""Sentence vectors of the 6-layer teacher, kept from run to run."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from model import Trunk, mean_of
from paths import base_model
from pools import padded

BATCH = 128


def key_of(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8], "little")


def teacher_vectors(texts: list[str], ids: list[list[int]], path: Path) -> np.ndarray:
    """float16 [texts, 384], length 1. Only texts that the file at `path` lacks are computed, and join it."""
    keys = np.array([key_of(text) for text in texts], np.uint64)
    known = dict(np.load(path)) if path.exists() else {"keys": np.zeros(0, np.uint64), "vectors": np.zeros((0, 384), np.float16)}
    at = {int(key): row for row, key in enumerate(known["keys"])}
    out = np.zeros((len(texts), 384), np.float16)
    missing = []
    for index, key in enumerate(keys.tolist()):
        if key in at:
            out[index] = known["vectors"][at[key]]
        else:
            missing.append(index)
    teacher = Trunk.of_checkpoint(base_model(), list(range(6))).eval().to(torch.get_default_device())
    missing.sort(key=lambda index: len(ids[index]))
    with torch.inference_mode(), torch.autocast(torch.get_default_device().type, torch.bfloat16):
        for start in range(0, len(missing), BATCH):
            rows = missing[start : start + BATCH]
            batch, kept = padded([ids[row] for row in rows])
            pooled = mean_of(teacher(batch, kept).float(), kept)
            out[rows] = functional.normalize(pooled, dim=1).cpu().numpy()
    if missing:
        added = np.array(missing)
        whole = {"keys": np.concatenate([known["keys"], keys[added]]), "vectors": np.concatenate([known["vectors"], out[added]])}
        partial = path.with_suffix(".part.npz")
        np.savez(partial, **whole)
        partial.replace(path)
    return out
