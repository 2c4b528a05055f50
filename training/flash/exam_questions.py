"""Questions of MMLU and MMLU-Pro in the routing data whose subject names the domain."""

from __future__ import annotations

import re
from pathlib import Path

from dataset import is_free, read

SUBJECTS = {
    "physics": "astronomy college_physics conceptual_physics high_school_physics",
    "chemistry": "college_chemistry high_school_chemistry",
    "biology": "college_biology high_school_biology",
    "computer science": "college_computer_science computer_security high_school_computer_science machine_learning",
    "math": "abstract_algebra college_mathematics elementary_mathematics high_school_mathematics high_school_statistics",
    "engineering": "electrical_engineering",
    "economics": "econometrics high_school_macroeconomics high_school_microeconomics",
    "business": "business_ethics management marketing",
    "health": "anatomy clinical_knowledge college_medicine human_aging medical_genetics nutrition professional_medicine virology",
    "history": "high_school_european_history high_school_us_history high_school_world_history prehistory",
    "law": "international_law jurisprudence professional_law",
    "philosophy": "formal_logic logical_fallacies moral_disputes philosophy world_religions",
    "psychology": "high_school_psychology professional_psychology",
    "other": "global_facts high_school_geography miscellaneous professional_accounting public_relations security_studies "
             "sociology us_foreign_policy high_school_government_and_politics human_sexuality",
}
DOMAIN_OF = {subject: domain for domain, subjects in SUBJECTS.items() for subject in subjects.split()}


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def exam_questions(data: Path, known: list[dict]) -> list[dict]:
    """Rows whose text is not among the known ones."""
    seen = {plain(row["text"])[:200] for row in known}
    rows = []
    for row in read(data / "model_routing" / "train.jsonl.gz"):
        collection, _, subject = row["dataset"].partition("/")
        label = row.get("domain") if collection == "mmlu_pro" else DOMAIN_OF.get(subject)
        key = plain(row["text"])[:200]
        if label not in SUBJECTS or key in seen or not is_free(row):
            continue
        seen.add(key)
        rows.append({"text": row["text"], "label": label, "source": f"routing/{collection}"})
    return rows
