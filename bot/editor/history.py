"""The history of an entry: its versions, what differs between two, and who did what."""

from __future__ import annotations

import difflib

from sqlalchemy import select

from bot.editor import card, drafts
from bot.editor.steps import Field
from bot.step import Html, Keyboard, button, file_name
from bot.team.talk import Talk
from kb import library
from kb.entry import Entry
from kb.markup import escape, plain
from store.authoring import KbChange
from store.schema import KbEntry, Person

_MOST = 10
_LONGEST = 3300


def state_of(talk: Talk, row: KbEntry) -> str:
    """How far an entry has come."""
    return talk.texts("editor-state", state=row.status, version=row.published_version or row.latest_version)


def keeping_of(talk: Talk, row: KbEntry) -> str:
    """Who looks after an entry, until when it holds without a look, and the last that was done to it."""
    texts = talk.texts
    owner = talk.step.session.get(Person, row.owner_id) if row.owner_id else None
    lines = [
        texts(
            "editor-keeping",
            owner=owner.name if owner else "none",
            due=f"{row.review_due:%d.%m.%Y}" if row.review_due else "none",
        )
    ]
    lines += [_told(talk, one) for one in _changes(talk, row.id)[:3]]
    return "\n".join(lines)


def _changes(talk: Talk, entry_id: str) -> list[KbChange]:
    return list(
        talk.step.session.scalars(
            select(KbChange).where(KbChange.entry_id == entry_id).order_by(KbChange.id.desc()).limit(_MOST)
        )
    )


def _told(talk: Talk, change: KbChange) -> Html:
    person = talk.step.session.get(Person, change.person_id) if change.person_id else None
    zone = talk.step.services.hours.zone
    told = talk.texts(
        "editor-journal",
        when=f"{change.at.astimezone(zone):%d.%m.%Y %H:%M}",
        who=person.name if person else change.facts.get("by") or talk.texts.plain("editor-somebody"),
        what=change.action,
        version=change.version or 0,
    )
    reason = talk.texts("editor-journal-reason", reason=change.reason) if change.reason else ""
    return Html(f"{told} {reason}".strip())


def show_versions(talk: Talk, entry_id: str) -> bool:
    """All versions, the newest first. False when there is no such entry."""
    row = talk.step.session.get(KbEntry, entry_id)
    if row is None:
        return False
    zone = talk.step.services.hours.zone
    lines = [talk.texts("editor-versions", title=_title(talk, entry_id))]
    rows: Keyboard = []
    for one in reversed(library.versions(talk.step.session, entry_id)[-_MOST:]):
        lines.append(
            talk.texts(
                "editor-version",
                version=one.version,
                when=f"{one.created_at.astimezone(zone):%d.%m.%Y %H:%M}",
                who=one.author or talk.texts.plain("editor-somebody"),
                answers="yes" if one.version == row.published_version else "no",
            )
        )
        rows.append(
            [
                button(
                    talk.texts.plain("editor-button-version", version=one.version),
                    "kb",
                    "version",
                    entry_id,
                    one.version,
                )
            ]
        )
    lines += [_told(talk, one) for one in _changes(talk, entry_id)]
    rows.append([button(talk.texts.plain("editor-button-back"), "kb", "entry", entry_id)])
    talk.show("\n".join(lines), rows)
    return True


def show_version(talk: Talk, entry_id: str, version: int) -> bool:
    """One version: what differs between it and the one that answers. False when there is none."""
    row = talk.step.session.get(KbEntry, entry_id)
    known = {one.version for one in library.versions(talk.step.session, entry_id)}
    if row is None or version not in known:
        return False
    present = row.published_version or row.latest_version
    old = library.entry(talk.step.session, entry_id, version)
    new = library.entry(talk.step.session, entry_id, present)
    texts = talk.texts
    if version == present:
        text = f"{texts('editor-version-present', version=version)}\n\n{card.summary(talk, new)}"
    else:
        text = f"{texts('editor-compared', old=version, new=present)}\n\n{difference(talk, old, new)}"
    rows = [[button(texts.plain("editor-button-back"), "kb", "versions", entry_id)]]
    if version != present:
        rows.insert(
            0,
            [
                button(
                    texts.plain("editor-button-bring-back", version=version), "kb", "bring", entry_id, version
                )
            ],
        )
    talk.show(text, rows)
    return True


def bring_back(talk: Talk, entry_id: str, version: int) -> int | None:
    """An old wording as a draft of the entry; the number of the draft, None when there is no such version."""
    known = {one.version for one in library.versions(talk.step.session, entry_id)}
    row = talk.step.session.get(KbEntry, entry_id)
    if row is None or version not in known:
        return None
    entry = library.entry(talk.step.session, entry_id, version)
    draft = drafts.new(talk.step, talk.person, entry, at=Field.CARD)
    draft.base_version = row.latest_version
    drafts.note(talk.step, entry_id, talk.person, "brought_back", version=version)
    return draft.id


def difference(talk: Talk, old: Entry, new: Entry) -> Html:
    """What differs, field by field: what is gone struck out, what is new in bold."""
    lines = []
    for field in Field:
        was, is_ = _words(talk, old, field), _words(talk, new, field)
        if was != is_:
            lines.append(f"<b>{escape(card.field_name(talk, field))}</b>\n{_marked(was, is_)}")
    shown = "\n\n".join(lines) or talk.texts("editor-same")
    return Html(shown if len(shown) <= _LONGEST else talk.texts("editor-differs-much"))


def _words(talk: Talk, entry: Entry, field: Field) -> str:
    """A field in full, not cut as on the card."""
    own, other = card.own_language(talk), card.other_language(talk)
    match field:
        case Field.ANSWER:
            return plain(entry.answers.get(own, ""))
        case Field.OTHER_ANSWER:
            return plain(entry.answers.get(other, ""))
        case Field.PHRASINGS:
            return "\n".join(one.text for one in entry.phrasings)
        case Field.EXTRAS:
            return "\n".join(one for one in (entry.picture, *map(file_name, entry.files), entry.link) if one)
        case Field.GUIDE:
            return plain(entry.guides.get(own, ""))
        case Field.OTHER_GUIDE:
            return plain(entry.guides.get(other, ""))
        case _:
            return card.value_of(talk, entry, field)


def _marked(was: str, is_: str) -> str:
    """Two wordings in one text, word by word."""
    old, new = was.split(" "), is_.split(" ")
    pieces = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = " ".join(old[a:b]), " ".join(new[c:d])
        if kind == "equal":
            pieces.append(escape(_shortened(gone)))
            continue
        if gone.strip():
            pieces.append(f"<s>{escape(gone)}</s>")
        if come.strip():
            pieces.append(f"<b>{escape(come)}</b>")
    return " ".join(pieces)


def _shortened(same: str) -> str:
    """What did not change needs no more than its ends."""
    words = same.split(" ")
    return same if len(words) <= 12 else " ".join((*words[:5], "…", *words[-5:]))


def _title(talk: Talk, entry_id: str) -> str:
    return card.value_of(talk, library.entry(talk.step.session, entry_id), Field.QUESTION) or entry_id
