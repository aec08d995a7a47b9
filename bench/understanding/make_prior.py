"""Makes `intents/prior/prior.json`, the weights a new company starts with, and `bench/understanding/priors`.

    python -m bench.understanding.make_prior --data ../shared/data --cache var/cache

One training example is one knowledge base: entries drawn from a public set with a few phrasings each, the
questions kept back, questions on entries that were not drawn, and questions from sets of other fields. Each
file of `priors` leaves a set out: the figures of that set are then taken with a start that never saw it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from bench.understanding import datasets
from bench.understanding.sets import PRIORS
from intents import calibration, confidence, corpus, encoders, joining, leaving_out, prior, training
from intents.types import Document
from intents.vectors import VectorCache
from kb import demo_company

Item = TypeVar("Item")
ROUGH = np.array([10.0, 5.0, 3.0, 1.0, 2.0, 1.0, 2.0, 1.0, 1.0])
SHOTS = (1, 1, 2, 3, 5, 8, 12, 40)
TITLED_SHOTS = (1, 1, 1, 2, 3, 5)  # of pools whose entries have titles
WITH_ANSWERS = ("stackfaq", "demo-ru", "demo-en", "demo-details")
FEWEST = 30  # questions to a knowledge base that say something of it
ASKED = 250  # questions of a kind for each knowledge base
# Whose questions are foreign to a set: voice assistants are asked about banks and about everything else.
FOREIGN = {
    "banking77": ("hwu64", "hwu_ru", "stackfaq", ""),
    "clinc150": ("stackfaq",),
    "hwu64": ("banking77", "stackfaq"),
    "hwu_ru": ("banking77", "stackfaq"),
    "stackfaq": ("banking77", "clinc150", "hwu64", "hwu_ru", ""),
    "demo-ru": ("banking77", "hwu_ru", "stackfaq", ""),
    "demo-details": ("banking77", "hwu_ru", "stackfaq", ""),
    "demo-en": ("banking77", "hwu64", "stackfaq", ""),
}  # the name "" stands for the shipped foreign texts
LEFT_OUT = {
    "banking77": ("banking77",), "clinc150": ("clinc150",),
    "hwu": ("hwu64", "hwu_ru"), "stackfaq": ("stackfaq",),
}  # fmt: skip
DETAILS = Path(__file__).parent / "demo_details.csv"
MISSES = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
TARGETS = (0.01, 0.02, 0.03, 0.05, 0.08, 0.1, 0.15, 0.2, 0.3)


@dataclass(frozen=True, slots=True)
class Pool:
    """A public set: the phrasings of each entry, and answers where it has them."""

    name: str
    phrasings: dict[str, list[str]]
    titles: dict[str, str]
    answers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Company:
    """A knowledge base made of a pool, and questions to it (right entry, or None); foreign ones with the name
    of the pool they are from."""

    pool: str
    documents: list[Document]
    questions: list[tuple[str, str | None]]
    foreign: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a company shows: questions of known outcome, where the foreign ones are from, entries left out."""

    pool: str
    rich: float
    evidence: calibration.Evidence
    origins: np.ndarray
    gone: leaving_out.Asked

    def without(self, names: Collection[str]) -> Seen:
        """The same without the foreign questions of some pools."""
        kept = ~np.isin(self.origins, list(names))
        foreign = leaving_out.pick(self.evidence.foreign, kept)
        return replace(self, evidence=replace(self.evidence, foreign=foreign), origins=self.origins[kept])


def pools(data: Path) -> Iterator[Pool]:
    """The sets whose licence allows training on them, training parts alone."""
    sources = {
        "banking77": datasets.labelled(data / "banking77/train.csv", label="category"),
        "clinc150": datasets.clinc(data, "train"),
        "hwu64": datasets.labelled(data / "hwu64/train.csv"),
        "hwu_ru": datasets.labelled(data / "hwu_ru/train.csv", text="text_ru"),
    }
    for name, source in sources.items():
        phrasings = defaultdict(list)
        for text, label in zip(source.texts, source.labels, strict=True):
            phrasings[label].append(text)
        yield Pool(name, {label: texts for label, texts in phrasings.items() if len(texts) > 3}, {}, {})
    faq = datasets.stackfaq(data)
    phrasings = defaultdict(list)
    for text, right in zip(faq.asked, faq.right, strict=True):
        phrasings[next(iter(right))].append(text)
    titles = dict(zip(faq.ids, faq.questions, strict=True))
    yield Pool("stackfaq", dict(phrasings), titles, dict(zip(faq.ids, faq.answers, strict=True)))
    yield from demo()


