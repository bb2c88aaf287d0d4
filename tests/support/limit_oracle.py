"""What may reach a broker under given limits, reckoned from what did reach it and nothing else.

It hears every request on the wire and knows the venue's own orders and executions; of the desk it
knows nothing. Orders that can only reduce are free, and so are the legs of a bracket, which are cut
to what is left as long as there is a position against them; any other must be within every limit.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from tests.support.builders import INSTRUMENTS
from tests.support.venue import VenueDesk
from traderterminal.desk.ports import Terms
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import AssetClass
from traderterminal.domain.orders import Intent, Order, OrderType
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.risk.limits import RiskLimits

ZERO: Final = Decimal(0)
FUTURE: Final = AssetClass.FUTURE
_STOPS: Final = (OrderType.STOP, OrderType.STOP_LIMIT)


@dataclass
class Oracle:
    """Judges each request as it leaves; `limits` is what holds now, by account."""

    made: VenueDesk
    limits: dict[str, RiskLimits]
    sent: list[Order] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    def listen(self) -> None:
        self.made.broker.posting = self._post
        self.made.broker.changing = self._change

    def _post(self, order: Order) -> None:
        self._judge(order, "sent", is_new=True)
        self.sent.append(order)

    def _change(self, order: Order, terms: Terms) -> None:
        if terms.quantity > order.filled_quantity:  # else there is nothing left to trade
            self._judge(_with(order, terms), "changed", is_new=False)

    def _judge(self, order: Order, what: str, *, is_new: bool) -> None:
        if self.is_exit(order):
            self.seen[f"exits {what}"] += 1
            return
        self.seen[f"entries {what}"] += 1
        limits = self.limits[order.account]
        found = {**self._exposure(order, limits), **self._prices(order, limits)}
        if is_new:
            found |= self._pace(order, limits)
        for rule, is_broken in found.items():
            if is_broken:
                self.broken.append(f"{rule}: {what} {order}")

    def _same_side(self, order: Order) -> Iterator[tuple[str, str, Decimal]]:
        """What else works on the order's side: bracket, leg and quantity of each."""
        venue, own = self.made.venue, order.order_id
        links = {sent.order_id: sent for sent in self.sent}
        for seen in venue.open_orders(order.account):
            if seen.symbol == order.symbol and seen.side is order.side and seen.order_id != own:
                ours = links.get(seen.order_id)
                left = seen.quantity - seen.filled_quantity
                yield (ours.parent_id, ours.link, left) if ours else ("", "", left)
        for late in self.made.broker.landing.values():
            is_same = (late.account, late.symbol) == (order.account, order.symbol)
            if is_same and late.side is order.side and late.order_id != own:
                yield late.parent_id, late.link, late.quantity

    def is_exit(self, order: Order) -> bool:
        """Say whether the order cannot add exposure, whatever else trades."""
        held = self.made.venue.position(order.account, order.symbol)
        if held * order.side.sign >= 0:
            return False
        if order.link:
            return True
        others = sum(quantity for _, link, quantity in self._same_side(order) if not link)
        if order.intent is Intent.CLOSE:  # what else works is on its way out
            others = 0
        return order.leaves_quantity + others <= abs(held)

    def _exposure(self, order: Order, limits: RiskLimits) -> Mapping[str, bool]:
        families: dict[str, dict[bool, Decimal]] = {}
        working = ZERO
        for parent, link, quantity in self._same_side(order):
            if link:
                legs = families.setdefault(parent, {})
                legs[link == "SL"] = legs.get(link == "SL", ZERO) + quantity
            else:
                working += quantity
        working += sum((max(legs.values()) for legs in families.values()), ZERO)
        held = self.made.venue.position(order.account, order.symbol)
        worst = abs(held + order.side.sign * (working + order.leaves_quantity))
        price = order.limit_price or order.stop_price or self._mark(order.symbol)
        value = price * order.quantity * INSTRUMENTS[order.symbol].point_value
        return {
            "max_order_quantity": _over(order.quantity, limits.max_order_quantity[FUTURE]),
            "max_position": _over(worst, limits.max_position[FUTURE]),
            "max_order_value": _over(value, limits.max_order_value[FUTURE]),
        }

    def _prices(self, order: Order, limits: RiskLimits) -> Mapping[str, bool]:
        bid, ask = self._quote(order.symbol)
        against = ask if order.side is Side.BUY else bid
        collar, sign = limits.price_collar_percent[FUTURE], order.side.sign
        through = ZERO
        wrong = False
        if order.order_type in _STOPS and order.stop_price is not None:
            wrong = bool(collar) and (against - order.stop_price) * sign > 0
            against = order.stop_price
        if order.limit_price is not None:
            through = (order.limit_price - against) * sign / against * 100
        spread = (ask - bid) / INSTRUMENTS[order.symbol].tick_size
        automated = bool(order.alert_id)
        return {
            "price_collar": bool(collar) and through >= collar,
            "stop beyond the market": wrong,
            "wide_spread": automated and _over(spread, Decimal(limits.automation_spread_ticks)),
        }

    def _pace(self, order: Order, limits: RiskLimits) -> Mapping[str, bool]:
        """Rates count when orders were decided on: how long the disk takes is no part of it."""

        def lately(seconds: float | Decimal) -> list[Order]:
            since = order.created_ns - int(seconds * NANOSECONDS)
            own = (o for o in self.sent if o.account == order.account)
            return [o for o in own if o.created_ns > since]

        same = [o for o in lately(limits.duplicate_window_s) if _terms(o) == _terms(order)]
        automated = [o for o in lately(60) if o.alert_id and (o.strategy == order.strategy)]
        return {
            "orders_per_second": _reached(lately(1), limits.orders_per_second),
            "orders_per_minute": _reached(lately(60), limits.orders_per_minute),
            "orders_per_day": _reached(lately(86_400), limits.orders_per_day),
            "automation_orders_per_minute": bool(order.alert_id)
            and _reached(automated, limits.automation_orders_per_minute),
            "duplicate_order": bool(same),
        }

    def _quote(self, symbol: str) -> tuple[Decimal, Decimal]:
        quote = self.made.paper.market.quotes[symbol]
        assert quote.bid is not None
        assert quote.ask is not None
        return quote.bid, quote.ask

    def _mark(self, symbol: str) -> Decimal:
        return sum(self._quote(symbol), ZERO) / 2


def _with(order: Order, terms: Terms) -> Order:
    return replace(
        order,
        quantity=terms.quantity,
        limit_price=terms.limit_price,
        stop_price=terms.stop_price,
    )


def _over(measured: Decimal, limit: Decimal) -> bool:
    return bool(limit) and measured > limit


def _reached(before: list[Order], limit: int) -> bool:
    return bool(limit) and len(before) >= limit


def _terms(order: Order) -> tuple[object, ...]:
    return (order.symbol, order.side, order.quantity, order.limit_price, order.stop_price)
