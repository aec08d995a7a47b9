"""Answers of somebody between the bot and Telegram: a proxy, a gateway, a page that wants a log-in."""

from aiohttp import web

from sim.faults import Fault, Form

_PAGE = "<html><head><title>{0}</title></head><body><h1>{0}</h1>Please contact your provider.</body></html>"


async def answer(request: web.Request, fault: Fault, true: bytes) -> web.StreamResponse:
    """The answer that the bot gets instead of ``true``."""
    match fault.form:
        case Form.EMPTY:
            return web.Response(status=fault.code)
        case Form.OTHER_JSON:
            return web.json_response({"error": "denied", "code": fault.code}, status=fault.code)
        case Form.BARE_NO:
            return web.json_response({"ok": False}, status=fault.code)
        case Form.NOT_PACKED:
            headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
            return web.Response(body=true or b"{}", status=fault.code, headers=headers)
        case Form.CUT | Form.ENDED:
            return await _cut(request, fault, true or _page(fault))
    # pages of this kind lead somewhere else, a log-in say
    headers = {"Location": "/log-in"} if 300 <= fault.code < 400 else {}
    return web.Response(body=_page(fault), status=fault.code, content_type="text/html", headers=headers)


def _page(fault: Fault) -> bytes:
    return _PAGE.format(fault.text or f"Error {fault.code}").encode()


async def _cut(request: web.Request, fault: Fault, body: bytes) -> web.StreamResponse:
    """Half of a body, then the end of the connection."""
    response = web.StreamResponse(status=fault.code, headers={"Connection": "close"})
    response.content_type = "application/json"
    if fault.form is Form.CUT:
        response.content_length = len(body)
    response.force_close()
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport is not None:
        if fault.form is Form.CUT:
            request.transport.abort()
        else:
            request.transport.close()
    return response
