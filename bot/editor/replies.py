"""An agent's good reply becomes an entry: it is forwarded to the bot, and the answer is there already."""

from __future__ import annotations

from sqlalchemy import select

from bot.editor import card, drafts, pictures, writing
from bot.editor.steps import Field, Given, Refused, take
from bot.inbound import Written
from bot.step import local_day
from bot.team.talk import Talk
from handoff import package as packages
from intents.privacy import mask
from kb.entry import Entry, Origin, Phrasing
from store.schema import Case, Message


def begin(talk: Talk, written: Written) -> None:
    """Begin an entry from a forwarded message; the customer's question comes with it where it is known."""
    own, other = card.own_language(talk), card.other_language(talk)
    picture = pictures.receive(talk, written)
    given = Given(mask(written.text), _masked(written), picture if isinstance(picture, str) else "")
    entry = Entry(id="", titles={}, answers={})
    taken = take(Field.ANSWER, entry, given, own=own, other=other, today=local_day(talk.step))
    if isinstance(taken, Refused):
        talk.say(talk.texts(taken.key, **taken.values))
        return
    question = _question(talk, written.text)
    if question:
        phrasing = Phrasing(question, origin=Origin.CUSTOMER)
        taken = Entry(id="", titles={}, answers=taken.answers, picture=taken.picture, phrasings=(phrasing,))
    draft = drafts.new(talk.step, talk.person, taken, at=Field.QUESTION)
    talk.say(talk.texts("editor-from-reply", question=question or "none"))
    writing.ask(talk, draft)


def _masked(written: Written) -> str:
    """The reply with its formatting, unless there is personal data in it, which is masked in plain text."""
    return written.html if mask(written.text) == written.text else ""


def _question(talk: Talk, reply: str) -> str:
    """What the customer had asked, with personal data masked; empty when the reply is nobody's."""
    message = talk.step.session.scalar(
        select(Message)
        .where(Message.author_kind == "agent", Message.text == reply, Message.case_id.is_not(None))
        .order_by(Message.id.desc())
        .limit(1)
    )
    case = talk.step.session.get(Case, message.case_id) if message is not None else None
    return mask(packages.build(talk.step.session, case).question) if case is not None else ""
