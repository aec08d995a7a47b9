"""/team: a supervisor sees who may do what, and changes it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from bot.desk.cases import leaving
from bot.inbound import Written
from bot.step import Html, button
from bot.team import commands, membership, profile_menu, roles
from bot.team.roles import Role
from bot.team.talk import Talk
from store.schema import Customer, Person

CONTACT = "contact"
_MOST = 40
_MOST_DIGITS = 15
"""Of an id of Telegram: 52 bits are promised."""


def show(talk: Talk) -> None:
    """Everybody of the team, with their roles."""
    talk.expect_nothing()
    people = talk.step.session.scalars(select(Person).order_by(Person.name, Person.id).limit(_MOST)).all()
    lines = [talk.texts("team-title"), *(_line(talk, person) for person in people)]
    rows = [
        [button(person.name or str(person.external_id), "team", "person", person.id)] for person in people
    ]
    rows.append([button(talk.texts.plain("team-button-add"), "team", "add")])
    talk.show("\n".join(lines), rows)


def on_press(talk: Talk, parts: list[str]) -> str:
    """Carry out a press; returns the word that appears over the button."""
    match parts:
        case ["menu"]:
            show(talk)
        case ["add"]:
            talk.expect(CONTACT)
            talk.show(
                talk.texts("team-ask-contact"),
                [[button(talk.texts.plain("team-button-all"), "team", "menu")]],
            )
        case ["person", number] if person := _person(talk, number):
            _show_person(talk, person)
        case ["outside", number] if person := _person(talk, number):
            roles.allow_outside(talk.step.session, person, talk.step.now, by=talk.person)
            commands.offer(talk.step, person)
            _show_person(talk, person)
        case ["role", number, name, wanted] if name in set(Role) and (person := _person(talk, number)):
            return _change(talk, person, Role(name), granted=wanted == "1")
        case _:
            said = profile_menu.on_press(talk, parts)
            return talk.texts.plain("press-old") if said is None else said
    return ""


def on_words(talk: Talk, expected: str, about: dict[str, Any], written: Written) -> bool:
    """A message that one of these pages asked for. False for any other."""
    if expected == CONTACT:
        on_contact(talk, written)
    elif expected == profile_menu.SHIFTS:
        profile_menu.on_shifts(talk, about, written)
    else:
        return False
    return True


def on_contact(talk: Talk, written: Written) -> None:
    """A contact, a number or a @name of somebody who is to be of the team."""
    person = _added(talk, written)
    if person is None:
        talk.say(
            talk.texts("team-not-found"), [[button(talk.texts.plain("team-button-all"), "team", "menu")]]
        )
        return
    talk.expect_nothing()
    _show_person(talk, person)


def _added(talk: Talk, written: Written) -> Person | None:
    contact = written.attachment if written.attachment and written.attachment.kind == "contact" else None
    words = written.text.strip()
    if contact is not None and contact.facts.get("user_id"):
        return _of(talk, int(contact.facts["user_id"]), contact.name)
    known = select(Customer).where(Customer.channel == "telegram")
    if words.isdecimal() and len(words) <= _MOST_DIGITS:
        customer = talk.step.session.scalar(known.where(Customer.external_id == int(words)))
        return _of(talk, int(words), customer.name if customer else words)
    if words.startswith("@"):
        people = select(Person).where(Person.username == words[1:])
        person = talk.step.session.scalar(people.limit(1))
        customer = talk.step.session.scalar(known.where(Customer.username == words[1:]).limit(1))
        return person or (_of(talk, customer.external_id, customer.name) if customer else None)
    return None


def _of(talk: Talk, external_id: int, name: str) -> Person:
    return roles.add(talk.step.session, external_id, talk.step.now, name)


def _person(talk: Talk, number: str) -> Person | None:
    return talk.step.session.get(Person, int(number), with_for_update=True) if number.isdecimal() else None


def _show_person(talk: Talk, person: Person) -> None:
    texts = talk.texts
    lines = [_line(talk, person)]
    change = roles.last_change(talk.step, person)
    if change is not None:
        by = talk.step.session.get(Person, change.by_id) if change.by_id else None
        zone = talk.step.services.hours.zone
        lines.append(
            texts(
                "team-last-change",
                role=change.role,
                granted="yes" if change.granted else "no",
                who=by.name if by else "none",
                when=f"{change.at.astimezone(zone):%d.%m.%Y %H:%M}",
            )
        )
    rows = []
    for role in Role:
        has = roles.has(person, role) or role in person.suspended
        name = texts.plain("team-button-revoke" if has else "team-button-grant", role=str(role))
        rows.append([button(name, "team", "role", person.id, role, 0 if has else 1)])
    if person.suspended:
        rows.append([button(texts.plain("team-button-outside"), "team", "outside", person.id)])
    if roles.has(person, Role.AGENT):
        rows.append([button(texts.plain("profile-button", what="profile"), "team", "profile", person.id)])
    rows.append([button(texts.plain("team-button-all"), "team", "menu")])
    talk.show("\n".join(lines), rows)


def _change(talk: Talk, person: Person, role: Role, *, granted: bool) -> str:
    if not granted and not roles.may_lose(talk.step, person, role):
        return talk.texts.plain("team-last-supervisor")
    changed = granted != (role in person.roles)
    roles.change(talk.step, person, role, granted=granted, by=talk.person)
    commands.offer(talk.step, person)
    leaving.cut_off(talk.step, person, talk.person)
    if not person.roles:
        membership.drop_notices(talk.step, person)
    if changed and granted and person.id != talk.person.id:
        talk.to(person).say(talk.texts("team-welcome", role=str(role)))
    if person.id == talk.person.id and role is Role.SUPERVISOR and not granted:
        talk.show(_line(talk, person))
    else:
        _show_person(talk, person)
    return talk.texts.plain("press-done")


def _line(talk: Talk, person: Person) -> Html:
    held = person.roles or person.suspended
    names = [talk.texts.plain(f"team-role-{role}") for role in Role if role in held]
    return talk.texts(
        "team-line",
        name=person.name or str(person.external_id),
        username=person.username or "none",
        roles=", ".join(names) or "none",
        suspended="yes" if person.suspended else "no",
    )
