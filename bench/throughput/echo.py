"""`python -m bench.throughput.echo`: the smallest bot there is, as python-telegram-bot's manual has it."""

from __future__ import annotations

import os
from typing import Any

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

READY = "echo serves"


async def _echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message is not None:
        await update.message.reply_text(update.message.text or "")


async def _ready(_: Any) -> None:
    print(READY, flush=True)


def main() -> None:
    """Echo until SIGTERM. Address and token are those of line zero's settings."""
    token, address = os.environ["LINEZERO_TELEGRAM_TOKEN"], os.environ["LINEZERO_TELEGRAM_API_URL"]
    application = Application.builder().token(token).base_url(f"{address}/bot").post_init(_ready).build()
    application.add_handler(MessageHandler(filters.TEXT, _echo))
    application.run_polling()


if __name__ == "__main__":
    main()
