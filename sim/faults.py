"""Scripted faults: which calls go wrong, how, how often and for how long."""

import itertools
import random
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase

from sim.clock import Clock
from sim.errors import ApiError, bad_request, forbidden, too_many_requests
from sim.wire import Json


class Kind(StrEnum):
    """How a call goes wrong."""

    TOO_MANY_REQUESTS = "too_many_requests"
    FORBIDDEN = "forbidden"
    BAD_REQUEST = "bad_request"
    SERVER_ERROR = "server_error"
    HANG = "hang"
    LATENCY = "latency"
    LATE_ANSWER = "late_answer"
    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"
    NOT_TELEGRAM = "not_telegram"


class Form(StrEnum):
    """What somebody answers in Telegram's place."""

    PAGE = "page"  # HTML
    EMPTY = "empty"
    OTHER_JSON = "other_json"  # JSON, though not in the Bot API's shape
    BARE_NO = "bare_no"  # {"ok": false} without number and description
    CUT = "cut"  # the true answer, ended in the middle: fewer bytes than its header promises
    ENDED = "ended"  # the same without a promise: the connection ends
    NOT_PACKED = "not_packed"  # says gzip, and is none


DELAYS = frozenset({Kind.HANG, Kind.LATENCY})
OF_THE_CONNECTION = frozenset({Kind.DROP_BEFORE, Kind.DROP_AFTER, Kind.LATE_ANSWER, Kind.NOT_TELEGRAM})
"""The call is done, or not, and its answer does not come as it should."""
_TEXTS = {
    Kind.FORBIDDEN: "bot was blocked by the user",
    Kind.BAD_REQUEST: "chat not found",
}


@dataclass(slots=True)
class Fault:
    """A rule. ``method`` is a glob (``send*``); None for chat_id, count or until means any, always, for ever.

    ``seconds`` is the delay of hang, latency and late answer in real time; ``until`` is Unix time of the
    server's clock. ``form`` and ``applied`` are of not_telegram: what is answered with ``code``, and whether
    the call was done before.
    """

    kind: Kind
    id: int = 0
    method: str = "*"
    chat_id: int | None = None
    count: int | None = None
    probability: float = 1.0
    seed: int | None = None
    until: float | None = None
    retry_after: int = 1
    code: int = 502
    text: str = ""
    seconds: float = 3600.0
    form: Form = Form.PAGE
    applied: bool = False
    hits: int = 0
    _random: random.Random = field(default_factory=random.Random)

    def __post_init__(self) -> None:
        """Seed the dice, so that a storm can be repeated."""
        self.kind = Kind(self.kind)
        self.form = Form(self.form)
        if self.seed is not None:
            self._random.seed(self.seed)

    def strikes(self, method: str, chat_id: int | None, now: float) -> bool:
        """Whether this call goes wrong; counts it when so."""
        if not fnmatchcase(method.lower(), self.method.lower()):
            return False
        if self.chat_id is not None and chat_id != self.chat_id:
            return False
        if self.over(now) or self._random.random() >= self.probability:
            return False
        self.hits += 1
        return True

    def over(self, now: float) -> bool:
        """Whether the storm has passed."""
        spent = self.count is not None and self.hits >= self.count
        return spent or (self.until is not None and now >= self.until)

    def error(self) -> ApiError:
        """The answer of kinds that answer."""
        match self.kind:
            case Kind.TOO_MANY_REQUESTS:
                return too_many_requests(self.retry_after)
            case Kind.FORBIDDEN:
                return forbidden(self.text or _TEXTS[self.kind])
            case Kind.BAD_REQUEST:
                return bad_request(self.text or _TEXTS[self.kind])
            case _:
                return ApiError(self.code, self.text or "Bad Gateway")

    def to_json(self) -> Json:
        """As the control API shows it."""
        return {
            "id": self.id,
            "kind": self.kind.value,
            "method": self.method,
            "chat_id": self.chat_id,
            "count": self.count,
            "probability": self.probability,
            "until": self.until,
            "hits": self.hits,
        }


class FaultBook:
    """The faults in force, asked for every call."""

    def __init__(self, clock: Clock) -> None:
        """Start without faults."""
        self._clock = clock
        self._faults: dict[int, Fault] = {}
        self._ids = itertools.count(1)
        self.struck: dict[str, int] = {}

    def add(self, fault: Fault) -> int:
        """Put a fault in force; its id."""
        fault.id = next(self._ids)
        self._faults[fault.id] = fault
        return fault.id

    def remove(self, fault_id: int | None = None) -> None:
        """Lift one fault, or all."""
        if fault_id is None:
            self._faults.clear()
        else:
            self._faults.pop(fault_id, None)

    def strike(self, method: str, chat_id: int | None) -> list[Fault]:
        """Faults that hit this call: any delays, then at most one that ends it."""
        if not self._faults:
            return []
        now = self._clock.now()
        struck: list[Fault] = []
        for fault in list(self._faults.values()):
            if fault.strikes(method, chat_id, now):
                struck.append(fault)
                self.struck[fault.kind.value] = self.struck.get(fault.kind.value, 0) + 1
                if fault.kind not in DELAYS:
                    break
        return sorted(struck, key=lambda fault: fault.kind not in DELAYS)

    def to_json(self) -> list[Json]:
        """All faults with their hits."""
        return [fault.to_json() for fault in self._faults.values()]
