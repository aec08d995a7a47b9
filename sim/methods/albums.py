"""sendMediaGroup."""

import itertools

from sim.errors import bad_request
from sim.methods.media import media_content
from sim.methods.registry import Call, method
from sim.methods.sending import draft
from sim.parameters import check_object
from sim.wire import Json

ALBUM_KINDS = frozenset({"photo", "video", "document", "audio"})
_album_ids = itertools.count(14_000_000_000_000_001)


def new_album_id() -> str:
    """A media_group_id that no other album has."""
    return str(next(_album_ids))


@method("sendMediaGroup")
def send_media_group(call: Call) -> list[Json]:
    """2 to 10 photos and videos together, or only documents, or only audios."""
    items = [check_object("InputMedia", item) for item in call.params["media"]]
    if not 2 <= len(items) <= 10:
        raise bad_request("invalid number of media specified: must be 2-10")
    kinds = {str(item.get("type")) for item in items}
    if kinds - ALBUM_KINDS or (len(kinds) > 1 and kinds != {"photo", "video"}):
        raise bad_request("can't mix these kinds of media in an album")
    chat = call.world.writable(call.params["chat_id"])
    contents = [media_content(call, item["type"], str(item.get("media", "")), item) for item in items]
    album = new_album_id()
    messages = [draft(call, chat, content) for content in contents]
    for message in messages:
        message.media_group_id = album
    return [call.world.post(message).to_json() for message in messages]
