"""What many answers mention and what is said once: variables, changed by writing lines «name = value»."""

from __future__ import annotations

import re

from bot.editor import card, drafts
from bot.team.talk import Talk
from kb import library, values
from kb.entry import title_in
from kb.markup import escape
from kb.values import EVERY_LANGUAGE, ValueRefusedError

EXPECTED = "variables"
_LINE = re.compile(
    r"\s*+(?:\{\{\s*+)?+(?P<name>[^\s.={}]++)(?:\.(?P<language>[a-z]{2}))?+\s*+(?:\}\}\s*+)?+=(?P<value>.*)"
)
_NAMED = 5
"""How many answers that use a variable are named."""


def show(talk: Talk) -> None:
    """All variables, and how to change them."""
    talk.expect(EXPECTED)
    lines = [
        f"<code>{{{{ {name} }}}}</code>{f' ({language})' if language else ''} = {escape(text)}"
        for name, texts in values.everything(talk.step.session).items()
        for language, text in texts.items()
    ]
    shown = "\n".join(lines) or talk.texts("editor-variables-none")
    own = {"name": "{{ customer_name : — }}", "number": "{{ case_number : — }}"}
    talk.show(f"{talk.texts('editor-variables', **own)}\n\n{shown}", [[card.menu_button(talk)]])


def on_message(talk: Talk, text: str) -> None:
    """Take lines «name = value»; all of them, or none where one is not clear."""
    lines = [line for line in text.splitlines() if line.strip()]
    found = [_LINE.fullmatch(line) for line in lines]
    unclear = next((line for line, one in zip(lines, found, strict=True) if one is None), "")
    if not lines or unclear:
        talk.say(talk.texts("editor-variables-line", line=unclear or "—"))
        return
    try:
        with talk.step.session.begin_nested():
            said = [_take(talk, one) for one in filter(None, found)]
    except ValueRefusedError as error:
        problem = error.problem.text(talk.texts.language)
        talk.say(talk.texts("editor-not-yet", problems=f"• {problem}"))
        return
    talk.say("\n".join(said), [[card.menu_button(talk)]])


def _take(talk: Talk, line: re.Match[str]) -> str:
    """Keep one value, or forget the variable where there is none; gives what to tell the editor."""
    step, name, value = talk.step, line["name"], line["value"].strip()
    language = line["language"] or EVERY_LANGUAGE
    entries = library.published(step.session)
    before = values.everything(step.session).get(name, {})
    if not value:
        users = values.remove(step.session, name, entries)
        if users:
            titles = [title_in(one, talk.texts.language) for one in entries if one.id in users][:_NAMED]
            return talk.texts("editor-variable-used", name=name, titles="; ".join(titles), count=len(users))
        drafts.note(step, _journal(name), talk.person, "variable_removed", was=before)
        return talk.texts("editor-variable-removed", name=name)
    values.put(step.session, name, {language: value}, author=talk.person.name, now=step.now)
    drafts.note(step, _journal(name), talk.person, "variable", was=before, language=language, text=value)
    count = len(values.users_of(name, entries))
    return talk.texts("editor-variable-kept", name=name, value=value, count=count)


def _journal(name: str) -> str:
    """What the journal of changes calls a variable; no entry can have such an id."""
    return f"{{{{{name}}}}}"
