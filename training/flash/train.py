"""Trains the flash heads and writes models/flash: `train.py --data DIR [--tasks a,b]`, 2 minutes on one core."""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
from scipy.optimize import fmin_l_bfgs_b, minimize_scalar
from scipy.sparse import csr_matrix
from scipy.special import log_softmax, softmax

from corpus import ROOT, TASKS, dev_rows, grams, is_free, train_rows
from features import BITS, CHARACTER_KIND, UNKNOWN, Features
from report import measure, write_card

VERSION = "0.1.0"
SEED, KEPT_ROWS, LEAST_COUNT = 7, 180_000, 2
# Character n-grams are many; at full weight they drown the words.
CHARACTER_WEIGHT = 0.45
STRENGTH = {"domain": 20, "jailbreak": 20, "fact_check": 20, "feedback": 20, "modality": 20, "complexity": 0.8}
# 1 weighs the classes as if all were equally frequent. The attack classes stay rarer than benign.
BALANCE = {"domain": 1.0}
ITERATIONS = 60
HELD_OUT = 0.08
TARGET = ROOT / "models" / "flash"


def counts(features: Features, texts: list[str], kinds: np.ndarray) -> csr_matrix:
    """Occurrences of hash rows; `kinds` collects the kind of every row."""
    rows = []
    for text in texts:
        found, of_kind, _ = features.of(text)
        kinds[found] = of_kind
        rows.append(found)
    starts = np.concatenate([[0], np.cumsum([len(found) for found in rows])])
    values = np.ones(starts[-1], np.float32)
    # Repeated columns stay: the norm counts every occurrence by itself, as the runtime does.
    return csr_matrix((values, np.concatenate(rows), starts), shape=(len(texts), 1 << BITS))


def weighted(x: csr_matrix, weight: np.ndarray) -> csr_matrix:
    values = weight[x.indices]
    squares = np.add.reduceat(np.append(values * values, 0), x.indptr[:-1])
    squares[np.diff(x.indptr) == 0] = 0
    norm = np.sqrt(np.maximum(squares, 1e-12))
    scaled = values / np.repeat(norm, np.diff(x.indptr))
    return csr_matrix((scaled.astype(np.float32), x.indices, x.indptr), shape=x.shape)


def separation(x: csr_matrix, y: np.ndarray, classes: int) -> np.ndarray:
    """How far each row departs from the class shares, in standard deviations, best class."""
    one_hot = csr_matrix((np.ones(len(y), np.float32), (y, np.arange(len(y)))), shape=(classes, len(y)))
    found = np.asarray((one_hot @ x).todense())
    total = found.sum(axis=0)
    share = np.bincount(y, minlength=classes)[:, None] / len(y)
    return (np.abs(found - total * share) / np.sqrt(np.maximum(total * share * (1 - share), 0.05))).max(axis=0)


def fit(
    x: csr_matrix, y: np.ndarray, row_weight: np.ndarray, classes: int, strength: float, balance: float
) -> tuple[np.ndarray, np.ndarray]:
    """Multinomial logistic regression, L-BFGS."""
    n, width = x.shape
    weight = (n / (classes * np.maximum(np.bincount(y, minlength=classes), 1))) ** balance
    weight = weight[y] * row_weight
    weight = (weight / weight.sum()).astype(np.float32)
    transposed = x.T.tocsr()
    decay = 1 / (strength * n)

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        w = flat[: width * classes].reshape(width, classes).astype(np.float32)
        bias = flat[width * classes :].astype(np.float32)
        logp = log_softmax(x @ w + bias, axis=1)
        value = -(weight * logp[np.arange(n), y]).sum()
        error = np.exp(logp)
        error[np.arange(n), y] -= 1
        error *= weight[:, None]
        gradient = transposed @ error + decay * w
        total = float(value) + 0.5 * decay * float((w.astype(np.float64) ** 2).sum())
        return total, np.concatenate([gradient.ravel(), error.sum(axis=0)]).astype(np.float64)

    start = np.zeros(width * classes + classes)
    found, _, _ = fmin_l_bfgs_b(loss, start, m=6, maxiter=ITERATIONS, factr=1e8)
    return found[: width * classes].reshape(width, classes), found[width * classes :]


def unlike(held: list[dict], train: list[dict]) -> np.ndarray:
    """Which held-out rows have no near copy in train and come from no template of ours.

    Temperatures fitted on copies and templates would make the heads too sure of real traffic.
    """
    where: dict[tuple[str, ...], list[int]] = {}
    of_held = [grams(row["text"]) for row in held]
    for index, found in enumerate(of_held):
        for gram in found:
            where.setdefault(gram, []).append(index)
    keep = np.array([not row["source"].startswith(("own_tasks", "lent/")) for row in held])
    for row in train:
        own = grams(row["text"])
        shared = Counter(index for gram in own for index in where.get(gram, ()))
        for index, count in shared.items():
            if count >= 0.4 * min(len(own), len(of_held[index])):
                keep[index] = False
    return keep


