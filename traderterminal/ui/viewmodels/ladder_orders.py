"""Own orders as a ladder shows them: those of one side at one price are one tag."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import Order, OrderStatus, OrderType
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate, within
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.orders import resting_price

LETTERS: Final = {
    OrderType.LIMIT: "L",
    OrderType.STOP: "S",
    OrderType.STOP_LIMIT: "X",
    OrderType.TRAILING_STOP: "T",
    OrderType.MARKET_IF_TOUCHED: "M",
}
#: Of several states the one that needs the trader's eye most is shown.
_FIRST: Final = (
    OrderStatus.UNKNOWN,
    OrderStatus.INTENT,
    OrderStatus.SENDING,
    OrderStatus.PENDING_CANCEL,
    OrderStatus.PENDING_REPLACE,
)

Place = tuple[Side, int]


@frozen
class OrderTag:
    """Own orders of one side at one price in ticks; `glyph` and `state` are of the most urgent
    one."""

    side: Side
    ticks: int
    words: str
    glyph: str
    state: str
    token: str
    order_ids: tuple[str, ...]

    @property
    def spoken(self) -> str:
        """The tag in words: own buy 1 limit working."""
        return translate("Ladder", "own {side} {words}, {state}").format(
            side=formats.side(self.side), words=self.words, state=within(self.state)
        )


def tags(
    orders: Iterable[Order], instrument: Instrument, *, is_paper: bool
) -> dict[Place, OrderTag]:
    """Return the tags of working orders by side and price; those without a price have none."""
    places: dict[Place, list[Order]] = {}
    for order in orders:
        price = resting_price(order)
        if price is None or order.package is not None or order.shown_type not in LETTERS:
            continue
        ticks = round(price / instrument.tick_size)  # a trailing one may stand between two
        places.setdefault((order.side, ticks), []).append(order)
    return {place: _tag(place, found, is_paper=is_paper) for place, found in places.items()}


def _tag(place: Place, orders: list[Order], *, is_paper: bool) -> OrderTag:
    side, ticks = place
    total = sum((order.leaves_quantity for order in orders), Decimal(0))
    letters = "".join(sorted({LETTERS[order.shown_type] for order in orders}))
    urgent = min(orders, key=_urgency)
    glyph, state, _ = formats.state(urgent, is_paper=is_paper)
    return OrderTag(
        side=side,
        ticks=ticks,
        words=f"{formats.quantity(total)} {letters}",
        glyph=glyph,
        state=state,
        token="unknown" if urgent.shown_status is OrderStatus.UNKNOWN else side.value,
        order_ids=tuple(order.order_id for order in orders),
    )


def _urgency(order: Order) -> int:
    status = order.shown_status
    return _FIRST.index(status) if status in _FIRST else len(_FIRST)
