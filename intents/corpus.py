"""What a model is trained on: the texts of entries and of use, one row each, cleaned, without doubles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from intents import normalise
from intents.types import Document, Example

NOBODY = -1  # in place of an entry: the question is known to have no answer here


_SENTENCE = re.compile(r"(?<=[.!?;…])\s{1,12}|\n\s{0,12}")
_SHORT = 40  # signs; a shorter sentence stays with the one before it
_MOST_PASSAGES = 12  # of one answer
_ALL_PASSAGES = 20_000  # of a knowledge base: beyond, their vectors would be most of the memory


@dataclass(frozen=True, slots=True)
class Row:
    """One way to ask for an entry; `entry` is its number in `Corpus.ids`."""

    entry: int
    written: str
    text: str
    title: bool = False


@dataclass(frozen=True, slots=True)
class Corpus:
    """Entries and the texts that lead to them; rows are ordered by entry, NOBODY's first.

    `answers` are (entry, plain answer); `passages` are their pieces, a sentence or two each.
    """

    ids: tuple[str, ...]
    rows: tuple[Row, ...]
    answers: tuple[tuple[int, str], ...]
    passages: tuple[tuple[int, str], ...] = ()

    @property
    def phrasings_per_entry(self) -> float:
        """Mean number of rows that an entry has."""
        own = sum(row.entry != NOBODY for row in self.rows)
        return own / len(self.ids) if self.ids else 0.0


def thin(corpus: Corpus, most: int, seed: int = 0) -> tuple[Corpus, np.ndarray]:
    """At most so many rows, of each entry the same share (one at least), and the numbers of the kept ones."""
    if len(corpus.rows) <= most:
        return corpus, np.arange(len(corpus.rows))
    chance = np.random.default_rng(seed)
    order = chance.permutation(len(corpus.rows))
    entry = np.array([row.entry for row in corpus.rows])[order]
    # The place of a row among those of its entry, as a share: the first places of all entries come first.
    by_entry = np.argsort(entry, kind="stable")
    _, starts, counts = np.unique(entry[by_entry], return_index=True, return_counts=True)
    place = np.empty(len(order))
    place[by_entry] = (np.arange(len(order)) - np.repeat(starts, counts)) / np.repeat(counts, counts)
    kept = np.sort(order[np.argsort(place, kind="stable")[:most]])
    return replace(corpus, rows=tuple(corpus.rows[n] for n in kept)), kept


def text_of(written: str) -> str:
    """The text that is ranked for a title or phrasing."""
    return normalise.core(normalise.clean(written))


def passages(answer: str) -> list[str]:
    """The pieces of an answer that a question may be about: a sentence each, short ones together."""
    found: list[str] = []
    for sentence in _SENTENCE.split(answer):
        text = normalise.clean(sentence)
        if found and text and (len(text) < _SHORT or len(found[-1]) < _SHORT):
            found[-1] = f"{found[-1]} {text}"
        elif text:
            found.append(text)
    return found[:_MOST_PASSAGES]


def _passages(documents: Iterable[tuple[int, Document]]) -> Iterator[tuple[int, str]]:
    """Pieces of answers that have more than one; others are compared as a whole."""
    for number, document in documents:
        for _, answer in sorted(document.answers.items()):
            pieces = passages(answer)
            if len(pieces) > 1:
                yield from ((number, piece) for piece in pieces)


def build(documents: Iterable[Document], examples: Sequence[Example]) -> Corpus:
    """Gather the rows. Entries are sorted by id and rows by entry, so that order of input changes nothing."""
    by_id = {document.entry_id: document for document in documents}
    ids = tuple(sorted(by_id))
    number = {entry_id: place for place, entry_id in enumerate(ids)}
    rows: dict[tuple[int, str], Row] = {}

    def add(entry: int, written: str, *, title: bool = False) -> None:
        text = text_of(written)
        if text:
            rows.setdefault((entry, text), Row(entry, written, text, title))

    for entry_id in ids:
        document = by_id[entry_id]
        for _, title in sorted(document.titles.items()):
            add(number[entry_id], title, title=True)
        for phrasing in document.phrasings:
            add(number[entry_id], phrasing)
    rejected: list[Example] = []
    for example in examples:
        if example.entry_id is None:
            add(NOBODY, example.text)
        elif example.entry_id in number:
            entry = number[example.entry_id]
            if example.right:
                add(entry, example.text)
            else:
                rejected.append(example)
    # A wrong answer whose right one nobody has told yet is better not given again. What an entry says of
    # itself, or was confirmed for, outweighs it.
    known = {text for _, text in rows}
    for example in rejected:
        if text_of(example.text) not in known:
            add(NOBODY, example.text)
    answers = tuple(
        (number[entry_id], text)
        for entry_id in ids
        for _, answer in sorted(by_id[entry_id].answers.items())
        if (text := normalise.clean(answer))
    )
    ordered = sorted(rows.values(), key=lambda row: (row.entry, not row.title, row.text))
    pieces = tuple(_passages((number[entry_id], by_id[entry_id]) for entry_id in ids))
    return Corpus(ids, tuple(ordered), answers, pieces if len(pieces) <= _ALL_PASSAGES else ())
