"""Writes domain.train.jsonl: the seeds, English voices of them, and e-mail or chat frames."""

from __future__ import annotations

import random
from collections.abc import Iterator

from generate_common import SEED, Row, english_variant, read_blocks, row, write
from generate_domain_english import ENGLISH
from generate_domain_english_more import ENGLISH_MORE
from generate_domain_languages_a import CHINESE, FRENCH, GERMAN, JAPANESE, SPANISH
from generate_domain_languages_b import ARABIC, HINDI, KOREAN, PORTUGUESE, RUSSIAN

LANGUAGES = {
    "zh": CHINESE, "es": SPANISH, "fr": FRENCH, "de": GERMAN, "ja": JAPANESE,
    "ko": KOREAN, "pt": PORTUGUESE, "ru": RUSSIAN, "ar": ARABIC, "hi": HINDI,
}

# Context that says nothing about the topic, so that the model learns to look past it.
FRAMES = [
    "Subject: two things before lunch\n\nHi,\n\nhope your week is going well. {a}\n\nAnd while we are"
    " at it: {b}\n\nBest,\nMarta",
    "I've been going back and forth on this with my partner all evening and we are both too"
    " stubborn to look it up. {a} Also {b}",
    "Two questions, answer in order.\n1) {a}\n2) {b}",
    "You helped me last week with something else and it worked out, so here I am again. {a}",
    "Long story short, I was on the train, no signal, and kept thinking about this: {a} I'd like a"
    " clear answer first and the reasoning after it, please, in no more than two short paragraphs.",
    "[voice note transcript] okay so uh {a} yeah that's it, oh and also, {b} thanks",
]


def rows() -> Iterator[Row]:
    rng = random.Random(SEED)
    english = read_blocks(ENGLISH) + read_blocks(ENGLISH_MORE)
    for label, text in english:
        yield row("domain", text, label, "en", "domain_seed")
    for label, text in english:
        if rng.random() < 0.5 and "\n" not in text:
            yield row("domain", english_variant(text, rng), label, "en", "domain_voice")
    by_label: dict[str, list[str]] = {}
    for label, text in english:
        if "\n" not in text and len(text) > 25:
            by_label.setdefault(label, []).append(text)
    for label, texts in by_label.items():
        for number in range(12):
            first, second = rng.sample(texts, 2)
            framed = FRAMES[number % len(FRAMES)].format(a=first, b=second)
            yield row("domain", framed, label, "en", "domain_frame")
    for lang, block in LANGUAGES.items():
        for label, text in read_blocks(block):
            yield row("domain", text, label, lang, "domain_seed")


if __name__ == "__main__":
    write("domain", rows())
