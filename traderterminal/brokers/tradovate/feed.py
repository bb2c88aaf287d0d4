"""Tradovate's market data as a source of the market: quotes, depth and old bars.

The server of market data has a socket of its own, and many users may not use it: then the feed is
down and everything else goes on. A socket that was lost is opened again and subscribed to all that
is wanted; what is missing in between is marked as a gap. A contract that says nothing for long
while the socket lives is subscribed anew, for a subscription is answered with how things stand; one
that stays silent even then shows that the socket is frozen.
"""

import asyncio
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from traderterminal.brokers.market_time import FeedClock
from traderterminal.brokers.plugin import Outside
from traderterminal.brokers.tradovate.charts import Charts
from traderterminal.brokers.tradovate.codec import Closing, Event, Unreadable
from traderterminal.brokers.tradovate.connection import (
    SILENT_S,
    Connection,
    NotAuthorized,
    connect,
)
from traderterminal.brokers.tradovate.contracts import ContractBook
from traderterminal.brokers.tradovate.mapping import OK, words_of
from traderterminal.brokers.tradovate.quotes import QuoteState, UnreadableQuote
from traderterminal.brokers.tradovate.tokens import Token, Tokens
from traderterminal.brokers.transport.backoff import Backoff
from traderterminal.brokers.transport.http import unavailable
from traderterminal.brokers.transport.watchdog import Watchdog
from traderterminal.domain.bars import Bar
from traderterminal.domain.errors import BrokerUnavailable, NotSent, OutcomeUnknown, UnknownSymbol
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.observe import Observers
from traderterminal.market.ports import FeedHealth, FeedState
from traderterminal.market.ticks import DepthTick, GapMark

#: How soon it is looked for a token, or again for a contract that was not found.
LOOK_S: Final = 1.0
AGAIN_S: Final = 30.0
#: A contract that has said nothing for so long is subscribed anew.
QUIET_S: Final = 30.0
#: Who may not have market data is not asked again sooner.
DENIED_S: Final = 300.0

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Topic:
    """A contract that is wanted. `contract_id` is None while it is not subscribed.

    `asked_ns` is since when an answer to a new subscription is waited for, host time.
    """

    instrument: Instrument
    state: QuoteState
    heard: Watchdog
    depth: bool = False
    contract_id: int | None = None
    asked_ns: int | None = None
    refusal: str = ""


