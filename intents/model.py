"""The trained model: reads a question and says which entry answers it, how surely, and why."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from intents import confidence, effort, joining, label_shift, lexical, normalise, offering
from intents import signals as signs
from intents.calibration import Calibration, nobody_column, sizes
from intents.corpus import NOBODY, Corpus, text_of
from intents.encoders import Encoder
from intents.scoring import Likeness, Questions, Scorer
from intents.types import Candidate, Decision, Explanation, Understanding
from intents.vectors import Remembering, VectorCache

_SHOWN = 10  # candidates in an understanding
_BATCH = 64
_VERBATIM = 0.99
"""Confidence in a question that is, word for word, a title or phrasing of one entry and of no other: not an
estimate but what the editor said. One in a hundred is left for phrasings put under the wrong entry."""


@dataclass(frozen=True, slots=True)
class Report:
    """What training knows of the model it made. Shares are between 0 and 1.

    `target_error` and `useless_offers` are what was promised; `answered` is the share of answerable questions
    that the model expects to answer rightly at the target, 0 where there is too little data to say. `careful`
    says that the promise rests on the shipped start more than on own data; `note` says it in words;
    `without_answer` is the share of questions that are taken to have none.
    """

    entries: int
    phrasings: int
    encoder: str
    target_error: float
    useless_offers: float
    answered: float
    careful: bool
    own_questions: int
    seconds: float
    note: str
    without_answer: float = confidence.OUT_OF_SCOPE


@dataclass(frozen=True, slots=True)
class _Estimate:
    """Some questions, measured: see `confidence.LEVELS` for `levels`."""

    ranked: Sequence[str]
    asked: Questions
    alike: Likeness
    task: joining.Task
    shares: np.ndarray
    levels: np.ndarray


class TrainedModel:
    """See `intents.types.Model`. Without `scorer` and `calibration` there is nothing to answer from."""

    def __init__(
        self,
        version: str,
        report: Report,
        encoder: Encoder | None,
        scorer: Scorer | None,
        calibration: Calibration | None,
    ) -> None:
        self._version = version
        self.report = report
        self._encoder = encoder
        self._scorer = scorer
        self._calibration = calibration
        self._verbatim = _verbatim(scorer.corpus) if scorer is not None else {}

    @property
    def version(self) -> str:
        """Names the training data and settings."""
        return self._version

    @property
    def encoder(self) -> Encoder | None:
        """What gives the meaning of texts; None where ranking is lexical."""
        return self._encoder

    @property
    def calibration(self) -> Calibration | None:
        """Weights and thresholds; None where there is nothing to answer from."""
        return self._calibration

    @property
    def thresholds(self) -> tuple[float, float]:
        """The confidence from which line zero answers, and the joint probability from which it offers."""
        if self._calibration is None:
            return 1.0, 1.0
        return self._calibration.answer_from, self._calibration.offer_from

    def remembering(self, cache: VectorCache) -> TrainedModel:
        """The same model, which keeps the vectors of questions: for asking the same ones again."""
        encoder = Remembering(self._encoder, cache) if self._encoder else None
        return TrainedModel(self._version, self.report, encoder, self._scorer, self._calibration)

    def adapted(self, asked: Sequence[str], vectors: VectorCache | None = None) -> TrainedModel:
        """The model that keeps its promises on questions such as these, whose answers nobody has told: the
        share of them that has no answer shows in how sure it is of each. Too few questions change
        nothing, and neither does a model without an encoder.
        `vectors` keeps what they mean."""
        calibration = self._calibration
        if calibration is None or self._encoder is None or len(asked) < label_shift.FEWEST:
            return self  # by words alone, the real questions of customers seem stranger than they are
        levels = (self if vectors is None else self.remembering(vectors))._levels_of(asked)
        share = label_shift.share_without_answer(levels[:, confidence.HELD])
        moved = label_shift.move(levels, share)
        answer_from = label_shift.answer_from(moved[:, 0], self.report.target_error)
        adapted = replace(
            calibration,
            answer_from=answer_from,
            offer_from=label_shift.offer_from(moved, answer_from, self.report.useless_offers),
            without_answer=share,
        )
        version = f"{self._version}-{hashlib.sha256(repr(sorted(asked)).encode()).hexdigest()[:6]}"
        report = replace(self.report, without_answer=share)
        return TrainedModel(version, report, self._encoder, self._scorer, adapted)

    def _levels_of(self, asked: Sequence[str]) -> np.ndarray:
        """Probabilities of each level before the share of questions without an answer is known."""
        found = []
        for start in range(0, len(asked), _BATCH):
            ranked = [normalise.core(normalise.read(text).text) for text in asked[start : start + _BATCH]]
            found.append(self._estimate(ranked).levels)
        return np.concatenate(found)

    def understand(self, text: str, *, previous: str = "", language: str = "") -> Understanding:
        """Read one question. See `intents.types.Model.understand`."""
        reading = normalise.read(text, language)
        ranked = normalise.core(reading.text)
        if previous and normalise.leans(reading.text):
            ranked = f"{normalise.core(normalise.read(previous, language).text)} {ranked}"
        return self._rank([text], [reading], [ranked])[0]

    def understand_many(self, texts: Sequence[str]) -> list[Understanding]:
        """Read many independent questions, faster than one by one."""
        found: list[Understanding] = []
        for start in range(0, len(texts), _BATCH):
            some = texts[start : start + _BATCH]
            readings = [normalise.read(text) for text in some]
            found += self._rank(some, readings, [normalise.core(reading.text) for reading in readings])
        return found

    def _rank(
        self, texts: Sequence[str], readings: Sequence[normalise.Reading], ranked: Sequence[str]
    ) -> list[Understanding]:
        scorer, calibration = self._scorer, self._calibration
        if scorer is None or calibration is None:
            return [
                self._understanding(text, reading, 0.0, (), Explanation())
                for text, reading in zip(texts, readings, strict=True)
            ]
        estimate = self._estimate(ranked)
        ranked, asked, alike, task = estimate.ranked, estimate.asked, estimate.alike, estimate.task
        shares, nobody = estimate.shares, nobody_column(scorer)
        levels = label_shift.move(estimate.levels, calibration.without_answer)
        results = []
        for place, (text, reading) in enumerate(zip(texts, readings, strict=True)):
            columns = task.columns[place].tolist()
            order = np.argsort(-shares[place], kind="stable").tolist()
            # A text without a single letter or digit asks nothing.
            sure = levels[place] if asked.stems[place] else np.zeros(confidence.LEVELS)
            said = self._said(ranked[place], text)
            if said in columns:
                order.sort(key=[column != said for column in columns].__getitem__)
                sure = np.maximum(sure, _VERBATIM)
            best = [n for n in order if columns[n] != nobody][:_SHOWN]
            entries = [columns[n] for n in best]
            candidates = _candidates(
                [scorer.corpus.ids[entry] for entry in entries], shares[place, best], sure
            )
            explanation = self._explain(scorer, ranked[place], entries[0], alike, place)
            results.append(self._understanding(text, reading, float(sure[0]), candidates, explanation))
        return results

    def _estimate(self, ranked: Sequence[str]) -> _Estimate:
        """Measure questions against the entries and say how likely each number of candidates will do."""
        scorer, calibration = self._scorer, self._calibration
        assert scorer is not None  # noqa: S101 - there is something to answer from
        assert calibration is not None  # noqa: S101
        effort.check()
        ranked = [scorer.spelling.mend(text) for text in ranked]
        effort.check()
        vectors = self._encoder.encode(ranked) if self._encoder else None
        effort.check()
        asked = scorer.questions(ranked, vectors)
        alike = scorer.likeness(asked)
        features = scorer.measure(asked, alike, scorer.regress(alike))
        task = joining.shortlist(features, calibration.joining)
        shares = joining.probabilities(task, calibration.joining)
        found = confidence.signs(task, shares, calibration.near, sizes(ranked), nobody_column(scorer))
        levels = confidence.probabilities(found, calibration.confidence)
        return _Estimate(ranked, asked, alike, task, shares, levels)

    def _said(self, ranked: str, text: str) -> int | None:
        """The entry that the question is a wording of, word for word; None where of none, or of several."""
        said = self._verbatim.get(_bare(ranked))
        return self._verbatim.get(_bare(text_of(text))) if said is None else said

    def _understanding(
        self,
        text: str,
        reading: normalise.Reading,
        certainty: float,
        candidates: tuple[Candidate, ...],
        explanation: Explanation,
    ) -> Understanding:
        found = Understanding(
            text=text,
            normalised=reading.text,
            language=reading.language,
            decision=Decision.HANDOFF,
            confidence=certainty,
            candidates=candidates,
            signals=signs.read_signals(text),
            explanation=explanation,
        )
        return offering.decide(found, *self.thresholds)

    @staticmethod
    def _explain(scorer: Scorer, ranked: str, column: int, alike: Likeness, place: int) -> Explanation:
        """The phrasing of the entry that came nearest, and the words it shares with the question."""
        rows = scorer.rows_of.get(column)
        if rows is None:
            return Explanation()
        near = alike.words if alike.meaning is None else alike.meaning
        phrasing = scorer.corpus.rows[rows.start + int(near[place, rows].argmax())]
        there = set(lexical.stems(phrasing.text))
        shared = [word for word in lexical.words(ranked) if lexical.stem(word) in there]
        return Explanation(phrasing.written, tuple(dict.fromkeys(shared)))


def _bare(text: str) -> str:
    return text.strip(' .,!?…:;-()«»"')


def _verbatim(corpus: Corpus) -> dict[str, int]:
    """The entry of each text that leads to one entry alone; texts of known refusals lead nowhere."""
    entries: dict[str, set[int]] = {}
    for row in corpus.rows:
        entries.setdefault(_bare(row.text), set()).add(row.entry)
    return {text: found.pop() for text, found in entries.items() if len(found) == 1 and NOBODY not in found}


def _candidates(ids: Sequence[str], shares: np.ndarray, levels: np.ndarray) -> tuple[Candidate, ...]:
    """Scores are probabilities of being the right one: those of the first few add up to the probability that
    it is among them, the others share what is left as the ranking has it."""
    first = np.diff(levels[: confidence.BUTTONS], prepend=0.0)
    left = float(levels[confidence.HELD] - levels[confidence.BUTTONS - 1])
    others = shares[confidence.BUTTONS :]
    last = np.minimum(left * others / max(float(others.sum()), 1e-9), first[-1])
    scores = [*first.tolist(), *last.tolist()]
    return tuple(Candidate(entry_id, round(score, 4)) for entry_id, score in zip(ids, scores, strict=False))
