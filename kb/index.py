"""What answers now: the trained model together with exactly the entries it was trained on.

One background thread looks at the marks of the library (see `kb.library.marks`) and at the calendar. When
something changed it trains a new model beside the old one, which goes on answering, and swaps both at once.
Another process that publishes is noticed the same way.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from intents.types import Document, Example, Model, Understanding
from kb import learning, library
from kb.entry import Entry
from store.database import Database

_log: Any = structlog.get_logger(__name__)

Train = Callable[[Sequence[Document], Sequence[Example]], Model]
"""Trains a model on entries and examples; the composition root binds encoder, target error and cache."""

_RETRY_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A model and the entries it knows, never changed: what one question is answered with."""

    model: Model
    entries: Mapping[str, Entry]
    day: date
    marks: Mapping[str, str]


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
        today: Callable[[], date] = date.today,
        poll_seconds: float = 0.5,
        lessons_seconds: float = 60.0,
    ) -> None:
        self._database = database
        self._train = train
        self._today = today
        self._poll_seconds = poll_seconds
        self._lessons_seconds = lessons_seconds
        self._snapshot: Snapshot | None = None
        self._failed: tuple[date, Mapping[str, str]] | None = None
        self._tried_at = 0.0
        self._one_at_a_time = threading.Lock()
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

    def nudge(self) -> None:
        """Look for changes at once: somebody in this process has just published."""
        self._wake.set()

    def refresh(self) -> bool:
        """Train anew if the entries, the lessons or the day have changed. True when a new model answers."""
        with self._database.read() as session:
            marks = library.marks(session)
        return self.rebuild() if self._is_due(self._today(), marks) else False

    def rebuild(self) -> bool:
        """Train now and swap. False when it failed: the old model stays, `failure` says why."""
        with self._one_at_a_time:
            return self._rebuild()

    def _rebuild(self) -> bool:
        began = time.monotonic()
        self._tried_at = began
        day = self._today()
        with self._database.read() as session:  # marks first: what is published meanwhile is seen next time
            marks = library.marks(session)
            entries = {entry.id: entry for entry in library.published(session, day)}
            examples = learning.examples(session)
        documents = [entry.to_document() for entry in entries.values()]
        with ThreadPoolExecutor(1, thread_name_prefix="kb-training") as trainer:
            training = trainer.submit(self._train, documents, examples)
            error = training.exception()
        if error is not None:
            self._failed = (day, marks)
            self.failure = f"{type(error).__name__}: {error}"
            _log.error("training failed", action="kb_training_failed", error=type(error).__name__)
            return False
        self._snapshot = Snapshot(training.result(), entries, day, marks)
        self._failed, self.failure = None, ""
        seconds = round(time.monotonic() - began, 3)
        _log.info(
            "trained",
            action="kb_trained",
            entries=len(entries),
            examples=len(examples),
            seconds=seconds,
            model=self.model_version,
        )
        return True

    def _is_due(self, day: date, marks: Mapping[str, str]) -> bool:
        """Whether a training would see something new, and is not held back."""
        since = time.monotonic() - self._tried_at
        if self._failed == (day, marks):
            return since >= _RETRY_SECONDS
        known = self._snapshot
        if known is None or known.day != day:
            return True
        if known.marks.get(library.REVISION) != marks.get(library.REVISION):
            return True
        return known.marks != marks and since >= self._lessons_seconds

    def _watch(self) -> None:
        while not self._stopping.is_set():
            self._wake.wait(self._poll_seconds)
            self._wake.clear()
            if self._stopping.is_set():
                return
            try:
                self.refresh()
            except SQLAlchemyError as error:  # the database is away: the old model answers meanwhile
                _log.warning("entries not read", action="kb_not_read", error=type(error).__name__)