class TradovateFeed:
    """Implements `market.ports.MarketSource`; `clock` is market time.

    `depth` tells of the levels of what is wanted so.
    """

    name = "tradovate"
    follows_sessions = True

    def __init__(
        self, url: str, tokens: Tokens, contracts: ContractBook, clock: Clock, outside: Outside
    ) -> None:
        self._url = url
        self._tokens = tokens
        self._contracts = contracts
        self._outside = outside
        self._host = outside.host
        self.clock = clock
        self._charts = Charts(outside.host)
        self._backoff = Backoff(outside.host, outside.jitter)
        self._topics: dict[str, Topic] = {}
        self._by_id: dict[int, Topic] = {}
        self._connection: Connection | None = None
        self.depth: Observers[DepthTick] = Observers()
        self.unreadable = 0
        self.error = ""  # why there are no quotes, in the broker's words

    # What is wanted.

    def want(self, symbol: str, *, depth: bool = False) -> None:
        """Deliver the quotes of one of our symbols from now on, and its depth if asked for."""
        topic = self._topics.get(symbol)
        if topic is None:
            instrument = self._outside.contracts.instrument(symbol)
            heard = Watchdog(self._host, QUIET_S)
            topic = self._topics[symbol] = Topic(instrument, QuoteState(instrument), heard)
        elif topic.depth or not depth:
            return
        topic.depth = topic.depth or depth
        if self._connection is not None:
            self._outside.tasks.spawn(self._subscribe(topic), name=f"subscribe {symbol}")

    def symbols(self) -> Sequence[str]:
        return tuple(self._topics)

    @property
    def subscribed(self) -> frozenset[str]:
        """What the server has been told to send, on the connection that is open."""
        return frozenset(topic.instrument.symbol for topic in self._by_id.values())

    def health(self, symbol: str) -> FeedHealth:
        """Say how the feed of a symbol is; the heartbeats of the socket count as signs of life."""
        connection, topic = self._connection, self._topics.get(symbol)
        if connection is None or topic is None or topic.contract_id is None:
            return FeedHealth(FeedState.DOWN, 0.0, SILENT_S)
        if self._waited_s(topic) > SILENT_S:
            return FeedHealth(FeedState.DOWN, topic.heard.silent_s, SILENT_S)
        return FeedHealth(FeedState.RUNNING, connection.silent_s, SILENT_S)

    def _waited_s(self, topic: Topic) -> float:
        """How long an answer to a new subscription is waited for; 0 where none is."""
        if topic.asked_ns is None:
            return 0.0
        return (self._host.monotonic_ns() - topic.asked_ns) / NANOSECONDS

    # Delivering.

    async def run(self) -> None:
        """Deliver what is wanted until cancelled."""
        while True:
            token = self._tokens.usable
            if token is None:
                await self._host.sleep(LOOK_S)
                continue
            try:
                self.error = await self._live(token.market)
            except NotAuthorized as refused:
                self.error = f"market data: {refused}"
                _log.info("no market data of Tradovate: %s", refused)
                await self._until_another(token)
                continue
            except OSError as error:
                self.error = str(error)
            _log.info("the market data of Tradovate are down: %s", self.error)
            await self._host.sleep(self._backoff.next_s())

    async def _until_another(self, token: Token) -> None:
        """Wait for another token, or long enough to ask once more with the same."""
        end_ns = self._host.monotonic_ns() + int(DENIED_S * NANOSECONDS)
        while self._tokens.usable is token and self._host.monotonic_ns() < end_ns:
            await self._host.sleep(LOOK_S)

    async def _live(self, token: str) -> str:
        connection = await connect(
            self._url,
            token,
            open_stream=self._outside.open_stream,
            hear=self._hear,
            clock=self._host,
            tasks=self._outside.tasks,
        )
        watching = self._outside.tasks.spawn(self._watch(connection), name="watch quotes")
        try:
            self._connection, self.error = connection, ""
            self._backoff.connected()
            for topic in list(self._topics.values()):
                await self._subscribe(topic)
            return await asyncio.shield(connection.ended)
        finally:
            self._connection = None
            watching.cancel()
            self._interrupt()
            await connection.aclose()

    def _interrupt(self) -> None:
        """Mark that from here on nothing is heard."""
        self._by_id.clear()
        for topic in self._topics.values():
            if topic.contract_id is not None:
                topic.contract_id, topic.asked_ns = None, None
                topic.state.restart()
                gap = GapMark(topic.instrument.symbol, self.clock.now_ns())
                self._outside.hub.publish_gap(gap)

    async def _subscribe(self, topic: Topic) -> None:
        """Ask for the quotes of a contract; what keeps it from that is kept, and tried again."""
        connection, topic.refusal = self._connection, ""
        try:
            contract = await self._contracts.find(topic.instrument, anew=True)
            if contract is None or connection is None or not connection.is_open:
                topic.refusal = "not found" if contract is None else "not connected"
                return
            self._by_id[contract.id] = topic  # the first quote may come before the answer
            for what in ("quote", "dom") if topic.depth else ("quote",):
                answer = await connection.call(
                    f"md/subscribe{what}", body={"symbol": contract.name}
                )
                if answer.status != OK or words_of(answer.data):
                    topic.refusal = words_of(answer.data) or f"status {answer.status}"
        except (BrokerUnavailable, NotSent, OutcomeUnknown, UnknownSymbol) as failed:
            topic.refusal = str(failed)
        if topic.refusal:
            _log.info("no quotes of %s: %s", topic.instrument.symbol, topic.refusal)
            self._by_id = {n: t for n, t in self._by_id.items() if t is not topic}
        else:
            topic.contract_id = contract.id if contract else None
            topic.heard.heard()

    async def _watch(self, connection: Connection) -> None:
        """Ask again for what is refused or quiet; give a socket up that does not even answer."""
        while True:
            await self._host.sleep(AGAIN_S)
            for topic in list(self._topics.values()):
                if topic.contract_id is None:
                    await self._subscribe(topic)
                elif self._waited_s(topic) > SILENT_S:
                    _log.info("the market data are frozen: %s", topic.instrument.symbol)
                    self._outside.tasks.spawn(connection.aclose(), name="close a frozen socket")
                    return
                elif topic.heard.silent_s >= QUIET_S:
                    topic.asked_ns = self._host.monotonic_ns()
                    await self._renew(connection, topic)

    async def _renew(self, connection: Connection, topic: Topic) -> None:
        """Subscribe a contract anew, which has the server say how it stands."""
        try:
            for what in ("quote", "dom") if topic.depth else ("quote",):
                body = {"symbol": topic.contract_id}
                await connection.call(f"md/unsubscribe{what}", body=body)
                topic.state.restart()
                await connection.call(f"md/subscribe{what}", body=body)
        except (NotSent, OutcomeUnknown) as failed:
            _log.info("no quotes of %s: %s", topic.instrument.symbol, failed)

    # What arrives.

    def _hear(self, told: Event | Closing | Unreadable) -> None:
        match told:
            case Event(kind="md", data=dict(data)):
                for raw in _items(data, "quotes"):
                    self._quote(raw)
                for raw in _items(data, "doms"):
                    self._depth(raw)
            case Event(kind="chart", data=data):
                self._charts.take(data)
            case Unreadable():
                self._set_aside("a frame")
            case Closing(code=code, reason=reason):
                _log.info("the market data close with %s %s", code, reason)

    def _quote(self, raw: Mapping[str, Any]) -> None:
        topic = self._topic(raw)
        if topic is None:
            return
        try:
            past, new = topic.state.see(raw)
        except UnreadableQuote as error:
            self._set_aside(str(error))
            return
        _note_heard(topic)
        hub = self._outside.hub
        if isinstance(self.clock, FeedClock):
            self.clock.see(topic.state.at_ns)
        for tick in past:
            hub.show(tick)
        if new:
            hub.publish_event(new)

    def _depth(self, raw: Mapping[str, Any]) -> None:
        topic = self._topic(raw)
        if topic is None or not topic.depth:
            return
        try:
            changed = topic.state.see_depth(raw)
        except UnreadableQuote as error:
            self._set_aside(str(error))
            return
        _note_heard(topic)
        if changed is not None:
            self.depth.emit(changed)

    def _topic(self, raw: Mapping[str, Any]) -> Topic | None:
        number = raw.get("contractId")
        return self._by_id.get(number) if isinstance(number, int) else None

    def _set_aside(self, why: str) -> None:
        self.unreadable += 1
        if self.unreadable == 1:  # once tells enough: quotes come by the thousand
            _log.warning("market data that cannot be read: %s", why)

    # The past.

    async def bars(self, symbol: str, resolution: str, before_ns: int, count: int) -> Sequence[Bar]:
        """Return old bars, oldest first; raises BrokerUnavailable."""
        connection = self._connection
        if connection is None:
            raise unavailable("no market data")
        try:
            instrument = self._outside.contracts.instrument(symbol)
        except UnknownSymbol as unknown:
            raise unavailable(str(unknown)) from unknown
        contract = await self._contracts.find(instrument)
        if contract is None:
            raise unavailable(f"Tradovate has no {symbol}")
        return await self._charts.bars(
            connection, contract.name, instrument, resolution, before_ns, count
        )


def _note_heard(topic: Topic) -> None:
    topic.heard.heard()
    topic.asked_ns = None


def _items(data: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    listed = data.get(name)
    return (
        (item for item in listed if isinstance(item, dict))
        if isinstance(listed, list)
        else iter(())
    )
