"""The composition root: builds everything from one settings object, runs it, and stops it cleanly."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot import belonging, ending, heaps, permissions
from bot.desk import outage
from bot.desk.clocks import guard
from bot.desk.screen import board
from bot.desk.screen.summary import DailySummaries
from bot.desk.writing.aftermath import Aftermath
from bot.editor import digest
from bot.editor.workshop import Workshop
from bot.intake.polling import Poller
from bot.intake.wakeup import Wakeup
from bot.intake.webhook import WebhookAddress, WebhookServer
from bot.introduction import introduce
from bot.knowledge import Knowledge
from bot.sending.budgets import Limits
from bot.sending.leading import Leadership
from bot.sending.sender import Sender
from bot.sending.settle import Hooks
from bot.services import Services
from bot.settings import Settings
from bot.step import Step
from bot.team import founding
from bot.team.watching import Watch
from bot.telegram.client import TelegramClient
from bot.telegram.raw import RawApi
from bot.training import FirstTraining, trainer_of
from bot.work.worker import Worker
from handoff.calendar import Calendar
from intents import encoders
from intents.model import TrainedModel
from intents.training import adopt
from intents.types import Document, Example, Model
from intents.vectors import Progress, VectorCache
from kb import demo_company, library
from kb.company import Company, read_company
from kb.index import Index, IndexNotReadyError, Train
from kb.questions import askings
from kb.reactions import encoder_of
from store import migrate, patience, trouble
from store.database import Database
from store.schema import Setting
from store.sqlite import FileGoneError

_log = structlog.get_logger(__name__)
_DEMO_KEY = "demo_loaded"
_LOG_KEPT, _LOG_READ = timedelta(days=90), 1000  # what customers asked lately tells what a model can promise
_LOOK_AT_FILE = 1.0  # s
_AFTER_DATABASE_TROUBLE = 5.0  # s


def open_database(settings: Settings) -> Database:
    """The database of the settings, at the present schema."""
    database = Database(settings.database_url)
    database.check_address()
    migrate.upgrade(database)
    permissions.mend(settings, database)
    return database


def load_demo(database: Database) -> int:
    """Fill an empty knowledge base with the demo company. Returns how many entries were loaded."""
    with database.write() as session:
        if library.latest(session):
            return 0
        session.merge(Setting(key=_DEMO_KEY, value="loaded"))
        return len(demo_company.load(session, datetime.now(UTC)))


def build_index(settings: Settings, database: Database, trainer: Train | None = None) -> Index:
    """The index of the published entries; nothing is trained yet."""
    hours = _hours(settings)
    learn = trainer or trainer_of(settings)

    def trained(documents: Sequence[Document], examples: Sequence[Example]) -> Model:
        model = learn(documents, examples)
        if not isinstance(model, TrainedModel):
            return model
        since = datetime.now(UTC) - _LOG_KEPT
        with database.read() as session:
            asked = [one.text for one in askings(session, since)[-_LOG_READ:]]
        return model.adapted(asked, VectorCache(settings.data_dir))

    def adopted(model: Model, documents: Sequence[Document], examples: Sequence[Example]) -> Model:
        if not isinstance(model, TrainedModel):
            return model
        return adopt(model, documents, examples=examples, cache_dir=settings.data_dir)

    return Index(
        database,
        trained,
        adopt=adopted,
        today=lambda: datetime.now(hours.zone).date(),
    )


def company_of(settings: Settings, database: Database) -> Company:
    """What the company says of its topics: its file, the demo's where the demo was loaded, or nothing."""
    if settings.company_file is not None:
        return read_company(settings.company_file)
    with database.read() as session:
        return demo_company.company() if session.get(Setting, _DEMO_KEY) else Company()


def build_services(settings: Settings, index: Index, company: Company) -> Services:
    """What the steps of the work have at hand."""
    pictures = (settings.pictures_dir, demo_company.PICTURES)
    knowledge = Knowledge(index, company, pictures)
    workshop = Workshop(
        index,
        encoder=settings.encoder,
        cache_dir=settings.data_dir,
        tables_dir=settings.tables_dir,
        target_error=settings.target_error,
        link_limit=settings.check_links,
    )
    return Services(settings, knowledge, _hours(settings), workshop)


