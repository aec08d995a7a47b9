"""`python -m bench.serve`: line zero as `linezero run` starts it, without its own sending budgets.

The budgets keep to Telegram's limits (30 messages a second, 20 a minute in a group), which would hide how
fast the program is, and how it fares with many cases at once. A 429 is obeyed all the same.
"""

from __future__ import annotations

import asyncio

from bot import logs
from bot.app import App
from bot.ending import stop_on_signals
from bot.sending.budgets import UNLIMITED
from bot.settings import Settings

READY = "Line Zero serves"


async def _serve(settings: Settings) -> None:
    app = App(settings, limits=UNLIMITED)
    stop_on_signals(app.stop)
    await app.run(lambda: print(READY, flush=True))


def main() -> None:
    """Serve with the settings of the environment until SIGTERM."""
    settings = Settings()
    logs.set_up(settings.log_level, as_json=True, secrets=settings.secrets)
    asyncio.run(_serve(settings))


if __name__ == "__main__":
    main()
