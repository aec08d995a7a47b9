"""/templates: editors and supervisors keep the replies at hand, in their private chat with the bot."""

from __future__ import annotations

import re

from bot.inbound import Inbound, Written
from bot.step import Html, Keyboard, Step, button
from bot.team import private
from bot.team.roles import Role
from bot.team.talk import Talk
from handoff import templates
from handoff.templates import TemplateError
from store.screen import ReplyTemplate

COMMAND = "templates"
NAME, TEXT = "template-name", "template-text"
_PREFIX = "tpl"
_MOST = 60
_KEEPERS = frozenset({Role.EDITOR, Role.SUPERVISOR})


def take(step: Step, inbound: Inbound) -> bool:
    """Handle what is about templates. False for all else, and for whoever may not change them."""
    return private.take(step, inbound, _PREFIX, allowed=_KEEPERS, on_words=_on_message, on_press=_on_press)


def _on_message(talk: Talk, written: Written) -> bool:
    if written.command == COMMAND:
        _show_all(talk)
        return True
    expected = talk.expected()
    if written.command or expected is None or expected.expects not in (NAME, TEXT):
        return False
    if expected.expects == NAME:
        _on_name(talk, written.text)
    else:
        _on_text(talk, str(expected.about["name"]), written.html)
    return True


def _on_press(talk: Talk, parts: list[str]) -> bool:
    verb, number = [*parts, "", ""][:2]
    if verb == "all":
        _show_all(talk)
        return True
    if verb == "new":
        talk.expect(NAME)
        talk.show(talk.texts("templates-ask-name"), [[_all_button(talk)]])
        return True
    template = talk.step.session.get(ReplyTemplate, int(number)) if number.isdecimal() else None
    if template is None:
        return False
    match verb:
        case "one":
            _show(talk, template)
        case "edit":
            _ask_text(talk, template.name)
        case "drop":
            talk.step.session.delete(template)
            talk.step.session.flush()
            _show_all(talk)
        case _:
            return False
    return True


def _show_all(talk: Talk) -> None:
    talk.expect_nothing()
    kept = templates.all_templates(talk.step.session)[:_MOST]
    rows: Keyboard = [[button(one.name, _PREFIX, "one", one.id)] for one in kept]
    rows.append([button(talk.texts.plain("templates-button-new"), _PREFIX, "new")])
    talk.show(talk.texts("templates-title", count=len(kept)), rows)


def _show(talk: Talk, template: ReplyTemplate) -> None:
    talk.expect_nothing()
    texts = "\n\n".join(f"{code}:\n{text}" for code, text in template.texts.items())
    rows = [
        [
            button(talk.texts.plain("templates-button-edit"), _PREFIX, "edit", template.id),
            button(talk.texts.plain("templates-button-drop"), _PREFIX, "drop", template.id),
        ],
        [_all_button(talk)],
    ]
    talk.show(talk.texts("templates-one", name=template.name, texts=Html(texts)), rows)


def _on_name(talk: Talk, name: str) -> None:
    try:
        templates.check(name, {"": "."})
    except TemplateError as error:
        _refuse(talk, error)
        return
    _ask_text(talk, name)


def _ask_text(talk: Talk, name: str) -> None:
    talk.expect(TEXT, name=name)
    variables = ", ".join(f"{{{one}}}" for one in templates.VARIABLES)
    talk.show(talk.texts("templates-ask-text", name=name, variables=variables), [[_all_button(talk)]])


def _on_text(talk: Talk, name: str, html: str) -> None:
    language = "ru" if re.search(r"[а-яё]", html, re.IGNORECASE) else "en"
    try:
        template = templates.save(
            talk.step.session, name, {language: html}, by=talk.person.name, now=talk.step.now
        )
    except TemplateError as error:
        _refuse(talk, error)
        return
    _show(talk, template)


def _refuse(talk: Talk, error: TemplateError) -> None:
    """Say what is wrong; the next message is another try."""
    variables = ", ".join(f"{{{one}}}" for one in templates.VARIABLES)
    text = talk.texts("templates-refused", reason=error.reason, detail=error.detail, variables=variables)
    talk.say(text, [[_all_button(talk)]])


def _all_button(talk: Talk) -> dict[str, str]:
    return button(talk.texts.plain("templates-button-all"), _PREFIX, "all")
