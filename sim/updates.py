"""The queue of updates for the bot, with getUpdates' rules.

Facts follow tdlib/telegram-bot-api (Client.cpp, TQueue.cpp): an update lives 24 hours from its message's
date; an offset forgets everything before it; the same offset again within 0.5 s gets one update, and within
3 s waits at least 3 s; a second poller ends the first with 409.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sim.clock import Clock
from sim.errors import conflict
from sim.wire import Json

LIFETIME = 24 * 3600
MAX_LONG_POLL = 50
SAME_OFFSET_ONE_UPDATE = 0.5
SAME_OFFSET_MIN_WAIT = 3.0
FUTURE_OFFSET = 10

UPDATE_KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
)
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
DEFAULT_KINDS = frozenset(UPDATE_KINDS) - NOT_BY_DEFAULT


@dataclass(frozen=True, slots=True)
class QueuedUpdate:
    """An update that waits; ``order_key`` names the chat or the user within which a webhook keeps order."""

    id: int
    body: Json
    order_key: str
    expires: float


@dataclass(slots=True)
class Webhook:
    """Where updates are sent; an empty ``url`` means getUpdates."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error_date: float = 0.0
    last_error_message: str = ""


FIRST_UPDATE_ID = 100_000_001


class UpdateQueue:
    """Updates in order of their ids until an offset or a webhook confirms them."""

    def __init__(self, clock: Clock, first_id: int = FIRST_UPDATE_ID) -> None:
        """Number updates from ``first_id``."""
        self._clock = clock
        self._next_id = first_id
        self._queue: dict[int, QueuedUpdate] = {}
        self._poller: asyncio.Future[None] | None = None
        self._previous_offset: int | None = None
        self._previous_start = float("-inf")
        self._previous_finish = float("-inf")
        self.on_push: Callable[[QueuedUpdate | None], None] = _nobody_listens
        self.allowed: frozenset[str] = DEFAULT_KINDS
        self.allowed_chosen = False
        self.webhook = Webhook()
        self.pushed = 0
        self.confirmed = 0
        self.expired = 0

    def __len__(self) -> int:
        """Updates not confirmed yet."""
        self._drop_expired()
        return len(self._queue)

    def __iter__(self) -> Iterator[QueuedUpdate]:
        """Updates not confirmed yet, oldest first."""
        self._drop_expired()
        return iter(list(self._queue.values()))

    @property
    def waiting(self) -> bool:
        """Whether a long poll waits for an update now."""
        return self._poller is not None and not self._poller.done()

    def push(self, kind: str, payload: Json, *, order_key: str, date: float | None = None) -> int | None:
        """Queue one update if the bot asked for its kind; the id, or None when the bot does not want it."""
        if kind not in self.allowed:
            return None
        return self.push_raw({kind: payload}, order_key=order_key, date=date)

    def push_raw(self, body: Json, *, order_key: str = "raw", date: float | None = None) -> int | None:
        """Queue an update as it is, well formed or not; its ``update_id`` is added when missing."""
        now = self._clock.now()
        expires = (now if date is None else date) + LIFETIME
        if expires <= now:
            return None
        update_id = int(body.get("update_id", self._next_id))
        self._next_id = max(self._next_id, update_id) + 1
        update = QueuedUpdate(update_id, {"update_id": update_id, **body}, order_key, expires)
        self._queue[update_id] = update
        self.pushed += 1
        self.on_push(update)
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)
        return update_id

    def renumber(self, next_id: int) -> None:
        """Jump to another number, as Telegram does after a week without updates; the queue must be empty."""
        if self._queue:
            raise ValueError("updates are pending")
        self._next_id = next_id

    def confirm(self, update_id: int) -> None:
        """Forget one update: the webhook took it."""
        if self._queue.pop(update_id, None) is not None:
            self.confirmed += 1

    def clear(self) -> None:
        """Drop what is pending (``drop_pending_updates``)."""
        self._queue.clear()

    def allow(self, kinds: list[str] | None) -> None:
        """Set the wanted kinds; an empty list means the default, None keeps the setting as it was."""
        if kinds is None:
            return
        known = frozenset(kind for kind in kinds if kind in UPDATE_KINDS)
        self.allowed = known or DEFAULT_KINDS
        self.allowed_chosen = bool(known)

    def use_webhook(self, url: str, *, secret: str = "", max_connections: int = 40) -> None:
        """Send updates to ``url`` from now on, or back to getUpdates when it is empty."""
        if url:
            self.end_poll("terminated by setWebhook request")
        self.webhook = Webhook(url, secret, max_connections)
        self.on_push(None)

    def end_poll(self, reason: str) -> None:
        """End the waiting getUpdates, if there is one, with 409."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(conflict(reason))

    async def get(self, *, offset: int = 0, limit: int = 100, timeout: float = 0) -> list[Json]:  # noqa: ASYNC109 — the API's word
        """Answer getUpdates; ``timeout`` is in seconds of real time."""
        if self.webhook.url:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        loop = asyncio.get_running_loop()
        start = loop.time()
        limit = min(max(limit, 1), 100)
        timeout = min(max(timeout, 0), MAX_LONG_POLL)
        if offset == self._previous_offset:
            if timeout < SAME_OFFSET_MIN_WAIT and start < self._previous_start + SAME_OFFSET_MIN_WAIT:
                timeout = SAME_OFFSET_MIN_WAIT
            if start < self._previous_finish + SAME_OFFSET_ONE_UPDATE:
                limit = 1
        self._previous_offset, self._previous_start = offset, start
        self.end_poll(
            "terminated by other getUpdates request; make sure that only one bot instance is running"
        )
        self._forget_before(offset)
        if not self._queue and timeout:
            await self._wait(start + timeout)
            self._forget_before(offset)
        self._previous_finish = loop.time()
        return [update.body for update, _ in zip(self._queue.values(), range(limit), strict=False)]

    async def _wait(self, deadline: float) -> None:
        """Sleep until an update comes, the deadline, or another poller."""
        poller = asyncio.get_running_loop().create_future()
        self._poller = poller
        try:
            async with asyncio.timeout_at(deadline):
                await poller
        except TimeoutError:
            return
        finally:
            if self._poller is poller:
                self._poller = None

    def _forget_before(self, offset: int) -> None:
        """Confirm everything before the offset; a negative one counts from the end."""
        self._drop_expired()
        if not self._queue or offset == 0:
            return
        tail = next(reversed(self._queue)) + 1
        if offset < 0:
            offset = list(self._queue)[max(offset, -len(self._queue))]
        elif offset > tail + FUTURE_OFFSET:
            return
        while self._queue:
            first = next(iter(self._queue))
            if first >= offset:
                break
            del self._queue[first]
            self.confirmed += 1

    def _drop_expired(self) -> None:
        now = self._clock.now()
        while self._queue:
            first = next(iter(self._queue.values()))
            if first.expires > now:
                break
            del self._queue[first.id]
            self.expired += 1


def _nobody_listens(_: QueuedUpdate | None) -> None:
    """Stands where the webhook's sender will."""