def demo() -> Iterator[Pool]:
    """The demo company's entries in each language, and what is asked about details of their answers."""
    titles: dict[str, dict[str, str]] = {"ru": {}, "en": {}}
    answers: dict[str, dict[str, str]] = {"ru": {}, "en": {}}
    phrasings: dict[str, dict[str, list[str]]] = {"ru": {}, "en": {}}
    for entry in demo_company.entries():
        document = entry.to_document()
        for language in ("ru", "en"):
            titles[language][entry.id] = document.titles[language]
            answers[language][entry.id] = document.answers[language]
            asked = [one.text for one in entry.phrasings if one.language == language]
            phrasings[language][entry.id] = asked
    for language in ("ru", "en"):
        yield Pool(f"demo-{language}", phrasings[language], titles[language], answers[language])
    details: dict[str, list[str]] = {entry: [] for entry in titles["ru"]}
    for row in datasets.read_csv(DETAILS):
        details[row["entry"]].append(row["question"])
    yield Pool("demo-details", details, titles["ru"], answers["ru"])


def _shots(pool: Pool) -> tuple[int, ...]:
    """Phrasings of an entry in each knowledge base drawn from a pool; details are asked less."""
    if pool.name == "demo-details":
        return (1,)
    return TITLED_SHOTS if pool.titles else SHOTS


def found_company(pool: Pool, far: list[tuple[str, str]], shots: int, chance: np.random.Generator) -> Company:
    """Draw entries and phrasings; what is not drawn is asked."""
    labels = chance.permutation(np.array(sorted(pool.phrasings), object)).tolist()
    kept = labels[: max(8, int(len(labels) * chance.uniform(0.4, 0.8)))]
    documents, known, unknown = [], [], []
    for label in labels:
        texts = chance.permutation(np.array(pool.phrasings[label], object)).tolist()
        if label not in kept:
            unknown += [(text, None) for text in texts[:20]]
            continue
        title = pool.titles.get(label)
        drawn, rest = (texts[: shots - 1], texts[shots - 1 :]) if title else (texts[:shots], texts[shots:])
        titles = {"en": title or drawn[0]}
        phrasings = tuple(drawn if title else drawn[1:])
        answers = {"en": pool.answers[label]} if label in pool.answers else {}
        documents.append(Document(label, titles, answers, phrasings))
        known += [(text, label) for text in rest[:20]]
    return Company(
        pool.name, documents, [*_pick(known, chance), *_pick(unknown, chance)], _pick(far, chance)[:ASKED]
    )


def _pick(some: list[Item], chance: np.random.Generator) -> list[Item]:
    return [some[n] for n in chance.permutation(len(some))[:ASKED]]


def foreign_to(pool: Pool, found: Sequence[Pool]) -> list[tuple[str, str]]:
    """Questions of other fields, each with the name of its pool."""
    names = FOREIGN[pool.name]
    far = [
        (text, other.name)
        for other in found
        if other.name in names
        for texts in other.phrasings.values()
        for text in texts[:2]
    ]
    return far + [(text, "") for text in prior.foreign() if "" in names]


