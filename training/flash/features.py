"""Hashed features of a text; `src/models/flash/features.ts` computes exactly the same.

Everything is defined over UTF-16 code units, so that both languages agree on every text.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

BITS = 20
WINDOW_HEAD, WINDOW_TAIL = 12_288, 4_096
MAX_RUN = 48
UNKNOWN = 100
FIRST_HASHED_SYMBOL = 1 << 16

SPACE = "\x00-\x20\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
ASCII_MARKS = "!-/:-@\\[-`{-~"
# Scripts written without spaces, and marks: every unit is a run of its own.
SINGLE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2010-\u2027\u2030-\u205e\u3001-\u30ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
RUN = re.compile(f"[{ASCII_MARKS}{SINGLE}]|[^{ASCII_MARKS}{SINGLE}{SPACE}]{{1,{MAX_RUN}}}")
IS_SINGLE = re.compile(f"[{SINGLE}]")
INVISIBLE = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
SURROGATE = re.compile("[\ud800-\udfff]")

# Letters that look Latin, and digits that stand for letters.
LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһκοναρτ" + "013457", "aeopcyxijsdhkovapt" + "oieast"
)

WORD_KIND, CHARACTER_KIND, FLAG_KIND = 0, 1, 2
UNIGRAM, PAIR, TRIPLE, CHARACTERS, FOLDED, FLAG, OPENING, OPENING_PAIR = range(1, 9)

M32 = 0xFFFFFFFF


def mix(h: int) -> int:
    h = ((h ^ (h >> 16)) * 0x85EBCA6B) & M32
    h = ((h ^ (h >> 13)) * 0xC2B2AE35) & M32
    return h ^ (h >> 16)


def step(h: int, value: int) -> int:
    return ((h ^ value) * 0x01000193 + 0x9E3779B1) & M32


def row(kind: int, *values: int) -> int:
    h = kind
    for value in values:
        h = step(h, value)
    return mix(h) >> (32 - BITS)


def units(text: str) -> list[int]:
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2").tolist()


def as_units(text: str) -> str:
    """One character per UTF-16 code unit."""
    return text if text.isascii() or max(text) < "\U00010000" else "".join(map(chr, units(text)))


def from_units(text: str) -> str:
    if not SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def folded(word: str) -> str:
    return word.translate(LOOKALIKES)


def is_disguised(word: str, plain: str) -> bool:
    """Latin letters next to lookalikes of another script or to digits: `ign0re`, `jаilbreak`."""
    return plain != word and any("a" <= c <= "z" for c in word) and plain.isascii() and plain.isalpha()


class Run:
    __slots__ = ("first", "last", "is_single", "rows", "kinds")

    def __init__(self, first: int, last: int, is_single: bool, rows: dict[int, int]):
        self.first, self.last, self.is_single = first, last, is_single
        self.rows = np.fromiter(rows.keys(), np.int32, len(rows))
        self.kinds = np.fromiter(rows.values(), np.int8, len(rows))


def read_tokenizer(vocabulary: Path) -> Tokenizer:
    pieces = vocabulary.read_text(encoding="utf-8").split("\n")
    ids = {piece: index for index, piece in enumerate(pieces) if piece}
    tokenizer = Tokenizer(models.WordPiece(ids, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


class Features:
    def __init__(self, vocabulary: Path):
        self.tokenizer = read_tokenizer(vocabulary)
        self.runs: dict[str, Run] = {}

    def ids(self, run: str) -> list[int]:
        return self.tokenizer.encode(SURROGATE.sub("", run), add_special_tokens=False).ids

    def run(self, raw: str) -> Run:
        found = self.runs.get(raw)
        if found is None:
            found = self.runs[raw] = self.make_run(raw)
        return found

    def make_run(self, raw: str) -> Run:
        text = from_units(raw)
        # Half a pair is no character; NFKC may make a word longer.
        word = INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).lower()
        code = units(word)[:MAX_RUN]
        hashed = 0
        for unit in code:
            hashed = step(hashed, unit)
        own_symbol = FIRST_HASHED_SYMBOL + (mix(hashed) & 0xFFFFF)
        symbols = [own_symbol if id_ == UNKNOWN else id_ for id_ in self.ids(text)] or [own_symbol]
        rows: dict[int, int] = {}
        for symbol in symbols:
            rows.setdefault(row(UNIGRAM, symbol), WORD_KIND)
        for one, two in zip(symbols, symbols[1:]):
            rows.setdefault(row(PAIR, one, two), WORD_KIND)
        is_single = len(raw) == 1 and IS_SINGLE.match(raw) is not None
        if len(code) > 1 and not is_single:
            shortest = 2 if max(code) >= 0x250 else 3
            marked = [1, *code, 2]
            for size in range(shortest, shortest + 3):
                for start in range(len(marked) - size + 1):
                    rows.setdefault(row(CHARACTERS, *marked[start : start + size]), CHARACTER_KIND)
            plain = folded(word)
            if is_disguised(word, plain):
                for id_ in self.ids(plain):
                    rows.setdefault(row(UNIGRAM, id_), WORD_KIND)
                rows.setdefault(row(FOLDED, 1), FLAG_KIND)
        return Run(symbols[0], symbols[-1], is_single, rows)

    def of(self, text: str) -> tuple[np.ndarray, np.ndarray, bool]:
        """Rows (repeated when several distinct runs share them), their kinds, whether it was cut."""
        text = as_units(text)
        is_truncated = len(text) > WINDOW_HEAD + WINDOW_TAIL
        parts = [text[:WINDOW_HEAD], text[-WINDOW_TAIL:]] if is_truncated else [text]
        raw = [run for part in parts for run in RUN.findall(part)]
        runs = [self.run(one) for one in raw]
        seen = list({id(one): one for one in runs}.values())
        rows = [one.rows for one in seen]
        kinds = [one.kinds for one in seen]
        links: set[int] = set()
        for at in range(1, len(runs)):
            before, here = runs[at - 1], runs[at]
            links.add(row(PAIR, before.last, here.first))
            if at > 1 and here.is_single and before.is_single and runs[at - 2].is_single:
                links.add(row(TRIPLE, runs[at - 2].last, before.last, here.first))
        flags = flags_of(parts, len(runs))
        if runs:
            flags.append(row(OPENING, runs[0].first))
        if len(runs) > 1:
            flags.append(row(OPENING_PAIR, runs[0].first, runs[1].first))
        rows.append(np.fromiter(links, np.int32, len(links)))
        kinds.append(np.full(len(links), WORD_KIND, np.int8))
        rows.append(np.array(flags, np.int32))
        kinds.append(np.full(len(flags), FLAG_KIND, np.int8))
        return np.concatenate(rows), np.concatenate(kinds), is_truncated


DIGIT, UPPER, BEYOND = re.compile("[0-9]"), re.compile("[A-Z]"), re.compile("[^\x00-\x7f]")


def bucket(part: int, whole: int) -> int:
    """0 none, then up to 5, 15, 40 and 100 percent."""
    if part == 0:
        return 0
    return 1 if part * 20 <= whole else 2 if part * 20 <= 3 * whole else 3 if part * 5 <= 2 * whole else 4


def flags_of(parts: list[str], runs: int) -> list[int]:
    size = sum(map(len, parts))
    count = [sum(len(kind.findall(part)) for part in parts) for kind in (DIGIT, UPPER, BEYOND)]
    lines = sum(part.count("\n") for part in parts)
    found = [
        row(FLAG, 1, bucket(count[0], size)),
        row(FLAG, 2, bucket(count[1], size)),
        row(FLAG, 3, bucket(count[2], size)),
        row(FLAG, 4, runs.bit_length()),
        row(FLAG, 5, lines.bit_length()),
    ]
    if any("```" in part for part in parts):
        found.append(row(FLAG, 6))
    if any("?" in part or "\uff1f" in part or "\u061f" in part for part in parts):
        found.append(row(FLAG, 7))
    if any("http://" in part or "https://" in part for part in parts):
        found.append(row(FLAG, 8))
    return found

