"""What scenes of the desk share."""

from __future__ import annotations

import pytest

from bot.services import Services
from tests.integration.work.line import Plain, services_with


@pytest.fixture(scope="session")
def plain() -> Services:
    """Services whose model needs no training; they are only read, so one set serves all scenes."""
    return services_with(Plain())
