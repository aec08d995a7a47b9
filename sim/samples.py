"""Sample files that people send in one press: pictures, a sound, a document; all made here."""

import math
import struct
import zlib
from dataclasses import dataclass
from functools import cache

from sim.errors import bad_request


@dataclass(frozen=True, slots=True)
class Sample:
    """Bytes with a name and a type."""

    name: str
    mime: str
    data: bytes


_SCENES = (
    ((38, 50, 76), (229, 72, 77)),
    ((24, 84, 92), (246, 190, 73)),
    ((74, 52, 110), (112, 214, 160)),
    ((120, 62, 44), (120, 190, 250)),
)


def _png(width: int, height: int, rows: list[bytes]) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 6)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _router(x: int, y: int, back: tuple[int, int, int], lamp: tuple[int, int, int]) -> tuple[int, int, int]:
    """Colour of one point of a home router with its lamps, on a 160 × 120 picture."""
    if 30 <= x < 130 and 66 <= y < 92:
        if 74 <= y < 80 and (x - 42) % 16 < 5 and x < 112:
            return lamp if (x - 42) // 16 in {1, 3} else (96, 220, 130)
        return (238, 240, 244) if y < 88 else (190, 196, 206)
    if y >= 24 and y < 66 and (38 <= x < 42 or 118 <= x < 122):
        return (210, 214, 222)
    shade = 1 + (60 - y) / 240
    red, green, blue = back
    return (min(255, int(red * shade)), min(255, int(green * shade)), min(255, int(blue * shade)))


@cache
def photo(number: int = 1) -> Sample:
    """A picture of a router with a lamp of another colour for each number."""
    back, lamp = _SCENES[number % len(_SCENES)]
    rows = []
    for y in range(120):
        row = b"".join(bytes(_router(x, y, back, lamp)) * 4 for x in range(160))
        rows.extend([row] * 4)
    return Sample(f"router-{number}.png", "image/png", _png(640, 480, rows))


@cache
def _tone() -> bytes:
    """Two seconds of a soft tone as WAV, 8 kHz, 8 bits."""
    count = 16_000
    sound = bytes(int(128 + 60 * math.sin(i / 6) * math.sin(i / 900)) for i in range(count))
    head = struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF",
        36 + count,
        b"WAVE",
        b"fmt ",
        16,
        1,
        1,
        8000,
        8000,
        1,
        8,
        b"data",
        count,
    )
    return head + sound


_DOCUMENT = "Договор № 4815\nАдрес: ул. Садовая, 12, кв. 7\nТариф: «Дом 300»\n"


def sample(kind: str, number: int = 1) -> Sample:
    """A sample of a kind of media."""
    match kind:
        case "photo":
            return photo(number)
        case "document":
            return Sample(f"dogovor-{number}.txt", "text/plain", _DOCUMENT.encode())
        case "voice":
            return Sample("voice.oga", "audio/ogg", _tone())
        case "audio":
            return Sample("ringtone.wav", "audio/x-wav", _tone())
        case "sticker":
            return Sample("sticker.webp", "image/webp", photo(number).data)
        case "video" | "video_note" | "animation":
            return Sample(f"{kind}.mp4", "video/mp4", photo(number).data)
        case _:
            raise bad_request(f"no sample of {kind}")
