"""Runs an exported graph in Python, the way the product does: one thread, 128 tokens."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from tokenizers import Tokenizer

from graph import build
from paths import WORK, base_model

MAX_TOKENS = 128


def tokenizer(max_tokens: int | None = MAX_TOKENS) -> Tokenizer:
    """The reference tokenizer; `None` switches truncation off."""
    reference = Tokenizer.from_file(str(base_model() / "tokenizer.json"))
    reference.no_padding()
    if max_tokens is None:
        reference.no_truncation()
    else:
        reference.enable_truncation(max_tokens)
    return reference


def trunk_weights() -> dict[str, np.ndarray]:
    """As `trunk/train.py` left them."""
    return dict(np.load(WORK / "trunk" / "weights.npz"))


def load_channels() -> dict[str, np.ndarray]:
    return dict(np.load(WORK / "channels.npz"))


class Encoder:
    def __init__(self, path: Path):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(path), options)
        self.tokenizer = tokenizer()

    @classmethod
    def of_precision(cls, precision: str) -> "Encoder":
        path = WORK / f"{precision}.onnx"
        WORK.mkdir(exist_ok=True)
        channels = load_channels() if precision == "int8" else None
        onnx.save(build(trunk_weights(), precision, channels), path)
        return cls(path)

    def run(self, text: str, outputs: list[str]) -> list[np.ndarray]:
        ids = np.array([self.tokenizer.encode(text).ids], np.int64)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        return [output[0] for output in self.session.run(outputs, feeds)]

    def embed(self, texts: list[str]) -> np.ndarray:
        return np.array([self.run(text, ["embedding"])[0] for text in texts], np.float32)
