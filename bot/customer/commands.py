"""The customer's commands: /start, /help, /human, /new, /status, /language."""

from __future__ import annotations

import re

from bot.customer import profile, status, talks
from bot.inbound import Written
from bot.knowledge import in_language, topic_key
from bot.step import Html, Keyboard, Step, button
from bot.texts import LANGUAGES, texts
from kb.entry import title_in
from store.outbox import Author
from store.schema import Customer

_PAYLOAD = re.compile(r"/start(?:@\w{1,32})?\s+([A-Za-z0-9_-]{1,64})\s*")
COMMANDS = ("start", "help", "human", "new", "status", "language")
"""What Telegram's menu offers, in this order; each has its description in docs/running.md."""


def words(written: Written) -> Written | None:
    """The words and files of a message beside its command, which count as any other message; None where there
    are none. What is no command of ours is words altogether."""
    if written.command not in COMMANDS:
        return written
    if written.command == "start" and written.attachment is None and payload(written):
        return None
    rest = written.without_command()
    return rest if rest.text or rest.attachment else None


def payload(written: Written) -> str:
    """What a deep link has put behind /start, or an empty text."""
    found = _PAYLOAD.fullmatch(written.text)
    return found[1] if found else ""


def on_command(step: Step, customer: Customer, command: str, *, has_words: bool) -> None:
    """Do what a command says. `has_words`: more was written beside it, which is handled next."""
    match command:
        case "start":
            start(step, customer)
        case "help":
            _say(step, customer, step.texts(customer)("help"))
        case "new" if has_words:
            talks.make_room(step, customer)
        case "new":
            talks.begin_new(step, customer)
        case "status":
            _say(step, customer, status.overview(step, customer), status.buttons(step, customer))
        case "language":
            _offer_languages(step, customer)


def is_mistyped(written: Written) -> bool:
    """Whether a message is nothing but a command that we do not have: «/hlep». Digits may be a number that
    was asked for."""
    bare = written.attachment is None and not written.without_command().text
    return bare and written.command not in COMMANDS and not any(map(str.isdigit, written.command))


def hint(step: Step, customer: Customer) -> None:
    """Say that there is no such command."""
    _say(step, customer, step.texts(customer)("unknown-command"))


def start(step: Step, customer: Customer) -> None:
    """Greet shortly, and offer the topics that customers ask about most."""
    words = step.texts(customer)
    greeting = words(
        "greeting", name=_first_name(customer) or "none", company=step.services.company(customer.language)
    )
    _say(step, customer, Html(f"{greeting}\n\n{words('greeting-topics')}"), _greeting_buttons(step, customer))


def _first_name(customer: Customer) -> str:
    return next(iter(customer.name.split()), "")


def choose_language(step: Step, customer: Customer, language: str) -> None:
    """Speak this language from now on, whatever the customer writes in."""
    if language in LANGUAGES:
        customer.language, customer.language_chosen = language, True
        _say(step, customer, texts(language)("language-changed"))


def show_topics(step: Step, customer: Customer) -> None:
    """All topics of the knowledge base, as buttons."""
    words = step.texts(customer)
    buttons = [
        button(in_language(topic.names, customer.language, topic.id), "topic", topic_key(topic.id))
        for topic in step.services.knowledge.topics()
    ]
    rows = [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
    _say(step, customer, words("topics-all"), rows)


def _greeting_buttons(step: Step, customer: Customer) -> Keyboard:
    words = step.texts(customer)
    rows = [
        [button(title_in(entry, customer.language), "entry", entry.id)]
        for entry in step.services.knowledge.most_asked(customer.segment)
    ]
    rows.append(
        [button(words.plain("button-topics"), "topics"), button(words.plain("button-human"), "human", 0)]
    )
    other = "ru" if customer.language == "en" else "en"
    rows.append([button(words.plain("button-language"), "language", other)])
    return rows


def _offer_languages(step: Step, customer: Customer) -> None:
    names = {"ru": "Русский", "en": "English"}
    keyboard = [[button(names[language], "language", language) for language in LANGUAGES]]
    _say(step, customer, step.texts(customer)("language-choose"), keyboard)


def _say(step: Step, customer: Customer, html: str, keyboard: Keyboard | None = None) -> None:
    """Answer a command; commands work in every state, so that their answers are notices."""
    case = profile.open_case_of(step, customer)
    step.say(customer, html, case=case, keyboard=keyboard, author=Author.SYSTEM)
