"""Who may read what: bearer tokens, and one-time tickets for clients that cannot send a header."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from traderterminal.kit.clock import NANOSECONDS, Clock

TICKET_SECONDS: Final = 30
MOST_TICKETS: Final = 100


class Access(StrEnum):
    """How much of the stream a client may follow."""

    ALL = "all"
    MARKET = "market"  # market data and the marks of own fills


class Token:
    """A secret that is compared by digest: in constant time, whatever is given."""

    def __init__(self, secret: str) -> None:
        self._digest = _digest(secret.encode())

    def matches(self, given: bytes) -> bool:
        """Say whether `given` is the secret."""
        return hmac.compare_digest(_digest(given), self._digest)


class Tickets:
    """One-time tickets that open the stream."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._issued: dict[str, tuple[Access, int]] = {}

    def issue(self, access: Access) -> str:
        """Return a ticket that opens the stream once, within half a minute."""
        ticket = secrets.token_urlsafe(24)
        until_ns = self._clock.monotonic_ns() + TICKET_SECONDS * NANOSECONDS
        self._issued[ticket] = (access, until_ns)
        while len(self._issued) > MOST_TICKETS:
            del self._issued[next(iter(self._issued))]
        return ticket

    def redeem(self, ticket: str) -> Access | None:
        """Use a ticket up; None for one that is unknown, used or too old."""
        access, until_ns = self._issued.pop(ticket, (None, 0))
        return access if until_ns >= self._clock.monotonic_ns() else None


def bearer(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return the bearer token among the headers of a request, empty without one."""
    for name, value in headers:
        if name == b"authorization":
            scheme, _, token = value.partition(b" ")
            return token.strip() if scheme.lower() == b"bearer" else b""
    return b""


def _digest(value: bytes) -> bytes:
    return hashlib.sha256(value).digest()
