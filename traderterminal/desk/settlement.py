"""Settlement: what paper accounts hold in a contract ends with it, as fills of no order.

A future closes at its last price. An option in the money is exercised, or assigned where it was
written: the underlying changes hands at the strike, or the intrinsic value is paid where it is not
listed here; any other expires worthless. Times are market time.
"""

from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Final

from traderterminal.desk.alarms import Alarm
from traderterminal.desk.tracker import Tracker
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.options import OptionTerms
from traderterminal.domain.positions import Position
from traderterminal.kit.clock import Clock
from traderterminal.kit.frozen import frozen
from traderterminal.kit.observe import Observers

ZERO: Final = Decimal(0)
#: How often it looks for contracts that have ended, host time.
LOOK_SECONDS: Final = 1.0
#: From how much in the money on an option is exercised without being asked for.
EXERCISED: Final = Decimal("0.01")

Lane = tuple[str, str]


@frozen
class Contracts:
    """What settlement asks of the instruments.

    `underlying` returns what an option delivers, None where it is settled in cash; `last_price` the
    latest price of a symbol, None where none is known.
    """

    instrument: Callable[[str], Instrument]
    is_expired: Callable[[Instrument, int], bool]
    underlying: Callable[[Instrument], Instrument | None]
    last_price: Callable[[str], Decimal | None]


class Settlement:
    """Settles the positions of paper accounts once their contracts have ended."""

    def __init__(
        self,
        *,
        tracker: Tracker,
        contracts: Contracts,
        cancel_all: Callable[[str, str], Awaitable[int]],
        market: Callable[[], Clock],
        new_id: Callable[[], str],
        alarms: Observers[Alarm],
    ) -> None:
        self._tracker = tracker
        self._contracts = contracts
        self._cancel_all = cancel_all
        self._market = market
        self._new_id = new_id
        self._alarms = alarms
        self._told: set[Lane] = set()

    async def watch(self, host: Clock) -> None:
        """Look again and again, until cancelled."""
        while True:
            await self.look()
            await host.sleep(LOOK_SECONDS)

    async def look(self) -> None:
        """Settle what has ended; where an order still works it is cancelled first."""
        ended, working = self._ended(), list[Lane]()
        for position in ended:
            if self._tracker.live_orders(position.account, position.symbol):
                working.append((position.account, position.symbol))
            else:
                self._settle(position)
        for account, symbol in working:  # settled at a later look, once they are gone
            await self._cancel_all(account, symbol)

    def _settle(self, position: Position) -> None:
        fills = self._fills(position)
        for fill in fills:  # handed over in one step: one transaction of the ledger takes them all
            self._tracker.adopt_fill(fill)
        lane = position.account, position.symbol
        if not fills and lane not in self._told:
            self._told.add(lane)
            last_day = str(self._contracts.instrument(position.symbol).last_trading_day)
            parameters = {"symbol": lane[1], "account": lane[0], "last_day": last_day}
            self._alarms.emit(Alarm(*lane, Message("not_settled", parameters)))

    def _ended(self) -> list[Position]:
        now = self._market().now_ns()
        return [
            position
            for position in self._tracker.known_positions().values()
            if position.quantity
            and self._tracker.known_account(
                position.account
            ).mode.fills_here  # else its broker does it
            and self._contracts.is_expired(self._contracts.instrument(position.symbol), now)
        ]

    def _fills(self, position: Position) -> list[Fill]:
        """The fills that end a position; none while the price it ends at is not known."""
        instrument = self._contracts.instrument(position.symbol)
        if instrument.asset_class is AssetClass.OPTION:
            return self._option(position, instrument)
        price = self._contracts.last_price(position.symbol)
        return [] if price is None else [self._closing(position, price, "settled")]

    def _option(self, position: Position, option: Instrument) -> list[Fill]:
        underlying = self._contracts.underlying(option)
        if underlying is None:
            value = self._contracts.last_price(option.symbol)
            return [] if value is None else [self._closing(position, value, "settled in cash")]
        price = self._contracts.last_price(underlying.symbol)
        if price is None:
            return []
        terms = OptionTerms.of(option)
        if terms.intrinsic(price) < EXERCISED:
            return [self._closing(position, ZERO, "expired worthless")]
        rule = "exercised" if position.quantity > 0 else "assigned"
        shares = position.quantity * terms.right.sign * option.point_value / underlying.point_value
        delivered = self._fill(position, underlying, shares, terms.strike, rule)
        return [self._closing(position, ZERO, rule), delivered]

    def _closing(self, position: Position, price: Decimal, rule: str) -> Fill:
        instrument = self._contracts.instrument(position.symbol)
        return self._fill(position, instrument, -position.quantity, price, rule)

    def _fill(
        self,
        ended: Position,
        instrument: Instrument,
        signed: Decimal,
        price: Decimal,
        rule: str,
    ) -> Fill:
        why = {"rule": rule, "contract": ended.symbol}
        last_day = self._contracts.instrument(ended.symbol).last_trading_day
        return Fill(
            fill_id=self._new_id(),
            order_id="",
            account=ended.account,
            symbol=instrument.symbol,
            side=Side.BUY if signed > 0 else Side.SELL,
            quantity=abs(signed),
            price=price,
            fee=ZERO,
            point_value=instrument.point_value,
            at_ns=self._market().now_ns(),
            why=why | {"last_day": str(last_day)},
        )
