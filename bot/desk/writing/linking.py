"""After a solution: which entry would have answered? One press of an agent teaches line zero."""

from __future__ import annotations

from bot.desk.screen import private
from bot.desk.screen.card import title_of
from bot.step import Step, button
from handoff import package as packages
from intents.privacy import mask
from kb.learning import Lesson, learn
from store.schema import Case, Person

_OFFERED = 3
NO_ENTRY = "none"


def offer(step: Step, case: Case) -> None:
    """Offer the likeliest entries, and «Ответа в базе нет»; nothing where no question was asked."""
    package = packages.build(step.session, case)
    if not package.understood:
        return
    texts = step.services.desk_texts
    rows = [
        [button(title_of(entry, texts, step.services.knowledge), "link", case.id, number)]
        for number, (entry, _score) in enumerate(package.understood[:_OFFERED])
    ]
    rows.append([button(texts.plain("desk-button-no-entry"), "link", case.id, NO_ENTRY)])
    private.say(step, case, texts("desk-link"), keyboard=rows, key=f"case:{case.id}:link:{case.epoch}")


def link(step: Step, case: Case, agent: Person, choice: str) -> bool:
    """Keep what the agent pressed as an example. False for a button that means nothing."""
    package = packages.build(step.session, case)
    offered = [entry for entry, _score in package.understood[:_OFFERED]]
    if choice == NO_ENTRY:
        entry, lesson = None, Lesson.REFUSED
    elif choice.isdecimal() and int(choice) < len(offered):
        entry, lesson = offered[int(choice)], Lesson.LINKED
    else:
        return False
    learn(
        step.session,
        mask(package.question),
        entry,
        lesson,
        key=f"case {case.id}: linked by person {agent.id}",
        now=step.now,
        case_id=case.id,
    )
    return True
