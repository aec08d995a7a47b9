"""The public sets as experiments: what is trained on, what is asked, which start never saw the set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.understanding.datasets import OUT_OF_SCOPE, Labelled, clinc, labelled

PRIORS = Path(__file__).parent / "priors"


@dataclass(frozen=True, slots=True)
class Experiment:
    """One row of the table. `start` names the file of `priors` that the set had no part in, empty for the
    shipped one; `goal` maps a measure to what is aimed at; `at` is the error at which coverage is taken."""

    name: str
    load: Callable[[Path], tuple[Labelled, Labelled]]
    start: str = ""
    encoder: str = "e5"
    goal: str = ""
    at: float = 0.1
    needs: str = ""


def _banking(train: str, test: str = "test.csv") -> Callable[[Path], tuple[Labelled, Labelled]]:
    def load(data: Path) -> tuple[Labelled, Labelled]:
        column = "category" if train == "train.csv" else "label"
        tested = "category" if test == "test.csv" else "label"
        folder = data / "banking77"
        return labelled(folder / train, label=column), labelled(folder / test, label=tested)

    return load


def _clinc(shots: int) -> Callable[[Path], tuple[Labelled, Labelled]]:
    def load(data: Path) -> tuple[Labelled, Labelled]:
        strange = clinc(data, "oos_test")
        test = labelled(data / "clinc150/fewshot_test.csv")
        refused = Labelled(strange.texts, [OUT_OF_SCOPE] * len(strange))
        return labelled(data / f"clinc150/fewshot_train_{shots}.csv"), test + refused

    return load


def _hwu(shots: int) -> Callable[[Path], tuple[Labelled, Labelled]]:
    def load(data: Path) -> tuple[Labelled, Labelled]:
        return labelled(data / f"hwu64/train_{shots}.csv"), labelled(data / "hwu64/test.csv")

    return load


def _hwu_russian(*, repeated: bool) -> Callable[[Path], tuple[Labelled, Labelled]]:
    def load(data: Path) -> tuple[Labelled, Labelled]:
        train = labelled(data / "hwu_ru/train.csv", text="text_ru")
        test = labelled(data / "hwu_ru/test.csv", text="text_ru")
        if repeated:
            return train, test
        seen = set(train.texts)
        pairs = [(x, y) for x, y in zip(test.texts, test.labels, strict=True) if x not in seen]
        return train, Labelled([x for x, _ in pairs], [y for _, y in pairs])

    return load


def _sofmattress(data: Path) -> tuple[Labelled, Labelled]:
    folder = data / "hint3_sofmattress"
    test = labelled(folder / "v1_test.csv", text="sentence")
    labels = [OUT_OF_SCOPE if label == "NO_NODES_DETECTED" else label for label in test.labels]
    return labelled(folder / "v1_train.csv", text="sentence"), Labelled(test.texts, labels)


def _banking_oos(*, known: bool) -> Callable[[Path], tuple[Labelled, Labelled]]:
    def load(data: Path) -> tuple[Labelled, Labelled]:
        folder = data / "banking77_oos"
        train = labelled(folder / "train.csv")
        if known:
            train += labelled(folder / "id-oos_train.csv")
        parts = [labelled(folder / f"{name}.csv") for name in ("test", "id-oos_test", "ood-oos_test")]
        return train, parts[0] + parts[1] + parts[2]

    return load


EXPERIMENTS = (
    Experiment(
        "BANKING77 10-shot", _banking("fewshot_train_10.csv", "fewshot_test.csv"), "banking77", goal="≥ .87"
    ),
    Experiment(
        "BANKING77 5-shot", _banking("fewshot_train_5.csv", "fewshot_test.csv"), "banking77", goal="≥ .81"
    ),
    Experiment("BANKING77 full", _banking("train.csv"), "banking77", goal="≥ .945"),
    Experiment(
        "BANKING77 10-shot, lexical",
        _banking("fewshot_train_10.csv", "fewshot_test.csv"),
        "banking77",
        "lexical",
        goal="≥ .79",
    ),
    Experiment("CLINC150 10-shot + OOS", _clinc(10), "clinc150", goal="≥ .93"),
    Experiment("CLINC150 5-shot + OOS", _clinc(5), "clinc150", goal="≥ .90"),
    Experiment("HWU64 10-shot", _hwu(10), "hwu", goal="≥ .86"),
    Experiment("HWU64 5-shot", _hwu(5), "hwu"),
    Experiment("HWU-ru, repeated texts dropped", _hwu_russian(repeated=False), "hwu", goal="≥ .84"),
    Experiment("HWU-ru, all", _hwu_russian(repeated=True), "hwu"),
    Experiment("SOFMattress v1", _sofmattress, goal="≥ .82; ≥ .60 at 20 %", at=0.2),
    Experiment("BANKING77-OOS", _banking_oos(known=False), "banking77", goal="≥ .60 at 10 %"),
    Experiment("BANKING77-OOS, refusals known", _banking_oos(known=True), "banking77", goal="≥ .80 at 10 %"),
)
