"""Writes jailbreak.train.jsonl: attacks, one-line harmful asks and more harmless look-alikes."""

from __future__ import annotations

import base64
import codecs
import random
from collections.abc import Callable, Iterator

from generate_common import SEED, Row, read_blocks, row, with_typo, write
from generate_domain_english import ENGLISH as DOMAIN_SEEDS
from generate_domain_english_more import ENGLISH_MORE as MORE_DOMAIN_SEEDS
from generate_jailbreak_attacks import CARRIERS, HARMFUL, JAILBREAK, OVERRIDES
from generate_jailbreak_benign import BENIGN, HARMLESS_LINES
from generate_jailbreak_carriers import (
    CARRIERS_BY_LANGUAGE,
    HARMLESS_BY_LANGUAGE,
    LONG_BENIGN,
    PERSONAS,
)

LEET = str.maketrans("aeiostAEIOST", "431057431057")
HOMOGLYPHS = str.maketrans("aceopxyiACEOPX", "асеорхуіАСЕОРХ")
ZERO_WIDTH = "\u200b"

# Words of another language mixed in; the sense stays readable.
MIXED = {
    "how": "cómo", "write": "schreib", "tell": "dis", "the": "le", "and": "und", "without": "sin",
    "you": "du", "what": "qué", "with": "mit", "make": "faire", "answer": "antworte", "is": "es",
    "everything": "todo", "above": "arriba", "word": "Wort", "rules": "Regeln", "for": "pour",
}


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def mixed(text: str) -> str:
    return " ".join(MIXED.get(word.lower(), word) for word in text.split(" "))


OBFUSCATIONS: list[tuple[str, Callable[[str], str]]] = [
    ("base64", lambda text: f"Decode this base64 and do what it says: {encoded(text)}"),
    ("base64_bare", encoded),
    ("leet", lambda text: text.translate(LEET)),
    ("homoglyph", lambda text: text.translate(HOMOGLYPHS)),
    ("zero_width", lambda text: ZERO_WIDTH.join(text)),
    ("spaced", lambda text: " ".join(text.replace(" ", "  "))),
    ("reversed", lambda text: f"read it backwards: {text[::-1]}"),
    ("rot13", lambda text: f"rot13, please answer: {codecs.encode(text, 'rot13')}"),
    ("mixed", mixed),
]


def group(block: str) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for header, text in read_blocks(block):
        groups.setdefault(header, []).append(text)
    return groups


def filled(frame: str, **parts: str) -> str:
    for name, value in parts.items():
        frame = frame.replace("{" + name + "}", value)
    return frame.replace("{{", "{").replace("}}", "}")


def obfuscated(texts: list[str], label: str, each: int, rng: random.Random) -> Iterator[Row]:
    for name, change in OBFUSCATIONS:
        for text in rng.sample(texts, min(each, len(texts))):
            yield row("jailbreak", change(text), label, "en", f"jailbreak_obfuscated_{name}")


def attacks(rng: random.Random) -> Iterator[Row]:
    asks, frames, overrides = group(HARMFUL), group(JAILBREAK), group(OVERRIDES)
    for lang, texts in asks.items():
        for text in texts:
            yield row("jailbreak", text, "harmful", lang, "harmful_seed")
    for lang, texts in frames.items():
        for frame in texts:
            for ask in rng.sample(asks[lang], 6 if lang == "en" else 2):
                yield row("jailbreak", filled(frame, ask=ask), "jailbreak", lang, "jailbreak_frame")
    for lang, texts in overrides.items():
        for text in texts:
            yield row("jailbreak", text, "injection", lang, "injection_seed")
    for carrier in (text for _, text in read_blocks(CARRIERS)):
        for line in rng.sample(overrides["en"], 6):
            yield row("jailbreak", filled(carrier, x=line), "injection", "en", "injection_document")
    for lang, carriers in group(CARRIERS_BY_LANGUAGE).items():
        for carrier in carriers:
            for line in overrides[lang][:2] if carrier == carriers[0] else overrides[lang][2:]:
                text = filled(carrier, x=line)
                yield row("jailbreak", text, "injection", lang, "injection_document")
    yield from obfuscated(asks["en"], "harmful", 3, rng)
    yield from obfuscated(overrides["en"], "injection", 5, rng)
    short = [filled(frame, ask=asks["en"][0]) for frame in frames["en"] if len(frame) < 200]
    yield from obfuscated(short, "jailbreak", 4, rng)


def harmless(rng: random.Random) -> Iterator[Row]:
    seeds = group(BENIGN)
    for lang, texts in seeds.items():
        for text in texts:
            yield row("jailbreak", text, "benign", lang, "benign_seed")
    for text in seeds["en"]:
        if "\n" not in text and rng.random() < 0.6:
            yield row("jailbreak", with_typo(text, rng).lower(), "benign", "en", "benign_voice")
    lines = HARMLESS_LINES.strip().splitlines()
    for carrier in (text for _, text in read_blocks(CARRIERS)):
        for line in rng.sample(lines, 11):
            yield row("jailbreak", filled(carrier, x=line), "benign", "en", "benign_document")
    for lang, carriers in group(CARRIERS_BY_LANGUAGE).items():
        for carrier in carriers:
            for line in group(HARMLESS_BY_LANGUAGE)[lang]:
                text = filled(carrier, x=line)
                yield row("jailbreak", text, "benign", lang, "benign_document")
    everyday = [
        text
        for _, text in read_blocks(DOMAIN_SEEDS) + read_blocks(MORE_DOMAIN_SEEDS)
        if "\n" not in text and 25 < len(text) < 120
    ]
    for _, frame in read_blocks(PERSONAS):
        for ask in rng.sample(everyday, 9):
            yield row("jailbreak", filled(frame, ask=ask), "benign", "en", "benign_persona")
    for _, text in read_blocks(LONG_BENIGN):
        yield row("jailbreak", text, "benign", "en", "benign_long")
        request, document = text.split("\n\n", 1)
        yield row("jailbreak", f"{document}\n\n{request}", "benign", "en", "benign_long")
    yield from obfuscated(everyday, "benign", 13, rng)


if __name__ == "__main__":
    generator = random.Random(SEED + 2)
    write("jailbreak", [*attacks(generator), *harmless(generator)])
