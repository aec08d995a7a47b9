"""Commands in the agents' group. A new command is a line in the table at the end."""

from __future__ import annotations

from collections.abc import Callable

from bot.desk import answers, team
from bot.desk.cases import consulting, merging, taking
from bot.desk.incidents import talk
from bot.desk.screen import lookup, stats
from bot.inbound import Written
from bot.step import Step
from bot.team import roles
from bot.texts import Html
from store.schema import Person

Act = Callable[[Step, Written, Person, str], None]
"""What a command does: the message, who wrote it, the words after the command."""


def on_command(step: Step, written: Written) -> None:
    """Carry out a command of the agents' group. Who stays anonymous is nobody."""
    if written.sender is None or (written.is_group and not team.is_desk(step, written.chat_id)):
        return
    case = team.case_of_topic(step, written.chat_id, written.topic) if written.is_group else None
    agent = team.meet(step, written.sender, case)
    if agent is None:
        return
    words = written.without_command().text.strip()
    ACTS[written.command](step, written, agent, words)
    if written.command in _WITHOUT_WORDS and (words or written.attachment):
        answers.reply(step, written, step.services.desk_texts("desk-words-unsent", command=written.command))


def on_private_command(step: Step, written: Written) -> bool:
    """Carry out a command that an agent writes in his own chat with the bot. False when it is none, or when
    it is no agent who writes it."""
    if written.is_group or written.edited or written.sender is None or written.command not in ACTS:
        return False
    if not roles.works_on_cases(roles.known(step, written.sender)):
        return False
    on_command(step, written)
    return True


def _help(step: Step, written: Written, _agent: Person, _words: str) -> None:
    """/help: what there is to ask."""
    texts = step.services.desk_texts
    listed = "\n".join(f"/{name} — {texts(f'desk-command-{name}')}" for name in ACTS)
    answers.reply(step, written, texts("desk-help", commands=Html(listed)))


ACTS: dict[str, Act] = {
    "next": taking.on_next,
    "queue": lookup.queue,
    "my": lookup.mine,
    "case": lookup.one,
    "merge": merging.on_command,
    "ask": consulting.on_command,
    "find": lookup.find,
    "stats": stats.ask,
    "incident": talk.on_command,
    "help": _help,
}
"""By the name of the command. Telegram's menu offers them in this order; each is described in
docs/agents.md."""
_WITHOUT_WORDS = frozenset({"next", "queue", "my", "help"})
"""Commands that take nothing: words beside them may have been meant for the customer."""
