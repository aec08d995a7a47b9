"""Whatever anybody writes or presses: every step ends, nothing is set aside, and each gets a reaction.

Fixed in CI; `make fuzz` goes on for longer, from another place each time.
"""

from __future__ import annotations

import functools
import os
import tempfile
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.agent import routes as agent_routes
from bot.customer import commands, guide_view, presses
from bot.desk import commands as desk_commands
from bot.desk import presses as desk_presses
from bot.editor import routes as editor_routes
from bot.team.roles import Role
from handoff import templates
from store.database import Database
from store.schema import Inbox, Message, Note, Outbox
from tests.conftest import empty_sqlite
from tests.integration.work.line import IRINA, PAVEL, QUESTION, employ
from tests.integration.work.staffed import Staffed

BOSS, NEW, OWNED, ANSWERED, RATED = 903, 7, 1, 2, 3
LONGER = "FUZZ" in os.environ
EXAMPLES = int(os.environ.get("FUZZ", "150"))

# -- what is tried

_ENDS = ("", "-1", "0", "1", "9" * 10, str(2**63), "9" * 40, "-" + "9" * 19, "٣", "²", "½", "ы", "\u202e",
         " 1", "1.5", "nan", "%s", "ru", "start", "a:b:c:d:e:f", ":" * 20, "'--", "😀" * 10, "\ufffd",
         "1:1:1:1:1:1")  # fmt: skip
_OF_TEAM = ("menu", "add", "person", "outside", "role", "profile", "takes", "limit", "shifts", "away", "back")
_OF_AGENT = ("start", "break", "end", "absent", "away", "here", "next", "case", "leave")
_OF_TABLE = ("table", "tabledo", "tablewhy", "tablesend", "tabledrop")
_CUSTOMERS = (*presses._WITHOUT_CASE, *presses._IN_CASE, guide_view.VERB)
_EDITORS = (*editor_routes._PLAIN, *editor_routes._OF_GAP, *editor_routes._OF_ENTRY, *editor_routes._OF_DRAFT,
            *_OF_TABLE, "gaps")  # fmt: skip
BUTTONS = (
    *_CUSTOMERS,
    *desk_presses.ACTS,
    *(f"desk:{verb}" for verb in desk_presses.ACTS),
    *(f"kb:{verb}" for verb in _EDITORS),
    *(f"team:{verb}" for verb in _OF_TEAM),
    *(f"me:{verb}" for verb in _OF_AGENT),
    *(f"offer:{verb}" for verb in ("take", "pass")),
    *(f"tpl:{verb}" for verb in ("all", "new", "one", "edit", "drop")),
    *(f"incident:{verb}" for verb in ("topic", "declare", "edit", "skip", "open", "drop", "fixed")),
    *("kb", "team", "me", "offer", "tpl", "incident", "desk", "", ":", "nothing"),
)
"""Every beginning of a button's data that anybody reads."""
COMMANDS = (*commands.COMMANDS, *desk_commands.ACTS, *agent_routes.COMMANDS, "kb", "team", "nothing")
_LONG = tuple(
    sign * 4096 for sign in ("а", "&", "<", "😀", "9", " \n.", "(", "{", "Can I talk ", "/find ", "\u0301")
)
_TEXTS = (
    "Can I talk " + "to somebody about my order, please? " * 110,
    "9999-12-31", "0001-01-01", "31.12.9999", "на 99999999999 дней", "через 10**9 часов", "до конца времён",
    "// " + "заметка " * 500, "{ $name }", "<b>", "&lt;", "-1", "0", "9" * 30, "½", "\u202e",
    "а" * 2600, "''; --",
)  # fmt: skip
texts = st.one_of(
    st.sampled_from((*_TEXTS, *_LONG)),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=300),
).map(lambda said: said[:4096])
told = st.one_of(
    texts,
    st.tuples(st.sampled_from(COMMANDS), st.one_of(st.just(""), texts)).map(
        lambda one: f"/{one[0]} {one[1]}"[:4096]
    ),
)
pressed = st.tuples(st.sampled_from(BUTTONS), st.lists(st.sampled_from(_ENDS), max_size=5)).map(
    lambda one: ":".join((one[0], *one[1]))
)
TEAM = (IRINA, PAVEL, BOSS)
people = st.sampled_from((NEW, OWNED, ANSWERED, RATED, *TEAM))
# Which of the buttons that are there, counted from the newest: so the talk goes on into every step of a form.
steps = st.one_of(
    st.tuples(people, st.just("says"), told),
    st.tuples(st.sampled_from(TEAM), st.just("writes in the topic"), told),
    st.tuples(people, st.sampled_from(("presses", "presses in the topic")), pressed),
    st.tuples(people, st.just("presses what is there"), st.integers(0, 12)),
)


