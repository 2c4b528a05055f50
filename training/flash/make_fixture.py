"""Writes src/models/flash/fixtures/probabilities.json: what the Python side finds for texts of our own."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from scipy.special import softmax

from corpus import ROOT
from features import BITS, Features
from fixture_texts import TEXTS

FIXTURES = ROOT / "src" / "models" / "flash" / "fixtures"


class Table:
    """One file of weights, read back."""

    def __init__(self, folder: Path, described: dict) -> None:
        content = np.frombuffer((folder / described["file"]).read_bytes(), np.uint8)
        rows, size = described["rows"], (1 << BITS) // 8
        present = np.unpackbits(content[:size], bitorder="little")
        self.tasks = described["tasks"]
        self.slots = np.where(present, np.cumsum(present, dtype=np.int64) - 1, -1)
        self.rarity = content[size : size + rows] * np.float64(described["rarityScale"])
        self.weights = content[size + rows :].view(np.int8).reshape(rows, -1)

    def classify(self, found: np.ndarray) -> dict[str, np.ndarray]:
        slots = self.slots[found]
        slots = slots[slots >= 0]
        rarity = self.rarity[slots]
        sums = rarity @ self.weights[slots] / np.sqrt(max((rarity**2).sum(), 1e-12))
        result, start = {}, 0
        for task in self.tasks:
            end = start + len(task["labels"])
            result[task["name"]] = softmax(sums[start:end] * np.array(task["scales"]) + np.array(task["biases"]))
            start = end
        return result


class Heads:
    def __init__(self) -> None:
        folder = ROOT / "models" / "flash"
        manifest = json.loads((folder / "manifest.json").read_text())
        self.tables = [Table(folder, described) for described in manifest["tables"]]
        self.features = Features(folder / manifest["vocabulary"])

    def classify(self, text: str) -> dict[str, list[float]]:
        found, _, _ = self.features.of(text)
        result = self.tables[0].classify(found)
        for table in self.tables[1:]:
            for task, share in table.classify(found).items():
                result[task] = share[:-1] + share[-1] * result[task]
        return {task: [round(float(value), 5) for value in found] for task, found in result.items()}


def main() -> None:
    heads = Heads()
    FIXTURES.mkdir(parents=True, exist_ok=True)
    cases = [{"text": text, "ids": heads.features.ids(text), "probabilities": heads.classify(text)} for text in TEXTS]
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    (FIXTURES / "probabilities.json").write_text(f"[\n{lines}\n]\n")
    print(f"{len(cases)} texts")


if __name__ == "__main__":
    main()
