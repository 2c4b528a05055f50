"""Rows of the PII task as token sequences with tags."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "training"))

from dataset import is_free, read, read_split, without_copies  # noqa: E402

from features import Reader, Tokens, as_units  # noqa: E402

TYPES = [
    "AGE", "API_KEY", "BANK_ACCOUNT", "CREDIT_CARD", "CRYPTO_ADDRESS", "DATE_TIME", "DOMAIN_NAME",
    "EMAIL_ADDRESS", "GPE", "IBAN_CODE", "IP_ADDRESS", "LICENSE_PLATE", "MAC_ADDRESS", "MEDICAL_RECORD",
    "NATIONAL_ID", "NRP", "ORGANIZATION", "PASSPORT", "PASSWORD", "PERSON", "PHONE_NUMBER",
    "STREET_ADDRESS", "SWIFT_CODE", "TITLE", "URL", "USERNAME", "US_DRIVER_LICENSE", "US_SSN", "ZIP_CODE",
]
# Tag 0 is outside; type t begins with 2t + 1 and goes on with 2t + 2.
TAGS = 1 + 2 * len(TYPES)
OWN = ROOT / "training" / "data" / "pii.train.jsonl"

PLAIN_ROWS = 500

Span = tuple[int, int, int]


@dataclass
class Text:
    row: dict
    units: str
    tokens: Tokens
    spans: list[Span]
    """Start, end (UTF-16 code units) and number of the type."""
    tags: np.ndarray
    labelled: list[int]
    """Types that are annotated in this text; empty: all."""


def unit_offsets(text: str) -> list[int] | range:
    """UTF-16 offset of every code point."""
    if not text or max(text) < "\U00010000":
        return range(len(text) + 1)
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + (2 if character > "\uffff" else 1))
    return offsets


def tags_of(tokens: Tokens, spans: list[Span]) -> np.ndarray:
    tags = np.zeros(len(tokens.starts), np.int64)
    for start, end, kind in spans:
        is_first = True
        for at, (from_, to) in enumerate(zip(tokens.starts, tokens.ends)):
            if from_ < end and to > start:
                tags[at] = 2 * kind + (1 if is_first else 2)
                is_first = False
    return tags


def read_text(reader: Reader, row: dict) -> Text:
    units = as_units(row["text"])
    offsets = unit_offsets(row["text"])
    spans = sorted(
        (offsets[span["start"]], offsets[span["end"]], TYPES.index(span["type"])) for span in row["spans"]
    )
    tokens = reader.read(units)
    labelled = [TYPES.index(name) for name in row.get("labelled", ())]
    return Text(row, units, tokens, spans, tags_of(tokens, spans), labelled)


def plain_rows(data: Path) -> list[dict]:
    """Requests of other tasks without names or places: only the first word and `I` have a capital."""
    rows = [row for row in read_split(data, "intent", "train") if row["source"].startswith("banking77")]
    rows += [row for row in read_split(data, "domain", "train") if row["source"].startswith("gpteacher_codegen")]
    capital = re.compile(r"(?<=.)\b(?!I\b)[A-Z]")
    by_source = {"banking77": 0, "gpteacher_codegen": 0}
    found = []
    for row in rows:
        source = row["source"].split("/")[0]
        is_code = source == "gpteacher_codegen"
        if by_source[source] >= PLAIN_ROWS or (not is_code and capital.search(row["text"])):
            continue
        if is_code and re.search(r"name|@|address|city|country|phone|date|age\b", row["text"], re.IGNORECASE):
            continue
        by_source[source] += 1
        found.append({"text": row["text"], "spans": [], "source": f"plain_{source}"})
    return found


def train_texts(data: Path, reader: Reader) -> list[Text]:
    rows = read_split(data, "pii", "train") + plain_rows(data)
    if OWN.exists():
        rows += [json.loads(line) for line in OWN.read_text(encoding="utf-8").splitlines()]
    rows = without_copies(rows, read(data / "pii" / "dev.jsonl.gz"))
    return [text for row in rows if len((text := read_text(reader, row)).tokens.starts)]


def dev_texts(data: Path, reader: Reader) -> list[Text]:
    return [read_text(reader, row) for row in read(data / "pii" / "dev.jsonl.gz") if is_free(row)]
