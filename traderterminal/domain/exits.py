"""Exits: the stop, the targets and the rules that follow an entry, as they were asked for.

Levels are kept as given and become prices only once the entry has traded: what counts is the price
that was really paid. Prices between two ticks go to the one nearer to the entry, which is the safe
side: a stop loses less, a target is reached sooner.
"""

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.kit.frozen import frozen

ZERO: Final = Decimal(0)
HUNDRED: Final = Decimal(100)

#: What the legs of a bracket are called: its stop, its timed exit; targets are T1, T2, …
STOP_LINK: Final = "SL"
TIMED_LINK: Final = "TX"


@frozen
class ExitLevel:
    """A stop loss or take profit as given; `unit` is price, points, ticks, percent or money.

    A price is a place, the others are distances from the entry. Money is what the whole quantity
    that leaves at this level makes or loses, before fees.
    """

    value: Decimal
    unit: str


@frozen
class Trail:
    """How a stop follows: at one of ticks, price or percent behind the market.

    It stays where it is until the market has reached `activation`.
    """

    ticks: int | None = None
    price: Decimal | None = None
    percent: Decimal | None = None
    activation: Decimal | None = None

    def distance(self, market: Decimal, tick_size: Decimal) -> Decimal:
        """How far from `market` the stop is to stand, at least one tick."""
        if self.ticks is not None:
            found = self.ticks * tick_size
        elif self.price is not None:
            found = self.price
        else:
            found = abs(market) * (self.percent or ZERO) / HUNDRED
        return max(found, tick_size)


@frozen
class Target:
    """A take profit; without a quantity it shares what the others leave."""

    level: ExitLevel
    quantity: Decimal | None = None


@frozen
class BreakEven:
    """Once the market is `after` ticks beyond the entry, the stop goes `offset` ticks beyond it."""

    after: int
    offset: int = 0


@frozen
class Exits:
    """What protects an entry and takes its profit: all legs together are one OCO group.

    `close_after_s` counts from the first fill, in market time; `close_at_ns` is market time.
    """

    stop: ExitLevel | None = None
    targets: tuple[Target, ...] = ()
    trail: Trail | None = None
    break_even: BreakEven | None = None
    close_after_s: int | None = None
    close_at_ns: int | None = None

    @property
    def has_stop(self) -> bool:
        return self.stop is not None or self.trail is not None

    @property
    def moves_stop(self) -> bool:
        """Say whether the stop is to be moved while it works."""
        return self.trail is not None or self.break_even is not None

    def stop_price(
        self, entry: Decimal, side: Side, instrument: Instrument, quantity: Decimal
    ) -> Decimal:
        """Where the stop of an entry on `side` at the average price `entry` goes first."""
        if self.stop is not None:
            return level_price(self.stop, entry, -side.sign, instrument, quantity)
        assert self.trail is not None  # noqa: S101 - only asked where there is a stop
        away = self.trail.distance(entry, instrument.tick_size)
        return level_price(ExitLevel(away, "points"), entry, -side.sign, instrument, quantity)

    def shares(self, quantity: Decimal, lot: Decimal) -> tuple[Decimal, ...]:
        """How much of an entry of `quantity` leaves at each target, in whole lots."""
        fixed = sum((t.quantity for t in self.targets if t.quantity is not None), ZERO)
        open_ended = sum(target.quantity is None for target in self.targets)
        rest, shares = max(ZERO, quantity - fixed), list[Decimal]()
        for target in self.targets:
            if target.quantity is not None:
                shares.append(target.quantity)
                continue
            # The first ones take the odd lots: a small entry is out at its nearest target.
            lots = (rest / lot / open_ended).to_integral_value(ROUND_CEILING)
            share = min(rest, lots * lot)
            rest, open_ended = rest - share, open_ended - 1
            shares.append(share)
        return tuple(shares)


