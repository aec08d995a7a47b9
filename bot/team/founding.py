"""The first supervisor: named by the settings, else the owner of the agents' group. All others get their
roles from a supervisor."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog
from telegram import ChatMemberOwner
from telegram.error import TelegramError

from bot.settings import Settings
from bot.team import roles
from bot.team.roles import Origin, Role
from bot.telegram.client import TelegramClient
from store import inbox
from store.database import Database

_log = structlog.get_logger(__name__)

_LANE = "founding"
"""Several programs may start on one database at the same moment."""
WHAT_TO_DO = "Set LINEZERO_SUPERVISORS, or run: linezero team grant ID supervisor"


def appoint_configured(database: Database, settings: Settings, now: datetime) -> bool:
    """Give the supervisors of the settings their roles, and take them from those whom the settings named
    before. Whether there is any supervisor then."""
    with database.write() as session:
        inbox.lock_lane(session, _LANE)
        for external_id in sorted(settings.supervisor_ids):
            roles.appoint(session, external_id, now, Origin.SETTINGS)
        roles.end_settings(session, settings.supervisor_ids, now)
        return bool(roles.having(session, Role.SUPERVISOR))


async def find_first(
    database: Database, client: TelegramClient, group: int | None, clock: Callable[[], datetime]
) -> None:
    """Make the owner of the agents' group a supervisor while nobody is one. Whoever runs the program named
    that group, so its owner may see all that happens in it anyway. Without one the log says what to do."""
    owner = await _owner(client, group) if group is not None else None
    if owner is None:
        _log.warning("nobody is a supervisor", action="no_supervisor", what_to_do=WHAT_TO_DO)
        return
    await asyncio.to_thread(_appoint, database, *owner, clock())


def _appoint(database: Database, external_id: int, name: str, username: str | None, now: datetime) -> None:
    with database.write() as session:
        inbox.lock_lane(session, _LANE)
        if not roles.having(session, Role.SUPERVISOR):
            person = roles.add(session, external_id, now, name, username)
            roles.appoint(session, person.external_id, now, Origin.OWNER)
            _log.info("the owner of the group is a supervisor now", action="first_supervisor")


async def _owner(client: TelegramClient, group: int) -> tuple[int, str, str | None] | None:
    try:
        administrators = await client.bot.get_chat_administrators(group)
    except TelegramError as error:
        _log.warning("the group was not asked", action="owner_unknown", error=type(error).__name__)
        return None
    return next(
        (
            (one.user.id, one.user.full_name, one.user.username)
            for one in administrators
            if isinstance(one, ChatMemberOwner) and not one.user.is_bot
        ),
        None,
    )
