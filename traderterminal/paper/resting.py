"""A limit order that rests in a queue, and what reaches it there."""

from dataclasses import dataclass, field
from enum import StrEnum

from traderterminal.kit.frozen import frozen


class FillMode(StrEnum):
    """Which rule decides that a resting order has traded.

    `realistic` infers the queue ahead, `conservative` trusts only what proves it shorter. The
    others are what simulators commonly do: `queue` counts prints against the size that stood at
    placement, `touch` takes any print at the price, `vnpy` waits for the opposite quote.
    """

    REALISTIC = "realistic"
    CONSERVATIVE = "conservative"
    QUEUE = "queue"
    TOUCH = "touch"
    VNPY = "vnpy"


@dataclass(slots=True, eq=False)
class Resting:
    """A limit order at rest: `sign` +1 buys, −1 sells; `lots` is what is left of it.

    `shown` is the size that the feed itself displays for it, zero for an order that only we know.
    """

    order_id: str
    sign: int
    price: int
    lots: int
    shown: int = 0
    mode: FillMode = FillMode.REALISTIC
    ahead: float | None = None  # lots before it at its price; None: that price is out of sight
    met: float | None = None  # lots before it when its price was first in sight
    place: int = 0  # its place in the queue, in the count of that queue
    volume: int = 0  # what had printed at its price when it came
    improves: bool = False  # nobody was seen at its price yet
    came: int = 0  # how often the feed had shown sizes by then


@frozen
class Reached:
    """`lots` of an order traded, by a `rule`; `confidence` that the exchange filled it, 0 to 1.

    `ahead` are the lots that stood before it when the trade came, `traded` those that have printed
    at its price since it stood there; None where nobody counted.
    """

    order: Resting
    lots: int
    rule: str
    confidence: float
    ahead: float | None = None
    traded: int | None = None


@frozen
class Standing:
    """What is known of the queue before an order at rest.

    `ahead` lots, None where its price was never in sight, as of `seen_ns`. `confidence` that it
    would be filled if just so many and its own traded now; None where its price is out of sight.
    """

    ahead: float | None
    seen_ns: int
    confidence: float | None


@dataclass(slots=True)
class OwnSide:
    """Our orders on one side, by price."""

    sign: int
    by_price: dict[int, list[Resting]] = field(default_factory=dict)
    best: int | None = None  # the price that is met first

    def enter(self, order: Resting) -> None:
        self.by_price.setdefault(order.price, []).append(order)
        if self.best is None or (order.price - self.best) * self.sign > 0:
            self.best = order.price

    def leave(self, order: Resting) -> None:
        at_price = self.by_price[order.price]
        at_price.remove(order)
        if not at_price:
            del self.by_price[order.price]
            if order.price == self.best:
                better = max if self.sign > 0 else min
                self.best = better(self.by_price, default=None)

    def met_before(self, price: int) -> list[Resting]:
        """The orders that a trade at `price` meets first, best price first."""
        if self.best is None or (self.best - price) * self.sign <= 0:
            return []
        prices = [p for p in self.by_price if (p - price) * self.sign > 0]
        prices.sort(reverse=self.sign > 0)
        return [order for p in prices for order in self.by_price[p]]
