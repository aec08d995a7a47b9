"""How calls go out: claimed from the outbox, held to Telegram's limits, settled with what became of them."""
