"""Writes pii.train.jsonl: own sentences with invented people, firms, places and addresses.

Needs Faker (MIT) and Babel (BSD, with CLDR names): `pip install Faker==40.54.0 Babel==2.18.0`. Every run
with these versions writes the same file. The file of tagger 0.1.0 is older than that and differs from a
new one in some 400 rows (dates, Italian towns): train again after a run. Offsets are code points, as in
the shared data.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
import unicodedata
from datetime import datetime
from pathlib import Path

from babel import Locale
from faker import Faker

from generate_pii_sentences import CITIES, ENGLISH, NRP, OTHER, PLAIN, TEAMS, TITLES, WORLD_NAMES

HERE = Path(__file__).parent
SEED = 20261121
ROWS_ENGLISH, ROWS_EACH = 3300, 120
EARLIEST, LATEST = datetime(1966, 11, 21, 16, 33), datetime(2029, 11, 21, 16, 33)
SLOT = re.compile(r"\[([A-Z_]+)\]")

LOCALES = {
    "en": ["en_US", "en_US", "en_GB", "en_IN", "en_AU", "de_DE", "fr_FR", "es_MX", "it_IT", "pl_PL", "nl_NL",
           "sv_SE", "pt_BR", "tr_TR", "cs_CZ", "da_DK", "fi_FI", "no_NO", "ro_RO", "hu_HU", "en_NG", "vi_VN", "id_ID"],
    "de": ["de_DE", "de_AT", "de_CH", "de_DE", "tr_TR"], "fr": ["fr_FR", "fr_CH", "fr_CA"],
    "es": ["es_ES", "es_MX", "es_CO", "es_AR"], "pt": ["pt_BR", "pt_PT"], "ru": ["ru_RU"],
    "zh": ["zh_CN", "zh_TW"], "ja": ["ja_JP"], "ko": ["ko_KR"], "ar": ["ar_AA"], "hi": ["hi_IN"],
}


# The unit belongs to the value, as in the shared data.
AGES = {
    "en": ["{}", "{}", "{} years old", "{}-year-old", "{} yrs", "{} months old"], "de": ["{} Jahre alt", "{}", "{} Jahre"],
    "fr": ["{} ans"], "es": ["{} años"], "pt": ["{} anos"], "ru": ["{} лет"], "zh": ["{}岁"], "ja": ["{}歳"], "ko": ["{}살"],
    "ar": ["{} سنة"], "hi": ["{} साल"],
}


class Values:
    """Invented values of one language."""

    def __init__(self, language: str, rng: random.Random):
        self.language, self.rng = language, rng
        self.fakers = [Faker(name) for name in LOCALES[language]]
        self.english = Faker("en_US")
        for index, faker in enumerate([*self.fakers, self.english]):
            faker.seed_instance(SEED + index)
        territories = Locale.parse(language).territories
        self.countries = sorted(
            name for code, name in territories.items()
            if code.isalpha() and len(code) == 2 and len(name) < 24 and "(" not in name and code not in {"EU", "EZ", "UN", "ZZ", "QO"}
        )

    def faker(self) -> Faker:
        return self.rng.choice(self.fakers)

    def value(self, kind: str) -> str:
        return re.sub(r"\s+", " ", getattr(self, kind.lower())()).strip()

    def person(self) -> str:
        faker, draw = self.faker(), self.rng.random()
        first, last = faker.first_name(), faker.last_name()
        if self.language in {"zh", "ja", "ko"}:
            return last + first if draw < 0.8 else (last if draw < 0.9 else f"{last} {first}")
        if draw < 0.28:
            return first
        if draw < 0.42:
            return last
        if draw < 0.5 and first[0].isascii():
            return f"{first} {self.rng.choice('ABCDEFGHJKLMRST')}. {last}"
        if draw < 0.55 and first[0].isascii():
            return f"{first[0]}. {last}"
        if draw < 0.6:
            return f"{first} {faker.first_name()} {last}"
        return f"{first} {last}"

    def organization(self) -> str:
        draw = self.rng.random()
        if draw < 0.42:
            return self.rng.choice(WORLD_NAMES)
        if draw < 0.5 and self.language == "en":
            return self.rng.choice(TEAMS)
        faker = self.faker()
        name = faker.company()
        if self.language == "en" and draw > 0.8:
            last = faker.last_name()
            name = self.rng.choice([
                f"{last} {self.rng.choice(['Group', 'Holdings', 'Labs', 'Partners', 'Foundation', 'University', 'Bank', 'Logistics', 'Inc', 'LLC', 'Ltd', 'Capital', 'Media', 'Health'])}",
                f"University of {faker.city()}", f"{faker.city()} City Council", f"{last} & {faker.last_name()}",
                f"{last}, {faker.last_name()} and {faker.last_name()}", f"Bank of {faker.city()}",
                f"{faker.city()} General Hospital", last,
            ])
        return name

    def gpe(self) -> str:
        draw = self.rng.random()
        if draw < 0.4:
            return self.rng.choice(self.countries)
        if draw < 0.75 and self.language in CITIES:
            return self.rng.choice(CITIES[self.language])
        city = self.faker().city()
        return city

    def street_address(self) -> str:
        faker, draw = self.faker(), self.rng.random()
        if draw < 0.15:
            return faker.address().replace("\n", ", ")
        return faker.street_address().replace("\n", ", ")

    def title(self) -> str:
        return self.rng.choice(TITLES[self.language])

    def nrp(self) -> str:
        return self.rng.choice(NRP[self.language])

    def username(self) -> str:
        name = self.english.user_name()
        draw = self.rng.random()
        if draw < 0.25:
            return "@" + name
        if draw < 0.4:
            return f"{self.english.first_name().lower()}{self.rng.choice(['_', '.', '-', ''])}{self.rng.choice(['dev', 'x', '1987', 'the_great', 'codes', '99', 'ops'])}"
        return name

    def age(self) -> str:
        number = self.rng.randint(1, 96)
        return self.rng.choice(AGES[self.language]).format(number)

    def zip_code(self) -> str:
        return self.faker().postcode()

    def date_time(self) -> str:
        date = self.english.date_time_between(EARLIEST, LATEST)
        if self.language in {"zh", "ja"}:
            return self.rng.choice([f"{date.year}年{date.month}月{date.day}日", f"{date.month}月{date.day}日", date.strftime("%Y-%m-%d")])
        if self.language == "ko":
            return self.rng.choice([f"{date.year}년 {date.month}월 {date.day}일", f"{date.month}월 {date.day}일", date.strftime("%Y.%m.%d")])
        names = Locale.parse(self.language).months["format"]
        month, short = names["wide"][date.month], names["abbreviated"][date.month]
        if self.language == "en":
            day = Locale.parse("en").days["format"]["wide"][date.weekday()]
            return self.rng.choice([
                f"{month} {date.day}, {date.year}", f"{date.day} {month} {date.year}", f"{date.day} {short}", f"{month} {date.day}",
                date.strftime("%Y-%m-%d"), date.strftime("%m/%d/%Y"), date.strftime("%d.%m.%Y"), date.strftime("%d/%m/%y"),
                f"{month} {date.year}", f"{day}, {month} {date.day}", f"{day} {date.day} {month}", date.strftime("%-I:%M %p"),
                date.strftime("%H:%M"), "tomorrow", f"next {day}", day, f"{date.day} {short} {date.year % 100:02}", "yesterday", f"last {day}",
                f"{date.hour % 12 + 1} p.m.", "at noon", "this morning", "next week", "two weeks ago", f"{date.hour % 12 + 1}am",
            ])
        return self.rng.choice([
            f"{date.day} {month} {date.year}", f"{date.day} {month}", date.strftime("%d.%m.%Y"), date.strftime("%Y-%m-%d"), date.strftime("%d/%m/%Y"),
        ])

    def phone_number(self) -> str:
        return self.faker().phone_number()

    def email_address(self) -> str:
        return self.english.email()

    def iban_code(self) -> str:
        iban = self.rng.choice(self.ibans()).iban()
        return iban if self.rng.random() < 0.5 else " ".join(iban[at : at + 4] for at in range(0, len(iban), 4))

    def ibans(self) -> list[Faker]:
        if not hasattr(self, "_ibans"):
            self._ibans = [Faker(name) for name in ["de_DE", "fr_FR", "nl_NL", "it_IT", "en_GB", "pl_PL", "es_ES", "tr_TR"]]
            for index, faker in enumerate(self._ibans):
                faker.seed_instance(SEED + 100 + index)
        return self._ibans

    def credit_card(self) -> str:
        number = self.english.credit_card_number("visa16")
        return number if self.rng.random() < 0.5 else " ".join(number[at : at + 4] for at in range(0, 16, 4))

    def ip_address(self) -> str:
        return self.english.ipv4() if self.rng.random() < 0.7 else self.english.ipv6()

    def mac_address(self) -> str:
        return self.english.mac_address()

    def us_ssn(self) -> str:
        return self.english.ssn()

    def bank_account(self) -> str:
        return self.english.numerify(self.rng.choice(["########", "##########", "############"]))

    def url(self) -> str:
        return self.english.uri()

    def medical_record(self) -> str:
        return self.rng.choice(["MRN-", "MRN", ""]) + self.english.numerify("########")

    def passport(self) -> str:
        return self.english.bothify(self.rng.choice(["?########", "#########", "??#######"])).upper()

    def license_plate(self) -> str:
        return self.english.license_plate()

    def us_driver_license(self) -> str:
        return self.english.bothify(self.rng.choice(["?#######", "?############", "########"])).upper()


def fill(sentence: str, values: Values) -> tuple[str, list[dict]]:
    text, spans, copied = "", [], 0
    for match in SLOT.finditer(sentence):
        text += sentence[copied : match.start()]
        value = unicodedata.normalize("NFC", values.value(match[1]))
        spans.append({"start": len(text), "end": len(text) + len(value), "type": match[1]})
        text += value
        copied = match.end()
    return text + sentence[copied:], spans


def recased(text: str, how: str) -> str:
    changed = text.lower() if how == "lower" else text.upper()
    return changed if len(changed) == len(text) else text


def join(parts: list[tuple[str, list[dict]]], glue: str) -> tuple[str, list[dict]]:
    text, spans = "", []
    for index, (part, found) in enumerate(parts):
        if index:
            text += glue
        spans += [{**span, "start": span["start"] + len(text), "end": span["end"] + len(text)} for span in found]
        text += part
    return text, spans


def rows_of(language: str, sentences: list[str], count: int, rng: random.Random) -> list[dict]:
    values = Values(language, rng)
    plain = PLAIN.get(language, [])
    rows = []
    while len(rows) < count:
        draw = rng.random()
        size = 1 if draw < 0.62 else 2 if draw < 0.88 else rng.randint(3, 9)
        parts = [fill(rng.choice(sentences), values) for _ in range(size)]
        if plain and size > 1:
            parts += [(rng.choice(plain), []) for _ in range(rng.randint(0, size))]
            rng.shuffle(parts)
        if plain and rng.random() < 0.1:
            parts = [(rng.choice(plain), [])]
        glue = rng.choice([" ", "\n", "\n\n", " "]) if language not in {"zh", "ja"} else rng.choice(["", "\n"])
        text, spans = join(parts, glue)
        case = rng.random()
        if case < 0.2:
            text = recased(text, "lower")
        elif case < 0.23:
            text = recased(text, "upper")
        assert len(text) <= 4000 and unicodedata.normalize("NFC", text) == text
        rows.append({"task": "pii", "text": text, "spans": spans, "lang": language, "source": "own_pii_sentences"})
    return rows


def main() -> None:
    # Faker walks through sets, whose order hangs on this.
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | {"PYTHONHASHSEED": "0"})
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE / "pii.train.jsonl")
    options = parser.parse_args()
    rng = random.Random(SEED)
    rows = rows_of("en", ENGLISH, ROWS_ENGLISH, rng)
    for language, sentences in OTHER.items():
        rows += rows_of(language, sentences, ROWS_EACH, rng)
    with open(options.out, "w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
    print(len(rows), "rows", sum(len(row["spans"]) for row in rows), "entities")


if __name__ == "__main__":
    main()
