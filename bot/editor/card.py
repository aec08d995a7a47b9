"""How entries and drafts are shown to an editor: everything at once, and as the customer will see it."""

from __future__ import annotations

from bot.editor import drafts
from bot.editor.steps import Field
from bot.knowledge import in_language
from bot.step import Keyboard, button, file_name
from bot.team.talk import Talk
from kb.entry import Entry
from kb.markup import plain
from store.authoring import KbDraft

_SHOWN_TEXT = 600
_SHOWN_PHRASINGS = 5


def menu_button(talk: Talk) -> dict[str, str]:
    """Back to the menu of the knowledge base."""
    return button(talk.texts.plain("editor-button-menu"), "kb", "menu")


def title_of(talk: Talk, draft: KbDraft) -> str:
    """What a draft is about, in words that can stand in a sentence or on a button."""
    return drafts.title(draft, talk.texts.language) or talk.texts.plain("editor-untitled")


def field_name(talk: Talk, field: Field) -> str:
    """What a field is called."""
    return talk.texts.plain(f"editor-change-{_key(field)}", other=other_language(talk))


def own_language(talk: Talk) -> str:
    """The language that entries are written in first."""
    return talk.step.services.settings.default_language


def other_language(talk: Talk) -> str:
    """The second language of entries."""
    return "ru" if own_language(talk) == "en" else "en"


def language_of(talk: Talk, field: Field) -> str:
    """The language that a field is written in."""
    return other_language(talk) if field.value.startswith("other") else own_language(talk)


def _key(field: Field) -> str:
    return field.value.replace("_", "-")


def value_of(talk: Talk, entry: Entry, field: Field) -> str:
    """What a field holds now, as plain text; empty when it is empty."""
    language = language_of(talk, field)
    match field:
        case Field.QUESTION | Field.OTHER_QUESTION:
            return entry.titles.get(language, "")
        case Field.ANSWER | Field.OTHER_ANSWER:
            return _cut(plain(entry.answers.get(language, "")))
        case Field.GUIDE | Field.OTHER_GUIDE:
            return _cut(plain(entry.guides.get(language, "")))
        case Field.EXTRAS:
            picture = talk.texts.plain("editor-picture-there") if entry.picture else ""
            return ", ".join(one for one in (picture, *map(file_name, entry.files), entry.link) if one)
        case Field.PHRASINGS:
            return _phrasings(talk, entry)
        case Field.TOPIC:
            return topic_name(talk, entry.topic)
        case Field.DETAILS:
            return ", ".join(detail_name(talk, key) for key in entry.details)
        case Field.SEGMENTS:
            return ", ".join(entry.segments)
        case Field.VALIDITY:
            return validity(talk, entry)
        case Field.CARD:
            return ""


def summary(talk: Talk, entry: Entry) -> str:
    """Everything that an entry holds, a line a field; question and answer are missed when they are empty."""
    lines = []
    for field in Field:
        value = value_of(talk, entry, field)
        if value or field in (Field.QUESTION, Field.ANSWER):
            key = f"editor-field-{_key(field)}"
            lines.append(talk.texts(key, value=value or "—", other=other_language(talk)))
    return "\n".join(lines)


def show_draft(talk: Talk, draft: KbDraft) -> None:
    """The draft with what can be done to it."""
    entry, texts = drafts.entry_of(draft), talk.texts
    lines = [texts("editor-draft-title", state=draft.state), summary(talk, entry)]
    if draft.remark:
        lines.append(texts("editor-draft-remark", remark=draft.remark))
    talk.show("\n\n".join(lines), _draft_buttons(talk, draft))


def _draft_buttons(talk: Talk, draft: KbDraft) -> Keyboard:
    texts = talk.texts
    change = [
        button(field_name(talk, field), "kb", "field", draft.id, field.value)
        for field in Field
        if field not in (Field.CARD, Field.OTHER_ANSWER, Field.OTHER_GUIDE)
    ]
    rows = [change[at : at + 2] for at in range(0, len(change), 2)]
    rows.append([button(texts.plain("editor-button-preview"), "kb", "preview", draft.id)])
    rows.append([button(texts.plain("editor-button-check"), "kb", "check", draft.id)])
    rows.append(
        [
            button(texts.plain("editor-button-delete"), "kb", "drop", draft.id),
            menu_button(talk),
        ]
    )
    return rows


def topic_name(talk: Talk, topic_id: str) -> str:
    """What a topic is called; its id where nobody named it."""
    topic = talk.step.services.knowledge.topic(topic_id) if topic_id else None
    return in_language(topic.names, talk.texts.language, topic_id) if topic else topic_id


def detail_name(talk: Talk, key: str) -> str:
    """What a detail is called."""
    return in_language(talk.step.services.knowledge.detail(key).names, talk.texts.language, key)


def validity(talk: Talk, entry: Entry) -> str:
    """When an entry holds; empty for always."""
    since = f"{entry.valid_from:%d.%m.%Y}" if entry.valid_from else "none"
    until = f"{entry.valid_until:%d.%m.%Y}" if entry.valid_until else "none"
    if since == until == "none":
        return ""
    return talk.texts.plain("editor-validity", since=since, until=until)


def _phrasings(talk: Talk, entry: Entry) -> str:
    shown = "\n".join(f"• {one.text}" for one in entry.phrasings[:_SHOWN_PHRASINGS])
    more = len(entry.phrasings) - _SHOWN_PHRASINGS
    return f"{shown}\n{talk.texts.plain('editor-more-phrasings', count=more)}" if more > 0 else shown


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN_TEXT else f"{text[:_SHOWN_TEXT].rstrip()}…"
