"""One hub of the broker: dialled, greeted, subscribed to, kept awake, and dialled again.

Subscriptions belong to a connection, so every one is made anew on the next. The hub is up once each
of them was completed; what was missed meanwhile is for who listens to ask for.

A hub that says nothing for two heartbeats and a second is dead, whatever TCP believes. The protocol
beats slowly, so the socket is probed besides: one that has answered a probe and then falls silent
is left much sooner.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Final

from traderterminal.brokers.topstepx.codec import (
    HANDSHAKE,
    PING,
    Closed,
    Completed,
    HandshakeDone,
    HubCodec,
    HubEvent,
    Invoked,
    Unreadable,
)
from traderterminal.brokers.transport.backoff import Backoff
from traderterminal.brokers.transport.sockets import OpenStream
from traderterminal.brokers.transport.watchdog import Watchdog
from traderterminal.brokers.transport.websocket import (
    HandshakeRefused,
    WebSocket,
    open_websocket,
)
from traderterminal.domain.errors import BrokerUnavailable
from traderterminal.kit.clock import Clock, within
from traderterminal.kit.tasks import TaskScope, give_way

#: Both sides ping that often; the protocol drops who is silent for twice as long.
PING_S: Final = 15.0
SILENCE_S: Final = 2 * PING_S + 1.0
#: How often the socket is probed, and how long one that answers probes may be silent.
PROBE_S: Final = 1.0
DEAF_S: Final = 10.0
LOOK_S: Final = 1.0
#: How long a subscription or the greeting may take.
ANSWER_S: Final = 10.0
_UNAUTHORISED: Final = frozenset({401, 403})

#: A method of the hub and its arguments.
Subscription = tuple[str, tuple[object, ...]]


class HubLost(Exception):
    """The connection is no good any more."""


class Hub:
    """A hub, for as long as `run` runs.

    `address` gives the address to dial, with a token in it; `refused` hears of one that is not
    wanted. `denied` hears of a subscription that the broker does not take, and why; it raises
    HubLost where the connection is no good without it. `hear` is called with every invocation and
    with what cannot be read, in order; `up` and `down` say how it stands, `down` with the reason
    and with how long it waits.
    """

    def __init__(
        self,
        *,
        address: Callable[[], Awaitable[str]],
        wanted: Callable[[], Awaitable[Sequence[Subscription]]],
        hear: Callable[[Invoked | Unreadable], None],
        up: Callable[[], None],
        down: Callable[[str, float], None],
        refused: Callable[[], None],
        denied: Callable[[Subscription, str], None],
        open_stream: OpenStream,
        clock: Clock,
        tasks: TaskScope,
        jitter: Callable[[], float],
    ) -> None:
        self._address = address
        self._wanted = wanted
        self._hear = hear
        self._up = up
        self._down = down
        self._refused = refused
        self._denied = denied
        self._open_stream = open_stream
        self._clock = clock
        self._tasks = tasks
        self._backoff = Backoff(clock, jitter)
        self._link: _Link | None = None
        self.subscribed: set[Subscription] = set()

    @property
    def silent_s(self) -> float:
        """How long nothing at all has come on the connection that stands."""
        return 0.0 if self._link is None else self._link.silent_s

    @property
    def usual_s(self) -> float:
        """The longest silence that means nothing: a socket that answers probes is heard often."""
        return PROBE_S if self._link is not None and self._link.answers_probes else PING_S

    async def run(self) -> None:
        """Keep the hub connected until cancelled; raises what `address` raises but for
        BrokerUnavailable."""
        while True:
            try:
                reason = await self._connection()
            except (OSError, HubLost, BrokerUnavailable) as lost:
                reason = str(lost)
                if isinstance(lost, HandshakeRefused) and lost.status in _UNAUTHORISED:
                    self._refused()
            wait_s = self._backoff.next_s()
            self._down(reason, wait_s)
            await self._clock.sleep(wait_s)

    def drop(self, reason: str) -> None:
        """Leave the connection that stands, and dial again."""
        if self._link is not None:
            self._link.lose(reason)

    async def subscribe(self, subscription: Subscription) -> None:
        """Add a subscription to a hub that is connected; raises HubLost where it is not."""
        if self._link is None:
            raise HubLost("not connected")
        await self._subscribe(self._link, subscription)

    async def _connection(self) -> str:
        """Hold one connection until it is lost, and return why it was."""
        url, heard = await self._address(), Watchdog(self._clock, DEAF_S)
        socket = await open_websocket(url, self._open_stream, self._clock, heard=heard.heard)
        link = self._link = _Link(socket, heard, self._clock, self._hear)
        work = (link.pump(), link.ping(), link.probe(), link.watch(), self._begin(link))
        workers = [self._tasks.spawn(link.guard(each), name="hub") for each in work]
        try:
            return await link.lost
        finally:
            self._link = None
            self.subscribed.clear()
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)
            await socket.aclose()

    async def _begin(self, link: "_Link") -> None:
        await link.greet()
        for subscription in await self._wanted():
            await self._subscribe(link, subscription)
        self._backoff.connected()
        self._up()

    async def _subscribe(self, link: "_Link", subscription: Subscription) -> None:
        target, arguments = subscription
        error = await link.invoke(target, *arguments)
        if error:
            self._denied(subscription, error)
        else:
            self.subscribed.add(subscription)


class _Link:
    """One connection and what is under way on it."""

    def __init__(
        self,
        socket: WebSocket,
        heard: Watchdog,
        clock: Clock,
        hear: Callable[[Invoked | Unreadable], None],
    ) -> None:
        self._socket = socket
        self._heard = heard  # anything at all
        self._clock = clock
        self._hear = hear
        self._codec = HubCodec()
        self._spoken = Watchdog(clock, SILENCE_S)  # a record of the protocol
        self._answers: dict[str, asyncio.Future[str]] = {}
        loop = asyncio.get_running_loop()
        self._greeted: asyncio.Future[str] = loop.create_future()
        self.lost: asyncio.Future[str] = loop.create_future()

    @property
    def silent_s(self) -> float:
        return self._heard.silent_s

    @property
    def answers_probes(self) -> bool:
        return self._socket.answers_pings

    def lose(self, reason: str) -> None:
        """Give the connection up."""
        if not self.lost.done():
            self.lost.set_result(reason)

    async def guard(self, work: Coroutine[object, object, None]) -> None:
        """Do a part of the work; the connection is lost with any of them."""
        try:
            await work
        except (OSError, HubLost, BrokerUnavailable) as error:
            self.lose(str(error))
        except Exception as error:
            self.lose(type(error).__name__)
            raise

    async def pump(self) -> None:
        """Take in what the server says."""
        while True:
            messages = await self._socket.receive()
            self._spoken.heard()
            for message in messages:
                for event in self._codec.receive(message):
                    self._take(event)
            await give_way()  # a flood of quotes must not hold up news of an order

    async def ping(self) -> None:
        """Keep the server from taking us for dead."""
        while True:
            await self._clock.sleep(PING_S)
            await self._socket.send(PING)

    async def probe(self) -> None:
        """Ask the socket itself for a sign of life."""
        while True:
            await self._clock.sleep(PROBE_S)
            await self._socket.ping()

    async def watch(self) -> None:
        """Give up a server that says nothing."""
        while True:
            await self._clock.sleep(LOOK_S)
            is_deaf = self._socket.answers_pings and self._heard.silent_s >= DEAF_S
            if is_deaf or self._spoken.silent_s >= SILENCE_S:
                raise HubLost(f"nothing heard for {self._spoken.silent_s:.0f} s")

    async def greet(self) -> None:
        """Shake hands; raises HubLost when the server does not."""
        await self._socket.send(HANDSHAKE)
        if error := await self._in_time(self._greeted, "the greeting"):
            raise HubLost(f"the greeting was refused: {error}")

    async def invoke(self, target: str, *arguments: object) -> str:
        """Have a method of the hub called; return the error, empty if there is none."""
        invocation, frame = self._codec.invoke(target, *arguments)
        answer = self._answers[invocation] = asyncio.get_running_loop().create_future()
        try:
            await self._socket.send(frame)
            return await self._in_time(answer, target)
        finally:
            del self._answers[invocation]

    async def _in_time(self, answer: "asyncio.Future[str]", what: str) -> str:
        if not await within(self._clock, ANSWER_S, asyncio.wait((answer,))):
            raise HubLost(f"{what} was not answered within {ANSWER_S:g} s")
        return answer.result()

    def _take(self, event: HubEvent) -> None:
        match event:
            case Invoked() | Unreadable():
                self._hear(event)
            case Completed(invocation, error):
                answer = self._answers.get(invocation)
                if answer is not None and not answer.done():
                    answer.set_result(error)
            case HandshakeDone(error):
                if not self._greeted.done():
                    self._greeted.set_result(error)
            case Closed(error):
                self.lose(f"closed by the broker: {error}" if error else "closed by the broker")