# -- who tries it


@functools.cache
def _prepared() -> bytes:
    """A database in the middle of everything: a case that Ирина has in her private chat, one that was
    answered, one that is being rated, an editor with a draft."""
    file = Path(tempfile.mkdtemp(prefix="linezero-fuzz-")) / "line.db"
    file.write_bytes(empty_sqlite())
    database = Database(f"sqlite:///{file}")
    line = Staffed(database)
    employ(database, BOSS, role=Role.SUPERVISOR)
    employ(database, BOSS, role=Role.EDITOR)
    with database.write() as session:
        templates.save(session, "Приветствие", {"ru": "Здравствуйте!"}, by="тест", now=line.now)
    line.solved(RATED)
    line.presses(RATED, line.last_button(RATED, "yes"))
    line.at_work_here(IRINA, OWNED)
    line.says(ANSWERED, QUESTION)
    line.presses(BOSS, "kb:new")
    line.work(seconds=5)
    database.close()
    return file.read_bytes()


class Anybody:
    """Does what was drawn and looks at what came of it."""

    def __init__(self, folder: str) -> None:
        file = Path(folder) / "line.db"
        file.write_bytes(_prepared())
        self.database = Database(f"sqlite:///{file}")
        self.line = Staffed(self.database)
        self.line._numbers = count(100_000)
        self.line.now += timedelta(minutes=1)
        self.topic = 20

    def does(self, who: int, how: str, what: str | int) -> None:
        """One step, and its reaction."""
        before, line = self._reactions(), self.line
        match how, what:
            case "says", str() if what.strip():
                line.says(who, what)
            case "writes in the topic", str() if what.strip():
                line.agent_says(who, self.topic, what)
            case "presses", str():
                line.presses(who, what)
            case "presses in the topic", str():
                line.agent_presses(who, self.topic, what)
            case "presses what is there", int() if there := line.buttons_of(who):
                line.presses(who, there[-1 - what % len(there)])
            case _:
                return
        with structlog.testing.capture_logs() as logs:
            line.work(seconds=5)
        broken = [one for one in logs if one["log_level"] in ("warning", "error", "critical")]
        assert not broken, broken
        left = line.read(lambda s: s.scalars(select(Inbox.state).where(Inbox.state != "done")).all())
        assert not left
        assert self._reactions() > before, "no reaction"

    def _reactions(self) -> int:
        """How much was said, kept or answered so far."""
        total: int = self.line.read(
            lambda session: sum(
                session.scalar(select(func.count()).select_from(one)) or 0 for one in (Outbox, Message, Note)
            )
        )
        return total


def attempt(*doings: tuple[int, str, Any]) -> Anybody:
    """All of this, one after the other, from the middle of everything."""
    with tempfile.TemporaryDirectory(prefix="linezero-fuzz-") as folder:
        anybody = Anybody(folder)
        try:
            for doing in doings:
                anybody.does(*doing)
        finally:
            anybody.database.close()
    return anybody


@pytest.mark.timeout(36_000 if LONGER else 600)
@settings(
    max_examples=EXAMPLES,
    derandomize=not LONGER,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(steps, min_size=2, max_size=8))
def test_every_step_ends_and_is_reacted_to(doings: list[tuple[int, str, Any]]) -> None:
    attempt(*doings)


@pytest.mark.parametrize(
    "doing",
    [
        (NEW, "says", _TEXTS[0][:4000]),
        (IRINA, "writes in the topic", "// " + "заметка " * 500),
        (IRINA, "writes in the topic", "/find " + "а" * 4000),
        (IRINA, "says", "/find " + "<" * 4000),
        (IRINA, "says", "/absent 9999-12-31"),
        (IRINA, "says", "/absent 31.12.9999"),
        (IRINA, "says", "/incident " + "&" * 4000),
        (BOSS, "presses", "tpl"),
        (BOSS, "presses", f"tpl:one:{2**63}"),
        (OWNED, "presses", "rate:1:9223372036854775808"),
    ],
)
def test_what_is_too_long_or_too_great_is_reacted_to(doing: tuple[int, str, str]) -> None:
    attempt(doing)


def test_a_long_comment_to_a_rating_opens_no_case() -> None:
    with tempfile.TemporaryDirectory(prefix="linezero-fuzz-") as folder:
        anybody = Anybody(folder)
        before = anybody.line.case().id
        anybody.does(RATED, "presses", anybody.line.last_button(RATED, "rate"))
        anybody.does(RATED, "presses what is there", 0)
        anybody.does(RATED, "says", "Долго ждал ответа. " * 200)
        assert anybody.line.case().id == before
        anybody.database.close()
