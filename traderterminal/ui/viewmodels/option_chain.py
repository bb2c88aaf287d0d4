"""The option chain without its widget: what is listed on a stock, and how it is quoted now.

Only contracts in view are asked for and followed, and they are let go once they are not. Implied
volatility and delta are those of the model in `market.option_model`: of each strike from the right
that is out of the money, whose whole price is the chance of what may come.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.domain.options import OptionTerms, Right
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.kit.observe import Observers
from traderterminal.market.hub import MarketHub
from traderterminal.market.option_model import delta, implied_deviation
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel
from traderterminal.ui.viewmodels.freshness import stale_words

#: So many strikes around the price can be shown; 0 shows all.
STRIKES: Final = {
    10: mark("Chain", "10 strikes"),
    20: mark("Chain", "20 strikes"),
    0: mark("Chain", "All strikes"),
}
_USUAL: Final = 20
_YEAR_NS: Final = 365 * 86_400 * NANOSECONDS


@frozen
class Listing:
    """What the chain asks of the instruments; times are market time.

    `options` returns those on a root, `optioned` the stocks that have some, `underlying` what an
    option delivers. `ends_ns` is when a contract stops trading and `settles_ns` when it is settled,
    None where it is not known; `opens` the words for the next opening, None while it is open;
    `today` the market's day.
    """

    options: Callable[[str], Sequence[Instrument]]
    optioned: Callable[[], Sequence[Instrument]]
    underlying: Callable[[Instrument], Instrument | None]
    ends_ns: Callable[[Instrument], int | None]
    settles_ns: Callable[[Instrument], int | None]
    opens: Callable[[Instrument, int], str | None]
    today: Callable[[int], date]


@frozen
class Contract:
    """One option as it stands: `held` is signed, `delta` None where the quotes do not tell it."""

    instrument: Instrument
    bid: Decimal | None = None
    ask: Decimal | None = None
    delta: float | None = None
    held: Decimal = Decimal(0)
    is_quoted: bool = False

    def price(self, side: Side) -> Decimal | None:
        """Return where an order of `side` would trade at once."""
        return self.ask if side is Side.BUY else self.bid


@frozen
class ChainRow:
    """A strike with its call and its put; `volatility` is a share in a year, by the model.

    `in_the_money` is the right that is worth something at the price of the stock; `stale` the words
    for a feed that is silent.
    """

    key: str
    strike: Decimal
    call: Contract | None = None
    put: Contract | None = None
    volatility: float | None = None
    in_the_money: Right | None = None
    stale: str = ""

    def contract(self, right: Right) -> Contract | None:
        """Return the call or the put; None where it is not listed."""
        return self.call if right is Right.CALL else self.put


@dataclass(slots=True)
class _Strike:
    """A strike's contracts, and what was made of them last and of which versions of the market."""

    row: ChainRow
    listed: Mapping[Right, Instrument]
    seen: object = None


