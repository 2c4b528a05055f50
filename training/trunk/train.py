"""Trains the trunk: `train.py --data DIR --minutes 90 [--resume]`. Every text is distilled from the
6-layer teacher; those with a label train the head of their task in the same step; scored pairs,
intents and tools shape the embedding where the teacher is coarse.

Fixed seeds, but the time limit decides the number of steps, so runs on other machines differ a little.
`--resume` goes on from the weights of the last run. Takes a GPU where there is one.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from encoder import tokenizer  # noqa: E402
from losses import distilled, grouped, ranked  # noqa: E402
from model import Family, Trunk  # noqa: E402
from pools import GroupPool, Pool, padded  # noqa: E402
from teacher import teacher_vectors  # noqa: E402
from trunk_corpus import ROOT, TASKS, near_context, supported_rows, train_rows, unlabelled_texts  # noqa: E402
from relations import scored_pairs, text_classes  # noqa: E402
from paths import base_model  # noqa: E402

WORK = ROOT / "training" / ".work" / "trunk"
SEED = 7
KEPT_LAYERS = [0, 2, 5]
MAX_TOKENS, PAIR_TOKENS = 96, 224
BATCH, ANSWER_BATCH, SCORED_BATCH, CLASSES, MEMBERS = 64, 10, 32, 20, 4
FRESH_RATE, RESUMED_RATE, WORD_RATE, HEAD_RATE, WARM_UP = 3e-4, 1.2e-4, 1e-4, 5e-4, 80
EMBEDDING_WEIGHT, GRAM_WEIGHT, TASK_WEIGHT, TOKEN_WEIGHT = 1.5, 4.0, 0.6, 0.6
# Where a pair or a class says how near texts are, the teacher says less.
RANK_WEIGHT, CONTRAST_WEIGHT, DISTILLED_SHARE = 0.3, 1.0, 0.3
SMOOTHING = 0.05
AVERAGE = 0.998
# How often a pool is drawn from; `texts` has no labels, `answers` train the token head.
SHARES = {
    "texts": 0.10, "domain": 0.32, "jailbreak": 0.12, "fact_check": 0.04, "feedback": 0.10, "modality": 0.03,
    "complexity": 0.03, "answers": 0.04, "scored": 0.05, "classes": 0.17,
}


def answer_rows(data: Path, encode) -> list[dict]:
    """`ids`: question and near context [SEP] answer; `target`: per token 1 unsupported, 0 supported,
    -1 not part of the answer."""
    rows = []
    for row in supported_rows(data, "train"):
        context = near_context(row["context"], row["answer"], 700)
        first = encode.encode(f"{row.get('question') or ''} {context}".strip()).ids[: PAIR_TOKENS - 80]
        if first[-1] != 102:
            first[-1] = 102
        found = encode.encode(row["answer"], add_special_tokens=False)
        answer = found.ids[: PAIR_TOKENS - len(first) - 1]
        target = [-1] * len(first)
        for start, end in found.offsets[: len(answer)]:
            inside = any(start < one["end"] and end > one["start"] for one in row.get("spans") or [])
            target.append(1 if row["label"] == 1 and inside else 0)
        rows.append({"ids": first + answer + [102], "target": target + [-1]})
    return rows


class Lessons:
    """Every pool with the loss of its batches."""

    def __init__(self, data: Path, chance: random.Random, say) -> None:
        encode = tokenizer(MAX_TOKENS)
        labelled = train_rows(data)
        unlabelled = unlabelled_texts(data)
        self.scored = scored_pairs(data)
        families = text_classes(data)
        texts = [row["text"] for task in TASKS for row in labelled[task]] + unlabelled
        texts += [row[field] for row in self.scored for field in ("text", "text2")]
        texts += [text for classes in families.values() for members in classes.values() for text in members]
        every = list(dict.fromkeys(texts))
        self.number = {text: index for index, text in enumerate(every)}
        self.ids = [found.ids for found in encode.encode_batch(every)]
        say(f"{len(every)} texts, {sum(map(len, self.ids))} tokens")
        self.goal = teacher_vectors(every, self.ids, WORK / "teacher.npz")
        say("teacher")

        self.pools: dict[str, tuple[Pool, np.ndarray]] = {}
        self.labels: dict[str, np.ndarray] = {}
        self.class_weights: dict[str, Tensor] = {}
        for task, names in TASKS.items():
            rows = labelled[task]
            self.labels[task] = np.array([names.index(row["label"]) for row in rows])
            counts = np.bincount(self.labels[task], minlength=len(names))
            self.class_weights[task] = torch.tensor(np.sqrt(counts.mean() / np.maximum(counts, 1)), dtype=torch.float32)
            self.add(task, [row["text"] for row in rows], [row.get("weight", 1) for row in rows], chance)
            say(f"{task}: {len(rows)} rows")
        self.add("texts", unlabelled, [1] * len(unlabelled), chance)
        self.answers = answer_rows(data, tokenizer(None))
        self.answer_pool = Pool([row["ids"] for row in self.answers], [1] * len(self.answers), ANSWER_BATCH, chance)
        self.scored_pool = Pool([self.ids[self.number[row["text"]]] for row in self.scored], [1] * len(self.scored), SCORED_BATCH, chance)
        self.scales = {scale: index for index, scale in enumerate(sorted({row["scale"] for row in self.scored}))}
        numbered = {
            family: {name: [self.number[text] for text in members] for name, members in classes.items()}
            for family, classes in families.items()
        }
        self.class_pool = GroupPool(numbered, CLASSES, MEMBERS, chance)
        say(f"{len(unlabelled)} texts without a label, {len(self.answers)} answers, {len(self.scored)} scored pairs, "
            f"{len(self.class_pool.every)} classes of {len(numbered)} families")

    def add(self, name: str, texts: list[str], weights: list[int], chance: random.Random) -> None:
        at = np.array([self.number[text] for text in texts])
        self.pools[name] = (Pool([self.ids[index] for index in at], weights, BATCH, chance), at)

    def vectors(self, family: Family, at: list[int] | np.ndarray) -> tuple[Tensor, Tensor, Tensor]:
        """-> normalised embeddings, what heads read, the teacher's embeddings."""
        batch, kept = padded([self.ids[index] for index in at])
        _, pooled, read = family(batch, kept)
        return functional.normalize(pooled, dim=1), read, torch.tensor(self.goal[at].astype(np.float32))

    def loss(self, family: Family, name: str) -> tuple[Tensor, dict[str, float]]:
        """-> loss of one batch, its parts to print."""
        if name == "answers":
            return self.answer_loss(family)
        if name == "scored":
            rows = [self.scored[row] for row in self.scored_pool.next()]
            at = [self.number[row[field]] for field in ("text", "text2") for row in rows]
            vectors, _, goal = self.vectors(family, at)
            score = torch.tensor([row["score"] for row in rows])
            scale = torch.tensor([self.scales[row["scale"]] for row in rows])
            own = ranked(vectors[: len(rows)], vectors[len(rows) :], score, scale)
            distance, gram = distilled(vectors, goal)
            total = RANK_WEIGHT * own + DISTILLED_SHARE * (EMBEDDING_WEIGHT * distance + GRAM_WEIGHT * gram)
            return total, {name: float(own.detach())}
        if name == "classes":
            rows, number = self.class_pool.next()
            vectors, _, goal = self.vectors(family, rows)
            own = grouped(vectors, torch.tensor(number))
            distance, gram = distilled(vectors, goal)
            total = CONTRAST_WEIGHT * own + DISTILLED_SHARE * (EMBEDDING_WEIGHT * distance + GRAM_WEIGHT * gram)
            return total, {name: float(own.detach())}
        pool, of_row = self.pools[name]
        rows = pool.next()
        vectors, read, goal = self.vectors(family, of_row[rows])
        distance, gram = distilled(vectors, goal)
        total = EMBEDDING_WEIGHT * distance + GRAM_WEIGHT * gram
        parts = {"embedding": float(distance.detach())}
        if name != "texts":
            truth = torch.tensor(self.labels[name][rows])
            own = functional.cross_entropy(family.heads[name](read).float(), truth, self.class_weights[name], label_smoothing=SMOOTHING)
            total = total + TASK_WEIGHT * own
            parts[name] = float(own.detach())
        return total, parts

    def answer_loss(self, family: Family) -> tuple[Tensor, dict[str, float]]:
        rows = [self.answers[row] for row in self.answer_pool.next()]
        batch, kept = padded([row["ids"] for row in rows])
        target = torch.full(batch.shape, -1.0)
        for index, row in enumerate(rows):
            target[index, : len(row["target"])] = torch.tensor(row["target"], dtype=torch.float32)
        hidden, _, _ = family(batch, kept)
        known = target >= 0
        own = functional.binary_cross_entropy_with_logits(
            family.unsupported(hidden).float()[:, :, 0][known], target[known], pos_weight=torch.tensor(2.0)
        )
        return TOKEN_WEIGHT * own, {"answers": float(own.detach())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / ".." / "shared" / "data")
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument("--resume", action="store_true")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(os.cpu_count() or 2)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_default_device(device)
    chance = random.Random(SEED)
    WORK.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()

    def say(text: str) -> None:
        print(f"{time.monotonic() - started:7.0f} s  {text}", flush=True)

    lessons = Lessons(options.data, chance, say)
    family = Family(Trunk.of_checkpoint(base_model(), KEPT_LAYERS), TASKS).to(device)
    if options.resume:
        family.load_state_dict(torch.load(WORK / "family.pt", map_location=device), strict=False)
    words = [family.trunk.words.weight]
    trunk_parameters = [p for name, p in family.trunk.named_parameters() if name != "words.weight"]
    head_parameters = [*family.heads.parameters(), *family.unsupported.parameters()]
    groups = [
        {"params": trunk_parameters, "top": RESUMED_RATE if options.resume else FRESH_RATE, "weight_decay": 0.01},
        {"params": words, "top": WORD_RATE, "weight_decay": 0.0},
        {"params": head_parameters, "top": HEAD_RATE, "weight_decay": 0.01},
    ]
    optimizer = torch.optim.AdamW([{**group, "lr": group["top"]} for group in groups], fused=True)
    average = {name: p.detach().clone() for name, p in family.named_parameters()}
    limit = options.minutes * 60
    began = time.monotonic()
    names, shares = list(SHARES), list(SHARES.values())
    losses: dict[str, list[float]] = {}
    step = 0
    family.train()
    while (progress := (time.monotonic() - began) / limit) < 1:
        step += 1
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * min(1, step / WARM_UP) * max(1 - progress, 0.01)
        with torch.autocast(device, torch.bfloat16):
            loss, parts = lessons.loss(family, chance.choices(names, shares)[0])
        for part, value in parts.items():
            losses.setdefault(part, []).append(value)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trunk_parameters, 1.0)
        optimizer.step()
        if step % 8 == 0:
            with torch.no_grad():
                for key, p in family.named_parameters():
                    average[key].lerp_(p, (1 - AVERAGE) * 8)
        if step % 200 == 0:
            say(f"step {step} {progress:.2f}: " + ", ".join(f"{key} {np.mean(v[-100:]):.3f}" for key, v in sorted(losses.items())))
        if step % 1000 == 0:
            torch.save(average, WORK / "family.pt")
    torch.save(average, WORK / "family.pt")
    say(f"{step} steps")


if __name__ == "__main__":
    main()
