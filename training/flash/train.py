"""Trains the flash heads and writes models/flash: `train.py --data DIR`, 3 minutes on one core."""

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

VERSION = "0.2.0"
SEED, KEPT_ROWS, LEAST_COUNT = 7, 180_000, 2
# The task whose rows in other languages have a table of their own, with so many rows of English text beside them.
FOREIGN_TASK, FOREIGN_ROWS, ENGLISH_ROWS = "domain", 80_000, 8_000
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


class Table:
    """Heads over one selection of hash rows, with weights as they ship."""

    def __init__(self, file: str, kept: np.ndarray, rarity: np.ndarray, rarity_scale: float) -> None:
        self.file, self.kept, self.rarity, self.rarity_scale = file, kept, rarity, rarity_scale
        self.weight = np.zeros(1 << BITS, np.float32)
        self.weight[kept] = rarity.astype(np.float32) * np.float32(rarity_scale)
        self.columns: list[np.ndarray] = []
        self.tasks: list[dict] = []

    def inputs(self, x: csr_matrix) -> csr_matrix:
        return weighted(x, self.weight)[:, self.kept]

    def add_task(self, name: str, labels: list[str], w: np.ndarray, bias: np.ndarray, held: csr_matrix, truth: np.ndarray) -> None:
        scale = np.maximum(np.abs(w).max(axis=0), 1e-9) / 127
        packed = np.rint(w / scale).astype(np.int8)
        temperature = fit_temperature(held @ (packed * scale) + bias, truth)
        self.columns.append(packed)
        self.tasks.append({
            "name": name,
            "labels": labels,
            "scales": [float(np.float32(value / temperature)) for value in scale],
            "biases": [float(np.float32(value / temperature)) for value in bias],
            "temperature": round(temperature, 4),
        })

    def probability(self, index: int, inputs: csr_matrix) -> np.ndarray:
        task = self.tasks[index]
        return softmax(inputs @ (self.columns[index] * np.array(task["scales"])) + np.array(task["biases"]), axis=1)

    def content(self) -> bytes:
        """Bit map of the kept hash rows, one rarity byte a row, int8 weights row by row."""
        present = np.zeros(1 << BITS, np.uint8)
        present[self.kept] = 1
        return np.packbits(present, bitorder="little").tobytes() + self.rarity.tobytes() + np.hstack(self.columns).tobytes()


def select(file: str, x: dict[str, csr_matrix], y: dict[str, np.ndarray], classes: dict[str, int], rows: int, kinds: np.ndarray, character_weight: float) -> Table:
    """The best separated rows; tasks compete by rank, so that a large one does not take every row."""
    document_count, total = np.zeros(1 << BITS, np.int64), 0
    best = np.zeros(1 << BITS)
    for task, found in x.items():
        document_count += np.bincount(found.indices, minlength=1 << BITS)
        total += found.shape[0]
        apart = separation(found, y[task], classes[task])
        order = np.argsort(np.argsort(-apart))
        best = np.maximum(best, np.where(apart > 0, 1 / (1 + order), 0))
    best[document_count < LEAST_COUNT] = 0
    kept = np.sort(np.argsort(-best, kind="stable")[:rows])
    kept = kept[best[kept] > 0]
    rarity = np.log((1 + total) / (1 + document_count[kept])) + 1
    rarity *= np.where(kinds[kept] == CHARACTER_KIND, character_weight, 1)
    rarity_scale = float(rarity.max() / 255)
    return Table(file, kept, np.maximum(1, np.rint(rarity / rarity_scale)).astype(np.uint8), rarity_scale)


