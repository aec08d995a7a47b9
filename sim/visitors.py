"""Who may call: programs of this machine and the page itself, never the page of another site.

The server listens on this machine, where any site that somebody looks at can reach it through the browser: by
a name of its own that it points here (DNS rebinding), or by a form. The first shows in ``Host``, the second
in ``Origin`` and in what browsers say of where a call comes from.
"""

import ipaddress
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

_ELSEWHERE = frozenset({"cross-site", "same-site"})  # another port of this machine is of the same site


def guard(host: str) -> Middleware:
    """A middleware for a server that listens at ``host``."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        refusal = _refusal(request, host)
        if refusal:
            return web.Response(status=403, text=refusal)
        return await handler(request)

    return check


async def unframed(_: web.Request, response: web.StreamResponse) -> None:
    """No other page shows ours inside itself, where a press would be led astray."""
    response.headers["X-Frame-Options"] = "DENY"


def _refusal(request: web.Request, host: str) -> str:
    asked = request.headers.get("Host", "")
    if not _is_ours(asked, host):
        return "Open the local Telegram by its address, such as http://127.0.0.1:8081"
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc.lower() != asked.lower():
        return "Another site may not call the local Telegram"
    from_elsewhere = request.headers.get("Sec-Fetch-Site") in _ELSEWHERE
    if from_elsewhere and not (request.path == "/" and request.headers.get("Sec-Fetch-Mode") == "navigate"):
        return "Another site may not call the local Telegram"
    return ""


def _is_ours(asked: str, host: str) -> bool:
    """Whether a ``Host`` names this machine: no site can make a browser send a bare address or localhost."""
    try:
        name = urlsplit(f"//{asked}").hostname or ""
        ipaddress.ip_address(name)
    except ValueError:
        name = asked.rpartition(":")[0] if asked.rpartition(":")[2].isdecimal() else asked
        return name.lower() in {"localhost", host.lower()} and bool(name)
    return True
