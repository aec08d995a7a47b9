"""Which web addresses still answer. Asked politely: few at a time, each once, with a time limit."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import aiohttp

_AT_ONCE = 5
_SECONDS = 10.0
_GONE = 400  # from this HTTP status on
_NO_HEAD = frozenset({403, 405, 501})  # servers that want a whole request


def dead_links(addresses: Sequence[str], *, seconds: float = _SECONDS) -> dict[str, str]:
    """The addresses that do not answer, with the HTTP status or the kind of error."""
    return asyncio.run(_dead(addresses, seconds))


async def _dead(addresses: Sequence[str], seconds: float) -> dict[str, str]:
    few = asyncio.Semaphore(_AT_ONCE)
    timeout = aiohttp.ClientTimeout(total=seconds)
    async with aiohttp.ClientSession(timeout=timeout) as session:

        async def fault(address: str) -> str:
            async with few:
                return await _fault(session, address)

        faults = await asyncio.gather(*map(fault, addresses))
    return {address: found for address, found in zip(addresses, faults, strict=True) if found}


async def _fault(session: aiohttp.ClientSession, address: str) -> str:
    """Empty for an address that answers."""
    try:
        async with session.head(address, allow_redirects=True) as response:
            status = response.status
        if status in _NO_HEAD:
            async with session.get(address) as response:
                status = response.status
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        return type(error).__name__
    return str(status) if status >= _GONE else ""
