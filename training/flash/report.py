"""Scores per task and per source, as JSON and as the tables of the model card."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np


def macro_f1(truth: np.ndarray, guess: np.ndarray, classes: int) -> float:
    scores = []
    for index in range(classes):
        hits = ((truth == index) & (guess == index)).sum()
        involved = (truth == index).sum() + (guess == index).sum()
        if involved:
            scores.append(2 * hits / involved)
    return float(np.mean(scores))


def calibration_error(truth: np.ndarray, probability: np.ndarray, bins: int = 15) -> float:
    sure, hit = probability.max(axis=1), probability.argmax(axis=1) == truth
    place = np.minimum((sure * bins).astype(int), bins - 1)
    return float(sum(
        (place == index).mean() * abs(sure[place == index].mean() - hit[place == index].mean())
        for index in range(bins) if (place == index).any()
    ))


def measure(labels: list[str], truth: np.ndarray, probability: np.ndarray, dev: list[dict], free: list[bool]) -> dict:
    guess, is_free = probability.argmax(axis=1), np.array(free)
    sources = np.array([row["source"].split("/")[0] for row in dev])
    confusion = np.zeros((len(labels), len(labels)), int)
    np.add.at(confusion, (truth, guess), 1)

    def part(mask: np.ndarray) -> dict:
        return {
            "rows": int(mask.sum()),
            "accuracy": float((truth == guess)[mask].mean()),
            "macroF1": macro_f1(truth[mask], guess[mask], len(labels)),
        }

    three_way = {}
    if "harmful" in labels:
        # A harmful request without an attack counts as benign here, as for a signal that looks for attacks only.
        merge = np.array([0 if label == "harmful" else index for index, label in enumerate(labels)])
        three_way = {"attacksOnly": {
            "accuracy": float((merge[truth] == merge[guess]).mean()),
            "macroF1": macro_f1(merge[truth], merge[guess], len(labels)),
            "benignFalsePositives": float((merge[guess] > 0)[truth == 0].mean()),
        }}
    return {
        **three_way,
        **part(np.ones(len(truth), bool)),
        "ece": calibration_error(truth, probability),
        "free": part(is_free),
        "labels": labels,
        "confusion": confusion.tolist(),
        "sources": {source: part(sources == source) for source in sorted(set(sources.tolist()))},
    }


CARD = """# Flash heads

Linear heads on hashed features, int8, one pass over a text for every task; run by `src/models/flash` in plain TypeScript. Written by `training/flash/train.py`; do not edit.

Features: ids of WordPieces (`models/base/vocab.txt`) alone and in pairs, character n-grams inside words (3-5; 2-4 beyond Latin; 1-3 characters in scripts written without spaces), words with their lookalike letters and digits folded, openings, and a few flags. Rows of the table: the best separated of those seen at least twice. Domains in other languages than English have a table of their own, which leaves English texts to the common one. Probabilities are calibrated with one temperature a task on a held-out slice of train, never on dev.

Window: texts up to 16,384 UTF-16 code units are read whole; of longer ones the first 12,288 and the last 4,096. Safety checks of longer texts must hand them over in chunks.

Data: the shared training data without rows under a non-commercial licence (they appear in dev only; the column "free" leaves them out there as well), without near copies of dev rows, rows lent between tasks, and our own rows of `training/data`. Share-alike and copyleft sources that remain: `opentriviaqa` (CC BY-SA 4.0), `lcquad` (GPL-3), `easyjailbreak_seeds` (GPL-3). Some sources state no licence: see the notes of the shared data.

Limits: labels follow their source, so the scores below say more about these collections than about other traffic; other languages rest on our own few rows; complexity mixes topic and difficulty; jailbreak prompts are mostly of 2023; on the own sets `training/data/*.eval.jsonl`, never trained on, scores are far lower than on dev, so these heads are one half of an ensemble and not a guard by themselves.
"""


def write_card(target: Path, reports: dict, sources: dict[str, list[str]]) -> None:
    lines = [CARD, "## Scores on dev", "", "| Task | Train rows | Dev rows | Accuracy | Macro F1 | ECE | Accuracy, free |", "|---|---|---|---|---|---|---|"]
    for task, found in reports.items():
        lines.append(
            f"| {task} | {found['train_rows']:,} | {found['rows']:,} | {found['accuracy']:.3f} | {found['macroF1']:.3f} "
            f"| {found['ece']:.3f} | {found['free']['accuracy']:.3f} |"
        )
    for task, found in reports.items():
        lines += ["", f"## {task}", "", "Rows: truth; columns: answer.", ""]
        lines += ["| | " + " | ".join(found["labels"]) + " |", "|---" * (len(found["labels"]) + 1) + "|"]
        for label, row in zip(found["labels"], found["confusion"]):
            lines.append(f"| {label} | " + " | ".join(map(str, row)) + " |")
        lines += ["", "| Dev source | Rows | Accuracy |", "|---|---|---|"]
        for source, part in sorted(found["sources"].items(), key=lambda item: -item[1]["rows"]):
            lines.append(f"| {source} | {part['rows']:,} | {part['accuracy']:.3f} |")
        attacks = found.get("attacksOnly")
        if attacks:
            lines += ["", f"Attacks only (harmful counted as benign): accuracy {attacks['accuracy']:.3f}, macro F1 "
                      f"{attacks['macroF1']:.3f}; benign prompts taken for an attack: {attacks['benignFalsePositives']:.3f}."]
        counted = Counter(source.split("/")[0] if not source.startswith("lent/") else "lent" for source in sources[task])
        lines += ["", "Train: " + ", ".join(f"{source} {count:,}" for source, count in counted.most_common()) + "."]
    (target / "MODEL_CARD.md").write_text("\n".join(lines) + "\n")
