"""A practice Tradovate in the test's hands: in one process on virtual time, or on the loopback."""

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count

from tests.support.plain_dialect import VenueScene, venue_scene
from traderterminal.venues.server import Loopback
from traderterminal.venues.tradovate.dialect import TradovateDialect
from traderterminal.venues.venue import World

NAME, PASSWORD = "trader", "key-of-the-test"


def numbered_tokens() -> Callable[[], str]:
    """Return a source of tokens that can be told apart."""
    numbers = count(1)
    return lambda: f"token-{next(numbers)}"


def make_tradovate(world: World) -> TradovateDialect:
    """Make the dialect, with tokens that can be told apart."""
    return TradovateDialect(world, numbered_tokens())


@dataclass
class Address:
    """Where a venue listens."""

    rest: str
    stream: str
    market: str


def tradovate_scene() -> VenueScene:
    """Return a practice Tradovate with ES quoted 4800.00 to 4800.25, in a running loop."""
    return venue_scene(make_tradovate)


@asynccontextmanager
async def on_loopback(scene: VenueScene) -> AsyncIterator[Address]:
    """Let a venue listen on a free port of the loopback interface."""
    bound = socket.create_server(("127.0.0.1", 0))
    door = Loopback(scene.venue.server, bound, scene.host, scene.tasks)
    await door.listen()
    yield Address(**scene.venue.dialect.urls("127.0.0.1", door.port))
    door.close()
