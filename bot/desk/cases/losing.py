"""A case leaves its owner although he did nothing: he is told, once."""

from __future__ import annotations

from bot.desk import calling
from bot.desk.screen import topic
from bot.step import Step
from bot.team import profiles
from bot.team.talk import Talk
from store.schema import Case, Person


def tell(step: Step, case: Case, owner_id: int, how: str, *, by: str = "") -> None:
    """Tell whose case it was how he lost it (`expired`, `away`, `taken`, `closed`), in his private chat; who
    has never written to the bot is called in the topic. `by` is the colleague who did it."""
    texts, person = step.services.desk_texts, step.session.get_one(Person, owner_id)
    key = f"case:{case.id}:lost:{case.version}:{owner_id}"
    if profiles.of(step.session, person).reachable:
        said = texts("work-lost", case=topic.mention(step, case.id), how=how, by=by)
        Talk(step, person).say(said, key=key)
    else:
        called = calling.name_of(step, owner_id)
        step.desk_say(case, texts("desk-lost", agent=called, how=how, by=by), key=key)
