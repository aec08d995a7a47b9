"""What stands beside line zero: TF-IDF with a linear SVM, single rankers, recorded answers of others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion, make_pipeline
from sklearn.svm import LinearSVC

from bench.understanding.datasets import Faq, Labelled, read_csv
from intents import corpus, lexical
from intents.encoders import Encoder, Joined
from intents.evaluation import coverage_at, curve
from intents.lexical import EntryIndex


def linear_svm(train: Labelled, test: Labelled, refused: str, at: float) -> tuple[float, float]:
    """Accuracy on answerable questions, and coverage at an error, of TF-IDF with LinearSVC."""
    known = set(train.labels) - {refused}
    model = make_pipeline(
        FeatureUnion(
            [
                ("words", TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)),
                ("characters", TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)),
            ]
        ),
        LinearSVC(),
    )
    model.fit(train.texts, train.labels)
    margins = np.sort(model.decision_function(test.texts), axis=1)
    found = model.predict(test.texts)
    expected = np.array(test.labels)
    answerable = np.array([label in known for label in test.labels])
    right = (found == expected) & answerable
    sure = np.where(found == refused, -9.0, margins[:, -1])
    return float(right[answerable].mean()), coverage_at(curve(sure, right, answerable), at)


def recorded(folder: Path, refused: str, at: float) -> dict[str, tuple[float, float]]:
    """In-scope accuracy and coverage at an error of the systems whose answers HINT3 recorded."""
    figures = {}
    for name in ("dialogflow", "luis", "rasa", "haptik", "bert"):
        rows = read_csv(folder / f"v1_predictions_{name}.csv")
        answerable = np.array([row["label"] != refused for row in rows])
        answered = np.array([row["predicted_node"] != refused for row in rows])
        right = np.array([row["label"] == row["predicted_node"] for row in rows]) & answerable
        sure = np.where(answered, [float(row["predicted_node_score"]) for row in rows], -9.0)
        figures[name] = float(right[answerable].mean()), coverage_at(curve(sure, right, answerable), at)
    return figures


def single_rankers(faq: Faq, encoder: Encoder) -> dict[str, tuple[float, float]]:
    """Recall at 1 and 5 of each way to rank by itself; of joined encoders, the first."""
    if isinstance(encoder, Joined):
        encoder = encoder.parts[0]
    titles = [corpus.text_of(text) for text in faq.questions]
    asked = [corpus.text_of(text) or text for text in faq.asked]
    words = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True).fit(titles)
    both = EntryIndex([f"{title} {answer}" for title, answer in zip(titles, faq.answers, strict=True)])
    questions = encoder.encode(asked)
    answers = encoder.encode([text.lower() for text in faq.answers], answer=True)
    scores = {
        "TF-IDF of the question": (words.transform(asked) @ words.transform(titles).T).toarray(),
        "BM25 of question and answer": np.stack([both.scores(lexical.stems(text)) for text in asked]),
        "e5 of the question": questions @ encoder.encode(titles).T,
        "e5 of the answer": questions @ answers.T,
    }
    return {name: recall(found, faq) for name, found in scores.items()}


def recall(scores: np.ndarray, faq: Faq) -> tuple[float, float]:
    """Share of questions with a right entry at the first place, and among the first five."""
    order = np.argsort(-scores, axis=1, kind="stable")[:, :5]
    hits = [[faq.ids[n] in right for n in row] for row, right in zip(order, faq.right, strict=True)]
    return float(np.mean([row[0] for row in hits])), float(np.mean([any(row) for row in hits]))
