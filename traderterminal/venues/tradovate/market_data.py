"""The market data of the practice Tradovate: who wants what, and what he is sent."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from types import MappingProxyType
from typing import Any, Final

from traderterminal.domain.bars import Resolution
from traderterminal.market.bars import BarBook
from traderterminal.market.hub import MarketHub
from traderterminal.market.ticks import Tick, TradeTick
from traderterminal.venues.exchange import Exchange
from traderterminal.venues.tradovate.charts import (
    ChartWriter,
    PackedTick,
    Packet,
    Past,
    Unchartable,
    read_description,
)
from traderterminal.venues.tradovate.conversation import Conversation
from traderterminal.venues.tradovate.frames import event, pack
from traderterminal.venues.tradovate.listing import Listing
from traderterminal.venues.tradovate.quotes import QuoteBoard
from traderterminal.venues.tradovate.wire import Call, Data, Failure

QUOTES, DEPTH, HISTOGRAM, CHART = "quotes", "doms", "histograms", "charts"
_TOPICS: Final = MappingProxyType({"quote": QUOTES, "dom": DEPTH, "histogram": HISTOGRAM})
#: How many trades of each contract are kept for charts of ticks.
_TICKS_KEPT: Final = 20_000
_INACCESSIBLE: Final = {
    "errorText": "Symbol is inaccessible",
    "errorCode": "UnknownSymbol",
    "mode": "None",
}


@dataclass(slots=True, eq=False)
class _Chart:
    """A chart that goes on; `resolution` is None for ticks."""

    number: int
    conversation: Conversation
    symbol: str
    resolution: Resolution | None


class MarketData:
    """Sends what the market of `hub` shows to who subscribed; `bars` are kept by others.

    `withheld` is how many first pictures of a subscription are still to be left out.
    """

    def __init__(
        self,
        hub: MarketHub,
        exchange: Exchange,
        listing: Listing,
        bars: BarBook,
        trade_date: Callable[[int], date],
    ) -> None:
        self.withheld = 0
        self._hub = hub
        self._exchange = exchange
        self._listing = listing
        self._bars = bars
        self._numbers = count(1)
        self._tick_numbers = count(1)
        self._wanted: dict[tuple[str, str], dict[Conversation, None]] = {}
        self._charts: dict[int, _Chart] = {}
        self._boards: dict[str, QuoteBoard] = {}
        self._writers: dict[str, ChartWriter] = {}
        self._ticks: dict[str, deque[PackedTick]] = {}
        for contract in listing.contracts:
            instrument = listing.instrument(contract)
            board = QuoteBoard(contract, instrument, trade_date)
            self._boards[instrument.symbol] = board
            self._writers[instrument.symbol] = ChartWriter(instrument, trade_date)
            self._ticks[instrument.symbol] = deque(maxlen=_TICKS_KEPT)
            for tick in (hub.top(instrument.symbol), hub.last_trade(instrument.symbol)):
                if tick is not None:
                    board.see(tick)
        self.close: Callable[[], None] = hub.listen(None, self._hear)

    def answer(self, call: Call, conversation: Conversation) -> Data | None:
        """Do an operation of `md/`; raises Failure, 404 for one that does not exist."""
        match call.operation:
            case "getchart":
                return self._open_chart(call, conversation)
            case "cancelchart":
                self._cancel_chart(call, conversation)
                return None
            case operation:
                verb = "unsubscribe" if operation.startswith("un") else "subscribe"
                topic = _TOPICS.get(operation.removeprefix(verb))
                if topic is None or not operation.startswith(verb):
                    raise Failure(404)
                return self._subscribe(call, conversation, topic, wanted=verb == "subscribe")

    def forget(self, conversation: Conversation) -> None:
        """Send nothing more to a socket that is gone."""
        for listeners in self._wanted.values():
            listeners.pop(conversation, None)
        for chart in [c for c in self._charts.values() if c.conversation is conversation]:
            del self._charts[chart.number]

    def flood(self, frames: int) -> Iterator[str]:
        """Yield frames of quotes that change with each of them."""
        boards = [each for each in self._boards.values() if each.quote(None, 0)["entries"]]
        for number in range(frames if boards else 0):
            quote = boards[number % len(boards)].quote(None, 0)
            bid = {**quote["entries"].get("Bid", {}), "size": number + 1}
            entries = {**quote["entries"], "Bid": bid}
            yield pack([event("md", {QUOTES: [{**quote, "entries": entries}]})])

    def _subscribe(
        self, call: Call, conversation: Conversation, topic: str, *, wanted: bool
    ) -> Data | None:
        symbol = self._symbol(call)
        if symbol is None:
            return _INACCESSIBLE
        listeners = self._wanted.setdefault((topic, symbol), {})
        if not wanted:
            listeners.pop(conversation, None)
            return None
        listeners[conversation] = None
        conversation.later.append(lambda: self._show_all(conversation, topic, symbol))
        return {}

    def _symbol(self, call: Call) -> str | None:
        """The symbol that a call names; old clients send nothing but it."""
        named = call.fields.text("symbol") or call.text.strip('"')
        contract = self._listing.find(named)
        return None if contract is None else self._listing.instrument(contract).symbol

    def _show_all(self, conversation: Conversation, topic: str, symbol: str) -> None:
        if self.withheld:
            self.withheld -= 1
            return
        board, ahead_ns = self._boards[symbol], self._exchange.mishaps.ahead_ns
        if topic == QUOTES:
            shown: Any = board.quote(None, ahead_ns)
        elif topic == DEPTH:
            shown = board.depth(ahead_ns)
        else:
            shown = board.histogram(None, ahead_ns)
        if shown is not None:
            conversation.send([event("md", {topic: [shown]})], topic)

    def _hear(self, tick: Tick) -> None:
        symbol = tick.symbol
        board = self._boards.get(symbol)
        if board is None:
            return
        changed, ahead_ns = board.see(tick), self._exchange.mishaps.ahead_ns
        if isinstance(tick, TradeTick):
            packed = PackedTick(next(self._tick_numbers), tick, self._hub.top(symbol))
            self._ticks[symbol].append(packed)
            self._tell(HISTOGRAM, symbol, lambda: board.histogram(tick, ahead_ns))
            self._draw(symbol, packed)
        else:
            self._tell(DEPTH, symbol, lambda: board.depth(ahead_ns))
        if changed:
            self._tell(QUOTES, symbol, lambda: board.quote(changed, ahead_ns))

    def _tell(self, topic: str, symbol: str, make: Callable[[], Any]) -> None:
        listeners = self._wanted.get((topic, symbol))
        if listeners:
            text = pack([event("md", {topic: [make()]})])
            for conversation in tuple(listeners):
                conversation.put(text, topic)

    # Charts.

    def _open_chart(self, call: Call, conversation: Conversation) -> Data:
        past = Past.read(call.fields.part("timeRange"))
        symbol = self._symbol(call)
        if symbol is None:
            return _INACCESSIBLE
        try:
            resolution = read_description(call.fields.part("chartDescription"))
        except Unchartable as no:
            return {"errorText": str(no), "errorCode": "Unsupported", "mode": "None"}
        historical, number = next(self._numbers), next(self._numbers)
        chart = _Chart(number, conversation, symbol, resolution)
        conversation.later.append(lambda: self._begin(chart, past))
        return {"historicalId": historical, "realtimeId": number}

    def _cancel_chart(self, call: Call, conversation: Conversation) -> None:
        call.fields.need("subscriptionId")
        chart = self._charts.get(call.fields.integer("subscriptionId") or 0)
        if chart is None or chart.conversation is not conversation:
            raise Failure(404, "subscription not found")
        del self._charts[chart.number]

    def _begin(self, chart: _Chart, past: Past) -> None:
        """Send the past, the mark of its end, and whatever happens from here on."""
        packets = self._past_ticks(chart, past) or self._past_bars(chart, past)
        for packet in [*packets, {"id": chart.number, "eoh": True}]:
            self._send(chart, packet)
        self._charts[chart.number] = chart

    def _past_bars(self, chart: _Chart, past: Past) -> list[Packet]:
        if chart.resolution is None:
            return []
        now_ns = self._hub.clock.now_ns()
        end_ns = now_ns if past.closest_ns is None else past.closest_ns
        # A bar that begins at the closest moment is within.
        bars = self._bars.history(chart.symbol, chart.resolution, end_ns + 1, past.most)
        wanted = [bar for bar in bars if bar.start_ns >= (past.farthest_ns or 0)]
        return self._writers[chart.symbol].bars(chart.number, wanted)

    def _past_ticks(self, chart: _Chart, past: Past) -> list[Packet]:
        if chart.resolution is not None:
            return []
        wanted = [
            tick
            for tick in self._ticks[chart.symbol]
            if (past.closest_ns is None or tick.trade.at_ns <= past.closest_ns)
            and (past.closest_tick is None or tick.number <= past.closest_tick)
            and tick.trade.at_ns >= (past.farthest_ns or 0)
        ]
        return self._writers[chart.symbol].ticks(
            chart.number, wanted[max(0, len(wanted) - past.most) :]
        )

    def _draw(self, symbol: str, tick: PackedTick) -> None:
        for chart in [c for c in self._charts.values() if c.symbol == symbol]:
            writer = self._writers[symbol]
            if chart.resolution is None:
                packets = writer.ticks(chart.number, [tick])
            else:
                forming = self._bars.series(symbol, chart.resolution).bars(-1)
                packets = writer.bars(chart.number, forming)
            for packet in packets:
                self._send(chart, packet)

    def _send(self, chart: _Chart, packet: Packet) -> None:
        chart.conversation.send([event("chart", {CHART: [packet]})], CHART)
