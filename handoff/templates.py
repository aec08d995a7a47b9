"""Replies kept ready («шаблоны»): variables in braces, `{customer}` or `{case}`, filled in when a reply is
put before the agent. A name that is not in the list is an error where it is written, never where it is
read."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from datetime import datetime

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from store.screen import ReplyTemplate

VARIABLES = ("customer", "case", "agent", "company", "topic", "promise")
"""The customer's first name, the number of the case, the agent's first name, the company, the topic of the
case, and the promised time."""
NAME_LIMIT = 60
TEXT_LIMIT = 3500

_VARIABLE = re.compile(r"\{([^{}]*)\}")


class TemplateError(Exception):
    """A template cannot be kept. `reason` is unknown, empty, long, name or file; `detail` says where."""

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
        unknown = [name for found in _VARIABLE.findall(text) if (name := found.strip()) not in VARIABLES]
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

    return re.sub(r"((?:,?(?<! )[ ]+)?)\{\s*+(\w+)\s*+\}", value, text)


def all_templates(session: Session) -> list[ReplyTemplate]:
    """All templates, by name."""
    return list(session.scalars(select(ReplyTemplate).order_by(ReplyTemplate.name)))


def text_in(template: ReplyTemplate, language: str) -> str:
    """The text for a customer of that language, or the one there is."""
    texts = {code: str(text) for code, text in template.texts.items() if text}
    return texts.get(language) or next(iter(texts.values()), "")


def save(session: Session, name: str, texts: Mapping[str, str], *, by: str, now: datetime) -> ReplyTemplate:
    """Keep a template under its name; texts in other languages stay. Raises TemplateError."""
    name = " ".join(name.split())
    check(name, texts)
    template = session.scalar(select(ReplyTemplate).where(ReplyTemplate.name == name))
    if template is None:
        template = ReplyTemplate(name=name, texts={}, changed_at=now)
        session.add(template)
    template.texts = {**template.texts, **texts}
    template.changed_by, template.changed_at = by, now
    session.flush()
    return template


def read_yaml(source: str) -> list[tuple[str, dict[str, str]]]:
    """Names and texts of a file like `docs/examples/replies.yaml`. Raises TemplateError."""
    try:
        kept = yaml.safe_load(source)
    except yaml.YAMLError as error:
        raise TemplateError("file", str(error).splitlines()[0]) from None
    found = []
    for number, one in enumerate(kept if isinstance(kept, list) else [None], 1):
        if not isinstance(one, dict) or not isinstance(one.get("name"), str):
            raise TemplateError("file", f"№ {number}")
        texts = {str(code): str(text).strip() for code, text in one.items() if code != "name" and text}
        check(one["name"], texts)
        found.append((one["name"], texts))
    return found


def write_yaml(templates: Iterable[ReplyTemplate]) -> str:
    """The file that `read_yaml` reads."""
    kept = [{"name": one.name, **one.texts} for one in templates]
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=100)
