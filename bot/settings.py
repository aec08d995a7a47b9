"""Every knob in one place. Read once by the composition root; the other rooms get plain values."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot import settings_checks as checks
from bot.telegram.connections import Proxy
from handoff.calendar import Calendar
from handoff.metrics import Targets

DATABASE, DEMO_DATABASE = "sqlite:///var/linezero.db", "sqlite:///var/demo.db"
"""Where a bot keeps what it knows, and where the local Telegram does, unless the settings say otherwise."""


class Settings(BaseSettings):
    """Settings, from `LINEZERO_…` variables of the environment or of a `.env` file."""

    model_config = SettingsConfigDict(
        env_prefix="LINEZERO_",
        env_file=".env",
        env_file_encoding="utf-8-sig",
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,  # an error must not print the token
        allow_inf_nan=False,
        str_strip_whitespace=True,
    )

    telegram_token: SecretStr = Field(
        SecretStr(""), description="Token from @BotFather. Without one, the local Telegram is started."
    )
    telegram_api_url: str = Field(
        "https://api.telegram.org",
        description="Bot API server; your own one may stand here, like `http://127.0.0.1:8081`.",
    )
    proxy: SecretStr = Field(
        SecretStr(""),
        description="Proxy for all calls to Telegram and for its files, and for nothing else: "
        "`socks5://user:password@host:1080`, `http://…` or `https://…`. Empty: Telegram is called directly, "
        "whatever `HTTPS_PROXY` says.",
    )
    desk_chat_id: int | str | None = Field(
        None,
        description="Id of the agents' forum group (`linezero doctor` tells how to find it); several with "
        "commas share one queue, because Telegram lets 20 messages a minute into each.",
    )
    desk_language: Literal["ru", "en"] = Field("ru", description="Language of the agents' group.")
    default_language: Literal["ru", "en"] = Field(
        "ru", description="Language of a customer whose words do not tell it yet."
    )
    database_url: str = Field(
        DATABASE,
        description="SQLite file or `postgresql://user:password@host/name`. Without a token "
        "`sqlite:///var/demo.db`, so that nothing made for play reaches your bot.",
    )
    data_dir: Path = Field(
        Path("var"), description="Folder for pictures and files of answers, and for what can be made anew."
    )

    mode: Literal["polling", "webhook"] = Field("polling", description="How updates arrive.")
    webhook_url: str = Field("", description="Public https address that Telegram calls in webhook mode.")
    webhook_secret: SecretStr = Field(
        SecretStr(""), description="1–256 characters A–Z a–z 0–9 _ -, sent by Telegram with each call."
    )
    webhook_listen: str = Field("127.0.0.1:8443", description="Where to listen, behind your proxy.")

    supervisors: str = Field(
        "",
        description="Telegram ids of the first supervisors, with commas; they give the others their roles.",
    )
    two_person_publishing: bool = Field(
        False, description="Whether somebody else than the author has to publish a change of an entry."
    )
    review_days: int = Field(
        180, ge=1, le=3650, description="How long after publishing an entry has to be looked at again."
    )

    check_links: int = Field(
        0,
        ge=0,
        le=1000,
        description="How many web addresses in answers are asked at most, whether they still open, when an "
        "editor looks at how answers do; 0: none.",
    )

    company_file: Path | None = Field(
        None,
        description="YAML file with your topics, what agents need to know for each, and what is asked most; "
        "`kb/demo/topics.yaml` is an example.",
    )
    company_name: str = Field(
        "", max_length=100, description="How the greeting names you; empty: as the knowledge base says."
    )
    company_name_en: str = Field("", max_length=100, description="The same in English.")
    support_hours: str = Field(
        "09:00-21:00",
        description="When people are on the first line, local time: `09:00-21:00` every day, "
        "`пн-пт 09:00-21:00, сб 10:00-18:00` (or `mon-fri …`) by weekday, `24/7` for always.",
    )
    holidays: str = Field(
        "RU",
        description="Country whose public holidays nobody works on (`RU`, `KZ`, `BY`…), moved days included; "
        "empty: people work on holidays too. A desk open `24/7` knows none.",
    )
    days_off: str = Field(
        "", description="Days on which nobody is there either, like `2026-12-31, 2027-01-11..2027-01-13`."
    )
    work_days: str = Field(
        "",
        description="Days on which people work although it is a holiday or their day off, like "
        "`2027-01-04 10:00-16:00, 2027-01-05`; without hours: those of the weekday.",
    )
    timezone: str = Field("Europe/Moscow", description="Time zone of the support hours.")

    encoder: str = Field(
        "auto", description="`lexical`, `use`, `e5`, `path:FOLDER`, or `auto`: e5 where it is sound."
    )
    target_error: float = Field(
        0.05, ge=0.005, le=0.5, description="Acceptable share of wrong answers among all answers."
    )

    useless_offers: float = Field(
        0.5,
        ge=0.05,
        le=0.9,
        description="How many offers («which of these is closest?») may miss, as a share of all: 0.5 is one "
        "in two. A smaller number means fewer offers and more handoffs.",
    )

    burst_seconds: float = Field(
        2.0, ge=0, le=30, description="How long after the last message of a burst the answer waits."
    )
    album_seconds: float = Field(1.0, ge=0, le=10, description="How long an album is collected.")
    lease_minutes: int = Field(
        30,
        ge=1,
        le=10080,
        description="How long an agent may be silent before a claimed case returns to the queue.",
    )
    routing: Literal["pull", "push"] = Field(
        "pull",
        description="How a waiting case finds its agent: `pull`, they take it from the queue; `push`, it is "
        "offered to the best one who is free, and to the next one after a while.",
    )
    offer_seconds: int = Field(
        60, ge=10, le=3600, description="How long an offered case waits for «Беру» before the next is asked."
    )
    case_limit: int = Field(
        0,
        ge=0,
        le=1000,
        description="How many cases an agent works on at once, unless his profile says otherwise; those that "
        "wait for the customer or a vendor do not count. 0: no limit.",
    )
    segment_priority: str = Field(
        "vip=60, business=30",
        description="How many minutes of waiting a customer's segment is ahead of the others in the queue.",
    )
    confirm_hours: int = Field(
        24,
        ge=1,
        le=8760,
        description="How long «Решено» waits for the customer before it closes unconfirmed.",
    )
    reopen_hours: int = Field(
        72, ge=1, le=8760, description="How long after closing a real question reopens the same case."
    )
    idle_hours: int = Field(
        12, ge=1, le=8760, description="How long after an answer without reaction line zero closes the case."
    )
    lines: int = Field(
        3, ge=1, le=3, description="How many lines of people there are; with 1 nothing is escalated."
    )
    awaiting_reminder_hours: int = Field(
        24, ge=1, le=8760, description="How long a case waits for its customer before he is reminded once."
    )
    awaiting_close_hours: int = Field(
        72, ge=2, le=8760, description="How long a case waits for its customer before it closes unconfirmed."
    )
    vendor_reminder_hours: int = Field(
        24, ge=1, le=8760, description="How often the owner of a case that a vendor has is reminded to ask."
    )
    incident_customers: int = Field(
        5,
        ge=0,
        le=10000,
        description="How many customers with one topic within `LINEZERO_INCIDENT_MINUTES` make supervisors "
        "hear of a likely mass incident; 0: never.",
    )
    incident_minutes: int = Field(
        30, ge=1, le=1440, description="Within how many minutes they count as one group."
    )
    promise_minutes: int = Field(
        15, ge=1, le=10080, description="Answer time promised until there are waits of our own to learn from."
    )
    urgent_promise_minutes: int = Field(
        5,
        ge=1,
        le=10080,
        description="The same for danger (money, theft, health, court), which goes before all else.",
    )
    watchdog_seconds: float = Field(
        60,
        ge=5,
        le=3600,
        description="A customer whom line zero left without any answer this long gets a human.",
    )

    nps_days: int = Field(
        90,
        ge=0,
        le=3650,
        description="How often at most a customer is asked whether he would recommend you, in days; he is "
        "asked after a good rating only. 0: never.",
    )
    summary_hour: int | None = Field(
        None,
        ge=0,
        le=23,
        description="Hour at which the agents' group gets yesterday's figures; empty: never.",
    )
    board_seconds: int = Field(
        20,
        ge=0,
        le=3600,
        description="How often the pinned board of the queue may change; 0: there is none.",
    )
    sla: str = Field(
        "",
        description="Service level in minutes: first reply/next reply/solution, like `15/30/480`, apart "
        "for a line, a plan or urgent cases: `15/30/480; 2: -/-/960; vip: 5/15/240; vip 2: -/-/480; urgent: "
        "5/5/120`. Urgent counts before the plan, the plan before the line. Clocks run in the support hours "
        "and stop while it is the customer's or a vendor's turn.",
    )

    demo_port: int = Field(8081, ge=1, le=65535, description="Port of the local Telegram's page.")
    workers: int = Field(8, ge=1, le=64, description="Chats handled at the same time.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="What is logged.")
    log_json: bool = Field(False, description="One JSON object a log line, for collectors.")

    @model_validator(mode="before")
    @classmethod
    def _play_has_its_own_database(cls, values: dict[str, Any]) -> dict[str, Any]:
        token = values.get("telegram_token") or ""
        token = token.get_secret_value() if isinstance(token, SecretStr) else token
        return values if token else {"database_url": DEMO_DATABASE, **values}

    @field_validator("desk_chat_id", "summary_hour", "company_file", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("*", mode="before")
    @classmethod
    def _choices_in_any_case(cls, value: object, info: ValidationInfo) -> object:
        choice = cls.model_fields[info.field_name or ""].annotation
        if not isinstance(value, str) or get_origin(choice) is not Literal:
            return value
        return {str(one).lower(): one for one in get_args(choice)}.get(value.strip().lower(), value)

    _groups = field_validator("desk_chat_id")(checks.groups)
    _people = field_validator("supervisors")(checks.people)
    _api_url = field_validator("telegram_api_url")(checks.api_url)
    _webhook_url = field_validator("webhook_url")(checks.webhook_url)
    _zone = field_validator("timezone")(checks.zone)
    _encoder = field_validator("encoder")(checks.encoder)
    _data_dir = field_validator("data_dir")(checks.folder)
    _hours = field_validator("support_hours")(checks.hours)
    _days = field_validator("days_off", "work_days")(checks.days)
    _country = field_validator("holidays")(checks.country)
    _segments = field_validator("segment_priority")(checks.segments)

    @field_validator("telegram_token", "webhook_secret", "proxy")
    @classmethod
    def _secrets_can_be_read(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        check = {"telegram_token": checks.token, "webhook_secret": checks.webhook_secret}
        given = value.get_secret_value().strip()
        check.get(info.field_name or "", Proxy.parse)(given)
        return SecretStr(given)

    @field_validator("webhook_listen")
    @classmethod
    def _can_be_listened_at(cls, value: str) -> str:
        checks.listen(value)
        return value

    @model_validator(mode="after")
    def _hours_can_be_read(self) -> Settings:
        try:
            self.calendar  # noqa: B018 -- a mistake is told now, not at the first handoff
        except ValueError as error:
            raise ValueError(f"LINEZERO_DAYS_OFF or LINEZERO_WORK_DAYS: {error}") from None
        return self

    @model_validator(mode="after")
    def _targets_can_be_read(self) -> Settings:
        try:
            self.targets  # noqa: B018 -- as above
        except ValueError as error:
            raise ValueError(f"LINEZERO_SLA: {error}") from None
        return self

    @model_validator(mode="after")
    def _webhook_is_complete(self) -> Settings:
        if self.mode == "webhook" and not (self.webhook_url and self.webhook_secret.get_secret_value()):
            raise ValueError(
                "webhook mode needs LINEZERO_WEBHOOK_URL and LINEZERO_WEBHOOK_SECRET; "
                "set both, or LINEZERO_MODE=polling"
            )
        return self

    @cached_property
    def calendar(self) -> Calendar:
        """When people are there."""
        return Calendar.parse(
            self.support_hours,
            self.timezone,
            country=self.holidays,
            days_off=self.days_off,
            work_days=self.work_days,
        )

    @model_validator(mode="after")
    def _reminder_comes_before_closing(self) -> Settings:
        if self.awaiting_close_hours <= self.awaiting_reminder_hours:
            raise ValueError(
                "LINEZERO_AWAITING_CLOSE_HOURS must be longer than LINEZERO_AWAITING_REMINDER_HOURS: "
                "nobody's case is closed before he was reminded"
            )
        return self

    @cached_property
    def targets(self) -> Targets:
        """The service level."""
        return Targets.parse(self.sla, self.calendar)

    @property
    def telegram_proxy(self) -> Proxy | None:
        """What stands between us and Telegram; None: nothing."""
        return Proxy.parse(self.proxy.get_secret_value())

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no line of a log may hold."""
        proxy = self.telegram_proxy
        known = (self.telegram_token.get_secret_value(), self.webhook_secret.get_secret_value())
        # one of a few letters would be struck out of every word; no text of ours holds it anyway
        return tuple(one for one in (*known, (proxy and proxy.password) or "") if len(one) > 5)

    @property
    def supervisor_ids(self) -> frozenset[int]:
        """Who is a supervisor whatever the bot was told."""
        return frozenset(int(part) for part in self.supervisors.split(",") if part.strip())

    @property
    def limit_of_cases(self) -> int | None:
        """How many cases an agent works on at once; None: any number."""
        return self.case_limit or None

    @property
    def desk_chats(self) -> tuple[int, ...]:
        """The agents' groups as configured, the first one first."""
        listed = str(self.desk_chat_id or "").split(",")
        return tuple(int(one) for one in listed if one)

    @property
    def pictures_dir(self) -> Path:
        """Where the pictures are kept that editors send."""
        return self.data_dir / "pictures"

    @property
    def tables_dir(self) -> Path:
        """Where tables of entries are kept, those that editors send and those made for them."""
        return self.data_dir / "tables"

    @property
    def burst(self) -> timedelta:
        return timedelta(seconds=self.burst_seconds)

    @property
    def album(self) -> timedelta:
        return timedelta(seconds=self.album_seconds)
