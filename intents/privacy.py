"""Personal data in a text: found and masked, so that logs and cards never carry it.

A number is known by its digits (how many, how they begin, whether the check digits fit), whatever stands
between them: blanks of any width, dots, dashes, line breaks. Where a number is said to be that of an order or
a contract, only what is surely a card is masked. `mask` is for the team's own screens, `mask_outside` for all
that leaves the house; nothing else masks anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_MARK = re.compile(r"[\d@]")  # all of it has a digit or this sign; most texts have neither
_GROUP = re.compile(r"\d+")
_LONGEST = 20  # digits of the longest number that means anything here
_GAP = 3  # signs between two groups of one number
_BEFORE = 24  # signs before a number that may say what it is
_READABLE = re.compile(
    r"(?i)(?:заказ\w{0,4}|договор\w{0,4}|обращени\w{1,3}|заявк\w{1,3}|тикет\w{0,3}|сч[её]т\w{0,2}|трек\w{0,4}|артикул\w{0,3}"
    r"|л/с|order|contract|account|ticket|case|tracking|invoice)(?:[^\w]{1,3}(?:номер\w{0,2}|number|no|n|№))?\W{0,5}$"
)
_CALLED = {
    "snils": re.compile(r"(?i)снилс\W{0,4}$|снилс\W{1,3}(?:номер\w{0,2}|№)\W{0,3}$"),
    "phone": re.compile(
        r"(?i)(?:тел(?:ефон\w{0,3})?|мобильн\w{1,4}|сотов\w{1,4}|phone|mobile|cell|tel)\W{0,5}$"
    ),
    "inn": re.compile(r"(?i)инн\W{0,4}$"),
}
_PASSPORT = re.compile(
    r"(?i)(?:паспорт\w{0,4}|passport|сери[яию])\D{0,25}?"
    r"(\d{2}\W{0,3}\d{2}(?:\W{0,3}(?:номер|number|no|n)?\W{0,3})?\d{6}|[a-z]{0,2}\W?\d{7,9})(?!\d)"
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?(?!\w)")
_USERNAME = re.compile(r"(?<![\w@.•])(?:@|(?:https?://)?t\.me/)[A-Za-z]\w{3,31}")
_STREET = (
    r"(?:ул(?:иц[аеыу]|\.)|пр(?:оспект[аеу]?|-к?т|осп\.|\.)|пер(?:еул(?:ок|ка|ке)|\.)|бульвар[аеу]?|б-р|шоссе"
    r"|наб(?:ережн(?:ая|ой)|\.)|площад[ьи]|пл\.|проезд[аеу]?|тупик[аеу]?|мкр\.?|микрорайон[аеу]?|аллея|квартал)"
)
_NAME = r"[\w-]{1,30}(?:[ \xa0][\w-]{1,30}){0,2}"
_HOUSE = (
    r"(?:д(?:ом[еа]?|\.)?[ \xa0]?)?\d{1,4}[а-яa-z]?(?:[/-]\d{1,4}){0,2}"
    r"(?:[\s,]{1,3}(?:к(?:орп(?:ус)?|в(?:артира)?)?|стр(?:оение)?|под(?:ъезд)?|эт(?:аж)?|оф(?:ис)?|литер|apt|flat)\.?[ \xa0]?\d{1,5}[а-я]?){0,4}"
)
_ADDRESS = re.compile(
    rf"(?i)(?<!\w)(?:{_STREET}[ \xa0]{{0,2}}{_NAME}|{_NAME}[ \xa0]{_STREET})[\s,]{{1,3}}{_HOUSE}(?!\w)"
    r"|(?<!\w)(?:д(?:ом)?\.?[ \xa0]?)?\d{1,4}[а-я]?[\s,]{1,3}кв(?:артира|\.)?[ \xa0]?\d{1,4}(?!\w)"
    r"|(?<!\w)\d{1,5}[a-z]?[ \xa0](?:[A-Z][\w'-]{1,30}[ \xa0]){1,3}"
    r"(?:street|st|avenue|ave|road|rd|lane|ln|drive|boulevard|blvd|square|court)\b\.?"
    r"(?:[\s,]{1,3}(?:apt|flat|unit|suite)\.?[ \xa0]?\w{1,6})?"
)


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One piece of personal data and its place in the text. Its kind is `card`, `account` (of a bank),
    `passport`, `snils`, `inn`, `phone` or `email`; outside the house also `address` and `username`."""

    kind: str
    start: int
    end: int
    masked: str


