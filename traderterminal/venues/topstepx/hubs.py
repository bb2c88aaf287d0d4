"""The user hub and the market hub: who has subscribed to what, and what is told to whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import cycle, islice
from types import MappingProxyType
from typing import Any, Final

from traderterminal.domain.instruments import Instrument
from traderterminal.market.ticks import Aggressor, FeedTick, QuoteTick, TradeTick
from traderterminal.venues.orders import (
    CashChanged,
    ExchangeNews,
    Executed,
    ExecutionRevised,
    HoldingChanged,
    OrderChanged,
    VenueUser,
)
from traderterminal.venues.sockets import Socket
from traderterminal.venues.topstepx import signalr
from traderterminal.venues.topstepx.contracts import (
    Contracts,
    contract_id,
    contract_name,
    symbol_id,
)
from traderterminal.venues.topstepx.models import Models
from traderterminal.venues.venue import World

ACCOUNTS, ORDERS, POSITIONS, TRADES = "Accounts", "Orders", "Positions", "Trades"
QUOTES, PRINTS, DEPTH = "ContractQuotes", "ContractTrades", "ContractMarketDepth"

#: Kinds of a row of depth.
ASK, BID, RESET, NEW_BEST_BID, NEW_BEST_ASK = 1, 2, 6, 9, 10


@dataclass(eq=False, slots=True)
class Listener:
    """One connection to a hub, and what it has subscribed to: (what, account or contract)."""

    socket: Socket
    user: VenueUser
    wanted: set[tuple[str, Any]] = field(default_factory=set)


class CallRefused(Exception):
    """A method of a hub is not there or cannot be carried out; says why."""


class UserHub:
    """Tells a user of his accounts. Arguments are wrapped as live traffic wraps them, unless
    `bare`: as the documentation has them."""

    def __init__(self, world: World, models: Models) -> None:
        self.bare = False
        self.listeners: dict[Listener, None] = {}
        self._world = world
        self._models = models
        world.exchange.news.connect(self._hear)

    def call(self, listener: Listener, target: str, arguments: Sequence[Any]) -> None:
        """Carry out a method; raises CallRefused."""
        verb, what = _verb(target)
        if what == ACCOUNTS and not arguments:
            key: tuple[str, Any] = (ACCOUNTS, None)
        elif what in (ORDERS, POSITIONS, TRADES) and len(arguments) == 1:
            key = (what, self._account(listener, arguments[0]))
        else:
            raise CallRefused(f"Unknown hub method '{target}'")
        (listener.wanted.add if verb else listener.wanted.discard)(key)

    def _account(self, listener: Listener, number: Any) -> int:
        account = self._world.exchange.accounts.get(number) if isinstance(number, int) else None
        if account is None or account.user != listener.user.number:
            raise CallRefused("Account not found.")
        return account.number

    def _hear(self, news: ExchangeNews) -> None:
        if not self.listeners:
            return
        models = self._models
        match news:
            case OrderChanged(order=order):
                key, target = (ORDERS, order.ticket.account), "GatewayUserOrder"
                model = models.order(order)
            case Executed(execution=one) | ExecutionRevised(execution=one):
                key, target, model = (TRADES, one.account), "GatewayUserTrade", models.trade(one)
            case HoldingChanged(holding=held):
                key, target = (POSITIONS, held.account), "GatewayUserPosition"
                model = models.position(held)
            case CashChanged(account=account):
                self._tell_of_account(account.user, models.account(account))
                return
            case _:
                return
        self._tell(key, target, model)

    def _tell(self, key: tuple[str, Any], target: str, model: Mapping[str, Any]) -> None:
        text = self._told(target, model)
        for listener in self.listeners:
            if key in listener.wanted:
                listener.socket.send(text, topic=target)

    def _tell_of_account(self, user: int, model: Mapping[str, Any]) -> None:
        text = self._told("GatewayUserAccount", model)
        for listener in self.listeners:
            if listener.user.number == user and (ACCOUNTS, None) in listener.wanted:
                listener.socket.send(text, topic="GatewayUserAccount")

    def _told(self, target: str, model: Mapping[str, Any]) -> str:
        return signalr.invocation(target, model if self.bare else {"action": 1, "data": model})

    def log_out(self, reason: str) -> None:
        """Tell everybody that the session is over, and end the connections."""
        for listener in list(self.listeners):
            listener.socket.send(
                signalr.invocation("GatewayLogout", {"reason": reason}), topic="GatewayLogout"
            )
            listener.socket.send(signalr.close(reason, reconnect=False))
            listener.socket.close()


class MarketHub:
    """Tells of quotes, trades and depth. Quotes are sparse after the first, unless `full`.

    `withheld` counts the snapshots that are still to be left out.
    """

    def __init__(self, world: World, models: Models, contracts: Contracts) -> None:
        self.full = False
        self.withheld = 0
        self.listeners: dict[Listener, None] = {}
        self._world = world
        self._models = models
        self._contracts = contracts
        self._told: dict[str, dict[str, Any]] = {}  # the last whole quote of a contract
        self._levels: dict[str, QuoteTick] = {}  # what the depth was last told from
        world.hub.listen_to_events(self._see)

    def call(self, listener: Listener, target: str, arguments: Sequence[Any]) -> None:
        """Carry out a method; raises CallRefused."""
        verb, what = _verb(target)
        if what not in (QUOTES, PRINTS, DEPTH) or len(arguments) != 1:
            raise CallRefused(f"Unknown hub method '{target}'")
        contract = str(arguments[0])
        instrument = self._contracts.find(contract)
        if instrument is None:
            raise CallRefused("Contract not found.")
        if not verb:
            listener.wanted.discard((what, contract))
            return
        listener.wanted.add((what, contract))
        if what != PRINTS:
            self._show(listener.socket, what, contract, instrument)

    def _show(self, socket: Socket, what: str, contract: str, instrument: Instrument) -> None:
        """Tell a new subscriber what stands."""
        if self.withheld:
            self.withheld -= 1
            return
        tick = self._world.hub.top(instrument.symbol)
        if tick is None:
            return
        if what == QUOTES:
            quote = self._quote(instrument, tick)
            socket.send(signalr.invocation("GatewayQuote", contract, quote), topic="GatewayQuote")
        else:
            rows = [self._row(RESET, tick, instrument, 0, 0), *self._whole(tick, instrument)]
            socket.send(signalr.invocation("GatewayDepth", contract, rows), topic="GatewayDepth")

    def flood(self, contract: str, instrument: Instrument, frames: int) -> Iterable[str]:
        """Return so many quotes of one contract, up and down by a tick in turn."""
        tick = self._world.hub.top(instrument.symbol)
        if tick is None or tick.bid is None or tick.ask is None:
            return ()
        up = replace(tick, bid=tick.bid + 1, ask=tick.ask + 1)
        texts = [
            signalr.invocation("GatewayQuote", contract, self._quote(instrument, each))
            for each in (tick, up)
        ]
        return islice(cycle(texts), frames)

    def _see(self, event: Sequence[FeedTick]) -> None:
        if not self.listeners:
            return
        instrument = self._world.exchange.instruments.get(event[0].symbol)
        if instrument is None:
            return
        contract = contract_id(instrument)
        wanted = {what for each in self.listeners for what, of in each.wanted if of == contract}
        if not wanted:
            return
        prints = [tick for tick in event if isinstance(tick, TradeTick)]
        quotes = [tick for tick in event if isinstance(tick, QuoteTick)]
        if PRINTS in wanted and prints:
            self._tell(
                PRINTS, "GatewayTrade", contract, [self._print(p, instrument) for p in prints]
            )
        if QUOTES in wanted:
            self._tell_quote(contract, instrument, quotes, prints)
        if DEPTH in wanted and quotes:
            self._tell_depth(contract, instrument, quotes[-1])

    def _tell_quote(
        self,
        contract: str,
        instrument: Instrument,
        quotes: Sequence[QuoteTick],
        prints: Sequence[TradeTick],
    ) -> None:
        tick = quotes[-1] if quotes else self._world.hub.top(instrument.symbol)
        if tick is None:
            return
        whole, before = self._quote(instrument, tick), self._told.get(contract, {})
        self._told[contract] = whole
        always = ("symbol", "timestamp", "lastUpdated")
        news = {k: v for k, v in whole.items() if self.full or k in always or before.get(k) != v}
        if len(news) > len(always):
            self._tell(QUOTES, "GatewayQuote", contract, news)

    def _tell_depth(self, contract: str, instrument: Instrument, tick: QuoteTick) -> None:
        before = self._levels.get(contract)
        self._levels[contract] = tick
        rows = []
        if before is None:
            rows = self._whole(tick, instrument)
        else:
            bid = (BID, NEW_BEST_BID, before.bid, before.bid_size, tick.bid, tick.bid_size)
            ask = (ASK, NEW_BEST_ASK, before.ask, before.ask_size, tick.ask, tick.ask_size)
            for level, best, old, old_size, new, size in (bid, ask):
                if old is not None and old != new:
                    rows.append(self._row(level, tick, instrument, old, 0))
                if new is not None and (old, old_size) != (new, size):
                    kind = level if old == new else best
                    rows.append(self._row(kind, tick, instrument, new, size))
        if rows:
            self._tell(DEPTH, "GatewayDepth", contract, rows)

    def _tell(self, what: str, target: str, contract: str, data: Any) -> None:
        text = signalr.invocation(target, contract, data)
        for listener in self.listeners:
            if (what, contract) in listener.wanted:
                listener.socket.send(text, topic=target)

    def _quote(self, instrument: Instrument, tick: QuoteTick) -> dict[str, Any]:
        """A whole quote, without what is not known. Sizes are no part of it."""
        moment = self._models.moment(self._world.exchange.now_ns)
        quote: dict[str, Any] = {
            "symbol": symbol_id(instrument),
            "symbolName": contract_name(instrument),
            "bestBid": _price(instrument, tick.bid),
            "bestAsk": _price(instrument, tick.ask),
            "lastUpdated": moment,
            "timestamp": moment,
        }
        if (last := self._world.hub.last_trade(instrument.symbol)) is not None:
            quote["lastPrice"] = _price(instrument, last.price)
        if (day := self._world.bars.day(instrument.symbol)) is not None:
            bar = day.bar
            before = bar.open if day.previous_close is None else day.previous_close
            change = instrument.from_ticks(bar.close - before)
            quote |= {
                "change": change,
                "changePercent": round(change / (instrument.from_ticks(before) or 1), 6),
                "open": _price(instrument, bar.open),
                "high": _price(instrument, bar.high),
                "low": _price(instrument, bar.low),
                "volume": bar.volume,
            }
        return {key: value for key, value in quote.items() if value is not None}

    def _print(self, tick: TradeTick, instrument: Instrument) -> dict[str, Any]:
        return {
            "symbolId": symbol_id(instrument),
            "price": _price(instrument, tick.price),
            "timestamp": self._models.moment(self._world.exchange.now_ns),
            "type": 1 if tick.aggressor is Aggressor.SELLER else 0,
            "volume": tick.size,
        }

    def _whole(self, tick: QuoteTick, instrument: Instrument) -> list[dict[str, Any]]:
        sides = ((BID, tick.bid, tick.bid_size), (ASK, tick.ask, tick.ask_size))
        return [
            self._row(kind, tick, instrument, price, size)
            for kind, price, size in sides
            if price is not None
        ]

    def _row(
        self, kind: int, tick: QuoteTick, instrument: Instrument, price: int, size: int
    ) -> dict[str, Any]:
        """A row of depth. Which of its two sizes counts is contradictory: they are the same."""
        return {
            "timestamp": self._models.moment(self._world.exchange.now_ns),
            "type": kind,
            "price": _price(instrument, price),
            "volume": size,
            "currentVolume": size,
        }


def _verb(target: str) -> tuple[bool, str]:
    """Split a method: whether it subscribes, and to what. Raises CallRefused."""
    for prefix, subscribes in _VERBS.items():
        if target.startswith(prefix):
            return subscribes, target.removeprefix(prefix)
    raise CallRefused(f"Unknown hub method '{target}'")


_VERBS: Final[Mapping[str, bool]] = MappingProxyType({"Subscribe": True, "Unsubscribe": False})


def _price(instrument: Instrument, ticks: int | None) -> Any:
    return None if ticks is None else instrument.from_ticks(ticks)
