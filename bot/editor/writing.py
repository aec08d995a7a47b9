"""The conversation in which an entry is written: asking, taking, going back, skipping."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from bot.editor import card, drafts, near, pictures
from bot.editor.steps import BY_BUTTONS, REQUIRED, Field, Given, Refused, after, before, take, without
from bot.inbound import Written
from bot.knowledge import in_language
from bot.step import Keyboard, button, local_day
from bot.team.talk import Talk
from kb.entry import Entry
from store.authoring import KbDraft

EXPECTED = "draft"
WALK, SINGLE = "w", "s"
"""Whether the steps are walked from the first to the last, or one of them is changed alone."""


def start(talk: Talk, entry: Entry | None = None, *, at: Field = Field.QUESTION) -> KbDraft:
    """Begin to write: something new, from what is known already, or a change of an entry."""
    draft = drafts.new(talk.step, talk.person, entry, at=at)
    ask(talk, draft)
    return draft


def resume(talk: Talk, draft: KbDraft) -> None:
    """Go on with a draft: where it was left, or at the card once there is something to look at."""
    entry = drafts.entry_of(draft)
    if entry.titles and entry.answers:
        drafts.go(talk.step, draft, Field.CARD)
    ask(talk, draft)


def ask(talk: Talk, draft: KbDraft, mode: str = WALK) -> None:
    """Ask for what the draft's step says."""
    field = Field(draft.step)
    if field is Field.CARD:
        talk.expect_nothing()
        card.show_draft(talk, draft)
        return
    talk.expect(EXPECTED, draft=draft.id, mode=mode)
    entry = drafts.entry_of(draft)
    key = f"editor-ask-{field.value.replace('_', '-')}"
    lines = [talk.texts(key, other=card.other_language(talk), example="{{ support_phone }}")]
    if known := card.value_of(talk, entry, field):
        lines.append(talk.texts("editor-now", value=known))
    talk.show("\n\n".join(lines), _keyboard(talk, draft, entry, field, mode))


def change(talk: Talk, draft: KbDraft, field: Field) -> None:
    """Ask for one field alone, and come back to the card. Whoever changes a draft is its author now."""
    draft.person_id = talk.person.id
    drafts.go(talk.step, draft, field)
    ask(talk, draft, SINGLE)


def on_message(talk: Talk, draft: KbDraft, mode: str, written: Written) -> None:
    """Take a message as what was asked for."""
    field, entry = Field(draft.step), drafts.entry_of(draft)
    kept = pictures.receive(talk, written)
    if isinstance(kept, Refused):
        talk.say(talk.texts(kept.key, **kept.values))
        return
    taken = take(
        field, entry, Given(written.text, written.html, kept.picture, kept.file),
        own=card.own_language(talk), other=card.other_language(talk), today=local_day(talk.step),
    )  # fmt: skip
    if isinstance(taken, Refused):
        talk.say(talk.texts(taken.key, **taken.values))
        return
    if problems := drafts.problems_of(talk.step, taken, field, card.language_of(talk, field)):
        lines = "\n".join(f"• {problem.text(talk.texts.language)}" for problem in problems)
        talk.say(talk.texts("editor-not-yet", problems=lines))
        return
    drafts.keep(talk.step, draft, taken)
    if field is Field.EXTRAS:  # a picture may be followed by a link
        ask(talk, draft, mode)
        return
    _go_on(talk, draft, taken, mode)
    if field in (Field.QUESTION, Field.ANSWER):
        near.look(talk, draft, at_answers=field is Field.ANSWER)


def skip(talk: Talk, draft: KbDraft, mode: str) -> bool:
    """Go on without changing the field. False where it must be filled in."""
    field, entry = Field(draft.step), drafts.entry_of(draft)
    if field in REQUIRED and not card.value_of(talk, entry, field):
        return False
    _go_on(talk, draft, entry, mode)
    return True


def clear(talk: Talk, draft: KbDraft, mode: str) -> None:
    """Empty a field, and ask for it anew."""
    entry = without(Field(draft.step), drafts.entry_of(draft), card.other_language(talk))
    drafts.keep(talk.step, draft, entry)
    ask(talk, draft, mode)


def back(talk: Talk, draft: KbDraft, mode: str) -> None:
    """One step back; to the card where one field alone was being changed."""
    entry = drafts.entry_of(draft)
    earlier = before(Field(draft.step), entry, card.other_language(talk)) if mode == WALK else Field.CARD
    drafts.go(talk.step, draft, earlier)
    ask(talk, draft, mode)


