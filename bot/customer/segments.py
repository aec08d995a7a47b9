"""Which segment a customer belongs to: lists of the company, matched by id, name or confirmed phone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from bot.inbound import Sender, Written
from store.authoring import SegmentMember
from store.schema import Customer

_DIGITS_OF_RUSSIAN_NUMBER = 11

# built once: everybody's first message runs it
_OF_NEW = (
    select(SegmentMember.segment)
    .where(or_(SegmentMember.key == bindparam("id"), SegmentMember.key == bindparam("name")))
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Membership:
    """Somebody of a list, by a key of `SegmentMember`, and his segment; empty takes him out of any."""

    key: str
    segment: str


def telegram_key(chat_id: int) -> str:
    """The key of a Telegram id."""
    return f"telegram:{chat_id}"


def name_key(username: str) -> str:
    """The key of a @name."""
    return f"@{username.lstrip('@').lower()}"


def phone_key(phone: str) -> str:
    """The key of a phone, however it is written: «8 900 …» and «+7 900 …» are the same."""
    digits = re.sub(r"\D", "", phone)
    if len(digits) == _DIGITS_OF_RUSSIAN_NUMBER and digits.startswith("8"):
        digits = f"7{digits[1:]}"
    return f"phone:{digits}"


def of_new(session: Session, sender: Sender) -> str:
    """The segment of somebody who writes for the first time; empty when no list names him."""
    keys = {"id": telegram_key(sender.id), "name": name_key(sender.username) if sender.username else ""}
    return session.connection().scalar(_OF_NEW, keys) or ""


def hear_contact(session: Session, customer: Customer, written: Written) -> None:
    """A customer who shares his own contact is the one behind that phone: Telegram vouches for it."""
    contact = written.attachment
    if contact is None or contact.kind != "contact" or contact.facts.get("user_id") != customer.external_id:
        return
    member = session.get(SegmentMember, phone_key(str(contact.facts.get("phone", ""))))
    if member is not None:
        customer.segment = member.segment


def keep(session: Session, memberships: Iterable[Membership]) -> tuple[int, int]:
    """Keep a list. Returns how many entries it had, and how many customers it moved at once; those known by
    phone alone follow when they share their contact."""
    named = {one.key: one.segment for one in memberships}
    for key, segment in named.items():
        row = session.get(SegmentMember, key)
        if row is not None and not segment:
            session.delete(row)
        elif row is not None:
            row.segment = segment
        elif segment:
            session.add(SegmentMember(key=key, segment=segment))
    session.flush()
    moved = 0
    for customer in session.scalars(select(Customer).where(Customer.channel == "telegram")):
        keys = (telegram_key(customer.external_id), name_key(customer.username or ""))
        found = next((named[key] for key in keys if key in named), None)
        if found is not None and found != customer.segment:
            customer.segment = found
            moved += 1
    return len(named), moved
