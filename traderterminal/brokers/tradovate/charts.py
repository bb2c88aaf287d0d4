"""Bars of the past: asked for by chart, collected packet by packet, page by page.

The server sends as many bars at once as it likes, in any order, and may send one again. Bars bear
the moment at which they begin.

Source: the developer guide's page on charts and the sample of large chart requests.
"""

import asyncio
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from traderterminal.brokers.tradovate.connection import Connection
from traderterminal.brokers.tradovate.mapping import OK, words_of
from traderterminal.brokers.transport.http import unavailable
from traderterminal.domain.bars import Bar, Resolution, Unit
from traderterminal.domain.errors import NotSent, OutcomeUnknown
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import Clock, parse_iso, to_datetime, within

#: How long a page may take, in seconds, and how many are asked for at most.
PAGE_S: Final = 20.0
PAGES: Final = 50
_HIGHEST: Final = 10**9
_IDS: Final = ("historicalId", "realtimeId", "subscriptionId")


class Charts:
    """Asks for one chart at a time over the socket of market data."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._one = asyncio.Lock()
        self._packets: dict[int, list[Any]] = {}
        self._ended: set[int] = set()
        self._arrived = asyncio.Event()
        self._is_asking = False

    def take(self, data: Any) -> None:
        """Take in the data of a chart event, whether or not its chart is known yet."""
        charts = data.get("charts") if isinstance(data, dict) else None
        if not self._is_asking or not isinstance(charts, list):
            return
        for chart in charts:
            number = chart.get("id") if isinstance(chart, dict) else None
            if not isinstance(number, int):
                continue
            bars = chart.get("bars")
            self._packets.setdefault(number, []).extend(bars if isinstance(bars, list) else ())
            if chart.get("eoh"):
                self._ended.add(number)
                self._arrived.set()

    async def bars(
        self,
        connection: Connection,
        contract: str,
        instrument: Instrument,
        resolution: str,
        before_ns: int,
        count: int,
    ) -> Sequence[Bar]:
        """Return at most `count` bars that begin before a moment, oldest first.

        Raises BrokerUnavailable, also for a length that the broker does not make.
        """
        described = _described(resolution)
        found: dict[int, Bar] = {}
        oldest_ns = before_ns
        async with self._one:
            for _ in range(PAGES):
                asked = {
                    "symbol": contract,
                    "chartDescription": described,
                    "timeRange": {
                        "closestTimestamp": _written(oldest_ns),
                        "asMuchAsElements": count - len(found),
                    },
                }
                page = [_bar(raw, instrument) for raw in await self._page(connection, asked)]
                earlier = {bar.start_ns: bar for bar in page if bar.start_ns < before_ns}
                progress = earlier.keys() - found.keys()
                found.update(earlier)
                if not progress or len(found) >= count:
                    break
                oldest_ns = min(found)
        return [found[start_ns] for start_ns in sorted(found)][-count:]

    async def _page(self, connection: Connection, asked: Mapping[str, object]) -> list[Any]:
        """Ask for one chart, collect it up to the end of its history, and give it back."""
        self._packets.clear()
        self._ended.clear()
        self._is_asking = True
        try:
            answer = await connection.call("md/getchart", body=asked)
            told = answer.data if isinstance(answer.data, dict) else {}
            ids = [told[name] for name in _IDS if isinstance(told.get(name), int)]
            if answer.status != OK or not ids:
                raise unavailable(words_of(answer.data) or f"status {answer.status} to a chart")
            try:
                if not await within(self._clock, PAGE_S, self._until_ended(ids)):
                    raise unavailable(f"no whole chart within {PAGE_S:g} s")
            finally:
                live = told.get("realtimeId", told.get("subscriptionId"))
                await connection.call("md/cancelchart", body={"subscriptionId": live})
            return [raw for number in ids for raw in self._packets.get(number, ())]
        except (NotSent, OutcomeUnknown) as lost:
            raise unavailable(lost.message.parameters.get("cause", "lost")) from lost
        finally:
            self._is_asking = False

    async def _until_ended(self, ids: Sequence[int]) -> None:
        while self._ended.isdisjoint(ids):
            self._arrived.clear()
            await self._arrived.wait()


def _described(resolution: str) -> dict[str, object]:
    try:
        wanted = Resolution.parse(resolution)
    except ValueError as error:
        raise unavailable(str(error)) from error
    if wanted.unit is Unit.MINUTE:
        kind, size = "MinuteBar", wanted.count
    elif wanted.unit is Unit.DAY and wanted.count == 1:
        kind, size = "DailyBar", 1
    else:
        raise unavailable(f"Tradovate makes no bars of {wanted}")
    return {
        "underlyingType": kind,
        "elementSize": size,
        "elementSizeUnit": "UnderlyingUnits",
        "withHistogram": False,
    }


def _written(at_ns: int) -> str:
    return f"{to_datetime(at_ns):%Y-%m-%dT%H:%M:%S}.000Z"


def _bar(raw: Any, instrument: Instrument) -> Bar:
    """Read a bar; raises BrokerUnavailable for one that cannot be."""
    try:
        opened, high, low, close = (
            _ticks(raw[name], instrument) for name in ("open", "high", "low", "close")
        )
        volume = sum(_number(raw.get(name, 0)) for name in ("upVolume", "downVolume"))
        return Bar(parse_iso(raw["timestamp"]), opened, high, low, close, int(volume))
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise unavailable(f"a bar that cannot be read: {str(raw)[:100]}") from error


def _ticks(price: Any, instrument: Instrument) -> int:
    return instrument.to_ticks(_number(price))


def _number(value: Any) -> Decimal:
    if not isinstance(value, int | Decimal) or not -_HIGHEST < value < _HIGHEST:
        raise ValueError("not a number of this trade")
    return Decimal(value)
