"""Telegram counts text in UTF-16 units: everything outside the basic plane counts twice."""


def length(text: str) -> int:
    """Length in UTF-16 units."""
    if text.isascii():
        return len(text)
    return len(text) + sum(1 for character in text if character > "\uffff")


def cut(text: str, offset: int, size: int) -> str:
    """The part of a text that an entity covers; offset and size are in UTF-16 units."""
    encoded = text.encode("utf-16-le")
    return encoded[offset * 2 : (offset + size) * 2].decode("utf-16-le", errors="replace")
