"""What a click on the ladder asks for: an order that rests, and never one that trades at once
unasked.

What the trader forces with a key and cannot wait is not sent either, and the words say why. Prices
are ticks.
"""

from enum import Flag, auto

from traderterminal.domain.fills import Side
from traderterminal.domain.orders import OrderType
from traderterminal.kit.language import translate
from traderterminal.ui.viewmodels.marketable import NotSent, Touch, resting_type


class Forced(Flag):
    """What the trader insists on with a key; both at once are not understood."""

    NOTHING = 0
    STOP = auto()
    LIMIT = auto()


def order_type(side: Side, ticks: int, touch: Touch, forced: Forced) -> OrderType:
    """Return what a click of `side` at a price sends; raises NotSent.

    A `forced` limit may trade at once, a forced stop may not.
    """
    if forced is Forced.STOP | Forced.LIMIT:
        raise NotSent(translate("Ladder", "Shift forces a stop, Ctrl a limit: not both"))
    if forced is Forced.LIMIT:
        return OrderType.LIMIT
    beyond = touch.beyond(side, ticks)
    if forced is Forced.STOP and beyond is not None and beyond <= 0:
        raise NotSent(_wrong_side(side, touch))
    try:
        return resting_type(side, ticks, touch)
    except NotSent as why:
        if beyond is None:
            raise
        take = (
            translate("Ladder", "Lift ask") if side is Side.BUY else translate("Ladder", "Hit bid")
        )
        raise NotSent(
            translate("Ladder", "{why}. {take} or Ctrl+click does that").format(why=why, take=take)
        ) from None


def _wrong_side(side: Side, touch: Touch) -> str:
    opposite = touch.opposite(side)
    price = "" if opposite is None else f" {touch.write(opposite)}"
    where = (
        translate("Ladder", "above the ask")
        if side is Side.BUY
        else translate("Ladder", "below the bid")
    )
    return translate(
        "Ladder", "A {side} stop belongs {where}{price}: here it would trade at once"
    ).format(side=side, where=where, price=price)
