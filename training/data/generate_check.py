"""Checks the train files of this folder; exits with 1 on the first kind of fault found.

`python generate_check.py [DATA]` with DATA the folder of the public data (for near copies).
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

from generate_common import HERE, MAX_CHARACTERS, normalised, repeat_key

LABELS = {
    "domain": {
        "biology", "business", "chemistry", "computer science", "economics", "engineering",
        "health", "history", "law", "math", "other", "philosophy", "physics", "psychology",
    },
    "feedback": {"satisfied", "need_clarification", "wrong_answer", "want_different", "none"},
    "jailbreak": {"benign", "jailbreak", "injection", "harmful"},
    "complexity": {"easy", "medium", "hard"},
    "modality": {"text", "image", "both"},
    "fact_check": {"fact_check_needed", "no_fact_check_needed"},
}

LANGUAGES = {"en", "zh", "es", "fr", "de", "ja", "ko", "pt", "ru", "ar", "hi"}

SCRIPTS = {
    "zh": r"[\u4e00-\u9fff]", "ja": r"[\u3040-\u30ff\u4e00-\u9fff]", "ko": r"[\uac00-\ud7af]",
    "ru": r"[\u0400-\u04ff]", "ar": r"[\u0600-\u06ff]", "hi": r"[\u0900-\u097f]",
}

SHARE_OF_NEAR_COPY = 0.5
MESSAGES_OF_INTENT = 12


def five_grams(text: str) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[i : i + 5]) for i in range(len(words) - 4)}


def near_copies(rows: list[dict[str, str]], public: Path) -> list[str]:
    """Rows of which half the five-grams, or the whole text, stand in one public row."""
    mine: dict[str, list[int]] = {}
    sizes: list[int] = []
    exact: dict[str, int] = {}
    for number, row in enumerate(rows):
        grams = five_grams(row["text"])
        sizes.append(len(grams))
        for gram in grams:
            mine.setdefault(gram, []).append(number)
        if len(row["text"].split()) > 3:
            exact[normalised(row["text"])] = number
    found: set[int] = set()
    for path in sorted(public.glob("*/*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                text = json.loads(line).get("text") or ""
                at = exact.get(normalised(text))
                if at is not None:
                    found.add(at)
                hits = Counter(n for gram in five_grams(text) for n in mine.get(gram, ()))
                found.update(n for n, hit in hits.items() if hit >= SHARE_OF_NEAR_COPY * sizes[n])
    return [f"{rows[n]['task']}: {rows[n]['text'][:100]!r}" for n in sorted(found)]


def intent_faults() -> list[str]:
    """`intents/*.txt`: the same number of messages for every intent, none of them twice in a file."""
    faults: list[str] = []
    for path in sorted((HERE / "intents").glob("*.txt")):
        lines = path.read_text(encoding="utf-8").split("\n")[:-1]
        starts = [number for number, line in enumerate(lines) if line.startswith("= ")]
        sizes = {end - start - 1 for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)}
        messages = [normalised(line) for line in lines if not line.startswith("= ")]
        if sizes != {MESSAGES_OF_INTENT} or starts[0] != 0:
            faults.append(f"{path.name}: intents of {sorted(sizes)} messages")
        if len({lines[start] for start in starts}) != len(starts):
            faults.append(f"{path.name}: an intent stands twice")
        faults += [f"{path.name}: repeats {text!r}" for text, count in Counter(messages).items() if count > 1 or not text]
    return faults


def main() -> int:
    faults = intent_faults()
    rows: list[dict[str, str]] = []
    seen: dict[tuple[str, str], str] = {}
    # Rows of personal data carry spans instead of a label; generate_pii.py checks them itself.
    for path in sorted(set(HERE.glob("*.train.jsonl")) - {HERE / "pii.train.jsonl"}):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n")[:-1], 1):
            where = f"{path.name}:{number}"
            row = json.loads(line)
            text = row["text"]
            if set(row) != {"task", "text", "label", "lang", "source"}:
                faults.append(f"{where}: fields {sorted(row)}")
            if row["label"] not in LABELS.get(row["task"], set()) or row["lang"] not in LANGUAGES:
                faults.append(f"{where}: label or language {row['label']} {row['lang']}")
            if unicodedata.normalize("NFC", text) != text or "\r" in text or not text:
                faults.append(f"{where}: not NFC, or CR, or empty")
            if len(text) > MAX_CHARACTERS or not row["source"].startswith("own_"):
                faults.append(f"{where}: length or source")
            key = (row["task"], repeat_key(row))
            if key in seen:
                faults.append(f"{where}: repeats {seen[key]}")
            seen[key] = where
            script = SCRIPTS.get(row["lang"])
            plain = "obfuscated" not in row["source"]
            if plain and script and not re.search(script, text):
                faults.append(f"{where}: no {row['lang']} letters in {text[:60]!r}")
            rows.append(row)
    if len(sys.argv) > 1:
        faults += [f"near copy of public data, {copy}" for copy in near_copies(rows, Path(sys.argv[1]))]
    for fault in faults:
        print(fault)
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        counts.setdefault(f"{row['task']}/{row['label']}", Counter())[row["lang"]] += 1
    order = ["en", *sorted(LANGUAGES - {"en"})]
    for name, count in sorted(counts.items()):
        print(f"{name:34s} {sum(count.values()):5d}  " + " ".join(f"{k}:{count[k]}" for k in order))
    print(f"{len(rows)} rows, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
