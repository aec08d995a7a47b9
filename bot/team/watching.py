"""What only Telegram knows, asked at the start and once an hour, because updates can be missed: whether the
token is known, who owns the agents' group while nobody is a supervisor, who of the team is still there."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot import belonging
from bot.inbound import has_place
from bot.intake.wakeup import Wakeup
from bot.sending import topics
from bot.settings import Settings
from bot.team import founding, membership, roles
from bot.team.roles import Role
from bot.telegram.client import TelegramClient
from store import trouble
from store.database import Database

_log = structlog.get_logger(__name__)
HOUR = 3600.0  # s
_SOON = 60.0  # s, after a failure
_FIRST = 10.0  # s
_NOBODY = ("user not found", "member not found", "participant_id_invalid", "user_id_invalid")
"""How Telegram says that somebody is not in a group and never was."""


class Watch:
    """Asks until it is told to stop."""

    def __init__(
        self,
        database: Database,
        client: TelegramClient,
        settings: Settings,
        *,
        wakeup: Wakeup,
        clock: Callable[[], datetime],
        owner: str,
    ) -> None:
        """`wakeup` is the worker's; `owner` is what the database is to belong to."""
        self._database = database
        self._client = client
        self._settings = settings
        self._wakeup = wakeup
        self._clock = clock
        self._owner = owner
        self._looked = False

    async def look_first(self) -> None:
        """The first round, before updates are fetched: who has left meanwhile is not obeyed any more. It does
        not wait for a Telegram that is silent."""
        with contextlib.suppress(TelegramError, TimeoutError):
            try:
                await asyncio.wait_for(self.look(), _FIRST)
            except SQLAlchemyError as error:
                trouble.tell(self._database, error)

    async def run(self, stop: asyncio.Event) -> None:
        """Ask every hour; sooner after a failure."""
        while not stop.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), HOUR if self._looked else _SOON)
                return
            try:
                await self.look()
            except SQLAlchemyError as error:
                self._looked = False
                trouble.tell(self._database, error)
            except TelegramError as error:
                self._looked = False
                _log.warning("the team was not looked up", action="watch_failed", error=type(error).__name__)

    async def look(self) -> None:
        """One round. Raises TelegramError when Telegram cannot be asked."""
        await self._client.bot.get_me()  # only a token that Telegram knows says whose the database is
        groups, supervised, people = await asyncio.to_thread(self._known)
        if not supervised:
            await founding.find_first(self._database, self._client, next(iter(groups), None), self._clock)
        for person_id, external_id in people:
            await self._look_up(person_id, external_id, groups)
        self._looked = True

    def _known(self) -> tuple[tuple[int, ...], bool, list[tuple[int, int]]]:
        """The groups, whether anybody is a supervisor, and who is to be asked about."""
        belonging.bind(self._database, self._owner)
        with self._database.read() as session:
            groups = topics.desks(session, self._settings.desk_chats)
            return groups, bool(roles.having(session, Role.SUPERVISOR)), membership.to_ask(session)

    async def _look_up(self, person_id: int, external_id: int, groups: tuple[int, ...]) -> None:
        asked_at = self._clock()
        places = {}
        for group in groups:
            there = await is_there(self._client.bot, group, external_id)
            if there is not None:
                places[group] = there
        if places:
            await asyncio.to_thread(self._found, person_id, places, asked_at)
            self._wakeup.set()

    def _found(self, person_id: int, places: dict[int, bool], asked_at: datetime) -> None:
        with self._database.write() as session:
            membership.found(session, person_id, places, asked_at)


async def is_there(bot: Bot, group: int, user_id: int) -> bool | None:
    """Whether somebody has a place in a group; None when the group itself cannot be asked, for which nobody
    of the team is to blame."""
    try:
        return has_place(await bot.get_chat_member(group, user_id))
    except BadRequest as error:
        if any(words in error.message.lower() for words in _NOBODY):
            return False
        reason = type(error).__name__
    except TelegramError as error:
        reason = type(error).__name__
    _log.warning("a group was not asked who is there", action="member_unknown", error=reason)
    return None
