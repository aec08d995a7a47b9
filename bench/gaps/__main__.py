"""Gaps on real questions: entries are taken away, their questions are asked, and the gaps are counted.

    python -m bench.gaps --data ../shared/data [--publish]

The data is RUTUBE's public FAQ with questions of its users (entries with the same answer are one topic).
Everything goes the product's way: a model is trained on what is left, each question becomes a case in the
event log, `kb.gaps.refresh` sorts. Nothing is tuned on this set (see `bench.gaps.tune`).
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import silhouette_score
from sqlalchemy import select

from bench import report
from bench.gaps.measures import Figures, mean, measure
from bench.understanding import datasets
from handoff import ledger
from handoff.case import BOT, Event, EventType
from intents.privacy import mask
from intents.training import train
from intents.types import Document
from kb import gaps
from kb.gaps.finding import digest
from kb.likeness import Space
from kb.reactions import reactions
from store import migrate
from store.database import Database
from store.gaps import KbGapQuestion
from store.schema import Customer

SEEDS = range(5)
_KMEANS_SEEDS = range(5)
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Missed:
    """Questions that line zero missed, with the topic of each."""

    texts: list[str]
    topics: list[str]


def without_a_third(faq: datasets.Faq, seed: int, encoder: str, cache: Path) -> tuple[Missed, Missed]:
    """Take away a third of the topics and ask. First what was asked about these, then all that was missed:
    these and the questions about other topics that line zero did not answer rightly."""
    topic_of = {entry: min(right) for right in faq.right for entry in right}
    topics = sorted({topic_of.get(entry, entry) for entry in faq.ids})
    removed = set(random.Random(seed).sample(topics, len(topics) // 3))
    kept = [
        Document(entry, {"ru": question}, {"ru": answer})
        for entry, question, answer in zip(faq.ids, faq.questions, faq.answers, strict=True)
        if topic_of.get(entry, entry) not in removed
    ]
    model = train(kept, encoder=encoder, cache_dir=cache)
    gone, everything = Missed([], []), Missed([], [])
    unique = dict(zip(faq.asked, faq.right, strict=True))
    for (text, right), reacted in zip(unique.items(), reactions(model, list(unique)), strict=True):
        topic = min(right)
        if topic in removed:
            gone.texts.append(text)
            gone.topics.append(topic)
        elif reacted.answers and reacted.entry_id in right:
            continue
        everything.texts.append(text)
        everything.topics.append(topic)
    return gone, everything


def by_product(missed: Missed, space: Space) -> list[int]:
    """The gap of each question, found the product's way from an event log."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/gaps.db")
        migrate.upgrade(database)
        with database.write() as session:
            for number, text in enumerate(missed.texts):
                customer = Customer(external_id=number, created_at=NOW)
                session.add(customer)
                session.flush()
                case = ledger.open_case(session, customer.id, language="ru", now=NOW)
                told = {"question": text, "about": True, "decision": "handoff", "confidence": 0.0}
                ledger.record(session, case, Event(EventType.UNDERSTOOD, NOW, BOT, told))
                handed = {"reason": "unknown", "topic": ""}
                ledger.record(session, case, Event(EventType.HANDED_OFF, NOW, BOT, handed))
        gaps.refresh(database, space, now=NOW)
        with database.read() as session:
            found = {
                row.key: row.gap_id
                for row in session.execute(select(KbGapQuestion.key, KbGapQuestion.gap_id))
            }
        database.close()
    return [found[digest(mask(text))] for text in missed.texts]


def by_kmeans(missed: Missed, clusters: int | None, seed: int) -> list[int]:
    """Plain k-means on TF-IDF; without a number of clusters, the one with the best silhouette."""
    rows = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit_transform(missed.texts)
    if clusters is not None:
        return [int(one) for one in KMeans(clusters, n_init=10, random_state=seed).fit_predict(rows)]
    tried = []
    for count in range(5, max(6, len(missed.texts) // 2), 5):
        labels = KMeans(count, n_init=3, random_state=seed).fit_predict(rows)
        tried.append((silhouette_score(rows, labels), [int(one) for one in labels]))
    return max(tried)[1]


def _row(name: str, found: Sequence[Figures], gaps_found: float) -> tuple[str, ...]:
    one = mean(found)
    return (name, *(f"{getattr(one, field.name):.3f}" for field in fields(Figures)), f"{gaps_found:.0f}")


def table(cases: Sequence[Missed], spaces: dict[str, Space]) -> report.Table:
    """All ways on the same questions, the mean over the draws."""
    rows = []
    for name, space in spaces.items():
        found = [by_product(missed, space) for missed in cases]
        figures = [measure(missed.topics, one) for missed, one in zip(cases, found, strict=True)]
        rows.append(_row(name, figures, sum(len(set(one)) for one in found) / len(found)))
    for name, knows in (("k-means on TF-IDF, told the number of topics", True),
                        ("k-means on TF-IDF, number by silhouette", False)):  # fmt: skip
        labels = [
            (missed, by_kmeans(missed, len(set(missed.topics)) if knows else None, seed))
            for missed in cases
            for seed in _KMEANS_SEEDS
        ]
        figures = [measure(missed.topics, one) for missed, one in labels]
        rows.append(_row(name, figures, sum(len(set(one)) for _, one in labels) / len(labels)))
    header = ("way", "topics back as one gap", "homogeneity", "completeness", "V-measure", "adjusted Rand",
              "gaps")  # fmt: skip
    return report.Table(header, tuple(rows))


def main() -> None:
    """Measure, print, and with `--publish` write the section of the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, default=Path("var"), help="folder of the vectors")
    parser.add_argument("--publish", action="store_true", help="write docs/figures.md")
    arguments = parser.parse_args()
    if not (arguments.data / "rutube_dev/faq.csv").is_file():
        print(f"{arguments.data}/rutube_dev is not there: gaps are not measured")
        return
    begun = time.monotonic()
    faq = datasets.rutube(arguments.data)
    draws = [without_a_third(faq, seed, "e5", arguments.cache) for seed in SEEDS]
    spaces = {"Line Zero": Space.of("e5", arguments.cache), "Line Zero without an encoder": Space()}
    gone, everything = [one for one, _ in draws], [one for _, one in draws]
    parts: list[report.Table | str] = [
        _introduction(gone),
        table(gone, spaces),
        "The same with all else that line zero missed in between "
        f"({_mean(everything, 'texts'):.0f} questions, {_mean(everything, 'topics'):.0f} topics):",
        table(everything, spaces),
        f"`make bench-gaps`, {time.monotonic() - begun:.0f} s. {report.machine()}.",
    ]
    report.show(parts)
    if arguments.publish:
        report.publish("gaps", "Gaps on real questions", parts)


def _introduction(gone: Sequence[Missed]) -> str:
    return (
        "RUTUBE's public FAQ: a third of the topics is taken out of the knowledge base, and the questions "
        f"that its users really asked about them are asked ({_mean(gone, 'texts'):.0f} questions on "
        f"{_mean(gone, 'topics'):.0f} topics, the mean of {len(gone)} draws; k-means runs with "
        f"{len(_KMEANS_SEEDS)} seeds each). A topic is back as one gap when a gap holds two thirds of its "
        "questions and they are two thirds of the gap; topics asked once are left out of this share. The "
        "numbers of the clustering were chosen on other sets (`python -m bench.gaps.tune`)."
    )


def _mean(cases: Sequence[Missed], what: str) -> float:
    counts = [len(set(getattr(one, what)) if what == "topics" else one.texts) for one in cases]
    return sum(counts) / len(counts)


if __name__ == "__main__":
    main()
