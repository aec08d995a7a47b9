"""Errors that the Bot API answers with, in Telegram's own words."""

from sim.wire import Json


class ApiError(Exception):
    """A call refused with an HTTP-like code, a description and, sometimes, response parameters."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        """Keep what the answer will carry: ``error_code``, ``description``, ``parameters``."""
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def to_json(self) -> Json:
        """Body of the answer."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(text: str) -> ApiError:
    """400: the call makes no sense; repeating it will not help."""
    return ApiError(400, f"Bad Request: {text}")


def forbidden(text: str) -> ApiError:
    """403: the person or the group does not let the bot in."""
    return ApiError(403, f"Forbidden: {text}")


def conflict(text: str) -> ApiError:
    """409: two ways of fetching updates at once."""
    return ApiError(409, f"Conflict: {text}")


def too_many_requests(retry_after: int) -> ApiError:
    """429: wait so many seconds."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


def migrated(new_chat_id: int) -> ApiError:
    """400 with the id of the supergroup that the group has become."""
    text = "Bad Request: group chat was upgraded to a supergroup chat"
    return ApiError(400, text, {"migrate_to_chat_id": new_chat_id})
