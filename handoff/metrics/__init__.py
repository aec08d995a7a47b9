"""Figures of the first line, all of them folds over the event log, for any period."""

from handoff.metrics.daily import DailySummary, daily
from handoff.metrics.deadlines import Target, Targets
from handoff.metrics.facts import Fact, Kind
from handoff.metrics.figures import Figures, Nps, PromiseError, Report, Share, Times, measure
from handoff.metrics.period import By, Key, Period
from handoff.metrics.reading import logs
from handoff.metrics.walk import facts

__all__ = [
    "By",
    "DailySummary",
    "Fact",
    "Figures",
    "Key",
    "Kind",
    "Nps",
    "Period",
    "PromiseError",
    "Report",
    "Share",
    "Target",
    "Targets",
    "Times",
    "daily",
    "facts",
    "logs",
    "measure",
]
