"""Requests to Tradovate: by the socket while it is open, by HTTP otherwise, with one reading of
both.

The socket is faster; that it is down must not keep anybody in a position. An order leaves once and
nothing that is not proven counts as a refusal. A penalty is waited out once by questions and
cancels, which may be sent again; an order that meets one was not carried out, and says so.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, Final

from traderterminal.brokers.tradovate.connection import Connection
from traderterminal.brokers.tradovate.mapping import (
    ANOTHER_PENDING,
    OK,
    TOO_LATE,
    UNAUTHORIZED,
    RefusedBy,
    Taken,
    Unproven,
    outcome,
    penalty_of,
    words_of,
)
from traderterminal.brokers.tradovate.tokens import Tokens
from traderterminal.brokers.tradovate.wire import Penalty
from traderterminal.brokers.transport.breaker import Breaker
from traderterminal.brokers.transport.exact_json import UnreadableJson
from traderterminal.brokers.transport.http import REST_S, TOO_MANY, Http, unavailable
from traderterminal.brokers.transport.rate_limit import Budget, NoTurn, Priority, RateLimit
from traderterminal.domain.errors import BrokerUnavailable, NotSent, OrderRefused, OutcomeUnknown
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.tasks import give_way

#: What a user may ask in an hour, over every connection of his.
CALLS: Final = Budget(5_000, 3_600.0)
#: A penalty that is longer is not waited out: whoever asked has gone on by then.
MOST_PENALTY_S: Final = 30.0
MISSING: Final = 404
SERVER_ERROR: Final = 500
#: What waits while the broker fails; the way out and the questions that tell of it do not.
HELD_BACK: Final = frozenset({Priority.ORDER, Priority.DATA})


class TooLate(OrderRefused):
    """The order was over by the time the request for it arrived."""


class Calls:
    """Sends requests. `unauthorized` is called when a request meets a token that is not taken."""

    def __init__(
        self, http: Http, tokens: Tokens, clock: Clock, unauthorized: Callable[[], None]
    ) -> None:
        self._http = http
        self._tokens = tokens
        self._clock = clock
        self._unauthorized = unauthorized
        self._limit = RateLimit(CALLS, clock)
        self._breaker = Breaker(clock)
        self.connection: Connection | None = None
        self.round_trip_s: float | None = None

    async def order(
        self, endpoint: str, body: Mapping[str, object], *, priority: Priority, id_field: str
    ) -> int:
        """Send an order or a change, once, and return the id under which the broker has it.

        Raises NotSent, OrderRefused only on proof, OutcomeUnknown for anything else.
        """
        return (await self.taken(endpoint, body, priority=priority, id_field=id_field)).number

    async def taken(
        self, endpoint: str, body: Mapping[str, object], *, priority: Priority, id_field: str
    ) -> Taken:
        """Send an order, once, and return all ids under which the broker has it; as `order`."""
        return self._settle(await self._call(endpoint, "", body, priority), id_field)

    async def cancel(self, endpoint: str, body: Mapping[str, object]) -> int:
        """Send a cancel, once more with its ticket after a short penalty; as `order` otherwise.

        Another command on the same order only delays it, which refuses nothing.
        """
        answer = await self._call(endpoint, "", body, Priority.CANCEL)
        penalty = penalty_of(answer[1])
        if penalty is not None and await self._waited_out(penalty):
            body = {**body, "p-ticket": penalty.ticket}
            answer = await self._call(endpoint, "", body, Priority.CANCEL)
        return self._settle(answer, "commandId", delays=ANOTHER_PENDING).number

    async def ask(
        self,
        endpoint: str,
        query: str = "",
        body: Mapping[str, object] | None = None,
        *,
        priority: Priority = Priority.QUERY,
    ) -> Any:
        """Ask a question and return its answer; None for what there is not.

        Raises BrokerUnavailable.
        """
        status, data = await self._ask(endpoint, query, body, priority)
        penalty = penalty_of(data)
        if penalty is not None and await self._waited_out(penalty):
            body = {**(body or {}), "p-ticket": penalty.ticket}
            status, data = await self._ask(endpoint, query, body, priority)
        if status == MISSING:
            return None
        if status != OK or penalty_of(data) is not None:
            raise unavailable(words_of(data) or f"status {status} to {endpoint}")
        return data

    async def listed(self, endpoint: str, query: str = "") -> list[Any]:
        """Ask for a list; raises BrokerUnavailable, also where the answer is none."""
        found = await self.ask(endpoint, query)
        if not isinstance(found, list):
            raise unavailable(words_of(found) or f"no list to {endpoint}")
        return found

    def _settle(self, answer: tuple[int, Any], id_field: str, *, delays: str = "") -> Taken:
        match outcome(*answer, id_field):
            case Taken() as taken:
                return taken
            case RefusedBy(text=text, reason=reason) if not delays or reason != delays:
                kind = TooLate if reason == TOO_LATE else OrderRefused
                raise kind(Message("refused_by_broker", {"text": text}))
            case RefusedBy(text=text) | Unproven(text=text):
                raise OutcomeUnknown(Message("outcome_unknown", {"cause": text}))

    async def _waited_out(self, penalty: Penalty) -> bool:
        """Wait for the end of a short penalty; say whether it is worth going on."""
        if penalty.captcha or penalty.seconds > MOST_PENALTY_S:
            return False
        await self._clock.sleep(float(penalty.seconds))
        return True

    async def _ask(
        self, endpoint: str, query: str, body: Mapping[str, object] | None, priority: Priority
    ) -> tuple[int, Any]:
        try:
            return await self._call(endpoint, query, body, priority)
        except (NotSent, OutcomeUnknown) as failed:
            raise unavailable(failed.message.parameters.get("cause", endpoint)) from failed

    async def _call(
        self, endpoint: str, query: str, body: Mapping[str, object] | None, priority: Priority
    ) -> tuple[int, Any]:
        """Return status and data of an answer; raises NotSent and OutcomeUnknown."""
        connection = self.connection
        if connection is not None and connection.is_open:
            found = await self._by_socket(connection, endpoint, query, body, priority)
        else:
            found = await self._by_http(endpoint, query, body, priority)
            self.round_trip_s = self._http.round_trip_s
        if found[0] == UNAUTHORIZED:
            self._unauthorized()
        return found

    async def _by_socket(
        self,
        connection: Connection,
        endpoint: str,
        query: str,
        body: Mapping[str, object] | None,
        priority: Priority,
    ) -> tuple[int, Any]:
        if priority in HELD_BACK and self._breaker.is_open:
            raise _not_sent("the broker has failed again and again")
        try:
            async with self._limit.turn(priority):
                began_ns = self._clock.monotonic_ns()
                answer = await connection.call(endpoint, query=query, body=body)
                self.round_trip_s = (self._clock.monotonic_ns() - began_ns) / NANOSECONDS
        except NoTurn as full:
            raise _not_sent(f"the broker allows {full}") from full
        except OutcomeUnknown:
            self._breaker.failed()
            raise
        if answer.status >= SERVER_ERROR:
            self._breaker.failed()
        else:
            self._breaker.answered()
        if answer.status == TOO_MANY:
            self._limit.rest(REST_S)
        return answer.status, answer.data

    async def _by_http(
        self, endpoint: str, query: str, body: Mapping[str, object] | None, priority: Priority
    ) -> tuple[int, Any]:
        token = self._tokens.usable
        if token is None:
            raise _not_sent("not logged in")
        reply = await self._http.call(
            "GET" if body is None else "POST",
            f"/{endpoint}?{query}" if query else f"/{endpoint}",
            priority=priority,
            limit=self._limit,
            body=body,
            headers={"Authorization": f"Bearer {token.text}"},
        )
        try:
            return reply.status, reply.json()
        except UnreadableJson as error:
            if reply.is_success:
                cause = "an answer that cannot be read"
                raise OutcomeUnknown(Message("outcome_unknown", {"cause": cause})) from error
            return reply.status, reply.body[:200].decode("latin-1")


class Shared:
    """Lists that several accounts ask for at once: who asks while one is on its way shares the
    next one, which leaves after all of them have asked."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._next: dict[str, asyncio.Future[list[Any]]] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def listed(self, endpoint: str) -> list[Any]:
        """Return a list that was asked for no earlier than now; raises BrokerUnavailable."""
        found = self._next.get(endpoint)
        if found is None:
            found = self._next[endpoint] = asyncio.get_running_loop().create_future()
            await self._fetch(endpoint, found)
        return await asyncio.shield(found)

    async def _fetch(self, endpoint: str, found: asyncio.Future[list[Any]]) -> None:
        try:
            async with self._locks[endpoint]:
                await give_way()  # so that all who ask at once have asked
                del self._next[endpoint]  # from here on it is too late to share this one
                found.set_result(await self._calls.listed(endpoint))
        except BrokerUnavailable as error:
            found.set_exception(error)
        finally:
            if not found.done():  # who fetched it for all has been given up
                if self._next.get(endpoint) is found:
                    del self._next[endpoint]
                found.set_exception(unavailable("given up"))
                found.exception()  # nobody else may be waiting


def _not_sent(cause: str) -> NotSent:
    return NotSent(Message("not_sent", {"cause": cause}))
