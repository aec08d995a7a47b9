"""An agent's good reply becomes an entry: it is forwarded to the bot, and the answer is there already."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from bot.editor import card, drafts, pictures, writing
from bot.editor.steps import Field, Given, Refused, take
from bot.inbound import Written
from bot.step import local_day
from bot.team.talk import Talk
from handoff import package as packages
from intents.privacy import mask
from kb.entry import Entry, Origin, Phrasing
from kb.gaps.replies import anonymous
from store.schema import Case, Customer, Message, Person


def begin(talk: Talk, written: Written) -> None:
    """Begin an entry from a forwarded message; the customer's question comes with it where it is known."""
    own, other = card.own_language(talk), card.other_language(talk)
    kept = pictures.receive(talk, written)
    message = _original(talk, written.text)
    text = anonymous(written.text, _names(talk, message))
    html = written.html if text == written.text else ""  # formatting does not survive the masking
    given = Given(text, html, *((kept.picture, kept.file) if isinstance(kept, pictures.Kept) else ()))
    entry = Entry(id="", titles={}, answers={})
    taken = take(Field.ANSWER, entry, given, own=own, other=other, today=local_day(talk.step))
    if isinstance(taken, Refused):
        talk.say(talk.texts(taken.key, **taken.values))
        return
    question = _question(talk, message)
    if question:
        phrasing = Phrasing(question, origin=Origin.CUSTOMER)
        taken = replace(taken, phrasings=(phrasing,))
    draft = drafts.new(talk.step, talk.person, taken, at=Field.QUESTION)
    talk.say(talk.texts("editor-from-reply", question=question or "none"))
    writing.ask(talk, draft)


def _original(talk: Talk, reply: str) -> Message | None:
    """The agent's line that was forwarded; None when it is somebody else's."""
    return talk.step.session.scalar(
        select(Message)
        .where(Message.author_kind == "agent", Message.text == reply, Message.case_id.is_not(None))
        .order_by(Message.id.desc())
        .limit(1)
    )


def _names(talk: Talk, message: Message | None) -> list[str]:
    """Names that an answer for everybody must not carry."""
    if message is None:
        return [talk.person.name]
    customer = talk.step.session.get_one(Customer, message.customer_id)
    agent = talk.step.session.get(Person, message.author_id) if message.author_id else None
    return [customer.name, agent.name if agent else ""]


def _question(talk: Talk, message: Message | None) -> str:
    """What the customer had asked, with personal data masked; empty when it is not known."""
    case = talk.step.session.get(Case, message.case_id) if message is not None else None
    return mask(packages.build(talk.step.session, case).question) if case is not None else ""
