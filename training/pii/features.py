"""Tokens and hashed features of the PII tagger; `token-units.ts`, `tagger-features.ts` and `tagger.ts` of
`src/models/pii` compute the same.

Everything is defined over UTF-16 code units, so that both languages agree on every text.
"""

from __future__ import annotations

import re

import numpy as np

BITS = 20
MAX_WORD = 64
REACH = 3

SPACE = "\x00-\x20\x7f-\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufe00-\ufe0f\ufeff"
MARKS = "!-/:-@\\[-^`{-~\xa1-\xa9\xab\xac\xae-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7"
# Punctuation beyond Latin, and scripts in which a word does not end at a space: every unit by itself.
SINGLE = (
    "\u0589\u05be\u05c0\u05c3\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\u0e00-\u0eff"
    "\u1000-\u109f\u1780-\u17ff\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2100-\u2bff\u3001-\u309f"
    "\u30fb\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff01-\uff0f\uff1a-\uff20"
    "\uff3b-\uff40\uff5b-\uff65"
)
TOKEN = re.compile(
    f"[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff{MARKS}{SINGLE}]"
    f"|[^{MARKS}{SINGLE}{SPACE}\ud800-\udfff]{{1,{MAX_WORD}}}"
)
LINE_END = 10

M32 = 0xFFFFFFFF
OUTSIDE = 0  # attributes of the places before and behind the text


def has_case(unit: int) -> bool:
    """Only these letters have an upper and a lower case here: Latin, Greek, Cyrillic, Armenian."""
    return unit < 0x590 or 0x1E00 <= unit < 0x2000


def lower_table() -> list[int]:
    table = list(range(1 << 16))
    for unit in range(1 << 16):
        if has_case(unit):
            low = chr(unit).lower()
            table[unit] = ord(low) if len(low) == 1 else unit
    return table


LOWER = lower_table()
UPPER_CASE, LOWER_CASE, DIGIT = 88, 120, 100


def shape_table() -> list[int]:
    """Shape of a unit: letters to X or x, digits to d, ASCII marks as they are, others by block."""
    table = []
    for unit in range(1 << 16):
        if 48 <= unit <= 57:
            table.append(DIGIT)
        elif LOWER[unit] != unit:
            table.append(UPPER_CASE)
        elif has_case(unit) and len(chr(unit).upper()) == 1 and chr(unit).upper() != chr(unit):
            table.append(LOWER_CASE)
        elif unit < 128:
            table.append(unit)
        else:
            table.append(256 + (unit >> 8))
    return table


SHAPE = shape_table()


def mix(h: int) -> int:
    h = ((h ^ (h >> 16)) * 0x85EBCA6B) & M32
    h = ((h ^ (h >> 13)) * 0xC2B2AE35) & M32
    return h ^ (h >> 16)


def hash_units(seed: int, units: list[int]) -> int:
    h = seed
    for unit in units:
        h = ((h ^ unit) * 0x01000193 + 0x9E3779B1) & M32
    return mix(h)


# Attributes of a token, columns of the array.
WORD, SQUEEZED, FULL, PREFIX2, PREFIX3, SUFFIX2, SUFFIX3, SUFFIX4, GAP, CASE = range(10)
ATTRIBUTES = 10
MAX_FULL = 12


def of_token(token: str) -> tuple[int, ...]:
    """Hashes of one token: word, shapes, prefixes and suffixes."""
    units = [ord(c) for c in token]
    word = [48 if 48 <= unit <= 57 else LOWER[unit] for unit in units]
    shape = [SHAPE[unit] for unit in units]
    squeezed = [s for at, s in enumerate(shape) if at == 0 or shape[at - 1] != s]
    return (
        hash_units(1, word),
        hash_units(2, squeezed),
        hash_units(3, shape[:MAX_FULL] + [len(shape) > MAX_FULL]),
        hash_units(4, word[:2]),
        hash_units(5, word[:3]),
        hash_units(6, word[-2:]),
        hash_units(7, word[-3:]),
        hash_units(8, word[-4:]),
    )


def as_units(text: str) -> str:
    """One character per UTF-16 code unit."""
    if not text or max(text) < "\U00010000":
        return text
    code = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2").tolist()
    return "".join(map(chr, code))


class Tokens:
    """Where the tokens of a text lie, and their attributes."""

    __slots__ = ("starts", "ends", "attributes")

    def __init__(self, starts: list[int], ends: list[int], attributes: np.ndarray):
        self.starts, self.ends, self.attributes = starts, ends, attributes


def case_of_line(line: str) -> int:
    """1: no upper-case letter, 2: no lower-case letter, 3: both, 0: neither."""
    found = {SHAPE[ord(c)] for c in line}
    return (LOWER_CASE in found) + 2 * (UPPER_CASE in found)


def gap_kind(between: str) -> int:
    if not between:
        return 1
    return 3 if "\n" in between else 2


