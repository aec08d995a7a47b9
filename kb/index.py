"""What answers now: the trained model together with exactly the entries it was trained on.

One background thread looks at the marks of the library (see `kb.library.marks`) and at the calendar; what
another process publishes is noticed the same way. Where something changed, a new model is made beside the old
one, which goes on answering, and both are swapped at once. A large knowledge base trains for many seconds; so
where a model can *adopt* entries (take them in without learning its weights again), that comes first and the
training follows in the background.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from intents.types import Document, Example, Model, Understanding
from kb import learning, library, values, variants
from kb.entry import Entry
from kb.variants import Variants
from store import trouble
from store.database import Database

_log: Any = structlog.get_logger(__name__)

Train = Callable[[Sequence[Document], Sequence[Example]], Model]
"""Trains a model on entries and examples; the composition root binds encoder, target error and cache."""

Adopt = Callable[[Model, Sequence[Document], Sequence[Example]], Model]
"""Makes of a trained model one over other entries, quickly, with the weights and thresholds it has."""

_RETRY_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class State:
    """What the database held at one moment: entries valid on `day`, examples, the values of variables, and
    the marks of all three.

    A higher `number` was read later.
    """

    number: int
    day: date
    marks: Mapping[str, str]
    entries: Mapping[str, Entry]
    examples: Sequence[Example]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    variants: Variants = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "variants", variants.of(tuple(self.entries.values())))

    @property
    def documents(self) -> list[Document]:
        """The entries as understanding takes them."""
        return self.variants.documents()

    @property
    def lessons(self) -> list[Example]:
        """What use has shown, as understanding takes it."""
        return self.variants.examples(self.examples)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A model and the entries it knows, never changed: what one question is answered with."""

    model: Model
    state: State

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The entries by id."""
        return self.state.entries


class TrainingStoppedError(Exception):
    """The program ends, and with it a training that was under way."""


class IndexNotReadyError(Exception):
    """The index was asked before its first training."""


class Index:
    """The current model over the published entries that are valid today.

    `today` gives the company's calendar day. Entries are looked at every `poll_seconds`; what use taught
    (`kb.learning`) is taken in at most every `lessons_seconds`, because each 👍 is a reason to train.
    """

    def __init__(
        self,
        database: Database,
        train: Train,
        *,
        adopt: Adopt | None = None,
        today: Callable[[], date] = date.today,
        poll_seconds: float = 0.25,
        lessons_seconds: float = 60.0,
    ) -> None:
        self._database = database
        self._train = train
        self._adopt = adopt
        self._today = today
        self._poll_seconds = poll_seconds
        self._lessons_seconds = lessons_seconds
        self._snapshot: Snapshot | None = None
        self._failed: State | None = None
        self._job: tuple[State, Future[Model]] | None = None
        self._tried_at = 0.0
        self._changing = threading.Lock()
        self._numbers = itertools.count()
        self._trainer = ThreadPoolExecutor(1, thread_name_prefix="kb-training")
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self.failure = ""

    # -- answering ---------------------------------------------------------------------------------

    @property
    def snapshot(self) -> Snapshot:
        """The model and entries of this moment; take it once where both must fit together."""
        if self._snapshot is None:
            raise IndexNotReadyError("call start() or rebuild() first")
        return self._snapshot

    @property
    def ready(self) -> bool:
        """Whether there is a model to ask."""
        return self._snapshot is not None

    @property
    def model_version(self) -> str:
        """The version of the current model; `none` before the first training."""
        return self._snapshot.model.version if self._snapshot else "none"

    def understand(self, text: str, *, previous: str = "", language: str = "") -> Understanding:
        """Read one question (see `intents.types.Model.understand`)."""
        return self.snapshot.model.understand(text, previous=previous, language=language)

    def entry(self, entry_id: str) -> Entry | None:
        """The published, valid entry of that id, as the current model knows it."""
        return self.snapshot.entries.get(entry_id)

    @property
    def database(self) -> Database:
        """Where the entries are read from."""
        return self._database

    @property
    def trainer(self) -> Train:
        """What makes a model of entries, for trying changes beside the one that answers."""
        return self._train

    # -- keeping up --------------------------------------------------------------------------------

    def start(self) -> None:
        """Train the first model, then watch for changes in the background. Raises what training raised."""
        self.rebuild()
        if self._snapshot is None:
            raise IndexNotReadyError(self.failure)
        self._stopping.clear()
        self._thread = threading.Thread(target=self._watch, name="kb-index", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop watching; the current model goes on answering."""
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._trainer.shutdown(wait=False, cancel_futures=True)
        self._trainer = ThreadPoolExecutor(1, thread_name_prefix="kb-training")

    def nudge(self) -> None:
        """Look for changes at once: somebody in this process has just published."""
        self._wake.set()

    def refresh(self) -> bool:
        """Look once, and bring what answers up to date. True when a new model answers."""
        with self._changing:
            taken = self._take_trained()
            with self._database.read() as session:
                marks = library.marks(session)
                self._follow_values(session, marks)
            if not self._is_due(self._today(), marks):
                return taken
            state = self._read()
            if self._adopt is None or self._snapshot is None:
                return self._train_now(state)
            adopted = self._adopt_into(self._snapshot.model, state)
            self._train_later(state)
            return adopted

    def _follow_values(self, session: Session, marks: Mapping[str, str]) -> None:
        """Take in changed values of variables: the model stays as it is."""
        if self._snapshot is None or not _changed(self._snapshot.state.marks, marks, library.VALUES):
            return
        known = self._snapshot.state
        followed = {**known.marks, library.VALUES: marks[library.VALUES]}
        state = replace(known, values=values.everything(session), marks=followed)
        self._snapshot = Snapshot(self._snapshot.model, state)

    def rebuild(self) -> bool:
        """Train now and swap. False when it failed: the old model stays, `failure` says why."""
        with self._changing:
            return self._train_now(self._read())

    def _read(self) -> State:
        day = self._today()
        with self._database.read() as session:  # marks first: what is published meanwhile is seen next time
            marks = library.marks(session)
            entries = {entry.id: entry for entry in library.published(session, day)}
            examples, kept = learning.examples(session), values.everything(session)
            return State(next(self._numbers), day, marks, entries, examples, kept)

    def _is_due(self, day: date, marks: Mapping[str, str]) -> bool:
        """Whether there is something new and not held back, or the last attempt failed a while ago, whatever
        the cause: a disk that was full has room again."""
        since = time.monotonic() - self._tried_at
        known = self._failed or (self._snapshot.state if self._snapshot else None)
        if known is None or (self._failed is not None and since >= _RETRY_SECONDS):
            return True
        if known.day != day or _changed(known.marks, marks, library.REVISION):
            return True
        return _changed(known.marks, marks, library.LESSONS) and since >= self._lessons_seconds

    def _adopt_into(self, model: Model, state: State) -> bool:
        """Let the model answer from other entries at once."""
        assert self._adopt is not None  # noqa: S101 -- the callers have looked
        adopt, documents = self._adopt, state.documents
        return self._settle(state, _attempt(lambda: adopt(model, documents, state.lessons)), "kb_adopted")

    def _train_now(self, state: State) -> bool:
        self._tried_at = time.monotonic()
        return self._settle(
            state, _attempt(lambda: self._train(state.documents, state.lessons)), "kb_trained"
        )

    def _train_later(self, state: State) -> None:
        """Train in the background; the result is taken in by a later look."""
        if self._job is None:
            self._tried_at = time.monotonic()
            self._job = (state, self._trainer.submit(self._train, state.documents, state.lessons))

    def _take_trained(self) -> bool:
        """Let a model answer whose training has ended; entries published meanwhile are adopted into it."""
        if self._job is None or not self._job[1].done() or self._snapshot is None:
            return False
        (state, job), self._job = self._job, None
        now = self._snapshot.state
        if job.exception() is not None or state.number >= now.number:
            return self._settle(state, job, "kb_trained")
        adopted = self._adopt_into(job.result(), now)
        self._train_later(now)
        return adopted

    def _settle(self, state: State, made: Future[Model], action: str) -> bool:
        """Swap the new model in, or say why there is none."""
        error = made.exception()
        if error is not None:
            self._failed = state
            self.failure = f"{type(error).__name__}: {error}"
            if isinstance(error, TrainingStoppedError):
                return False
            _log.error("no new model", action=f"{action}_failed", error=type(error).__name__)
            return False
        self._snapshot = Snapshot(made.result(), state)
        self._failed, self.failure = None, ""
        entries, examples = len(state.entries), len(state.examples)
        _log.info("new model", action=action, entries=entries, examples=examples, model=self.model_version)
        return True

    def _watch(self) -> None:
        while not self._stopping.is_set():
            self._wake.wait(self._poll_seconds)
            self._wake.clear()
            if self._stopping.is_set():
                return
            try:
                self.refresh()
            except SQLAlchemyError as error:  # the database is away: the old model answers meanwhile
                trouble.tell(self._database, error)


def _changed(before: Mapping[str, str], now: Mapping[str, str], mark: str) -> bool:
    return before.get(mark) != now.get(mark)


def _attempt(make: Callable[[], Model]) -> Future[Model]:
    """The outcome of a call, whatever it is: a model, or what went wrong."""
    with ThreadPoolExecutor(1, thread_name_prefix="kb-training") as trainer:
        return trainer.submit(make)
