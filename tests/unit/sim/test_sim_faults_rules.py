"""Which calls a fault strikes, how often and how long."""

import pytest

from sim.clock import VirtualClock
from sim.errors import ApiError
from sim.faults import Fault, FaultBook, Kind


def book(*faults: Fault) -> tuple[FaultBook, VirtualClock]:
    clock = VirtualClock(1000.0)
    made = FaultBook(clock)
    for fault in faults:
        made.add(fault)
    return made, clock


def test_method_and_chat_must_fit() -> None:
    faults, _ = book(Fault(Kind.FORBIDDEN, method="send*", chat_id=5))
    assert faults.strike("sendPhoto", 5)
    assert not faults.strike("sendPhoto", 6)
    assert not faults.strike("getMe", None)


def test_a_count_runs_out() -> None:
    faults, _ = book(Fault(Kind.SERVER_ERROR, count=2))
    assert [bool(faults.strike("getMe", None)) for _ in range(3)] == [True, True, False]
    assert faults.to_json()[0]["hits"] == 2


def test_time_runs_out() -> None:
    faults, clock = book(Fault(Kind.SERVER_ERROR, until=1010.0))
    assert faults.strike("getMe", None)
    clock.advance(10)
    assert not faults.strike("getMe", None)


def test_a_seed_repeats_the_storm() -> None:
    storms = [book(Fault(Kind.SERVER_ERROR, probability=0.3, seed=7))[0] for _ in range(2)]
    hits = [[bool(storm.strike("getMe", None)) for _ in range(50)] for storm in storms]
    assert hits[0] == hits[1]
    assert 5 < sum(hits[0]) < 25


def test_latency_comes_before_the_error() -> None:
    faults, _ = book(Fault(Kind.LATENCY, seconds=0.1), Fault(Kind.FORBIDDEN), Fault(Kind.HANG))
    assert [fault.kind for fault in faults.strike("getMe", None)] == [Kind.LATENCY, Kind.FORBIDDEN]


@pytest.mark.parametrize(
    ("fault", "code", "text"),
    [
        (Fault(Kind.TOO_MANY_REQUESTS, retry_after=9), 429, "Too Many Requests: retry after 9"),
        (Fault(Kind.FORBIDDEN), 403, "Forbidden: bot was blocked by the user"),
        (Fault(Kind.BAD_REQUEST, text="TOPIC_CLOSED"), 400, "Bad Request: TOPIC_CLOSED"),
        (Fault(Kind.SERVER_ERROR, code=500, text="Internal Server Error"), 500, "Internal Server Error"),
    ],
)
def test_what_is_answered(fault: Fault, code: int, text: str) -> None:
    error = fault.error()
    assert isinstance(error, ApiError)
    assert (error.code, error.description) == (code, text)


def test_faults_are_lifted() -> None:
    faults, _ = book(Fault(Kind.FORBIDDEN), Fault(Kind.HANG))
    faults.remove(1)
    assert [one["kind"] for one in faults.to_json()] == ["hang"]
    faults.remove()
    assert faults.to_json() == []
