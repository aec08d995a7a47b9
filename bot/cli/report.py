"""`linezero report` and `linezero staffing`: figures of the first line, from the event log."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.app import open_database
from bot.cli.configured import settings as configured
from bot.reporting import files, rota, table
from bot.reporting.words import percent
from handoff.calendar import Calendar
from handoff.metrics import By, Period, Report, Targets, logs, measure
from handoff.staffing import Aim, demand, plan
from kb import promises
from kb.questions import askings
from store.schema import Person


class Format(StrEnum):
    """What a report is written as."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


class PlanFormat(StrEnum):
    """What a plan is written as."""

    TABLE = "table"
    JSON = "json"


class Language(StrEnum):
    """Languages a report can be in."""

    RU = "ru"
    EN = "en"


_PAGE_WIDTH = 160  # characters of a table that goes into a file

_From = Annotated[str, typer.Option("--from", help="First day, like 2026-11-01; 30 days ago unless said.")]
_To = Annotated[str, typer.Option("--to", help="Last day, included; today unless said.")]
_Out = Annotated[Path | None, typer.Option("--out", help="Write into this file instead of the terminal.")]
_Language = Annotated[Language | None, typer.Option(help="LINEZERO_DESK_LANGUAGE unless said.")]


def report(
    *,
    first: _From = "",
    last: _To = "",
    by: Annotated[By | None, typer.Option("--by", help="Split by this.")] = None,
    kind: Annotated[Format, typer.Option("--format", help="xlsx needs --out.")] = Format.TABLE,
    out: _Out = None,
    sla: Annotated[
        str | None,
        typer.Option(
            "--sla",
            help="Targets in minutes, like “15/30/480; 2: -/-/960; vip: 5/15/240”; LINEZERO_SLA unless said.",
        ),
    ] = None,
    language: _Language = None,
) -> None:
    """Figures of a period: self-service, escalation, speed, promises, service level, quality."""
    settings = configured()
    chosen = language or Language(settings.desk_language)
    hours = settings.calendar
    period = _period(first, last, hours)
    if kind is Format.XLSX and out is None:
        raise typer.BadParameter("an XLSX report needs --out FILE")
    try:
        targets = Targets.parse(sla if sla is not None else settings.sla, hours)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--sla or LINEZERO_SLA") from None
    database = open_database(settings)
    try:
        with database.read() as session:
            found = measure(logs(session, period), period, by=by, targets=targets)
            people = names_of(session)
            asked = askings(session, period.since)
            promise = promises.kept(one for one in asked if one.at < period.until)
    finally:
        database.close()
    if not found.total.opened and not found.total.closed and not found.total.customer_messages:
        typer.echo(f"No case between {period.since:%Y-%m-%d} and {_last_day(period)}.", err=True)
        raise typer.Exit(1)
    _write(found, people, kind, out, chosen)
    if kind is Format.TABLE and out is None and promise.is_enough:
        typer.echo(_kept(promise, chosen))


def _kept(promise: promises.Promise, language: str) -> str:
    """What was promised of line zero's answers, beside what became of them."""
    said, real = percent(promise.promised, language), percent(promise.real, language)
    if language == "en":
        return f"Line zero's answers of known outcome: {promise.answers}; wrong {real}, promised {said}."
    return f"Ответы нулевой линии с известным исходом: {promise.answers}; ошибок {real}, обещано {said}."


def _console() -> Console:
    """As wide as the terminal; wide where there is none, so that nothing is cut off in a pipe."""
    console = Console()
    return console if console.is_terminal else Console(width=_PAGE_WIDTH)


_PLAN_DAYS = 28  # four of each weekday


def staffing(
    *,
    target_seconds: Annotated[float, typer.Option(min=1, help="How soon a case is to be taken.")] = 300.0,
    target_share: Annotated[float, typer.Option(min=0.01, max=0.999, help="For which share of them.")] = 0.8,
    occupancy: Annotated[float, typer.Option(min=0.1, max=1, help="How busy people may be.")] = 0.85,
    handling_seconds: Annotated[
        float | None, typer.Option(min=1, help="Time one case takes one person; from the log unless said.")
    ] = None,
    line: Annotated[int | None, typer.Option(min=1, help="Only this line.")] = None,
    first: _From = "",
    last: _To = "",
    kind: Annotated[PlanFormat, typer.Option("--format")] = PlanFormat.TABLE,
    language: _Language = None,
) -> None:
    """How many people each hour of the week needs to take cases in time (Erlang C)."""
    settings = configured()
    hours = settings.calendar
    period = _period(first, last, hours, days=_PLAN_DAYS)
    database = open_database(settings)
    try:
        with database.read() as session:
            found = demand(logs(session, period), period, hours, line=line)
    finally:
        database.close()
    if handling_seconds is not None:
        found = replace(found, handling=handling_seconds)
    if not found.cases or not found.handling:
        typer.echo(f"Nobody took a case between {period.since:%Y-%m-%d} and {_last_day(period)}.", err=True)
        raise typer.Exit(1)
    aim = Aim(target_seconds, target_share, occupancy)
    try:
        needs = plan(found, aim)
    except ValueError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    if kind is PlanFormat.JSON:
        typer.echo(rota.as_json(found, aim, needs))
    else:
        rota.show(found, aim, needs, language or settings.desk_language, _console())


def names_of(session: Session) -> dict[int, str]:
    """The names of the team's people by id."""
    return {row.id: row.name for row in session.execute(select(Person.id, Person.name))}


def _write(found: Report, people: dict[int, str], kind: Format, out: Path | None, language: Language) -> None:
    match kind:
        case Format.XLSX:
            content = files.as_xlsx(found, people, language)
        case Format.JSON:
            content = files.as_json(found, people, language).encode()
        case Format.CSV:
            content = files.as_csv(found, people, language).encode("utf-8-sig" if out else "utf-8")
        case Format.TABLE if out is None:
            table.show(found, people, language, _console())
            return
        case Format.TABLE:
            text = io.StringIO()
            table.show(found, people, language, Console(file=text, width=_PAGE_WIDTH))
            content = text.getvalue().encode()
    if out is None:
        typer.echo(content.decode(), nl=False)
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        typer.echo(f"{out}: cannot be written ({error.strerror})", err=True)
        raise typer.Exit(1) from None
    typer.echo(str(out))


def _period(first: str, last: str, hours: Calendar, *, days: int = 30) -> Period:
    today = datetime.now(UTC).astimezone(hours.zone).date()
    end = _day(last, "--to") if last else today
    begin = _day(first, "--from") if first else end - timedelta(days=days - 1)
    if begin > end:
        raise typer.BadParameter(f"{begin} is after {end}", param_hint="--from")
    return Period.of_days(begin, end, hours.zone)


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"“{text}” is no day like 2026-11-30", param_hint=option) from None


def _last_day(period: Period) -> date:
    return (period.until - timedelta(microseconds=1)).date()