def seen_by(
    company: Company, encoder: encoders.Encoder | None, cache: VectorCache, start: prior.Prior
) -> Seen:
    """Evidence of a company with real questions in place of those left out; and entries left out."""
    data = corpus.build(company.documents, ())
    scorer = training.make_scorer(data, encoder, cache, start)
    _, gone = leaving_out.questions(scorer, ROUGH)
    column = {entry_id: number for number, entry_id in enumerate(data.ids)}

    def ask(questions: Sequence[tuple[str, str | None]]) -> leaving_out.Asked:
        texts = [corpus.text_of(text) or text for text, _ in questions]
        right = np.array([-1 if label is None else column[label] for _, label in questions], np.int64)
        vectors = cache.encode(encoder, texts) if encoder else None
        return leaving_out.ask(scorer, texts, vectors, right, ROUGH)

    known = ask([one for one in company.questions if one[1] is not None])
    unknown = ask([one for one in company.questions if one[1] is None])
    far = ask([(text, None) for text, _ in company.foreign])
    return Seen(
        company.pool,
        joining.richness(data.phrasings_per_entry),
        calibration.Evidence(known, unknown, far),
        np.array([origin for _, origin in company.foreign]),
        gone,
    )


def make_start(seen: Sequence[Seen]) -> dict[str, Any]:
    """Fit joining, then confidence, then the thresholds of careful beginners."""
    # Of entries with a title alone, those that have an answer teach: the others are phrasings torn apart.
    told = [one for one in seen if one.rich > 0 or one.pool in WITH_ANSWERS]
    weights = joining.fit([(one.rich, one.evidence.left.task) for one in told or seen])
    observed = []
    for one in seen:
        near = confidence.nearness(one.gone.task)
        observed.append((one.rich, calibration.observe(one.evidence, weights.at(one.rich), near, -1)))
    sure_weights = confidence.fit(observed)
    poor = [(rich, some) for rich, some in observed if rich < 0.5]
    pooled = confidence.together([some for _, some in poor])
    levels = np.concatenate(
        [confidence.probabilities(some.signs, sure_weights.at(rich)) for rich, some in poor]
    )
    answers = [
        [target, min(confidence.answer_threshold(levels[:, 0], pooled, target, 1.0)[0], 1.01)]
        for target in TARGETS
    ]
    answer_from = answers[TARGETS.index(0.05)][1]
    offers = [[miss, confidence.offer_threshold(levels, pooled, answer_from, miss)] for miss in MISSES]
    print("  answers", answers, "\n  offers", offers)
    return {
        "joining": _plain(weights),
        "confidence": _plain(sure_weights),
        "answers": answers,
        "offers": offers,
    }


def _plain(weights: joining.Weights) -> dict[str, list[float]]:
    return {"poor": weights.poor.round(4).tolist(), "rich": weights.rich.round(4).tolist()}


def centre_of(found: Sequence[Pool], encoder: encoders.Encoder, cache: VectorCache) -> np.ndarray:
    """The mean vector of questions, each set's by its size."""
    sample = [text for pool in found for texts in pool.phrasings.values() for text in texts[:5]]
    return np.asarray(cache.encode(encoder, [corpus.text_of(text) or text for text in sample]).mean(axis=0))


def main() -> None:
    """Draw the companies, look at them once, fit and write each file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, default=Path("var/cache"))
    arguments = parser.parse_args()
    found = list(pools(arguments.data))
    chance = np.random.default_rng(7)
    companies = [
        found_company(pool, foreign_to(pool, found), shots, chance)
        for pool in found
        for shots in _shots(pool)
    ]
    companies = [one for one in companies if sum(right is not None for _, right in one.questions) >= FEWEST]
    e5, cache = encoders.e5(), VectorCache(arguments.cache)
    blank = prior.Start((ROUGH, ROUGH), (np.zeros(1), np.zeros(1)), (), ())
    start = prior.Prior(blank, blank, centre_of(found, e5, cache), "")
    seen = {
        name: [seen_by(company, encoder, cache, start) for company in companies]
        for name, encoder in (("semantic", e5), ("lexical", None))
    }
    files = {prior.FILE: (), **{PRIORS / f"{name}.json": names for name, names in LEFT_OUT.items()}}
    for file, names in files.items():
        print(file.name)
        kept = [pool for pool in found if pool.name not in names]
        data: dict[str, Any] = {"without": sorted(names)}
        for kind, shown in seen.items():
            data[kind] = make_start([one.without(names) for one in shown if one.pool not in names])
        data["centre"] = [round(float(value), 4) for value in centre_of(kept, e5, cache)]
        data["digest"] = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:12]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
