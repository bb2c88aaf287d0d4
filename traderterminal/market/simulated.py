"""A market of its own, open round the clock, for practice: made from a seed.

Contracts on one underlying (ES and MES) trade at the same prices: one of them, the leader, moves
them. What a family does next is drawn from its own random numbers alone, so the seed and the start
decide every tick, however the host's time cuts the run into turns. Each event is a partial trade,
a change of size, or a move of the quotes that a trade through the touch brings about; ten prices
a side are displayed. Activity
and volatility follow the hours of the day and gather in clusters. Options are quoted once somebody
asks for them, anew with each move of their stock and each minute.
"""

import asyncio
import heapq
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from types import MappingProxyType
from typing import Final

from traderterminal.domain.bars import Bar
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import NANOSECONDS, Clock, VirtualClock
from traderterminal.kit.frozen import frozen
from traderterminal.market.columns import NO_MINUTES, Minutes
from traderterminal.market.hub import MarketHub
from traderterminal.market.option_chain import ListedOption, OptionPrices
from traderterminal.market.pace import BREATH_S, Pace, play_until
from traderterminal.market.ports import FeedHealth, FeedState
from traderterminal.market.simulated_depth import SimulatedDepth
from traderterminal.market.simulated_past import SimulatedPast
from traderterminal.market.simulated_weather import Weather, day_rhythm
from traderterminal.market.ticks import Aggressor, QuoteTick, TradeTick

_MINUTE_NS: Final = 60 * NANOSECONDS
_DAY_S: Final = 86_400
_HISTORY_MINUTES: Final = 8 * 60
_STEPS_PER_MINUTE: Final = 8

_TRADE_SHARE: Final = 0.35  # of the events that leave the prices alone
_TRADES_TO_A_TOUCH: Final = 5  # so many average trades make up the displayed size
_LARGEST_MOVE_SHARE: Final = 0.25  # beyond it moves get larger instead of more frequent


@frozen
class Character:
    """How an underlying trades: prices in points, `size` in units at the touch, `pace` in events
    a second on an average day, `daily_move` the standard deviation of a day in points."""

    price: str
    daily_move: str
    spread_ticks: int
    size: str
    pace: float
    leader: str = ""  # the root whose prices it shares


CHARACTERS: Final[Mapping[str, Character]] = MappingProxyType(
    {
        "ES": Character("6850.00", "55", 1, "120", 6),
        "MES": Character("6850.00", "55", 1, "160", 4, leader="ES"),
        "NQ": Character("25400.00", "320", 2, "6", 7),
        "MNQ": Character("25400.00", "320", 2, "14", 4, leader="NQ"),
        "CL": Character("62.40", "1.1", 1, "18", 5),
        "GC": Character("4080.0", "42", 2, "9", 4),
        "6E": Character("1.10850", "0.0055", 1, "40", 4),
        "ZN": Character("112.500000", "0.40", 1, "900", 4),
        "AAPL": Character("268.40", "3.2", 1, "300", 5),
        "MSFT": Character("498.20", "5.5", 3, "140", 4),
        "SPY": Character("683.10", "5.5", 1, "900", 5),
        "NVDA": Character("184.60", "4.2", 1, "500", 6),
        "BTCUSD": Character("96250.00", "1900", 120, "0.8", 4),
    }
)
#: The stock whose options are traded, too.
OPTIONS_ON: Final = "SPY"


