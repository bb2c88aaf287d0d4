"""Charts as Tradovate sends them: bars of minutes and days, and packed ticks.

A chart begins with what there is of the past, in packets, ends that with a mark, and goes on with
what happens; the bar that still forms is sent again under its own time with every trade.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from traderterminal.domain.bars import Bar, Resolution, Unit
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.frozen import frozen
from traderterminal.market.ticks import QuoteTick, TradeTick
from traderterminal.venues.tradovate.wire import Failure, Fields, moment

#: The most elements of the past that one request gets, and how many stand in a packet.
MOST_ELEMENTS: Final = 2_000
_IN_A_PACKET: Final = 200
_MILLISECOND: Final = 1_000_000

Packet = dict[str, Any]


class Unchartable(Exception):
    """A chart that is not made here; the broker answers it with success and an error's text."""


@frozen
class Past:
    """Which part of the past a request wants: up to `closest`, back to `farthest`, so many."""

    closest_ns: int | None
    farthest_ns: int | None
    most: int
    closest_tick: int | None = None

    @classmethod
    def read(cls, fields: Fields | None) -> "Past":
        """Read a `timeRange`; raises Failure unless it has one field at least."""
        if not fields:
            raise Failure(400, "Missing required field: timeRange")
        most = fields.integer("asMuchAsElements")
        return cls(
            fields.moment("closestTimestamp"),
            fields.moment("asFarAsTimestamp"),
            MOST_ELEMENTS if most is None else max(0, min(most, MOST_ELEMENTS)),
            fields.integer("closestTickId"),
        )


def read_description(fields: Fields | None) -> Resolution | None:
    """Return the length of the bars that a `chartDescription` wants; None for ticks.

    Raises Unchartable for what is not made here, Failure for what is no description.
    """
    if fields is None:
        raise Failure(400, "Missing required field: chartDescription")
    fields.need("underlyingType", "elementSize", "elementSizeUnit")
    kind, size = fields.text("underlyingType"), fields.integer("elementSize")
    if fields.text("elementSizeUnit") != "UnderlyingUnits" or size is None or size < 1:
        raise Unchartable("Unsupported chart description")
    match kind:
        case "MinuteBar" if size <= 1440:
            return Resolution(size, Unit.MINUTE)
        case "DailyBar" if size == 1:
            return Resolution(1, Unit.DAY)
        case "Tick" if size == 1:
            return None
        case _:
            raise Unchartable("Unsupported chart description")


@frozen
class PackedTick:
    """A trade with the quote that stood when it was made; ids rise."""

    number: int
    trade: TradeTick
    quote: QuoteTick | None


class ChartWriter:
    """Writes the packets of the charts of one contract."""

    def __init__(self, instrument: Instrument, trade_date: Callable[[int], date]) -> None:
        self._instrument = instrument
        self._trade_date = trade_date

    def bars(self, chart: int, bars: Sequence[Bar]) -> list[Packet]:
        """Return bars in packets, each of one trade date."""
        packets: list[Packet] = []
        for bar in bars:
            day = self._number_of_day(bar.start_ns)
            last = packets[-1] if packets else None
            if last is None or last["td"] != day or len(last["bars"]) == _IN_A_PACKET:
                last = {"id": chart, "td": day, "bars": []}
                packets.append(last)
            last["bars"].append(self._bar(bar))
        return packets

    def ticks(self, chart: int, ticks: Sequence[PackedTick]) -> list[Packet]:
        """Return ticks in packets, each relative to the first in it."""
        starts = range(0, len(ticks), _IN_A_PACKET)
        return [self._packed(chart, ticks[at : at + _IN_A_PACKET]) for at in starts]

    def _bar(self, bar: Bar) -> Packet:
        """Who traded is not known of a bar: all of its volume goes the way that it closed."""
        price, rose = self._instrument.from_ticks, bar.close >= bar.open
        up, down = (bar.volume, 0) if rose else (0, bar.volume)
        return {
            "timestamp": moment(bar.start_ns),
            "open": price(bar.open),
            "high": price(bar.high),
            "low": price(bar.low),
            "close": price(bar.close),
            "upVolume": up,
            "downVolume": down,
            "upTicks": up,
            "downTicks": down,
            "bidVolume": down,
            "offerVolume": up,
        }

    def _packed(self, chart: int, ticks: Sequence[PackedTick]) -> Packet:
        first = ticks[0].trade
        base_ms = first.at_ns // _MILLISECOND
        return {
            "id": chart,
            "s": "db",
            "td": self._number_of_day(first.at_ns),
            "bp": first.price,
            "bt": base_ms,
            "ts": self._instrument.tick_size,
            "tks": [_relative(tick, first.price, base_ms) for tick in ticks],
        }

    def _number_of_day(self, at_ns: int) -> int:
        day = self._trade_date(at_ns)
        return day.year * 10_000 + day.month * 100 + day.day


def _relative(tick: PackedTick, base: int, base_ms: int) -> Packet:
    trade, quote = tick.trade, tick.quote
    packed: Packet = {
        "id": tick.number,
        "t": trade.at_ns // _MILLISECOND - base_ms,
        "p": trade.price - base,
        "s": trade.size,
    }
    if quote is not None and quote.bid is not None:
        packed |= {"b": quote.bid - base, "bs": quote.bid_size}
    if quote is not None and quote.ask is not None:
        packed |= {"a": quote.ask - base, "as": quote.ask_size}
    return packed
