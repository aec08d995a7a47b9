"""An id for an entry whose file gives none: made from the question, the same every time."""

from __future__ import annotations

import hashlib
import re

from kb.entry import ID_LIMIT

_CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_SOUNDS = "a|b|v|g|d|e|e|zh|z|i|y|k|l|m|n|o|p|r|s|t|u|f|h|ts|ch|sh|sch||y||e|yu|ya"
_LATIN = str.maketrans(dict(zip(_CYRILLIC, _SOUNDS.split("|"), strict=True)))
_DIGEST = 6


def id_from(question: str) -> str:
    """«Как оплатить?» → `kak-oplatit`. Long questions are cut and told apart by a digest."""
    slug = "-".join(re.findall(r"[a-z0-9]+", question.lower().translate(_LATIN)))
    if slug and len(slug) <= ID_LIMIT:
        return slug
    digest = hashlib.sha256(question.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]
    room = ID_LIMIT - _DIGEST - 1
    return f"{slug[:room].rstrip('-') or 'q'}-{digest}"
