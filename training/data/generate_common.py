"""Shared parts of the generators: reading seed blocks, light variation, writing the rows."""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
SEED = 20261121
MAX_CHARACTERS = 4000

Row = dict[str, str]

KEY_NEIGHBOURS = {
    "a": "s", "e": "r", "i": "o", "o": "p", "n": "m", "t": "y", "s": "d", "r": "t", "l": "k",
    "h": "j", "d": "f", "u": "i",
}

OPENERS = [
    "hey, ", "Hi there! ", "quick question: ", "ok so ", "Hello, hope you can help. ", "um ",
    "sorry if this is a dumb one but ", "Good morning. ", "random thought - ", "hiya ",
]

CLOSERS = [
    " thx", " Thanks in advance!", " no rush", " keep it short pls", " I'm on my phone so be brief.",
    " (asking for a friend)", " bullet points if possible", " Cheers, Sam",
]


def row(task: str, text: str, label: str, lang: str, kind: str) -> Row:
    clean = unicodedata.normalize("NFC", text.replace("\r\n", "\n").strip())
    return {
        "task": task,
        "text": clean[:MAX_CHARACTERS],
        "label": label,
        "lang": lang,
        "source": f"own_{kind}",
    }


def read_blocks(block: str) -> list[tuple[str, str]]:
    """(header, text) of a block: `@header` opens a section, each other line is one seed.

    A literal backslash-n in a seed is a line break of the text.
    """
    header = ""
    pairs: list[tuple[str, str]] = []
    for line in block.strip().splitlines():
        if line.startswith("@"):
            header = line[1:].strip()
        elif line.strip():
            pairs.append((header, line.strip().replace("\\n", "\n")))
    return pairs


def with_typo(text: str, rng: random.Random) -> str:
    """One or two slips of the hand in the longer words."""
    words = text.split(" ")
    places = [i for i, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    for place in rng.sample(places, min(len(places), 1 + len(words) // 15)):
        word = words[place]
        at = rng.randrange(1, len(word) - 1)
        slip = rng.randrange(3)
        if slip == 0:
            word = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        elif slip == 1:
            word = word[:at] + word[at + 1 :]
        else:
            word = word[:at] + KEY_NEIGHBOURS.get(word[at], word[at] * 2) + word[at + 1 :]
        words[place] = word
    return " ".join(words)


def lower_first(text: str) -> str:
    first = text.split(" ", 1)[0]
    keep = first.startswith("I'") or first.isupper()
    return text if keep else text[0].lower() + text[1:]


def english_variant(text: str, rng: random.Random) -> str:
    """The same request in another voice: greeting, closing, lower case or typing slips."""
    voice = rng.randrange(4)
    if voice == 0:
        return rng.choice(OPENERS) + lower_first(text)
    if voice == 1:
        return text + rng.choice(CLOSERS)
    if voice == 2:
        return with_typo(text, rng)
    return re.sub(r"[?.!]$", "", with_typo(text, rng).lower())


def normalised(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


def repeat_key(item: Row) -> str:
    """Zero width, spaced and the like are told from their seed only by the raw text."""
    if "_obfuscated_" in item["source"]:
        return item["text"]
    return normalised(item["text"]) or item["text"]


def write(name: str, rows: Iterable[Row]) -> None:
    """Writes `name`.train.jsonl without repeats of the normalised text."""
    seen: set[str] = set()
    with (HERE / f"{name}.train.jsonl").open("w", encoding="utf-8", newline="\n") as out:
        for item in rows:
            key = repeat_key(item)
            if key in seen:
                continue
            seen.add(key)
            out.write(json.dumps(item, ensure_ascii=False) + "\n")
