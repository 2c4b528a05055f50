"""Writes src/models/flash/fixtures/probabilities.json: what the Python side finds for texts of our own."""

from __future__ import annotations

import json

import numpy as np
from scipy.special import softmax

from corpus import ROOT
from features import BITS, Features
from fixture_texts import TEXTS

FIXTURES = ROOT / "src" / "models" / "flash" / "fixtures"


class Heads:
    """The shipped files, read back."""

    def __init__(self) -> None:
        folder = ROOT / "models" / "flash"
        self.manifest = json.loads((folder / "manifest.json").read_text())
        content = np.frombuffer((folder / "heads.bin").read_bytes(), np.uint8)
        rows, size = self.manifest["rows"], (1 << BITS) // 8
        present = np.unpackbits(content[:size], bitorder="little")
        self.slots = np.where(present, np.cumsum(present, dtype=np.int64) - 1, -1)
        self.rarity = content[size : size + rows] * np.float64(self.manifest["rarityScale"])
        self.weights = content[size + rows :].view(np.int8).reshape(rows, -1)
        self.features = Features(folder / self.manifest["vocabulary"])

    def classify(self, text: str) -> dict[str, list[float]]:
        found, _, _ = self.features.of(text)
        slots = self.slots[found]
        slots = slots[slots >= 0]
        rarity = self.rarity[slots]
        sums = rarity @ self.weights[slots] / np.sqrt(max((rarity**2).sum(), 1e-12))
        result, start = {}, 0
        for task in self.manifest["tasks"]:
            end = start + len(task["labels"])
            score = sums[start:end] * np.array(task["scales"]) + np.array(task["biases"])
            result[task["name"]] = [round(float(value), 5) for value in softmax(score)]
            start = end
        return result


def main() -> None:
    heads = Heads()
    FIXTURES.mkdir(parents=True, exist_ok=True)
    cases = [{"text": text, "ids": heads.features.ids(text), "probabilities": heads.classify(text)} for text in TEXTS]
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    (FIXTURES / "probabilities.json").write_text(f"[\n{lines}\n]\n")
    print(f"{len(cases)} texts")


if __name__ == "__main__":
    main()
