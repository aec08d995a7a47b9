"""Shift, break and absence, as an agent says them himself; a supervisor can say the absence for him."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.agent import until
from bot.desk.cases import leaving, taking
from bot.step import Html, Keyboard, Step, button, moment
from bot.team import profiles
from bot.team.talk import Talk
from handoff import roster
from handoff.calendar import Calendar
from handoff.routing import Duty, Presence
from store.schema import Person
from store.staff import Absence

_OVERTIME = timedelta(hours=12)
"""A shift that somebody began by hand and forgot to end is over then."""
_ABSENCES = {"today": 0, "tomorrow": 1, "week": 6}


def start(step: Step, person: Person) -> None:
    """Begin a shift, or come back from a break or an absence."""
    profile = profiles.of(step.session, person)
    absence = roster.absence_of(step.session, person.id, step.now)
    if absence is not None:
        absence.ended_at = step.now
    profile.duty, profile.duty_until = str(Duty.PLANNED), None
    step.session.flush()
    if _presence(step, person) is not Presence.HERE:
        profile.duty, profile.duty_until = str(Duty.ON), step.now + _OVERTIME
        step.session.flush()
    step.route(f"here:{person.id}")


def pause(step: Step, person: Person) -> None:
    """Take a break: no new cases, his own stay his."""
    profile = profiles.of(step.session, person)
    profile.duty, profile.duty_until = str(Duty.BREAK), None
    step.session.flush()


def end(step: Step, person: Person) -> bool:
    """End the shift. Whether he was asked about his cases, because he has some."""
    profile = profiles.of(step.session, person)
    shifts = roster.shifts_of(profile, str(step.services.hours.zone))
    profile.duty, profile.duty_until = str(Duty.OFF), _next_begin(shifts or step.services.hours, step.now)
    step.session.flush()
    return leaving.ask(step, person)


def absent(step: Step, person: Person, back: datetime | None, *, by: Person) -> bool:
    """Somebody is away from now on, until then or until he says that he is back. Whether he was asked about
    his cases."""
    earlier = roster.absence_of(step.session, person.id, step.now)
    if earlier is not None:
        earlier.ended_at = step.now
    step.session.add(Absence(person_id=person.id, since=step.now, until=back, by_id=by.id))
    step.session.flush()
    return leaving.ask(step, person)


def absent_for(step: Step, span: str) -> datetime | None:
    """Until when «сегодня», «завтра», «неделя» are; None for «пока не вернусь»."""
    days = _ABSENCES.get(span)
    return None if days is None else until.end_of_day(step.now, step.services.hours.zone, days=days)


def show(talk: Talk) -> None:
    """How he stands, and what he can do about it."""
    step, person, texts = talk.step, talk.person, talk.texts
    presence, profile = _presence(step, person), profiles.of(step.session, person)
    absence = roster.absence_of(step.session, person.id, step.now)
    back = absence.until if absence is not None else profile.duty_until
    agent = taking.as_agent(step, person)
    said = texts(
        "duty",
        presence=str(presence) if absence is None else "absent",
        back=moment(step, back) if back and presence is Presence.GONE else "none",
        shifts=profile.shifts or "none",
        count=agent.open_cases,
        limit=str(agent.limit) if agent.limit is not None else "none",
        here="yes" if profile.works_here else "no",
    )
    talk.show(Html(said), _buttons(talk, presence, works_here=profile.works_here))


def _buttons(talk: Talk, presence: Presence, *, works_here: bool) -> Keyboard:
    def one(what: str, *data: object) -> dict[str, str]:
        return button(talk.texts.plain("duty-button", what=what), "me", *data)

    if presence is Presence.HERE:
        rows = [[one("next", "next")], [one("break", "break"), one("end", "end")]]
    elif presence is Presence.BREAK:
        rows = [[one("back", "start"), one("end", "end")]]
    else:
        rows = [[one("start", "start")]]
    return [*rows, [one("absent", "absent"), one("leave_here" if works_here else "work_here", "here")]]


def show_absences(talk: Talk, *about: object) -> None:
    """Until when? `about` is what the buttons begin with."""
    texts = talk.texts
    rows = [[button(texts.plain("absence-button", span=span), *about, span)] for span in (*_ABSENCES, "open")]
    talk.show(texts("absence-ask"), rows)


def _presence(step: Step, person: Person) -> Presence:
    return roster.presence_of(step.session, person.id, step.now, step.services.hours)


def _next_begin(calendar: Calendar, now: datetime) -> datetime | None:
    """When the next stretch of work begins after the present one; None where there is no pause."""
    if calendar.always:
        return None
    ends = leaving.next_end(calendar, now) if calendar.are_open(now) else now
    return calendar.next_opening(ends) if ends is not None else None
