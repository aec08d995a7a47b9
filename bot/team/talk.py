"""The private chat of somebody of the team with the bot: saying, asking, changing what was said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.step import Keyboard, Step, file_name
from bot.texts import Texts
from store import inbox
from store.authoring import StaffChat
from store.outbox import Action, Author, Priority
from store.schema import Person
from store.staff import AgentProfile


@dataclass(frozen=True, slots=True)
class Talk:
    """One step of the talk with `person`. `message_id` is Telegram's id of the message whose button was
    pressed, None when something was written."""

    step: Step
    person: Person
    message_id: int | None = None

    @property
    def texts(self) -> Texts:
        """The texts in the team's language."""
        return self.step.services.desk_texts

    def say(
        self,
        html: str,
        keyboard: Keyboard | None = None,
        *,
        picture: str = "",
        document: str = "",
        key: str | None = None,
    ) -> None:
        """Write a new message. A `key` of its own makes it exist once."""
        payload: dict[str, Any] = {"html": str(html)}
        if keyboard:
            payload["keyboard"] = keyboard
        if picture or document:
            payload["path"] = picture or document
        if document:
            payload["name"] = file_name(document)
        self.put(
            Action.SEND_PICTURE if picture else Action.SEND_DOCUMENT if document else Action.SEND_TEXT,
            payload,
            key=key,
        )

    def show(self, html: str, keyboard: Keyboard | None = None) -> None:
        """Put this in place of the message whose button was pressed, or write it."""
        if self.message_id is None:
            self.say(html, keyboard)
            return
        payload = {"external_id": self.message_id, "html": str(html), "keyboard": keyboard or []}
        self.put(Action.EDIT_TEXT, payload)

    def send_file(self, name: str, content: str, html: str) -> None:
        """Send a text as a file."""
        self.put(Action.SEND_FILE, {"name": name, "content": content, "html": str(html)})

    def put(self, action: Action, payload: dict[str, Any], *, key: str | None = None) -> None:
        """Any call about this chat, in the order of the chat."""
        self.step.chat_put(
            self.person,
            action,
            author=Author.SYSTEM,
            priority=Priority.ANSWER,
            payload=payload,
            key=key,
        )

    def work_out(self, kind: str, of: str, **about: Any) -> None:
        """Have something worked out beside this step and told here afterwards. `of` says what it is about:
        a newer wish takes the place of one that has not begun."""
        inbox.set_timer(
            self.step.session,
            f"{kind}:{of}",
            lane=f"kb:{of}",
            kind=kind,
            due_at=self.step.now,
            payload={"person": self.person.id, **about},
        )

    # -- what the next message means

    def expect(self, what: str, **about: Any) -> None:
        """Take the next message as `what`. It is not for the customer of a case he works on here."""
        workplace = self.step.session.get(AgentProfile, self.person.id)
        if workplace is not None:
            workplace.case_id = None
        self.step.session.merge(
            StaffChat(person_id=self.person.id, expects=what, about=about, at=self.step.now)
        )
        self.step.session.flush()

    def expected(self) -> StaffChat | None:
        """What the next message means, if anything."""
        return self.step.session.get(StaffChat, self.person.id)

    def expect_nothing(self) -> None:
        """The next message is none of ours."""
        waiting = self.expected()
        if waiting is not None:
            self.step.session.delete(waiting)
            self.step.session.flush()

    def to(self, person: Person) -> Talk:
        """The talk with somebody else, in the same step."""
        return Talk(self.step, person)
