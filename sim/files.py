"""Files on the server: what was uploaded by the bot or by people, found again by ``file_id``."""

import hashlib
import struct
from collections import OrderedDict
from dataclasses import dataclass

from sim.errors import bad_request
from sim.wire import Json

MAX_DOWNLOAD = 20 * 1024 * 1024
"""Bytes that getFile serves at most (Bot API)."""
MAX_UPLOAD = 50 * 1024 * 1024
MAX_PHOTO = 10 * 1024 * 1024

_PREFIX = {
    "photo": "AgACAgIAAxk",
    "document": "BQACAgIAAxk",
    "video": "BAACAgIAAxk",
    "voice": "AwACAgIAAxk",
    "video_note": "DQACAgIAAxk",
    "audio": "CQACAgIAAxk",
    "animation": "CgACAgIAAxk",
    "sticker": "CAACAgIAAxk",
}
_EXTENSION = {
    "photo": "jpg",
    "video": "mp4",
    "voice": "oga",
    "video_note": "mp4",
    "audio": "mp3",
    "animation": "mp4",
    "sticker": "webp",
}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file with what Telegram tells of it."""

    id: str
    unique_id: str
    kind: str
    data: bytes
    path: str
    name: str
    mime: str
    size: int

    def to_json(self) -> Json:
        """Telegram's File fields that every kind has."""
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": self.size}


class FileStore:
    """Files by id. With ``keep`` the oldest are forgotten, so that long runs stay small."""

    def __init__(self, keep: int | None = None) -> None:
        """Keep at most ``keep`` files, or all."""
        self._files: OrderedDict[str, StoredFile] = OrderedDict()
        self._by_path: dict[str, str] = {}
        self._keep = keep
        self._serial = 0

    def add(
        self, kind: str, data: bytes, *, name: str = "", mime: str = "", size: int | None = None
    ) -> StoredFile:
        """Store a file; ``size`` may claim more bytes than there are, to play a big file cheaply."""
        self._serial += 1
        digest = hashlib.blake2b(data, digest_size=9).hexdigest()
        extension = name.rpartition(".")[2] if "." in name else _EXTENSION.get(kind, "bin")
        stored = StoredFile(
            id=f"{_PREFIX[kind]}BAAI{self._serial:06d}{digest}AAE",
            unique_id=f"AQAD{digest}",
            kind=kind,
            data=data,
            path=f"{kind}s/file_{self._serial}.{extension}",
            name=name,
            mime=mime or "application/octet-stream",
            size=len(data) if size is None else size,
        )
        self._files[stored.id] = stored
        self._by_path[stored.path] = stored.id
        if self._keep is not None and len(self._files) > self._keep:
            _, oldest = self._files.popitem(last=False)
            del self._by_path[oldest.path]
        return stored

    def find(self, file_id: str) -> StoredFile | None:
        """A file by its id."""
        return self._files.get(file_id)

    def get(self, file_id: str) -> StoredFile:
        """A file by its id, or Telegram's error."""
        stored = self._files.get(file_id)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return stored

    def at(self, path: str) -> StoredFile | None:
        """A file by its download path."""
        file_id = self._by_path.get(path)
        return self._files.get(file_id) if file_id else None


def image_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, JPEG, GIF or WebP; None when the bytes are no such picture."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return int(width), int(height)
    if data.startswith(b"GIF8") and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return int(width), int(height)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return 512, 512
    if data.startswith(b"\xff\xd8"):
        return _jpeg_size(data)
    return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Size from the first start-of-frame segment."""
    position = 2
    while position + 9 < len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            return int(width), int(height)
        position += 2 + int(struct.unpack(">H", data[position + 2 : position + 4])[0])
    return None
