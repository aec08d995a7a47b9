"""Replies kept ready («шаблоны»): variables in braces, `{customer}` or `{case}`, filled in when a reply is
put before the agent. A name that is not in the list is an error where it is written, never where it is
read."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.screen import ReplyTemplate

VARIABLES = ("customer", "case", "agent", "company", "topic", "promise")
"""The customer's first name, the number of the case, the agent's first name, the company, the topic of the
case, and the promised time."""
NAME_LIMIT = 60
TEXT_LIMIT = 3500

_VARIABLE = re.compile(r"\{\s*([^{}]*?)\s*\}")


class TemplateError(Exception):
    """A template cannot be kept. `reason` is unknown, empty, long or name; `detail` says where."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


def check(name: str, texts: Mapping[str, str]) -> None:
    """Raises TemplateError for what must not be kept: an unknown variable, no text, too much of it."""
    if not name.strip() or len(name) > NAME_LIMIT or "\n" in name:
        raise TemplateError("name", name[:NAME_LIMIT])
    if not any(text.strip() for text in texts.values()):
        raise TemplateError("empty", name)
    for text in texts.values():
        unknown = [found for found in _VARIABLE.findall(text) if found not in VARIABLES]
        if unknown or text.count("{") != text.count("}"):
            raise TemplateError("unknown", unknown[0] if unknown else "{")
        if len(text) > TEXT_LIMIT:
            raise TemplateError("long", name)


def filled(text: str, values: Mapping[str, str]) -> str:
    """The Telegram HTML of a template with the values in it, escaped. What is not known is left out, with the
    blank or comma before it: «Здравствуйте, {customer}!» becomes «Здравствуйте!»."""

    def value(found: re.Match[str]) -> str:
        said = values.get(found[2], "")
        return found[1] + html.escape(said, quote=False) if said else ""

    return re.sub(r"((?:,?[ ]+)?)\{\s*(\w+)\s*\}", value, text)


def all_templates(session: Session) -> list[ReplyTemplate]:
    """All templates, by name."""
    return list(session.scalars(select(ReplyTemplate).order_by(ReplyTemplate.name)))


def text_in(template: ReplyTemplate, language: str) -> str:
    """The text for a customer of that language, or the one there is."""
    texts = {code: str(text) for code, text in template.texts.items() if text}
    return texts.get(language) or next(iter(texts.values()), "")