class OptionChainViewModel:
    """The options on one stock that end on one day.

    `held` is the signed quantity that an account has of a symbol. `fill_in` fills a limit order
    into the ticket; nothing is ever sent from here. `chosen` tells of a stock that is to be shown
    in the linked panes.
    """

    def __init__(
        self,
        hub: MarketHub,
        accounts: AccountChoiceViewModel,
        held: Callable[[str, str], Decimal],
        listing: Listing,
        fill_in: Callable[[Instrument, Side, Decimal], object],
    ) -> None:
        self._hub = hub
        self._accounts = accounts
        self._held = held
        self._listing = listing
        self._fill_in = fill_in
        self._strikes: dict[str, _Strike] = {}
        self._in_view: tuple[str, ...] = ()
        self._watched: dict[str, Callable[[], None]] = {}
        self._middle: Decimal | None = None  # around which the strikes were chosen
        self._second = -1
        self._seen: object = None
        self.instrument: Instrument | None = None
        self.underlying: Instrument | None = None
        self.expiries: tuple[date, ...] = ()
        self.expiry: date | None = None
        self.around = _USUAL
        self.rows: tuple[ChainRow, ...] = ()
        self.stale = ""
        self.closed = ""
        #: Rises with each choice of what is shown: the money is to be brought into view then.
        self.turn = 0
        self.changed: Observers[None] = Observers()
        self.chosen: Observers[Instrument] = Observers()

    # Which options.

    def show(self, instrument: Instrument) -> None:
        """Show the options on a stock, or those beside an option."""
        self.instrument = instrument
        is_option = instrument.asset_class is AssetClass.OPTION
        underlying = self._listing.underlying(instrument) if is_option else instrument
        if underlying == self.underlying:
            return
        self.underlying, self.expiry = underlying, None
        self._list()

    def choose_expiry(self, number: int) -> None:
        """Show the options of another day."""
        self.expiry = self.expiries[number]
        self._list()

    def choose_around(self, around: int) -> None:
        """Show so many strikes around the price, 0 for all."""
        self.around = around
        self._list()

    def choose(self, instrument: Instrument) -> None:
        """Show the options on a stock here, and the stock in all linked panes."""
        self.chosen.emit(instrument)

    @property
    def optioned(self) -> Sequence[Instrument]:
        """The stocks whose options are traded here."""
        return self._listing.optioned()

    def _options(self) -> Sequence[Instrument]:
        """The options on the stock that trade yet."""
        if self.underlying is None or self.underlying.asset_class is not AssetClass.STOCK:
            return ()
        now_ns = self._hub.clock.now_ns()
        found = self._listing.options(self.underlying.symbol.replace(".", ""))
        return [one for one in found if self._ends_after(one, now_ns)]

    def _ends_after(self, option: Instrument, now_ns: int) -> bool:
        ends_ns, day = self._listing.ends_ns(option), option.last_trading_day
        is_over = day is not None and day < self._listing.today(now_ns)
        return not is_over and (ends_ns is None or ends_ns > now_ns)

    def _list(self) -> None:
        """Have a row for each strike of the day that is chosen, the first one where none is."""
        options = self._options()
        days = {day for one in options if (day := one.last_trading_day) is not None}
        self.expiries = tuple(sorted(days))
        if self.expiry not in self.expiries:
            self.expiry = self.expiries[0] if self.expiries else None
        by_strike: dict[Decimal, dict[Right, Instrument]] = {}
        for one in options:
            if one.last_trading_day == self.expiry:
                terms = OptionTerms.of(one)
                by_strike.setdefault(terms.strike, {})[terms.right] = one
        self._middle = self.price
        self._strikes = {}
        for strike in self._around_money(sorted(by_strike)):
            key = f"{strike.normalize():f}"
            listed = by_strike[strike]
            self._strikes[key] = _Strike(_unquoted(key, strike, listed), listed)
        self._in_view = ()
        self.turn += 1
        self._renew_all()

    def _around_money(self, strikes: Sequence[Decimal]) -> Sequence[Decimal]:
        if not self.around or self._middle is None:
            return strikes
        middle = self._middle
        nearest = sorted(strikes, key=lambda strike: abs(strike - middle))[: self.around]
        return sorted(nearest)

    # What is in view.

    def look_at(self, keys: Iterable[str]) -> None:
        """Follow the strikes in view and no others; what is known of those is forgotten."""
        in_view = tuple(keys)
        if in_view != self._in_view:
            self._in_view = in_view
            self._renew_all()

    def put_away(self) -> None:
        """Follow nothing: the pane is not seen."""
        self.look_at(())

    def close(self) -> None:
        """Let everything go that is asked for."""
        self._watch(set())

    def _watch(self, symbols: set[str]) -> None:
        for symbol in self._watched.keys() - symbols:
            self._watched.pop(symbol)()
        for symbol in symbols - self._watched.keys():
            self._watched[symbol] = self._hub.watch(symbol)

    def _renew_all(self) -> None:
        in_view = [self._strikes[key] for key in self._in_view if key in self._strikes]
        self._watch({one.symbol for strike in in_view for one in strike.listed.values()})
        for key, strike in self._strikes.items():
            strike.seen = None
            if key not in self._in_view:
                strike.row = _unquoted(key, strike.row.strike, strike.listed)
        self._seen = None
        self._take_over()

    # What it comes to.

    @property
    def price(self) -> Decimal | None:
        """What the stock is worth: the middle of its quote, else its last price."""
        if self.underlying is None:
            return None
        quote = self._hub.quote(self.underlying.symbol)
        if quote is None:
            return None
        if quote.bid is not None and quote.ask is not None:
            return (quote.bid + quote.ask) / 2
        return quote.last

    @property
    def last(self) -> Decimal | None:
        """The last price of the stock."""
        quote = self._hub.quote(self.underlying.symbol) if self.underlying else None
        return None if quote is None else quote.last

    @property
    def above(self) -> str:
        """The key of the first strike above the price; empty where there is none."""
        price = self.price
        if price is None:
            return ""
        return next((row.key for row in self.rows if row.strike > price), "")

    @property
    def unquoted(self) -> int:
        """How many contracts in view no quote has come of yet."""
        rows = (self._strikes[key].row for key in self._in_view if key in self._strikes)
        sides = (one for row in rows for one in (row.call, row.put) if one is not None)
        return sum(not one.is_quoted for one in sides)

    def flush(self) -> None:
        """Take over what came since the last frame."""
        if self.underlying is None or not self.expiries:
            return
        now_ns = self._hub.clock.now_ns()
        second = now_ns // NANOSECONDS
        if second != self._second:
            self._second = second
            self._look_at_clock(now_ns)
        self._take_over()

    def _look_at_clock(self, now_ns: int) -> None:
        """See what time alone changes: silence, hours, contracts that have ended, the middle."""
        assert self.underlying is not None  # noqa: S101 - asked before
        self.stale = stale_words(self._hub.health(self.underlying.symbol))
        first = next(iter(self._strikes.values()), None)
        contract = next(iter(first.listed.values()), None) if first is not None else None
        self.closed = "" if contract is None else self._listing.opens(contract, now_ns) or ""
        ended = contract is not None and not self._ends_after(contract, now_ns)
        if ended or self.expiries[0] < self._listing.today(now_ns) or self._has_wandered():
            self._list()

    def _has_wandered(self) -> bool:
        """Whether the price has left the middle half of the strikes that are shown around it."""
        price, count = self.price, len(self.rows)
        if not self.around or price is None or not count:
            return False
        if self._middle is None:
            return True
        below = sum(row.strike <= price for row in self.rows)
        before = sum(row.strike <= self._middle for row in self.rows)
        return below != before and not count / 4 <= below <= count - count / 4

    def _take_over(self) -> None:
        seen = (self._version(), self._second, self._accounts.chosen.account)
        renewed, price = False, self.price
        for key in self._in_view:
            strike = self._strikes.get(key)
            if strike is not None:
                renewed |= self._renew(strike, price)
        if renewed or seen != self._seen:
            self._seen = seen
            self.rows = tuple(strike.row for strike in self._strikes.values())
            self.changed.emit(None)

    def _version(self) -> int:
        return 0 if self.underlying is None else self._hub.version(self.underlying.symbol)

    def _renew(self, strike: _Strike, price: Decimal | None) -> bool:
        """Make a row anew where something of it has changed; say whether."""
        hub, account = self._hub, self._accounts.chosen.account
        held = {right: self._held(account, one.symbol) for right, one in strike.listed.items()}
        versions = tuple(hub.version(one.symbol) for one in strike.listed.values())
        seen = (versions, tuple(held.values()), price, self.stale)
        if seen == strike.seen:
            return False
        strike.seen = seen
        quoted = {right: self._quoted(one, held[right]) for right, one in strike.listed.items()}
        value, worth = strike.row.strike, None
        if price is not None and price != value:
            worth = Right.CALL if price > value else Right.PUT
        deviation, years = self._deviation(strike, quoted, price)
        known = {right: _with_delta(one, price, deviation) for right, one in quoted.items()}
        before = strike.row
        strike.row = ChainRow(
            key=before.key,
            strike=value,
            call=known.get(Right.CALL),
            put=known.get(Right.PUT),
            volatility=None if deviation is None else deviation / math.sqrt(years),
            in_the_money=worth,
            stale=self.stale,
        )
        return strike.row != before

    def _quoted(self, option: Instrument, held: Decimal) -> Contract:
        """A contract with its quote, which is not asked for: that would keep it for good."""
        quote = self._hub.known(option.symbol)
        if quote is None:
            return Contract(option, held=held)
        return Contract(option, quote.bid, quote.ask, held=held, is_quoted=True)

    def _deviation(
        self, strike: _Strike, quoted: Mapping[Right, Contract], price: Decimal | None
    ) -> tuple[float | None, float]:
        """The deviation that the right out of the money tells, and the years to the end."""
        none = None, 1.0
        if price is None or price <= 0:
            return none
        contract = quoted.get(Right.CALL if strike.row.strike >= price else Right.PUT)
        if contract is None or contract.bid is None or contract.ask is None:
            return none
        settles_ns = self._listing.settles_ns(contract.instrument)
        if settles_ns is None or settles_ns <= self._hub.clock.now_ns():
            return none
        years = (settles_ns - self._hub.clock.now_ns()) / _YEAR_NS
        worth = float(contract.bid + contract.ask) / 2
        return implied_deviation(OptionTerms.of(contract.instrument), float(price), worth), years

    # What is said.

    @property
    def said(self) -> tuple[str, str]:
        """How fresh it is, in words and with their colour."""
        if self.stale:
            return self.stale, "stale"
        if self.closed:
            return translate("Chain", "Closed, opens {time}").format(time=self.closed), "t2"
        if missing := self.unquoted:
            return translate("Chain", "{count} not quoted yet").format(count=missing), "t2"
        return translate("Chain", "Up to date"), "t3"

    def expiry_words(self, day: date) -> str:
        """Write a day on which options end, and how many days are left."""
        left = (day - self._listing.today(self._hub.clock.now_ns())).days
        days = (
            translate("Chain", "{days} d").format(days=left)
            if left > 0
            else translate("Chain", "today")
        )
        return f"{formats.dated(day, '%a %e %b')} · {days}"

    @property
    def missing_words(self) -> tuple[str, str]:
        """What to say where there are no options: that there are none, and what has some."""
        shown = self.underlying or self.instrument
        title = (
            translate("Chain", "No options on {symbol}").format(symbol=formats.symbol(shown.symbol))
            if shown is not None
            else translate("Chain", "No symbol")
        )
        there = ", ".join(one.symbol for one in self.optioned)
        line = (
            translate("Chain", "This market lists options on {symbols}.").format(symbols=there)
            if there
            else translate("Chain", "This market lists no options.")
        )
        return title, line

    # What the trader does.

    def pick(self, key: str, right: Right, side: Side) -> None:
        """Fill an order at a price of the chain into the ticket; nothing is sent."""
        strike = self._strikes.get(key)
        contract = None if strike is None else strike.row.contract(right)
        price = None if contract is None else contract.price(side)
        if contract is not None and price is not None:
            self._fill_in(contract.instrument, side, price)

    # From one time to the next.

    def state(self) -> dict[str, Any]:
        """Return how many strikes are shown, as JSON takes it."""
        return {"around": self.around}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take over what `state` gave; what is none of it is left as it was."""
        around = state.get("around")
        if isinstance(around, int) and around in STRIKES:
            self.choose_around(around)


def _unquoted(key: str, strike: Decimal, listed: Mapping[Right, Instrument]) -> ChainRow:
    call, put = listed.get(Right.CALL), listed.get(Right.PUT)
    return ChainRow(
        key,
        strike,
        None if call is None else Contract(call),
        None if put is None else Contract(put),
    )


def _with_delta(contract: Contract, price: Decimal | None, deviation: float | None) -> Contract:
    if price is None or deviation is None:
        return contract
    found = delta(OptionTerms.of(contract.instrument), float(price), deviation)
    return Contract(
        contract.instrument, contract.bid, contract.ask, found, contract.held, contract.is_quoted
    )
