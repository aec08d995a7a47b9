"""getUpdates and the webhook's settings."""

import re
from typing import Any

from sim.errors import bad_request
from sim.methods.registry import Call, method
from sim.wire import Json

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


@method("getUpdates")
async def get_updates(call: Call) -> list[Json]:
    """Updates after the offset; allowed_updates stays in force for the next calls."""
    params, queue = call.params, call.world.updates
    if not queue.webhook.url:
        queue.allow(params.get("allowed_updates"))
    return await queue.get(
        offset=params.get("offset", 0), limit=params.get("limit", 100), timeout=params.get("timeout", 0)
    )


@method("setWebhook")
def set_webhook(call: Call) -> Any:
    """Send updates to an address; the local Telegram takes http as well as https."""
    params, queue = call.params, call.world.updates
    url = params["url"]
    if not url:
        return _remove(call)
    if not url.startswith(("https://", "http://")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = params.get("secret_token", "")
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if params.get("drop_pending_updates"):
        queue.clear()
    queue.allow(params.get("allowed_updates"))
    connections = min(max(params.get("max_connections", 40), 1), 100)
    queue.use_webhook(url, secret=secret, max_connections=connections)
    return True


@method("deleteWebhook")
def delete_webhook(call: Call) -> Any:
    """Back to getUpdates."""
    return _remove(call)


def _remove(call: Call) -> bool:
    if call.params.get("drop_pending_updates"):
        call.world.updates.clear()
    call.world.updates.use_webhook("")
    return True


@method("getWebhookInfo")
def get_webhook_info(call: Call) -> Json:
    """Where updates go and how the last delivery went."""
    queue = call.world.updates
    info: Json = {
        "url": queue.webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(queue),
    }
    if queue.webhook.url:
        info["max_connections"] = queue.webhook.max_connections
        info["ip_address"] = "127.0.0.1"
    if queue.webhook.last_error_message:
        info["last_error_date"] = int(queue.webhook.last_error_date)
        info["last_error_message"] = queue.webhook.last_error_message
    if queue.allowed_chosen:
        info["allowed_updates"] = sorted(queue.allowed)
    return info