class SimulatedMarket:
    """Publishes its ticks into `hub`; implements `MarketSource`, `OnDemand` and `Releasing` for its
    options, `History` for the hours before its start, and `OlderMinutes` for about a year before
    those.

    `instruments` are traded as the characters of their roots say, and so are `options` on them;
    raises ValueError for a root without one, one without its leader, an option without its stock,
    or an infinite speed. `rate` multiplies the events a
    second, `speed` the pace of market time, which begins at `start_ns`.
    """

    name = "sim"
    follows_sessions = False

    def __init__(
        self,
        hub: MarketHub,
        instruments: Sequence[Instrument],
        host: Clock,
        *,
        seed: int,
        start_ns: int,
        rate: float = 1.0,
        speed: float = 1.0,
        options: Sequence[ListedOption] = (),
    ) -> None:
        if math.isinf(speed):
            raise ValueError("a market without an end cannot be played to its end at once")
        self.clock = VirtualClock(start_ns)
        self._hub = hub
        self._host = host
        self._seed = seed
        self._start_ns = start_ns
        self._pace = Pace(host, speed)
        self._state = FeedState.RUNNING
        self._symbols = [instrument.symbol for instrument in instruments]
        self._families = _families(instruments, seed, start_ns, rate)
        self._by_symbol = {m.symbol: f for f in self._families for m in f.members}
        self._pasts: dict[str, SimulatedPast] = {}
        self._options = {option.contract.symbol: option for option in options}
        if strays := {option.contract.root for option in options} - self._by_symbol.keys():
            raise ValueError(f"options on {min(strays)}, which is not traded")
        self._due = [(start_ns, number) for number in range(len(self._families))]
        heapq.heapify(self._due)

    def symbols(self) -> Sequence[str]:
        """The canonical symbols that are traded here, of options those that were asked for."""
        return self._symbols

    def want(self, symbol: str) -> None:
        """Quote an option from now on, if it is listed here; all else that is traded always is."""
        option = self._options.pop(symbol, None)
        if option is not None:
            self._symbols.append(symbol)
            family = self._by_symbol[option.contract.root]
            family.quote_option(option, self.clock.now_ns(), self._hub)

    def release(self, symbol: str) -> None:
        """Quote an option no longer; all else that is traded goes on."""
        for family in self._families:
            option = family.drop_option(symbol)
            if option is not None:
                self._options[symbol] = option
                self._symbols.remove(symbol)

    def health(self, symbol: str) -> FeedHealth:
        """Never stale while it runs: a quiet symbol is a quiet market."""
        return FeedHealth(self._state, silent_s=0.0, limit_s=None)

    async def run(self) -> None:
        """Deliver ticks at the pace of the host's time until cancelled."""
        self._pace.start_at(self.clock.now_ns())
        try:
            while True:
                await self.advance_to(self._pace.now_ns())
                await self._host.sleep(BREATH_S)
        finally:
            self._state = FeedState.DOWN

    async def advance_to(self, until_ns: int) -> None:
        """Let the market live up to `until_ns`."""
        await play_until(until_ns, self, self.clock, self._host)

    def next_ns(self) -> int:
        """When the next event is due; it goes on for ever."""
        return self._due[0][0]

    def play_next(self) -> None:
        """Let the next event happen."""
        at_ns, number = self._due[0]
        family = self._families[number]
        family.play(at_ns, self._hub)
        heapq.heapreplace(self._due, (family.next_ns(at_ns), number))

    def bars(self, symbol: str, resolution: str, before_ns: int, count: int) -> Sequence[Bar]:
        """Return minutes of the hours before the start, which end at the opening prices.

        There are none of other resolutions, nor of symbols that are not traded here.
        """
        family = self._by_symbol.get(symbol)
        if family is None or resolution != "1":
            return []
        minutes = family.history(symbol, self._seed, self._start_ns)
        return [bar for bar in minutes if bar.start_ns < before_ns][-count:]

    async def page(self, symbol: str, before_ns: int, count: int) -> Minutes:
        """Return minutes from before those; there are none of symbols that are not traded here."""
        family = self._by_symbol.get(symbol)
        if family is None:
            return NO_MINUTES
        if symbol not in self._pasts:
            self._pasts[symbol] = family.past(symbol, self._seed, self._start_ns)
        return Minutes.of(await asyncio.to_thread(self._pasts[symbol].page, before_ns, count))


@dataclass(slots=True)
class _Member:
    """One contract of a family, and what is displayed of it."""

    symbol: str
    share: float  # events a second on an average day
    typical_size: int
    depth: SimulatedDepth
    bid_size: int = 0
    ask_size: int = 0

    def draw_size(self, random: Random) -> int:
        """A displayed size around the typical one."""
        return max(1, round(self.typical_size * random.lognormvariate(-0.1, 0.5)))


