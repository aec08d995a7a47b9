"""Sends updates to the bot's webhook: in order within a chat, side by side across chats, until it says 2xx.

After a refusal: at once, then 2, 4, 8 … up to 60 seconds, or what the bot's Retry-After asks (≤ 3600), for as
long as the update lives (tdlib/telegram-bot-api, WebhookActor).
"""

import asyncio
from collections import deque

import aiohttp

from sim.updates import QueuedUpdate, Webhook
from sim.wire import dumps
from sim.world import World

TIMEOUT = 60.0
MAX_PAUSE = 60.0
MAX_RETRY_AFTER = 3600.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 — the name of a header


class WebhookSender:
    """Watches the queue and delivers while a webhook is set."""

    def __init__(self, world: World) -> None:
        """Nothing is sent before :meth:`start`."""
        self._world = world
        self._queues: dict[str, deque[QueuedUpdate]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        self._slots = asyncio.Semaphore(40)
        self._webhook = Webhook()

    async def start(self) -> None:
        """Listen to the queue."""
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT))
        self._world.updates.on_push = self._look

    async def stop(self) -> None:
        """Stop sending."""
        await self._cancel()
        if self._session is not None:
            await self._session.close()

    async def _cancel(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _look(self, new: QueuedUpdate | None) -> None:
        """Take a new update; None says that the webhook changed, then everything pending starts anew."""
        updates = self._world.updates
        if new is not None:
            if self._webhook.url:
                self._enqueue(new)
            return
        self._webhook = updates.webhook
        self._slots = asyncio.Semaphore(self._webhook.max_connections)
        for task in self._tasks:
            task.cancel()
        self._queues.clear()
        if self._webhook.url:
            for update in updates:
                self._enqueue(update)

    def _enqueue(self, update: QueuedUpdate) -> None:
        queue = self._queues.get(update.order_key)
        if queue is not None:
            queue.append(update)
            return
        queue = self._queues[update.order_key] = deque([update])
        task = asyncio.create_task(self._drain(update.order_key, queue, self._webhook))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, key: str, queue: deque[QueuedUpdate], webhook: Webhook) -> None:
        """Deliver one chat's updates one after another."""
        while queue:
            await self._deliver(queue[0], webhook)
            queue.popleft()
        if self._queues.get(key) is queue:
            del self._queues[key]

    async def _deliver(self, update: QueuedUpdate, webhook: Webhook) -> None:
        """Send one update until it is taken or too old."""
        failures = 0
        while update.expires > self._world.clock.now():
            async with self._slots:
                pause = await self._post(update, webhook)
            if pause is None:
                self._world.updates.confirm(update.id)
                return
            if pause == 0 and failures:
                pause = min(2.0**failures, MAX_PAUSE)
            failures += 1
            await self._world.clock.sleep(pause)

    async def _post(self, update: QueuedUpdate, webhook: Webhook) -> float | None:
        """One attempt: None when taken, else the pause that the bot asked for (0: none asked)."""
        assert self._session is not None  # noqa: S101 — started
        headers = {"Content-Type": "application/json"}
        if webhook.secret:
            headers[SECRET_HEADER] = webhook.secret
        try:
            async with self._session.post(webhook.url, data=dumps(update.body), headers=headers) as answer:
                await answer.read()
                if 200 <= answer.status < 300:
                    return None
                self._note(f"Wrong response from the webhook: {answer.status} {answer.reason}")
                asked = answer.headers.get("Retry-After", "")
                return min(float(asked), MAX_RETRY_AFTER) if asked.isdigit() else 0.0
        except (aiohttp.ClientError, TimeoutError) as error:
            self._note(f"Connection failed: {type(error).__name__}")
            return 0.0

    def _note(self, text: str) -> None:
        webhook = self._world.updates.webhook
        webhook.last_error_date = self._world.clock.now()
        webhook.last_error_message = text
