"""How much of what two wordings are about is the same words, the rare ones counting most.

«Сколько стоит роутер?» and «Сколько стоит ТВ?» are alike letter by letter, and ask different things: what
tells them apart is the one word that is not ordinary.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from intents import corpus, lexical

_FUNCTION_WORDS = """
а без бы быть в вам вас ваш весь во вы где да для до его ее если есть же за и из или их к как какой ко когда
который кто куда ли между мне мой мочь можно мы на над надо нам нас наш не но ну нужно о об он она они оно от
откуда по под почему при про с сам сколько со так такой там тебя то только тот ты у уже хотеть чего чем что
чтобы это этот я
a about am an and any are as at be been but by can could did do does for from get had has have help how i if
in into is it its me my need of on or our please shall should so that the their there they this to want was
we were what when where which who why will with would you your
"""
_ORDINARY = frozenset(_FUNCTION_WORDS.split())


def shared(some: Sequence[str], others: Sequence[str]) -> np.ndarray:
    """Weight of the words that two wordings share in the weight of all their words, shape (some, others),
    0 to 1. A word weighs its inverse document frequency among all of the texts; words of grammar weigh
    nothing."""
    texts = [_content(text) for text in (*some, *others)]
    place = {word: number for number, word in enumerate(sorted(set().union(*texts)))}
    rows = np.repeat(np.arange(len(texts)), [len(words) for words in texts])
    columns = [place[word] for words in texts for word in sorted(words)]
    shape = (len(texts), max(1, len(place)))
    there = sparse.csr_matrix((np.ones(len(columns), np.float32), (rows, columns)), shape=shape)
    used = np.bincount(columns, minlength=shape[1])
    weights = np.log((len(texts) + 1) / (used + 0.5)).astype(np.float32)
    mine, theirs = there[: len(some)], there[len(some) :]
    common = np.asarray((mine.multiply(weights).tocsr() @ theirs.T).toarray(), np.float32)
    whole = (mine @ weights)[:, None] + (theirs @ weights)[None, :] - common
    return np.asarray(np.divide(common, whole, out=np.zeros_like(common), where=whole > 0))


def _content(text: str) -> frozenset[str]:
    """The stems of a text without words of grammar."""
    return frozenset(lexical.stems(corpus.text_of(text))) - _ORDINARY
