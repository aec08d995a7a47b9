"""Makes `intents/prior/letters.npz`: which letters follow which in English and Russian.

    python -m bench.understanding.make_letters --data ../shared/data

Counted over the training parts of BANKING77, CLINC150, HWU64 (English), of HWU-ru and the Russian small
talk. The file holds statistics alone: one byte for each triple of letters.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from bench.understanding import datasets
from intents import letters


def table(texts: Iterable[str], alphabet: str) -> np.ndarray:
    """Natural logarithm of P(letter | the two before it), times −16, as bytes; shape (n, n, n)."""
    size = len(alphabet)
    place = {letter: number for number, letter in enumerate(alphabet)}
    counts = np.zeros((size, size, size))
    for text in texts:
        for word in re.findall(f"[{alphabet[1:]}]+", text.lower().replace("ё", "е")):
            marked = f"  {word} "
            for first, second, third in zip(marked, marked[1:], marked[2:], strict=False):
                counts[place[first], place[second], place[third]] += 1
    pairs = counts.sum(axis=0) + 0.5
    backed_off = pairs / pairs.sum(axis=1, keepdims=True)
    share = (counts + 2 * backed_off[None]) / (counts.sum(axis=2, keepdims=True) + 2)
    return np.asarray(np.clip(np.round(-16 * np.log(share)), 0, 255), np.uint8)


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    data = parser.parse_args().data
    english = [
        *datasets.labelled(data / "banking77/train.csv", label="category").texts,
        *datasets.clinc(data, "train").texts,
        *datasets.labelled(data / "hwu64/train.csv").texts,
    ]
    russian = [
        *datasets.labelled(data / "hwu_ru/train.csv", text="text_ru").texts,
        *datasets.small_talk(data),
    ]
    np.savez_compressed(
        letters.FILE, en=table(english, letters.ALPHABETS["en"]), ru=table(russian, letters.ALPHABETS["ru"])
    )


if __name__ == "__main__":
    main()
