"""sendPhoto and its sisters: a file by upload or by file_id becomes a message."""

from collections.abc import Callable

from sim import entities, media
from sim.errors import bad_request
from sim.files import StoredFile
from sim.messages import CAPTIONED
from sim.methods.registry import Call, method
from sim.methods.sending import send
from sim.wire import Json

METHOD_KINDS = {
    "sendPhoto": "photo",
    "sendDocument": "document",
    "sendVideo": "video",
    "sendAnimation": "animation",
    "sendVoice": "voice",
    "sendVideoNote": "video_note",
    "sendAudio": "audio",
    "sendSticker": "sticker",
}


def file_of(call: Call, kind: str, named: str) -> StoredFile:
    """The file that a parameter names: ``attach://part`` of this request, or a file_id of the same kind."""
    if named.startswith("attach://"):
        upload = call.uploads.get(named.removeprefix("attach://"))
        if upload is None:
            raise bad_request("file not found in the request: " + named)
        if not upload.data:
            raise bad_request("file must be non-empty")
        return call.world.files.add(kind, upload.data, name=upload.name, mime=upload.mime)
    if named.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    if not named:
        raise bad_request(f"there is no {kind.replace('_', ' ')} in the request")
    stored = call.world.files.get(named)
    media.check_kind(stored, kind)
    return stored


def media_content(call: Call, kind: str, named: str, about: Json) -> Json:
    """Content of a media message with its caption; ``about`` holds caption, duration and the like."""
    content = media.content(file_of(call, kind, named), about)
    if kind in CAPTIONED:
        caption = entities.caption_content(
            about.get("caption"), about.get("parse_mode"), about.get("caption_entities")
        )
        content.update(caption)
        if caption and about.get("show_caption_above_media"):
            content["show_caption_above_media"] = True
    return content


def _sender(kind: str) -> Callable[[Call], Json]:
    def send_kind(call: Call) -> Json:
        return send(call, media_content(call, kind, call.params[kind], call.params)).to_json()

    return send_kind


for _name, _kind in METHOD_KINDS.items():
    method(_name)(_sender(_kind))
