"""`linezero team`: who may do what, from the server. In the bot it is /team."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer
from sqlalchemy import select

from bot.app import open_database
from bot.cli.configured import settings
from bot.team import roles
from bot.team.roles import Origin, Role
from store.schema import Person

app = typer.Typer(help="The team: agents, editors, supervisors.", no_args_is_help=True)

_Id = Annotated[int, typer.Argument(help="Id of the person in Telegram; @userinfobot tells it.")]
_Role = Annotated[Role, typer.Argument(help="agent, editor or supervisor.")]


@app.command()
def grant(person: _Id, role: _Role) -> None:
    """Give somebody a role. It holds from his next message or press on."""
    _set(person, role, granted=True)


@app.command()
def revoke(person: _Id, role: _Role) -> None:
    """Take a role from somebody. It holds from his next message or press on."""
    _set(person, role, granted=False)


@app.command("list")
def list_() -> None:
    """Everybody with a role."""
    database = open_database(settings())
    with database.read() as session:
        for person in session.scalars(select(Person).order_by(Person.id)):
            if person.roles:
                typer.echo(f"{person.external_id}  {person.name or '—'}  {', '.join(person.roles)}")
            elif person.suspended:
                away = f"suspended, not in the group: {', '.join(person.suspended)}"
                typer.echo(f"{person.external_id}  {person.name or '—'}  {away}")
    database.close()


def _set(external_id: int, role: Role, *, granted: bool) -> None:
    database = open_database(settings())
    now = datetime.now(UTC)
    with database.write() as session:
        person = roles.add(session, external_id, now)
        if granted:
            roles.set_role(session, person, role, now, granted=True, origin=Origin.SERVER)
        else:
            roles.take_away(session, person, role, now, Origin.SERVER)
        typer.echo(f"{external_id}  {person.name or '—'}  {', '.join(person.roles) or 'no role'}")
    database.close()
