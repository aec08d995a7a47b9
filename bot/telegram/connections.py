"""Connections to a Bot API server, directly or through the proxy of the settings, and what went wrong.

Only what is set here is used: proxies that the environment names are not, so that nobody's calls take a way
that nobody chose.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import unquote, urlsplit

import aiohttp
import httpx
from aiohttp_socks import ProxyConnectionError, ProxyConnector, ProxyError, ProxyTimeoutError
from yarl import URL

_PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}
_LONGEST_SECRET = 255
"""Bytes of a user or password that SOCKS carries."""


class Trouble(StrEnum):
    """Why a call got no answer of Telegram's."""

    PROXY_AWAY = "proxy_away"  # nobody answers at the proxy's address
    PROXY_PASSWORD = "proxy_password"  # noqa: S105 -- the proxy wants another user or password
    PROXY_REFUSES = "proxy_refuses"  # the proxy does not lead on to Telegram
    NO_CONNECTION = "no_connection"  # no connection to Telegram came about
    BROKEN_OFF = "broken_off"  # the connection ended, or was silent, in the middle of a call
    FOREIGN = "foreign"  # somebody else than Telegram answered


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy between us and Telegram. Its text and `repr` never hold the password."""

    scheme: str
    host: str
    port: int
    user: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)

    @classmethod
    def parse(cls, text: str) -> Proxy | None:
        """From `scheme://user:password@host:port`; None for an empty text. Raises ValueError, whose words
        hold nothing of the text."""
        if not text.strip():
            return None
        try:
            parts = urlsplit(text.strip())
            port = parts.port
        except ValueError:
            raise ValueError("has a port that is none: 1 to 65535") from None
        if parts.scheme not in _PORTS:
            raise ValueError("has to begin with http://, https:// or socks5://")
        if not parts.hostname or parts.path not in ("", "/") or parts.query or parts.fragment:
            raise ValueError("has to look like socks5://user:password@host:1080")
        if port == 0:
            raise ValueError("has a port that is none: 1 to 65535")
        user = unquote(parts.username) if parts.username else None
        password = unquote(parts.password or "") if user is not None else None
        if any(len((secret or "").encode()) > _LONGEST_SECRET for secret in (user, password)):
            raise ValueError(f"may have {_LONGEST_SECRET} bytes in its user and in its password")
        scheme = "socks5" if parts.scheme == "socks5h" else parts.scheme
        return cls(scheme, parts.hostname, port or _PORTS[parts.scheme], user, password)

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


class NoConnectionError(aiohttp.ClientConnectionError):
    """No connection came about, so that nothing left us."""

    def __init__(self, reason: str, trouble: Trouble) -> None:
        super().__init__(reason)
        self.trouble = trouble


class _Connecting(aiohttp.TCPConnector):
    """Tells what fails before anything has left us from what breaks afterwards."""

    proxy: Proxy | None = None

    async def connect(self, *args: Any, **options: Any) -> Any:
        try:
            return await super().connect(*args, **options)
        except (
            aiohttp.ClientError,
            ProxyConnectionError,
            ProxyError,
            ProxyTimeoutError,
            OSError,
            EOFError,
        ) as error:
            raise NoConnectionError(_why(error), _trouble(error, self.proxy)) from error


class _ThroughSocks(_Connecting, ProxyConnector):
    """The same through a SOCKS proxy, which looks up names too: they may be barred with us."""


def open_session(
    api_url: str, connections: int, proxy: Proxy | None = None, **options: Any
) -> aiohttp.ClientSession:
    """At most so many connections to a Bot API server, through `proxy` where there is one."""
    # certificates as httpx finds them: also on a machine without a store of its own
    encrypted = api_url.startswith("https:") or (proxy is not None and proxy.scheme == "https")
    secure: Any = httpx.create_ssl_context(trust_env=False) if encrypted else True
    connector: _Connecting
    if proxy is not None and proxy.scheme == "socks5":
        connector = _ThroughSocks(
            proxy.host,
            proxy.port,
            username=proxy.user,
            password=proxy.password,
            rdns=True,
            limit=connections,
            ssl=secure,
        )
    else:
        connector = _Connecting(limit=connections, ssl=secure)
    connector.proxy = proxy
    return aiohttp.ClientSession(connector=connector, trust_env=False, **options)


def through(api_url: str, proxy: Proxy | None) -> dict[str, Any]:
    """What each call says of an HTTP proxy, which learns from it where to lead; nothing without one."""
    if proxy is None or proxy.scheme == "socks5":
        return {}
    known: dict[str, Any] = {"proxy": URL(str(proxy))}
    if proxy.user is not None:
        secret = {"Proxy-Authorization": aiohttp.encode_basic_auth(proxy.user, proxy.password or "", "utf-8")}
        # a plain call is read by the proxy itself; of an encrypted one it reads the CONNECT alone
        known["proxy_headers" if api_url.startswith("https:") else "headers"] = secret
    return known


def trouble_of(error: BaseException) -> Trouble:
    """What a failed call suffers from."""
    match error:
        case NoConnectionError(trouble=trouble):
            return trouble
        case aiohttp.ConnectionTimeoutError() | aiohttp.InvalidURL():
            return Trouble.NO_CONNECTION
    return Trouble.BROKEN_OFF


def nothing_left(error: BaseException) -> bool:
    """Whether a call that failed can't have reached Telegram."""
    return isinstance(error, NoConnectionError | aiohttp.ConnectionTimeoutError | aiohttp.InvalidURL)


def _trouble(error: BaseException, proxy: Proxy | None) -> Trouble:
    if proxy is None:
        return Trouble.NO_CONNECTION
    match error:
        case aiohttp.ClientHttpProxyError(status=407):
            return Trouble.PROXY_PASSWORD
        case ProxyError(error_code=None) if "auth" in str(error).lower():
            return Trouble.PROXY_PASSWORD
        case aiohttp.ClientProxyConnectionError() | ProxyConnectionError():
            return Trouble.PROXY_AWAY
        case aiohttp.ClientHttpProxyError() | ProxyError() | aiohttp.ServerDisconnectedError():
            return Trouble.PROXY_REFUSES
        case aiohttp.ClientSSLError() | OSError() | ProxyTimeoutError():
            return Trouble.NO_CONNECTION
    return Trouble.PROXY_REFUSES


def _why(error: BaseException) -> str:
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return f"the proxy answers {error.status}"  # its own text holds the proxy's address
    return f"{type(error).__name__}: {error}"
