"""Rows of every task: shared data that may be shipped, our own rows, and rows lent between tasks."""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "training"), str(ROOT / "training" / "data")]

from check_eval import grams as word_grams, words  # noqa: E402
from dataset import DOMAINS, grams, is_free, read, without_copies  # noqa: E402
from exam_questions import exam_questions, plain  # noqa: E402
from own_tasks import own_tasks  # noqa: E402

TASKS: dict[str, list[str]] = {
    "domain": DOMAINS,
    "jailbreak": ["benign", "jailbreak", "injection", "harmful"],
    "fact_check": ["fact_check_needed", "no_fact_check_needed"],
    "feedback": ["satisfied", "need_clarification", "wrong_answer", "want_different", "none"],
    "modality": ["text", "image", "both"],
    "complexity": ["easy", "medium", "hard"],
}

# (task that takes, label given, task that lends, labels lent, rows): fills what the rows under a
# non-commercial licence leave empty. The lent label follows from the label in the lending task.
LOANS: list[tuple[str, str, str, set[str] | None, int]] = [
    ("jailbreak", "benign", "domain", None, 3000),
    ("jailbreak", "benign", "fact_check", None, 2000),
    ("jailbreak", "benign", "modality", None, 1500),
    ("jailbreak", "benign", "feedback", None, 1000),
    ("feedback", "none", "fact_check", None, 700),
    ("feedback", "none", "domain", None, 300),
    ("feedback", "none", "modality", {"image"}, 200),
    ("modality", "text", "domain", None, 1500),
    ("modality", "text", "fact_check", None, 1500),
    ("modality", "text", "feedback", {"satisfied", "wrong_answer", "need_clarification"}, 500),
    ("fact_check", "no_fact_check_needed", "modality", {"image", "both"}, 1000),
    ("fact_check", "no_fact_check_needed", "feedback", {"satisfied", "want_different"}, 500),
]


# Our own rows are few and closest to real traffic, in all languages; those of word lists only teach words.
# In this task they pull away more from the public rows than in the others.
OWN_WEIGHT, LEXICON_WEIGHT = 3, 1
OWN_WEIGHTS = {"domain": 2}


def own_rows(task: str) -> list[dict]:
    """`training/data/*.train.jsonl` without what nearly repeats a row of the `.eval.jsonl` files."""
    rows = []
    is_copy = eval_copies()
    for path in sorted((ROOT / "training" / "data").glob("*.train.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line) if line.strip() else {}
            if row.get("task") == task and row.get("label") in TASKS[task] and not is_copy(row["text"]):
                weight = LEXICON_WEIGHT if "lexicon" in path.stem else OWN_WEIGHTS.get(task, OWN_WEIGHT)
                rows.append({**{key: row[key] for key in ("text", "label", "lang", "source")}, "weight": weight})
    return rows


def eval_copies():
    """-> whether a text has the words of an evaluation row, or half of the 5-grams of the shorter one."""
    seen: set[str] = set()
    where: dict[str, list[int]] = {}
    sizes: list[int] = []
    for path in sorted((ROOT / "training" / "data").glob("*.eval.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            text = json.loads(line).get("text", "")
            found = words(text)
            seen.add(" ".join(found))
            sizes.append(len(word_grams(found)))
            for gram in word_grams(found):
                where.setdefault(gram, []).append(len(sizes) - 1)

    def is_copy(text: str) -> bool:
        own = words(text)
        of_own = word_grams(own)
        shared = Counter(row for gram in of_own for row in where.get(gram, ()))
        return " ".join(own) in seen or any(n >= 0.5 * min(len(of_own), sizes[row]) for row, n in shared.items())

    return is_copy


def dev_rows(data: Path, task: str) -> list[dict]:
    return read(data / task / "dev.jsonl.gz")


def train_rows(data: Path) -> dict[str, list[dict]]:
    """Without rows that nearly repeat a dev row of any task."""
    every_dev = [row for task in TASKS for row in dev_rows(data, task)]
    known = {plain(row["text"]) for row in every_dev}
    pure: dict[str, list[dict]] = {}
    for task in TASKS:
        rows = [row for row in read(data / task / "train.jsonl.gz") if is_free(row)]
        if task == "domain":
            openings = {plain(row["text"])[:60] for row in dev_rows(data, task)}
            rows += [row for row in exam_questions(data, rows) if plain(row["text"])[:60] not in openings]
        rows = [row for row in rows + own_rows(task) + own_tasks(task) if plain(row["text"]) not in known]
        pure[task] = without_copies(rows, dev_rows(data, task))
    chance = random.Random(7)
    lent: dict[str, list[dict]] = {task: [] for task in TASKS}
    for task, label, lender, labels, count in LOANS:
        offered = [row for row in pure[lender] if labels is None or row["label"] in labels]
        for row in chance.sample(offered, min(count, len(offered))):
            lent[task].append({"text": row["text"], "label": label, "source": f"lent/{row['source']}"})
    return {task: pure[task] + without_copies(lent[task], dev_rows(data, task)) for task in TASKS}


__all__ = ["ROOT", "TASKS", "dev_rows", "grams", "is_free", "train_rows"]
