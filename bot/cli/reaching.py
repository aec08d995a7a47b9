"""The doctor's look at the way to Telegram: directly or through a proxy, how long it takes, what to try."""

from __future__ import annotations

import os
import time

from bot.cli.checks import FAULT, OK, WARNING, Check
from bot.settings import Settings
from bot.telegram.connections import Trouble
from bot.telegram.raw import Answer, RawApi, RefusedError, TelegramApiError, UnreachableError
from bot.telegram.secrecy import scrub

_SLOW = 3.0
"""Seconds for one call from which on customers feel it."""
_PROXY_VARIABLES = ("HTTPS_PROXY", "ALL_PROXY", "HTTP_PROXY")
_CHECK_PROXY = "Check host and port in LINEZERO_PROXY, and that the proxy runs and lets this machine in"


async def reach(api: RawApi, settings: Settings) -> tuple[Answer | None, list[Check]]:
    """Telegram's answer to getMe, None when there is none, and what is to be said of the way there."""
    begun = time.monotonic()
    try:
        answer = await api.ask_with_date("getMe")
        if not isinstance(answer.result, dict):
            raise UnreachableError("an answer that is no bot", Trouble.FOREIGN, 200)
    except RefusedError as error:
        way = _reached(settings, time.monotonic() - begun)
        if error.code in (401, 404):
            todo = "Copy the token from @BotFather again (/mybots → API Token) to LINEZERO_TELEGRAM_TOKEN."
            return None, [
                way,
                Check("token", FAULT, f"Telegram does not know this token ({error.reason})", todo),
            ]
        return None, [
            way,
            Check("token", FAULT, f"Telegram refuses: {error.reason}", "Wait a minute and try again."),
        ]
    except TelegramApiError as error:
        return None, [_not_reached(settings, error, time.monotonic() - begun)]
    return answer, [_reached(settings, time.monotonic() - begun)]


def _way(settings: Settings) -> str:
    proxy = settings.telegram_proxy
    return f"through the proxy {proxy}" if proxy else "directly"


def _server(settings: Settings) -> str:
    default = type(settings).model_fields["telegram_api_url"].default
    url = settings.telegram_api_url
    return "Telegram" if url.rstrip("/") == default else f"The Bot API server {url}"


def _reached(settings: Settings, seconds: float) -> Check:
    what = f"is reached {_way(settings)}, in {seconds * 1000:.0f} ms"
    if seconds < _SLOW:
        return Check("telegram", OK, what)
    todo = "Try another proxy in LINEZERO_PROXY, or none; or a Bot API server of your own nearby."
    return Check("telegram", WARNING, what, todo)


def _not_reached(settings: Settings, error: TelegramApiError, seconds: float) -> Check:
    reason = scrub(error.reason, settings.telegram_token.get_secret_value())
    trouble = error.trouble if isinstance(error, UnreachableError) else Trouble.BROKEN_OFF
    status = error.status if isinstance(error, UnreachableError) else 0
    proxy = settings.telegram_proxy
    if trouble is Trouble.FOREIGN and status == 407:
        trouble = Trouble.PROXY_PASSWORD
    what = f"{_server(settings)} is not reached {_way(settings)} ({seconds:.1f} s): "
    match trouble:
        case Trouble.PROXY_AWAY:
            return Check(
                "telegram", FAULT, f"{what}nobody answers at the proxy's address", f"{_CHECK_PROXY}."
            )
        case Trouble.PROXY_PASSWORD:
            todo = (
                "Put user and password into LINEZERO_PROXY: socks5://user:password@host:1080. Signs such as "
                "@ : / in them are written %40 %3A %2F."
            )
            return Check("telegram", FAULT, f"{what}the proxy does not accept the user or password", todo)
        case Trouble.PROXY_REFUSES:
            todo = (
                f"{_CHECK_PROXY}; ask who runs it whether it leads to api.telegram.org, port 443. "
                "Another kind of proxy may stand at that port: try socks5:// or http://."
            )
            return Check("telegram", FAULT, f"{what}the proxy does not lead there ({reason})", todo)
        case Trouble.FOREIGN:
            todo = (
                "Somebody on the way answers in its place: a proxy, a gateway, a page that wants a log-in. "
            )
            todo += "Open LINEZERO_TELEGRAM_API_URL from this machine" + (
                ", and try without LINEZERO_PROXY." if proxy else ", or go through LINEZERO_PROXY."
            )
            return Check("telegram", FAULT, f"{what}the answer is not Telegram's (status {status})", todo)
        case Trouble.BROKEN_OFF:
            todo = "The connection comes about and is cut. " + (
                "Try another proxy." if proxy else _direct_advice()
            )
            return Check("telegram", FAULT, f"{what}the connection broke off ({reason})", todo)
    todo = (
        f"{_CHECK_PROXY}; check LINEZERO_TELEGRAM_API_URL too."
        if proxy
        else f"Check the network and LINEZERO_TELEGRAM_API_URL. {_direct_advice()}"
    )
    return Check("telegram", FAULT, f"{what}{reason}", todo)


def _direct_advice() -> str:
    named = next(
        (name for name in _PROXY_VARIABLES if os.environ.get(name) or os.environ.get(name.lower())), ""
    )
    if named:
        return f"{named} is set in the environment, and is not used: put the proxy into LINEZERO_PROXY."
    return "Where Telegram is barred or slowed, set LINEZERO_PROXY, for instance to socks5://host:1080."
