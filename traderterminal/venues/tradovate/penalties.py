"""What Tradovate holds against callers: rate limits, penalty tickets, and both in host time.

There are two tiers. A user who asks too often is answered 429 until the minute or the hour has
passed. An endpoint that a caller (his network of 256 addresses) has failed at too often gives out
a penalty ticket instead of doing its work: the same request is to be sent again with the ticket,
after the time that it names. Where it asks for a captcha no program can go on.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from traderterminal.kit.clock import NANOSECONDS, Clock

_HOUR: Final = 3_600 * NANOSECONDS

#: How many calls one user has, whatever he asks, within how many seconds; the longest span first.
USER: Final = ((5_000, 3_600), (1_000, 1))
#: The same for the endpoints that give out tokens.
LOGIN: Final = (10, 60)
LOGIN_ENDPOINT: Final = "auth/accesstokenrequest"
#: Failures of a network at an endpoint within an hour, before it asks for tickets. What the broker
#: allows is not published; a community's guard rails are.
_FAILURES: Final[Mapping[str, int]] = MappingProxyType({LOGIN_ENDPOINT: 3})
_FAILURES_ELSEWHERE: Final = 100
#: Where every call counts.
_CALLS: Final[Mapping[str, int]] = MappingProxyType({"order/dryrun": 500})
#: What the first ticket makes wait, in seconds; each further one twice as long, up to the last.
FIRST_WAIT_S: Final = 15
_LONGEST_WAIT_S: Final = 960

Ticket = Mapping[str, Any]


class RollingCount:
    """Moments within an hour that rolls on; moments are given in order."""

    def __init__(self) -> None:
        self._moments: deque[int] = deque()

    def add(self, now_ns: int) -> None:
        """Count one more."""
        self._moments.append(now_ns)

    def within_hour(self, now_ns: int) -> int:
        """Return how many there were within the last hour."""
        while self._moments and self._moments[0] <= now_ns - _HOUR:
            self._moments.popleft()
        return len(self._moments)


@dataclass(slots=True)
class _Record:
    """What stands against the callers at one endpoint."""

    counted: RollingCount = field(default_factory=RollingCount)
    tickets: RollingCount = field(default_factory=RollingCount)
    open_ns: dict[str, int] = field(default_factory=dict)  # ticket: when it may be used


class PenaltyBox:
    """Gives out penalty tickets; `new_ticket` makes their texts.

    All callers are of one network here: the loopback's.
    """

    def __init__(self, host: Clock, new_ticket: Callable[[], str]) -> None:
        self._host = host
        self._new_ticket = new_ticket
        self._records: dict[str, _Record] = {}

    def admit(self, endpoint: str, ticket: str) -> Ticket | None:
        """Return the penalty that stands in the way; None where the request may be done.

        A ticket serves once, from the moment that it named.
        """
        record, now_ns = self._record(endpoint), self._host.monotonic_ns()
        most = _CALLS.get(endpoint, _FAILURES.get(endpoint, _FAILURES_ELSEWHERE))
        over = record.counted.within_hour(now_ns) >= most
        if over and not self._redeem(record, endpoint, ticket, now_ns):
            return self.penalise(endpoint)
        if endpoint in _CALLS:
            record.counted.add(now_ns)
        return None

    def penalise(self, endpoint: str, *, captcha: bool = False) -> Ticket:
        """Give out a ticket; that of a login always asks for a captcha."""
        record, now_ns = self._record(endpoint), self._host.monotonic_ns()
        doubled = min(record.tickets.within_hour(now_ns), 16)
        wait_s = min(FIRST_WAIT_S * 2**doubled, _LONGEST_WAIT_S)
        record.tickets.add(now_ns)
        ticket = self._new_ticket()
        record.open_ns[ticket] = now_ns + wait_s * NANOSECONDS
        answer: dict[str, Any] = {"p-ticket": ticket, "p-time": wait_s}
        if captcha or endpoint == LOGIN_ENDPOINT:
            answer["p-captcha"] = True
        return answer

    def failed(self, endpoint: str) -> None:
        """Count a failure."""
        if endpoint not in _CALLS:
            self._record(endpoint).counted.add(self._host.monotonic_ns())

    def _redeem(self, record: _Record, endpoint: str, ticket: str, now_ns: int) -> bool:
        if endpoint == LOGIN_ENDPOINT:
            return False  # its captcha is for people
        usable_ns = record.open_ns.pop(ticket, None)
        return usable_ns is not None and usable_ns <= now_ns

    def _record(self, endpoint: str) -> _Record:
        return self._records.setdefault(endpoint, _Record())
