"""Price alerts: levels that a trader has watched, and the trades that reach them.

They stand here, on the floor of the market, because that is all they ask: where a symbol trades.
They know no account, send no order, and are no alert of TradingView's, which is a wish to trade.

An alert remembers at which side of its level the market was last. The first trade at the level or
beyond it has crossed, also after a gap or a restart, and ends the alert unless it is to be told
each time. What is only shown of the
past crosses nothing, and where a market starts again its sides are learned anew.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import field, replace

from traderterminal.domain.instruments import Instrument
from traderterminal.kit.frozen import frozen
from traderterminal.kit.observe import Observers
from traderterminal.market.alert_terms import AlertTerms, side_of
from traderterminal.market.hub import MarketHub
from traderterminal.market.ticks import FeedTick, TradeTick


@frozen
class PriceAlert:
    """A level in ticks to be told of. `side` is where the market was: 1 above, −1 below, 0 at it
    or not known yet."""

    alert_id: str
    symbol: str
    ticks: int
    side: int = 0
    terms: AlertTerms = field(default_factory=AlertTerms)


@frozen
class Crossing:
    """A trade at a level or beyond it, in ticks; `at_ns` is market time."""

    alert: PriceAlert
    ticks: int
    at_ns: int


class PriceAlerts:
    """The alerts of all symbols. `crossed` tells of a level that was reached, `expired` of one that
    was not in its time, `changed` of any change.

    `kept` are those of the last start, `keep` stores them all after each change.
    """

    def __init__(
        self,
        hub: MarketHub,
        new_id: Callable[[], str],
        kept: Iterable[PriceAlert] = (),
        keep: Callable[[Sequence[PriceAlert]], object] = lambda _: None,
    ) -> None:
        self._hub = hub
        self._new_id = new_id
        self._keep = keep
        self._by_symbol: dict[str, dict[str, PriceAlert]] = {}
        self.changed: Observers[None] = Observers()
        self.crossed: Observers[Crossing] = Observers()
        self.expired: Observers[PriceAlert] = Observers()
        for alert in kept:
            self._put(alert)
        self._stops = (
            hub.listen_to_events(self._hear),
            hub.cleared.connect(lambda _: self._start_again()),
        )

    def close(self) -> None:
        """Stop listening."""
        for stop in self._stops:
            stop()

    def of(self, symbol: str) -> Sequence[PriceAlert]:
        """Return the alerts of a symbol, in the order in which they were set."""
        return tuple(self._by_symbol.get(symbol, {}).values())

    def find(self, alert_id: str) -> PriceAlert | None:
        """Return the alert of an id; None once it has crossed or was taken away."""
        return next((all_[alert_id] for all_ in self._by_symbol.values() if alert_id in all_), None)

    @property
    def all(self) -> Sequence[PriceAlert]:
        """The alerts of all symbols."""
        return [alert for of in self._by_symbol.values() for alert in of.values()]

    def add(
        self, instrument: Instrument, ticks: int, terms: AlertTerms | None = None
    ) -> PriceAlert:
        """Watch a level; where there is one at it already, that one stays alone."""
        symbol = instrument.symbol
        for alert in self.of(symbol):
            if alert.ticks == ticks:
                return alert
        side = self._side_now(symbol, ticks)
        alert = PriceAlert(self._new_id(), symbol, ticks, side, terms or AlertTerms())
        self._put(alert)
        self._tell()
        return alert

    def move(self, alert_id: str, ticks: int) -> None:
        """Watch another level instead of that of an alert; one that has ended is not set again."""
        alert = self.find(alert_id)
        if alert is not None and alert.ticks != ticks:
            self._put(replace(alert, ticks=ticks, side=self._side_now(alert.symbol, ticks)))
            self._tell()

    def change(self, alert_id: str, terms: AlertTerms) -> None:
        """Ask otherwise of an alert; one that rested learns anew at which side the market is."""
        alert = self.find(alert_id)
        if alert is not None and alert.terms != terms:
            side = self._side_now(alert.symbol, alert.ticks)
            self._put(replace(alert, terms=terms, side=side))
            self._tell()

    def end_expired(self) -> None:
        """Take away what was not reached in its time, and tell of it."""
        now_ns = self._hub.clock.now_ns()
        ended = [alert for alert in self.all if alert.terms.expired(now_ns)]
        for alert in ended:
            self._drop(alert)
        if ended:
            self._tell()
        for alert in ended:
            self.expired.emit(alert)

    def remove(self, alert_id: str) -> None:
        """Watch a level no more."""
        alert = self.find(alert_id)
        if alert is not None:
            self._drop(alert)
            self._tell()

    def _put(self, alert: PriceAlert) -> None:
        self._by_symbol.setdefault(alert.symbol, {})[alert.alert_id] = alert
        self._hub.want(alert.symbol)

    def _drop(self, alert: PriceAlert) -> None:
        of_symbol = self._by_symbol[alert.symbol]
        del of_symbol[alert.alert_id]
        if not of_symbol:
            del self._by_symbol[alert.symbol]

    def _side_now(self, symbol: str, ticks: int) -> int:
        last = self._hub.last_trade(symbol)
        return 0 if last is None else side_of(last.price, ticks)

    def _tell(self) -> None:
        self._keep(self.all)
        self.changed.emit(None)

    def _start_again(self) -> None:
        """Where a market starts again it has not come from where it was."""
        for of_symbol in self._by_symbol.values():
            for alert in list(of_symbol.values()):
                of_symbol[alert.alert_id] = replace(alert, side=0)

    def _hear(self, rows: Sequence[FeedTick]) -> None:
        if rows[0].symbol not in self._by_symbol:
            return
        for row in rows:
            if isinstance(row, TradeTick):
                self._see(row)

    def _see(self, trade: TradeTick) -> None:
        """Tell of what a trade crosses; an alert whose side is not known learns it."""
        crossed, learned = [], False
        for alert in self.of(trade.symbol):
            if not alert.terms.enabled or alert.terms.expired(trade.at_ns):
                continue
            side = side_of(trade.price, alert.ticks)
            if alert.terms.reached(alert.side, side):
                crossed.append(Crossing(alert, trade.price, trade.at_ns))
                self._end_or_go_on(alert, side)
            elif side and side != alert.side:
                self._put(replace(alert, side=side))
                learned = True
        if crossed or learned:
            self._tell()
        for one in crossed:
            self.crossed.emit(one)

    def _end_or_go_on(self, alert: PriceAlert, side: int) -> None:
        if alert.terms.each:
            self._put(replace(alert, side=side))
        else:
            self._drop(alert)
