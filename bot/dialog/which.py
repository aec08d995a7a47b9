"""Which of several open cases a customer means when he writes without quoting anything. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Talk:
    """One open case: when the customer last wrote in it, and when he last heard something that he may be
    answering. None: never."""

    case_id: int
    customers_at: datetime | None
    ours_at: datetime | None


def meant(talks: Sequence[Talk], current: int | None, since: datetime | None) -> int | None:
    """The case a message belongs to; None where it is not clear and has to be asked.

    It is the case he chose at `since` (`current`; one that is not among the talks is about to begin), else
    the one he wrote in last. It is not clear once somebody has spoken to him in another one since.
    """
    here = current if current is not None else _last_written(talks)
    if here is None:
        return speaker(talks)
    moments = [since] + [
        at for talk in talks if talk.case_id == here for at in (talk.customers_at, talk.ours_at)
    ]
    last = max((at for at in moments if at is not None), default=None)
    for talk in talks:
        if talk.case_id != here and talk.ours_at is not None and (last is None or talk.ours_at > last):
            return None
    return here


def speaker(talks: Sequence[Talk]) -> int | None:
    """The case in which the customer was last spoken to: thanks are meant for it, and so is whatever nobody
    says anything else about."""
    spoken = [(talk.ours_at, talk.case_id) for talk in talks if talk.ours_at is not None]
    return max(spoken)[1] if spoken else _last_written(talks)


def _last_written(talks: Sequence[Talk]) -> int | None:
    written = [(talk.customers_at, talk.case_id) for talk in talks if talk.customers_at is not None]
    return max(written)[1] if written else None
