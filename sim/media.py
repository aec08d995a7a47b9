"""Files to message content: the Bot API object of each kind of media."""

from collections.abc import Callable

from sim.errors import ApiError, bad_request
from sim.files import MAX_PHOTO, StoredFile, image_size
from sim.wire import Json

_TYPE_NAMES = {
    "photo": "Photo",
    "document": "Document",
    "video": "Video",
    "voice": "VoiceNote",
    "video_note": "VideoNote",
    "audio": "Audio",
    "animation": "Animation",
    "sticker": "Sticker",
}


def _named(stored: StoredFile) -> Json:
    named: Json = {"mime_type": stored.mime}
    if stored.name:
        named["file_name"] = stored.name
    return named


def _photo(stored: StoredFile, about: Json) -> Json:
    size = image_size(stored.data)
    if size is None:
        raise ApiError(400, "Bad Request: IMAGE_PROCESS_FAILED")
    if stored.size > MAX_PHOTO:
        raise bad_request("file is too big for a photo")
    width, height = size
    small = 90 / max(width, height, 90)
    thumb = {"width": round(width * small), "height": round(height * small)}
    sizes = [{**stored.to_json(), "file_unique_id": stored.unique_id + "s", **thumb}]
    sizes.append({**stored.to_json(), "width": width, "height": height})
    return {"photo": sizes, **({"has_media_spoiler": True} if about.get("has_spoiler") else {})}


def _document(stored: StoredFile, about: Json) -> Json:
    return {"document": {**stored.to_json(), **_named(stored)}}


def _framed(about: Json) -> Json:
    return {
        "width": int(about.get("width") or 640),
        "height": int(about.get("height") or 360),
        "duration": int(about.get("duration") or 5),
    }


def _video(stored: StoredFile, about: Json) -> Json:
    return {"video": {**stored.to_json(), **_named(stored), **_framed(about)}}


def _animation(stored: StoredFile, about: Json) -> Json:
    shown = {**stored.to_json(), **_named(stored), **_framed(about)}
    return {"animation": shown, "document": {**stored.to_json(), **_named(stored)}}


def _voice(stored: StoredFile, about: Json) -> Json:
    duration = int(about.get("duration") or 2)
    return {"voice": {**stored.to_json(), "duration": duration, "mime_type": stored.mime}}


def _video_note(stored: StoredFile, about: Json) -> Json:
    length = int(about.get("length") or 240)
    duration = int(about.get("duration") or 5)
    return {"video_note": {**stored.to_json(), "length": length, "duration": duration}}


def _audio(stored: StoredFile, about: Json) -> Json:
    audio: Json = {**stored.to_json(), **_named(stored), "duration": int(about.get("duration") or 2)}
    audio.update({name: about[name] for name in ("performer", "title") if about.get(name)})
    return {"audio": audio}


def _sticker(stored: StoredFile, about: Json) -> Json:
    sticker: Json = {**stored.to_json(), "type": "regular", "width": 512, "height": 512}
    sticker.update({"is_animated": False, "is_video": False, "emoji": about.get("emoji") or "🙂"})
    return {"sticker": sticker}


KINDS: dict[str, Callable[[StoredFile, Json], Json]] = {
    "photo": _photo,
    "document": _document,
    "video": _video,
    "animation": _animation,
    "voice": _voice,
    "video_note": _video_note,
    "audio": _audio,
    "sticker": _sticker,
}
"""Kind of media → how its message content is made."""


def content(stored: StoredFile, about: Json) -> Json:
    """Message content of a stored file; ``about`` may hold duration, width, title and the like."""
    return KINDS[stored.kind](stored, about)


def check_kind(stored: StoredFile, wanted: str) -> None:
    """A file_id serves only the kind it was made for."""
    if stored.kind != wanted:
        used, asked = _TYPE_NAMES[stored.kind], _TYPE_NAMES[wanted]
        raise bad_request(f"can't use file of type {used} as {asked}")


def file_ids(shown: Json) -> list[str]:
    """Every file_id in a message's content."""
    found: list[str] = []
    for kind in KINDS:
        value = shown.get(kind)
        items = value if isinstance(value, list) else [value] if value else []
        found.extend(item["file_id"] for item in items)
    return found
