"""The model that answers keeps up with the entries, whoever publishes them."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from intents.training import train
from intents.types import Document, Example, Model
from kb import index as index_module
from kb import learning, library, values
from kb.entry import Entry
from kb.index import Index, IndexNotReadyError
from kb.learning import Lesson
from store.database import Database

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class Calendar:
    """The company's day, moved by the test."""

    def __init__(self) -> None:
        self.day = date(2026, 11, 22)

    def today(self) -> date:
        return self.day


class Trainer:
    """The real training, which the test can hold back or make fail."""

    def __init__(self) -> None:
        self.fault: Exception | None = None
        self.examples: list[Example] = []
        self.trained = 0

    def __call__(self, documents: Sequence[Document], examples: Sequence[Example]) -> Model:
        if self.fault:
            raise self.fault
        self.trained += 1
        self.examples = list(examples)
        return train(documents, examples=examples, encoder="lexical")


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def trainer() -> Trainer:
    return Trainer()


@pytest.fixture
def index(database: Database, trainer: Trainer, calendar: Calendar) -> Iterator[Index]:
    """Not started: a test trains by itself, or starts the watching."""
    made = Index(database, trainer, today=calendar.today, poll_seconds=0.05, lessons_seconds=0.0)
    yield made
    made.stop()


def keep(database: Database, *entries: Entry) -> None:
    with database.write() as session:
        library.save_all(session, entries, author="a", now=NOW)


def best(index: Index, question: str) -> str | None:
    found = index.understand(question).best
    return found.entry_id if found else None


def seconds_until(reached: Callable[[], bool], limit: float = 10.0) -> float:
    """How long it took; fails the test at the limit."""
    began = time.monotonic()
    pause = threading.Event()
    while not reached():
        assert time.monotonic() - began < limit, "it never came"
        pause.wait(0.01)
    return time.monotonic() - began


PUBLISH_ELSEWHERE = """
import sys
from datetime import UTC, datetime
from kb import library
from kb.entry import Entry
from store.database import Database

database = Database(sys.argv[1])
office = Entry("office", {"ru": "Где ваш офис?"}, {"ru": "На Лесной, 5."})
with database.write() as session:
    library.save(session, office, author="b", now=datetime.now(UTC))
"""


def test_a_published_entry_answers_within_two_seconds(
    database: Database, index: Index, pay: Entry, office: Entry
) -> None:
    keep(database, pay)
    index.start()
    assert best(index, "где ваш офис") == "pay"
    keep(database, office)
    index.nudge()
    assert seconds_until(lambda: best(index, "где ваш офис") == "office") < 2
    found = index.entry("office")
    assert found is not None
    assert found.version == 1


def test_what_another_process_publishes_answers_here(database: Database, index: Index, pay: Entry) -> None:
    keep(database, pay)
    index.start()
    url = database.url.render_as_string(hide_password=False)
    subprocess.run([sys.executable, "-c", PUBLISH_ELSEWHERE, url], check=True, timeout=60)
    assert seconds_until(lambda: index.entry("office") is not None) < 2


def test_a_retired_entry_stops_answering(database: Database, index: Index, pay: Entry, office: Entry) -> None:
    keep(database, pay, office)
    index.rebuild()
    with database.write() as session:
        library.retire(session, "office", now=NOW)
    assert index.refresh()
    assert index.entry("office") is None
    assert best(index, "где ваш офис") == "pay"


def test_a_seasonal_entry_comes_and_goes_by_date(
    database: Database, index: Index, pay: Entry, office: Entry, calendar: Calendar
) -> None:
    keep(database, pay, replace(office, valid_from=date(2026, 12, 20), valid_until=date(2027, 1, 8)))
    index.rebuild()
    assert index.entry("office") is None
    calendar.day = date(2026, 12, 20)
    assert index.refresh()
    assert index.entry("office") is not None
    calendar.day = date(2027, 1, 9)
    assert index.refresh()
    assert index.entry("office") is None


def test_nothing_new_trains_nothing(database: Database, index: Index, pay: Entry, trainer: Trainer) -> None:
    keep(database, pay)
    index.rebuild()
    assert not index.refresh()
    assert trainer.trained == 1


def test_a_failed_training_leaves_the_old_model_and_says_why(
    database: Database, index: Index, pay: Entry, office: Entry, trainer: Trainer
) -> None:
    keep(database, pay)
    index.rebuild()
    version = index.model_version
    trainer.fault = MemoryError("no room")
    keep(database, office)
    assert not index.refresh()
    assert index.model_version == version
    assert best(index, "как оплатить интернет") == "pay"
    assert index.failure == "MemoryError: no room"
    assert not index.refresh()  # not again and again
    trainer.fault = None
    assert index.rebuild()
    assert index.failure == ""
    assert index.entry("office") is not None