class _Family:
    """The contracts of one underlying. Prices are ticks of the leader's grid."""

    def __init__(
        self,
        leader: Instrument,
        members: Sequence[_Member],
        seed: int,
        start_ns: int,
        events_per_s: float,
    ) -> None:
        character = CHARACTERS[leader.root]
        self.members = tuple(members)
        self._root = leader.root
        self._spread = character.spread_ticks
        self._random = _random(seed, leader.root, "ticks")
        self._weather = Weather(_random(seed, leader.root, "weather"))
        self._minute = start_ns // _MINUTE_NS
        self._events_per_s = events_per_s
        self._home = leader.to_ticks(leader.snap(Decimal(character.price)))
        self._daily_ticks = float(Decimal(character.daily_move) / leader.tick_size)
        self._move_share, self._longest_move = _moves(self._daily_ticks, events_per_s * _DAY_S)
        self._bid = self._home
        self._ask = self._bid + self._spread
        self._opened = False
        self._tick = float(leader.tick_size)
        daily_share = self._daily_ticks / self._home
        self._option_prices = OptionPrices(seed, leader.root, daily_share)
        self._options: list[ListedOption] = []
        self._quoted_at: tuple[int, int, int] | None = None

    def next_ns(self, at_ns: int) -> int:
        """When the event after the one at `at_ns` is due."""
        rate = self._events_per_s * day_rhythm(at_ns) * self._weather.factor
        return at_ns + max(1_000, round(self._random.expovariate(rate) * NANOSECONDS))

    def play(self, at_ns: int, hub: MarketHub) -> None:
        """Let one event happen and publish it."""
        random = self._random
        while self._minute < at_ns // _MINUTE_NS:
            self._weather.pass_minute(random)
            self._minute += 1
        if not self._opened:
            self._opened = True
            self._requote(at_ns, hub)
        elif random.random() < self._move_share * self._weather.factor:
            self._move(at_ns, hub)
        else:
            member = random.choices(self.members, [m.share for m in self.members])[0]
            if random.random() < _TRADE_SHARE:
                self._trade(member, at_ns, hub)
            else:
                self._resize(member, at_ns, hub)
        if self._options:
            self._quote_options(at_ns, hub)

    def quote_option(self, option: ListedOption, at_ns: int, hub: MarketHub) -> None:
        """Quote an option from now on."""
        self._options.append(option)
        self._publish_option(option, at_ns, hub)

    def drop_option(self, symbol: str) -> ListedOption | None:
        """Quote an option no longer and return it; None where it was not quoted."""
        found = next((one for one in self._options if one.contract.symbol == symbol), None)
        if found is not None:
            self._options.remove(found)
        return found

    def _quote_options(self, at_ns: int, hub: MarketHub) -> None:
        """Quote all options anew where the price of the stock has moved, or a minute has passed."""
        seen = (self._bid, self._ask, self._minute)
        if seen != self._quoted_at:
            self._quoted_at = seen
            for option in self._options:
                self._publish_option(option, at_ns, hub)

    def _publish_option(self, option: ListedOption, at_ns: int, hub: MarketHub) -> None:
        middle = (self._bid + self._ask) / 2 * self._tick
        if (quote := self._option_prices.quote(option, middle, at_ns)) is not None:
            hub.publish_event((quote,))

    def history(self, symbol: str, seed: int, start_ns: int) -> list[Bar]:
        """Walk from the opening price and mood back through the minutes before the start."""
        random = _random(seed, self._root, "history")
        weather = Weather(_random(seed, self._root, "weather"))
        step = self._daily_ticks / math.sqrt(1440 * _STEPS_PER_MINUTE)
        usual_volume = self._usual_volume(symbol)
        at_ns, price, bars = start_ns - start_ns % _MINUTE_NS, float(self._home), []
        for _ in range(_HISTORY_MINUTES):
            at_ns -= _MINUTE_NS
            activity = day_rhythm(at_ns) * weather.factor
            volatility = step * math.sqrt(activity * weather.factor)
            prices = [round(price)]
            for _ in range(_STEPS_PER_MINUTE):
                price += random.gauss(0.0, volatility)
                prices.append(round(price))
            volume = max(1, round(usual_volume * activity * random.uniform(0.6, 1.4)))
            bars.append(Bar(at_ns, prices[-1], max(prices), min(prices), prices[0], volume))
            weather.pass_minute(random)
        return bars[::-1]

    def past(self, symbol: str, seed: int, start_ns: int) -> SimulatedPast:
        """Return the minutes before the history."""
        first = self.history(symbol, seed, start_ns)[0]
        return SimulatedPast(
            f"{seed}/{self._root}",
            first.start_ns,
            first.open,
            daily_ticks=self._daily_ticks,
            volume=self._usual_volume(symbol),
        )

    def _usual_volume(self, symbol: str) -> float:
        """What trades in an average minute, by the shares and sizes of the events."""
        member = next(m for m in self.members if m.symbol == symbol)
        a_minute = 60 * member.share * _TRADE_SHARE * member.typical_size / _TRADES_TO_A_TOUCH
        if member is self.members[0]:
            a_minute += 60 * self._events_per_s * self._move_share * member.typical_size
        return a_minute

    def _move(self, at_ns: int, hub: MarketHub) -> None:
        """A trade takes all of the leader's touch and the quotes step on."""
        random, leader = self._random, self.members[0]
        # Far from home the way back is a little likelier: prices stay plausible for weeks.
        up = random.random() < 0.5 - max(-0.4, min(0.4, self._bid / self._home - 1))
        if up:
            through = TradeTick(leader.symbol, at_ns, self._ask, leader.ask_size, Aggressor.BUYER)
        else:
            through = TradeTick(leader.symbol, at_ns, self._bid, leader.bid_size, Aggressor.SELLER)
        self._bid += random.randint(1, self._longest_move) * (1 if up else -1)
        wide = random.random() < 0.06 * self._weather.factor
        self._ask = self._bid + self._spread + wide
        self._requote(at_ns, hub, through)

    def _requote(self, at_ns: int, hub: MarketHub, *prints: TradeTick) -> None:
        for member in self.members:
            member.bid_size = member.draw_size(self._random)
            member.ask_size = member.draw_size(self._random)
        leader, *followers = self.members
        self._show(leader, at_ns, hub, *prints)
        for follower in followers:
            self._show(follower, at_ns, hub)

    def _trade(self, member: _Member, at_ns: int, hub: MarketHub) -> None:
        """A trade that leaves something of the touch."""
        random = self._random
        wanted = max(1, round(random.expovariate(_TRADES_TO_A_TOUCH / member.typical_size)))
        if random.random() < 0.5:
            price, side = self._ask, Aggressor.BUYER
            size = min(wanted, member.ask_size - 1)
            member.ask_size -= size
        else:
            price, side = self._bid, Aggressor.SELLER
            size = min(wanted, member.bid_size - 1)
            member.bid_size -= size
        if size == 0:  # a single lot stays where it is; somebody joins it
            self._resize(member, at_ns, hub)
            return
        self._show(member, at_ns, hub, TradeTick(member.symbol, at_ns, price, size, side))

    def _resize(self, member: _Member, at_ns: int, hub: MarketHub) -> None:
        size = member.draw_size(self._random)
        if self._random.random() < 0.5:
            member.bid_size = size
        else:
            member.ask_size = size
        self._show(member, at_ns, hub)

    def _show(self, member: _Member, at_ns: int, hub: MarketHub, *prints: TradeTick) -> None:
        """Publish what is quoted of a member now, after what was printed on the way there."""
        sizes = member.bid_size, member.ask_size
        quote = QuoteTick(member.symbol, at_ns, self._bid, sizes[0], self._ask, sizes[1])
        hub.publish_event((*prints, member.depth.follow(quote), quote))


