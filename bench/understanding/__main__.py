"""Measures understanding on the public sets in a folder and writes the table into docs/figures.md.

    python -m bench.understanding --data ../shared/data [--publish]

A set that is missing is skipped with a word about it. Thresholds are chosen on training files alone. The
figures of a set are taken with a start (`bench/understanding/priors`) that the set had no part in.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from bench.report import Table, machine, publish
from bench.understanding import datasets, offers, peers, scale
from bench.understanding.sets import EXPERIMENTS, PRIORS, Experiment
from intents import encoders, evaluation, prior, training
from intents.types import Document
from intents.vectors import Remembering, VectorCache

PICTURE = Path("docs/pictures/offers.png")
HEADER = (
    "set", "accuracy", "goal", "TF-IDF + SVM", "AUROC", "answered at 5 %", "real error",
    "served", "useful of offers", "after a log: answered", "real error there", "calibration error there",
    "answered at ≤ 10 % (20 %)", "SVM there", "calibration error", "training, s",
)  # fmt: skip


def share(value: float | None) -> str:
    """«.873»; a dash for nothing."""
    return "–" if value is None else f"{value:.3f}".replace("0.", ".", 1)


def run(one: Experiment, data: Path, cache: Path, encoder: encoders.Encoder | None) -> tuple[str, ...]:
    """One row."""
    train, test = one.load(data)
    start = prior.load(PRIORS / f"{one.start}.json") if one.start else None
    found = evaluation.evaluate(
        (train.texts, train.labels),
        (test.texts, test.labels),
        out_of_scope=datasets.OUT_OF_SCOPE,
        encoder=encoder or "lexical",
        cache_dir=cache,
        start=start,
        timed=0,
    )
    after = evaluation.evaluate(
        (train.texts, train.labels),
        (test.texts, test.labels),
        out_of_scope=datasets.OUT_OF_SCOPE,
        encoder=encoder or "lexical",
        cache_dir=cache,
        start=start,
        log=test.texts,
        timed=0,
    )
    floor = peers.linear_svm(train, test, datasets.OUT_OF_SCOPE, one.at)
    return (
        one.name,
        share(found.accuracy),
        one.goal or "–",
        share(floor[0]),
        share(found.auroc),
        share(found.answered_at_target),
        share(found.error_at_target),
        share(found.served),
        share(found.useful),
        share(after.answered_at_target),
        share(after.error_at_target),
        share(after.ece),
        share(evaluation.coverage_at(found.curve, one.at)),
        share(floor[1]),
        share(found.ece),
        f"{found.train_seconds:.1f}",
    )


def retrieval(data: Path, cache: Path, encoder: encoders.Encoder) -> Table:
    """Question and answer only: recall of line zero and of each single ranker."""
    rows = []
    for name, load, start, language in (
        ("rutube_dev", datasets.rutube, "", "ru"),
        ("vtb_belarus_faq", datasets.vtb, "", "ru"),
        ("stackfaq", datasets.stackfaq, "stackfaq", "en"),
    ):
        if not (data / name).is_dir():
            print(f"{name}: not in {data}, skipped", file=sys.stderr)
            continue
        faq = load(data)
        documents = [
            Document(entry, {language: question}, {language: answer})
            for entry, question, answer in zip(faq.ids, faq.questions, faq.answers, strict=True)
        ]
        for kind, plug_in in (("line zero, e5", encoder), ("line zero, lexical", None)):
            model = training.train(
                documents,
                encoder=plug_in or "lexical",
                cache_dir=cache,
                start=prior.load(PRIORS / f"{start}.json") if start else None,
            )
            understood = model.understand_many(faq.asked)
            hits = [
                [candidate.entry_id in right for candidate in found.candidates[:5]]
                for found, right in zip(understood, faq.right, strict=True)
            ]
            first = sum(row[:1] == [True] for row in hits) / len(hits)
            rows.append((name, kind, share(first), share(sum(map(any, hits)) / len(hits))))
        rows += [
            (name, kind, share(a), share(b)) for kind, (a, b) in peers.single_rankers(faq, encoder).items()
        ]
    return Table(("set", "ranker", "R@1", "R@5"), tuple(rows))


def main() -> None:
    """Measure, print, publish."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, default=Path("var/cache"), help="where vectors are kept")
    parser.add_argument("--only", default="", help="names of sets begin with this; or `offers`, `engines`")
    parser.add_argument("--publish", action="store_true", help="write the section into docs/figures.md")
    arguments = parser.parse_args()
    if arguments.only in ("", "engines"):
        _engines(arguments.data, published=arguments.publish)
    if arguments.only == "engines":
        return
    cache = VectorCache(arguments.cache)
    e5 = encoders.Joined(Remembering(encoders.E5(), cache), Remembering(encoders.USE(), cache))
    if arguments.only in ("", "offers"):
        _offers(arguments.data, arguments.cache, e5, published=arguments.publish)
    if arguments.only == "offers":
        return
    rows = []
    for one in EXPERIMENTS:
        if not one.name.startswith(arguments.only):
            continue
        begun = time.monotonic()
        try:
            rows.append(run(one, arguments.data, arguments.cache, None if one.encoder == "lexical" else e5))
        except FileNotFoundError as error:
            print(f"{one.name}: {error.filename} is missing, skipped", file=sys.stderr)
            continue
        print(f"{time.monotonic() - begun:6.1f} s", *rows[-1], sep=" | ", flush=True)
    parts: list[Table | str] = [
        f"`make bench-understanding` · {machine()}",
        Table(HEADER, tuple(rows)),
        "Accuracy is over answerable questions. “Answered at 5 %”: share of the answerable that is answered "
        "rightly at the threshold chosen on the training file for 5 % wrong answers; “real error”: what that "
        "gave. “After a log”: the same once the questions of the test were read without their labels. "
        "“Answered at ≤ 10 %” is read off the test's curve (20 % for SOFMattress).",
    ]
    if not arguments.only:
        parts += [retrieval(arguments.data, arguments.cache, e5), *_others(arguments.data)]
        parts.append(scale.measure(arguments.data, arguments.cache))
    for part in parts[1:]:
        print(part.text() if isinstance(part, Table) else part, end="\n\n")
    if arguments.publish:
        publish("understanding", "Understanding", parts)


