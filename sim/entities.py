"""Text as Telegram takes it: parse modes, given entities, entities that Telegram finds by itself, lengths."""

import re
from typing import Any

from sim import html_text, utf16
from sim.errors import bad_request
from sim.wire import Json

MAX_TEXT = 4096
MAX_CAPTION = 1024

ENTITY_TYPES = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
    ]
)

_FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/]))"
    r"|(?P<email>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})"
    r"|(?P<mention>(?<![\w@])@[A-Za-z]\w{3,31})"
    r"|(?P<url>https?://[^\s<>\"«»]*[^\s<>\"«».,!?:;)\]]"
    r"|(?<![\w.@])(?:[\w-]{1,63}\.){1,6}(?:ru|com|org|net|io|me|рф)(?:/[^\s<>\"«»]*[^\s<>\"«».,!?:;)\]])?(?![\w]))"
    r"|(?P<hashtag>(?<!\w)#\d{0,40}[^\W\d]\w*)"
    r"|(?P<phone_number>(?<![\w+])\+\d[\d\- ()]{8,15}\d(?!\w))"
)
_BROKEN = re.compile("[\ud800-\udfff]")
_MAY_HOLD = re.compile(r"[/@#.+]")


def formatted(text: str, parse_mode: str | None, given: list[Any] | None) -> tuple[str, list[Json]]:
    """Plain text and entities of a text parameter, trimmed as Telegram trims it."""
    if _BROKEN.search(text):
        raise bad_request("strings must be encoded in UTF-8")
    if parse_mode:
        mode = parse_mode.lower()
        if mode != "html":
            known = mode in {"markdown", "markdownv2"}
            raise bad_request("only HTML is modelled as parse_mode" if known else "unsupported parse_mode")
        text, entities = html_text.parse(text)
    else:
        entities = [checked(entity) for entity in given or []]
    return with_found(*_trimmed(text, entities))


def checked(entity: Any) -> Json:
    """One entity of an ``entities`` list, or Telegram's error."""
    if not isinstance(entity, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    if entity.get("type") not in ENTITY_TYPES:
        raise bad_request("can't parse MessageEntity: unsupported type specified")
    try:
        offset, size = int(entity["offset"]), int(entity["length"])
    except (KeyError, TypeError, ValueError):
        raise bad_request('can\'t parse MessageEntity: Field "offset" must be of type Number') from None
    if offset < 0:
        raise bad_request(f"receive an entity with incorrect offset {offset}")
    if size < 0:
        raise bad_request(f"receive an entity with incorrect length {size}")
    return {**entity, "offset": offset, "length": size}


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Cut white space around the text and what of the entities then hangs outside."""
    stripped = text.lstrip()
    shift = utf16.length(text) - utf16.length(stripped)
    stripped = stripped.rstrip()
    end = utf16.length(stripped)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        stop = min(entity["offset"] - shift + entity["length"], end)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    return stripped, kept


def with_found(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Add commands, links, mentions, addresses, hashtags and phone numbers that Telegram marks by itself."""
    if not _MAY_HOLD.search(text):
        return text, entities
    taken = [(entity["offset"], entity["offset"] + entity["length"]) for entity in entities if _hides(entity)]
    found = []
    for match in _FOUND.finditer(text):
        start = utf16.length(text[: match.start()])
        size = utf16.length(match.group())
        if not any(start < stop and begin < start + size for begin, stop in taken):
            found.append({"type": match.lastgroup, "offset": start, "length": size})
    if not found:
        return text, entities
    return text, sorted([*entities, *found], key=lambda entity: (entity["offset"], -entity["length"]))


def _hides(entity: Json) -> bool:
    """Whether Telegram looks for no further entities inside this one."""
    return entity["type"] in {"code", "pre", "text_link", "url", "email", "mention", "bot_command", "hashtag"}


def text_content(text: str, parse_mode: str | None, given: list[Any] | None) -> Json:
    """``text`` and ``entities`` of a message."""
    plain, entities = formatted(text, parse_mode, given)
    if not plain:
        raise bad_request("message text is empty")
    if utf16.length(plain) > MAX_TEXT:
        raise bad_request("message is too long")
    return {"text": plain, "entities": entities} if entities else {"text": plain}


def caption_content(caption: str | None, parse_mode: str | None, given: list[Any] | None) -> Json:
    """``caption`` and ``caption_entities`` of a message; nothing when there is no caption."""
    if not caption:
        return {}
    plain, entities = formatted(caption, parse_mode, given)
    if not plain:
        return {}
    if utf16.length(plain) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return {"caption": plain, "caption_entities": entities} if entities else {"caption": plain}
