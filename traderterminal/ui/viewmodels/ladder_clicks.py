"""What a click on a price asks for: an order that rests, and never one that trades at once unasked.

Short of the opposite quote a limit rests, beyond it a stop waits. Just at it neither would: there,
and wherever the trader forces what cannot wait, nothing is sent and the words say why. Prices are
ticks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Flag, auto
from typing import Final

from traderterminal.domain.fills import Side
from traderterminal.domain.orders import OrderType

#: Waits on the side of the market where a limit rests.
_RESTS: Final = frozenset({OrderType.LIMIT, OrderType.MARKET_IF_TOUCHED})


class Forced(Flag):
    """What the trader insists on with a key; both at once are not understood."""

    NOTHING = 0
    STOP = auto()
    LIMIT = auto()


class NotSent(Exception):
    """Why a click or a drag comes to nothing, in words."""


@dataclass(frozen=True, slots=True)
class Touch:
    """The best bid and ask, None where there is none; `write` puts a price into words."""

    bid: int | None
    ask: int | None
    write: Callable[[int], str]

    def opposite(self, side: Side) -> int | None:
        """What an order of a side would trade against."""
        return self.ask if side is Side.BUY else self.bid

    def beyond(self, side: Side, ticks: int) -> int | None:
        """How far a price lies beyond the opposite quote; negative short of it."""
        opposite = self.opposite(side)
        return None if opposite is None else (ticks - opposite) * side.sign


def order_type(side: Side, ticks: int, touch: Touch, forced: Forced) -> OrderType:
    """Return what a click of `side` at a price sends; raises NotSent.

    A `forced` limit may trade at once, a forced stop may not.
    """
    if forced is Forced.STOP | Forced.LIMIT:
        raise NotSent("Shift forces a stop, Ctrl a limit: not both")
    if forced is Forced.LIMIT:
        return OrderType.LIMIT
    beyond = touch.beyond(side, ticks)
    if beyond is None:
        raise NotSent(f"There is no {_quote(side)} now to tell a limit from a stop by")
    if beyond > 0:
        return OrderType.STOP
    if forced is Forced.STOP:
        raise NotSent(_wrong_side(side, touch))
    if beyond == 0:
        price, take = touch.write(ticks), "Lift ask" if side is Side.BUY else "Hit bid"
        raise NotSent(
            f"{price} is the {_quote(side)}: an order there would trade at once. {take} or"
            " Ctrl+click does that"
        )
    return OrderType.LIMIT


def check_move(side: Side, kind: OrderType, ticks: int, touch: Touch) -> None:
    """Raise NotSent where a resting order of a `kind` would trade at once at a price.

    Without a quote it is up to the broker.
    """
    beyond = touch.beyond(side, ticks)
    if beyond is None:
        return
    if kind in _RESTS and beyond >= 0:
        price, verb = touch.write(ticks), "buy" if side is Side.BUY else "sell"
        raise NotSent(f"At {price} it would {verb} at once. The order stands as it was")
    if kind not in _RESTS and beyond <= 0:
        raise NotSent(f"{_wrong_side(side, touch)}. The order stands as it was")


def _quote(side: Side) -> str:
    return "ask" if side is Side.BUY else "bid"


def _wrong_side(side: Side, touch: Touch) -> str:
    opposite = touch.opposite(side)
    price = "" if opposite is None else f" {touch.write(opposite)}"
    where = "above the ask" if side is Side.BUY else "below the bid"
    return f"A {side} stop belongs {where}{price}: here it would trade at once"
