"""The contract of a broker: entries with exits, whoever keeps them.

Where a broker takes an entry together with its exits, every case runs twice: with exits that fit,
and with some that the desk places itself once the entry has traded.
"""

from decimal import Decimal

import pytest

from tests.support.contract import ACCOUNT, SYMBOL, Bench, RemoteBench, remote
from tests.support.paper_desk import wish
from traderterminal.desk.ports import OrderWish, Terms
from traderterminal.domain.exits import ExitLevel, Exits, Target, Trail
from traderterminal.domain.orders import Order, OrderStatus, OrderType, Where

D = Decimal
S = OrderStatus
STOP, TARGET = ExitLevel(D(8), "ticks"), Target(ExitLevel(D(12), "ticks"))
FITTING = Exits(STOP, (TARGET,))
#: A stop that follows from a price on that is never reached: the desk alone can move it.
TENDED = Exits(STOP, (TARGET,), trail=Trail(ticks=8, activation=D(9_000)))
WORKING = {"SL": (D(2), D("4797.00")), "T1": (D(2), D("4802.00"))}

both = pytest.mark.parametrize("exits", [FITTING, TENDED], ids=["fitting", "tended"])


def is_native(bench: Bench, exits: Exits) -> bool:
    return bench.broker.capabilities.brackets is not None and exits is FITTING


async def entered(bench: Bench, exits: Exits, quantity: int = 2) -> Order:
    """Place an entry below the market."""
    terms = {"order_type": OrderType.LIMIT, "limit_price": D("4799.00")}
    order = await bench.desk.place(wish("buy", quantity, exits=exits, **terms))
    await bench.pass_time(0.5)
    return order


async def fall(bench: Bench, size: int = 10) -> None:
    """Let the market come to the entry."""
    await bench.market("4798.75", "4799.00", size)
    await bench.pass_time(3)


def family(bench: Bench, order: Order) -> list[Order]:
    known = bench.paper.tracker.known_all()
    return [one for one in known if one.parent_id == order.order_id]


def resting(bench: Bench) -> dict[str, tuple[Decimal, Decimal | None]]:
    """The exits that work: what is left of each, and where it stands."""
    return {
        order.link: (
            order.leaves_quantity,
            order.stop_price if order.link == "SL" else order.limit_price,
        )
        for order in bench.paper.tracker.live_orders(ACCOUNT, SYMBOL)
        if order.link and not order.waits_for_entry
    }


@both
async def test_exits_that_fit_leave_with_their_entry_and_wait_at_the_broker(
    bench: Bench, exits: Exits
) -> None:
    order = await entered(bench, exits)
    legs = family(bench, order)
    expected = [(Where.BROKER, S.ACCEPTED)] * 2 if is_native(bench, exits) else []
    assert [(leg.where, leg.status) for leg in legs] == expected
    assert all(leg.broker_order_id for leg in legs)
    assert all(leg.attached for leg in legs)
    await fall(bench)
    assert bench.held() == await bench.truth() == 2
    assert resting(bench) == WORKING
    assert len(family(bench, order)) == 2
    assert bench.alarms == []


@both
@pytest.mark.parametrize(
    ("bid", "ask", "filled"), [("4802.25", "4802.50", "T1"), ("4796.75", "4797.00", "SL")]
)
async def test_one_exit_that_trades_ends_the_other(
    bench: Bench, exits: Exits, bid: str, ask: str, filled: str
) -> None:
    order = await entered(bench, exits)
    await fall(bench)
    await bench.market(bid, ask)
    await bench.pass_time(3)
    assert bench.held() == await bench.truth() == 0
    ended = {leg.link: leg.status for leg in family(bench, order)}
    assert ended.pop(filled) is S.FILLED
    assert list(ended.values()) == [S.CANCELED]
    assert bench.desk.live_orders(ACCOUNT) == ()
    assert bench.alarms == []


@both
async def test_a_partial_entry_is_protected_as_far_as_it_traded(bench: Bench, exits: Exits) -> None:
    await entered(bench, exits, 3)
    await fall(bench, 1)
    assert resting(bench) == {"SL": (D(1), D("4797.00")), "T1": (D(1), D("4802.00"))}
    await fall(bench)
    assert resting(bench) == {"SL": (D(3), D("4797.00")), "T1": (D(3), D("4802.00"))}
    assert bench.alarms == []


@both
async def test_an_entry_that_is_cancelled_leaves_no_exit(bench: Bench, exits: Exits) -> None:
    order = await entered(bench, exits)
    await bench.desk.cancel(order.order_id)
    await bench.pass_time(3)
    assert bench.desk.live_orders(ACCOUNT) == ()
    assert list(bench.desk.brackets.all()) == []
    await fall(bench)
    assert bench.held() == await bench.truth() == 0
    assert bench.alarms == []


@both
async def test_what_an_entry_traded_before_its_cancel_stays_protected(
    bench: Bench, exits: Exits
) -> None:
    order = await entered(bench, exits, 3)
    await fall(bench, 1)
    await bench.desk.cancel(order.order_id)
    await bench.pass_time(3)
    assert resting(bench) == {"SL": (D(1), D("4797.00")), "T1": (D(1), D("4802.00"))}
    assert bench.alarms == []


