"""How good a model is on questions whose right entry is known: accuracy, refusals, calibration, speed."""

from __future__ import annotations

import resource
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from intents import calibration, training
from intents.encoders import Encoder
from intents.model import Report, TrainedModel
from intents.prior import Prior
from intents.types import Decision, Document, Example, Understanding
from intents.vectors import Progress

_BINS = 10  # of the expected calibration error
_CURVE = 200  # points of the curve at most
_TIMED = 300  # questions asked one by one for the times


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures of one model on one test file. Shares are between 0 and 1.

    `curve` holds (error, coverage) for every threshold, from the surest answer down: error is the wrong share
    of all answers, coverage the share of answerable questions that are answered rightly. `served` is the
    share of answerable questions that are answered rightly or whose entry is offered, `offered` the share of
    all questions that offers are made for, `useful` the share of offers that hold the right entry, which was
    `promised_useful`; `buttons` is how many an offer has. `promised_error` is the wrong share that the
    confidences of the answers given promise, `without_answer` the share of questions taken to have none.
    """

    accuracy: float
    auroc: float | None
    answered_at_target: float
    error_at_target: float
    curve: list[dict[str, float]]
    ece: float
    train_seconds: float
    ms_p50: float
    ms_p95: float
    peak_mb: float
    questions: int = 0
    out_of_scope: int = 0
    threshold: float = 0.0
    encoder: str = ""
    recall_at_5: float = 0.0
    served: float = 0.0
    offered: float = 0.0
    useful: float = 0.0
    promised_useful: float = 0.0
    promised_error: float = 0.0
    without_answer: float = 0.0
    buttons: float = 0.0
    expected: dict[str, float | bool] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """Plain data."""
        return asdict(self)


def documents_of(texts: Sequence[str], labels: Sequence[str], *, readable: bool = True) -> list[Document]:
    """Entries from labelled phrasings: a label is an entry, and its name, if it has words, the title."""
    phrasings: dict[str, list[str]] = defaultdict(list)
    for text, label in zip(texts, labels, strict=True):
        phrasings[label].append(text)
    return [
        Document(label, {"en": title} if readable and (title := _title(label)) else {}, {}, tuple(found))
        for label, found in phrasings.items()
    ]


def _title(label: str) -> str:
    """«card_arrival» → “card arrival”; nothing where the label is a number or a code."""
    words = label.replace("_", " ").replace("-", " ").replace("/", " ").replace(".", " ").split()
    title = " ".join(words)
    letters = sum(sign.isalpha() for sign in title)
    return title if letters >= 3 and letters > 0.7 * len(title.replace(" ", "")) else ""


def evaluate(
    train: tuple[Sequence[str], Sequence[str]],
    test: tuple[Sequence[str], Sequence[str]],
    *,
    out_of_scope: str | None = None,
    target_error: float = 0.05,
    useless_offers: float = calibration.USELESS,
    encoder: str | Encoder = "auto",
    cache_dir: Path | None = None,
    progress: Progress | None = None,
    start: Prior | None = None,
    log: Sequence[str] = (),
    timed: int = _TIMED,
) -> Evaluation:
    """Train on (texts, labels) and ask the test's questions.

    Training rows labelled `out_of_scope` are known refusals. Thresholds come from the training data alone.
    `log` are questions without labels that the model adapts to before it is measured (see
    `intents.label_shift`). `timed` questions are asked once more, one by one, for the times.
    A test label that no training row has counts as out of scope as well.
    """
    known = [(text, label) for text, label in zip(*train, strict=True) if label != out_of_scope]
    refusals = [text for text, label in zip(*train, strict=True) if label == out_of_scope]
    begun = time.perf_counter()
    model = training.train(
        documents_of([text for text, _ in known], [label for _, label in known]),
        examples=[Example(text, None) for text in refusals],
        encoder=encoder,
        target_error=target_error,
        useless_offers=useless_offers,
        cache_dir=cache_dir,
        progress=progress,
        start=start,
    ).adapted(log)
    seconds = time.perf_counter() - begun
    entries = {label for _, label in known}
    expected = [label if label in entries else None for label in test[1]]
    understood = model.understand_many(list(test[0]))
    times = measure_times(model, list(test[0]), timed)
    return score(
        understood, [frozenset({one}) if one else frozenset() for one in expected], model.report
    ).with_times(seconds, times, model.thresholds[0])


@dataclass(frozen=True, slots=True)
class Scored:
    """What the answers alone say, before times are added."""

    values: dict[str, object]
    report: Report

    def with_times(self, seconds: float, times: tuple[float, float], threshold: float) -> Evaluation:
        """The whole evaluation."""
        return Evaluation(
            train_seconds=round(seconds, 3),
            ms_p50=round(times[0], 3),
            ms_p95=round(times[1], 3),
            peak_mb=round(peak_memory(), 1),
            threshold=round(threshold, 4),
            encoder=self.report.encoder,
            expected={"answered": round(self.report.answered, 4), "careful": self.report.careful},
            **self.values,  # type: ignore[arg-type]
        )


def score(understood: Sequence[Understanding], right: Sequence[frozenset[str]], report: Report) -> Scored:
    """Compare with the right entries of each question (none: out of scope)."""
    answerable = np.array([bool(one) for one in right], bool)
    best = np.array(
        [
            bool(found.candidates) and found.candidates[0].entry_id in one
            for found, one in zip(understood, right, strict=True)
        ],
        bool,
    )
    sure = np.array([found.confidence for found in understood])
    answered = np.array([found.decision is Decision.ANSWER for found in understood], bool)
    offers = [
        (found.probability_offered, len(found.offered), not one.isdisjoint(found.offered))
        for found, one in zip(understood, right, strict=True)
        if found.decision is Decision.CLARIFY
    ]
    promised, buttons, useful = np.array(offers, float).T if offers else np.zeros((3, 0))
    inside = max(1, int(answerable.sum()))
    five = [_among(found, one, 5) for found, one in zip(understood, right, strict=True)]
    values: dict[str, object] = {
        "accuracy": round(float(best[answerable].mean()) if answerable.any() else 0.0, 4),
        "auroc": auroc(sure, answerable),
        "answered_at_target": round(float((answered & best).sum() / inside), 4),
        "error_at_target": round(float((answered & ~best).sum() / max(1, answered.sum())), 4),
        "curve": curve(sure, best, answerable),
        "ece": round(calibration_error(sure, best), 4),
        "questions": len(right),
        "out_of_scope": int((~answerable).sum()),
        "recall_at_5": round(float(np.array(five)[answerable].mean()) if answerable.any() else 0.0, 4),
        "served": round(float(((answered & best).sum() + useful.sum()) / inside), 4),
        "offered": round(len(offers) / max(1, len(right)), 4),
        "useful": _mean(useful),
        "promised_useful": _mean(promised),
        "promised_error": _mean(1 - sure[answered]),
        "without_answer": round(report.without_answer, 4),
        "buttons": _mean(buttons),
    }
    return Scored(values, report)


def _mean(values: np.ndarray) -> float:
    return round(float(values.mean()), 4) if len(values) else 0.0


def _among(found: Understanding, right: frozenset[str], first: int) -> bool:
    return any(candidate.entry_id in right for candidate in found.candidates[:first])


def auroc(sure: np.ndarray, answerable: np.ndarray) -> float | None:
    """How well confidence tells answerable questions from others; None where there are no others."""
    if answerable.all() or not answerable.any():
        return None
    from sklearn.metrics import roc_auc_score  # noqa: PLC0415 - half a second that only this needs

    return round(float(roc_auc_score(answerable, sure)), 4)


def curve(sure: np.ndarray, right: np.ndarray, answerable: np.ndarray) -> list[dict[str, float]]:
    """(error, coverage) at every threshold, thinned to a readable number of points."""
    if not len(sure):
        return []
    order = np.argsort(-sure, kind="stable")
    hits = np.cumsum(right[order])
    count = np.arange(1, len(order) + 1)
    ends = np.flatnonzero(np.r_[np.diff(sure[order]) != 0, True])  # equal confidence is answered together
    if len(ends) > _CURVE:
        ends = ends[np.unique(np.linspace(0, len(ends) - 1, _CURVE).astype(int))]
    inside = max(1, int(answerable.sum()))
    return [
        {"error": round(float(1 - hits[n] / count[n]), 4), "coverage": round(float(hits[n] / inside), 4)}
        for n in ends
    ]


def coverage_at(points: Sequence[dict[str, float]], error: float) -> float:
    """The largest coverage of a curve at which the error is at most this."""
    return max((point["coverage"] for point in points if point["error"] <= error), default=0.0)


def calibration_error(sure: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error over ten bins of equal width (Naeini et al. 2015)."""
    if not len(sure):
        return 0.0
    bins = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    gaps = [
        (bins == place).mean() * abs(sure[bins == place].mean() - right[bins == place].mean())
        for place in np.unique(bins)
    ]
    return float(sum(gaps))


