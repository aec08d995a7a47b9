"""People for tests and launchers: a client of the control API that works against a server in any process.

>>> maria = await telegram.people.customer("Мария", language_code="ru")
>>> await maria.say("Не работает интернет")
>>> answer = await maria.wait_for(lambda message: "роутер" in message.text)
>>> await maria.press("Позвать человека")
"""
# ruff: noqa: ASYNC109 — these timeouts are how long a person waits

import asyncio
import base64
from dataclasses import dataclass, replace
from typing import Any, Self

from sim.control_client import ControlClient, ControlError
from sim.places import DEFAULT_TIMEOUT, Place, Predicate, Seen
from sim.wire import Json

__all__ = ["ControlError", "Group", "People", "Person", "Place", "Predicate", "Seen"]


@dataclass(frozen=True, slots=True)
class Person(Place):
    """A customer or an agent, acting in one chat: the private chat with the bot or a group (and topic)."""

    id: int = 0
    name: str = ""

    def _from_others(self, seen: Seen) -> bool:
        return seen.author_id != self.id

    def at(self, chat_id: int, topic: int | None = None) -> Self:
        """The same person acting in another chat or topic."""
        return replace(self, chat_id=chat_id, topic=topic)

    def in_topic(self, topic: int | None) -> Self:
        """The same person in a topic of the same group."""
        return replace(self, topic=topic)

    async def do(self, action: str, **body: Any) -> Json:
        """Any action of the control API; chat and topic are this person's."""
        body.setdefault("chat_id", self.chat_id)
        if self.topic is not None:
            body.setdefault("topic", self.topic)
        answer: Json = await self.control.post(f"/control/people/{self.id}/{action}", body)
        return answer

    async def say(
        self, text: str, *, reply_to: int | None = None, quote: str | None = None, **about: Any
    ) -> Seen:
        """Write text; ``entities`` or ``parse_mode="HTML"`` format it.

        ``forwarded_from={"kind", "name"}``: somebody else's words, of a user, hidden, chat or channel.
        ``reply_elsewhere={"kind", "name", "text"}``: it answers a message in another chat. So for media too.
        """
        return Seen(await self.do("say", text=text, reply_to=reply_to, quote=quote, **about))

    async def start(self, payload: str = "") -> Seen:
        """Press Start, as the first thing a customer does."""
        return await self.say(f"/start {payload}".strip())

    async def send(self, kind: str, data: bytes | None = None, **about: Any) -> Seen:
        """Send photo, document, voice, video_note, video, audio, animation or sticker; a sample without data.

        ``about``: caption, name, mime, duration, reply_to, and ``size`` to claim a bigger file.
        """
        if data is not None:
            about["data"] = base64.b64encode(data).decode()
        return Seen(await self.do("send_media", kind=kind, **about))

    async def album(self, items: list[Json] | None = None, caption: str = "") -> list[Seen]:
        """Send an album; without items, three photos."""
        body = await self.do("album", items=items, caption=caption)
        return [Seen(raw) for raw in body["messages"]]

    async def location(self, latitude: float = 55.751244, longitude: float = 37.618423) -> Seen:
        """Send a point on the map."""
        return Seen(await self.do("location", latitude=latitude, longitude=longitude))

    async def contact(self, phone_number: str = "+79990001122") -> Seen:
        """Send the person's own contact."""
        return Seen(await self.do("contact", phone_number=phone_number))

    async def edit(self, message_id: int, text: str, **about: Any) -> Seen:
        """Edit an own message's text or caption."""
        return Seen(await self.do("edit", message_id=message_id, text=text, **about))

    async def touch(self, message_id: int) -> Seen:
        """An edited_message update without a visible change."""
        return Seen(await self.do("touch", message_id=message_id))

    async def replace_media(
        self, message_id: int, kind: str, data: bytes | None = None, **about: Any
    ) -> Seen:
        """Put another picture or file into an own message; ``about`` as for :meth:`send`."""
        if data is not None:
            about["data"] = base64.b64encode(data).decode()
        return Seen(await self.do("replace_media", message_id=message_id, kind=kind, **about))

    async def protect(self, *, on: bool = True) -> None:
        """Forbid copying and forwarding of what stands in this chat, or allow it again."""
        await self.do("protect", on=on)

    async def forward(self, message_id: int, to: int | None = None, *, hidden: bool = False) -> Seen:
        """Forward a message of this chat to another one: the private chat with the bot, unless told.
        ``hidden``: its author lets nobody see their account."""
        return Seen(await self.do("forward", message_id=message_id, to=to, hidden=hidden))

    async def delete(self, message_id: int) -> None:
        """Delete a message; the bot is not told."""
        await self.do("delete", message_id=message_id)

    async def press(
        self,
        text: str | None = None,
        *,
        data: str | None = None,
        message_id: int | None = None,
        times: int = 1,
    ) -> list[str]:
        """Press an inline button by a part of its text or by its data; ids of the queries.

        Without ``message_id`` it is the newest message that has such a button.
        """
        if message_id is None:
            message_id = (await self._with_button(text, data)).id
        body = await self.do("press", text=text, data=data, message_id=message_id, times=times)
        return list(body["queries"])

    async def press_twice(self, text: str | None = None, **which: Any) -> list[str]:
        """Press once while Telegram sends the press twice, with two update ids."""
        return await self.press(text, times=2, **which)

    async def _with_button(self, text: str | None, data: str | None) -> Seen:
        for seen in reversed(await self.history()):
            rows = seen.raw.get("reply_markup", {}).get("inline_keyboard", [])
            for button in (button for row in rows for button in row):
                if (
                    button.get("callback_data") == data
                    if data is not None
                    else (text or "") in button["text"]
                ):
                    return seen
        raise LookupError(f"no message with the button {text or data!r}")

    async def react(self, message_id: int, emoji: str | list[str] | None) -> None:
        """Put a reaction, or take it away with None."""
        await self.do("react", message_id=message_id, emoji=emoji)

    async def block(self) -> None:
        """Block the bot."""
        await self.do("block")

    async def unblock(self) -> None:
        """Unblock the bot."""
        await self.do("unblock")

    async def deactivate(self) -> None:
        """Delete the account."""
        await self.do("deactivate")