class Reader:
    """Tokens of texts; remembers the attributes of words it has seen."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[int, ...]] = {}

    def read(self, units: str) -> Tokens:
        starts, ends, rows = [], [], []
        cases, line_starts, at = [], [], 0
        for line in units.split("\n"):
            line_starts.append(at)
            cases.append(case_of_line(line))
            at += len(line) + 1
        line, before = 0, -1
        for match in TOKEN.finditer(units):
            start, end = match.span()
            token = match.group()
            known = self.known.get(token)
            if known is None:
                known = self.known[token] = of_token(token)
            gap = 4 if before < 0 else gap_kind(units[before:start])
            while line + 1 < len(line_starts) and line_starts[line + 1] <= start:
                line += 1
            rows.append((*known, gap, cases[line]))
            starts.append(start)
            ends.append(end)
            before = end
        return Tokens(starts, ends, np.array(rows, np.uint32).reshape(len(rows), ATTRIBUTES))


# A feature is a list of (attribute, offset).
W, S, F, G, C = WORD, SQUEEZED, FULL, GAP, CASE
STATE: list[list[tuple[int, int]]] = [
    *[[(W, offset)] for offset in range(-3, 4)],
    *[[(S, offset)] for offset in range(-3, 4)],
    [(F, 0)], [(F, -1)], [(F, 1)],
    [(PREFIX2, 0)], [(PREFIX3, 0)], [(SUFFIX2, 0)], [(SUFFIX3, 0)], [(SUFFIX4, 0)],
    [(PREFIX3, -1)], [(SUFFIX3, -1)], [(PREFIX3, 1)], [(SUFFIX3, 1)],
    [(W, -1), (W, 0)], [(W, 0), (W, 1)], [(W, -2), (W, -1)], [(W, 1), (W, 2)],
    [(S, -1), (S, 0), (S, 1)], [(W, -1), (S, 0)], [(S, 0), (W, 1)],
    [(W, -2), (W, -1), (S, 0)], [(S, 0), (W, 1), (S, 2)], [(W, -1), (S, 0), (W, 1)],
    [(W, -1), (W, 0), (W, 1)], [(W, -3), (W, -2), (W, -1)], [(W, 1), (W, 2), (W, 3)],
    [(G, 0), (G, 1), (F, 0)], [(G, 0), (W, -1), (S, 0)], [(C, 0), (S, 0)],
    [(C, 0), (SUFFIX3, 0)], [(F, -1), (F, 0), (F, 1)],
]
# Features that also see the last tag, or the last two.
LAST: list[list[tuple[int, int]]] = [
    [], [(W, 0)], [(S, 0), (G, 0)], [(W, -1)], [(W, 1)], [(S, 0), (S, 1)], [(F, 0)], [(SUFFIX3, 0)],
]
LAST_TWO: list[list[tuple[int, int]]] = [[], [(S, 0)], [(W, -1), (S, 0)]]


def step(h: np.ndarray, value: np.ndarray) -> np.ndarray:
    return (h ^ value) * np.uint32(0x01000193) + np.uint32(0x9E3779B1)


def rows_of(h: np.ndarray) -> np.ndarray:
    h = (h ^ (h >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    h = (h ^ (h >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return (h ^ (h >> np.uint32(16))) >> np.uint32(32 - BITS)


def padded(attributes: np.ndarray) -> np.ndarray:
    """The attributes with REACH places outside the text on both sides."""
    space = np.full((REACH, ATTRIBUTES), OUTSIDE, np.uint32)
    return np.concatenate([space, attributes, space])


def prefix_hashes(pad: np.ndarray, at: np.ndarray, shapes: list[list[tuple[int, int]]], base: int) -> np.ndarray:
    """Hash of every feature of the list at every place, before the tags go in and before mixing."""
    found = np.empty((len(at), len(shapes)), np.uint32)
    for column, parts in enumerate(shapes):
        h = np.full(len(at), base + column, np.uint32)
        for attribute, offset in parts:
            h = step(h, pad[at + offset, attribute])
        found[:, column] = h
    return found


STATE_BASE, LAST_BASE, LAST_TWO_BASE = 1, 64, 96


def state_rows(pad: np.ndarray, at: np.ndarray) -> np.ndarray:
    return rows_of(prefix_hashes(pad, at, STATE, STATE_BASE))


def tag_prefixes(pad: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Unfinished hashes of the features with tags; `tag_rows` finishes them."""
    return np.hstack([
        prefix_hashes(pad, at, LAST, LAST_BASE),
        prefix_hashes(pad, at, LAST_TWO, LAST_TWO_BASE),
    ])


def tag_rows(prefixes: np.ndarray, last: np.ndarray, second: np.ndarray) -> np.ndarray:
    one = last.astype(np.uint32)[:, None]
    two = (last.astype(np.uint32) * np.uint32(256) + second.astype(np.uint32))[:, None]
    value = np.hstack([
        np.broadcast_to(one, (len(last), len(LAST))),
        np.broadcast_to(two, (len(last), len(LAST_TWO))),
    ])
    return rows_of(step(prefixes, value))
