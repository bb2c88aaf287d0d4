"""What Tradovate's market data says of one contract: quotes, depth and the histogram of a day.

Quotes are told entry by entry, each only when it changes; depth is told whole each time. Prices are
decimal, sizes contracts.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from traderterminal.domain.instruments import Instrument
from traderterminal.market.ticks import QuoteTick, Tick, TradeTick
from traderterminal.venues.tradovate.wire import moment, written_day

Entries = dict[str, dict[str, Any]]


class QuoteBoard:
    """The latest of one contract; the figures of the day begin anew with each trade date."""

    def __init__(
        self, contract_id: int, instrument: Instrument, trade_date: Callable[[int], date]
    ) -> None:
        self.contract_id = contract_id
        self._instrument = instrument
        self._trade_date = trade_date
        self._entries: Entries = {}
        self._day: date | None = None
        self._base: int | None = None
        self._volumes: dict[int, int] = {}  # by ticks from the base
        self._at_ns = 0

    def see(self, tick: Tick) -> Entries:
        """Take in a tick and return the entries that it changed."""
        self._at_ns = tick.at_ns
        found = self._quoted(tick) if isinstance(tick, QuoteTick) else self._traded(tick)
        changed = {name: entry for name, entry in found.items() if self._entries.get(name) != entry}
        self._entries.update(changed)
        return changed

    def quote(self, entries: Entries | None, ahead_ns: int) -> dict[str, Any]:
        """Return a quote of some entries, or of all (None); `ahead_ns` is added to its time."""
        return {
            "timestamp": moment(self._at_ns + ahead_ns),
            "contractId": self.contract_id,
            "entries": self._entries if entries is None else entries,
        }

    def depth(self, ahead_ns: int) -> dict[str, Any]:
        """Return the levels on display; the feeds here show the best of each side."""
        sides = {"bids": "Bid", "offers": "Offer"}
        levels = {side: self._entries.get(name) for side, name in sides.items()}
        return {
            "contractId": self.contract_id,
            "timestamp": moment(self._at_ns + ahead_ns),
            **{side: [level] if level else [] for side, level in levels.items()},
        }

    def histogram(self, tick: TradeTick | None, ahead_ns: int) -> dict[str, Any] | None:
        """Return the day's volume by price, or of the price of one trade; None before the first."""
        if self._base is None or self._day is None:
            return None
        if tick is None:
            items = self._volumes
        else:
            place = tick.price - self._base
            items = {place: self._volumes[place]}
        return {
            "contractId": self.contract_id,
            "timestamp": moment(self._at_ns + ahead_ns),
            "tradeDate": written_day(self._day),
            "base": self._price(self._base),
            "items": {str(place): volume for place, volume in items.items()},
            "refresh": tick is None,
        }

    def _quoted(self, tick: QuoteTick) -> Entries:
        found: Entries = {}
        for name, ticks, lots in (
            ("Bid", tick.bid, tick.bid_size),
            ("Offer", tick.ask, tick.ask_size),
        ):
            if ticks is None:
                self._entries.pop(name, None)
            else:
                found[name] = {"price": self._price(ticks), "size": lots}
        return found

    def _traded(self, tick: TradeTick) -> Entries:
        day = self._trade_date(tick.at_ns)
        if day != self._day:
            self._day, self._base = day, tick.price
            self._volumes.clear()
        base = tick.price if self._base is None else self._base
        place = tick.price - base
        self._volumes[place] = self._volumes.get(place, 0) + tick.size
        return {
            "Trade": {"price": self._price(tick.price), "size": tick.size},
            "TotalTradeVolume": {"size": sum(self._volumes.values())},
            "OpeningPrice": {"price": self._price(base)},
            "HighPrice": {"price": self._price(base + max(self._volumes))},
            "LowPrice": {"price": self._price(base + min(self._volumes))},
        }

    def _price(self, ticks: int) -> Decimal:
        return self._instrument.from_ticks(ticks)
