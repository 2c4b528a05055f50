"""Reads the shared data, without the rows whose licence forbids commercial use."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path

NON_COMMERCIAL = {
    "alpaca_eval",
    "safety_tuned_llamas",
    "physical_safety_safe",
    "halueval_general",
}

DOMAINS = [
    "biology", "business", "chemistry", "computer science", "economics", "engineering", "health",
    "history", "law", "math", "other", "philosophy", "physics", "psychology",
]


def is_free(row: dict) -> bool:
    source = row["source"].split("/")[0]
    return not source.startswith("alpaca") and source not in NON_COMMERCIAL


def read(path: Path) -> list[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_split(data: Path, task: str, split: str) -> list[dict]:
    """The rows of a split that may go into shipped weights."""
    return [row for row in read(data / task / f"{split}.jsonl.gz") if is_free(row)]


def grams(text: str, size: int = 5) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return set(zip(*(words[offset:] for offset in range(size))))


def without_copies(rows: list[dict], dev: list[dict]) -> list[dict]:
    """Drops train rows that share half of the 5-grams of the shorter text with a dev row.

    The exam collections repeat each other's questions with other answer options; with these rows
    in training, the dev score would measure memory.
    """
    where: dict[tuple[str, ...], list[int]] = {}
    dev_grams = [grams(row["text"]) for row in dev]
    for index, found in enumerate(dev_grams):
        for gram in found:
            where.setdefault(gram, []).append(index)

    def is_copy(row: dict) -> bool:
        own = grams(row["text"])
        shared = Counter(index for gram in own for index in where.get(gram, ()))
        return any(
            count >= 0.5 * min(len(own), len(dev_grams[index])) for index, count in shared.items()
        )

    return [row for row in rows if not is_copy(row)]
