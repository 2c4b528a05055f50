"""Trains the static embedding, which answers where the runtime of the trunk is missing: `train.py --data DIR`,
a few minutes on two cores, after `export_encoder.py`.

A vector is the weighted sum of the trunk's int8 word rows, turned by one matrix. Only the weights of
the words and the matrix are learnt, from the vectors of the 6-layer teacher; the table itself is read out
of `encoder.onnx`. Writes models/base/static.bin and the manifest's `static`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "trunk"), str(HERE.parent)]
from encoder import tokenizer, trunk_weights  # noqa: E402
from graph import quantised_rows  # noqa: E402
from losses import distilled, grouped  # noqa: E402
from measure_similarity import knots_of  # noqa: E402
from paths import TARGET  # noqa: E402
from pools import GroupPool  # noqa: E402
from teacher import teacher_vectors  # noqa: E402
from trunk_corpus import ROOT, TASKS, train_rows, unlabelled_texts  # noqa: E402
from relations import text_classes  # noqa: E402

SEED, BATCH, MAX_TOKENS = 7, 512, 96
EPOCHS, RATE, WORD_RATE = 4, 1e-3, 1e-2
GRAM_WEIGHT, CONTRAST_WEIGHT = 10.0, 0.3
HIDDEN = 384


class Static(nn.Module):
    def __init__(self, rows: np.ndarray, weights: Tensor) -> None:
        super().__init__()
        self.rows = torch.from_numpy(rows.astype(np.float32))
        self.log_weight = nn.Parameter(weights.log())
        self.turn = nn.Linear(HIDDEN, HIDDEN, bias=False)
        nn.init.eye_(self.turn.weight)

    def forward(self, ids: list[np.ndarray]) -> Tensor:
        flat = torch.from_numpy(np.concatenate(ids))
        starts = torch.from_numpy(np.cumsum([0, *(len(one) for one in ids[:-1])]))
        weights = self.log_weight[flat].exp()
        summed = functional.embedding_bag(flat, self.rows, starts, mode="sum", per_sample_weights=weights)
        return functional.normalize(self.turn(functional.normalize(summed, dim=1)), dim=1)


def shipped(model: Static) -> tuple[bytes, Static]:
    """The bytes of static.bin, and the model as it is after rounding."""
    weights = model.log_weight.detach().exp()
    turn = model.turn.weight.detach()
    scale = turn.abs().amax(dim=1).clamp(min=1e-9) / 127
    packed = (turn / scale[:, None]).round().to(torch.int8)
    content = weights.numpy().astype("<f4").tobytes() + scale.numpy().astype("<f4").tobytes() + packed.numpy().tobytes()
    with torch.no_grad():
        model.turn.weight.copy_(packed * scale[:, None])
    return content, model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / ".." / "shared" / "data")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    started = time.monotonic()

    def say(text: str) -> None:
        print(f"{time.monotonic() - started:6.0f} s  {text}", flush=True)

    labelled = train_rows(options.data)
    families = text_classes(options.data)
    texts = [row["text"] for task in TASKS for row in labelled[task]] + unlabelled_texts(options.data)
    texts += [text for classes in families.values() for members in classes.values() for text in members]
    every = list(dict.fromkeys(texts))
    number = {text: index for index, text in enumerate(every)}
    encode = tokenizer(MAX_TOKENS)
    ids = [np.array(found.ids) for found in encode.encode_batch(every)]
    goal = teacher_vectors(every, [one.tolist() for one in ids], ROOT / "training" / ".work" / "trunk" / "teacher.npz")
    rows, scales = quantised_rows(trunk_weights()["words.weight"])
    seen = np.bincount(np.concatenate([np.unique(one) for one in ids]), minlength=len(rows))
    rarity = np.log((1 + len(ids)) / (1 + seen)) + 0.1
    model = Static(rows, torch.from_numpy((rarity * scales[:, 0]).astype(np.float32)))
    say(f"{len(every)} texts")
    classes = GroupPool(
        {family: {name: [number[text] for text in members] for name, members in found.items()} for family, found in families.items()},
        groups=100, each=4, chance=chance,
    )
    optimizer = torch.optim.Adam([
        {"params": [model.turn.weight], "top": RATE}, {"params": [model.log_weight], "top": WORD_RATE},
    ], lr=RATE)
    order = list(range(len(every)))
    steps = EPOCHS * (len(order) // BATCH)
    for step in range(steps):
        at = step % (len(order) // BATCH)
        if at == 0:
            chance.shuffle(order)
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * (1 - step / steps)
        chosen = order[at * BATCH : (at + 1) * BATCH]
        distance, gram = distilled(model([ids[row] for row in chosen]), torch.from_numpy(goal[chosen].astype(np.float32)))
        members, numbers = classes.next()
        apart = grouped(model([ids[row] for row in members]), torch.tensor(numbers))
        loss = distance + GRAM_WEIGHT * gram + CONTRAST_WEIGHT * apart
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        if step % 200 == 0:
            say(f"step {step} of {steps}: distance {distance.item():.3f}, gram {gram.item():.4f}, classes {apart.item():.3f}")

    content, model = shipped(model)
    (TARGET / "static.bin").write_bytes(content)
    graph = (TARGET / "encoder.onnx").read_bytes()
    table = rows.tobytes()
    offset = graph.find(table)
    if offset < 0 or graph.find(table, offset + 1) >= 0:
        raise SystemExit("encoder.onnx does not hold the word rows just once; run export_encoder.py first")

    def embed(found: list[str]) -> np.ndarray:
        with torch.inference_mode():
            return model([np.array(one.ids) for one in encode.encode_batch(found)]).numpy()

    found = knots_of(options.data, embed)
    say(json.dumps(found))
    manifest = json.loads((TARGET / "manifest.json").read_text())
    manifest["static"] = {
        "file": "static.bin",
        "table": {"file": "encoder.onnx", "offset": offset, "rows": len(rows)},
        "similarity": {key: found[key] for key in ("randomMean", "randomStandardDeviation", "knots")},
    }
    manifest["files"]["static.bin"] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    (TARGET / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    fixtures(embed)


def fixtures(embed) -> None:
    texts = [
        "How do I reset my password?", "What is the capital of France?", "", "Übergrößen träger 東京 مرحبا",
        "card declined " * 30, "naïve café, 3.14 ≈ π",
    ]
    rows = [{"text": text, "vector": [round(float(value), 5) for value in vector]} for text, vector in zip(texts, embed(texts))]
    path = ROOT / "src" / "models" / "fixtures" / "static-vectors.json"
    path.write_text("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n")


if __name__ == "__main__":
    main()
