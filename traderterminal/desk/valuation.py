"""Valuation: what accounts and their positions are worth at the prices of the moment."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from traderterminal.desk.exposure import EMPTY, NOTHING, Exposure, LiveOrders
from traderterminal.desk.gate import money_needed
from traderterminal.desk.tracker import Tracker
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.domain.packages import Leg, most_loss
from traderterminal.domain.positions import Position
from traderterminal.domain.quotes import Quote
from traderterminal.risk.margins import Margin

ZERO: Final = Decimal(0)
#: What an instrument ties up now in an account, by its equity.
Margined = Callable[[str, Instrument, Decimal], Margin]


class Valuation:
    """Values what is booked; margin and buying power count all that may have happened."""

    def __init__(
        self,
        tracker: Tracker,
        quote: Callable[[str], Quote | None],
        instrument: Callable[[str], Instrument],
        margin: Margined,
    ) -> None:
        self._tracker = tracker
        self._quote = quote
        self._instrument = instrument
        self._margin = margin

    def mark(self, symbol: str) -> Decimal | None:
        """The price at which a position in `symbol` is valued; None while none is known."""
        quote = self._quote(symbol)
        return quote.mark if quote else None

    def unrealized(self, account: str, symbol: str) -> Decimal | None:
        """The open result of a position before fees; None while no price is known."""
        position = self._tracker.positions.get((account, symbol))
        if position is None or position.is_flat:
            return ZERO
        mark = self.mark(symbol)
        return None if mark is None else position.unrealized_pnl(mark)

    def equity(self, account: str) -> Decimal | None:
        """Cash, open results of futures and the value of what is held; None where a price lacks."""
        total = self._tracker.accounts[account].cash
        for position in self._held(account):
            mark = self.mark(position.symbol)
            if mark is None:
                return None
            total += self._worth(position, mark)
        return total

    def buying_power(self, account: str, instead_of: str = "") -> Decimal:
        """What a new order may tie up, or one that changes the order `instead_of`.

        A position without a price counts at its cost.
        """
        equity = self._known_equity(account)
        return equity - self._used(account, equity, instead_of)

    def margin_used(self, account: str) -> Decimal:
        """What all that may have happened ties up: positions, and orders that can add to them."""
        return self._used(account, self._known_equity(account))

    def means(
        self, account: str, instrument: Instrument, instead_of: str
    ) -> tuple[Decimal, Margin]:
        """Return the buying power of an account, see there, and what an instrument ties up now."""
        equity = self._known_equity(account)
        margin = self._margin(account, instrument, equity)
        known = {instrument.symbol: margin}
        return equity - self._used(account, equity, instead_of, known), margin

    def _used(
        self,
        account: str,
        equity: Decimal,
        instead_of: str = "",
        known: Mapping[str, Margin] = MappingProxyType({}),
    ) -> Decimal:
        """What is tied up; `known` are the margins that have been worked out already."""
        total = ZERO
        working = self._tracker.live_by_symbol(account)
        held = {position.symbol: position for position in self._tracker.held(account)}
        options: dict[str, list[Position]] = {}
        for symbol in held.keys() | working.keys():
            instrument = self._instrument(symbol)
            margin = known.get(symbol) or self._margin(account, instrument, equity)
            live = working.get(symbol, EMPTY)
            total += self._tied_up(instrument, margin, held.get(symbol), live, instead_of)
            if instrument.asset_class is AssetClass.OPTION and symbol in held:
                options.setdefault(instrument.root, []).append(held[symbol])
        return total - sum((self._spared(legs, equity) for legs in options.values()), ZERO)

    def _spared(self, held: Sequence[Position], equity: Decimal) -> Decimal:
        """By how much less the options on one underlying tie up together than each alone.

        What they can lose from here, where that has a limit, is all that they need.
        """
        alone = worth = ZERO
        legs, instruments = list[Leg](), dict[str, Instrument]()
        for one in held:
            instrument, price = self._instrument(one.symbol), self._price(one)
            margin = self._margin(one.account, instrument, equity)
            alone += margin.of(instrument, one.quantity, price)
            worth += one.quantity * price
            side = Side.BUY if one.quantity > 0 else Side.SELL
            legs.append(Leg(one.symbol, side, int(abs(one.quantity))))
            instruments[one.symbol] = instrument
        loss = most_loss(legs, instruments, worth)
        return ZERO if loss is None else max(ZERO, alone - loss * held[0].point_value)

    def margin(self, account: str, instrument: Instrument) -> Margin:
        """What an instrument ties up in an account now."""
        return self._margin(account, instrument, self._known_equity(account))

    def _tied_up(
        self,
        instrument: Instrument,
        margin: Margin,
        position: Position | None,
        live: LiveOrders,
        instead_of: str,
    ) -> Decimal:
        quantity = position.quantity if position else ZERO
        price = self._price(position) if position else self.mark(instrument.symbol) or ZERO
        if instrument.asset_class is AssetClass.FUTURE:
            exposure = Exposure(instrument.symbol, quantity, live.without(instead_of))
            return margin.of(instrument, exposure.reach, price)
        quote, alone = self._quote(instrument.symbol), Exposure(instrument.symbol, ZERO, NOTHING)
        entries = [o for o in live.orders if not (o.reduces or o.order_id == instead_of)]
        return margin.of(instrument, quantity, price) + sum(
            (money_needed(one, instrument, quote, margin, alone) for one in entries), ZERO
        )

    def _known_equity(self, account: str) -> Decimal:
        """What an account is worth after all that may have happened."""
        cash = self._tracker.known_accounts()[account].cash
        return cash + sum(
            (self._worth(p, self._price(p)) for p in self._tracker.held(account)), ZERO
        )

    def _price(self, position: Position) -> Decimal:
        mark = self.mark(position.symbol)
        return mark if mark is not None else position.average_price or ZERO

    def _held(self, account: str) -> list[Position]:
        return [
            p
            for (owner, _), p in self._tracker.positions.items()
            if owner == account and p.quantity
        ]

    def _worth(self, position: Position, price: Decimal) -> Decimal:
        if self._is_future(position.symbol):
            return position.unrealized_pnl(price)
        return position.quantity * price * position.point_value

    def _is_future(self, symbol: str) -> bool:
        return self._instrument(symbol).asset_class is AssetClass.FUTURE
