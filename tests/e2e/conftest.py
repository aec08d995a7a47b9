"""The whole bot over real HTTP against the local Telegram, with a customer and two agents."""

from __future__ import annotations

import asyncio
import functools
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.app import App, load_demo, open_database
from bot.sending.budgets import UNLIMITED
from bot.settings import Settings
from bot.team import roles
from bot.team.roles import Role
from handoff import ledger
from handoff.case import Event
from intents.training import train
from intents.types import Document, Example, Model
from kb.index import Train
from sim.people import Group, Person
from sim.server import LocalTelegram
from store.database import Database
from store.schema import Case, Inbox, Outbox
from tests.conftest import empty_sqlite

DEADLINE = 30.0
BURST = 0.25
QUESTION = "как сменить пароль wifi"
"""The demo knowledge base answers it, and the next one."""
ANOTHER_QUESTION = "проверить сколько интернета осталось на телефоне"
UNKNOWN = "продаёте абонемент в бассейн с сауной"
"""It does not answer this one."""


class Clock:
    """Real time that a test can push ahead."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@functools.cache
def _trained(documents: tuple[str, ...], examples: tuple[Example, ...]) -> Model:
    return train([_DOCUMENTS[document] for document in documents], examples=examples, encoder="lexical")


_DOCUMENTS: dict[str, Document] = {}


def trained_once(documents: Sequence[Document], examples: Sequence[Example]) -> Model:
    """Equal entries give an equal model, so that a test run trains it once."""
    _DOCUMENTS.update({repr(document): document for document in documents})
    return _trained(tuple(repr(document) for document in documents), tuple(examples))


@dataclass
class World:
    """A running bot and the people around it."""

    telegram: LocalTelegram
    desk: Group
    customer: Person
    irina: Person
    pavel: Person
    settings: Settings
    database: Database
    clock: Clock = field(default_factory=Clock)

    @asynccontextmanager
    async def bot(self, trainer: Train | None = None, **options: Any) -> AsyncIterator[App]:
        """A serving bot; leaving the block stops it cleanly."""
        settings = Settings(_env_file=None, **(self.settings.model_dump() | options))
        app = App(settings, clock=self.clock, trainer=trainer or trained_once, limits=UNLIMITED)
        ready = asyncio.Event()
        running = asyncio.create_task(app.run(ready.set))
        waiting = asyncio.create_task(ready.wait())
        await asyncio.wait({running, waiting}, timeout=DEADLINE, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        try:
            if running.done():
                await running
            yield app
        finally:
            app.stop.set()
            await asyncio.wait_for(running, DEADLINE)

    def read(self, question: Callable[[Session], Any]) -> Any:
        """Ask the database something."""
        with self.database.read() as session:
            return question(session)

    def case(self) -> Case:
        """The newest case."""
        found: Case = self.read(
            lambda session: session.scalars(select(Case).order_by(Case.id.desc())).first()
        )
        return found

    async def until(self, condition: Callable[[Session], Any], what: str) -> Any:
        """Wait until the database says so; it is asked after each thing that happens in a chat."""
        async with asyncio.timeout(DEADLINE):
            seq = 0
            while True:
                found = self.read(condition)
                if found:
                    return found
                events = await self.customer.control.wait_event(None, seq, 0.05)
                seq = max((event.get("seq", seq) for event in events), default=seq)
        raise AssertionError(what)

    async def settled(self) -> None:
        """Wait until nothing is left to handle or to send."""
        await self.until(
            lambda session: (
                session.scalar(select(Inbox.id).where(Inbox.state == "pending").limit(1)) is None
                and session.scalar(select(Outbox.id).where(Outbox.state.in_(("pending", "sending"))).limit(1))
                is None
            ),
            "everything handled and sent",
        )

    async def topic(self) -> int:
        """The topic of the newest case, as soon as it is there."""
        return await self.desk.wait_for_topic("№")

    async def handed_off(self, words: str = "позовите оператора") -> tuple[Person, Person]:
        """The customer asks for a person; gives both agents, standing in the topic."""
        await self.customer.say(words)
        topic = await self.topic()
        return self.irina.in_topic(topic), self.pavel.in_topic(topic)

    async def taken(self, words: str = "позовите оператора") -> tuple[Person, Person]:
        """The same, and Ирина has taken the case."""
        irina, pavel = await self.handed_off(words)
        await pressed(irina, "Взять")
        await self.customer.wait_for("Ирина на связи")
        return irina, pavel

    async def closed(self, irina: Person) -> None:
        """Ирина says that it is solved, and the customer agrees."""
        before = (await self.customer.history())[-1].id
        await pressed(irina, "Решено")
        asked = await self.customer.wait_for("вопрос решён?", after=before)
        await self.customer.press("Да, всё решено", message_id=asked.id)
        await irina.wait_for("Клиент подтвердил")
        await self.settled()

    async def heard(self) -> list[str]:
        """Everything that the customer was told, oldest first."""
        return [seen.text for seen in await self.customer.history() if seen.from_bot]

    def events(self, case_id: int | None = None) -> list[Event]:
        """The log of the newest case, or of this one."""
        wanted = case_id or self.case().id
        found: list[Event] = self.read(lambda session: ledger.events(session, wanted))
        return found


async def pressed(person: Person, *labels: str) -> None:
    """Somebody presses one button after the other, each as soon as he sees it."""
    for label in labels:
        shown = await person.wait_for(lambda seen, label=label: any(label in one for one in seen.buttons))
        await person.press(label, message_id=shown.id)


@functools.cache
def _sqlite_with_demo() -> bytes:
    """The file of a database with the demo knowledge base: made once, copied for each test."""
    with tempfile.TemporaryDirectory(prefix="linezero-demo-") as folder:
        file = Path(folder) / "linezero.db"
        file.write_bytes(empty_sqlite())
        database = Database(f"sqlite:///{file}")
        load_demo(database)
        database.close()
        return file.read_bytes()


@asynccontextmanager
async def peopled(place: Path, database_url: str) -> AsyncIterator[World]:
    """The people, and a database with the demo knowledge base; no bot serves yet."""
    async with LocalTelegram(port=0) as telegram:
        customer = await telegram.people.customer("Мария")
        desk = await telegram.people.group("Поддержка", ["Ирина", "Павел"])
        settings = Settings(
            _env_file=None,
            telegram_token=SecretStr(telegram.token),
            telegram_api_url=telegram.base_url,
            desk_chat_id=desk.chat_id,
            database_url=database_url,
            data_dir=place,
            support_hours="24/7",
            burst_seconds=BURST,
            album_seconds=BURST,
            encoder="lexical",
        )
        database = open_database(settings)
        load_demo(database)
        irina, pavel = desk.agents
        with database.write() as session:
            for agent in (irina, pavel):
                person = roles.add(session, agent.id, datetime.now(UTC), agent.name)
                roles.set_role(session, person, Role.AGENT, datetime.now(UTC), granted=True)
        yield World(telegram, desk, customer, irina, pavel, settings, database)
        database.close()


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """The people, on SQLite."""
    file = tmp_path / "linezero.db"
    file.write_bytes(_sqlite_with_demo())
    async with peopled(tmp_path, f"sqlite:///{file}") as found:
        yield found


@pytest.fixture
async def world_on_postgres(tmp_path: Path, postgres_database: Database) -> AsyncIterator[World]:
    """The same people, on PostgreSQL."""
    url = postgres_database.url.render_as_string(hide_password=False)
    async with peopled(tmp_path, url) as found:
        yield found


@pytest.fixture
def editor(world: World) -> Person:
    """Irina in her own chat with the bot; the settings make her supervisor and editor."""
    return editor_of(world)


def editor_of(world: World) -> Person:
    """The same in any world."""
    world.settings = world.settings.model_copy(update={"supervisors": str(world.irina.id)})
    return world.irina.at(world.irina.id)
