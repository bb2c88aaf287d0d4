"""TradingView's own client of the data feed: what it asks, in its order, and what it cannot bear.

The charting library is not ours to install, so its demands are written down here: each `assert`
stands for an exception that it throws, or for an endless loop that it falls into.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

Ask = Callable[..., Awaitable[Any]]

FIRST_BARS: Final = 300
#: Scrolled back at one go, as far as it is asked for everything.
OLDER_BARS: Final = 10_000
PULSE_PERIODS: Final = 10
PULSE_BARS: Final = 2
MARKS_A_BAR: Final = 10
#: What a page of the library cannot do without.
REQUIRED: Final = {
    *("name", "ticker", "description", "type", "session", "timezone", "exchange"),
    *("listed_exchange", "minmov", "pricescale", "has_intraday", "supported_resolutions", "format"),
}
_DAY: Final = 86_400
_LETTERS: Final = {"S": 1, "D": _DAY, "W": 7 * _DAY, "M": 31 * _DAY}


def seconds_of(resolution: str) -> int:
    """The period that the client reckons with."""
    letter = _LETTERS.get(resolution[-1])
    return int(resolution) * 60 if letter is None else int(resolution[:-1] or 1) * letter


@dataclass
class UdfClient:
    """One chart of the library, fed by what `ask(path, **query)` answers."""

    ask: Ask
    symbol: Mapping[str, Any] = field(default_factory=dict)
    resolution: str = ""
    #: The bars on the chart, close by time.
    bars: dict[int, float] = field(default_factory=dict)

    async def start(self, symbol: str, resolution: str, now: int) -> None:
        """Configure, resolve the symbol and load the first screen."""
        config = await self.ask("config")
        assert config["supports_search"] or config["supports_group_request"]
        assert {"exchanges", "symbols_types", "supported_resolutions"} <= set(config)
        self.symbol = await self.ask("symbols", symbol=symbol)
        assert "s" not in self.symbol, f"unknown symbol: {self.symbol}"
        assert set(self.symbol) >= REQUIRED
        assert self.symbol["minmov"] > 0
        assert resolution in self.symbol["supported_resolutions"]
        self.resolution = resolution
        # It asks beyond now, and for a span that need not hold as many bars as it wants.
        period = seconds_of(resolution)
        await self.load(now - FIRST_BARS * period, now + period, FIRST_BARS)

    async def load(self, start: int, end: int, count: int) -> Sequence[int]:
        """Load what lies before `end`; returns when the bars begin, none where nothing is older."""
        found = await self._history(start, end, count)
        if found["s"] == "no_data":
            return ()
        self.bars.update(zip(found["t"], found["c"], strict=True))
        return tuple(found["t"])

    async def load_everything(self) -> None:
        """Scroll back until the feed says that there is nothing older."""
        for _ in range(1_000):
            first = min(self.bars)
            start = first - OLDER_BARS * seconds_of(self.resolution)
            if not await self.load(start, first, OLDER_BARS):
                return
        raise AssertionError("the library would ask for ever")

    async def pulse(self, now: int) -> None:
        """Ask for the forming bar, as it does every ten seconds."""
        start = now - PULSE_PERIODS * seconds_of(self.resolution)
        found = await self._history(start, now + 1, PULSE_BARS)
        if found["s"] == "no_data":
            return
        seen = max(self.bars, default=0)
        latest = found["t"][-1]
        if latest > seen and self.bars:
            assert len(found["t"]) > 1, "a new bar without the one before it"
        if latest >= seen:  # an older one would be left out
            self.bars.update(list(zip(found["t"], found["c"], strict=True))[-PULSE_BARS:])

    async def _history(self, start: int, end: int, count: int) -> Mapping[str, Any]:
        found: Mapping[str, Any] = await self.ask(
            "history",
            symbol=self.symbol["ticker"],
            resolution=self.resolution,
            **{"from": start, "to": end, "countback": count},
        )
        assert found["s"] in ("ok", "no_data"), found.get("errmsg")
        assert "nextTime" not in found  # whose unit nobody agrees on
        if found["s"] == "ok":
            columns = [found[name] for name in "tohlcv"]
            assert {len(column) for column in columns} == {len(found["t"])}
            assert 0 < len(found["t"]) <= count
            assert found["t"] == sorted(set(found["t"]))
            assert found["t"][-1] < end or seconds_of(self.resolution) >= _DAY
            assert all(isinstance(v, int | float) for column in columns for v in column)
            for opened, high, low, close in zip(*columns[1:5], strict=True):
                assert low <= min(opened, close) <= max(opened, close) <= high
        return found

    async def marks(self, path: str = "marks") -> Sequence[Mapping[str, Any]]:
        """Ask for the marks of what is loaded: each must stand at a bar."""
        query = {"symbol": self.symbol["ticker"], "resolution": self.resolution}
        span = {"from": min(self.bars), "to": max(self.bars) + seconds_of(self.resolution)}
        found: Sequence[Mapping[str, Any]] = await self.ask(path, **query, **span)
        times = [mark["time"] for mark in found]
        assert set(times) <= set(self.bars)
        assert all(times.count(time) <= MARKS_A_BAR for time in set(times))
        assert len({mark["id"] for mark in found}) == len(found)
        return found