def measure_times(model: TrainedModel, texts: Sequence[str], count: int = _TIMED) -> tuple[float, float]:
    """Milliseconds a question, one by one: median and 95th percentile."""
    if not texts or not count:
        return 0.0, 0.0
    taken = []
    for text in texts[:: max(1, len(texts) // count)][:count]:
        begun = time.perf_counter()
        # A space at the end is another text to every cache, and no other question.
        model.understand(f"{text} ")
        taken.append((time.perf_counter() - begun) * 1000)
    return float(np.percentile(taken, 50)), float(np.percentile(taken, 95))


def peak_memory() -> float:
    """The most memory this process has had, in megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def plot(found: Evaluation, file: Path, title: str, target_error: float) -> None:
    """Draw the curve of risk against coverage into a picture."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - heavy, and only pictures need it

    figure = Figure(figsize=(7, 4.5), layout="constrained")
    axes = figure.subplots()
    axes.plot([point["error"] for point in found.curve], [point["coverage"] for point in found.curve])
    axes.plot([found.error_at_target], [found.answered_at_target], "o", label="at the chosen threshold")
    axes.axvline(target_error, linestyle="--", linewidth=1, label="error asked for")
    axes.set(
        xlabel="wrong share of all answers",
        ylabel="answerable questions answered rightly",
        title=title,
        xlim=(0, max(0.3, found.error_at_target * 1.2)),
        ylim=(0, 1),
    )
    axes.legend(loc="lower right")
    axes.grid(alpha=0.3)
    figure.savefig(file, dpi=120)
