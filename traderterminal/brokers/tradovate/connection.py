"""One socket of Tradovate's: opened, authorized, kept alive, and asked.

Both servers, that of orders and that of market data, speak the same dialect. Heartbeats go out on a
timer of their own, for those of the server stop while data flows. A socket that says nothing for
two of its heartbeats and a second is taken for dead, whatever TCP believes. Times are host time.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final

from traderterminal.brokers.tradovate import codec
from traderterminal.brokers.tradovate.codec import Answer, Closing, Event, Opened, Unreadable
from traderterminal.brokers.tradovate.mapping import OK, words_of
from traderterminal.brokers.transport.http import DEADLINE_S
from traderterminal.brokers.transport.sockets import OpenStream
from traderterminal.brokers.transport.watchdog import Watchdog
from traderterminal.brokers.transport.websocket import MAX_MESSAGE, WebSocket, open_websocket
from traderterminal.domain.errors import NotSent, OutcomeUnknown
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import Clock, within
from traderterminal.kit.tasks import TaskScope, give_way

#: After so long without a frame a socket is dead: two heartbeats and a second.
SILENT_S: Final = 2 * codec.HEARTBEAT_S + 1.0
#: How many frames are taken in at once: a burst of quotes must not keep orders waiting.
AT_ONCE: Final = 32

_log = logging.getLogger(__name__)


class NotAuthorized(Exception):
    """The server does not take the token; `status` and `words` are its answer."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(f"{status}: {words}")
        self.status = status
        self.words = words


class Connection:
    """An open socket. `hear` is told, in order, of everything that is no answer.

    `ended` is done once the socket is over, with the cause in words.
    """

    def __init__(
        self,
        socket: WebSocket,
        hear: Callable[[Event | Closing | Unreadable], None],
        clock: Clock,
        tasks: TaskScope,
    ) -> None:
        self._socket = socket
        self._hear = hear
        self._clock = clock
        self._watchdog = Watchdog(clock, SILENT_S)
        self._number = 0
        self._waiting: dict[int, asyncio.Future[Answer]] = {}
        loop = asyncio.get_running_loop()
        self._opened: asyncio.Future[None] = loop.create_future()
        self.ended: asyncio.Future[str] = loop.create_future()
        self._tasks = [
            tasks.spawn(self._read(), name="read a socket"),
            tasks.spawn(self._beat(), name="heartbeats of a socket"),
            tasks.spawn(self._watch(), name="watch a socket"),
        ]

    @property
    def is_open(self) -> bool:
        return not self.ended.done()

    @property
    def silent_s(self) -> float:
        """How long nothing was heard, in seconds."""
        return self._watchdog.silent_s

    async def authorize(self, token: str) -> None:
        """Wait for the server and give it the token.

        Raises NotAuthorized when it does not take it, OSError when it does not answer.
        """
        if not await within(self._clock, DEADLINE_S, _done(self._opened, self.ended)):
            raise OSError(f"the server did not open within {DEADLINE_S:g} s")
        try:
            answer = await self.call("authorize", body=token)
        except (NotSent, OutcomeUnknown) as lost:
            raise OSError(str(lost)) from lost
        if answer.status != OK:
            raise NotAuthorized(answer.status, words_of(answer.data))

    async def call(
        self,
        endpoint: str,
        *,
        query: str = "",
        body: Mapping[str, object] | str | None = None,
        deadline_s: float = DEADLINE_S,
    ) -> Answer:
        """Send one request and return its answer, of any status.

        Raises NotSent when it did not leave, OutcomeUnknown when no answer came.
        """
        if not self.is_open:
            raise NotSent(Message("not_sent", {"cause": self.ended.result()}))
        self._number += 1
        number = self._number
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            await self._send(codec.request_frame(number, endpoint, query, body))
            in_time = await within(self._clock, deadline_s, _done(answer, self.ended))
        finally:
            self._waiting.pop(number, None)
        if answer.done():
            return answer.result()
        cause = self.ended.result() if in_time else "no answer in time"
        raise OutcomeUnknown(Message("outcome_unknown", {"cause": cause}))

    async def aclose(self, cause: str = "closed here") -> None:
        """Close the socket and wait until all of it has ended; `cause` is why."""
        self._end(cause)
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._socket.aclose()

    def _end(self, cause: str) -> None:
        if not self.ended.done():
            self.ended.set_result(cause)
        for task in self._tasks:
            task.cancel()

    async def _send(self, frame: str) -> None:
        try:
            await self._socket.send(frame)
        except OSError as error:
            self._end(str(error))  # whoever waits for an answer learns of it

    async def _read(self) -> None:
        try:
            while True:
                frames = await self._socket.receive()
                self._watchdog.heard()
                for number, frame in enumerate(frames, start=1):
                    for told in codec.receive(frame):
                        self._take(told)
                    if number % AT_ONCE == 0:
                        await give_way()
        except OSError as error:
            self._end(str(error))

    def _take(self, told: codec.SocketEvent) -> None:
        match told:
            case Answer(number=number):
                waiting = self._waiting.get(number)
                if waiting is not None and not waiting.done():
                    waiting.set_result(told)
                else:
                    _log.info("an answer that nobody waits for any more: %s", told.status)
            case Opened():
                if not self._opened.done():
                    self._opened.set_result(None)
            case Event() | Closing() | Unreadable():
                self._hear(told)

    async def _beat(self) -> None:
        while True:
            await self._clock.sleep(codec.HEARTBEAT_S)
            await self._send(codec.HEARTBEAT)

    async def _watch(self) -> None:
        await self._watchdog.silence()
        self._end(f"silent for {SILENT_S:g} s")


async def connect(
    url: str,
    token: str,
    *,
    open_stream: OpenStream,
    hear: Callable[[Event | Closing | Unreadable], None],
    clock: Clock,
    tasks: TaskScope,
    max_message: int = MAX_MESSAGE,
) -> Connection:
    """Open a socket, whose messages have so many bytes at most, and authorize it.

    Raises NotAuthorized and OSError.
    """
    socket = await open_websocket(url, open_stream, clock, max_message=max_message)
    connection = Connection(socket, hear, clock, tasks)
    try:
        await connection.authorize(token)
    except BaseException:
        with suppress(OSError):
            await connection.aclose()
        raise
    return connection


async def _done(
    *futures: asyncio.Future[Answer] | asyncio.Future[str] | asyncio.Future[None],
) -> None:
    await asyncio.wait(futures, return_when=asyncio.FIRST_COMPLETED)
