"""Checks the evaluation rows beside this file, and that they are no copies of a data folder.

    python3 training/data/check_eval.py [--data FOLDER] [--train FILE...]

FOLDER has the layout <task>/<name>.jsonl.gz; each FILE is plain JSON Lines with a field "task".
Without them only the rows themselves are checked.
Exits with 1 and one line per fault when a row is wrong.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
LANGUAGES = {"en", "zh", "es", "fr", "de", "ja", "ko", "pt", "ru", "ar", "hi"}
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
}  # fmt: skip
FIELDS = {"task", "text", "label", "lang", "source"}
ANSWER_FIELDS = {"task", "context", "question", "answer", "spans", "lang", "source"}
TEXT_LIMIT = 4000
GRAM = 5
COPY_SHARE = 0.5

# Chinese and Japanese are written without spaces, so there one character counts as a word.
# The ranges of Arabic and Devanagari are named because \w leaves out their vowel signs.
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff\u0600-\u06ff"
                  r"\u0900-\u097f]+|[\u0600-\u06ff\u0900-\u097f]+")  # fmt: skip


def words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def grams(tokens: list[str]) -> set[str]:
    return {" ".join(tokens[i : i + GRAM]) for i in range(len(tokens) - GRAM + 1)}


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def text_faults(text: object) -> Iterator[str]:
    if not isinstance(text, str) or not text.strip():
        yield "empty text"
        return
    if text != unicodedata.normalize("NFC", text):
        yield "not NFC"
    if "\r" in text:
        yield "carriage return"
    if len(text) > TEXT_LIMIT:
        yield f"longer than {TEXT_LIMIT} characters"


def span_faults(answer: str, spans: object) -> Iterator[str]:
    if not isinstance(spans, list):
        yield "spans is no list"
        return
    units = answer.encode("utf-16-le")
    last = 0
    for span in spans:
        start, end = span["start"], span["end"]
        if not last <= start < end <= utf16_length(answer):
            yield f"span {start}..{end} outside the answer, empty or out of order"
            continue
        last = end
        try:
            piece = units[2 * start : 2 * end].decode("utf-16-le")
        except UnicodeDecodeError:
            yield f"span {start}..{end} cuts a surrogate pair"
            continue
        if piece != piece.strip():
            yield f"span {start}..{end} begins or ends with white space"


def row_faults(row: dict[str, object]) -> Iterator[str]:
    answers = row.get("task") == "hallucination"
    if set(row) != (ANSWER_FIELDS if answers else FIELDS):
        yield f"fields {sorted(row)}"
        return
    if row["lang"] not in LANGUAGES:
        yield f"language {row['lang']}"
    if not str(row["source"]).startswith("own_eval_"):
        yield f"source {row['source']}"
    for field in ("context", "question", "answer") if answers else ("text",):
        yield from text_faults(row[field])
    if answers:
        yield from span_faults(str(row["answer"]), row["spans"])
    elif row["label"] not in LABELS.get(str(row["task"]), set()):
        yield f"label {row['label']} of task {row['task']}"


def folder_rows(folder: Path) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Task, place and fields of each row of the folder."""
    for path in sorted(folder.glob("*/*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield path.parent.name, f"{path.parent.name}/{path.name}", json.loads(line)


def file_rows(path: Path) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Task, place and fields of each row of one plain file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row.get("task", path.name.split(".")[0]), path.name, row


def copies(
    own: dict[str, tuple[str, str]], others: Iterable[tuple[str, str, dict[str, str]]]
) -> Iterator[str]:
    """Own texts that equal another row, or share half of their 5-grams with one."""
    exact: dict[str, list[str]] = defaultdict(list)
    holders: dict[str, list[str]] = defaultdict(list)
    totals: dict[str, int] = {}
    for name, (_, text) in own.items():
        tokens = words(text)
        exact[" ".join(tokens)].append(name)
        pieces = grams(tokens)
        totals[name] = len(pieces)
        for piece in pieces:
            holders[piece].append(name)
    seen: set[tuple[str, str]] = set()
    for task, place, row in others:
        for field in ("text", "text2", "context", "question", "answer"):
            tokens = words(row.get(field) or "")
            hits = Counter(name for piece in grams(tokens) for name in holders.get(piece, ()))
            found = [name for name, count in hits.items() if count >= COPY_SHARE * totals[name]]
            # One to three words ("continue", "thanks") say the same everywhere, so there only a
            # copy inside the same task counts.
            found += [
                name for name in exact.get(" ".join(tokens), ())
                if len(tokens) > 3 or own[name][0] == task
            ]  # fmt: skip
            for name in found:
                if (name, place) not in seen:
                    seen.add((name, place))
                    shown = own[name][1][:70].replace("\n", " ")
                    yield f"{name}: near copy of {place}: {shown}"


def main() -> None:
    parser = argparse.ArgumentParser(description="check the evaluation rows")
    parser.add_argument("--data", type=Path, help="folder that no row may be copied from")
    parser.add_argument("--train", type=Path, nargs="+", default=[], help="further such files")
    given = parser.parse_args()
    folder: Path | None = given.data
    faults: list[str] = []
    own: dict[str, tuple[str, str]] = {}
    known: dict[tuple[str, str], str] = {}
    for path in sorted(HERE.glob("*.eval.jsonl")):
        counts: Counter[str] = Counter()
        languages: Counter[str] = Counter()
        raw = path.read_bytes()
        if b"\r" in raw or not raw.endswith(b"\n"):
            faults.append(f"{path.name}: lines must end in LF")
        for number, line in enumerate(raw.decode("utf-8").removesuffix("\n").split("\n"), 1):
            name = f"{path.name}:{number}"
            try:
                row = json.loads(line)
            except ValueError as error:
                faults.append(f"{name}: {error}")
                continue
            problems = list(row_faults(row))
            faults.extend(f"{name}: {problem}" for problem in problems)
            if problems:
                continue
            task = row["task"]
            text = row["answer"] if task == "hallucination" else row["text"]
            # Words of every script, or the bare text where a text has none (hidden characters).
            key = (task, " ".join(words(text)) or text)
            if key in known:
                faults.append(f"{name}: same as {known[key]}")
            known[key] = name
            own[name] = (task, text)
            judged = "unsupported" if row.get("spans") else "supported"
            counts[row.get("label", judged)] += 1
            languages[row["lang"]] += 1
            if task == "hallucination":
                own[f"{name} context"] = (task, row["context"])
        print(f"{path.name}: {counts.total()} rows, {dict(counts)}, {dict(languages)}")
    if folder is not None:
        if not any(folder.glob("*/*.jsonl.gz")):
            raise SystemExit(f"no <task>/<name>.jsonl.gz under {folder}")
        faults.extend(copies(own, folder_rows(folder)))
    for path in given.train:
        faults.extend(copies(own, file_rows(path)))
    for fault in faults:
        print(fault)
    if faults:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
