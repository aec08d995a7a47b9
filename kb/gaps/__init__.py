"""Gaps: topics that customers ask about and no entry answers, found in what line zero missed.

`refresh` sorts missed questions into gaps, `listed` ranks them by the agents' minutes they cost. A gap keeps
its id for good; what an editor decided about it (`snooze`, `merge`, `for_people_only`, a draft) holds for
the questions that come later, and nothing is dropped without somebody having seen it.
"""

from kb.gaps.deciding import (
    UnknownGapError,
    drafted,
    for_people_only,
    merge,
    name,
    published,
    published_all,
    reopen,
    snooze,
)
from kb.gaps.drafting import draft_from
from kb.gaps.effect import Effect, effect
from kb.gaps.finding import Found, refresh
from kb.gaps.ranking import TO_DO, Gap, GapState, listed, one
from kb.gaps.replies import Reply, replies

__all__ = [
    "TO_DO",
    "Effect",
    "Found",
    "Gap",
    "GapState",
    "Reply",
    "UnknownGapError",
    "draft_from",
    "drafted",
    "effect",
    "for_people_only",
    "listed",
    "merge",
    "name",
    "one",
    "published",
    "published_all",
    "refresh",
    "reopen",
    "replies",
    "snooze",
]
