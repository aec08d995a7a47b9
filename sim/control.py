"""The control API: who is there, what people do, what the server keeps. The page and tests use it.

Answers are JSON; errors are ``{"error": text}`` with the status 400.
"""

import contextlib
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from sim import groups, views
from sim.actions import ACTIONS
from sim.errors import ApiError
from sim.wire import Json, dumps
from sim.world import World

Route = Callable[[web.Request], Awaitable[Any]]


def answered(route: Route) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Turn a route's value into JSON, and a refusal or a malformed request into 400."""

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            return web.Response(text=dumps(await route(request)), content_type="application/json")
        except ApiError as error:
            text = error.description
        except (KeyError, ValueError, TypeError) as error:
            text = f"{type(error).__name__}: {error}"
        return web.Response(text=dumps({"error": text}), status=400, content_type="application/json")

    return handle


async def body_of(request: web.Request) -> Json:
    """The JSON object of a request; empty when there is none."""
    raw = await request.read()
    body = json.loads(raw) if raw else {}
    if not isinstance(body, dict):
        raise ValueError("a JSON object is expected")
    return body


class Control:
    """Routes about people, chats and events."""

    def __init__(self, world: World) -> None:
        """Serve one world."""
        self._world = world

    def add_to(self, app: web.Application) -> None:
        """Add the routes."""
        add = app.router.add_route
        add("GET", "/control/world", answered(self.world))
        add("POST", "/control/customers", answered(self.add_customer))
        add("POST", "/control/groups", answered(self.add_group))
        add("POST", r"/control/groups/{chat_id:-?\d+}/{change}", answered(self.change_group))
        add("POST", r"/control/people/{user_id:\d+}/{action}", answered(self.act))
        add("GET", r"/control/chats/{chat_id:-?\d+}", answered(self.chat))
        add("GET", r"/control/chats/{chat_id:-?\d+}/messages", answered(self.messages))
        add("GET", "/control/events", answered(self.events))
        app.router.add_get("/control/stream", self.stream)
        app.router.add_get("/control/files/{file_id}", self.file)

    async def world(self, request: web.Request) -> Json:
        """Everybody and every chat, without messages."""
        return views.world(self._world)

    async def add_customer(self, request: web.Request) -> Json:
        """Make a person."""
        body = await body_of(request)
        user = self._world.add_user(
            body.get("first_name", "Customer"),
            user_id=body.get("id"),
            last_name=body.get("last_name"),
            username=body.get("username"),
            language_code=body.get("language_code"),
        )
        return user.to_json()

    async def add_group(self, request: web.Request) -> Json:
        """Make a group with the bot and its agents, who are made too when they are given by name."""
        return views.chat(groups.add(self._world, await body_of(request)))

    async def change_group(self, request: web.Request) -> Json:
        """Migrate, promote, demote, kick, topics of a group."""
        change = groups.CHANGES.get(request.match_info["change"])
        if change is None:
            raise ValueError(f"changes are: {', '.join(sorted(groups.CHANGES))}")
        chat = self._chat(request)
        return change(self._world, chat, await body_of(request))

    async def act(self, request: web.Request) -> Json:
        """Let a person do something."""
        function = ACTIONS.get(request.match_info["action"])
        if function is None:
            raise ValueError(f"actions are: {', '.join(sorted(ACTIONS))}")
        user = self._world.user(int(request.match_info["user_id"]))
        return function(self._world, user, await body_of(request))

    def _chat(self, request: web.Request) -> Any:
        chat = self._world.chats.get(int(request.match_info["chat_id"]))
        if chat is None:
            raise ValueError("chat not found")
        return chat

    async def chat(self, request: web.Request) -> Json:
        """One chat with its members and topics."""
        return views.chat(self._chat(request))

    async def messages(self, request: web.Request) -> Json:
        """Messages of a chat, oldest first; ``topic`` (0 is General), ``after`` and ``limit`` choose."""
        chat, query = self._chat(request), request.query
        chosen = list(chat.messages.values())
        if "topic" in query:
            topic = int(query["topic"])
            chosen = [one for one in chosen if (one.thread_id if one.topic_message else 0) == topic]
        if "after" in query:
            chosen = [one for one in chosen if one.id > int(query["after"])]
        if "limit" in query:
            chosen = chosen[-int(query["limit"]) :]
        return {"seq": self._world.events.seq, "messages": [views.message(one) for one in chosen]}

    async def events(self, request: web.Request) -> Json:
        """Events after ``after``, of one chat or of all; waits up to ``timeout`` seconds for the first."""
        query = request.query
        chat_id = int(query["chat_id"]) if "chat_id" in query else None
        events = await self._world.events.wait(
            int(query.get("after", 0)), chat_id=chat_id, timeout=min(float(query.get("timeout", 0)), 60)
        )
        return {"seq": self._world.events.seq, "events": [event.to_json() for event in events]}

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Events as they happen, as server-sent events; ``Last-Event-ID`` or ``after`` says from where."""
        hub = self._world.events
        after = int(request.headers.get("Last-Event-ID") or request.query.get("after") or hub.seq)
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-cache"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        with contextlib.suppress(ConnectionError):
            await response.write(b": hello\n\n")
            while not hub.closed:
                events = await hub.wait(after, timeout=15)
                lines = [f"id: {event.seq}\ndata: {dumps(event.to_json())}\n\n" for event in events]
                await response.write("".join(lines).encode() or b": still here\n\n")
                after = events[-1].seq if events else after
        return response

    async def file(self, request: web.Request) -> web.StreamResponse:
        """Bytes of a file for the page."""
        try:
            stored = self._world.files.get(request.match_info["file_id"])
        except ApiError:
            return web.Response(status=404)
        return web.Response(body=stored.data, content_type=stored.mime)
