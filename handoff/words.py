"""Finding cases by what agents remember: a number, a customer's name, words that he wrote.

Words are kept without their endings, one row for each word of a case (`case_words`), so that one index
answers on both databases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, aliased

from store.screen import CaseWord

_WORD = re.compile(r"(?<![\w@+-])[\w@+-]*\w")
_ENDING = re.compile(
    r"(?:ами|ями|ого|его|ому|ему|ыми|ими|ов|ев|ей|ий|ый|ой|ая|яя|ое|ее|ые|ие|ую|юю|ом|ем|ам|ям|ах|ях|ых|их"
    r"|[аеёиоуыьэюяй]|(?<=[a-z])(?:ing|ed|es|s))$"
)
_SHORTEST_STEM = 3
_LONGEST = 40
_MOST_OF_A_CASE = 200
_BEGUN = 30
"""Words that a beginning stands for; the first in the alphabet."""
_COMMON = 20_000
"""Words that more cases have are all the same to the search: common."""


def words_in(text: str) -> tuple[str, ...]:
    """The words of a text as they are kept, each once. A phone number is one word of digits."""
    digits = (re.sub(r"\D", "", found[0]) for found in re.finditer(r"\+?\d[\d ()-]{8,30}\d", text))
    spoken = (stem(found[0]) for found in _WORD.finditer(text.casefold().replace("ё", "е")))
    found = dict.fromkeys(word[:_LONGEST] for word in (*digits, *spoken) if len(word) > 1)
    return tuple(found)


def stem(word: str) -> str:
    """A word without its ending: «договора» and «договор» are one. Names and numbers stay whole."""
    word = word.strip("@+-_")
    if not word.isalpha():
        return word
    short = _ENDING.sub("", word)
    return short if len(short) >= _SHORTEST_STEM else word


def add(session: Session, case_id: int, *texts: str) -> None:
    """Let a case be found by the words of these texts."""
    words = list(dict.fromkeys(word for text in texts for word in words_in(text)))[:_MOST_OF_A_CASE]
    if not words:
        return
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    session.flush()
    session.connection().execute(
        dialect.insert(CaseWord.__table__).on_conflict_do_nothing(),
        [{"word": word, "case_id": case_id} for word in sorted(words)],
    )


def find(session: Session, text: str, *, most: int) -> tuple[int, ...]:
    """Numbers of cases that have all these words, newest first. The last word may be only begun."""
    words = words_in(text)
    if not words:
        return ()
    whole = _having(session, [(word,) for word in words], most)
    if len(whole) >= most:
        return whole
    begun = _having(session, [*((word,) for word in words[:-1]), _beginning_with(session, words[-1])], most)
    return tuple(sorted({*whole, *begun}, reverse=True)[:most])


def _beginning_with(session: Session, start: str) -> tuple[str, ...]:
    """The first words that begin so. One by one: the key leads from each to the next, however many cases
    there are in between, and an equality finds a case at once where a range would be read through."""
    found: list[str] = []
    last = ""
    while len(found) < _BEGUN:
        after = CaseWord.word > last if found else CaseWord.word >= start
        following = select(CaseWord.word).where(after, CaseWord.word <= start + "\U0010ffff")
        word = session.scalar(following.order_by(CaseWord.word).limit(1))
        if word is None:
            break
        found.append(word)
        last = word
    return tuple(found)


def _having(session: Session, wanted: Iterable[tuple[str, ...]], most: int) -> tuple[int, ...]:
    """Cases with one word of each group: those of the rarest group, and of them the ones with the rest."""
    first, *others = sorted(wanted, key=lambda words: _how_many(session, words))
    cases = select(CaseWord.case_id).where(CaseWord.word.in_(first)).distinct()
    for words in others:
        other = aliased(CaseWord)
        same = select(other.case_id).where(other.case_id == CaseWord.case_id, other.word.in_(words))
        cases = cases.where(same.exists())
    return tuple(session.scalars(cases.order_by(CaseWord.case_id.desc()).limit(most)))


def _how_many(session: Session, words: tuple[str, ...]) -> int:
    """How many cases have such a word, as far as it matters."""
    some = select(CaseWord.case_id).where(CaseWord.word.in_(words)).limit(_COMMON).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0
