"""How updates come in: fetched or pushed, stored before Telegram is told that we have them."""