@both
async def test_an_exit_is_moved_by_one_change_and_stays(bench: Bench, exits: Exits) -> None:
    order = await entered(bench, exits)
    await fall(bench)
    (stop,) = (leg for leg in family(bench, order) if leg.link == "SL")
    await bench.desk.replace(stop.order_id, Terms(D(2), None, D("4797.50")))
    await bench.pass_time(3)
    assert resting(bench)["SL"] == (D(2), D("4797.50"))
    await bench.market("4797.25", "4797.50")
    await bench.pass_time(3)
    assert bench.held() == await bench.truth() == 0
    assert len(family(bench, order)) == 2
    assert bench.alarms == []


@both
@pytest.mark.parametrize("way", ["close", "flatten", "reverse"])
async def test_every_way_out_sweeps_the_exits(bench: Bench, exits: Exits, way: str) -> None:
    await entered(bench, exits)
    await fall(bench)
    if way == "flatten":
        await bench.desk.flatten(ACCOUNT)
    else:
        await bench.desk.place(OrderWish(ACCOUNT, SYMBOL, way))
    await bench.pass_time(5)
    assert bench.held() == await bench.truth() == (-2 if way == "reverse" else 0)
    assert bench.desk.live_orders(ACCOUNT) == ()
    assert bench.alarms == []


@both
async def test_a_flatten_sweeps_an_entry_with_what_waits_for_it(bench: Bench, exits: Exits) -> None:
    await entered(bench, exits)
    await bench.desk.flatten(ACCOUNT)
    await bench.pass_time(5)
    assert bench.desk.live_orders(ACCOUNT) == ()
    await fall(bench)
    assert bench.held() == await bench.truth() == 0


@both
async def test_the_kill_switch_takes_the_entry_and_keeps_what_protects(
    bench: Bench, exits: Exits
) -> None:
    await entered(bench, exits, 3)
    await fall(bench, 1)
    await bench.desk.kill_switch.engage()
    await bench.pass_time(3)
    assert resting(bench) == {"SL": (D(1), D("4797.00")), "T1": (D(1), D("4802.00"))}
    assert all(order.link for order in bench.desk.live_orders(ACCOUNT))
    assert bench.alarms == []


@both
@pytest.mark.parametrize("traded", [False, True])
async def test_brackets_are_the_same_after_a_restart(
    bench: Bench, exits: Exits, traded: bool
) -> None:
    order = await entered(bench, exits)
    if traded:
        await fall(bench)
    again = await bench.restart()
    await again.pass_time(1)
    await fall(again)
    assert resting(again) == WORKING
    await again.market("4796.75", "4797.00")
    await again.pass_time(3)
    assert again.held() == 0
    if isinstance(again, RemoteBench):  # one that lives here knows of no earlier run
        assert await again.truth() == 0
    assert again.desk.live_orders(ACCOUNT) == ()
    assert len(family(again, order)) == 2
    await again.close()


async def test_a_lost_answer_finds_entry_and_exits_again_together(bench: Bench) -> None:
    far = remote(bench, "lost requests")
    far.strike("submit", "F4")
    terms = {"order_type": OrderType.LIMIT, "limit_price": D("4799.00")}
    order = await far.patiently(far.desk.place(wish("buy", 2, exits=FITTING, **terms)))
    await far.pass_time(40)
    assert far.order(order.order_id).status is S.ACCEPTED
    legs = family(far, order)
    assert [leg.status for leg in legs] == [S.ACCEPTED] * (2 if is_native(far, FITTING) else 0)
    await fall(far)
    assert resting(far) == WORKING
    assert far.posts(order.order_id) == 1
    assert len(family(far, order)) == 2
    assert not any(one.source == "external" for one in far.paper.tracker.known_all())


async def test_a_request_that_never_arrived_leaves_neither_entry_nor_exits(bench: Bench) -> None:
    far = remote(bench, "lost requests")
    far.strike("submit", "F5")
    terms = {"order_type": OrderType.LIMIT, "limit_price": D("4799.00")}
    order = await far.patiently(far.desk.place(wish("buy", 2, exits=FITTING, **terms)))
    await far.pass_time(90)
    assert far.order(order.order_id).status is S.REJECTED
    assert all(leg.status is S.REJECTED for leg in family(far, order))
    assert far.working() == []


async def test_a_kill_right_after_the_request_leaves_a_protected_position(bench: Bench) -> None:
    far = remote(bench, "lost requests")
    far.strike("submit", "F50 after")
    terms = {"order_type": OrderType.LIMIT, "limit_price": D("4799.00")}

    async def place() -> None:
        await far.desk.place(wish("buy", 2, exits=FITTING, **terms))

    far.paper.tasks.spawn(place(), name="place")
    await far.pass_time(0)
    native = is_native(far, FITTING)
    assert len(far.working()) == (3 if native else 1)
    again = await far.restart()
    await again.pass_time(40)
    (order,) = (one for one in again.paper.tracker.known_all() if one.exits is not None)
    assert order.status is S.ACCEPTED
    assert len(family(again, order)) == (2 if native else 0)
    await fall(again)
    assert resting(again) == WORKING
    assert again.held() == await again.truth() == 2
    assert not any(one.source == "external" for one in again.paper.tracker.known_all())
    await again.close()