@pytest.mark.parametrize("meanwhile", ["nothing", "a value"])
def test_a_failed_training_is_tried_again_after_a_pause_though_no_entry_changes(
    index: Index, pay: Entry, trainer: Trainer, monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    database, office = index.database, replace(pay, id="office")
    keep(database, pay)
    index.rebuild()
    trainer.fault = OSError("No space left on device")
    keep(database, office)
    assert not index.refresh()
    trainer.fault = None
    if meanwhile == "a value":
        with database.write() as session:
            values.put(session, "hours", {"ru": "9–18"}, author="a", now=NOW)
    assert not index.refresh(), "not at once"
    monkeypatch.setattr(index_module, "_RETRY_SECONDS", 0.0)
    assert index.refresh()
    assert index.entry("office") is not None
    assert not index.refresh(), "and not once more"


def test_a_first_training_that_fails_is_no_silent_start(
    database: Database, index: Index, trainer: Trainer
) -> None:
    trainer.fault = ValueError("broken encoder")
    with pytest.raises(IndexNotReadyError, match="broken encoder"):
        index.start()
    assert not index.ready


def test_the_old_model_answers_while_the_new_one_is_trained(
    database: Database, index: Index, pay: Entry, office: Entry, trainer: Trainer
) -> None:
    keep(database, pay)
    index.rebuild()
    training, go_on = threading.Event(), threading.Event()
    real = index._train

    def slow(documents, examples):  # type: ignore[no-untyped-def]
        training.set()
        assert go_on.wait(10)
        return real(documents, examples)

    index._train = slow
    keep(database, office)
    rebuilding = threading.Thread(target=index.rebuild)
    rebuilding.start()
    assert training.wait(10)
    assert best(index, "как оплатить интернет") == "pay"
    assert index.entry("office") is None
    go_on.set()
    rebuilding.join(10)
    assert index.entry("office") is not None


def test_an_empty_knowledge_base_hands_off_instead_of_failing(database: Database, index: Index) -> None:
    index.rebuild()
    assert index.understand("как оплатить").best is None


def test_lessons_reach_the_model_and_leave_it_when_withdrawn(
    database: Database, index: Index, pay: Entry, trainer: Trainer
) -> None:
    keep(database, pay)
    index.rebuild()
    with database.write() as session:
        learning.learn(session, "куда бабки нести", "pay", Lesson.CHOSEN, key="1", now=NOW)
    assert index.refresh()
    assert [example.text for example in trainer.examples] == ["куда бабки нести"]
    with database.write() as session:
        (lesson,) = learning.lessons(session)
        learning.withdraw(session, lesson.id, by="мария", now=NOW)
    assert index.refresh()
    assert trainer.examples == []


def test_lessons_wait_for_each_other_but_entries_do_not(
    database: Database, pay: Entry, office: Entry, trainer: Trainer, calendar: Calendar
) -> None:
    index = Index(database, trainer, today=calendar.today, lessons_seconds=3600)
    keep(database, pay)
    index.rebuild()
    with database.write() as session:
        learning.learn(session, "куда нести", "pay", Lesson.THUMBS_UP, key="1", now=NOW)
    assert not index.refresh()
    keep(database, office)
    assert index.refresh()
    assert len(trainer.examples) == 1


class Adopting:
    """A training that takes as long as the test says, and a model that adopts entries at once."""

    def __init__(self, trainer: Trainer) -> None:
        self.trainer = trainer
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.hold = False
        self.adopted = 0

    def train(self, documents: Sequence[Document], examples: Sequence[Example]) -> Model:
        if self.hold:
            self.begun.set()
            assert self.go_on.wait(10)
        return self.trainer(documents, examples)

    def adopt(self, model: Model, documents: Sequence[Document], examples: Sequence[Example]) -> Model:
        self.adopted += 1
        return train(documents, examples=examples, encoder="lexical", target_error=0.2)


def test_entries_are_adopted_at_once_and_learned_in_the_background(
    database: Database, trainer: Trainer, calendar: Calendar, pay: Entry, office: Entry
) -> None:
    slow = Adopting(trainer)
    index = Index(database, slow.train, adopt=slow.adopt, today=calendar.today)
    keep(database, pay)
    index.rebuild()
    slow.hold = True
    keep(database, office)
    assert index.refresh()
    assert slow.begun.wait(10)
    assert best(index, "где ваш офис") == "office"  # adopted, while the training still runs
    adopted = index.model_version
    assert not index.refresh()

    keep(database, replace(office, id="office-2", titles={"ru": "Как позвонить в офис?"}))
    assert index.refresh()  # published during the training, adopted too
    assert index.entry("office-2") is not None
    slow.hold = False
    slow.go_on.set()
    seconds_until(lambda: index.refresh() or slow.adopted == 3)
    assert index.entry("office-2") is not None  # the training that knew nothing of it did not lose it
    seconds_until(lambda: index.refresh() or trainer.trained == 3)
    seconds_until(lambda: index.refresh() or index.model_version != adopted)
    assert best(index, "как позвонить в офис") == "office-2"
    index.stop()


def test_a_model_that_cannot_adopt_waits_for_the_training(
    database: Database, trainer: Trainer, calendar: Calendar, pay: Entry, office: Entry
) -> None:
    def adopt(model: Model, documents: Sequence[Document], examples: Sequence[Example]) -> Model:
        raise ValueError("too different")

    index = Index(database, trainer, adopt=adopt, today=calendar.today)
    keep(database, pay)
    index.rebuild()
    keep(database, office)
    assert not index.refresh()
    assert index.failure == "ValueError: too different"
    seconds_until(lambda: index.refresh() or index.entry("office") is not None)
    assert index.failure == ""
    index.stop()
