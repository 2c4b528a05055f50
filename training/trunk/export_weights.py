"""`.work/trunk/family.pt`, the averaged weights of the training, as the arrays that `graph.py` reads."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent))
from model import Trunk  # noqa: E402
from trunk_corpus import ROOT  # noqa: E402

sys.path.insert(0, str(ROOT / "training"))
from paths import base_model  # noqa: E402

WORK = ROOT / "training" / ".work" / "trunk"


def main() -> None:
    weights = {name.removeprefix("trunk."): value for name, value in torch.load(WORK / "family.pt").items()}
    # The word vectors were frozen.
    weights["words.weight"] = Trunk.of_checkpoint(base_model(), [0]).words.weight.detach()
    np.savez(WORK / "weights.npz", **{name: value.float().numpy() for name, value in weights.items()})


if __name__ == "__main__":
    main()
