"""Quotes and depth of one contract as Tradovate sends them, made into ticks. Pure.

A quote names only what may have changed, entry by entry, and of an entry perhaps only the size: so
each is merged with what was told before. A trade is new when the day's volume has grown with it.
The first message after a subscription shows how things stand: its trade happened before.

Source: the developer guide's pages on market data.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import parse_iso
from traderterminal.market.ticks import Aggressor, DepthTick, QuoteTick, Tick, TradeTick

#: No price is as far from zero: whoever sends one has made a mistake.
_HIGHEST: Final = 10**9
_BID: Final = "B"
_ASK: Final = "A"


class UnreadableQuote(ValueError):
    """A quote whose numbers cannot be what they claim to be."""


@dataclass(slots=True)
class _Side:
    """A price in ticks, None where nobody bids or offers, and the size there in lots."""

    price: int | None = None
    size: int = 0


class QuoteState:
    """What was told of one contract so far."""

    def __init__(self, instrument: Instrument) -> None:
        self._symbol = instrument.symbol
        self._instrument = instrument
        self._bid, self._ask, self._trade = _Side(), _Side(), _Side()
        self._volume: int | None = None
        self.at_ns = 0  # when it last changed, market time
        self._has_begun = False
        self._levels: dict[str, dict[int, int]] = {_BID: {}, _ASK: {}}

    def restart(self) -> None:
        """Forget what stood: the next message is the first of a new subscription."""
        self._bid, self._ask = _Side(), _Side()
        self._has_begun = False
        self._levels = {_BID: {}, _ASK: {}}

    def see(self, raw: Mapping[str, Any]) -> tuple[list[Tick], list[Tick]]:
        """Return what a quote brought: what stood before it was told, then what is new.

        Raises UnreadableQuote; then nothing of it was taken in.
        """
        entries, at_ns = raw.get("entries"), self._moment(raw)
        if not isinstance(entries, dict):
            raise UnreadableQuote("a quote without entries")
        bid = self._merged(self._bid, entries.get("Bid"))
        ask = self._merged(self._ask, entries.get("Offer"))
        trade = self._merged(self._trade, entries.get("Trade"))
        volume = self._size(entries.get("TotalTradeVolume"))
        if "EmptyBook" in entries and "Bid" not in entries and "Offer" not in entries:
            bid, ask = _Side(), _Side()
        print_ = self._print(trade, volume, at_ns, told="Trade" in entries)
        quoted = (bid, ask) != (self._bid, self._ask)
        self._bid, self._ask, self._trade, self.at_ns = bid, ask, trade, at_ns
        self._volume = self._volume if volume is None else volume
        told: list[Tick] = [] if print_ is None else [print_]
        past, new = ([], told) if self._has_begun else (told, [])
        self._has_begun = True
        if quoted:
            new.append(
                QuoteTick(
                    self._symbol,
                    at_ns,
                    bid.price if bid.size else None,
                    bid.size,
                    ask.price if ask.size else None,
                    ask.size,
                )
            )
        return past, new

    def see_depth(self, raw: Mapping[str, Any]) -> DepthTick | None:
        """Return by which levels a book differs from the one told before, None if by none.

        Each message has the whole book. Raises UnreadableQuote; then nothing of it was taken in.
        """
        at_ns = self._moment(raw)
        told = {_BID: self._book(raw.get("bids")), _ASK: self._book(raw.get("offers"))}
        changes = []
        for side, levels in told.items():
            before = self._levels[side]
            changes += [(side, p, s) for p, s in levels.items() if before.get(p) != s]
            changes += [(side, p, 0) for p in before if p not in levels]
        self._levels, self.at_ns = told, at_ns
        return DepthTick(self._symbol, at_ns, tuple(changes)) if changes else None

    def _print(self, trade: _Side, volume: int | None, at_ns: int, *, told: bool) -> Tick | None:
        if not told or trade.price is None or not trade.size:
            return None
        if volume is not None and self._volume is not None:
            is_new = volume > self._volume
        else:
            is_new = trade != self._trade
        if not is_new and self._has_begun:
            return None
        return TradeTick(self._symbol, at_ns, trade.price, trade.size, self._aggressor(trade.price))

    def _aggressor(self, price: int) -> Aggressor:
        """Who crossed the spread that stood: the feed does not say."""
        if self._ask.price is not None and price >= self._ask.price:
            return Aggressor.BUYER
        if self._bid.price is not None and price <= self._bid.price:
            return Aggressor.SELLER
        return Aggressor.NEITHER

    def _moment(self, raw: Mapping[str, Any]) -> int:
        """When it was so; time of one contract never goes back."""
        text = raw.get("timestamp")
        if not isinstance(text, str):
            raise UnreadableQuote("a quote without a time")
        try:
            return max(parse_iso(text), self.at_ns)
        except ValueError as error:
            raise UnreadableQuote(f"{text[:40]} is no time") from error

    def _merged(self, before: _Side, entry: Any) -> _Side:
        if entry is None:
            return before
        if not isinstance(entry, dict):
            raise UnreadableQuote("an entry that is none")
        price, size = entry.get("price"), self._size(entry)
        return _Side(
            before.price if price is None else self._ticks(price),
            before.size if size is None else size,
        )

    def _book(self, levels: Any) -> dict[int, int]:
        if not isinstance(levels, list):
            raise UnreadableQuote("a book without levels")
        found = {}
        for level in levels:
            side = self._merged(_Side(), level)
            if side.price is None:
                raise UnreadableQuote("a level without a price")
            if side.size:
                found[side.price] = side.size
        return found

    def _ticks(self, price: Any) -> int:
        if not isinstance(price, int | Decimal) or not -_HIGHEST < price < _HIGHEST:
            raise UnreadableQuote(f"{str(price)[:40]} is no price")
        try:
            return self._instrument.to_ticks(Decimal(price))
        except ValueError as error:
            raise UnreadableQuote(str(error)) from error

    def _size(self, entry: Any) -> int | None:
        """The size of an entry, None where it names none."""
        size = entry.get("size") if isinstance(entry, dict) else None
        if size is None:
            return None
        if not isinstance(size, int | Decimal) or not 0 <= size < _HIGHEST or size != int(size):
            raise UnreadableQuote(f"{str(size)[:40]} is no size")
        return int(size)
