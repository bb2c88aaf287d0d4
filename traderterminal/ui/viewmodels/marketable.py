"""Which orders at a price are marketable: they would trade at once; and what is done about that.

One rule for the ladder and the chart. A click never sends what trades at once unasked: short of the
opposite quote a limit rests, beyond it a stop waits, and just at it neither would. A resting order
that may add exposure is not moved to where it would trade at once. A way out is moved wherever the
trader wants it; before he lets go he is told what comes of that. Prices are ticks.
"""

from collections.abc import Callable
from typing import Final

from traderterminal.domain.fills import Side
from traderterminal.domain.orders import Order, OrderType
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate
from traderterminal.ui.viewmodels import formats

#: Waits on the side of the market where a limit rests.
_RESTS: Final = frozenset({OrderType.LIMIT, OrderType.MARKET_IF_TOUCHED})


class NotSent(Exception):
    """Why a click comes to nothing, in words."""


@frozen
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

    def opposite_name(self, side: Side) -> str:
        """What the side of the quote is called that an order of a side would trade against."""
        return formats.quote("ask" if side is Side.BUY else "bid")


def resting_type(side: Side, ticks: int, touch: Touch) -> OrderType:
    """Return what an order of a side is that does not trade at once at a price; raises NotSent."""
    beyond, name = touch.beyond(side, ticks), touch.opposite_name(side)
    if beyond is None:
        raise NotSent(translate("Ticket", "There is no {name} now").format(name=name))
    if not beyond:
        raise NotSent(
            translate("Ticket", "{write} is the {name}: an order there would trade at once").format(
                write=touch.write(ticks), name=name
            )
        )
    return OrderType.STOP if beyond > 0 else OrderType.LIMIT


@frozen
class Landing:
    """What comes of an order that is let go at a price.

    `at_once` says that it would trade there at once; an order that does so and may add exposure is
    `refused`. `preview` tells of it beforehand, `words` where it was refused; both are empty where
    the order rests.
    """

    at_once: bool = False
    refused: bool = False
    preview: str = ""
    words: str = ""


def landing(order: Order, ticks: int, touch: Touch, *, adds: bool) -> Landing:
    """Return what comes of an order that is let go at a price; `adds` says it may add exposure.

    Without a quote it is up to the broker. A leg that waits for its entry meets no market before.
    """
    beyond = touch.beyond(order.side, ticks)
    if beyond is None or order.waits_for_entry:
        return Landing()
    if beyond < 0 if order.order_type in _RESTS else beyond > 0:
        return Landing()
    verb, name = formats.side(order.side.value), touch.opposite_name(order.side)
    if not adds:
        return Landing(
            at_once=True,
            preview=translate("Ticket", "{verb}s at once, the {name} is {quote}").format(
                verb=verb, name=name, quote=_quote(order, touch)
            ),
        )
    words = translate(
        "Ticket", "At {write} it would {verb} at once. The order stands as it was"
    ).format(write=touch.write(ticks), verb=verb)
    return Landing(
        True, True, translate("Ticket", "stays: would {verb} at once").format(verb=verb), words
    )


def _quote(order: Order, touch: Touch) -> str:
    opposite = touch.opposite(order.side)
    assert opposite is not None  # noqa: S101 - without it nothing trades
    return touch.write(opposite)
