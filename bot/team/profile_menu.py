"""/team: what an agent takes (topics, languages, lines, segments, how many at once) and when he is there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from bot.agent import duty
from bot.desk.cases import leaving
from bot.inbound import Written
from bot.knowledge import in_language
from bot.step import Keyboard, button, moment
from bot.team import profiles
from bot.team.talk import Talk
from bot.texts import LANGUAGES
from handoff import lines as lines_of
from handoff import roster
from handoff.calendar import Calendar
from handoff.urgency import parse_segments
from store.authoring import SegmentMember
from store.schema import Person
from store.staff import AgentProfile

SHIFTS = "shifts"
"""What the next message is: somebody's shifts."""
_MOST_AT_ONCE = 10
_LIMITS = frozenset(map(str, range(_MOST_AT_ONCE + 1)))
"""What the buttons of a limit say; 0: none."""
_KEYS = ("skills", "languages", "lines", "segments")

Choices = list[tuple[Any, str]]
"""What can be chosen: the value, and how it is called."""


def on_press(talk: Talk, parts: list[str]) -> str | None:
    """Carry out a press; None for a button that is none of this page's."""
    match parts:
        case ["profile", number] if person := _person(talk, number):
            show(talk, person)
        case ["takes", number, key] if key in _KEYS and (person := _person(talk, number)):
            _show_choices(talk, person, key)
        case ["takes", number, key, which] if key in _KEYS and (person := _person(talk, number)):
            return _toggle(talk, person, key, which)
        case ["limit", number] if person := _person(talk, number):
            _show_limits(talk, person)
        case ["limit", number, count] if count in _LIMITS and (person := _person(talk, number)):
            profiles.of(talk.step.session, person).case_limit = int(count) or None
            show(talk, person)
        case ["shifts", number] if person := _person(talk, number):
            talk.expect(SHIFTS, person=person.id)
            talk.show(talk.texts("profile-ask-shifts", name=_name(person)), [_back(talk, person)])
        case ["away", number] if person := _person(talk, number):
            duty.show_absences(talk, "team", "away", person.id)
        case ["away", number, span] if person := _person(talk, number):
            duty.absent(talk.step, person, duty.absent_for(talk.step, span), by=talk.person)
            show(talk, person)
        case ["back", number] if person := _person(talk, number):
            duty.start(talk.step, person)
            show(talk, person)
        case _:
            return None
    return ""


def on_shifts(talk: Talk, about: dict[str, Any], written: Written) -> None:
    """Somebody's shifts in words, or «нет»."""
    person = _person(talk, str(about.get("person", "")))
    if person is None:
        return
    words = written.text.strip()
    none = words.lower() in ("нет", "no", "none", "-", "—")
    if not none:
        try:
            Calendar.parse(words, str(talk.step.services.hours.zone))
        except ValueError:
            talk.say(talk.texts("profile-shifts-unread", words=words), [_back(talk, person)])
            return
    profiles.of(talk.step.session, person).shifts = "" if none else words
    talk.step.session.flush()
    leaving.plan_shift(talk.step, person)
    talk.expect_nothing()
    show(talk, person)


def show(talk: Talk, person: Person) -> None:
    """All that routing knows of somebody."""
    talk.expect_nothing()
    step, texts = talk.step, talk.texts
    profile = profiles.of(step.session, person)
    agent = roster.agent(step.session, person.id, step.now, step.services.hours)
    absence = roster.absence_of(step.session, person.id, step.now)
    presence = roster.presence_of(step.session, person.id, step.now, step.services.hours)
    said = texts(
        "profile",
        name=_name(person),
        presence="absent" if absence is not None else str(presence),
        back=moment(step, absence.until) if absence is not None and absence.until else "none",
        count=agent.open_cases if agent is not None else 0,
        limit=str(profile.case_limit) if profile.case_limit is not None else "none",
        shifts=profile.shifts or "none",
        **{key: _named(_choices(talk, key), _chosen(profile, key)) for key in _KEYS},
    )
    talk.show(said, _buttons(talk, person, absent=absence is not None))


def _buttons(talk: Talk, person: Person, *, absent: bool) -> Keyboard:
    def one(what: str, *data: object) -> dict[str, str]:
        return button(talk.texts.plain("profile-button", what=what), "team", *data)

    takes = [one(key, "takes", person.id, key) for key in _KEYS if _choices(talk, key)]
    away = one("back", "back", person.id) if absent else one("away", "away", person.id)
    return [
        *(takes[at : at + 2] for at in range(0, len(takes), 2)),
        [one("limit", "limit", person.id), one("shifts", "shifts", person.id)],
        [away],
        [button(talk.texts.plain("profile-button", what="person"), "team", "person", person.id)],
    ]


# -- what he takes


def _choices(talk: Talk, key: str) -> Choices:
    services = talk.step.services
    match key:
        case "skills":
            topics = services.knowledge.topics()
            return [(one.id, in_language(one.names, talk.texts.language, one.id)) for one in topics]
        case "languages":
            return [(one, talk.texts.plain("profile-language", language=one)) for one in LANGUAGES]
        case "lines":
            numbers = range(lines_of.FIRST, services.settings.lines + 1)
            return [(one, talk.texts.plain("profile-line", line=one)) for one in numbers]
        case _:
            known = talk.step.session.scalars(select(SegmentMember.segment).distinct())
            return [
                (one, one) for one in sorted({*known, *parse_segments(services.settings.segment_priority)})
            ]


def _chosen(profile: AgentProfile, key: str) -> list[Any]:
    return list(getattr(profile, key) or ())


def _named(choices: Choices, chosen: Iterable[Any]) -> str:
    names = dict(choices)
    return ", ".join(str(names.get(one, one)) for one in chosen) or "none"


def _show_choices(talk: Talk, person: Person, key: str) -> None:
    chosen = _chosen(profiles.of(talk.step.session, person), key)
    buttons = [
        button(f"{'✓ ' if value in chosen else ''}{name}", "team", "takes", person.id, key, number)
        for number, (value, name) in enumerate(_choices(talk, key))
    ]
    rows = [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
    talk.show(talk.texts("profile-ask", what=key, name=_name(person)), [*rows, _back(talk, person)])


def _toggle(talk: Talk, person: Person, key: str, which: str) -> str:
    choices = _choices(talk, key)
    if not which.isdecimal() or int(which) >= len(choices):
        return talk.texts.plain("press-old")
    value, profile = choices[int(which)][0], profiles.of(talk.step.session, person)
    chosen = _chosen(profile, key)
    chosen = [one for one in chosen if one != value] if value in chosen else [*chosen, value]
    setattr(profile, key, chosen)
    talk.step.session.flush()
    talk.step.route(f"profile:{person.id}")
    _show_choices(talk, person, key)
    return ""


def _show_limits(talk: Talk, person: Person) -> None:
    buttons = [button(str(count), "team", "limit", person.id, count) for count in range(1, _MOST_AT_ONCE + 1)]
    none = button(talk.texts.plain("profile-no-limit"), "team", "limit", person.id, 0)
    talk.show(
        talk.texts("profile-ask", what="limit", name=_name(person)),
        [buttons[:5], buttons[5:], [none], _back(talk, person)],
    )


def _back(talk: Talk, person: Person) -> list[dict[str, str]]:
    return [button(talk.texts.plain("profile-button", what="profile"), "team", "profile", person.id)]


def _person(talk: Talk, number: str) -> Person | None:
    return talk.step.session.get(Person, int(number)) if number.isdecimal() else None


def _name(person: Person) -> str:
    return person.name or str(person.external_id)
