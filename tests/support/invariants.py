"""What must hold of the desk's books after every event, whatever arrives in whatever order.

`Invariants` watches one desk. The numbers are those of the list of invariants; an AssertionError
names the one broken. Those that are asserted elsewhere, and where, are in `ELSEWHERE`.
"""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from tests.support.builders import INSTRUMENTS
from tests.support.memory_ledger import MemoryLedger
from tests.support.venue import VenueDesk
from traderterminal.desk.exposure import Working
from traderterminal.desk.ports import FillChangedFact, FillFact, News, OrderFact
from traderterminal.desk.tracker import Change, FillBooked, OrderChanged
from traderterminal.domain.accounts import Mode
from traderterminal.domain.exits import STOP_LINK
from traderterminal.domain.fills import Fill
from traderterminal.domain.orders import CLOSED, Order, OrderStatus

ZERO: Final = Decimal(0)
ACCOUNT: Final = "paper"
MARKS: Final = (Decimal("4800.25"), Decimal("-37.50"))
_RANK: Final = {
    OrderStatus.INTENT: 0,
    OrderStatus.SENDING: 1,
    OrderStatus.UNKNOWN: 2,
    OrderStatus.ACCEPTED: 3,
}
S = OrderStatus

#: Invariants that need more than the books of one desk, and the tests that assert them; those of
#: what is not built yet have none.
ELSEWHERE: Final = {
    "I8": ("property/test_desk_interleavings.py::*", "property/test_journal.py::*"),
    "I9": (
        "property/test_desk_interleavings.py::test_a_comparison_repeated_finds_nothing_new",
        "contract/test_orders.py::test_all_news_told_again_books_nothing",
    ),
    "I20": (),  # the trailing floor of a funded account
    "I21": ("property/test_journal.py::*",),
    "I25": (),  # the journal's outside copy
}