def level_price(
    level: ExitLevel, entry: Decimal, sign: int, instrument: Instrument, quantity: Decimal
) -> Decimal:
    """The price of `level`, `sign` × its distance from `entry`, on the grid.

    At least one tick away, where it is a distance, and never below what a price can be.
    """
    rounding = ROUND_FLOOR if sign > 0 else ROUND_CEILING
    if level.unit == "price":
        return instrument.snap(level.value, rounding)
    tick = instrument.tick_size
    match level.unit:
        case "ticks":
            away = level.value * tick
        case "points":
            away = level.value
        case "percent":
            away = abs(entry) * level.value / HUNDRED
        case _:
            away = level.value / (instrument.point_value * quantity)
    price = instrument.snap(entry + sign * away, rounding)
    if (price - entry) * sign < tick:
        # The entry, an average, may itself lie between two ticks.
        nearest = instrument.snap(entry, ROUND_CEILING if sign > 0 else ROUND_FLOOR)
        price = nearest + sign * tick if nearest == entry else nearest
    return instrument.nearest_price(price)


def exits_problem(
    exits: Exits, side: Side, quantity: Decimal, instrument: Instrument, reference: Decimal | None
) -> Message | None:
    """Say why `exits` do not go with an entry of `quantity` on `side` near `reference`."""
    for name, value in _numbers(exits):
        if not value.is_finite() or value <= 0:
            return Message("bad_exit", {"what": name, "value": f"{value}"})
    for name, level, _ in _levels(exits, side):
        if level.unit == "price" and level.value < (instrument.lowest_price or level.value):
            return Message("bad_exit", {"what": name, "value": f"{level.value}"})
    shares = sum((t.quantity for t in exits.targets if t.quantity is not None), ZERO)
    if shares > quantity:
        return Message("bad_exit", {"measured": f"{shares}", "limit": f"{quantity}"}, "quantity")
    for target in exits.targets:
        if target.quantity is not None and target.quantity % instrument.lot_size:
            parameters = {
                "quantity": f"{target.quantity}",
                "symbol": instrument.symbol,
                "limit": f"{instrument.lot_size}",
                "nearest": f"{instrument.whole_lots(target.quantity)}",
            }
            return Message("odd_lot", parameters)
    if exits.break_even is not None and not exits.has_stop:
        return Message("bad_exit", {}, "no_stop")
    return None if reference is None else _wrong_side(exits, side, reference)


def _levels(exits: Exits, side: Side) -> Iterator[tuple[str, ExitLevel, int]]:
    """The name of each level, the level, and on which side of the entry it lies."""
    for target in exits.targets:
        yield "take profit", target.level, side.sign
    if exits.stop is not None:
        yield "stop loss", exits.stop, -side.sign


def _wrong_side(exits: Exits, side: Side, reference: Decimal) -> Message | None:
    for name, level, sign in _levels(exits, side):
        if level.unit == "price" and (level.value - reference) * sign <= 0:
            parameters = {
                "what": name,
                "price": f"{level.value}",
                "side": str(side),
                "measured": f"{reference}",
            }
            return Message("bad_exit", parameters, "side")
    return None


def trail_problem(trail: Trail) -> Message | None:
    """Say why `trail` is no way to follow: exactly one distance is needed."""
    ways = (trail.ticks, trail.price, trail.percent)
    if sum(way is not None for way in ways) != 1:
        return Message("bad_exit", {}, "trail")
    for name, value in _trail_numbers(trail):
        if not value.is_finite() or value <= 0:
            return Message("bad_exit", {"what": name, "value": f"{value}"})
    return None


def _numbers(exits: Exits) -> Iterator[tuple[str, Decimal]]:
    for number, target in enumerate(exits.targets, start=1):
        if target.level.unit != "price":
            yield f"take profit {number}", target.level.value
        if target.quantity is not None:
            yield f"the quantity of take profit {number}", target.quantity
    if exits.stop is not None and exits.stop.unit != "price":
        yield "stop loss", exits.stop.value
    if exits.break_even is not None:
        yield "break even", Decimal(exits.break_even.after)
    if exits.close_after_s is not None:
        yield "close after", Decimal(exits.close_after_s)


def _trail_numbers(trail: Trail) -> Iterator[tuple[str, Decimal]]:
    for name, value in (("ticks", trail.ticks), ("price", trail.price), ("percent", trail.percent)):
        if value is not None:
            yield f"trail {name}", Decimal(value)


def earmarked(shares: Sequence[Decimal], filled: Decimal) -> Iterator[Decimal]:
    """How much of what an entry has `filled` each share gets, the first ones first."""
    for share in shares:
        taken = min(share, filled)
        filled -= taken
        yield taken
