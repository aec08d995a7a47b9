"""What values of settings have to look like. Each check gives the value as it is used, or raises ValueError
with words for the person who wrote it; what may hold a password is never repeated in them."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from babel import Locale
from rapidfuzz import fuzz, process
from yarl import URL

from handoff.calendar import check_country
from handoff.schedule import read_days, read_week
from handoff.urgency import parse_segments

LARGEST_ID = 2**52
"""Telegram's ids have at most 52 significant bits."""
_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,200}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_WEBHOOK_PATH = re.compile(r"[A-Za-z0-9/_.~-]*")
_WEBHOOK_PORTS = (443, 80, 88, 8443)
_ZONES_BY_ANOTHER_NAME = {"msk": "Europe/Moscow", "мск": "Europe/Moscow", "utc+3": "Europe/Moscow"}
_NEAR = 75.0


def token(value: str) -> str:
    """A bot's token, or nothing."""
    if value and not _TOKEN.fullmatch(value):
        raise ValueError("does not look like a token: @BotFather gives one like 123456:ABC…")
    return value


def groups(value: int | str | None) -> int | str | None:
    """Ids of groups with commas; one alone as a number."""
    if value is None:
        return None
    try:
        ids = [int(part) for part in str(value).split(",") if part.strip()]
    except ValueError:
        ids = []
    if not ids or not all(-LARGEST_ID < one < 0 for one in ids):
        raise ValueError("takes ids of groups such as -1001234567890, several with commas")
    return ids[0] if len(ids) == 1 else ",".join(str(one) for one in ids)


def people(value: str) -> str:
    """Telegram ids with commas."""
    for part in filter(None, (part.strip() for part in value.split(","))):
        if not (part.isdecimal() and len(part) < 20 and 0 < int(part) < LARGEST_ID):
            raise ValueError("takes Telegram ids such as 123456789,987654321")
    return value


def api_url(value: str) -> str:
    """The address of a Bot API server."""
    expected = "has to be an address like https://api.telegram.org, without a path behind a “?”"
    try:
        url = URL(value)
        fine = url.scheme in ("http", "https") and bool(url.host) and not url.query_string
        fine = fine and not url.fragment and url.explicit_port != 0
    except ValueError:
        fine = False
    if not fine or re.search(r"\s", value):
        raise ValueError(expected)
    if url.user is not None or url.password is not None:
        raise ValueError("takes no user and password: let the server know us by the token")
    return value


def webhook_url(value: str) -> str:
    """The address that Telegram calls, or nothing."""
    if not value:
        return value
    try:
        parts = urlsplit(value)
        port = parts.port or 443
    except ValueError:
        raise ValueError("has to be an address like https://bot.example.com/telegram/hook") from None
    if parts.scheme != "https" or not parts.hostname or parts.username is not None or parts.query:
        raise ValueError("has to be an address like https://bot.example.com/telegram/hook")
    if port not in _WEBHOOK_PORTS:
        raise ValueError("has a port that Telegram does not call: it may be 443, 80, 88 or 8443")
    if not _WEBHOOK_PATH.fullmatch(parts.path) or parts.fragment or re.search(r"\s", value):
        raise ValueError("may have letters A–Z, digits and / . _ ~ - in its path")
    return value


def webhook_secret(value: str) -> str:
    """What Telegram sends along, or nothing."""
    if value and not _SECRET.fullmatch(value):
        raise ValueError("takes 1–256 characters A–Z a–z 0–9 _ -, for instance from: openssl rand -hex 32")
    return value


def listen(value: str) -> tuple[str, int]:
    """Host and port of `host:port`, `[::1]:port` or `:port`."""
    host, colon, port = value.strip().rpartition(":")
    bracketed = host.startswith("[") and host.endswith("]")
    host = host[1:-1] if bracketed else host
    fine = colon and port.isascii() and port.isdecimal() and len(port) <= 5 and 0 < int(port) < 65536
    if not fine or (":" in host and not bracketed) or not re.fullmatch(r"[A-Za-z0-9.:_-]*", host):
        raise ValueError("has to be an address and a port from 1 to 65535, like 127.0.0.1:8443")
    return host or "127.0.0.1", int(port)


def zone(value: str) -> str:
    """The name of a time zone; the error names the nearest one."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(
            f"“{value[:60]}” is no time zone; did you mean {nearest_zone(value)}? They are named by city, "
            "such as Europe/Moscow or Asia/Almaty"
        ) from None
    return value


def nearest_zone(value: str) -> str:
    """The zone that somebody most likely means: by its name, by its city in English or in Russian."""
    wanted = value.strip().lower().replace(" ", "_")
    if wanted in _ZONES_BY_ANOTHER_NAME:
        return _ZONES_BY_ANOTHER_NAME[wanted]
    zones = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    names = {name.lower(): name for name in zones}
    names |= {name.rpartition("/")[2].lower(): name for name in reversed(zones)}
    in_russian = Locale("ru").time_zones
    names |= {
        in_russian[name]["city"].lower().replace(" ", "_"): name
        for name in zones
        if "city" in in_russian.get(name, {})
    }
    found = process.extractOne(wanted, names.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return names[found[0]] if found else "Europe/Moscow"


def folder(value: Path) -> Path:
    """A folder that is named."""
    if value == Path():
        raise ValueError("is empty: name a folder, such as var")
    return value


def hours(value: str) -> str:
    """Hours by weekday."""
    read_week(value)
    return value


def days(value: str) -> str:
    """Days, perhaps with hours."""
    for _each in read_days(value):
        pass
    return value


def country(value: str) -> str:
    """A country whose holidays are known, or nothing."""
    if value:
        check_country(value)
    return value


def segments(value: str) -> str:
    """Segments with their minutes."""
    parse_segments(value)
    return value


def encoder(value: str) -> str:
    """The name of an encoder."""
    if value not in ("auto", "lexical", "use", "e5") and not value.startswith("path:"):
        raise ValueError("takes auto, lexical, use, e5 or path:FOLDER")
    if value.startswith("path:") and not Path(value.removeprefix("path:")).is_dir():
        raise ValueError("names a folder that is not there")
    return value
