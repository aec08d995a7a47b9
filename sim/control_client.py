"""A client of the control API: HTTP, errors, waiting for events, faults, limits, clock, journal."""
# ruff: noqa: ASYNC109 — these timeouts are how long a person waits

from typing import Any

import aiohttp

from sim.wire import Json


class ControlError(Exception):
    """The control API refused; the text says why."""


class ControlClient:
    """Talks to the local Telegram at ``base_url``; close it when done."""

    def __init__(self, base_url: str) -> None:
        """No connection is made before the first call."""
        self.base_url = base_url
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def get(self, path: str, **query: Any) -> Any:
        """GET; the JSON answer."""
        return await self._call("GET", path, params=query)

    async def post(self, path: str, body: Json) -> Any:
        """POST a JSON body without its None values; the JSON answer."""
        return await self._call(
            "POST", path, json={key: value for key, value in body.items() if value is not None}
        )

    async def _call(self, method: str, path: str, **what: Any) -> Any:
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=90)
            connector = aiohttp.TCPConnector(limit=500)
            self._session = aiohttp.ClientSession(timeout=timeout, connector=connector)
        async with self._session.request(method, self.base_url + path, **what) as response:
            answer = await response.json()
        if response.status != 200:
            raise ControlError(answer["error"])
        return answer

    async def wait_event(self, chat_id: int | None, after: int, timeout: float) -> list[Json]:
        """Events after the sequence number ``after``, waiting for the first at most ``timeout`` seconds."""
        query = {"after": after, "timeout": max(timeout, 0.01)}
        if chat_id is not None:
            query["chat_id"] = chat_id
        events: list[Json] = (await self.get("/control/events", **query))["events"]
        return events

    async def add_fault(self, kind: str, **rule: Any) -> int:
        """Put a fault in force (:class:`sim.faults.Fault`; ``for_seconds`` limits it in time); its id."""
        return int((await self.post("/control/faults", {"kind": kind, **rule}))["id"])

    async def lift_faults(self, fault_id: int | None = None) -> None:
        """Lift one fault, or all."""
        query = {} if fault_id is None else {"id": fault_id}
        await self._call("DELETE", "/control/faults", params=query)

    async def faults(self) -> list[Json]:
        """Faults with their hits."""
        faults: list[Json] = await self.get("/control/faults")
        return faults

    async def set_limits(self, mode: str) -> None:
        """``off``, ``observe`` or ``enforce``."""
        await self.post("/control/limits", {"mode": mode})

    async def set_options(self, **options: Any) -> None:
        """Switches of :class:`sim.world.Options`."""
        await self.post("/control/options", options)

    async def advance(self, seconds: float) -> None:
        """Move the virtual clock."""
        await self.post("/control/clock", {"seconds": seconds})

    async def stats(self) -> Json:
        """Counters of calls, errors, updates, faults and limits."""
        stats: Json = await self.get("/stats")
        return stats

    async def journal(self, **which: Any) -> list[Json]:
        """Calls of the bot, oldest first; ``after``, ``method``, ``chat_id``, ``limit`` choose."""
        calls: list[Json] = (await self.get("/control/journal", **which))["calls"]
        return calls

    async def inject(self, update: Json) -> int:
        """Queue an update as it is, well formed or not."""
        return int((await self.post("/control/updates", {"update": update}))["update_id"])

    async def renumber(self, next_id: int) -> None:
        """Go on with another update_id."""
        await self.post("/control/updates/renumber", {"next_id": next_id})
