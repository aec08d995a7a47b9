r"""Markdown inside an answer: what people really write by hand, made into Telegram's HTML and back.

`**bold**`, `*italic*` or `_italic_`, `~~crossed out~~`, `` `code` ``, `[text](https://…)`, headings (which
become bold), and a backslash in front of a sign that is meant as such. HTML tags may stand in Markdown and
stay as they are; so do lists and line breaks, which look in Telegram as they are written.
"""

from __future__ import annotations

import re

from kb import markup

_INLINE = re.compile(
    r"""
    \\(?P<sign>[\\*_~`\[\]\#])
    | (?P<tag></?[a-zA-Z!][^<>]*>)
    | `(?P<code>[^`\n]+)`
    | \[(?P<text>[^\[\]\n]+)\]\((?P<address>[^\s()<>"]+)\)
    | \*\*(?P<bold>(?=\S)(?:[^\n*]|\*(?!\*))++(?<=\S))\*\*
    | ~~(?P<struck>(?=\S)(?:[^\n~]|~(?!~))++(?<=\S))~~
    | (?<![\w*])\*(?P<star>(?=[^\s*])[^*\n]+?(?<=\S))\*(?![\w*])
    | (?<![\w_])_(?P<line>(?=[^\s_])[^_\n]+?(?<=\S))_(?![\w_])
    """,
    re.VERBOSE,
)
_HEADING = re.compile(r"^#{1,6}[ \t]++(.+?)[ \t]{0,20}#{0,6}$", re.MULTILINE)
_HASH = re.compile(r"^#", re.MULTILINE)
_SIGN = re.compile(r"[\\*_~`\[\]#]")
_TAG = re.compile(r"(<[^<>]*>)")
_TAG_OF = {"bold": "b", "struck": "s", "star": "i", "line": "i"}
_PRETTY = (
    (re.compile(r"<b>([^<>*\n]+)</b>"), r"**\1**"),
    (re.compile(r"<i>([^<>*\n]+)</i>"), r"*\1*"),
    (re.compile(r"<s>([^<>~\n]+)</s>"), r"~~\1~~"),
    (re.compile(r"<code>([^<>&`\\\n]+)</code>"), r"`\1`"),
    (re.compile(r'<a href="([^"\s()<>&]+)">([^<>\[\]\n]+)</a>'), r"[\2](\1)"),
)


def to_html(text: str) -> str:
    """Markdown as Telegram HTML; what is HTML already is left as it is."""
    return _inline(_HEADING.sub(r"**\1**", text))


def from_html(answer: str) -> str:
    """Telegram HTML as Markdown that `to_html` reads back to the letter, as plainly written as can be."""
    pretty = answer
    for tag, sign in _PRETTY:
        pretty = tag.sub(sign, pretty)
    if to_html(pretty) == answer and not _HASH.search(answer):
        return pretty
    return "".join(
        part if number % 2 else _SIGN.sub(r"\\\g<0>", part) for number, part in enumerate(_TAG.split(answer))
    )


def _inline(text: str) -> str:
    return _INLINE.sub(_replaced, text)


def _replaced(found: re.Match[str]) -> str:
    kind = found.lastgroup or ""
    if kind in ("sign", "tag"):
        return found[kind]
    if kind == "code":
        return f"<code>{markup.escape(found['code'])}</code>"
    if kind == "address":
        address = re.sub(r"&(?!amp;)", "&amp;", found["address"])
        return f'<a href="{address}">{_inline(found["text"])}</a>'
    tag = _TAG_OF[kind]
    return f"<{tag}>{_inline(found[kind])}</{tag}>"
