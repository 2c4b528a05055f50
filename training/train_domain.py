"""Trains the domain head on frozen int8 embeddings: 384 -> 256 -> 14, GELU, numpy only."""

from __future__ import annotations

import json

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, ndtr, softmax

from dataset import DOMAINS, read_split, without_copies
from encoder import Encoder
from paths import WORK, arguments

SEED, HIDDEN, EPOCHS, BATCH, RATE, DECAY = 7, 256, 12, 256, 2e-3, 0.2
DROPOUT, SMOOTHING = 0.5, 0.05
# Embedding components are about 0.05; the first layer sees them at unit size.
INPUT_SCALE = np.float32(np.sqrt(384))


def gelu(x: np.ndarray) -> np.ndarray:
    return x * ndtr(x)


def gelu_slope(x: np.ndarray) -> np.ndarray:
    return ndtr(x) + x * np.exp(-x * x / 2) / np.sqrt(2 * np.pi).astype(np.float32)


def train(x: np.ndarray, y: np.ndarray, seed: int = SEED) -> list[tuple[np.ndarray, np.ndarray]]:
    """AdamW, cosine rate, dropout, label smoothing, classes weighted by 1/sqrt(frequency)."""
    random = np.random.default_rng(seed)
    x = x * INPUT_SCALE
    classes = len(DOMAINS)
    w1 = random.normal(0, 1 / np.sqrt(384), (384, HIDDEN)).astype(np.float32)
    w2 = random.normal(0, 1 / np.sqrt(HIDDEN), (HIDDEN, classes)).astype(np.float32)
    parameters = [w1, np.zeros(HIDDEN, np.float32), w2, np.zeros(classes, np.float32)]
    first = [np.zeros_like(p) for p in parameters]
    second = [np.zeros_like(p) for p in parameters]
    weight = 1 / np.sqrt(np.bincount(y, minlength=classes) / len(y) * classes)
    target = np.full((classes, classes), SMOOTHING / classes, np.float32)
    np.fill_diagonal(target, 1 - SMOOTHING + SMOOTHING / classes)
    steps, step = EPOCHS * (len(x) // BATCH), 0
    for _ in range(EPOCHS):
        order = random.permutation(len(x))
        for start in range(0, len(x) - BATCH + 1, BATCH):
            rows = order[start : start + BATCH]
            step += 1
            gradients = backward(parameters, x[rows], target[y[rows]], weight[y[rows]], random)
            rate = RATE * 0.5 * (1 + np.cos(np.pi * step / steps))
            for p, m, v, g in zip(parameters, first, second, gradients):
                m += 0.1 * (g - m)
                v += 0.001 * (g * g - v)
                if p.ndim == 2:
                    p *= 1 - rate * DECAY
                p -= rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    w1, b1, w2, b2 = parameters
    return [((w1 * INPUT_SCALE).T, b1), (w2.T, b2)]


def backward(parameters, x, target, weight, random):
    w1, b1, w2, b2 = parameters
    before = x @ w1 + b1
    kept = (random.random(before.shape) > DROPOUT).astype(np.float32) / (1 - DROPOUT)
    active = gelu(before).astype(np.float32) * kept
    error = (softmax(active @ w2 + b2, axis=1) - target) * weight[:, None] / len(x)
    error = error.astype(np.float32)
    inner = (error @ w2.T) * kept * gelu_slope(before).astype(np.float32)
    return [x.T @ inner, inner.sum(axis=0), active.T @ error, error.sum(axis=0)]


def logits(layers, x: np.ndarray) -> np.ndarray:
    (w1, b1), (w2, b2) = layers
    return gelu(x @ w1.T + b1) @ w2.T + b2


def fit_temperature(scores: np.ndarray, y: np.ndarray) -> float:
    def loss(temperature: float) -> float:
        return -log_softmax(scores / temperature, axis=1)[np.arange(len(y)), y].mean()

    return float(minimize_scalar(loss, bounds=(0.2, 5), method="bounded").x)


def labels_of(rows: list[dict]) -> np.ndarray:
    return np.array([DOMAINS.index(row["label"]) for row in rows])


def main() -> None:
    data = arguments(__doc__).data
    encoder = Encoder.of_precision("int8")
    dev = read_split(data, "domain", "dev")
    rows = without_copies(read_split(data, "domain", "train"), dev)
    x = encoder.embed_cached("domain-train", [row["text"] for row in rows])
    dev_x = encoder.embed_cached("domain-dev", [row["text"] for row in dev])
    y, dev_y = labels_of(rows), labels_of(dev)
    layers = train(x, y)
    temperature = fit_temperature(logits(layers, dev_x), dev_y)
    accuracy = (logits(layers, dev_x).argmax(axis=1) == dev_y).mean()
    print(json.dumps({"rows": len(rows), "dev": len(dev), "accuracy": accuracy, "temperature": temperature}))
    (w1, b1), (w2, b2) = layers
    np.savez(WORK / "domain-head.npz", w1=w1, b1=b1, w2=w2 / temperature, b2=b2 / temperature)


if __name__ == "__main__":
    main()
