"""Reads the public data sets as they are laid out in the `--data` folder.

Sources (all are fetched by hand; none is part of this project):
BANKING77 — PolyAI-LDN/task-specific-datasets, CC BY 4.0; its few-shot and out-of-scope splits —
jianguoz/Few-Shot-Intent-Detection; CLINC150 — clinc/oos-eval, CC BY 3.0; HWU64 — xliuhw/NLU-Evaluation-Data,
CC BY 4.0; its Russian translation — avidale/encodechka, MIT; HINT3 — hellohaptik/HINT3, ODbL;
StackFAQ — Karan & Šnajder 2018, CC BY-SA; small talk — Koziev/NLP_Datasets, CC0. The sets `rutube_dev` and
`vtb_belarus_faq` carry no licence and serve for measuring only.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, field
from pathlib import Path

OUT_OF_SCOPE = "oos"


@dataclass(frozen=True, slots=True)
class Labelled:
    """Questions and the label (entry) of each, in one order."""

    texts: list[str]
    labels: list[str]

    def __len__(self) -> int:
        return len(self.texts)

    def __add__(self, other: Labelled) -> Labelled:
        return Labelled(self.texts + other.texts, self.labels + other.labels)


@dataclass(frozen=True, slots=True)
class Faq:
    """Entries with question and answer; the questions asked, each with the ids of the right entries."""

    ids: list[str]
    questions: list[str]
    answers: list[str]
    asked: list[str] = field(default_factory=list)
    right: list[frozenset[str]] = field(default_factory=list)


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with a header."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def labelled(path: Path, text: str = "text", label: str = "label") -> Labelled:
    """A file of questions and labels."""
    rows = read_csv(path)
    return Labelled([row[text] for row in rows], [row[label] for row in rows])


def clinc(data: Path, part: str) -> Labelled:
    """A part of CLINC150's full file: `train`, `val`, `test`, `oos_train`, `oos_val` or `oos_test`."""
    pairs = json.loads((data / "clinc150/data_full.json").read_text(encoding="utf-8"))[part]
    return Labelled([text for text, _ in pairs], [label for _, label in pairs])


def rutube(data: Path) -> Faq:
    """RUTUBE: entries with the same answer count as one."""
    rows = read_csv(data / "rutube_dev/faq.csv")
    group = {row["faq_id"]: row["answer_group"] for row in rows}
    asked = [row for row in read_csv(data / "rutube_dev/questions.csv") if row["faq_id"] in group]
    right = [frozenset(entry for entry in group if group[entry] == group[row["faq_id"]]) for row in asked]
    return Faq(
        [row["faq_id"] for row in rows],
        [row["question"] for row in rows],
        [row["answer"] for row in rows],
        [row["user_question"] for row in asked],
        right,
    )


def rutube_groups(data: Path) -> list[frozenset[str]]:
    """RUTUBE's entries by their answers, in the order of the groups' numbers."""
    groups: dict[int, set[str]] = {}
    for row in read_csv(data / "rutube_dev/faq.csv"):
        groups.setdefault(int(row["answer_group"]), set()).add(row["faq_id"])
    return [frozenset(groups[number]) for number in sorted(groups)]


def vtb(data: Path) -> Faq:
    """VTB Belarus with generated questions."""
    return _faq(
        data / "vtb_belarus_faq/faq.csv", "answer", data / "vtb_belarus_faq/llm_generated_queries.csv"
    )


def stackfaq(data: Path) -> Faq:
    """StackFAQ with the questions people asked."""
    return _faq(data / "stackfaq/faq.csv", "answers", data / "stackfaq/queries.csv")


def _faq(entries: Path, answer: str, asked: Path) -> Faq:
    rows, questions = read_csv(entries), read_csv(asked)
    return Faq(
        [row["faq_id"] for row in rows],
        [row["question"] for row in rows],
        [row[answer] for row in rows],
        [row["query"] for row in questions],
        [frozenset({row["faq_id"]}) for row in questions],
    )


def small_talk(data: Path) -> list[str]:
    """Russian small talk, one line each."""
    lines = (data / "smalltalk_ru/chitchat_questions_sample.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip()]
