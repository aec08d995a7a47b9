"""A line with a team: settings of one's own, profiles, and what was written to somebody in private."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from bot.services import Services
from bot.team import profiles, roles
from handoff import ledger
from handoff.case import Event
from store import copies
from store.database import Database
from store.schema import Case, Message, Outbox, Person
from tests.e2e.interleavings import services
from tests.integration.work.line import IRINA, Line


def services_set(**options: Any) -> Services:
    """The services of the tests with other settings."""
    usual = services()
    return replace(usual, settings=usual.settings.model_copy(update=options))


class Staffed(Line):
    """A line whose agents have profiles and private chats."""

    def __init__(self, database: Database, **options: Any) -> None:
        super().__init__(database, services_set(**options))

    def person_id(self, external_id: int) -> int:
        """Our id of somebody of the team."""
        found: int = self.read(
            lambda session: session.scalars(select(Person.id).where(Person.external_id == external_id)).one()
        )
        return found

    def profile(self, external_id: int, **what: Any) -> None:
        """Somebody's profile is like this."""
        with self.database.write() as session:
            person = roles.add(session, external_id, self.now)
            profile = profiles.of(session, person)
            for name, value in what.items():
                setattr(profile, name, value)

    def revoke(self, external_id: int, role: str) -> None:
        """Somebody does not have a role any more."""
        with self.database.write() as session:
            person = roles.add(session, external_id, self.now)
            roles.set_role(session, person, roles.Role(role), self.now, granted=False)

    def owner(self, case_id: int | None = None) -> int | None:
        """Telegram's id of who has the newest case, or this one."""
        wanted = case_id or self.case().id
        owner: int | None = self.read(
            lambda session: session.scalar(
                select(Person.external_id)
                .join_from(Person, Case, Case.owner_id == Person.id)
                .where(Case.id == wanted)
            )
        )
        return owner

    def events(self, case_id: int | None = None) -> list[Event]:
        """The log of the newest case, or of this one."""
        wanted = case_id or self.case().id
        found: list[Event] = self.read(lambda session: ledger.events(session, wanted))
        return found

    def last_button(self, external_id: int | None, *begins: str) -> str:
        """The newest button in somebody's chat (None: the group) whose data begins so."""
        start = ":".join(begins)
        return [data for data in self.buttons_of(external_id) if data.startswith(start)][-1]

    def words_over_buttons(self) -> list[str]:
        """What appeared over pressed buttons, in order."""
        payloads = self.read(
            lambda session: session.scalars(
                select(Outbox.payload).where(Outbox.action == "answer_press").order_by(Outbox.id)
            ).all()
        )
        return [payload.get("text", "") for payload in payloads]

    def quotes(self, external_id: int, message: Message, text: str) -> None:
        """An agent answers to a customer's line that stands in his private chat."""
        place = 70_000 + message.id
        with self.database.write() as session:
            copies.keep(session, external_id, place, message.id)
        quoted = self._message(place, 1, {"id": external_id, "type": "private"}, message.text, {})
        self.says(external_id, text, reply_to_message=quoted)

    def at_work_here(self, external_id: int = IRINA, customer: int = 1) -> None:
        """An agent has a customer's case and works on it in his private chat."""
        self.owned(customer)
        self.presses(external_id, "me:here")
        self.presses(external_id, f"me:case:{self.case().id}")
        self.work()
