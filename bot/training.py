"""What makes models of entries, with the encoder of the settings."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from bot.settings import Settings
from intents import corpus, encoders
from intents.encoders import Encoder
from intents.training import train
from intents.types import Document, Example, Model
from intents.vectors import Progress, VectorCache
from kb.index import Train, TrainingStoppedError

_MADE_AT_ONCE = 500  # vectors that a start waits for, a second or two; more are made while others answer


def trainer_of(
    settings: Settings,
    encoder: str | Encoder | None = None,
    stopping: threading.Event | None = None,
    progress: Progress | None = None,
) -> Train:
    """What makes a model of entries: with the encoder of the settings, unless another is named.

    Once `stopping` is set, a training ends at its next step with TrainingStoppedError.
    """

    def go_on(stage: str, share: float) -> None:
        if stopping is not None and stopping.is_set():
            raise TrainingStoppedError
        if progress is not None:
            progress(stage, share)

    def trained(documents: Sequence[Document], examples: Sequence[Example]) -> Model:
        return train(
            documents,
            examples=examples,
            encoder=encoder or settings.encoder,
            target_error=settings.target_error,
            useless_offers=settings.useless_offers,
            cache_dir=settings.data_dir,
            progress=go_on,
        )

    return trained


class FirstTraining:
    """The first model is the real one: whoever is answered by a weaker one gets worse answers for nothing.

    After an upgrade that changes the encoder, the vectors of a large knowledge base are still to be made:
    until then the engine before it answers, whose vectors are kept. `over` is set once all is as it stays.
    """

    def __init__(self, settings: Settings, stopping: threading.Event, progress: Progress | None) -> None:
        self._settings, self._stopping = settings, stopping
        self._shown = trainer_of(settings, None, stopping, progress)
        self._full = trainer_of(settings, None, stopping)
        self.over = False

    def __call__(self, documents: Sequence[Document], examples: Sequence[Example]) -> Model:
        if self.over:
            return self._full(documents, examples)
        before = self._before(documents, examples)
        if before is not None:
            return trainer_of(self._settings, before, self._stopping)(documents, examples)
        self.over = True
        return self._shown(documents, examples)

    def _before(self, documents: Sequence[Document], examples: Sequence[Example]) -> Encoder | None:
        """The engine that has vectors where the present one has many to make."""
        settings = self._settings
        encoder, cache = encoders.make(settings.encoder, settings.data_dir), VectorCache(settings.data_dir)
        texts = [row.text for row in corpus.build(documents, examples).rows]
        if encoder is None or cache.missing(encoder, texts) <= _MADE_AT_ONCE:
            return None
        before = encoders.before(encoder)
        return before if before is not None and cache.missing(before, texts) <= _MADE_AT_ONCE else None
