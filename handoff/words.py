"""Finding cases by what agents remember: a number, a customer's name, words that he wrote.

Words are kept without their endings, one row for each word of a case (`case_words`), so that one index
answers on both databases.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, aliased

from store.screen import CaseWord

_Condition = Callable[[type[CaseWord]], ColumnElement[bool]]
_WORD = re.compile(r"[\w@+-]*\w")
_ENDING = re.compile(
    r"(?:ами|ями|ого|его|ому|ему|ыми|ими|ов|ев|ей|ий|ый|ой|ая|яя|ое|ее|ые|ие|ую|юю|ом|ем|ам|ям|ах|ях|ых|их"
    r"|[аеёиоуыьэюяй]|(?<=[a-z])(?:ing|ed|es|s))$"
)
_SHORTEST_STEM = 3
_LONGEST = 40
_MOST_OF_A_CASE = 200
_COMMON = 500
"""A word that more cases have is looked up last."""


def words_in(text: str) -> tuple[str, ...]:
    """The words of a text as they are kept, each once. A phone number is one word of digits."""
    digits = (re.sub(r"\D", "", found[0]) for found in re.finditer(r"\+?\d[\d ()-]{8,}\d", text))
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
    whole = _having(session, [_is(word) for word in words], most)
    if len(whole) >= most:
        return whole
    begun = _having(session, [*(_is(word) for word in words[:-1]), _begins(words[-1])], most)
    return tuple(sorted({*whole, *begun}, reverse=True)[:most])


def _is(word: str) -> _Condition:
    return lambda row: row.word == word


def _begins(word: str) -> _Condition:
    return lambda row: row.word.between(word, word + "\U0010ffff")


def _having(session: Session, conditions: Iterable[_Condition], most: int) -> tuple[int, ...]:
    """Cases with a word for each condition: those of the rarest word, and of them the ones with the rest."""
    first, *others = sorted(conditions, key=lambda condition: _how_many(session, condition))
    wanted = select(CaseWord.case_id).where(first(CaseWord)).distinct()
    for condition in others:
        other = aliased(CaseWord)
        same = select(other.case_id).where(other.case_id == CaseWord.case_id, condition(other))
        wanted = wanted.where(same.exists())
    return tuple(session.scalars(wanted.order_by(CaseWord.case_id.desc()).limit(most)))


def _how_many(session: Session, condition: _Condition) -> int:
    """How many cases have such a word, as far as it matters."""
    some = select(CaseWord.case_id).where(condition(CaseWord)).limit(_COMMON).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0
