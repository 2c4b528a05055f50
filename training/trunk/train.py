"""Trains the trunk: `train.py --data DIR --minutes 60`. Every text is distilled from the 6-layer teacher;
those with a label train the head of their task in the same step.

Fixed seeds, but the time limit decides the number of steps, so runs on other machines differ a little.
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

sys.path.insert(0, str(Path(__file__).resolve().parent))
from model import Family, Trunk, mean_of  # noqa: E402
from trunk_corpus import ROOT, TASKS, dev_rows, near_context, supported_rows, train_rows, unlabelled_texts  # noqa: E402

sys.path.insert(0, str(ROOT / "training"))
from encoder import tokenizer  # noqa: E402
from paths import base_model  # noqa: E402

WORK = ROOT / "training" / ".work" / "trunk"
SEED = 7
KEPT_LAYERS = [0, 2, 5]
MAX_TOKENS, PAIR_TOKENS = 96, 224
BATCH, PAIR_BATCH = 64, 10
TRUNK_RATE, HEAD_RATE, WARM_UP = 3e-4, 1e-3, 80
EMBEDDING_WEIGHT, GRAM_WEIGHT, TASK_WEIGHT, TOKEN_WEIGHT = 3.0, 10.0, 0.6, 0.6
SMOOTHING = 0.05
AVERAGE = 0.998
# How often a pool is drawn from; `texts` has no labels, `pairs` train the token head.
SHARES = {
    "texts": 0.34, "domain": 0.22, "jailbreak": 0.13, "fact_check": 0.07, "feedback": 0.07, "modality": 0.04,
    "complexity": 0.06, "pairs": 0.07,
}


class Pool:
    """Rows in random order, cut into batches of about equal length."""

    def __init__(self, ids: list[list[int]], weights: list[int], batch: int, chance: random.Random) -> None:
        self.ids, self.batch, self.chance = ids, batch, chance
        self.rows = [index for index, weight in enumerate(weights) for _ in range(weight)]
        self.queue: list[list[int]] = []

    def next(self) -> list[int]:
        if not self.queue:
            rows = self.rows[:]
            self.chance.shuffle(rows)
            # Sorted by length inside large groups, so that batches stay mixed otherwise.
            group = self.batch * 40
            for start in range(0, len(rows), group):
                part = sorted(rows[start : start + group], key=lambda row: len(self.ids[row]))
                self.queue += [part[at : at + self.batch] for at in range(0, len(part), self.batch)]
            self.chance.shuffle(self.queue)
        return self.queue.pop()


def padded(ids: list[list[int]]) -> tuple[Tensor, Tensor]:
    width = max(len(row) for row in ids)
    out = np.zeros((len(ids), width), np.int64)
    for index, row in enumerate(ids):
        out[index, : len(row)] = row
    lengths = torch.tensor([len(row) for row in ids])
    return torch.from_numpy(out), torch.arange(width)[None, :] < lengths[:, None]


def teacher_vectors(teacher: Trunk, ids: list[list[int]], path: Path) -> np.ndarray:
    if path.exists():
        return np.load(path)
    order = sorted(range(len(ids)), key=lambda index: len(ids[index]))
    out = np.zeros((len(ids), 384), np.float16)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(order), 128):
            rows = order[start : start + 128]
            batch, kept = padded([ids[row] for row in rows])
            pooled = mean_of(teacher(batch, kept).float(), kept)
            out[rows] = functional.normalize(pooled, dim=1).numpy()
    np.save(path, out)
    return out


def pair_rows(data: Path, encode) -> list[dict]:
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
        rows.append({"ids": first + answer + [102], "target": target + [-1], "source": row["source"]})
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / ".." / "shared" / "data")
    parser.add_argument("--minutes", type=float, default=60)
    options = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(os.cpu_count() or 2)
    chance = random.Random(SEED)
    WORK.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()

    def say(text: str) -> None:
        print(f"{time.monotonic() - started:7.0f} s  {text}", flush=True)

    encode = tokenizer(MAX_TOKENS)
    whole = tokenizer(None)
    labelled = train_rows(options.data)
    texts = [row["text"] for task in TASKS for row in labelled[task]] + unlabelled_texts(options.data)
    every = list(dict.fromkeys(texts))
    number = {text: index for index, text in enumerate(every)}
    ids = [found.ids for found in encode.encode_batch(every)]
    say(f"{len(every)} texts, {sum(map(len, ids))} tokens")
    teacher = Trunk.of_checkpoint(base_model(), list(range(6))).eval()
    teacher_of = teacher_vectors(teacher, ids, WORK / "teacher.npy")
    say("teacher")

    pools, labels, weights = {}, {}, {}
    for task, names in TASKS.items():
        rows = labelled[task]
        of_row = np.array([number[row["text"]] for row in rows])
        labels[task] = np.array([names.index(row["label"]) for row in rows])
        counts = np.bincount(labels[task], minlength=len(names))
        weights[task] = torch.tensor(np.sqrt(counts.mean() / np.maximum(counts, 1)), dtype=torch.float32)
        pool = Pool([ids[at] for at in of_row], [row.get("weight", 1) for row in rows], BATCH, chance)
        pools[task] = (pool, of_row)
        say(f"{task}: {len(rows)} rows")
    unlabelled = np.array([number[text] for text in unlabelled_texts(options.data)])
    pools["texts"] = (Pool([ids[at] for at in unlabelled], [1] * len(unlabelled), BATCH, chance), unlabelled)
    pairs = pair_rows(options.data, whole)
    pair_pool = Pool([row["ids"] for row in pairs], [1] * len(pairs), PAIR_BATCH, chance)
    say(f"{len(unlabelled)} texts without a label, {len(pairs)} pairs")

    family = Family(Trunk.of_checkpoint(base_model(), KEPT_LAYERS), TASKS)
    family.trunk.words.weight.requires_grad_(False)
    trunk_parameters = [p for p in family.trunk.parameters() if p.requires_grad]
    head_parameters = [*family.heads.parameters(), *family.unsupported.parameters()]
    groups = [{"params": trunk_parameters, "top": TRUNK_RATE}, {"params": head_parameters, "top": HEAD_RATE}]
    optimizer = torch.optim.AdamW([{**group, "lr": group["top"]} for group in groups], weight_decay=0.01, fused=True)
    average = {name: p.detach().clone() for name, p in family.named_parameters() if p.requires_grad}
    limit = options.minutes * 60
    began = time.monotonic()
    names, shares = list(SHARES), list(SHARES.values())
    losses: dict[str, list[float]] = {name: [] for name in [*names, "embedding"]}
    step = 0
    while (progress := (time.monotonic() - began) / limit) < 1:
        step += 1
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * min(1, step / WARM_UP) * max(1 - progress, 0.01)
        name = chance.choices(names, shares)[0]
        family.train()
        with torch.autocast("cpu", torch.bfloat16):
            if name == "pairs":
                rows = [pairs[row] for row in pair_pool.next()]
                batch, kept = padded([row["ids"] for row in rows])
                target = torch.full(batch.shape, -1.0)
                for index, row in enumerate(rows):
                    target[index, : len(row["target"])] = torch.tensor(row["target"], dtype=torch.float32)
                hidden, _, _ = family(batch, kept)
                scores = family.unsupported(hidden).float()[:, :, 0]
                known = target >= 0
                loss = TOKEN_WEIGHT * functional.binary_cross_entropy_with_logits(
                    scores[known], target[known], pos_weight=torch.tensor(2.0)
                )
                losses[name].append(float(loss.detach()))
            else:
                pool, of_row = pools[name]
                rows = pool.next()
                at = of_row[rows]
                batch, kept = padded([ids[index] for index in at])
                _, pooled, read = family(batch, kept)
                vectors = functional.normalize(pooled, dim=1)
                goal = torch.from_numpy(teacher_of[at].astype(np.float32))
                distance = (1 - (vectors * goal).sum(1)).mean()
                gram = (vectors @ vectors.T - goal @ goal.T).square().mean()
                loss = EMBEDDING_WEIGHT * distance + GRAM_WEIGHT * gram
                losses["embedding"].append(float(distance.detach()))
                if name != "texts":
                    scores = family.heads[name](read).float()
                    truth = torch.from_numpy(labels[name][rows])
                    task_loss = functional.cross_entropy(scores, truth, weights[name], label_smoothing=SMOOTHING)
                    losses[name].append(float(task_loss.detach()))
                    loss = loss + TASK_WEIGHT * task_loss
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trunk_parameters, 1.0)
        optimizer.step()
        if step % 4 == 0:
            with torch.no_grad():
                for key, p in family.named_parameters():
                    if key in average:
                        average[key].lerp_(p, (1 - AVERAGE) * 4)
        if step % 200 == 0:
            say(f"step {step} {progress:.2f}: " + ", ".join(f"{key} {np.mean(v[-100:]):.3f}" for key, v in losses.items() if v))
        if step % 2000 == 0:
            torch.save(average, WORK / "family.pt")
    torch.save(average, WORK / "family.pt")
    say(f"{step} steps")


if __name__ == "__main__":
    main()
