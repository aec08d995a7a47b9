"""From published entries to a model that reads questions."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from intents import calibration, corpus, encoders, prior
from intents.model import Report, TrainedModel
from intents.scoring import EXACT, Meanings, Scorer
from intents.types import Document, Example
from intents.vectors import Progress, VectorCache

_FORMAT = "3"  # part of the version; raise it where the same data gives another model


def train(
    documents: Iterable[Document],
    *,
    examples: Sequence[Example] = (),
    encoder: str | encoders.Encoder = "auto",
    target_error: float = 0.05,
    useless_offers: float = calibration.USELESS,
    cache_dir: Path | None = None,
    progress: Progress | None = None,
    start: prior.Prior | None = None,
) -> TrainedModel:
    """Train a model on published entries. Equal input gives an equal model.

    `examples` are questions with a known outcome; `encoder` is `auto`, `lexical`, `e5` or `path:FOLDER` or
    an encoder (EncoderError where it cannot be had); `target_error` is the acceptable share of wrong answers
    among all answers, `useless_offers` that of offers without the right entry among all offers; vectors are
    kept in `cache_dir`; `progress(stage, share)` is told how far training is; `start` is what the weights
    start from, the shipped prior if it is not given.
    """
    begun = time.perf_counter()
    documents = list(documents)
    plug_in = encoders.make(encoder, cache_dir) if isinstance(encoder, str) else encoder
    start = start or prior.load()
    promises = (target_error, useless_offers)
    version = _version(documents, examples, plug_in, promises, start)
    name = plug_in.name if plug_in else "lexical"
    data = corpus.build(documents, examples)
    answerable = any(row.entry != corpus.NOBODY for row in data.rows)
    if not answerable:
        note = "no entry has a text to answer from: every question is handed off"
        seconds = time.perf_counter() - begun
        report = Report(len(data.ids), 0, name, *promises, 0.0, True, 0, seconds, note)
        return TrainedModel(version, report, None, None, None)
    # Linear algebra keeps to one core: questions are answered meanwhile, and threads that wait for each other
    # double the time on a busy machine.
    with threadpool_limits(1, user_api="blas"):
        scorer, calibrated = fit(
            data, plug_in, VectorCache(cache_dir), start, promises=promises, progress=progress
        )
    if scorer.regression is not None:
        scorer.regression.forget_training()
    if progress:
        progress("done", 1.0)
    report = Report(
        entries=len(data.ids),
        phrasings=len(data.rows),
        encoder=name,
        target_error=target_error,
        useless_offers=useless_offers,
        answered=calibrated.expected,
        careful=calibrated.careful,
        own_questions=calibrated.own_questions,
        seconds=time.perf_counter() - begun,
        note=_note(calibrated),
    )
    return TrainedModel(version, report, plug_in, scorer, calibrated)


def adopt(
    model: TrainedModel,
    documents: Iterable[Document],
    *,
    examples: Sequence[Example] = (),
    cache_dir: Path | None = None,
) -> TrainedModel:
    """A model that answers from other entries with the weights and thresholds of this one: what was just
    published answers at once, while the training that learns from it goes on. A model that had nothing to
    answer from has no weights to lend, and the training is done instead."""
    begun = time.perf_counter()
    documents = list(documents)
    promises = (model.report.target_error, model.report.useless_offers)
    calibrated, plug_in = model.calibration, model.encoder
    data = corpus.build(documents, examples)
    if calibrated is None or all(row.entry == corpus.NOBODY for row in data.rows):
        choice = plug_in or "lexical"
        return train(
            documents,
            examples=examples,
            encoder=choice,
            target_error=promises[0],
            useless_offers=promises[1],
            cache_dir=cache_dir,
        )
    start = prior.load()
    scorer = make_scorer(data, plug_in, VectorCache(cache_dir), start)
    if scorer.regression is not None:
        scorer.regression.forget_training()
    version = f"{_version(documents, examples, plug_in, promises, start)}-adopted"
    report = replace(
        model.report,
        entries=len(data.ids),
        phrasings=len(data.rows),
        seconds=time.perf_counter() - begun,
        note="answers with the weights of the model before, until it is trained anew",
    )
    return TrainedModel(version, report, plug_in, scorer, calibrated)


def fit(
    data: corpus.Corpus,
    plug_in: encoders.Encoder | None,
    cache: VectorCache,
    start: prior.Prior,
    *,
    promises: tuple[float, float],
    progress: Progress | None = None,
) -> tuple[Scorer, calibration.Calibration]:
    """The scorer of a corpus and its calibration. `promises` are the acceptable shares of wrong answers and
    of useless offers."""
    meanings = _meanings(data, plug_in, cache, start, progress)
    scorer = Scorer(data, meanings)
    if scorer.regression is not None and len(data.rows) > EXACT:
        scorer.regression.forget_training()
    if progress:
        progress("calibration", 0.0)
    # Past so many rows, leaving out is tried on an even part of them: as telling, and much less work.
    part, kept = corpus.thin(data, EXACT)
    tried = scorer
    if len(kept) < len(data.rows):
        some = replace(meanings, rows=meanings.rows[kept]) if meanings else None
        tried = Scorer(part, some, scorer.words.part(kept))
        if scorer.regression is None:  # too many rows and entries for one: it must not be counted on
            tried.regression = None
    own = start.semantic if plug_in else start.lexical
    return scorer, calibration.calibrate(scorer, own, *promises, make_evidence(tried, plug_in, cache, own))


def make_scorer(
    data: corpus.Corpus, plug_in: encoders.Encoder | None, cache: VectorCache, start: prior.Prior
) -> Scorer:
    """Measures over a corpus, with vectors from the cache where it has them."""
    return Scorer(data, _meanings(data, plug_in, cache, start, None))


def _meanings(
    data: corpus.Corpus,
    plug_in: encoders.Encoder | None,
    cache: VectorCache,
    start: prior.Prior,
    progress: Progress | None,
) -> Meanings | None:
    """The vectors of a corpus; None without an encoder."""
    if plug_in is None:
        return None
    rows = cache.encode(plug_in, [row.text for row in data.rows], progress=progress)
    answers, passages = (
        cache.encode(plug_in, [text for _, text in texts], answer=True, progress=progress)
        for texts in (data.answers, data.passages)
    )
    return Meanings(rows, answers, passages, _centre(plug_in, start))


def _centre(plug_in: encoders.Encoder, start: prior.Prior) -> np.ndarray | None:
    """The mean vector of ordinary questions, where the prior knows it for the encoder."""
    if plug_in.name == encoders.USE.name:  # the second part of the encoder that the prior was made with
        return start.centre[-plug_in.size :] / np.float32(encoders.SHARES[1])
    known = encoders.is_e5(plug_in) and len(start.centre) == plug_in.size
    return start.centre if known else None


def make_evidence(
    scorer: Scorer, plug_in: encoders.Encoder | None, cache: VectorCache, own: prior.Start
) -> calibration.Evidence:
    """Questions of known outcome for a scorer."""
    foreign = [corpus.text_of(text) for text in prior.foreign()]
    vectors = cache.encode(plug_in, foreign) if plug_in else None
    rough, _ = calibration.start_weights(own, scorer)
    return calibration.gather(scorer, rough, foreign, vectors)


def _version(
    documents: Sequence[Document],
    examples: Sequence[Example],
    plug_in: encoders.Encoder | None,
    promises: tuple[float, float],
    start: prior.Prior,
) -> str:
    data = {
        "documents": sorted(
            (asdict(document) for document in documents), key=lambda one: str(one["entry_id"])
        ),
        "examples": sorted((asdict(example) for example in examples), key=json.dumps),
        "settings": [_FORMAT, plug_in.name if plug_in else "lexical", *promises, start.digest],
    }
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _note(calibrated: calibration.Calibration) -> str:
    if calibrated.careful:
        return (
            f"only {calibrated.own_questions} own phrasings to check against: thresholds are the careful "
            "ones of a new knowledge base; more phrasings an entry make them its own"
        )
    return f"checked against {calibrated.own_questions} own phrasings that were left out"