def find(text: str) -> list[PersonalData]:
    """Every piece of personal data in the text, in order, without overlaps."""
    return _apart(_pieces(text)) if _MARK.search(text) else []


def mask(text: str) -> str:
    """The text with cards, accounts, documents, phone numbers and e-mail addresses masked."""
    return _masked(text, find(text))


def mask_outside(text: str) -> str:
    """The text as strangers may read it: without addresses of houses and names in Telegram, too."""
    more = [PersonalData("username", *one.span(), "@•••") for one in _USERNAME.finditer(text)]
    more += [PersonalData("address", *one.span(), "•••") for one in _ADDRESS.finditer(text)]
    return _masked(text, _apart([*find(text), *more]))


def luhn(digits: str) -> bool:
    """Whether a string of digits carries a right card check digit (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _masked(text: str, pieces: list[PersonalData]) -> str:
    for piece in reversed(pieces):
        text = text[: piece.start] + piece.masked + text[piece.end :]
    return text


def _apart(pieces: Iterator[PersonalData] | list[PersonalData]) -> list[PersonalData]:
    """In the order of the text; of two that overlap, the one named first."""
    kept: list[PersonalData] = []
    taken: set[int] = set()
    for piece in pieces:
        places = range(piece.start, piece.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(piece)
    return sorted(kept, key=lambda piece: piece.start)


def _pieces(text: str) -> Iterator[PersonalData]:
    """What there is, the surest kinds first."""
    for match in _EMAIL.finditer(text):
        name, _, host = match[0].partition("@")
        yield PersonalData("email", *match.span(), f"{name[0]}•••@{host}")
    for match in _IBAN.finditer(text):
        if _iban(match[0]):
            yield PersonalData("account", *match.span(), f"{match[0][:2]}•••{match[0][-2:]}")
    for match in _PASSPORT.finditer(text):
        yield PersonalData("passport", *match.span(1), "••••••")
    for run in _runs(text):
        yield from _in_run(text, run)


# -- numbers

_Run = list[re.Match[str]]


def _runs(text: str) -> Iterator[_Run]:
    """Groups of digits that may be one number: little stands between them, and no letter."""
    run: _Run = []
    for group in _GROUP.finditer(text):
        gap = text[run[-1].end() : group.start()] if run else ""
        if run and (len(gap) > _GAP or "•" in gap or any(sign.isalpha() for sign in gap)):
            yield run
            run = []
        if len(group[0]) > _LONGEST or text[max(group.start() - 2, 0) : group.start()].rstrip().endswith("•"):
            if run:  # too long to mean anything, or what is left of a masked number
                yield run
            run = []
        else:
            run.append(group)
    if run:
        yield run


def _in_run(text: str, run: _Run) -> Iterator[PersonalData]:
    first = 0
    while first < len(run):
        before = text[max(run[first].start() - _BEFORE, 0) : run[first].start()]
        found = next(filter(None, (kind(text, run[first:], before) for kind in _KINDS)), None)
        if found is not None:
            yield found[0]
        first += found[1] if found else 1


def _lengths(groups: _Run, longest: int) -> Iterator[tuple[int, str]]:
    """The numbers that the first groups make together: how many groups, and their digits."""
    digits = ""
    for count, group in enumerate(groups, 1):
        digits += group[0]
        if len(digits) > longest:
            return
        yield count, digits


_Found = tuple[PersonalData, int] | None
_CARD_BEGINNINGS = re.compile(
    r"(?:4\d{12}(?:\d{3}|\d{6})?|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01]|720)\d{13}|220[0-4]\d{12,15}|3[47]\d{13}"
    r"|3(?:0[0-5]|[689]\d)\d{11}|6\d{15,18}|5[0678]\d{12,17})"
)


def _card(text: str, groups: _Run, before: str) -> _Found:
    if len(groups[0][0]) > 19 or groups[0][0][0] == "0":
        return None
    right = [
        (count, digits)
        for count, digits in _lengths(groups, 19)
        if len(digits) >= 13 and len(set(digits)) > 1 and _like_card(groups[:count], digits, before)
    ]
    usual = [one for one in right if len(one[1]) == 16] or right[-1:]
    return _piece("card", groups, *usual[0], f"•••• {usual[0][1][-4:]}") if usual else None


def _like_card(groups: _Run, digits: str, before: str) -> bool:
    """Any number with a right check digit that is written as cards are; written otherwise, or named as
    something else, only what some issuer would begin so."""
    as_usual = all(len(group[0]) == 4 for group in groups[:-1]) and not _READABLE.search(before)
    return (as_usual or bool(_CARD_BEGINNINGS.fullmatch(digits))) and luhn(digits)


def _account(text: str, groups: _Run, before: str) -> _Found:
    """Of a person, in a Russian bank."""
    for count, digits in _lengths(groups, 20):
        if len(digits) == 20 and digits.startswith(("40817", "40820", "423", "426")):
            return _piece("account", groups, count, digits, f"•••{digits[-2:]}")
    return None


def _snils(text: str, groups: _Run, before: str) -> _Found:
    named = bool(_CALLED["snils"].search(before))
    if not named and (len(groups[0][0]) < 3 or _READABLE.search(before)):
        return None
    for count, digits in _lengths(groups, 11):
        total = sum(int(digit) * (9 - place) for place, digit in enumerate(digits[:9])) % 101 % 100
        if len(digits) == 11 and (named or (total == int(digits[9:]) and digits[:9] > "001001998")):
            return _piece("snils", groups, count, digits, f"•••{digits[-2:]}")
    return None


def _inn(text: str, groups: _Run, before: str) -> _Found:
    """Of a person: twelve digits, two of them for checking."""
    named = bool(_CALLED["inn"].search(before))
    digits = groups[0][0]
    if len(digits) != 12 or (not named and _READABLE.search(before)):
        return None
    right = all(
        sum(int(a) * b for a, b in zip(digits, weights, strict=False)) % 11 % 10 == int(digits[place])
        for place, weights in (
            (10, (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)),
            (11, (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)),
        )
    )
    return _piece("inn", groups, 1, digits, f"•••{digits[-2:]}") if right or named else None


def _passport(text: str, groups: _Run, before: str) -> _Found:
    if _READABLE.search(before):
        return None
    for shape in ((4, 6), (2, 2, 6)):
        if tuple(len(group[0]) for group in groups[: len(shape)]) == shape:
            gap = text[groups[-len(shape)].end() : groups[len(shape) - 1].start()] if shape == (4, 6) else " "
            digits = "".join(group[0] for group in groups[: len(shape)])
            return _piece("passport", groups, len(shape), digits, "••••••") if "," not in gap else None
    return None


_PHONE_LENGTHS = {
    "7": 11,
    "1": 11,
    "375": 12,
    "380": 12,
    "998": 12,
    "996": 12,
    "374": 11,
    "995": 12,
    "44": 12,
}
_LOCAL_SHAPES = ((3, 3, 2, 2), (3, 3, 4))


def _phone(text: str, groups: _Run, before: str) -> _Found:
    lengths = {len(digits): (count, digits) for count, digits in _lengths(groups, 15)}
    found: tuple[int, str] | None = None
    if before.rstrip(" (").endswith("+"):
        wanted = next(
            (size for code, size in _PHONE_LENGTHS.items() if _beginning(groups).startswith(code)), 0
        )
        found = lengths.get(wanted) or lengths[max(lengths)] if lengths and max(lengths) >= 8 else None
    elif 11 in lengths and lengths[11][1][0] in "78" and lengths[11][1][1] in "3456789":
        found = None if len(groups[0][0]) == 11 and _READABLE.search(before) else lengths[11]
    elif 10 in lengths and _is_local(text, groups, *lengths[10], before):
        found = lengths[10]
    if found is None:
        return None
    piece, count = _piece("phone", groups, *found, f"•••{found[1][-2:]}")
    plus = before.endswith("+")  # it belongs to the number
    return (replace(piece, start=piece.start - 1) if plus else piece), count


def _beginning(groups: _Run) -> str:
    """The first digits of a number."""
    return "".join(group[0] for group in groups[:3])


def _is_local(text: str, groups: _Run, count: int, digits: str, before: str) -> bool:
    """Ten digits that are grouped as a phone number, or called one."""
    if _CALLED["phone"].search(before):
        return True
    shape = tuple(len(group[0]) for group in groups[:count])
    address_of_a_machine = text[groups[0].start() : groups[count - 1].end()].count(".") == count - 1 and all(
        int(group[0]) < 256 for group in groups[:count]
    )
    return shape in _LOCAL_SHAPES and not address_of_a_machine and not _READABLE.search(before)


_KINDS = (_card, _account, _snils, _phone, _inn, _passport)


def _piece(kind: str, groups: _Run, count: int, digits: str, masked: str) -> tuple[PersonalData, int]:
    return PersonalData(kind, groups[0].start(), groups[count - 1].end(), masked), count


def _iban(written: str) -> bool:
    """Whether an account number carries right check digits (ISO 13616)."""
    signs = re.sub(r"[ -]", "", written)
    return int("".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])) % 97 == 1