def is_foreign(row: dict) -> bool:
    return row.get("lang", "en") != "en"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / ".." / "shared" / "data")
    options = parser.parse_args()
    started = time.monotonic()

    def say(text: str) -> None:
        print(f"{time.monotonic() - started:6.0f} s  {text}", flush=True)

    features = Features(ROOT / "models" / "base" / "vocab.txt")
    rows = train_rows(options.data)
    foreign = [row for row in rows[FOREIGN_TASK] if is_foreign(row)]
    rows[FOREIGN_TASK] = [row for row in rows[FOREIGN_TASK] if not is_foreign(row)]
    say("rows: " + ", ".join(f"{task} {len(found)}" for task, found in rows.items()) + f", foreign {len(foreign)}")
    kinds = np.zeros(1 << BITS, np.int8)
    x, y = {}, {}
    for task, found in rows.items():
        random.Random(SEED).shuffle(found)
        x[task] = counts(features, [row["text"] for row in found], kinds)
        y[task] = np.array([TASKS[task].index(row["label"]) for row in found])
    say(f"features of {sum(map(len, rows.values()))} texts, {len(features.runs)} distinct runs")

    main_table = select("heads.bin", x, y, {task: len(labels) for task, labels in TASKS.items()}, KEPT_ROWS, kinds, CHARACTER_WEIGHT)
    say(f"{len(main_table.kept)} rows kept")
    for task, labels in TASKS.items():
        inputs = main_table.inputs(x[task])
        cut = int(len(y[task]) * (1 - HELD_OUT))
        row_weight = np.array([row.get("weight", 1) for row in rows[task][:cut]], np.float32)
        w, bias = fit(inputs[:cut], y[task][:cut], row_weight, len(labels), STRENGTH[task], BALANCE.get(task, 0.5))
        held = unlike(rows[task][cut:], rows[task][:cut])
        main_table.add_task(task, labels, w, bias, inputs[cut:][held], y[task][cut:][held])
        say(f"{task}: temperature {main_table.tasks[-1]['temperature']}")
    foreign_table = train_foreign(features, foreign, rows)
    say(f"foreign: {len(foreign_table.kept)} rows kept, temperature {foreign_table.tasks[0]['temperature']}")

    reports = {}
    for index, (task, labels) in enumerate(TASKS.items()):
        dev = dev_rows(options.data, task)
        found = counts(features, [row["text"] for row in dev], np.zeros_like(kinds))
        probability = main_table.probability(index, main_table.inputs(found))
        if task == FOREIGN_TASK:
            elsewhere = foreign_table.probability(0, foreign_table.inputs(found))
            probability = elsewhere[:, :-1] + elsewhere[:, -1:] * probability
        truth = np.array([labels.index(row["label"]) for row in dev])
        report = reports[task] = measure(labels, truth, probability, dev, [is_free(row) for row in dev])
        report["train_rows"] = len(y[task])
        say(f"{task}: accuracy {report['accuracy']:.4f}, macro F1 {report['macroF1']:.4f}, "
            f"free rows {report['free']['accuracy']:.4f}, ECE {report['ece']:.4f}")
    write_model([main_table, foreign_table], reports)
    sources = {task: [row["source"] for row in rows[task] + (foreign if task == FOREIGN_TASK else [])] for task in TASKS}
    write_card(TARGET, reports, sources)
    say("written")


def train_foreign(features: Features, foreign: list[dict], rows: dict[str, list[dict]]) -> Table:
    """Labels of the task in other languages than English, and a last label for English text.

    One set of weights for both would give up 2 points of the English rows: the few, short rows of the
    other languages pull on what the letters have in common.
    """
    chance = random.Random(SEED)
    english = [row for found in rows.values() for row in found if not is_foreign(row)]
    used = foreign + chance.sample(english, ENGLISH_ROWS)
    chance.shuffle(used)
    kinds = np.zeros(1 << BITS, np.int8)
    x = counts(features, [row["text"] for row in used], kinds)
    labels = [*TASKS[FOREIGN_TASK], "english"]
    y = np.array([labels.index(row["label"]) if is_foreign(row) else len(labels) - 1 for row in used])
    table = select("foreign.bin", {FOREIGN_TASK: x}, {FOREIGN_TASK: y}, {FOREIGN_TASK: len(labels)}, FOREIGN_ROWS, kinds, 1)
    inputs = table.inputs(x)
    cut = int(len(y) * (1 - HELD_OUT))
    w, bias = fit(inputs[:cut], y[:cut], np.ones(cut, np.float32), len(labels), STRENGTH[FOREIGN_TASK], 1.0)
    table.add_task(FOREIGN_TASK, labels, w, bias, inputs[cut:], y[cut:])
    return table


def write_model(tables: list[Table], reports: dict[str, dict]) -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "report.json").write_text(json.dumps(reports, indent=1) + "\n")
    files = {}
    for table in tables:
        (TARGET / table.file).write_bytes(table.content())
    for name in [*(table.file for table in tables), "../base/vocab.txt"]:
        content = (TARGET / name).read_bytes()
        files[name] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    for task in tables[0].tasks:
        found = reports[task["name"]]
        task["metrics"] = {"split": "dev", **{key: round(found[key], 4) for key in ("accuracy", "macroF1", "ece")}}
    manifest = {
        "format": 2,
        "name": "switchyard-flash",
        "version": VERSION,
        "created": date.today().isoformat(),
        "license": "Apache-2.0",
        "vocabulary": "../base/vocab.txt",
        "unknownId": UNKNOWN,
        "hashBits": BITS,
        # The last label of a task in a later table is the share that the first table answers.
        "tables": [
            {"file": table.file, "rows": len(table.kept), "rarityScale": table.rarity_scale, "tasks": table.tasks}
            for table in tables
        ],
        "files": files,
    }
    (TARGET / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