@dataclass
class Invariants:
    """Checks a desk after each piece of news and each booking; `checks` counts how often."""

    made: VenueDesk
    checks: int = 0
    _seen: dict[str, Order] = field(default_factory=dict)

    def watch(self) -> None:
        """Check from here on after everything that the desk hears, books and posts."""
        self.made.broker.listen(self._hear)
        self.made.desk.changed.connect(self._booked)
        self.made.broker.posting = self._posting
        reserve = self.made.tracker.reserve

        def reserving(order: Order) -> None:
            self._check_decision(order)
            reserve(order)

        self.made.tracker.reserve = reserving  # type: ignore[method-assign] # it listens in

    def _hear(self, news: News) -> None:
        self.made.reconciler.hear(news)
        self.check()

    def _booked(self, change: Change) -> None:
        self.check()
        tracker = self.made.tracker
        match change:
            case OrderChanged(order):
                assert tracker.known_order(order.order_id), "I12 a booked order is known"
            case FillBooked(fill, position, account):
                assert position.quantity == tracker.positions[(ACCOUNT, fill.symbol)].quantity
                assert account is tracker.accounts[account.account], "I10 booked as told"
            case _:
                pass

    def check(self) -> None:
        """Check everything that is known now."""
        self.checks += 1
        tracker = self.made.tracker
        fills = {key: list(found.values()) for key, found in tracker._fills.items()}
        by_order: dict[str, list[Fill]] = {}
        for found in fills.values():
            for fill in found:
                by_order.setdefault(fill.order_id, []).append(fill)
        for order in tracker._known_orders.values():
            self._check_order(order, by_order.get(order.order_id, []))
        ids = Counter((fill.account, fill.fill_id) for found in fills.values() for fill in found)
        assert not ids or max(ids.values()) == 1, "I4 an execution is booked once"
        for live in tracker._live.values():
            assert live.working == Working.of(live.orders), "I13 what works is summed up rightly"
        self._check_money(fills)

    def _check_order(self, order: Order, fills: list[Fill]) -> None:
        before = self._seen.get(order.order_id)
        if before is order:
            return
        self._seen[order.order_id] = order
        assert order.filled_quantity == sum((f.quantity for f in fills), ZERO), f"I1 {order}"
        if order.status in CLOSED:
            assert order.leaves_quantity == 0, f"I2 {order}"
        else:
            left = max(ZERO, order.quantity - order.filled_quantity - order.taken_back)
            assert order.leaves_quantity == left, f"I2 {order}"
        if (average := order.average_price) is not None and fills:
            prices = [fill.price for fill in fills]
            assert min(prices) <= average <= max(prices), f"I3 {order}"
        if before is not None:
            _check_rank(before, order)

    def _check_money(self, fills: dict[tuple[str, str], list[Fill]]) -> None:
        tracker = self.made.tracker
        for key, position in tracker.known_positions().items():
            made = fills.get(key, [])
            held = sum((f.signed_quantity for f in made), ZERO)
            assert position.quantity == held, f"I5 {position}"
            spent = sum((-f.signed_quantity * f.price for f in made), ZERO)
            for mark in MARKS:
                result = position.realized_pnl + position.unrealized_pnl(mark)
                assert result == (spent + held * mark) * position.point_value, f"I6 {position}"
        for account in tracker.known_accounts().values():
            assert account.mode is Mode.SIMULATOR, "I17"
            whole = account.starting_cash + account.realized_pnl - account.fees
            assert account.cash == whole, f"I7 {account}"
            paid = sum(
                (f.fee for key, found in fills.items() for f in found if key[0] == account.account),
                ZERO,
            )
            assert account.fees == paid, f"I7 fees {account}"

    def _posting(self, order: Order) -> None:
        """Check an order at the moment in which it leaves."""
        ledger = self.made.paper.ledger
        assert isinstance(ledger, MemoryLedger)
        intents = [
            fact
            for fact in ledger.facts
            if isinstance(fact, OrderFact)
            and fact.event == "Sending"
            and fact.order.order_id == order.order_id
        ]
        assert len(intents) == 1, "I11 the intent is durable before the first byte, once"
        assert intents[0].order.verdict == order.verdict, "I18 as it was decided"
        assert order.verdict, "I18 it was decided on"
        assert all(verdict.outcome != "refuse" for verdict in order.verdict), "I18"
        _check_grid(order)
        for verdict in order.verdict:
            if verdict.rule == "stale_quote" and verdict.outcome == "pass" and verdict.limit:
                assert Decimal(verdict.measured) <= Decimal(verdict.limit), "I24"

    def _check_decision(self, order: Order) -> None:
        """Check what was let through against all that may trade beside it, at that moment."""
        tracker = self.made.tracker
        held = tracker.known_position(order.account, order.symbol)
        beside = [
            other
            for other in tracker.live_orders(order.account, order.symbol)
            # A close does not wait for what is on its way out, and legs follow the position.
            if other.side is order.side and other.status is not S.PENDING_CANCEL and not other.link
        ]
        most = order.quantity + sum((other.exposed_quantity for other in beside), ZERO)
        if order.reduces:
            assert held * order.side.sign < 0, f"I14 {held} {order}"
            own = order.quantity if order.link else most
            for part in range(1, int(own) + 1):  # each of the fills that it may come to
                after = held + order.side.sign * part
                assert abs(after) <= abs(held), f"I14 {held} {order}"
                assert after * held >= 0, f"I14 {held} {order}"
            return
        limits = self.made.desk.limits(order.account)
        limit = limits.max_position[INSTRUMENTS[order.symbol].asset_class]
        assert abs(held + order.side.sign * most) <= limit, f"I13 {held} {order}"

    def check_brackets(self) -> None:
        """I15 and I16, once all is quiet: legs protect what is open, or a person was told."""
        tracker, told = self.made.tracker, {alarm.message.code for alarm in self.made.alarms}
        for parent in tracker.known_all():
            legs = [o for o in tracker.known_all() if o.link and o.parent_id == parent.order_id]
            exited = sum((leg.filled_quantity for leg in legs), ZERO)
            if exited > parent.filled_quantity:
                assert "oco_overfill" in told, f"I16 {parent}"
            for leg in legs:
                assert leg.quantity <= parent.matched_quantity, f"I15 {parent} {leg}"
            if legs and not told and tracker.known_position(parent.account, parent.symbol):
                stops = sum((o.leaves_quantity for o in legs if o.link == STOP_LINK), ZERO)
                assert stops == parent.filled_quantity - exited, f"I15 {parent}"

    def check_worst_case(self) -> None:
        """I13: what live orders may still do covers what truly happened; all must be ours."""
        tracker = self.made.tracker
        for symbol in INSTRUMENTS:
            working = Working.of(tracker.live_orders(ACCOUNT, symbol))
            held = tracker.known_position(ACCOUNT, symbol)
            true = self.made.venue.position(ACCOUNT, symbol)
            assert held - working.selling <= true <= held + working.buying, f"I13 {symbol}"

    def check_journal(self) -> None:
        """I10, I11 and I22: the ledger gives back what is known, and nothing was posted twice."""
        ledger, tracker = self.made.paper.ledger, self.made.tracker
        assert isinstance(ledger, MemoryLedger)
        state = ledger.state()
        orders = {o.order_id: o for o in (*state.live_orders, *state.closed_orders)}
        assert orders == tracker.orders == tracker._known_orders, "I10 orders"
        assert dict(state.positions) == tracker.positions == tracker._known_positions, "I10"
        assert dict(state.accounts) == tracker.accounts == tracker._known_accounts, "I10"
        kept = {(f.account, f.fill_id): f for f in state.fills}
        known = {(f.account, f.fill_id): f for fs in tracker._fills.values() for f in fs.values()}
        assert kept == known, "I10 fills"
        assert all(count == 1 for count in self.made.venue.posts.values()), "I11"
        intents = Counter(
            (f.order.alert_id, f.order.account, f.order.intent)
            for f in ledger.facts
            if isinstance(f, OrderFact) and f.event == "Sending" and f.order.alert_id
        )
        assert all(count == 1 for count in intents.values()), "I23 one order of a kind per alert"
        told = Counter(f.fill.fill_id for f in ledger.facts if isinstance(f, FillFact))
        assert not told or max(told.values()) == 1, "I4 in the journal"
        first = {f.fill.fill_id: n for n, f in enumerate(ledger.facts) if isinstance(f, FillFact)}
        for number, fact in enumerate(ledger.facts):
            if isinstance(fact, FillChangedFact):
                assert first[fact.was.fill_id] < number, "I22 a change follows what it changes"


