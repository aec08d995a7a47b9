"""What customers are served on questions to a knowledge base of which a third is gone.

Every third group of equal answers is taken out of RUTUBE's FAQ, three times, another third each time; all of
its real questions are asked each time, and the three are taken together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from bench.report import Table
from bench.understanding import datasets
from intents import offering, training
from intents.encoders import Encoder
from intents.types import Decision, Document, Understanding

_PARTS = 3
_CONFORMAL = (0.1, 0.15, 0.2, 0.3, 0.5)


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions of all rotations, understood, with the entries that are right (none: not answerable)."""

    understood: list[Understanding]
    right: list[frozenset[str]]

    def __add__(self, other: Asked) -> Asked:
        return Asked(self.understood + other.understood, self.right + other.right)


def thirds(faq: datasets.Faq, groups: Sequence[frozenset[str]]) -> Iterator[datasets.Faq]:
    """The FAQ without every third group of entries, for each third; what is asked stays whole."""
    for part in range(_PARTS):
        gone = frozenset[str]().union(*groups[part::_PARTS])
        kept = [n for n, entry in enumerate(faq.ids) if entry not in gone]
        ids, questions, answers = (
            [column[n] for n in kept] for column in (faq.ids, faq.questions, faq.answers)
        )
        yield replace(
            faq, ids=ids, questions=questions, answers=answers, right=[one - gone for one in faq.right]
        )


def documents(faq: datasets.Faq, language: str = "ru") -> list[Document]:
    """Entries with a title and an answer each."""
    columns = zip(faq.ids, faq.questions, faq.answers, strict=True)
    return [Document(entry, {language: question}, {language: answer}) for entry, question, answer in columns]


def ask(data: Path, encoder: Encoder | None, cache: Path, *, adapted: bool = False) -> Asked:
    """Ask RUTUBE's questions in three rotations; `adapted` models have read the questions as a log before,
    without what is right."""
    faq = datasets.rutube(data)
    found = Asked([], [])
    for part in thirds(faq, datasets.rutube_groups(data)):
        model = training.train(documents(part), encoder=encoder or "lexical", cache_dir=cache)
        if adapted:
            model = model.adapted(part.asked)
        found += Asked(model.understand_many(part.asked), part.right)
    return found


@dataclass(frozen=True, slots=True)
class Served:
    """Shares: answered rightly and served, of the answerable; wrong, of answers; useful, of offers, which was
    `promised`; `offers` is their number, `buttons` what they have on average."""

    answered: float
    served: float
    wrong: float
    offers: int
    useful: float
    promised: float
    buttons: float

    def row(self) -> tuple[str, ...]:
        """As cells of a table."""
        shares = (self.served, self.answered, self.wrong, self.useful, self.promised)
        return (*(f"{value:.3f}" for value in shares), str(self.offers), f"{self.buttons:.1f}")


HEADER = (
    "served",
    "answered rightly",
    "wrong of answers",
    "useful of offers",
    "promised",
    "offers",
    "buttons",
)


def measure(asked: Asked) -> Served:
    """Count what became of the questions."""
    inside = sum(map(bool, asked.right))
    answered = hits = wrong = 0
    offers: list[tuple[bool, float, int]] = []
    for found, right in zip(asked.understood, asked.right, strict=True):
        if found.decision is Decision.ANSWER:
            answered += 1
            wrong += found.candidates[0].entry_id not in right
        elif found.decision is Decision.CLARIFY:
            hit = not right.isdisjoint(found.offered)
            hits += hit
            offers.append((hit, found.probability_offered, len(found.offered)))
    useful, promised, buttons = np.array(offers, float).mean(axis=0) if offers else (0.0, 0.0, 0.0)
    rightly = answered - wrong
    return Served(
        rightly / inside, (rightly + hits) / inside, wrong / max(1, answered), len(offers),
        float(useful), float(promised), float(buttons),
    )  # fmt: skip


def decided(asked: Asked, offer_from: float) -> Asked:
    """The same questions with another threshold for offers."""
    redone = [
        found if found.decision is Decision.ANSWER else offering.decide(found, 1.01, offer_from)
        for found in asked.understood
    ]
    return Asked(redone, asked.right)


