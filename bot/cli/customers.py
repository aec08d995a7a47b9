"""`linezero customers`: which segment customers belong to."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import func, select

from bot.app import open_database
from bot.cli.configured import settings as configured
from bot.customer import segments
from bot.customer.segments import Membership
from kb.entry import is_segment
from kb.formats import comma_separated, encoding
from kb.formats.rows import FileRefusedError, shorten
from store.schema import Customer

app = typer.Typer(help="Customers and their segments.", no_args_is_help=True)

_COLUMNS = {
    "telegram": "telegram telegram_id id chat_id",
    "username": "username name ник имя @",
    "phone": "phone телефон номер",
    "segment": "segment сегмент",
}
_NAMED = {name: column for column, names in _COLUMNS.items() for name in names.split()}
_KEYS = {
    "telegram": lambda text: segments.telegram_key(int(text)),
    "username": segments.name_key,
    "phone": segments.phone_key,
}


_LONGEST_ID = 10  # digits of a Telegram id today; a phone with its country has eleven and more
_DIGITS_OF_IDS = 15  # Telegram promises 52 bits
_POINT = re.compile(r"^(\+?\d{1,20})[.,]0{0,9}$")


class UnusableLineError(ValueError):
    """A line of the list names nobody or no proper segment; the text says which and what to do."""


@app.command()
def segment(
    who: Annotated[str, typer.Argument(help="A CSV list, a Telegram id, a @name or a phone.")],
    name: Annotated[str, typer.Argument(help="The segment; nothing to take somebody out of any.")] = "",
) -> None:
    """Put customers into a segment: one, or a CSV list of Telegram ids, @names or phones with segments."""
    try:
        found = list(read_list(Path(who).read_bytes())) if Path(who).is_file() else [_line(0, who, name)]
    except FileRefusedError as error:
        typer.echo(f"{who}: {error}", err=True)
        raise typer.Exit(1) from error
    except UnusableLineError as error:
        typer.echo(f"{error}; nothing was changed", err=True)
        raise typer.Exit(1) from error
    database = open_database(configured())
    with database.write() as session:
        kept, moved = segments.keep(session, found)
    database.close()
    typer.echo(f"{kept} kept; {moved} of them have written already and belong to their segment now.")


@app.command()
def count() -> None:
    """How many customers each segment has."""
    database = open_database(configured())
    with database.read() as session:
        rows = session.execute(select(Customer.segment, func.count()).group_by(Customer.segment)).all()
    database.close()
    for name, number in sorted((row[0], row[1]) for row in rows):
        typer.echo(f"{name or '—'}: {number}")


def read_list(data: bytes) -> Iterator[Membership]:
    """The members that a CSV list names. Raises UnusableLineError and FileRefusedError."""
    text = encoding.decode(data).text
    separator = max(";,\t", key=text.partition("\n")[0].count)
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=separator) if any(map(str.strip, row))]
    columns = [_NAMED.get(cell.strip().lower(), "") for cell in rows[0]] if rows else []
    if "segment" not in columns:
        yield from (_line(number, *_two(number, row)) for number, row in enumerate(rows, 1))
        return
    for number, row in enumerate(rows[1:], 2):
        cells = dict(zip(columns, map(str.strip, row), strict=False))
        for column, text in cells.items():
            if column in _KEYS and text:
                yield Membership(_key(number, column, text), _segment(number, cells.get("segment", "")))


def _two(number: int, row: Sequence[str]) -> tuple[str, str]:
    if len(row) != 2:
        raise UnusableLineError(f"line {number}: two columns are needed, who and segment")
    return row[0], row[1]


def _line(number: int, who: str, name: str) -> Membership:
    """Somebody named without a header: a phone is a phone, however it is written."""
    who = _number(number, who)
    column = "username" if who.startswith("@") else "phone"
    if who.isdecimal() and len(who) <= _LONGEST_ID:
        if len(who) == _LONGEST_ID and who.startswith("9"):
            raise UnusableLineError(
                f"{_place(number)}“{who}” may be a phone or a Telegram id: write a phone as +7{who}, "
                "or name the columns: telegram;segment or phone;segment"
            )
        column = "telegram"
    return Membership(_key(number, column, who), _segment(number, name))


def _key(number: int, column: str, text: str) -> str:
    text = _number(number, text)
    digits = sum(character.isdigit() for character in text)
    if (column == "telegram" and not _is_id(text)) or (column == "phone" and not 7 <= digits <= 15):
        raise UnusableLineError(
            f"{_place(number)}“{shorten(text)}” is neither a Telegram id, a @name nor a phone"
        )
    return _KEYS[column](text)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _DIGITS_OF_IDS


def _number(number: int, text: str) -> str:
    """A number as it was before a spreadsheet took it for one: no digits behind a point, none lost."""
    text = text.strip().removeprefix("'").strip()
    if comma_separated.is_cut(text):
        raise UnusableLineError(
            f"{_place(number)}“{text}” was shortened by Excel and its last digits are gone: "
            "format the column as text and enter the number again"
        )
    return _POINT.sub(r"\1", text)


def _place(number: int) -> str:
    return f"line {number}: " if number else ""


def _segment(number: int, name: str) -> str:
    name = name.strip().lower()
    if name and not is_segment(name):
        raise UnusableLineError(
            f"{_place(number)}the segment “{name}” does not fit: letters, digits, “-” and “_”"
        )
    return name
