"""Executions that come late, are corrected or taken back: the tracker's books are their sum."""

import asyncio
from dataclasses import dataclass, replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.support.builders import INSTRUMENTS, fill, order
from tests.support.memory_ledger import MemoryLedger
from traderterminal.desk.tracker import Tracker
from traderterminal.domain.accounts import Account, Mode
from traderterminal.domain.fills import Fill, Side
from traderterminal.domain.orders import Accepted, FillChanged, Filled, Sending
from traderterminal.domain.positions import Position
from traderterminal.kit.clock import VirtualClock
from traderterminal.kit.tasks import TaskScope

D = Decimal
CASH = D(100_000)


@dataclass(frozen=True)
class Told:
    """An execution as it is first told, and what the exchange made of it later, if anything."""

    side: Side
    quantity: int
    price: int
    at_ns: int
    change: tuple[int, int] | None  # another quantity and price; a quantity of 0 is a bust


TOLD = st.builds(
    Told,
    side=st.sampled_from(Side),
    quantity=st.integers(1, 5),
    price=st.integers(4_700, 4_900),
    at_ns=st.integers(1, 9),
    change=st.none() | st.tuples(st.integers(0, 5), st.integers(4_700, 4_900)),
)


@given(st.sampled_from(("ESH2024", "AAPL")), st.lists(TOLD, max_size=12))
def test_positions_and_cash_are_the_sum_of_the_executions_as_they_stand(
    symbol: str, told: list[Told]
) -> None:
    asyncio.run(_check(symbol, told))


async def _check(symbol: str, told: list[Told]) -> None:
    failures: list[Exception] = []
    ledger, point = MemoryLedger(), INSTRUMENTS[symbol].point_value
    tasks = TaskScope(lambda name, error: failures.append(error))
    tracker = Tracker(ledger, INSTRUMENTS.__getitem__, VirtualClock(), tasks)
    opened = Account("paper", "paper", Mode.SIMULATOR, "USD", CASH, CASH)
    await tracker.open_account(opened, "opened")
    stands: list[Fill] = []
    for number, one in enumerate(told):
        order_id = f"TT{number}"
        tracker.adopt(
            order(
                Sending(), Accepted(), order_id=order_id, symbol=symbol, side=one.side, quantity=5
            )
        )
        was = fill(
            f"f{number}",
            one.side,
            str(one.quantity),
            str(one.price),
            order_id=order_id,
            symbol=symbol,
            point_value=point,
            at_ns=one.at_ns,
        )
        now: Fill | None = was
        tracker.hear(order_id, Filled(was))
        if one.change is not None:
            quantity, price = map(D, one.change)
            now = replace(was, quantity=quantity, price=price) if quantity else None
            tracker.hear(order_id, FillChanged(was, now))
        stands += [now] if now else []
    await tracker.booked()
    stands.sort(key=lambda each: (each.at_ns, each.fill_id))
    position = Position.of("paper", symbol, point, stands)
    if told:
        held = tracker.positions[("paper", symbol)]
        assert (held.quantity, held.cost) == (position.quantity, position.cost)
        assert held.realized_pnl == position.realized_pnl
        assert tracker.latest_ns("paper") == max((f.at_ns for f in stands), default=0)
        assert tracker.fills_back_to("paper", symbol, {f.fill_id for f in stands}) == stands
    account, fees = tracker.accounts["paper"], sum((f.fee for f in stands), D(0))
    spent = sum((f.signed_quantity * f.price * point for f in stands), D(0))
    flow = position.realized_pnl if symbol == "ESH2024" else -spent
    assert account.cash == CASH + flow - fees
    assert account.realized_pnl == position.realized_pnl
    assert account.fees == fees
    state = ledger.state()
    assert dict(state.positions) == tracker.positions == dict(tracker.known_positions())
    assert dict(state.accounts) == tracker.accounts
    assert failures == []
    await tasks.aclose()


RATED = st.tuples(
    st.sampled_from(Side),
    st.integers(1, 5),
    st.integers(4_700, 4_900),
    st.sampled_from(("0.8653", "0.9134", "1.07", "151.2")),
)


@given(st.sampled_from(("ESH2024", "AAPL")), st.lists(RATED, max_size=15))
def test_cash_is_told_by_results_fees_and_cost_whatever_a_dollar_is_worth_at_each_fill(
    symbol: str, fills: list[tuple[Side, int, int, str]]
) -> None:
    asyncio.run(_check_rates(symbol, fills))


async def _check_rates(symbol: str, fills: list[tuple[Side, int, int, str]]) -> None:
    failures: list[Exception] = []
    point = INSTRUMENTS[symbol].point_value
    tasks = TaskScope(lambda name, error: failures.append(error))
    tracker = Tracker(MemoryLedger(), INSTRUMENTS.__getitem__, VirtualClock(), tasks)
    await tracker.open_account(
        Account("paper", "paper", Mode.SIMULATOR, "EUR", CASH, CASH), "opened"
    )
    held, opened_at = D(0), D(0)
    for number, (side, quantity, price, rate) in enumerate(fills):
        found = fill(f"f{number}", side, str(quantity), str(price), symbol=symbol, at_ns=number)
        tracker.adopt_fill(replace(found, point_value=point * D(rate)))
        opened_at = D(rate) if held == 0 else opened_at
        held += quantity * side.sign
        account, position = (
            tracker.known_accounts()["paper"],
            tracker.known_positions()["paper", symbol],
        )
        cost = position.cost * position.point_value if symbol == "AAPL" else D(0)
        assert account.cash == CASH + account.realized_pnl - account.fees - cost
        assert account.realized_pnl == position.realized_pnl
        assert held == 0 or position.point_value == point * opened_at
    await tracker.booked()
    await tasks.aclose()
    assert failures == []
