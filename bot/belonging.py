"""Which bot a database belongs to. Roles, entries and messages of the local Telegram are for play: on the
same file a real bot would obey its people and answer from its entries. So each database serves one bot."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, cast, delete, func, literal, select, update
from sqlalchemy.orm import Session

from bot.settings import Settings
from kb import demo_company, library
from store.database import Database
from store.outbox import Action
from store.schema import Copy, Customer, Inbox, Message, Outbox, Person, Setting, Thread

LOCAL = "local"
"""What a database of the local Telegram belongs to; any other belongs to the id of a bot."""
DEMO_GROUP = -1_001_234_567_890
"""The agents' group of the demo world."""
_KEY = "telegram"
_DEMO_AGENTS = (600_000_001, 600_000_002)
"""The agents of the demo world. On Telegram each of these ids is somebody; both in one team are a coincidence
that does not happen."""
_BELOW_ALL = 2**60
"""Update ids are set below minus this when another bot counts anew; those of unreadable updates are above."""


class ForeignDatabaseError(Exception):
    """A database that belongs to another bot, or to the local Telegram."""


def bot_of(settings: Settings) -> str:
    """The id of the bot that the token names, empty for a text that is no token."""
    number, colon, _ = settings.telegram_token.get_secret_value().partition(":")
    return number if colon and number.isdecimal() else ""


def owner_of(session: Session) -> str:
    """What the database belongs to; empty while nobody has been served from it."""
    kept = session.get(Setting, _KEY)
    return kept.value if kept is not None else ""


def check(database: Database, owner: str) -> None:
    """Raises ForeignDatabaseError when this bot, or the local Telegram, must not serve from the database."""
    with database.read() as session:
        trouble = trouble_of(session, owner)
    if trouble:
        raise ForeignDatabaseError(trouble)


def trouble_of(session: Session, owner: str) -> str:
    """Why the database is not for this bot and what to do about it; empty when it is."""
    mine = owner_of(session)
    if mine == owner or not owner:
        return ""
    if mine == LOCAL:
        return (
            "This database was made for trying things out: its people and roles are those of the local "
            "Telegram. Set LINEZERO_DATABASE_URL to another one for your bot. Your own entries come along "
            "with `linezero kb export` from this one and `linezero kb import` into that one."
        )
    if mine and owner == LOCAL:
        return (
            "This database belongs to a real bot, and the local Telegram would play with its customers. "
            "Set LINEZERO_DATABASE_URL=sqlite:///var/demo.db for trying things out."
        )
    if mine:
        return (
            f"This database belongs to the bot {mine}, and the token is that of the bot {owner}. Set the "
            "token of that bot, or LINEZERO_DATABASE_URL to another database. If your company has a new bot, "
            "run once: linezero db adopt"
        )
    if owner != LOCAL and _was_played_with(session):
        return (
            "The local Telegram was played with in this database, so people and roles in it are not real. "
            "Set LINEZERO_DATABASE_URL to another one. If real customers were served from it too, run once: "
            "linezero db adopt. It takes all roles away; the first supervisors come from "
            "LINEZERO_SUPERVISORS, or the owner of the agents' group is one."
        )
    if owner == LOCAL and not _was_played_with(session) and session.scalar(select(Customer.id).limit(1)):
        return (
            "Real customers were served from this database. Set LINEZERO_DATABASE_URL=sqlite:///var/demo.db "
            "for trying things out."
        )
    return ""


def bind(database: Database, owner: str) -> None:
    """From now on the database belongs to this bot, or to the local Telegram; what belongs already, stays."""
    with database.write() as session:
        if owner and not owner_of(session):
            session.merge(Setting(key=_KEY, value=owner))


def adopt(session: Session, owner: str, now: datetime) -> bool:
    """Give the database of the same company to another bot. Whether all roles were taken, because the local
    Telegram was played with in it.

    Numbers of updates and of messages in private chats are each bot's own: those of the bot before are put
    out of the way, so that none of the new ones is taken for a repetition. Raises ForeignDatabaseError for a
    database that was only played with.
    """
    if owner_of(session) == LOCAL:
        raise ForeignDatabaseError(trouble_of(session, owner))
    played = not owner_of(session) and _was_played_with(session)
    if played:
        session.execute(update(Person).values(roles=[], suspended=[]))
        session.execute(update(Thread).where(Thread.chat_id == DEMO_GROUP).values(state="gone"))
        _retire_demo(session, now)
    private = {"chat_id": None, "external_id": None}
    out_of_the_way = literal(-_BELOW_ALL, BigInteger) - cast(Inbox.id, BigInteger)
    session.execute(update(Inbox).values(update_id=out_of_the_way))
    session.execute(update(Message).where(Message.chat_id > 0).values(**private))
    session.execute(delete(Copy).where(Copy.chat_id > 0))
    waiting = (Outbox.state == "pending", Outbox.action.in_((str(Action.COPY), str(Action.ANSWER_PRESS))))
    session.execute(
        update(Outbox).where(*waiting).values(state="dropped", error="another bot", settled_at=now)
    )
    session.merge(Setting(key=_KEY, value=owner))
    return played


def _was_played_with(session: Session) -> bool:
    """Whether the local Telegram has left its agents or a topic of its group behind."""
    agents = select(func.count()).where(Person.external_id.in_(_DEMO_AGENTS))
    topics = select(Thread.id).where(Thread.chat_id == DEMO_GROUP).limit(1)
    return session.scalar(agents) == len(_DEMO_AGENTS) or session.scalar(topics) is not None


def _retire_demo(session: Session, now: datetime) -> None:
    """What the demo company answers, and nobody has written anew, is no answer for real customers."""
    demo = {entry.id for entry in demo_company.entries()}
    for entry in library.published(session):
        if entry.id in demo and entry.version == 1:
            library.retire(session, entry.id, now=now)
