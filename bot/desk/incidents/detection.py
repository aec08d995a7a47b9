"""Noticing that many customers report one thing at once. Supervisors are told, and nothing else is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.desk import supervisors
from bot.desk.incidents.naming import topic_name
from bot.desk.screen.topic import mention
from bot.dialog.policy import without_call
from bot.step import Html, Step, button
from handoff import incidents
from handoff.incidents import Handed, Rule, Stage, Verdict
from intents.signals import read_signals
from store.incidents import Incident

_LISTED = 10


def look(step: Step, topics: Sequence[str]) -> None:
    """A case that may belong to these topics has just been given to people: is it one of many? Of several
    groups that it may be one of, the largest is told."""
    settings = step.services.settings
    rule = Rule(settings.incident_customers, timedelta(minutes=settings.incident_minutes))
    if not topics or not rule.customers:
        return
    since = step.now - rule.within
    handed = incidents.handed_since(step.session, since)
    known = incidents.recent(step.session, handed, since)
    if any(topic in known and known[topic].stage == Stage.OPEN for topic in topics):
        return
    groups = {
        topic: incidents.group(incidents.counted(handed, topic, known), step.now, rule) for topic in topics
    }
    for topic in sorted(groups, key=lambda one: -len(groups[one])):
        noticed = known.get(topic)
        was_told = noticed is not None and noticed.stage == Stage.NOTICED
        match incidents.judge(len(groups[topic]), rule, known=was_told):
            case Verdict.PASSED if noticed is not None:
                noticed.stage = Stage.PASSED
            case Verdict.NOTICED:
                incident = incidents.notice(step.session, topic, step.now)
                if incident is not None:
                    _tell(step, incident, groups[topic], rule)
                return
            case _:
                pass


def _tell(step: Step, incident: Incident, found: Sequence[Handed], rule: Rule) -> None:
    texts = step.services.desk_texts
    words = incidents.words_of(step.session, found, lambda text: without_call(text, read_signals(text)))
    said = texts(
        "incident-noticed",
        topic=topic_name(step, incident.topic),
        count=len(found),
        minutes=round(rule.within.total_seconds() / 60),
        words=", ".join(words) or "none",
        cases=Html(", ".join(mention(step, one.case_id) for one in found[-_LISTED:])),
    )
    declare = button(texts.plain("incident-button-declare"), "incident", "declare", incident.id)
    supervisors.tell(step, said, key=f"incident:{incident.id}:noticed", keyboard=[[declare]])
