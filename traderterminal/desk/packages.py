"""Packages at the desk: one wish becomes an order for each leg, which leave and trade together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_DOWN, Decimal
from typing import Final

from traderterminal.desk.gate import Ruling
from traderterminal.desk.ports import Capabilities, OrderWish
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Intent, Order, OrderType
from traderterminal.domain.packages import Leg, PackagePart, most_loss, natural_price
from traderterminal.domain.quotes import Quote
from traderterminal.kit.frozen import frozen

ZERO: Final = Decimal(0)
MOST_LEGS: Final = 4
_TYPES: Final = frozenset({OrderType.MARKET, OrderType.LIMIT})


@frozen
class Package:
    """What is wished for, as a purchase: a sale is one of everything turned round."""

    legs: tuple[Leg, ...]
    quantity: Decimal
    limit: Decimal | None

    @classmethod
    def of(cls, wish: OrderWish, resolve: Callable[[str], Instrument]) -> "Package":
        """Read a wish; raises UnknownSymbol."""
        sells = wish.side == Side.SELL
        legs = tuple(
            Leg(resolve(leg.symbol).symbol, _turned(leg.side) if sells else leg.side, leg.ratio)
            for leg in wish.legs
        )
        limit = wish.limit_price
        return cls(legs, wish.quantity or ZERO, -limit if sells and limit is not None else limit)

    def leg_wish(self, wish: OrderWish, leg: Leg) -> OrderWish:
        """Return what is wished for of one leg; the net price is no price of its own."""
        return replace(
            wish,
            symbol=leg.symbol,
            side=leg.side.value,
            quantity=self.quantity * leg.ratio,
            limit_price=None,
            client_order_id="",
            legs=(),
        )


def problem(
    wish: OrderWish,
    package: Package,
    instruments: Sequence[Instrument],
    capabilities: Capabilities,
) -> Message | None:
    """Return why a package cannot be traded as one; None if it can."""
    if not capabilities.packages:
        return _unsupported(wish, "a package of several legs")
    quantity = package.quantity
    if not quantity.is_finite() or quantity <= 0:
        return Message("bad_quantity", {"quantity": str(wish.quantity)})
    if quantity % 1:
        nearest = max(quantity.to_integral_value(ROUND_HALF_DOWN), Decimal(1))
        return Message("odd_lot", {"quantity": f"{quantity}", "nearest": f"{nearest}"}, "package")
    if what := _misfit(wish, package, instruments):
        return _unsupported(wish, what)
    finest, net = min(instruments, key=lambda one: one.tick_size), wish.limit_price
    if net is not None and not finest.on_grid(net):  # it may be below zero
        parameters = {
            "price": str(net),
            "symbol": finest.symbol,
            "limit": str(finest.tick_size),
            "nearest": str(finest.snap(net)),
        }
        return Message("off_tick", parameters)
    return None


def _misfit(wish: OrderWish, package: Package, instruments: Sequence[Instrument]) -> str:
    """What about a package does not go together."""
    kinds = {(one.root, one.asset_class, one.point_value) for one in instruments}
    if not 2 <= len(package.legs) <= MOST_LEGS or any(leg.ratio < 1 for leg in package.legs):
        return f"a package of other than two to {MOST_LEGS} legs"
    if len({leg.symbol for leg in package.legs}) < len(package.legs):
        return "a package with a contract twice"
    if len(kinds) > 1:
        return "a package of contracts of several kinds"
    if wish.intent != Intent.DELTA or wish.side not in (Side.BUY, Side.SELL):
        return "a package that is not bought or sold"
    if wish.order_type not in _TYPES or wish.trail is not None or wish.exits is not None:
        return "a package on other terms than market or limit"
    if (wish.order_type is OrderType.LIMIT) != (package.limit is not None):
        return "a package whose net price does not go with its order type"
    return ""


def money_at_risk(
    wish: OrderWish,
    package: Package,
    instruments: Sequence[Instrument],
    quotes: Mapping[str, Quote | None],
) -> Decimal | Message:
    """Return what a package can lose at most, zero for futures, or why it cannot be told.

    At its limit, or else at the quotes of the moment. A quote that lacks on the side on which a leg
    would trade is a reason.
    """
    natural = natural_price(package.legs, quotes)
    if isinstance(natural, str):
        return Message("stale_quote", {"symbol": natural}, "none")
    paid, first = natural if package.limit is None else package.limit, instruments[0]
    if first.asset_class is AssetClass.FUTURE:
        return ZERO
    if first.asset_class is not AssetClass.OPTION:
        return _unsupported(wish, "a package of other than futures or options")
    loss = most_loss(package.legs, {one.symbol: one for one in instruments}, paid)
    if loss is None:
        return _unsupported(wish, "a package whose loss has no known limit")
    return first.money(loss, package.quantity)


def as_legs(drafts: Sequence[Order], package: Package) -> list[Order]:
    """Return the orders of a package: the first one is the parent of the others."""
    first, count = drafts[0], len(drafts)
    return [
        replace(
            order,
            parent_id="" if order is first else first.order_id,
            package=PackagePart(count, leg.ratio, package.limit),
        )
        for order, leg in zip(drafts, package.legs, strict=True)
    ]


def judged_as(legs: Sequence[Order], money: Decimal, *, exits: bool) -> list[Order]:
    """Return the legs with what all packages can lose, and whether they are a way out."""
    return [
        replace(
            order,
            reduces=exits,
            package=order.package and replace(order.package, money=ZERO if number else money),
        )
        for number, order in enumerate(legs)
    ]


def together(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Let the refusal of one leg be that of all: none leaves without the others."""
    refusal = next((ruling.told for ruling in rulings if ruling.refusal is not None), None)
    if refusal is None:
        return list(rulings)
    return [one if one.refusal is not None else replace(one, refusal=refusal) for one in rulings]


def _turned(side: Side) -> Side:
    return Side.SELL if side is Side.BUY else Side.BUY


def _unsupported(wish: OrderWish, what: str) -> Message:
    return Message("unsupported", {"what": what, "account": wish.account})
