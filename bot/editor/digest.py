"""The editors' week, on Monday morning: what was asked, what is missing, which answers fail, what new ones
brought. Sent to every editor's private chat."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.editor import card
from bot.editor.findings import Week
from bot.services import Services
from bot.step import Html, Keyboard, Step, button
from bot.team.roles import Role, holders
from bot.team.talk import Talk
from bot.texts import Texts
from handoff.calendar import Calendar
from kb.digest import Counts, Digest
from kb.entry import title_in
from store import inbox
from store.schema import Timer

DIGEST = "kb_digest"
_AT = time(10)
_MONDAY = 0


def plan(session: Session, now: datetime, hours: Calendar) -> None:
    """See to it that the next digest comes; one that is planned stays as it is."""
    if session.get(Timer, DIGEST) is None:
        due = next_monday(now, hours)
        inbox.set_timer(
            session, DIGEST, lane="kb:digest", kind=DIGEST, due_at=due, payload={"at": due.isoformat()}
        )


def next_monday(now: datetime, hours: Calendar) -> datetime:
    """The next Monday at ten, in the support's time zone."""
    local = now.astimezone(hours.zone)
    day = local.date() + timedelta(days=(_MONDAY - local.weekday()) % 7)
    due = datetime.combine(day, _AT, hours.zone)
    return due if due > local else due + timedelta(days=7)


def tell(step: Step, found: Week) -> None:
    """Send the week to every editor, and plan the next."""
    for person in holders(step, Role.EDITOR):
        talk = Talk(step, person)
        talk.say(
            words(talk.texts, step.services, found.digest), _buttons(talk, found.digest), picture=found.chart
        )
    plan(step.session, step.now, step.services.hours)


def skip(step: Step) -> None:
    """This week's digest did not work out: the next one comes all the same."""
    plan(step.session, step.now, step.services.hours)


def words(texts: Texts, services: Services, digest: Digest) -> Html:
    """The week in one message."""
    zone = services.hours.zone
    since, until = digest.since.astimezone(zone), digest.until.astimezone(zone)
    lines: list[str] = [
        texts("editor-digest", since=f"{since:%d.%m}", until=f"{until:%d.%m}"),
        _counts(texts, digest.week, digest.before),
        texts("editor-digest-gaps", count=digest.open_gaps, new=digest.new_gaps),
    ]
    lines += [
        texts("editor-digest-gap", title=gap.title, minutes=round(gap.minutes), times=gap.times)
        for gap in digest.gaps[:3]
    ]
    if digest.worst:
        lines.append(texts("editor-digest-worst"))
    for one in digest.worst[:3]:
        entry = services.knowledge.entry(one.entry_id)
        title = title_in(entry, texts.language) if entry else one.entry_id
        lines.append(
            texts(
                "editor-health-line",
                title=title,
                shown=one.shown,
                helped=one.helped,
                rejected=one.rejected,
                human=one.human,
            )
        )
    saved, answered = (
        sum(one.minutes_saved for one in digest.effects),
        sum(one.answered for one in digest.effects),
    )
    if answered:
        lines.append(texts("editor-digest-effect", answered=answered, saved=round(saved)))
    return Html("\n".join(lines))


def _counts(texts: Texts, week: Counts, before: Counts) -> Html:
    share, was = week.share_answered, before.share_answered
    return texts(
        "editor-digest-counts",
        asked=week.asked,
        share="none" if share is None else f"{share:.0%}",
        before="none" if was is None else f"{was:.0%}",
        people=week.people,
        minutes=round(week.minutes),
    )


def _buttons(talk: Talk, digest: Digest) -> Keyboard:
    rows = [[button(gap.title, "kb", "gap", gap.id)] for gap in digest.gaps[:3] if gap.title]
    return [*rows, [card.menu_button(talk)]]