@dataclass(frozen=True, slots=True)
class Group(Place):
    """A group of agents."""

    title: str = ""
    agents: tuple[Person, ...] = ()

    async def change(self, change: str, **body: Any) -> Json:
        """Any change of the control API: migrate, demote, promote, kick, open_topic, close_topic …"""
        answer: Json = await self.control.post(f"/control/groups/{self.chat_id}/{change}", body)
        return answer

    async def topics(self) -> list[Json]:
        """Topics that exist: message_thread_id, name, closed, last_message_id."""
        topics: list[Json] = (await self.control.get(f"/control/chats/{self.chat_id}"))["topics"]
        return topics

    async def wait_for_topic(self, name_part: str = "", *, timeout: float = DEFAULT_TIMEOUT) -> int:
        """The id of the newest topic whose name contains the text."""
        deadline = asyncio.get_running_loop().time() + timeout
        while True:
            seq = (await self.control.get("/control/world"))["seq"]
            topics = await self.topics()
            for topic in reversed(topics):
                if name_part in topic["name"]:
                    return int(topic["message_thread_id"])
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                raise TimeoutError(
                    f"no topic «{name_part}»; there are: {[topic['name'] for topic in topics]}"
                )
            await self.control.wait_event(self.chat_id, seq, left)

    async def delete_topic(self, topic: int) -> None:
        """Delete a topic; the bot is not told."""
        await self.change("delete_topic", topic=topic)

    async def close_topic(self, topic: int) -> None:
        """Close a topic."""
        await self.change("close_topic", topic=topic)

    async def migrate(self) -> "Group":
        """Turn it into a supergroup with another id; the group under that id."""
        body = await self.change("migrate")
        agents = tuple(agent.at(body["id"]) for agent in self.agents)
        return replace(self, chat_id=body["id"], agents=agents)


class People(ControlClient):
    """Everybody in the local Telegram at ``base_url``."""

    async def customer(self, first_name: str = "Мария", *, id: int | None = None, **about: str) -> Person:
        """A new person with a phone; ``about``: last_name, username, language_code."""
        user = await self.post("/control/customers", {"first_name": first_name, "id": id, **about})
        return self.person(user)

    async def group(
        self,
        title: str = "Support",
        agents: list[str] | None = None,
        *,
        forum: bool = True,
        id: int | None = None,
    ) -> Group:
        """A new group with the bot as administrator and agents of the given names."""
        names = ["Ирина", "Павел"] if agents is None else agents
        chat = await self.post("/control/groups", {"title": title, "agents": names, "forum": forum, "id": id})
        return self.group_of(chat)

    async def world(self) -> Json:
        """Bot, customers, groups with topics, the server's time."""
        body: Json = await self.get("/control/world")
        return body

    def person(self, user: Json) -> Person:
        """A person from the User object that the control API shows."""
        return Person(self, user["id"], None, user["id"], user["first_name"])

    def group_of(self, chat: Json) -> Group:
        """A group from the chat object that the control API shows."""
        members = [member["user"] for member in chat["members"] if not member["user"]["is_bot"]]
        agents = tuple(self.person(user).at(chat["id"]) for user in members)
        return Group(self, chat["id"], None, chat["title"], agents)