def _moves(daily_ticks: float, events_per_day: float) -> tuple[float, int]:
    """Return the share of events that move the price and the longest of their moves, in ticks.

    Moves are drawn evenly from 1 to the longest, n, so their mean square is (n+1)(2n+1)/6; times
    the number of moves in a day it makes the day's variance.
    """
    needed, longest = daily_ticks**2 / events_per_day, 1
    while needed > _LARGEST_MOVE_SHARE * (longest + 1) * (2 * longest + 1) / 6:
        longest += 1
    return needed / ((longest + 1) * (2 * longest + 1) / 6), longest


def _families(
    instruments: Sequence[Instrument], seed: int, start_ns: int, rate: float
) -> list[_Family]:
    by_leader: dict[str, list[Instrument]] = {}
    for instrument in instruments:
        if instrument.root not in CHARACTERS:
            raise ValueError(f"nothing is known of how {instrument.root} trades")
        leader = CHARACTERS[instrument.root].leader or instrument.root
        by_leader.setdefault(leader, []).append(instrument)
    families = []
    for root, found in by_leader.items():
        found.sort(key=lambda instrument: instrument.root != root)
        if found[0].root != root:
            raise ValueError(f"{found[0].root} follows {root}, which is not traded")
        paces = [CHARACTERS[instrument.root].pace * rate for instrument in found]
        members = [
            _member(instrument, pace, seed) for instrument, pace in zip(found, paces, strict=True)
        ]
        families.append(_Family(found[0], members, seed, start_ns, sum(paces)))
    return families


def _member(instrument: Instrument, pace: float, seed: int) -> _Member:
    size = _typical_lots(instrument)
    depth = SimulatedDepth(_random(seed, instrument.symbol, "depth"), size)
    return _Member(instrument.symbol, pace, size, depth)


def _typical_lots(instrument: Instrument) -> int:
    return max(1, round(Decimal(CHARACTERS[instrument.root].size) / instrument.lot_size))


def _random(seed: int, *names: str) -> Random:
    # Strings seed the same on every machine and in every version of Python.
    return Random("/".join((str(seed), *names)))  # noqa: S311 - a market is made up, not a secret
