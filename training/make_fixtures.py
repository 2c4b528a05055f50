"""Writes the fixtures of src/models: ids and offsets of the reference tokenizer, float vectors."""

from __future__ import annotations

import json

from encoder import Encoder, tokenizer
from paths import FIXTURES
from texts import TEXTS, VECTOR_TEXTS


def utf16(text: str) -> list[int]:
    """Code point index -> UTF-16 index."""
    positions = [0]
    for character in text:
        positions.append(positions[-1] + (2 if ord(character) > 0xFFFF else 1))
    return positions


def main() -> None:
    FIXTURES.mkdir(parents=True, exist_ok=True)
    reference = tokenizer(None)
    cases = []
    for text in dict.fromkeys(TEXTS):
        found, at = reference.encode(text, add_special_tokens=False), utf16(text)
        offsets = [[at[start], at[end]] for start, end in found.offsets]
        cases.append({"text": text, "ids": found.ids, "offsets": offsets})
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    (FIXTURES / "wordpiece.json").write_text(f"[\n{lines}\n]\n")
    vectors = Encoder.of_precision("float").embed(VECTOR_TEXTS)
    pairs = [
        {"text": text, "embedding": [round(float(value), 4) for value in vector]}
        for text, vector in zip(VECTOR_TEXTS, vectors)
    ]
    lines = ",\n".join(json.dumps(pair, separators=(",", ":")) for pair in pairs)
    (FIXTURES / "vectors.json").write_text(f"[\n{lines}\n]\n")
    print(f"{len(cases)} tokenizer cases, {len(pairs)} vectors")


if __name__ == "__main__":
    main()
