"""``python -m sim``: the local Telegram by itself, until SIGINT or SIGTERM."""

import argparse
import asyncio
import signal
import sys

from sim.clock import RealClock, VirtualClock
from sim.limits import Mode
from sim.server import DEFAULT_TOKEN, LocalTelegram


def parse(arguments: list[str]) -> argparse.Namespace:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m sim", description="Telegram on your own machine")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one")
    parser.add_argument("--token", default=DEFAULT_TOKEN)
    parser.add_argument("--demo-world", action="store_true", help="two customers and a group of two agents")
    parser.add_argument("--virtual-clock", action="store_true", help="time moves by POST /control/clock only")
    parser.add_argument("--bounded", action="store_true", help="keep only the newest messages and calls")
    parser.add_argument("--limits", choices=[mode.value for mode in Mode], default="off")
    parser.add_argument("--ids-after", type=int, default=0, help="number all that is new from here on")
    return parser.parse_args(arguments)


async def run(options: argparse.Namespace) -> None:
    """Serve until a signal."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    telegram = LocalTelegram(
        port=options.port,
        host=options.host,
        token=options.token,
        clock=VirtualClock() if options.virtual_clock else RealClock(),
        bounded=options.bounded,
        ids_after=options.ids_after,
        demo=options.demo_world,
    )
    telegram.limits.set_mode(Mode(options.limits))
    async with telegram:
        sys.stdout.write(f"Local Telegram: {telegram.base_url}\nBot token: {telegram.token}\n")
        sys.stdout.flush()
        await stop.wait()


if __name__ == "__main__":
    try:
        asyncio.run(run(parse(sys.argv[1:])))
    except OSError as error:
        sys.exit(f"The local Telegram can't listen: {error.strerror}. Choose another --port.")