def fit_temperature(scores: np.ndarray, y: np.ndarray) -> float:
    def loss(temperature: float) -> float:
        return -log_softmax(scores / temperature, axis=1)[np.arange(len(y)), y].mean()

    return float(minimize_scalar(loss, bounds=(0.2, 5), method="bounded").x)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / ".." / "shared" / "data")
    parser.add_argument("--tasks", default=",".join(TASKS))
    options = parser.parse_args()
    names = options.tasks.split(",")
    started = time.monotonic()

    def say(text: str) -> None:
        print(f"{time.monotonic() - started:6.0f} s  {text}", flush=True)

    features = Features(ROOT / "models" / "base" / "vocab.txt")
    rows = {task: found for task, found in train_rows(options.data).items() if task in names}
    say("rows: " + ", ".join(f"{task} {len(found)}" for task, found in rows.items()))
    kinds = np.zeros(1 << BITS, np.int8)
    x, y = {}, {}
    for task, found in rows.items():
        random.Random(SEED).shuffle(found)
        x[task] = counts(features, [row["text"] for row in found], kinds)
        y[task] = np.array([TASKS[task].index(row["label"]) for row in found])
    say(f"features of {sum(map(len, rows.values()))} texts, {len(features.runs)} distinct runs")

    document_count, total = np.zeros(1 << BITS, np.int64), 0
    best = np.zeros(1 << BITS)
    for task in names:
        document_count += np.bincount(x[task].indices, minlength=1 << BITS)
        total += x[task].shape[0]
        apart = separation(x[task], y[task], len(TASKS[task]))
        # Tasks compete by rank, so that a large one does not take every row.
        order = np.argsort(np.argsort(-apart))
        best = np.maximum(best, np.where(apart > 0, 1 / (1 + order), 0))
    best[document_count < LEAST_COUNT] = 0
    kept = np.sort(np.argsort(-best, kind="stable")[:KEPT_ROWS])
    kept = kept[best[kept] > 0]
    rarity = np.log((1 + total) / (1 + document_count[kept])) + 1
    rarity *= np.where(kinds[kept] == CHARACTER_KIND, CHARACTER_WEIGHT, 1)
    rarity_scale = float(rarity.max() / 255)
    rarity = np.maximum(1, np.rint(rarity / rarity_scale)).astype(np.uint8)
    weight = np.zeros(1 << BITS, np.float32)
    weight[kept] = rarity.astype(np.float32) * np.float32(rarity_scale)
    say(f"{len(kept)} rows kept")

    columns, tasks, reports = [], [], {}
    for task in names:
        labels = TASKS[task]
        inputs = weighted(x[task], weight)[:, kept]
        cut = int(len(y[task]) * (1 - HELD_OUT))
        row_weight = np.array([row.get("weight", 1) for row in rows[task][:cut]], np.float32)
        w, bias = fit(inputs[:cut], y[task][:cut], row_weight, len(labels), STRENGTH[task], BALANCE.get(task, 0.5))
        scale = np.maximum(np.abs(w).max(axis=0), 1e-9) / 127
        packed = np.rint(w / scale).astype(np.int8)
        rounded = packed * scale
        held = unlike(rows[task][cut:], rows[task][:cut])
        temperature = fit_temperature((inputs[cut:] @ rounded + bias)[held], y[task][cut:][held])
        dev = dev_rows(options.data, task)
        dev_x = weighted(counts(features, [row["text"] for row in dev], np.zeros_like(kinds)), weight)[:, kept]
        probability = softmax((dev_x @ rounded + bias) / temperature, axis=1)
        truth = np.array([labels.index(row["label"]) for row in dev])
        reports[task] = measure(labels, truth, probability, dev, [is_free(row) for row in dev])
        reports[task]["train_rows"] = len(y[task])
        columns.append(packed)
        tasks.append({
            "name": task,
            "labels": labels,
            "scales": [float(np.float32(value / temperature)) for value in scale],
            "biases": [float(np.float32(value / temperature)) for value in bias],
            "temperature": round(temperature, 4),
        })
        say(f"{task}: accuracy {reports[task]['accuracy']:.4f}, macro F1 {reports[task]['macroF1']:.4f}, "
            f"free rows {reports[task]['free']['accuracy']:.4f}, ECE {reports[task]['ece']:.4f}, T {temperature:.2f}")

    write_model(kept, rarity, rarity_scale, np.hstack(columns), tasks, reports)
    write_card(TARGET, reports, {task: [row["source"] for row in rows[task]] for task in names})
    say("written")


def write_model(kept, rarity, rarity_scale, columns, tasks, reports) -> None:
    """heads.bin: bit map of the kept hash rows, one rarity byte a row, int8 weights row by row."""
    TARGET.mkdir(parents=True, exist_ok=True)
    present = np.zeros(1 << BITS, np.uint8)
    present[kept] = 1
    content = np.packbits(present, bitorder="little").tobytes() + rarity.tobytes() + columns.tobytes()
    (TARGET / "heads.bin").write_bytes(content)
    (TARGET / "report.json").write_text(json.dumps(reports, indent=1) + "\n")
    vocabulary = (ROOT / "models" / "base" / "vocab.txt").read_bytes()
    manifest = {
        "format": 1,
        "name": "switchyard-flash",
        "version": VERSION,
        "created": date.today().isoformat(),
        "license": "Apache-2.0",
        "vocabulary": "../base/vocab.txt",
        "unknownId": UNKNOWN,
        "hashBits": BITS,
        "rows": len(kept),
        "rarityScale": rarity_scale,
        "tasks": [
            task | {"metrics": {"split": "dev", **{key: round(reports[task["name"]][key], 4) for key in ("accuracy", "macroF1", "ece")}}}
            for task in tasks
        ],
        "files": {
            "heads.bin": {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()},
            "../base/vocab.txt": {"bytes": len(vocabulary), "sha256": hashlib.sha256(vocabulary).hexdigest()},
        },
    }
    (TARGET / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
