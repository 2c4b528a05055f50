"""`.work/trunk/family.pt`, the averaged weights of the training, as the arrays that `graph.py` reads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

WORK = Path(__file__).resolve().parents[1] / ".work" / "trunk"


def main() -> None:
    weights = torch.load(WORK / "family.pt", map_location="cpu")
    np.savez(WORK / "weights.npz", **{name.removeprefix("trunk."): value.float().numpy() for name, value in weights.items()})


if __name__ == "__main__":
    main()
