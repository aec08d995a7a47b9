"""Noticing that many customers report one thing at once. Supervisors are told, and nothing else is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.desk import supervisors
from bot.desk.incidents.naming import topic_name
from bot.desk.screen import topic
from bot.step import Html, Step, button
from handoff import incidents
from handoff.incidents import Handed, Rule, Stage, Verdict
from store.incidents import Incident
from store.schema import Case

_LISTED = 10


def look(step: Step, case: Case) -> None:
    """A case has just been given to people: is it one of many?"""
    settings = step.services.settings
    rule = Rule(settings.incident_customers, timedelta(minutes=settings.incident_minutes))
    known = incidents.latest(step.session, case.skill) if case.skill and rule.customers else None
    if not case.skill or not rule.customers or (known is not None and known.stage == Stage.OPEN):
        return
    since = step.now - rule.within
    if known is not None and known.repaired_at is not None:
        since = max(since, known.repaired_at)  # what the repair has ended begins nothing new
    found = incidents.group(incidents.handed_since(step.session, case.skill, since), step.now, rule)
    was_told = known is not None and known.stage == Stage.NOTICED
    match incidents.judge(len(found), rule, known=was_told):
        case Verdict.PASSED if known is not None:
            known.stage = Stage.PASSED
        case Verdict.NOTICED:
            incident = incidents.notice(step.session, case.skill, step.now)
            if incident is not None:
                _tell(step, incident, found, rule)
        case _:
            pass


def _tell(step: Step, incident: Incident, found: Sequence[Handed], rule: Rule) -> None:
    texts = step.services.desk_texts
    words = incidents.words_of(step.session, found)
    said = texts(
        "incident-noticed",
        topic=topic_name(step, incident.topic),
        count=len(found),
        minutes=round(rule.within.total_seconds() / 60),
        words=", ".join(words) or "none",
        cases=Html(", ".join(topic.mention(step, one.case_id) for one in found[-_LISTED:])),
    )
    declare = button(texts.plain("incident-button-declare"), "incident", "declare", incident.id)
    supervisors.tell(step, said, key=f"incident:{incident.id}:noticed", keyboard=[[declare]])
