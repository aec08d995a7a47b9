"""Telegram on your own machine: a Bot API server with people in it, its faults and limits, and a page.

Start it with ``python -m sim`` or, inside a program, with :class:`sim.server.LocalTelegram`.
The behaviour is that of Bot API 10.0 as tdlib/telegram-bot-api serves it.
"""
