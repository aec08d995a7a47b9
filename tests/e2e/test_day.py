"""A simulated day in small: `make day` lives through one with 2,000 customers."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.day.run import Routing, live


@pytest.mark.slow
@pytest.mark.timeout(300)  # 20 s of work; other tests run beside it
@pytest.mark.parametrize("routing", ["pull", "push"])
async def test_a_day_ends_with_nobody_forgotten_and_figures_that_agree(
    routing: Routing, tmp_path: Path
) -> None:
    day = await live(25, seed=3, folder=tmp_path, routing=routing)
    assert not day.wrong()
    figures = day.report.total
    assert figures.opened == 25
    assert figures.acceptance.count > 0
    assert figures.rated.part > 0
    assert set(day.open_at_end) <= {"solved"}
