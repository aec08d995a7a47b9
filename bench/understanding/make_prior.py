"""Makes `intents/prior/prior.json`: the weights a new company starts with.

    python -m bench.understanding.make_prior --data ../shared/data --cache var/cache
    python -m bench.understanding.make_prior --without banking77 --out ….json

One training example is one knowledge base: entries drawn from a public set with a few phrasings each, the
questions kept back, questions on entries that were not drawn, and questions from other sets. `--without`
leaves a set out: the figures of that set are then taken with a start that never saw it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from bench.understanding import datasets
from intents import calibration, confidence, corpus, encoders, joining, leaving_out, prior, training
from intents.types import Document
from intents.vectors import VectorCache

Item = TypeVar("Item")
ROUGH = np.array([10.0, 5.0, 3.0, 1.0, 2.0])
SHOTS = (1, 1, 2, 3, 5, 8, 12, 25)
ASKED = 250  # questions of a kind for each knowledge base
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
    """A knowledge base made of a pool, and questions to it (right entry, or None)."""

    documents: list[Document]
    questions: list[tuple[str, str | None]]
    foreign: list[str]


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


def found_company(pool: Pool, others: list[Pool], shots: int, chance: np.random.Generator) -> Company:
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
    far = [text for other in others for texts in other.phrasings.values() for text in texts[:3]]
    return Company(
        documents, [*_pick(known, chance), *_pick(unknown, chance)], _pick(far, chance)[: ASKED // 2]
    )


def _pick(some: list[Item], chance: np.random.Generator) -> list[Item]:
    return [some[n] for n in chance.permutation(len(some))[:ASKED]]


def seen_by(
    company: Company, encoder: encoders.Encoder | None, cache: VectorCache, start: prior.Prior
) -> tuple[float, calibration.Evidence, leaving_out.Asked]:
    """Evidence of a company with real questions in place of those left out; and entries left out."""
    data = corpus.build(company.documents, ())
    scorer = training.make_scorer(data, encoder, cache, start)
    _, gone = leaving_out.questions(scorer, ROUGH)
    column = {entry_id: number for number, entry_id in enumerate(data.ids)}

    def ask(questions: list[tuple[str, str | None]]) -> leaving_out.Asked:
        texts = [corpus.text_of(text) or text for text, _ in questions]
        right = np.array([-1 if label is None else column[label] for _, label in questions], np.int64)
        vectors = cache.encode(encoder, texts) if encoder else None
        return leaving_out.ask(scorer, texts, vectors, right, ROUGH)

    known = ask([one for one in company.questions if one[1] is not None])
    unknown = ask([one for one in company.questions if one[1] is None])
    far = ask([(text, None) for text in (*company.foreign, *prior.foreign())])
    rich = joining.richness(data.phrasings_per_entry)
    return rich, calibration.Evidence(known, unknown, far), gone


def make_start(
    companies: list[Company], encoder: encoders.Encoder | None, cache: VectorCache, start: prior.Prior
) -> dict[str, Any]:
    """Fit joining, then confidence, then the thresholds of careful beginners."""
    seen = [seen_by(company, encoder, cache, start) for company in companies]
    weights = joining.fit([(rich, evidence.left.task) for rich, evidence, _ in seen])
    observed = []
    for rich, evidence, gone in seen:
        near = confidence.nearness(gone.task)
        observed.append((rich, calibration.observe(evidence, weights.at(rich), near, -1)))
    sure_weights = confidence.fit(observed)
    thresholds = []
    poor = [(rich, one) for rich, one in observed if rich < 0.5]
    pooled = confidence.together([one for _, one in poor])
    sure = np.concatenate([confidence.confidence(one.signs, sure_weights.at(rich)) for rich, one in poor])
    for target in TARGETS:
        answer_from, expected = confidence.answer_threshold(sure, pooled, target, 1.0)
        clarify_from = confidence.clarify_threshold(sure, pooled, answer_from)
        thresholds.append([target, min(answer_from, 1.01), min(answer_from, clarify_from)])
        print(f"  target {target:.2f}: answer from {answer_from:.3f}, answered {expected:.3f}")
    print("  joining", weights, "\n  confidence", sure_weights)
    return {"joining": _plain(weights), "confidence": _plain(sure_weights), "thresholds": thresholds}


def _plain(weights: joining.Weights) -> dict[str, list[float]]:
    return {"poor": weights.poor.round(4).tolist(), "rich": weights.rich.round(4).tolist()}


def main() -> None:
    """Draw the companies, fit, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, default=Path("var/cache"))
    parser.add_argument("--without", action="append", default=[])
    parser.add_argument("--out", type=Path, default=prior.FILE)
    arguments = parser.parse_args()
    found = [pool for pool in pools(arguments.data) if pool.name not in arguments.without]
    chance = np.random.default_rng(7)
    companies = []
    for pool in found:
        others = [other for other in found if other.name[:3] != pool.name[:3]]
        companies += [
            found_company(pool, others, shots, chance) for shots in SHOTS[: None if not pool.titles else 5]
        ]
    e5, cache = encoders.e5(), VectorCache(arguments.cache)
    sample = [text for pool in found for texts in pool.phrasings.values() for text in texts[:5]]
    centre = cache.encode(e5, [corpus.text_of(text) or text for text in sample]).mean(axis=0)
    blank = prior.Start((ROUGH, ROUGH), (np.zeros(1), np.zeros(1)), ())
    start = prior.Prior(blank, blank, centre, "")
    data: dict[str, Any] = {"without": sorted(arguments.without)}
    for name, encoder in (("semantic", e5), ("lexical", None)):
        print(name)
        data[name] = make_start(companies, encoder, cache, start)
    data["centre"] = [round(float(value), 4) for value in centre]
    data["digest"] = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:12]
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
