"""What an editor finds under /kb: the menu, search, lists, and one entry."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.editor import card, drafts, history
from bot.knowledge import Knowledge
from bot.step import Keyboard, button, local_day
from bot.team.talk import Talk
from kb import library
from kb.entry import Entry, Status, title_in
from store.schema import KbEntry

SEARCH = "search"
_MOST = 10


def show(talk: Talk) -> None:
    """The menu."""
    talk.expect_nothing()
    texts = talk.texts
    own, waiting = drafts.counts(talk.step, talk.person)
    due = len(overdue(talk))
    count = talk.step.session.scalar(
        select(func.count()).select_from(KbEntry).where(KbEntry.status == Status.PUBLISHED)
    )
    rows: Keyboard = [
        [
            button(texts.plain("editor-button-search"), "kb", "search"),
            button(texts.plain("editor-button-new"), "kb", "new"),
        ],
        [
            button(texts.plain("editor-button-drafts", count=own), "kb", "drafts"),
            button(texts.plain("editor-button-review", count=waiting), "kb", "review"),
        ],
        [
            button(texts.plain("editor-button-gaps"), "kb", "gaps"),
            button(texts.plain("editor-button-health"), "kb", "health"),
        ],
        [
            button(texts.plain("editor-button-due", count=due), "kb", "due"),
            button(texts.plain("editor-button-variables"), "kb", "variables"),
        ],
        [button(texts.plain("editor-button-export"), "kb", "export")],
    ]
    talk.show(texts("editor-menu", count=count or 0), rows)


def ask_search(talk: Talk) -> None:
    """Ask what to look for."""
    talk.expect(SEARCH)
    talk.show(talk.texts("editor-ask-search"), [[card.menu_button(talk)]])


def search(talk: Talk, words: str) -> None:
    """The entries that fit words: those that contain them first, then those that would answer them."""
    found = _find(talk, words)
    if not found:
        talk.say(talk.texts("editor-found-nothing", words=words), [[card.menu_button(talk)]])
        return
    talk.say(talk.texts("editor-found", words=words), _entry_buttons(talk, found))


def _find(talk: Talk, words: str) -> list[Entry]:
    wanted = words.casefold().split()
    entries = {one.id: one for one in library.latest(talk.step.session)}
    containing = [one for one in entries.values() if all(word in _haystack(one) for word in wanted)]
    answering = [entries[one] for one in _candidates(talk.step.services.knowledge, words) if one in entries]
    return list({one.id: one for one in (*containing[: _MOST // 2], *answering, *containing)}.values())[
        :_MOST
    ]


def _candidates(knowledge: Knowledge, words: str) -> list[str]:
    return [one.entry_id for one in knowledge.understand(words).candidates] if words.strip() else []


def _haystack(entry: Entry) -> str:
    phrasings = (one.text for one in entry.phrasings)
    return "\n".join((entry.id, *entry.titles.values(), *phrasings, *entry.tags)).casefold()


def _entry_buttons(talk: Talk, entries: list[Entry]) -> Keyboard:
    rows = [[button(_marked(talk, entry), "kb", "entry", entry.id)] for entry in entries]
    return [*rows, [card.menu_button(talk)]]


def _marked(talk: Talk, entry: Entry) -> str:
    title = title_in(entry, talk.texts.language)
    return title if entry.status is Status.PUBLISHED else f"{_MARKS[entry.status]} {title}"


_MARKS = {Status.DRAFT: "📝", Status.REVIEW: "👀", Status.RETIRED: "⏸"}


def show_drafts(talk: Talk) -> None:
    """The drafts of this editor."""
    found = drafts.of_person(talk.step, talk.person)
    rows = [[button(card.title_of(talk, one), "kb", "draft", one.id)] for one in found]
    rows.append([card.menu_button(talk)])
    talk.show(talk.texts("editor-drafts", count=len(found)), rows)


def show_review(talk: Talk) -> None:
    """What waits for somebody else's eyes."""
    found = drafts.in_review(talk.step.session)
    rows = [[button(card.title_of(talk, one), "kb", "draft", one.id)] for one in found]
    rows.append([card.menu_button(talk)])
    talk.show(talk.texts("editor-review", count=len(found)), rows)


def overdue(talk: Talk) -> list[Entry]:
    """Published entries that should have been looked at again by now, the longest overdue first."""
    ids = talk.step.session.scalars(
        select(KbEntry.id)
        .where(KbEntry.status == Status.PUBLISHED, KbEntry.review_due <= local_day(talk.step))
        .order_by(KbEntry.review_due, KbEntry.id)
    )
    return [library.entry(talk.step.session, entry_id) for entry_id in ids]


def show_due(talk: Talk) -> None:
    """Entries to be looked at again."""
    found = overdue(talk)
    talk.show(talk.texts("editor-due", count=len(found)), _entry_buttons(talk, found[:_MOST]))


def show_entry(talk: Talk, entry_id: str) -> bool:
    """One entry, with what can be done to it. False when there is none."""
    row = talk.step.session.get(KbEntry, entry_id)
    if row is None:
        return False
    talk.expect_nothing()
    entry = library.entry(talk.step.session, entry_id, row.published_version)
    lines = [history.state_of(talk, row), card.summary(talk, entry), history.keeping_of(talk, row)]
    talk.show("\n\n".join(lines), _buttons_of_entry(talk, row))
    return True


def _buttons_of_entry(talk: Talk, row: KbEntry) -> Keyboard:
    def key(name: str, verb: str) -> dict[str, str]:
        return button(talk.texts.plain(name), "kb", verb, row.id)

    shown = row.status == Status.PUBLISHED
    return [
        [key("editor-button-change", "edit"), key("editor-button-preview", "look")],
        [
            key("editor-button-versions", "versions"),
            key("editor-button-retire", "retire") if shown else key("editor-button-restore", "restore"),
        ],
        [key("editor-button-own", "own"), key("editor-button-reviewed", "reviewed")],
        [card.menu_button(talk)],
    ]
