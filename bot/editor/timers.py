"""The editors' timers: everything that takes too long for a transaction is worked out before it.

A timer is set by a press, due at once, and survives a restart; its step tells what was found.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from bot.editor import digest, drafts, gaps, health, near, publishing, tables
from bot.editor.findings import Checked, ExportedTable, Found, Gaps, Healths, Near, OneGap, SeenTable, Week
from bot.editor.workshop import Workshop
from bot.services import Services
from bot.step import Step
from kb.digest import ChartTexts
from kb.entry import Entry, Status, tidied
from kb.gaps import UnknownGapError
from store.authoring import KbDraft, KbTable

KINDS = frozenset(
    {
        publishing.CHECK,
        near.NEAR,
        gaps.LIST,
        gaps.ONE,
        gaps.MERGE,
        gaps.DRAFT,
        health.HEALTH,
        digest.DIGEST,
        tables.LOOK,
        tables.WRITE,
        tables.EXPORT,
    }
)


def prepare(session: Session, services: Services, kind: str, payload: dict[str, Any]) -> Found | None:
    """Work out what a timer is for; None where what it speaks of is gone."""
    workshop = services.workshop
    if kind in (publishing.CHECK, near.NEAR):
        draft = session.get(KbDraft, payload["draft"])
        return _of_draft(session, workshop, kind, draft) if draft is not None else None
    if kind in (tables.LOOK, tables.WRITE):
        table = session.get(KbTable, payload["table"])
        return workshop.seen(session, Path(table.path), rehearsed=kind == tables.LOOK) if table else None
    now = datetime.fromisoformat(payload["at"])
    if kind == tables.EXPORT:
        return workshop.exported(session, now)
    if kind == gaps.LIST:
        workshop.find_gaps(now)
        session.rollback()  # see what was just found
        return Gaps(tuple(workshop.gaps(session, now, payload["states"])))
    if kind == health.HEALTH:
        found = workshop.health(session, now)
        session.rollback()  # nothing is held open while the web is asked
        return Healths(found, workshop.dead_links(now))
    if kind == digest.DIGEST:
        return _week(session, services, now)
    try:
        gap = workshop.gap(session, payload["gap"], now)
        others = workshop.gaps(session, now) if kind == gaps.MERGE else ()
        made = workshop.draft_of_gap(session, gap.id, now) if kind == gaps.DRAFT else None
        effect = workshop.effect(session, gap.id, now)
    except UnknownGapError:
        return None
    return OneGap(gap, tuple(one for one in others if one.id != gap.id), made, effect)


def _week(session: Session, services: Services, now: datetime) -> Week:
    services.workshop.find_gaps(now)
    session.rollback()
    texts = services.desk_texts
    words = ChartTexts(
        *(texts.plain(f"editor-chart-{name}") for name in ("title", "answered", "rejected", "people"))
    )
    found, picture = services.workshop.week(session, now, services.hours.zone, words)
    return Week(found, str(picture))


def _of_draft(session: Session, workshop: Workshop, kind: str, draft: KbDraft) -> Found:
    entry = _as_published(session, draft)
    if kind == near.NEAR:
        return Near(workshop.near(entry))
    return Checked(drafts.fingerprint(draft), workshop.rehearsed(session, entry), workshop.near(entry))


def _as_published(session: Session, draft: KbDraft) -> Entry:
    entry = drafts.with_id(session, draft)
    return tidied(replace(entry, status=Status.PUBLISHED))


def handle(step: Step, kind: str, payload: dict[str, Any], found: object) -> None:
    """The step of one timer: tell what was found."""
    match found:
        case Checked():
            publishing.on_checked(step, payload, found)
        case Near():
            near.tell(step, payload, found)
        case Gaps():
            gaps.tell_all(step, payload, found)
        case Healths():
            health.tell(step, payload, found)
        case Week():
            digest.tell(step, found)
        case SeenTable():
            (tables.tell if kind == tables.LOOK else tables.written)(step, payload, found)
        case ExportedTable():
            tables.hand_over(step, payload, found)
        case OneGap():
            gaps.tell_one(step, kind, payload, found)


def give_up(step: Step, kind: str, payload: dict[str, Any]) -> None:
    """The step of a timer broke again and again: its editor is told, and nothing is lost."""
    if kind == digest.DIGEST:
        digest.skip(step)
    elif kind != near.NEAR:
        publishing.failed(step, payload)
