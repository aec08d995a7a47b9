"""Values of any length in our texts."""

from __future__ import annotations

import pytest

from bot.texts import texts


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("sign", ["a", "&", "<", "я", "😀", "\ue000", "{"])
def test_a_long_value_is_put_in_whole_and_escaped(language: str, sign: str) -> None:
    said = texts(language)("vendor-question", question=sign * 4096)
    escaped = {"&": "&amp;", "<": "&lt;"}.get(sign, sign)
    assert escaped * 4096 in said
    assert sign * 4096 in texts(language).plain("vendor-question", question=sign * 4096)


def test_what_stands_for_a_long_value_is_no_value_itself() -> None:
    """Whoever writes the characters of the place gets them back, and nobody else's words."""
    said = texts("en")("desk-edited", before="\ue0001\ue001", after="s" * 3000)
    assert said.count("s" * 3000) == 1
    assert "\ue0001\ue001" in said
