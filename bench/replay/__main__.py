"""Replay measured: ten thousand logged questions, with and without a change of the entries.

    python -m bench.replay [--questions 10000] [--encoder e5] [--publish]

The questions are the demo company's phrasings as hurried people would type them; they stand in an event log,
and the replay goes the product's way: read, mask, train, answer twice, compare. The change is one that hurts:
entries hand phrasings to others, and one is retired. What the replay names is compared with asking the same
questions one by one, each model by itself and without stored vectors.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from bench import report
from intents.training import train
from intents.types import Document, Example, Model
from intents.vectors import VectorCache
from kb import demo_company, replay
from kb.entry import Entry
from kb.index import Snapshot, State
from kb.questions import Question, real_questions
from kb.reactions import reaction, reactions
from kb.replay import Change, Move, Replay
from store import migrate
from store.database import Database
from store.schema import Case, CaseEvent, Customer

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
_BEFORE = ("", "здравствуйте, ", "подскажите, ", "добрый день! ", "а ", "скажите пожалуйста ", "слушайте, ")
_AFTER = ("", "?", " пожалуйста", " срочно", "???", " а то непонятно", " спасибо")
_CHECKED = 1000
_ROWS = 5000  # rows of one insert


def variations(phrasings: Sequence[str], count: int, seed: int = 0) -> list[str]:
    """Different texts made of phrasings: words around them, a word less, two letters swapped."""
    chance = random.Random(seed)
    made: dict[str, None] = {}
    while len(made) < count:
        words = chance.choice(phrasings).split()
        if len(words) > 3 and chance.random() < 0.3:
            words.pop(chance.randrange(len(words)))
        text = " ".join(words)
        if chance.random() < 0.4 and len(text) > 8:
            place = chance.randrange(1, len(text) - 2)
            text = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        made[f"{chance.choice(_BEFORE)}{text}{chance.choice(_AFTER)}"] = None
    return list(made)


def log(database: Database, texts: Sequence[str]) -> None:
    """One case for each text, as the bot would have kept it."""
    with database.write() as session:
        session.add(Customer(id=1, external_id=1, created_at=NOW))
        session.flush()
        cases, events = [], []
        for number, text in enumerate(texts, 1):
            at = NOW - timedelta(seconds=number)
            cases.append({"id": number, "customer_id": 1, "state": "answering", "opened_at": at})
            told = {"question": text, "about": True, "decision": "handoff", "confidence": 0.0}
            for seq, (kind, payload) in enumerate((("opened", {}), ("understood", told)), 1):
                events.append({"case_id": number, "seq": seq, "type": kind, "at": at, "actor_kind": "bot",
                               "payload": payload})  # fmt: skip
        for start in range(0, len(cases), _ROWS):
            session.execute(insert(Case), cases[start : start + _ROWS])
        for start in range(0, len(events), _ROWS):
            session.execute(insert(CaseEvent), events[start : start + _ROWS])


def harmful_change(entries: Sequence[Entry]) -> Change:
    """Every tenth entry is written anew under another id, one hands most of its phrasings to a neighbour, and
    one is retired."""
    renewed = [replace(entry, id=f"{entry.id}-new") for entry in entries[::10]]
    robbed, greedy, gone = entries[1], entries[2], entries[3]
    greedy = replace(greedy, phrasings=(*greedy.phrasings, *robbed.phrasings[1:]))
    robbed = replace(robbed, phrasings=robbed.phrasings[:1])
    return Change((*renewed, robbed, greedy), (gone.id, *(entry.id for entry in entries[::10])))


@dataclass(frozen=True, slots=True)
class Company:
    """The demo company with a model that answers."""

    snapshot: Snapshot
    encoder: str
    cache: Path

    def train(self, documents: Sequence[Document], examples: Sequence[Example]) -> Model:
        """As the product trains."""
        return train(documents, examples=examples, encoder=self.encoder, cache_dir=self.cache)


def company(encoder: str, cache: Path) -> Company:
    """Train on the demo entries."""
    entries = {entry.id: entry for entry in demo_company.entries()}
    documents = [entry.to_document() for entry in entries.values()]
    model = train(documents, encoder=encoder, cache_dir=cache)
    return Company(Snapshot(model, State(0, NOW.date(), {}, entries, [])), encoder, cache)


def differences(found: Replay, after: Model, own: Company, questions: Sequence[Question]) -> tuple[int, int]:
    """Ask one by one all questions that the replay says move, and a sample of the others. Returns how many
    were asked, and for how many the replay says something else."""
    moved = {one.text: (one.before.entry_id, one.after.entry_id, one.move) for one in found.moved}
    still = [question.text for question in questions if question.text not in moved]
    asked = [*moved, *random.Random(1).sample(still, min(_CHECKED, len(still)))]
    wrong = 0
    for text in asked:
        was, becomes = (reaction(model.understand(text)) for model in (own.snapshot.model, after))
        alone = replay.compare([Question(text, ())], [was], [becomes]).moved
        said = (alone[0].before.entry_id, alone[0].after.entry_id, alone[0].move) if alone else None
        wrong += said != moved.get(text)
    return len(asked), wrong


def seconds_of_new_texts(own: Company, questions: Sequence[Question]) -> float:
    """Processor time for one question without stored vectors."""
    texts = [question.text for question in questions[:_CHECKED]]
    begun = time.process_time()
    reactions(own.snapshot.model, texts)
    return (time.process_time() - begun) / len(texts)


def measure(encoder: str, count: int, cache: Path) -> list[tuple[str, str]]:
    """Lines of the table: what was measured, and the figure."""
    own = company(encoder, cache)
    entries = list(own.snapshot.entries.values())
    change = harmful_change(entries)
    phrasings = [phrasing.text for entry in entries for phrasing in entry.phrasings]
    vectors = VectorCache(cache) if encoder != "lexical" else None
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/replay.db")
        migrate.upgrade(database)
        log(database, variations(phrasings, count))
        begun = time.monotonic()
        with database.read() as session:
            questions = real_questions(session, limit=count)
        read = time.monotonic() - begun
        database.close()
    first = seconds_of_new_texts(own, questions)
    reactions(own.snapshot.model, [question.text for question in questions], vectors)  # now all are known
    begun, worked = time.monotonic(), time.process_time()
    found = replay.rehearse(own.snapshot, change, own.train, questions, vectors=vectors)
    taken, worked = time.monotonic() - begun, time.process_time() - worked
    after = own.train([entry.to_document() for entry in change.entries(own.snapshot.entries).values()], [])
    asked, wrong = differences(found, after, own, questions)
    moves = ", ".join(f"{len(found.of(move))} {move}" for move in Move)
    return [
        ("questions in the log", f"{len(questions):,}"),
        ("read from the log", f"{read:.1f} s"),
        ("a question never seen before, once", f"{first * 1000:.1f} ms of processor time"),
        ("replay", f"{taken:.1f} s ({worked:.1f} s of processor time)"),
        ("moved", moves),
        ("verdict", found.verdict),
        ("asked one by one", f"{asked:,}"),
        ("… where the replay says something else", str(wrong)),
    ]


def main() -> None:
    """Measure, print, and with `--publish` write the section of the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--encoder", action="append", help="e5, lexical; both unless said")
    parser.add_argument("--cache", type=Path, default=Path("var"), help="folder of the vectors")
    parser.add_argument("--publish", action="store_true", help="write docs/figures.md")
    arguments = parser.parse_args()
    columns = {one: measure(one, arguments.questions, arguments.cache)
               for one in arguments.encoder or ("e5", "lexical")}  # fmt: skip
    names = [name for name, _ in next(iter(columns.values()))]
    rows = tuple((name, *(figures[at][1] for figures in columns.values())) for at, name in enumerate(names))
    parts: list[report.Table | str] = [
        "Questions of customers, answered with and without a change of the entries (demo company, "
        "every tenth entry is written anew under another id, one hands most of its phrasings to a neighbour, "
        "one is retired). The processor time is what a machine with nothing else to do needs; this one was "
        "busy with other things.",
        report.Table(("", *columns), rows),
        f"`make bench-replay`. {report.machine()}.",
    ]
    report.show(parts)
    if arguments.publish:
        report.publish("replay", "Replay before publishing", parts)


if __name__ == "__main__":
    main()
