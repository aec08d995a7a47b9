"""Looking after an entry that is published: taking it off, whose it is, when it has to be looked at again."""

from __future__ import annotations

from datetime import timedelta

from bot.editor import drafts
from bot.step import local_day
from bot.team.talk import Talk
from kb import library
from store.schema import KbEntry


def retire(talk: Talk, row: KbEntry) -> None:
    """Take an entry from the customers; its versions stay."""
    library.retire(talk.step.session, row.id, now=talk.step.now)
    drafts.note(talk.step, row.id, talk.person, "retired", version=row.published_version)


def own(talk: Talk, row: KbEntry) -> None:
    """Make the person the owner."""
    row.owner_id = talk.person.id
    drafts.note(talk.step, row.id, talk.person, "owned")


def reviewed(talk: Talk, row: KbEntry) -> None:
    """The entry was looked at and is right: the next look is due later."""
    row.review_due = local_day(talk.step) + timedelta(days=talk.step.services.settings.review_days)
    drafts.note(talk.step, row.id, talk.person, "reviewed", version=row.published_version)
