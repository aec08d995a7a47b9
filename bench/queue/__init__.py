"""The queue at size: a million closed cases, ten thousand open ones."""
