"""Telegram's Bot API: calls, and what became of them in values of ours."""
