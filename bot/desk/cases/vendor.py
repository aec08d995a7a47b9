"""Line 4, a vendor outside: the package as two files in the topic, one for programs and one for people, to be
passed on by hand, and after them what the customer attached. The files hold no personal data but the details
that the topic needs; what is in a picture, its sender looks at."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from bot.desk.cases import waiting
from bot.desk.screen import card, menus, topic
from bot.knowledge import in_language
from bot.step import Keyboard, Step, button
from bot.team.talk import Talk
from bot.texts import Texts
from handoff import package as packages
from handoff.case import State
from handoff.package import Line, Package
from intents.privacy import mask_outside
from store.outbox import Action, Author, Priority
from store.schema import Case, Customer, Message, Person

_MOST_FILES = 10
_FOR_VENDORS = ("photo", "document", "video", "audio", "voice", "animation", "video_note")
"""No contacts and no places: these are personal data."""
_WHOLE = frozenset({"phone", "email", "address"})
"""Details that are personal data by their name: whoever asks for them needs them."""
_ROLES = {"customer": "customer", "agent": "agent"}


def rows(step: Step, case: Case) -> Keyboard:
    """The button, while the owner works on the case himself."""
    if case.state not in (State.OWNED, State.WAITING_CUSTOMER):
        return []
    return [[button(step.services.desk_texts.plain("desk-button-vendor"), "vendor", case.id, case.epoch)]]


def on_vendor(step: Step, case: Case, agent: Person, rest: list[str]) -> str:
    """«Передать вендору»: the files come into the topic, and the vendor's clock runs."""
    desk = step.services.desk_texts
    refused = menus.refusal(step, case, agent, rest[0] if rest else "")
    if refused or case.state == State.WAITING_VENDOR:
        return refused or desk.plain("press-old")
    waiting.for_vendor(step, case, agent)
    package = packages.build(step.session, case)
    desk = step.services.desk_texts
    files, left_out = _attachments(step, case)
    data = json.dumps(for_outside(package), ensure_ascii=False, indent=2)
    _send(step, case, f"case-{case.id}.json", data, "")
    said = desk("desk-vendor", agent=agent.name, files=len(files), left=left_out)
    _send(step, case, f"case-{case.id}.txt", in_words(step, package), said)
    _send_attachments(step, case, files)
    customer = step.session.get_one(Customer, case.customer_id)
    step.notify(customer, step.texts(customer)("with-vendor", case=str(case.id)), case)
    topic.refresh_card(step, case)
    return desk.plain("press-done")


def _send(step: Step, case: Case, name: str, content: str, html: str) -> None:
    """A file into the topic, which is the whole record; who pressed in his private chat gets it there too."""
    step.desk_put(
        Action.SEND_FILE,
        case,
        priority=Priority.NOTICE,
        payload={"name": name, "content": content, "html": html, "topic": case.id},
    )
    if step.private_card is not None:
        Talk(step, step.private_card.person).send_file(name, content, html)


def _attachments(step: Step, case: Case) -> tuple[list[Message], int]:
    """What the customer sent that a vendor may need (of much the newest), and how much is left out."""
    found = step.session.scalars(
        select(Message)
        .where(
            Message.case_id == case.id,
            Message.author_kind == "customer",
            Message.kind.in_(_FOR_VENDORS),
            Message.external_id.is_not(None),
        )
        .order_by(Message.id)
    ).all()
    return list(found[-_MOST_FILES:]), max(len(found) - _MOST_FILES, 0)


def _send_attachments(step: Step, case: Case, files: list[Message]) -> None:
    """Put them after the package, in one call and without their captions, which the package has masked."""
    by_chat: dict[int, list[Message]] = {}
    for one in files:
        if one.chat_id is not None:
            by_chat.setdefault(one.chat_id, []).append(one)
    for chat_id, messages in by_chat.items():
        payload = {
            "from_chat_id": chat_id,
            "external_ids": [one.external_id for one in messages],
            "message_ids": [one.id for one in messages],
            "bare": True,
        }
        card_here = step.private_card
        if card_here is not None:
            step.chat_put(
                card_here.person, Action.COPY, author=Author.SYSTEM, priority=Priority.NOTICE, payload=payload
            )
        else:
            step.desk_put(Action.COPY, case, priority=Priority.NOTICE, payload={**payload, "topic": case.id})


def for_outside(package: Package) -> dict[str, Any]:
    """The package as data for a vendor: who the customer is, what colleagues noted and who they are stay
    inside; what people wrote is masked; details that the topic needs are whole."""
    return {
        "case": package.case_id,
        "language": package.language,
        "topic": package.topic,
        "reason": package.reason,
        "question": mask_outside(package.question),
        "details": _details(package),
        "skipped_details": list(package.skipped_details),
        "tried": [
            {"entry": one.entry_id, "version": one.version, "reaction": one.reaction} for one in package.tried
        ],
        "checked": [{"question": one.question, "choice": one.choice} for one in package.checked],
        "attachments": list(package.attachments),
        "way": [
            {
                "event": one.kind,
                "at": one.at.isoformat(),
                "from_line": one.from_line,
                "to_line": one.to_line,
                "cause": one.cause,
                "criticality": one.criticality,
            }
            for one in package.way
        ],
        "talk": [
            {
                "author": _ROLES.get(line.author, "bot"),
                "at": line.at.isoformat(),
                "kind": line.kind,
                "text": mask_outside(line.text),
            }
            for line in _talk(package)
        ],
    }


def in_words(step: Step, package: Package) -> str:
    """The same for somebody who reads."""
    texts, knowledge = step.services.desk_texts, step.services.knowledge
    say = texts.plain
    parts = [
        say("vendor-title", case=str(package.case_id), company=step.services.company(texts.language)),
        say("vendor-question", question=mask_outside(package.question)),
    ]
    if package.details:
        named = "; ".join(
            f"{in_language(knowledge.detail(key).names, texts.language, key)}: {value}"
            for key, value in _details(package).items()
        )
        parts.append(say("vendor-details", details=named))
    done = [f"{one.question}: {one.choice}" for one in package.checked]
    done += [card.title_of(one.entry_id, texts, knowledge) for one in package.tried]
    if done:
        parts.append(say("vendor-tried", tried="; ".join(done)))
    talk = "\n".join(_written(step, line, texts) for line in _talk(package))
    return "\n\n".join([*parts, f"{say('vendor-talk')}\n{talk}"]) + "\n"


def _details(package: Package) -> dict[str, str]:
    """What the topic needs is whole, all else is masked."""
    details = package.details.items()
    return {key: value if key in _WHOLE else mask_outside(value) for key, value in details}


def _talk(package: Package) -> list[Line]:
    return [line for line in package.lines if line.author != "system"]


def _written(step: Step, line: Line, texts: Texts) -> str:
    at = line.at.astimezone(step.services.hours.zone)
    kind = "" if line.kind == "text" else card.kind_name(line.kind, texts) + " "
    author = texts.plain(f"vendor-author-{_ROLES.get(line.author, 'bot')}")
    return f"{at:%d.%m.%Y %H:%M} {author}: {kind}{mask_outside(line.text)}".rstrip()
