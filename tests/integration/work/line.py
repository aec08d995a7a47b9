"""Line zero without Telegram: updates go into a real inbox, real workers handle them, the test looks at what
they wrote. Time stands still until it is moved."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlalchemy import select

from bot.app import build_index, build_services
from bot.intake.lanes import lane
from bot.intake.wakeup import Wakeup
from bot.services import Services
from bot.settings import Settings
from bot.team import roles
from bot.team.roles import Role
from bot.work.worker import Worker
from intents.signals import read_signals
from intents.types import Candidate, Decision, Model, Understanding
from kb import demo_company
from store import inbox, migrate
from store.database import Database
from store.outbox import Action
from store.schema import Case, Message, Outbox, Thread
from tests.e2e.interleavings import DESK, NOON, services

IRINA, PAVEL = 901, 902
QUESTION = "как сменить пароль wifi"
"""The demo knowledge base answers it."""
UNKNOWN = "продаёте абонемент в бассейн с сауной"
"""It does not answer this one."""
STICKER = {
    "sticker": {
        "file_id": "s", "file_unique_id": "s", "width": 9, "height": 9,
        "is_animated": False, "is_video": False, "type": "regular",
    }
}  # fmt: skip
_NAMES = {IRINA: "Ирина", PAVEL: "Павел"}


def photo(number: int = 1) -> dict[str, object]:
    """The part of a message that carries a picture."""
    return {"photo": [{"file_id": f"p{number}", "file_unique_id": f"p{number}", "width": 9, "height": 9}]}


def employ(database: Database, *external_ids: int, role: Role = Role.AGENT) -> None:
    """These people of Telegram have a role from now on."""
    with database.write() as session:
        for external_id in external_ids:
            person = roles.add(session, external_id, NOON, _NAMES.get(external_id, ""))
            roles.set_role(session, person, role, NOON, granted=True)


class Line:
    """A worker on a database, and people who write to it."""

    def __init__(self, database: Database, about: Services | None = None) -> None:
        self.database = database
        self.now = NOON
        self._numbers = count(1)
        employ(database, *_NAMES)
        self.worker = Worker(
            database,
            about or services(),
            wakeup=Wakeup(),
            sender_wakeup=Wakeup(),
            clock=lambda: self.now,
        )

    # -- what people do

    def arrives(self, **what: Any) -> int:
        """An update as Telegram sends it, stored. Gives its id."""
        update_id = next(self._numbers)
        body = {"update_id": update_id, **what}
        with self.database.write() as session:
            inbox.store(session, [inbox.Incoming(update_id, lane(body), json.dumps(body))], self.now)
        return update_id

    def says(self, chat_id: int, text: str = "", **more: Any) -> int:
        """A customer writes; gives the id of the message."""
        number = next(self._numbers)
        message = self._message(number, chat_id, {"id": chat_id, "type": "private"}, text, more)
        self.arrives(message=message)
        return number

    def edits(self, chat_id: int, message_id: int, text: str) -> None:
        """A customer edits a message."""
        message = self._message(message_id, chat_id, {"id": chat_id, "type": "private"}, text, {})
        self.arrives(edited_message=message | {"edit_date": int(self.now.timestamp())})

    def agent_says(self, agent: int, topic: int, text: str = "", **more: Any) -> int:
        """An agent writes in a topic."""
        number = next(self._numbers)
        message = self._message(number, agent, {"id": DESK, "type": "supergroup"}, text, more)
        self.arrives(message=message | {"message_thread_id": topic, "is_topic_message": True})
        return number

    def presses(self, chat_id: int, data: str) -> None:
        """A customer presses a button."""
        self._press(chat_id, data, {"id": chat_id, "type": "private"}, {})

    def agent_presses(self, agent: int, topic: int, data: str) -> None:
        """An agent presses a button in a topic."""
        place = {"message_thread_id": topic, "is_topic_message": True}
        self._press(agent, data, {"id": DESK, "type": "supergroup"}, place)

    def _press(self, who: int, data: str, chat: dict[str, Any], place: dict[str, Any]) -> None:
        message = self._message(next(self._numbers), who, chat, "кнопки", {}) | place
        press = {"id": str(next(self._numbers)), "from": message["from"], "chat_instance": "1"}
        self.arrives(callback_query=press | {"data": data, "message": message})

    def _message(
        self, number: int, who: int, chat: dict[str, Any], text: str, more: dict[str, Any]
    ) -> dict[str, Any]:
        name = _NAMES.get(who, f"Клиент {who}")
        return {
            "message_id": number,
            "date": int(self.now.timestamp()),
            "chat": chat,
            "from": {"id": who, "is_bot": False, "first_name": name, "language_code": "ru"},
            **({"text": text} if text else {}),
            **more,
        }

    # -- what happens then

    def drain(self, lane: str) -> None:
        """All that one lane has to do now is handled."""
        while self.worker.step(lane):
            pass

    def work(self, seconds: float = 0) -> None:
        """Everything that is due is handled; then time passes, and what has come due is handled too."""
        for passed in (0, seconds):
            self.now += timedelta(seconds=passed)
            while lanes := self.pending():
                for one in sorted(lanes):
                    self.drain(one)

    def pending(self) -> list[str]:
        """Lanes with something to do."""
        with self.database.read() as session:
            return inbox.pending_lanes(session, self.now)

    def read(self, question: Callable[[Any], Any]) -> Any:
        """Ask the database."""
        with self.database.read() as session:
            return question(session)

    def case(self) -> Case:
        """The newest case."""
        found: Case = self.read(
            lambda session: session.scalars(select(Case).order_by(Case.id.desc())).first()
        )
        return found

    def topic(self) -> int:
        """The topic of the newest case, made as the sender would."""
        return self.topic_of(self.case().id)

    def topic_of(self, case_id: int) -> int:
        """The topic of a case, made as the sender would."""
        with self.database.write() as session:
            session.add(Thread(case_id=case_id, chat_id=DESK, external_id=case_id * 10, created_at=self.now))
        return case_id * 10

    def owned(self, chat_id: int = 1) -> int:
        """A case that Ирина has; gives its topic."""
        self.says(chat_id, "позовите оператора")
        self.work()
        topic = self.topic()
        self.agent_presses(IRINA, topic, f"take:{self.case().id}:{self.case().epoch}")
        self.work()
        return topic

    def solved(self, chat_id: int = 1) -> int:
        """A case that Ирина calls solved, before the customer says so; gives its topic."""
        topic = self.owned(chat_id)
        case = self.case()
        self.agent_presses(IRINA, topic, f"done:{case.id}:{case.epoch}")
        self.work()
        return topic

    def sent_to(self, chat_id: int | None) -> list[str]:
        """What was written to a customer (None: to the agents), in order, copies too."""
        wanted = (
            select(Outbox)
            .where(
                Outbox.chat_id == chat_id if chat_id else Outbox.chat_id.is_(None),
                Outbox.action.in_([Action.SEND_TEXT, Action.SEND_PICTURE, Action.COPY]),
            )
            .order_by(Outbox.id)
        )
        with self.database.read() as session:
            said = []
            for row in session.scalars(wanted):
                for message_id in row.payload.get("message_ids", ()):
                    message = session.get(Message, message_id)
                    said.append(message.text or f"[{message.kind}]")
                if "html" in row.payload:
                    said.append(row.payload["html"])
            return said

    def buttons_of(self, chat_id: int | None) -> list[str]:
        """The data of all buttons that were written, oldest first."""
        wanted = select(Outbox.payload).where(
            Outbox.chat_id == chat_id if chat_id else Outbox.chat_id.is_(None)
        )
        with self.database.read() as session:
            payloads = session.scalars(wanted.order_by(Outbox.id)).all()
        return [
            one["data"]
            for payload in payloads
            for row in payload.get("keyboard") or ()
            for one in row
            if "data" in one
        ]


class Plain:
    """A model that needs no training: the first entry answers what names a password, people the rest."""

    version = "plain"

    def understand(self, text: str, *, previous: str = "", language: str = "") -> Understanding:
        known = "парол" in text
        entry = min(entry.id for entry in demo_company.entries())
        return Understanding(
            text=text,
            normalised=text,
            language=language or "ru",
            decision=Decision.ANSWER if known else Decision.HANDOFF,
            confidence=0.9 if known else 0.1,
            candidates=(Candidate(entry, 0.9),) if known else (),
            signals=read_signals(text),
        )

    def understand_many(self, texts: Sequence[str]) -> list[Understanding]:
        return [self.understand(text) for text in texts]


def services_with(model: Model) -> Services:
    """The real services around another model."""
    folder = Path(tempfile.mkdtemp(prefix="linezero-services-"))
    database = Database(f"sqlite:///{folder / 'kb.db'}")
    migrate.upgrade(database)
    with database.write() as session:
        demo_company.load(session, NOON)
    settings = Settings(
        _env_file=None,
        telegram_token=SecretStr("1:x"),
        desk_chat_id=DESK,
        support_hours="24/7",
        encoder="lexical",
    )
    index = build_index(settings, database, lambda _documents, _examples: model)
    index.rebuild()
    with suppress(AttributeError):
        database.close()
    return build_services(settings, index, demo_company.company())
