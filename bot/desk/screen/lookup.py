"""What agents ask the bot: the queue, their cases, one case, and what there is to ask."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.desk import answers
from bot.desk.screen import board, card, listing, viewing
from bot.inbound import Written
from bot.step import Keyboard, Step
from bot.texts import Html
from handoff import board as boards
from handoff import ledger
from handoff import package as packages
from handoff.board import Listed
from handoff.words import find as find_words
from store.schema import Case, Person

_MOST = 30
_FOUND = 10
_LARGEST = 2**63 - 1
_SIGN_OF_NUMBER = re.compile(r"^(?:[№#]|no\.?\s)\s?", re.IGNORECASE)


def queue(step: Step, written: Written, _agent: Person, _words: str) -> None:
    """/queue: who waits, in the order of taking."""
    answers.reply(step, written, board.render(step, boards.look(step.session, most=_MOST)))


def mine(step: Step, written: Written, agent: Person, _words: str) -> None:
    """/my: the cases that the agent has."""
    found = boards.cases_of(step.session, agent.id, most=_MOST)
    answers.reply(
        step, written, as_list(step, step.services.desk_texts("list-mine", count=len(found)), found)
    )


def one(step: Step, written: Written, agent: Person, words: str) -> None:
    """/case N: the card of a case, with the way to its topic."""
    texts = step.services.desk_texts
    number = numbered(words)
    case = step.session.get(Case, number) if number is not None else None
    if case is None:
        key = "list-no-case" if number is not None else "list-which-case"
        answers.reply(step, written, texts(key, case=str(number or "")))
        return
    viewing.note(step, ledger.locked(step.session, case.id), agent)
    html = card.render(packages.build(step.session, case), step.services, in_topic=False)
    answers.reply(step, written, html, _way_to(step, case.id))


def find(step: Step, written: Written, _agent: Person, words: str) -> None:
    """/find: cases by number, by the customer's name or @name, by words that he wrote."""
    texts = step.services.desk_texts
    if not words:
        answers.reply(step, written, texts("list-find-what"))
        return
    number = numbered(words)
    ids = [*([number] if number is not None else []), *find_words(step.session, words, most=_FOUND)]
    found = boards.listed(step.session, ids)
    answers.reply(step, written, as_list(step, texts("list-found", count=len(found), words=words), found))


def numbered(words: str) -> int | None:
    """The number of a case in «12», «№ 12», «#12» or “No. 12”; None where there is none."""
    digits = _SIGN_OF_NUMBER.sub("", words.strip())
    return int(digits) if digits.isdecimal() and int(digits) <= _LARGEST else None


def as_list(step: Step, title: Html, cases: Sequence[Listed]) -> Html:
    """Cases under a title."""
    return Html("\n".join([title, *(listing.line(step, case) for case in cases)]))


def _way_to(step: Step, case_id: int) -> Keyboard | None:
    found = boards.listed(step.session, [case_id])
    if not found or found[0].chat_id is None or found[0].thread is None:
        return None
    text = step.services.desk_texts.plain("list-open-topic")
    return [[{"text": text, "url": listing.link_to(found[0].chat_id, found[0].thread)}]]