def _engines(data: Path, *, published: bool) -> None:
    """What the two engines of e5 cost, side by side."""
    parts: list[Table | str] = [
        f"`python -m bench.understanding --only engines`; {machine()}. Milliseconds of processor a text, "
        "on one core, both engines in one run; likeness is the cosine of their vectors.",
        scale.engines(data),
    ]
    for part in parts:
        print(part.text() if isinstance(part, Table) else part, end="\n\n")
    if published:
        publish("engines", "Engines of e5", parts)


def _offers(data: Path, cache: Path, e5: encoders.Encoder, *, published: bool) -> None:
    """What customers are served on questions of which a third has no answer, and on details of answers."""
    if not (data / "rutube_dev").is_dir():
        print(f"rutube_dev: not in {data}, skipped", file=sys.stderr)
        return
    parts: list[Table | str] = [
        f'`make bench-understanding` (`ARGS="--only offers"`) · {machine()}',
        "RUTUBE's FAQ without every third group of answers, three times: 726 questions, of which 484 have "
        "an answer. Served: answered rightly, or the right entry among those offered.",
        offers.table(data, e5, cache, PICTURE if published else None),
        "Questions about a detail of an answer (`bench/understanding/details.csv`), to all entries:",
        offers.details(data, e5, cache),
    ]
    for part in parts[1:]:
        print(part.text() if isinstance(part, Table) else part, end="\n\n")
    if published:
        publish("offers", "Offers", parts)


def _others(data: Path) -> list[Table | str]:
    folder = data / "hint3_sofmattress"
    if not folder.is_dir():
        return []
    found = peers.recorded(folder, "NO_NODES_DETECTED", 0.2)
    rows = tuple((name, share(right), share(covered)) for name, (right, covered) in found.items())
    return [
        "SOFMattress v1, answers recorded by HINT3:",
        Table(("system", "in-scope accuracy", "answered at ≤ 20 %"), rows),
    ]


if __name__ == "__main__":
    main()
