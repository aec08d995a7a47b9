"""The demo world: two customers, and a group of two agents whose id never changes."""

from sim.world import World

GROUP_ID = -1_001_234_567_890
"""The demo group's chat id, so that a launcher can know it before the server runs."""

MARIA_ID = 500_000_001
JOHN_ID = 500_000_002
IRINA_ID = 600_000_001
PAVEL_ID = 600_000_002


def furnish(world: World) -> None:
    """Put the demo people in."""
    world.add_user("Мария", user_id=MARIA_ID, last_name="Соколова", username="maria_s", language_code="ru")
    world.add_user("John", user_id=JOHN_ID, last_name="Miller", username="john_m", language_code="en")
    agents = [
        world.add_user(
            "Ирина", user_id=IRINA_ID, last_name="Лебедева", username="irina_l", language_code="ru"
        ),
        world.add_user("Павел", user_id=PAVEL_ID, last_name="Орлов", username="pavel_o", language_code="ru"),
    ]
    world.add_group("Поддержка — первая линия", agents, group_id=GROUP_ID)
