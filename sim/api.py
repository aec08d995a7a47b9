"""One call of the Bot API, from the HTTP request to the answer."""

import asyncio
import inspect
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from sim import elsewhere, parameters
from sim.errors import ApiError, bad_request, too_many_requests
from sim.faults import DELAYS, OF_THE_CONNECTION, Fault, FaultBook, Kind
from sim.files import MAX_UPLOAD
from sim.journal import Journal
from sim.limits import Limits
from sim.methods import HANDLERS, Call, Upload
from sim.wire import Json, dumps
from sim.world import World

FILE = "file"
"""The download of a file, as a fault names it."""


class BotApi:
    """Serves ``/bot<token>/<method>``."""

    def __init__(self, world: World, *, faults: FaultBook, limits: Limits, journal: Journal) -> None:
        """Serve the given world under the given faults and limits."""
        self._world = world
        self._faults = faults
        self._limits = limits
        self._journal = journal

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one request as Telegram does: the HTTP status repeats ``error_code``."""
        method, params = request.match_info["method"], {}
        fault: Fault | None = None
        try:
            if request.match_info["token"] != self._world.token:
                raise ApiError(401, "Unauthorized")
            method = parameters.method_named(method)
            given, uploads = await read_parameters(request)
            params = parameters.bind(method, given)
            fault = await self._struck(method, params)
            if fault is not None and fault.kind is Kind.DROP_BEFORE:
                self._write(method, params, fault=fault)
                return _drop(request)
            if fault is not None and fault.kind is Kind.NOT_TELEGRAM and not fault.applied:
                self._write(method, params, fault=fault)
                return await elsewhere.answer(request, fault, b"")
            self._check_limits(method, params)
            result = await self._run(Call(self._world, method, params, uploads))
        except ApiError as error:
            self._write(method, params, error=error.to_json(), fault=fault)
            return _answer(error.to_json(), error.code)
        self._write(method, params, result=result, fault=fault, applied=True)
        if fault is not None and fault.kind is Kind.DROP_AFTER:
            return _drop(request)
        if fault is not None and fault.kind is Kind.NOT_TELEGRAM:
            return await elsewhere.answer(request, fault, dumps({"ok": True, "result": result}).encode())
        if fault is not None and fault.kind is Kind.LATE_ANSWER:
            await asyncio.sleep(fault.seconds)
        return _answer({"ok": True, "result": result}, 200)

    async def file(self, request: web.Request) -> web.StreamResponse:
        """Serve ``/file/bot<token>/<path>``."""
        stored = self._world.files.at(request.match_info["path"])
        if request.match_info["token"] != self._world.token:
            return _answer(ApiError(401, "Unauthorized").to_json(), 401)
        if stored is None:
            return _answer(ApiError(404, "Not Found").to_json(), 404)
        try:
            fault = await self._struck(FILE, {})
        except ApiError as error:
            return _answer(error.to_json(), error.code)
        if fault is not None and fault.kind is Kind.NOT_TELEGRAM:
            return await elsewhere.answer(request, fault, stored.data)
        if fault is not None:
            return _drop(request)
        return web.Response(body=stored.data, content_type="application/octet-stream")

    async def _run(self, call: Call) -> Any:
        """Do the method; what it cannot read inside a parameter's value is the caller's error."""
        try:
            result = HANDLERS[call.method](call)
            return await result if inspect.isawaitable(result) else result
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise bad_request(f"can't parse parameters of {call.method}: {error!r}") from error

    async def _struck(self, method: str, params: Json) -> Fault | None:
        """Play the delays; raise the scripted error; return a fault of the connection."""
        chat_id = params.get("chat_id")
        for fault in self._faults.strike(method, chat_id if isinstance(chat_id, int) else None):
            if fault.kind in DELAYS:
                await asyncio.sleep(fault.seconds)
            elif fault.kind in OF_THE_CONNECTION:
                return fault
            else:
                raise fault.error()
        return None

    def _check_limits(self, method: str, params: Json) -> None:
        wait = self._limits.charge(method, params, self._world.clock.now())
        if wait is not None:
            raise too_many_requests(wait)

    def _write(self, method: str, params: Json, *, fault: Fault | None = None, **outcome: Any) -> None:
        kind = fault.kind.value if fault else None
        self._journal.write(time=self._world.clock.now(), method=method, params=params, fault=kind, **outcome)


async def read_parameters(request: web.Request) -> tuple[Mapping[str, Any], dict[str, Upload]]:
    """Parameters from the query and from a form, multipart or JSON body; files apart."""
    given: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    kind = request.content_type
    if not request.can_read_body:
        return given, uploads
    if kind == "application/json":
        try:
            body = json.loads(await request.read())
        except ValueError:
            raise bad_request("can't parse request: JSON object expected") from None
        if not isinstance(body, dict):
            raise bad_request("can't parse request: JSON object expected")
        given.update(body)
    elif kind == "multipart/form-data":
        await _read_multipart(request, given, uploads)
    else:
        body = (await request.read()).decode("utf-8", errors="surrogateescape")
        given.update(parse_qsl(body, keep_blank_values=True, errors="surrogateescape"))
    return given, uploads


async def _read_multipart(request: web.Request, given: dict[str, Any], uploads: dict[str, Upload]) -> None:
    """Text parts are parameters; a file part is also the parameter of its own name, as ``attach://``."""
    for name, part in (await request.post()).items():
        if isinstance(part, web.FileField):
            data = part.file.read()
            if len(data) > MAX_UPLOAD:
                raise ApiError(413, "Request Entity Too Large")
            uploads[name] = Upload(part.filename, part.content_type, data)
            if any(name in table for table in parameters.TABLE.values()):
                given.setdefault(name, f"attach://{name}")
        else:
            given[name] = part


def _answer(body: Json, status: int) -> web.Response:
    return web.Response(text=dumps(body), status=status, content_type="application/json")


def _drop(request: web.Request) -> web.Response:
    """Cut the TCP connection instead of answering."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
