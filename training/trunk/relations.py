"""Texts that belong together: scored pairs, and classes of texts with one intent or one tool."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from trunk_corpus import ROOT, is_free, read  # first: it sets the path

from exam_questions import plain

OWN_INTENTS = ROOT / "training" / "data" / "intents"
# Embeddings are measured on few-shot routes of the other two intent sets, so their labels stay unread.
INTENT_SET = "hwu64"


def scored_pairs(data: Path) -> list[dict]:
    """`text`, `text2`, `score` 0..1, `scale`: scores are comparable inside one scale only. Without
    pairs of which a text occurs in a dev pair."""
    known = {plain(row[field]) for row in read(data / "similarity" / "dev.jsonl.gz") for field in ("text", "text2")}
    rows = []
    for row in read(data / "similarity" / "train.jsonl.gz"):
        score = row["score"] if row["score"] is not None else row["label"]
        # Pairs across the intents of a measured set would teach its labels.
        if is_free(row) and score is not None and "banking77" not in row["source"]:
            rows.append({"text": row["text"], "text2": row["text2"], "score": float(score), "scale": row["source"].split("/")[0]})
    for row in read(data / "hallucination" / "nli_train.jsonl.gz"):
        rows.append({"text": row["premise"], "text2": row["hypothesis"], "score": (row["relatedness"] - 1) / 4, "scale": "sick"})
    found = {(row["text"], row["text2"]): row for row in rows}
    return [row for row in found.values() if plain(row["text"]) not in known and plain(row["text2"]) not in known]


def own_intents() -> dict[str, dict[str, list[str]]]:
    """business -> intent -> messages."""
    found: dict[str, dict[str, list[str]]] = {}
    for path in sorted(OWN_INTENTS.glob("*.txt")):
        intents: dict[str, list[str]] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("= "):
                members = intents.setdefault(line[2:], [])
            elif line:
                members.append(line)
        found[path.stem] = intents
    return found


def measured_intent_texts(data: Path) -> set[str]:
    return {plain(row["text"]) for split in ("train", "dev") for row in read(data / "intent" / f"{split}.jsonl.gz") if row["source"] != INTENT_SET}


def text_classes(data: Path) -> dict[str, dict[str, list[str]]]:
    """family -> class -> texts: intents, and tools with their description and the requests for them."""
    measured = measured_intent_texts(data)
    families = {
        business: {intent: [text for text in texts if plain(text) not in measured] for intent, texts in intents.items()}
        for business, intents in own_intents().items()
    }
    public: dict[str, list[str]] = defaultdict(list)
    for row in read(data / "intent" / "train.jsonl.gz"):
        if row["source"] == INTENT_SET and plain(row["text"]) not in measured:
            public[row["label"]].append(row["text"])
    families[INTENT_SET] = dict(public)
    tools: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    described = {row["id"]: row["description"] for row in read(data / "tools" / "tools.jsonl.gz") if row.get("description")}
    for row in read(data / "tools" / "train.jsonl.gz"):
        # With several tools it is open which part of the request asks for which.
        if is_free(row) and len(row["gold"]) == 1 and row["gold"][0] in described:
            tools[row["source"]][row["gold"][0]].append(row["text"])
    for source, classes in tools.items():
        families[f"tools/{source}"] = {
            name: [described[name], *texts[:40]] for name, texts in classes.items()
        }
    for name, classes in repeats(data).items():
        families[name] = classes
    return families


def repeats(data: Path) -> dict[str, dict[str, list[str]]]:
    """A question and the same question asked again."""
    found = {}
    for number, row in enumerate(read(data / "feedback" / "reask_train.jsonl.gz")):
        if int(row["label"]) == 1 and plain(row["prev"]) != plain(row["text"]):
            found[str(number)] = [row["prev"], row["text"]]
    return {"repeats": found}


__all__ = ["own_intents", "scored_pairs", "text_classes"]