def conformal(asked: Asked, alpha: float) -> Asked:
    """Conformal prediction as in CICC (arXiv 2403.18973): the set of candidates that are as likely as the
    right one is in 1 − alpha of the answerable questions. A set of one is answered, one of two to five is
    offered, a larger one handed over. The quantile of each half of the questions is that of the other."""
    place = np.arange(len(asked.right)) % 2
    redone: list[Understanding] = list(asked.understood)
    for half in (0, 1):
        known = [
            next((one.score for one in asked.understood[n].candidates if one.entry_id in asked.right[n]), 0.0)
            for n in np.flatnonzero(place != half)
            if asked.right[n]
        ]
        least = float(np.quantile(known, alpha))
        for n in np.flatnonzero(place == half):
            found = asked.understood[n]
            kept = tuple(one.entry_id for one in found.candidates if one.score >= least)
            decision = Decision.HANDOFF
            if len(kept) == 1:
                decision = Decision.ANSWER
            elif 2 <= len(kept) <= 5:
                decision = Decision.CLARIFY
            offered = kept if decision is Decision.CLARIFY else ()
            redone[n] = replace(found, decision=decision, offered=offered)
    return Asked(redone, asked.right)


def table(data: Path, encoder: Encoder, cache: Path, picture: Path | None = None) -> Table:
    """What is served at the default numbers, after a log, by words alone, and by conformal sets; with a
    picture of what more or fewer useless offers would serve."""
    found = ask(data, encoder, cache)
    ways = {
        "e5": found,
        "e5, after 242 questions of a log": ask(data, encoder, cache, adapted=True),
        "lexical": ask(data, None, cache),
    }
    for alpha in _CONFORMAL:
        ways[f"e5, conformal sets at {alpha:.0%}"] = conformal(found, alpha)
    if picture:
        draw(found, picture)
    return Table(("line zero", *HEADER), tuple((name, *measure(one).row()) for name, one in ways.items()))


def draw(found: Asked, picture: Path) -> None:
    """Share served against share of useless offers."""
    figure = Figure(figsize=(7, 4.5), layout="constrained")
    axes = figure.subplots()
    curve = [measure(decided(found, threshold)) for threshold in np.linspace(0.02, 0.95, 60)]
    sets = [measure(conformal(found, alpha)) for alpha in np.linspace(0.05, 0.5, 46)]
    for name, points in (("fewest buttons by probability", curve), ("conformal sets", sets)):
        made = [one for one in points if one.offers > 30]
        style = "-" if points is curve else "."
        axes.plot([1 - one.useful for one in made], [one.served for one in made], style, label=name)
    now = measure(found)
    axes.plot([1 - now.useful], [now.served], "o", label="one in two may miss, the default")
    axes.set(
        xlabel="offers without the right entry, of all offers",
        ylabel="served: answered rightly or offered",
        title="RUTUBE, a third of the entries gone",
        xlim=(0, 0.8),
        ylim=(0, 1),
    )
    axes.legend(loc="lower right")
    axes.grid(alpha=0.3)
    figure.savefig(picture, dpi=120)


def details(data: Path, encoder: Encoder, cache: Path) -> Table:
    """Questions that only the text of an answer holds: recall of line zero with and without an encoder."""
    rows = []
    asked = datasets.read_csv(Path(__file__).parent / "details.csv")
    loads = {"rutube_dev": datasets.rutube, "vtb_belarus_faq": datasets.vtb, "stackfaq": datasets.stackfaq}
    for kind, plug_in in (("line zero, e5", encoder), ("line zero, lexical", None)):
        places: list[int] = []
        for name, load in loads.items():
            faq = load(data)
            model = training.train(documents(faq), encoder=plug_in or "lexical", cache_dir=cache)
            own = [row for row in asked if row["set"] == name]
            same = datasets.rutube_groups(data) if name == "rutube_dev" else []
            for row, found in zip(own, model.understand_many([one["question"] for one in own]), strict=True):
                right = set(row["entries"].split(";"))
                right = right.union(*(group for group in same if not right.isdisjoint(group)))
                ids = [one.entry_id for one in found.candidates]
                places.append(next((n for n, entry in enumerate(ids) if entry in right), 99))
        shares = [f"{np.mean(np.array(places) < first):.3f}" for first in (1, 3, 5)]
        rows.append((f"details of answers ({len(places)})", kind, *shares))
    return Table(("set", "ranker", "R@1", "R@3", "R@5"), tuple(rows))
