"""Control routes of the server itself: faults, limits, clock, journal, raw updates, counters."""

from typing import Any

from aiohttp import web

from sim.clock import VirtualClock
from sim.control import answered, body_of
from sim.faults import Fault, FaultBook
from sim.journal import Journal
from sim.limits import Limits, Mode
from sim.wire import Json
from sim.world import World


class Operator:
    """Routes for who runs a test."""

    def __init__(self, world: World, *, faults: FaultBook, limits: Limits, journal: Journal) -> None:
        """Serve one world with its faults, limits and journal."""
        self._world = world
        self._faults = faults
        self._limits = limits
        self._journal = journal

    def add_to(self, app: web.Application) -> None:
        """Add the routes."""
        add = app.router.add_route
        add("GET", "/stats", answered(self.stats))
        add("GET", "/control/faults", answered(self.faults))
        add("POST", "/control/faults", answered(self.add_fault))
        add("DELETE", "/control/faults", answered(self.lift_faults))
        add("GET", "/control/limits", answered(self.limits))
        add("POST", "/control/limits", answered(self.set_limits))
        add("POST", "/control/options", answered(self.set_options))
        add("POST", "/control/clock", answered(self.advance))
        add("GET", "/control/journal", answered(self.journal))
        add("DELETE", "/control/journal", answered(self.clear_journal))
        add("POST", "/control/updates", answered(self.inject))
        add("POST", "/control/updates/renumber", answered(self.renumber))

    async def stats(self, request: web.Request) -> Json:
        """Counters: calls by method, errors by code, updates, faults that struck, limits broken."""
        updates = self._world.updates
        return {
            "calls": dict(self._journal.calls),
            "errors": {str(code): count for code, count in self._journal.errors.items()},
            "updates": {
                "pushed": updates.pushed,
                "confirmed": updates.confirmed,
                "expired": updates.expired,
                "pending": len(updates),
            },
            "faults": dict(self._faults.struck),
            "limits": self._limits.to_json(),
            "messages": sum(len(chat.messages) for chat in self._world.chats.values()),
        }

    async def faults(self, request: web.Request) -> list[Json]:
        """Faults in force and spent."""
        return self._faults.to_json()

    async def add_fault(self, request: web.Request) -> Json:
        """Put a fault in force; ``for_seconds`` limits it on the server's clock."""
        body = await body_of(request)
        for_seconds = body.pop("for_seconds", None)
        if for_seconds is not None:
            body["until"] = self._world.clock.now() + float(for_seconds)
        return {"id": self._faults.add(Fault(**body))}

    async def lift_faults(self, request: web.Request) -> Json:
        """Lift the fault ``id``, or all."""
        fault_id = request.query.get("id")
        self._faults.remove(int(fault_id) if fault_id else None)
        return {}

    async def limits(self, request: web.Request) -> Json:
        """Mode and violations."""
        return self._limits.to_json()

    async def set_limits(self, request: web.Request) -> Json:
        """Switch limits ``off``, to ``observe`` or to ``enforce``; counts start anew."""
        self._limits.set_mode(Mode((await body_of(request))["mode"]))
        return self._limits.to_json()

    async def set_options(self, request: web.Request) -> Json:
        """Change :class:`sim.world.Options`."""
        for name, value in (await body_of(request)).items():
            if name not in {"history_limit", "closed_topics_refuse_admins"}:
                raise ValueError(f"no option {name}")
            setattr(self._world.options, name, value)
        return {}

    async def advance(self, request: web.Request) -> Json:
        """Move a virtual clock by ``seconds``."""
        clock = self._world.clock
        if not isinstance(clock, VirtualClock):
            raise ValueError("the clock is real: start with --virtual-clock")
        clock.advance(float((await body_of(request))["seconds"]))
        return {"now": clock.now()}

    async def journal(self, request: web.Request) -> Json:
        """Calls after ``after``, of a method, of a chat, at most ``limit``."""
        query = request.query
        entries = self._journal.read(
            after=int(query.get("after", 0)),
            method=query.get("method"),
            chat_id=int(query["chat_id"]) if "chat_id" in query else None,
            limit=int(query["limit"]) if "limit" in query else None,
        )
        return {"seq": self._journal.seq, "calls": [entry.to_json() for entry in entries]}

    async def clear_journal(self, request: web.Request) -> Json:
        """Forget calls and counters."""
        self._journal.clear()
        return {}

    async def inject(self, request: web.Request) -> Json:
        """Queue an update exactly as given, well formed or not."""
        body: dict[str, Any] = await body_of(request)
        order_key = str(body.get("order_key", "raw"))
        return {"update_id": self._world.updates.push_raw(body["update"], order_key=order_key)}

    async def renumber(self, request: web.Request) -> Json:
        """Continue with another update_id, as after a week of silence."""
        self._world.updates.renumber(int((await body_of(request))["next_id"]))
        return {}