def choose_topic(talk: Talk, draft: KbDraft, mode: str, mark: str) -> bool:
    """Take a topic by its mark. False for one that is not there any more."""
    topic = next((one.id for one in talk.step.services.knowledge.topics() if short(one.id) == mark), None)
    if topic is None:
        return False
    entry = drafts.entry_of(draft)
    drafts.keep(talk.step, draft, replace(entry, topic=topic))
    _go_on(talk, draft, entry, mode)
    return True


def toggle_detail(talk: Talk, draft: KbDraft, mode: str, mark: str) -> bool:
    """Want a detail, or want it no longer."""
    details = talk.step.services.knowledge.company.details
    key = next((one.key for one in details if short(one.key) == mark), None)
    if key is None:
        return False
    entry = drafts.entry_of(draft)
    wanted = tuple(one for one in entry.details if one != key)
    drafts.keep(
        talk.step, draft, replace(entry, details=wanted if key in entry.details else (*entry.details, key))
    )
    ask(talk, draft, mode)
    return True


def leave(talk: Talk, draft: KbDraft) -> None:
    """Stop writing; what was written stays among the drafts, an empty draft does not."""
    talk.expect_nothing()
    entry = drafts.entry_of(draft)
    if not (entry.titles or entry.answers):
        talk.step.session.delete(draft)
        talk.show(talk.texts("editor-left-empty"), [[card.menu_button(talk)]])
        return
    keyboard = [
        [
            button(talk.texts.plain("editor-button-continue"), "kb", "draft", draft.id),
            button(talk.texts.plain("editor-button-delete"), "kb", "drop", draft.id),
        ],
        [card.menu_button(talk)],
    ]
    talk.show(talk.texts("editor-left", title=card.title_of(talk, draft)), keyboard)


def short(name: str) -> str:
    """A name in so few letters that it fits a button."""
    return hashlib.sha256(name.encode()).hexdigest()[:8]


def _go_on(talk: Talk, draft: KbDraft, entry: Entry, mode: str) -> None:
    field = Field(draft.step)
    following = after(field, entry, card.other_language(talk))
    other_unanswered = field is Field.OTHER_QUESTION and following is Field.OTHER_ANSWER
    translating = following is Field.OTHER_GUIDE and card.other_language(talk) not in entry.guides
    if mode == SINGLE and not (
        translating or (other_unanswered and not entry.answers.get(card.other_language(talk)))
    ):
        following = Field.CARD
    drafts.go(talk.step, draft, following)
    ask(talk, draft, mode)


def _keyboard(talk: Talk, draft: KbDraft, entry: Entry, field: Field, mode: str) -> Keyboard:
    texts = talk.texts

    def key(name: str, verb: str, *more: object) -> dict[str, str]:
        return button(texts.plain(name), "kb", verb, draft.id, field.value, mode, *more)

    rows: Keyboard = []
    if field is Field.TOPIC:
        rows += _topics(talk, draft, entry, mode)
    elif field is Field.DETAILS:
        rows += _details(talk, draft, entry, mode)
    filled = bool(card.value_of(talk, entry, field))
    row = []
    if mode == SINGLE or field is not Field.QUESTION:
        row.append(key("editor-button-back", "back"))
    if filled:
        row.append(key("editor-button-next", "skip"))
    elif field not in REQUIRED:
        row.append(key("editor-button-skip", "skip"))
    rows.append(row)
    if filled and field not in (Field.QUESTION, Field.ANSWER, *BY_BUTTONS):
        rows.append([key("editor-button-clear", "clear")])
    rows.append([key("editor-button-leave", "leave")])
    return [row for row in rows if row]


def _topics(talk: Talk, draft: KbDraft, entry: Entry, mode: str) -> Keyboard:
    buttons = [
        button(
            ("✓ " if topic.id == entry.topic else "")
            + in_language(topic.names, talk.texts.language, topic.id),
            "kb",
            "topic",
            draft.id,
            Field.TOPIC.value,
            mode,
            short(topic.id),
        )
        for topic in talk.step.services.knowledge.topics()
    ]
    return [buttons[at : at + 2] for at in range(0, len(buttons), 2)]


def _details(talk: Talk, draft: KbDraft, entry: Entry, mode: str) -> Keyboard:
    buttons = [
        button(
            ("✓ " if detail.key in entry.details else "")
            + in_language(detail.names, talk.texts.language, detail.key),
            "kb",
            "detail",
            draft.id,
            Field.DETAILS.value,
            mode,
            short(detail.key),
        )
        for detail in talk.step.services.knowledge.company.details
    ]
    return [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
