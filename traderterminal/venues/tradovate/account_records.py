"""Accounts as Tradovate tells of them: cash, positions, paired fills, margins, and its risk rules.

The broker counts a position first in, first out, so that its prices and profits of a position that
is closed in parts differ from an average's; once it is flat they agree. The day's figures begin
anew with each trade date.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from traderterminal.market.ticks import QuoteTick
from traderterminal.venues.orders import Execution, VenueAccount
from traderterminal.venues.tradovate.entities import Entities, Entity
from traderterminal.venues.tradovate.listing import Listing
from traderterminal.venues.tradovate.pairing import ZERO, DayPosition, Pair, Traded
from traderterminal.venues.tradovate.wire import moment, without_nothing, written_day

#: What a contract ties up within the day, in US dollars, and how many times as much past the close.
DAY_MARGIN: Final = Decimal(500)
MICRO_DAY_MARGIN: Final = Decimal(50)
OVERNIGHT: Final = 20
#: Which share of its opening cash an account may lose in a day before it is closed out.
DAILY_LOSS: Final = Decimal("0.2")


@dataclass(slots=True)
class _Money:
    """The cash of an account; `day_start` is that at the beginning of the trade date."""

    cash: Decimal
    day_start: Decimal
    realized: Decimal = ZERO
    week_realized: Decimal = ZERO


@dataclass(slots=True)
class _Held:
    """A position of an account in a contract."""

    position_id: int
    symbol: str
    counted: DayPosition = field(default_factory=DayPosition)
    fills: list[Execution] = field(default_factory=list)
    pairs: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Account:
    """What is known of one account."""

    account: VenueAccount
    money: _Money
    cash_id: int
    held: dict[str, _Held] = field(default_factory=dict)


class AccountRecords:
    """Writes what becomes of accounts as entities of theirs.

    `quote` is the quote that stands in a contract, `trade_date` the trade date of a moment.
    """

    def __init__(
        self,
        entities: Entities,
        listing: Listing,
        quote: Callable[[str], QuoteTick | None],
        trade_date: Callable[[int], date],
    ) -> None:
        self._entities = entities
        self._listing = listing
        self._quote = quote
        self._trade_date = trade_date
        self._accounts: dict[int, _Account] = {}
        self._day: date | None = None

    def open(self, account: VenueAccount, at_ns: int) -> None:
        """Enter an account, with its cash and its rules."""
        self._day = self._day or self._trade_date(at_ns)
        cash = account.opening_cash
        known = _Account(account, _Money(cash, cash), self._entities.new_id())
        self._accounts[account.number] = known
        self._entities.save("account", _account(account), account.number)
        self._entities.save("userAccountAutoLiq", _rules(account), account.number)
        status = {"id": account.number, "adminAction": "Normal", "liquidateOnly": False}
        self._entities.save("accountRiskStatus", {**status, "maxNetLiq": cash}, account.number)
        self._show_money(known, at_ns)

    def trade(self, execution: Execution) -> None:
        """Count an execution."""
        self.turn_day(execution.at_ns)
        known = self._accounts[execution.account]
        held = self._held(known, execution.symbol)
        held.fills.append(execution)
        pairs = held.counted.take(_traded(execution))
        self._show_position(known, held, execution.at_ns)
        self._count(known, held, execution, pairs)
        self._show_money(known, execution.at_ns)

    def revise(self, execution: Execution, at_ns: int) -> None:
        """Count a position again after the exchange took an execution back or corrected it."""
        known = self._accounts[execution.account]
        held = self._held(known, execution.symbol)
        self._uncount(known, held, at_ns)
        held.fills = [
            execution if fill.execution_id == execution.execution_id else fill
            for fill in held.fills
        ]
        held.counted = DayPosition()
        for fill in held.fills:
            pairs = [] if fill.voided else held.counted.take(_traded(fill))
            self._count(known, held, fill, pairs)
        self._show_position(known, held, at_ns)
        self._show_money(known, at_ns)

    def turn_day(self, at_ns: int) -> None:
        """Carry over positions and cash where a new trade date has begun."""
        day = self._trade_date(at_ns)
        if day == self._day:
            return
        same_week = self._day is not None and day.isocalendar()[:2] == self._day.isocalendar()[:2]
        self._day = day
        for known in self._accounts.values():
            known.money.day_start, known.money.realized = known.money.cash, ZERO
            if not same_week:
                known.money.week_realized = ZERO
            self._log(known, "NewSession", ZERO, at_ns)
            self._show_money(known, at_ns)
            for held in known.held.values():
                held.counted.begin_day()
                self._show_position(known, held, at_ns)

    def adjust(self, number: int, change: Decimal, at_ns: int) -> None:
        """Add to the cash of a demo account; the mark of its highest worth moves with it."""
        known = self._accounts[number]
        known.money.cash += change
        known.money.day_start += change
        self._log(known, "ManualAdjustment", change, at_ns)
        status = self._entities.need("accountRiskStatus", number)
        highest = status["maxNetLiq"] + change
        self._entities.update("accountRiskStatus", number, maxNetLiq=highest)
        self._show_money(known, at_ns)

    def snapshot(self, number: int) -> Entity:
        """Return what an account is worth now, as the broker works it out on demand."""
        known = self._accounts[number]
        money, open_profit = known.money, self.open_profit(number)
        margin = self._margin(known)
        return {
            "totalCashValue": money.cash,
            "totalPnL": money.realized + open_profit,
            "initialMargin": margin,
            "maintenanceMargin": margin,
            "netLiq": money.cash + open_profit,
            "openPnL": open_profit,
            "realizedPnL": money.realized,
            "weekRealizedPnL": money.week_realized,
            "totalCashValueSOD": money.day_start,
            "fullInitialMargin": margin * OVERNIGHT,
        }

    def open_profit(self, number: int) -> Decimal:
        """Return what closing all positions of an account now would make."""
        return sum((self._open_profit(held) for held in self._holds(number)), ZERO)

    def day_result(self, number: int) -> Decimal:
        """Return what an account has made since its trade date began, fees and all."""
        money = self._accounts[number].money
        return money.cash - money.day_start + self.open_profit(number)

    def holds(self, number: int) -> list[str]:
        """Return the symbols that an account holds something of."""
        return [held.symbol for held in self._holds(number)]

    def lots(self, number: int, symbol: str) -> int:
        """Return what an account holds of a symbol; negative where it is short."""
        held = self._accounts[number].held.get(symbol)
        return held.counted.lots if held else 0

    def margin_of(self, symbol: str) -> Decimal:
        """Return what one contract ties up within the day."""
        product = self._listing.product_of(self._listing.contract_id(symbol))
        return MICRO_DAY_MARGIN if product["isMicro"] else DAY_MARGIN

    def _holds(self, number: int) -> list[_Held]:
        return [held for held in self._accounts[number].held.values() if held.counted.lots]

    def _held(self, known: _Account, symbol: str) -> _Held:
        if symbol not in known.held:
            known.held[symbol] = _Held(self._entities.new_id(), symbol)
        return known.held[symbol]

    def _open_profit(self, held: _Held) -> Decimal:
        quote, lots, price = self._quote(held.symbol), held.counted.lots, held.counted.price
        ticks = None if quote is None else (quote.bid if lots > 0 else quote.ask)
        if ticks is None or price is None:
            return ZERO
        instrument = self._listing.instrument_of(held.symbol)
        return instrument.money(instrument.from_ticks(ticks) - price, Decimal(lots))

    def _margin(self, known: _Account) -> Decimal:
        held = self._holds(known.account.number)
        return sum((self.margin_of(one.symbol) * abs(one.counted.lots) for one in held), ZERO)

    def _count(self, known: _Account, held: _Held, fill: Execution, pairs: list[Pair]) -> None:
        """Book what a fill closed and what it cost."""
        instrument, owner = self._listing.instrument_of(held.symbol), known.account.number
        for pair in pairs:
            entity = {
                "positionId": held.position_id,
                "buyFillId": pair.buy_fill,
                "sellFillId": pair.sell_fill,
                "qty": pair.lots,
                "buyPrice": pair.buy_price,
                "sellPrice": pair.sell_price,
                "active": True,
            }
            number = self._entities.save("fillPair", entity, owner)["id"]
            held.pairs.append(number)
            for paired in (pair.buy_fill, pair.sell_fill):
                before = self._entities.need("fill", paired)["finallyPaired"]
                self._entities.update("fill", paired, finallyPaired=before + pair.lots)
            won = pair.points * instrument.point_value
            known.money.realized += won
            known.money.week_realized += won
            known.money.cash += won
            self._log(known, "TradePaired", won, fill.at_ns, fillPairId=number)
        fee = ZERO if fill.voided else fill.fee
        if fee:
            known.money.cash -= fee
            self._log(known, "Commission", -fee, fill.at_ns, fillId=fill.execution_id)

    def _uncount(self, known: _Account, held: _Held, at_ns: int) -> None:
        """Take back all that the fills of a position have booked."""
        instrument, before = self._listing.instrument_of(held.symbol), known.money.cash
        for number in held.pairs:
            pair = self._entities.update("fillPair", number, active=False)
            points = (pair["sellPrice"] - pair["buyPrice"]) * pair["qty"]
            won = points * instrument.point_value
            known.money.realized -= won
            known.money.week_realized -= won
            known.money.cash -= won
        held.pairs.clear()
        for fill in held.fills:
            known.money.cash += ZERO if fill.voided else fill.fee
            self._entities.update("fill", fill.execution_id, finallyPaired=0)
        self._log(known, "ManualAdjustment", known.money.cash - before, at_ns)

    def _log(self, known: _Account, kind: str, delta: Decimal, at_ns: int, **of: int) -> None:
        entry = {
            **self._cash(known, at_ns),
            "id": self._entities.new_id(),
            "cashChangeType": kind,
            "delta": delta,
            **of,
        }
        self._entities.save("cashBalanceLog", entry, known.account.number)

    def _cash(self, known: _Account, at_ns: int) -> dict[str, Any]:
        return {
            "id": known.cash_id,
            "accountId": known.account.number,
            "timestamp": moment(at_ns),
            "tradeDate": written_day(self._trade_date(at_ns)),
            "currencyId": self._listing.currency_id,
            "amount": known.money.cash,
            "realizedPnL": known.money.realized,
            "weekRealizedPnL": known.money.week_realized,
            "amountSOD": known.money.day_start,
        }

    def _show_position(self, known: _Account, held: _Held, at_ns: int) -> None:
        counted = held.counted
        entity = without_nothing(
            id=held.position_id,
            accountId=known.account.number,
            contractId=self._listing.contract_id(held.symbol),
            timestamp=moment(at_ns),
            tradeDate=written_day(self._trade_date(at_ns)),
            netPos=counted.lots,
            netPrice=counted.price,
            bought=counted.bought,
            boughtValue=counted.bought_value,
            sold=counted.sold,
            soldValue=counted.sold_value,
            prevPos=counted.carried,
            prevPrice=counted.carried_price,
        )
        self._entities.save("position", entity, known.account.number)

    def _show_money(self, known: _Account, at_ns: int) -> None:
        """Tell of cash, of what is tied up, and of the mark of the highest worth."""
        number = known.account.number
        self._entities.save("cashBalance", self._cash(known, at_ns), number)
        margin = self._margin(known)
        snapshot = {
            "id": number,
            "timestamp": moment(at_ns),
            "riskTimePeriodId": 1,
            "initialMargin": margin,
            "maintenanceMargin": margin,
            "totalUsedMargin": margin,
            "fullInitialMargin": margin * OVERNIGHT,
            "positionMargin": margin,
        }
        self._entities.save("marginSnapshot", snapshot, number)
        highest = self._entities.need("accountRiskStatus", number)["maxNetLiq"]
        worth = known.money.cash + self.open_profit(number)
        self._entities.update("accountRiskStatus", number, maxNetLiq=max(highest, worth))


def _traded(execution: Execution) -> Traded:
    lots = execution.quantity * execution.side.sign
    return Traded(execution.execution_id, lots, execution.price)


def _account(account: VenueAccount) -> Entity:
    """Both generations of fields: what clients look at depends on their age."""
    return {
        "id": account.number,
        "name": account.name,
        "userId": account.user,
        "accountType": "Customer",
        "active": True,
        "archived": False,
        "clearingHouseId": 1,
        "riskCategoryId": 1,
        "autoLiqProfileId": 1,
        "marginAccountType": "Speculator",
        "legalStatus": "Individual",
        "timestamp": moment(account.opened_ns),
        "restricted": False,
        "closed": False,
        "readonly": False,
    }


def _rules(account: VenueAccount) -> Entity:
    limit = account.opening_cash * DAILY_LOSS
    return {
        "id": account.number,
        "changesLocked": False,
        "dailyLossAlert": limit / 2,
        "dailyLossLiqOnly": limit,
        "dailyLossAutoLiq": limit,
        "doNotUnlock": False,
    }
