"""An answer as the customer will see it, its guide to walk through, with buttons that change nothing."""

from __future__ import annotations

from bot.customer import wording
from bot.customer.answering import answer_buttons, send_answer
from bot.editor import pictures
from bot.step import Keyboard, button
from bot.team.talk import Talk
from bot.texts import Texts
from bot.texts import texts as texts_in
from kb.entry import Entry, guide_in
from kb.guide import HUMAN, SOLVED, Guide, Step, parse
from kb.variables import UnknownVariableError

INERT = "inert"
_CASE_NUMBER = "1024"
"""Stands for the number that a customer's case will have."""


def show(talk: Talk, entry: Entry, target: str) -> None:
    """Send the answer once for each of its languages. `target` is what the buttons of a guide begin with."""
    for language in entry.answers or [talk.texts.language]:
        words = texts_in(language)
        try:
            html = wording.wording(entry, words, _filler(talk, language))
            if not entry.guides:
                send_answer(
                    talk.say,
                    html,
                    _inert_buttons(entry, words),
                    picture=pictures.path(talk, entry),
                    files=pictures.files(talk, entry),
                )
                continue
            first = parse(guide_in(entry, language)).first
            text = f"{html}\n\n{_filler(talk, language)(first.text)}"
            talk.say(text, _buttons(first, entry, words, f"{target}:{language}"))
        except UnknownVariableError as error:
            talk.say(talk.texts("editor-variable-missing", name=error.name))


def show_step(talk: Talk, entry: Entry, target: str, language: str, key: str) -> bool:
    """Put another step of the guide in place of the one shown. False where there is none."""
    words = texts_in(language)
    if key in (SOLVED, HUMAN):
        first = parse(guide_in(entry, language)).first
        again = button(talk.texts.plain("editor-guide-again"), f"{target}:{language}", first.key)
        talk.show(talk.texts("editor-guide-end", end=key), [[again]])
        return True
    guide = Guide(()) if not entry.guides else parse(guide_in(entry, language))
    present = guide.step(key)
    if present is None:
        return False
    talk.show(_filler(talk, language)(present.text), _buttons(present, entry, words, f"{target}:{language}"))
    return True


def _filler(talk: Talk, language: str) -> wording.Fill:
    own = {"customer_name": next(iter(talk.person.name.split()), ""), "case_number": _CASE_NUMBER}
    return wording.filler(talk.step.services.knowledge, language, own)


def _buttons(step: Step, entry: Entry, words: Texts, target: str) -> Keyboard:
    if not step.options:
        return _inert_buttons(entry, words)
    rows = [[button(option.label, target, option.to)] for option in step.options]
    return [*rows, [button(words.plain("button-human"), "kb", INERT)]]


def _inert_buttons(entry: Entry, words: Texts) -> Keyboard:
    inert = f"kb:{INERT}"
    return answer_buttons(entry, words, helped=inert, not_helped=inert, human=inert)