def _check_grid(order: Order) -> None:
    instrument = INSTRUMENTS[order.symbol]
    assert order.quantity > 0, f"I19 {order}"
    assert order.quantity % instrument.lot_size == 0, f"I19 {order}"
    for price in (order.limit_price, order.stop_price):
        assert price is None or price % instrument.tick_size == 0, f"I19 {order}"


def _check_rank(before: Order, after: Order) -> None:
    if before.is_taken_for_absent:
        assert after.broker_order_id or after.status is before.status, f"I12 {before} to {after}"
    elif before.status in CLOSED:
        assert after.status in (before.status, S.FILLED), f"I12 {before.status} to {after.status}"
    elif after.status not in CLOSED:
        was = _RANK[before.below or before.status]
        assert _RANK[after.below or after.status] >= was, f"I12 {before} to {after}"


def books(made: VenueDesk) -> dict[str, object]:
    """Positions, cash, fills and orders, to compare two desks that heard the same (I8)."""
    tracker = made.tracker
    orders = {
        order.order_id: (
            order.status,
            order.quantity,
            order.limit_price,
            order.filled_quantity,
            order.filled_value,
            order.fill_ids,
            order.broker_order_id,
        )
        for order in tracker._known_orders.values()
    }
    fills = sorted(f.fill_id for found in tracker._fills.values() for f in found.values())
    return {
        "orders": orders,
        "positions": dict(tracker.known_positions()),
        "accounts": dict(tracker.known_accounts()),
        "fills": fills,
    }
