"""Texts and labels for the trunk: the rows of the flash heads, and texts without labels to distil on."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "training"), str(ROOT / "training" / "flash")]

from corpus import TASKS, train_rows  # noqa: E402
from dataset import is_free, read  # noqa: E402

UNLABELLED = [
    ("intent", ["text"]), ("similarity", ["text", "text2"]), ("tools", ["text"]), ("model_routing", ["text"]),
    ("hallucination", ["question", "answer"]), ("pii", ["text"]),
]


def unlabelled_texts(data: Path) -> list[str]:
    texts = []
    for task, fields in UNLABELLED:
        for row in read(data / task / "train.jsonl.gz"):
            if is_free(row):
                texts += [row[field] for field in fields if row.get(field)]
    texts += [row["description"] for row in read(data / "tools" / "tools.jsonl.gz") if row.get("description")]
    for row in read(data / "feedback" / "reask_train.jsonl.gz"):
        texts += [row["prev"], row["text"]]
    texts += [row["text"] for row in read(data / "feedback" / "satisfaction_turns_train.jsonl.gz")]
    return list(dict.fromkeys(texts))


SENTENCE_END = re.compile(r"(?<=[.!?\n])\s+")


def supported_rows(data: Path, split: str) -> list[dict]:
    """context, question, answer, spans: rows where it is known which part of the answer has no support."""
    rows = []
    for row in read(data / "hallucination" / f"{split}.jsonl.gz"):
        if not is_free(row) or not row.get("context"):
            continue
        if row["label"] == 1 and not row.get("spans"):
            continue
        rows.append(row)
    return rows


def near_context(context: str, answer: str, max_characters: int) -> str:
    """The sentences that share most words with the answer, in their order."""
    sentences = SENTENCE_END.split(context)
    words = set(re.findall(r"\w+", answer.lower()))
    scored = sorted(range(len(sentences)), key=lambda at: -len(words & set(re.findall(r"\w+", sentences[at].lower()))))
    chosen, size = [], 0
    for at in scored:
        if size + len(sentences[at]) > max_characters and chosen:
            break
        chosen.append(at)
        size += len(sentences[at]) + 1
    return " ".join(sentences[at] for at in sorted(chosen))


__all__ = ["ROOT", "TASKS", "is_free", "read", "near_context", "supported_rows", "train_rows", "unlabelled_texts"]
