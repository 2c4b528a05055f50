"""Measures the knots that map raw cosine to the scale of configuration thresholds.

Thresholds in existing configurations (0.72 to 0.90 for example utterances) were tuned for an
embedder whose unrelated texts lie high. Piecewise linear, through
    (-1, 0), (mean of unrelated pairs, 0.5), (best threshold, 0.75), (1, 1)
where "best threshold" separates a query's own intent from the other intents of its set with the
highest balanced accuracy; a query is compared with 5 examples of an intent, the highest counts.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np

from dataset import read_split
from encoder import Encoder
from paths import WORK, arguments

SEED, EXAMPLES, PAIRS = 7, 5, 20_000
SETS = ("clinc150", "banking77")
Embed = Callable[[list[str]], np.ndarray]


def unrelated(x: np.ndarray, labels: list[str], random) -> np.ndarray:
    a, b = random.integers(0, len(x), (2, PAIRS))
    different = np.array([labels[i] != labels[j] for i, j in zip(a, b)])
    return (x[a] * x[b]).sum(axis=1)[different]


def scores(embed: Embed, train: list[dict], dev: list[dict], random):
    """Highest cosine of every dev query with the 5 examples of every intent, and which is its own."""
    intents = sorted({row["label"] for row in dev if not row["label"].endswith("/oos")})
    banks: list[str] = []
    for intent in intents:
        texts = [row["text"] for row in train if row["label"] == intent]
        banks += list(random.choice(texts, EXAMPLES, replace=False))
    queries = [row for row in dev if row["label"] in intents]
    highest = (embed([row["text"] for row in queries]) @ embed(banks).T).reshape(len(queries), len(intents), EXAMPLES).max(axis=2)
    own = np.array([[row["label"] == intent for intent in intents] for row in queries])
    return highest, own


def balanced_accuracy(own: np.ndarray, other: np.ndarray, threshold: float) -> float:
    return float(((own >= threshold).mean() + (other < threshold).mean()) / 2)


def knots_of(data: Path, embed: Embed) -> dict:
    """`randomMean`, `randomStandardDeviation`, `knots`, and how well the intents of each set are told apart."""
    random = np.random.default_rng(SEED)
    train, dev = (read_split(data, "intent", split) for split in ("train", "dev"))
    mixed = dev + read_split(data, "domain", "dev")
    pairs = unrelated(embed([row["text"] for row in mixed]), [row["label"] for row in mixed], random)
    sets = {}
    for name in SETS:
        part = [[row for row in rows if row["source"] == name] for rows in (train, dev)]
        sets[name] = scores(embed, *part, random)
    grid = np.arange(0.2, 0.9, 0.005)

    def mean_accuracy(threshold: float) -> float:
        return float(np.mean([balanced_accuracy(h[o], h[~o], threshold) for h, o in sets.values()]))

    best = float(max(grid, key=mean_accuracy))
    return {
        "randomMean": round(float(pairs.mean()), 4),
        "randomStandardDeviation": round(float(pairs.std()), 4),
        "knots": [[-1, 0], [round(float(pairs.mean()), 4), 0.5], [round(best, 3), 0.75], [1, 1]],
        "sets": {
            name: {
                "ownMean": round(float(h[o].mean()), 3),
                "otherMean": round(float(h[~o].mean()), 3),
                "balancedAccuracy": round(balanced_accuracy(h[o], h[~o], best), 4),
                "recall": round(float((h[o] >= best).mean()), 4),
                "falseAlarms": round(float((h[~o] >= best).mean()), 4),
            }
            for name, (h, o) in sets.items()
        },
    }


def main() -> None:
    found = knots_of(arguments(__doc__).data, Encoder.of_precision("int8").embed)
    print(json.dumps(found, indent=2))
    del found["sets"]
    (WORK / "similarity.json").write_text(json.dumps(found))


if __name__ == "__main__":
    main()