def _hours(settings: Settings) -> Calendar:
    return settings.calendar


class App:
    """The whole program around one database: intake, worker, sender. `run` ends when `stop` is set."""

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        trainer: Train | None = None,
        limits: Limits | None = None,
        progress: Progress | None = None,
        belongs_to: str = "",
    ) -> None:
        """`trainer` and `limits` stand in for those of the settings and of Telegram's rules; `progress` is
        told how far the first training is. `belongs_to` is what the database has to belong to, the bot of the
        token unless said."""
        self.settings = settings
        self.stop = asyncio.Event()
        token = settings.telegram_token.get_secret_value()
        self._clock = clock
        self._belongs_to = belongs_to or belonging.bot_of(settings)
        open_database(settings).close()  # an upgrade may take long, a statement of the service may not
        self._database = Database(settings.database_url, seconds=patience.SERVING)
        self._gone: FileGoneError | None = None
        self._limits = limits
        self._stopping = threading.Event()
        self._first = None if trainer else FirstTraining(settings, self._stopping, progress)
        self.index = build_index(settings, self._database, trainer or self._first)
        proxy = settings.telegram_proxy
        self.client = TelegramClient(token, settings.telegram_api_url, proxy=proxy)
        self._api = RawApi(token, settings.telegram_api_url, proxy=proxy)
        self._leadership = Leadership(self._database, clock=clock)

    def knowledge_is_empty(self) -> bool:
        """Whether there is no entry to answer with."""
        with self._database.read() as session:
            return not library.published(session)

    @property
    def encoder(self) -> str:
        """What reads the questions that are answered now, in words."""
        return encoders.described(encoder_of(self.index.snapshot.model))

    async def run(self, ready: Callable[[], None] = lambda: None) -> None:
        """Serve until `stop`. `ready` is called when questions can be answered.

        Raises UnknownTokenError when Telegram does not know the token, EncoderError where the encoder of the
        settings cannot be had, ForeignDatabaseError when the database is another bot's, FileGoneError when
        its file was deleted or replaced.
        """
        ending_ = asyncio.create_task(self._end())
        try:
            services = await asyncio.to_thread(self._prepare)
            if not self.stop.is_set():
                await self._serve(services, ready)
        except IndexNotReadyError:
            if not self.stop.is_set():
                raise
        finally:
            self.stop.set()
            await ending_
            await self.close()
        if self._gone is not None:
            raise self._gone

    def _prepare(self) -> Services:
        """All that has to be there before anybody is answered; it may take minutes."""
        belonging.check(self._database, self._belongs_to)
        heaps.share()
        if self._first is not None:
            encoders.make(self.settings.encoder, self.settings.data_dir)
            heaps.trim()
        self.index.start()
        heaps.trim()
        services = build_services(self.settings, self.index, company_of(self.settings, self._database))
        with self._database.write() as session:
            digest.plan(session, self._clock(), services.hours)
            guard.plan(session, self._clock())
            board.plan(session, self._clock())
        founding.appoint_configured(self._database, self.settings, self._clock())
        return services

    async def _serve(self, services: Services, ready: Callable[[], None]) -> None:
        arrived, to_send = Wakeup(), Wakeup()
        worker, sender = self.parts(services, arrived, to_send, leadership=self._leadership)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(worker.run(self.stop))
            tasks.create_task(worker.watch(self.stop))
            tasks.create_task(self._watch_file())
            if self.settings.mode == "webhook":  # Telegram calls whichever process it reaches
                tasks.create_task(self._webhook(arrived).run(self.stop))
            lead = partial(self._lead, services, sender, arrived, to_send)
            tasks.create_task(self._leadership.run(self.stop, lead, worker.is_well))
            tasks.create_task(ending.until(self.stop, introduce(self.client.bot, self.settings)))
            tasks.create_task(self._warm_up())
            ready()

    async def _lead(
        self, services: Services, sender: Sender, arrived: Wakeup, to_send: Wakeup, over: asyncio.Event
    ) -> None:
        """What only one process does at a time, until it is over."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(sender.run(over, self.stop))
            watch = self._watch(arrived)
            await ending.until(over, watch.look_first())
            tasks.create_task(ending.until(over, watch.run(over)))
            if self.settings.mode == "polling":
                alert = partial(self._tell_of_outage, services, to_send)
                poller = Poller(self._database, self._api, arrived, clock=self._clock, alert=alert)
                tasks.create_task(poller.run(over))
            if self.settings.summary_hour is not None:
                tasks.create_task(self._summaries(self.settings.summary_hour, to_send).run(over))

    def _tell_of_outage(self, services: Services, to_send: Wakeup, since: datetime) -> None:
        """The bot has seen no updates for minutes."""
        with self._database.write() as session:
            outage.tell(
                Step(session, self._clock(), f"outage:{since.timestamp()}", services), since, "fetching"
            )
        to_send.set()

    def parts(
        self,
        services: Services,
        arrived: Wakeup,
        to_send: Wakeup,
        *,
        tick: Callable[[], float] = time.monotonic,
        leadership: Leadership | None = None,
    ) -> tuple[Worker, Sender]:
        """What handles the inbox and what empties the outbox; neither runs yet. Without a `leadership` no
        other process may send."""
        aftermath = Aftermath(services, self._clock)
        worker = Worker(
            self._database,
            services,
            wakeup=arrived,
            sender_wakeup=to_send,
            threads=self.settings.workers,
            clock=self._clock,
        )
        sender = Sender(
            self._database,
            self.client,
            to_send,
            desk_chats=self.settings.desk_chats,
            limits=self._limits,
            hooks=Hooks(
                aftermath.on_settled,
                aftermath.on_topic_gone,
                aftermath.concerns,
                aftermath.on_desk,
                aftermath.on_waiting,
            ),
            leadership=leadership,
            clock=self._clock,
            tick=tick,
        )
        return worker, sender

    def _watch(self, arrived: Wakeup) -> Watch:
        owner = self._belongs_to
        return Watch(
            self._database, self.client, self.settings, wakeup=arrived, clock=self._clock, owner=owner
        )

    def _webhook(self, arrived: Wakeup) -> WebhookServer:
        address = WebhookAddress(
            self.settings.webhook_url,
            self.settings.webhook_secret.get_secret_value(),
            self.settings.webhook_listen,
        )
        return WebhookServer(self._database, self._api, arrived, address)

    def _summaries(self, hour: int, to_send: Wakeup) -> DailySummaries:
        return DailySummaries(
            self._database,
            hour=hour,
            zone=_hours(self.settings).zone,
            language=self.settings.desk_language,
            folder=self.settings.data_dir / "summaries",
            sender_wakeup=to_send,
            clock=self._clock,
        )

    async def _warm_up(self) -> None:
        """Make the vectors of the present encoder while the one before it serves."""
        if self._first is None or self._first.over:
            return
        self._first.over = True
        while not self.stop.is_set():
            try:
                await asyncio.to_thread(self.index.rebuild)
            except SQLAlchemyError as error:
                trouble.tell(self._database, error)
                await ending.sleep(self.stop, _AFTER_DATABASE_TROUBLE)
            else:
                heaps.trim()
                return

    async def _watch_file(self) -> None:
        """A database file that is gone ends the program: what it would write goes nowhere."""
        while not await ending.sleep(self.stop, _LOOK_AT_FILE):
            try:
                await asyncio.to_thread(self._database.file.check)
            except FileGoneError as error:
                trouble.tell(self._database, error)
                self._gone = error
                self.stop.set()

    async def _end(self) -> None:
        """Once the program is to end, neither a training nor a database that is silent keeps it from that."""
        await self.stop.wait()
        self._stopping.set()
        self._database.end_in(ending.DATABASE)
        await asyncio.to_thread(self.index.stop)

    async def close(self) -> None:
        """End every connection, once nothing runs any more."""
        await asyncio.to_thread(self.index.stop)
        await self._api.close()
        await self.client.close()
        self._database.close()
