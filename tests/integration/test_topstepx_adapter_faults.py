"""The faults of the catalogue, done by the practice venue to the adapter and the desk behind it.

Those of single requests (F1 to F12, F22, F50) are cases of the contract; F24, F44 and F49 are none
of a venue's.
"""

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio

from tests.contract.test_orders import limit, resting
from tests.support.contract import ACCOUNT, SYMBOL
from tests.support.paper_desk import wish
from tests.support.topstepx_bench import NUMBER, TopstepxBench, topstepx_bench
from traderterminal.brokers.plugin import SessionState
from traderterminal.brokers.topstepx.feed import Feed
from traderterminal.brokers.topstepx.hubs import DEAF_S, SILENCE_S
from traderterminal.desk.ports import COMPETING_S, Terms
from traderterminal.domain.orders import OrderStatus
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.venues.faults import Script

D = Decimal
S = OrderStatus
PLACE, MODIFY, CANCEL = (
    {"request": f"POST /api/Order/{verb}"} for verb in ("place", "modify", "cancel")
)
ORDERS, TRADES = {"frame": "GatewayUserOrder"}, {"frame": "GatewayUserTrade"}


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[TopstepxBench]:
    made = await topstepx_bench()
    await made.market("4800.00", "4800.25")
    assert await made.paper.reconciler.reconcile(ACCOUNT)
    yield made
    await made.close()


def strike(bench: TopstepxBench, fault: str, at: Any = "now", **values: Any) -> None:
    entry = {"fault": fault, "at": at, **values}
    bench.wire.there.venue.control.strike(Script.parse({"seed": 3, "script": [entry]}))


def state(bench: TopstepxBench) -> SessionState:
    return bench.session.status.state


def dials(bench: TopstepxBench) -> int:
    return len(bench.wire.pipes)


async def agrees(bench: TopstepxBench) -> None:
    """The desk holds what the venue holds, and every order is where it is there."""
    assert await bench.paper.reconciler.reconcile(ACCOUNT)
    assert bench.held() == await bench.truth()
    there = {o.broker_order_id for o in bench.venue.open_orders(ACCOUNT)}
    assert {o.broker_order_id for o in bench.desk.live_orders(ACCOUNT)} == there
    assert max(bench.venue.posts.values(), default=0) <= 1


# The login.


async def test_f13_a_login_that_is_refused_leaves_the_data_and_says_so(
    bench: TopstepxBench,
) -> None:
    order = await bench.desk.place(resting())
    strike(bench, "F13")
    assert not await bench.paper.reconciler.reconcile(ACCOUNT)
    assert state(bench) is SessionState.DATA_ONLY
    assert bench.session.status.error == "invalid credentials"
    assert bench.alarms == ["session_lost"]
    assert bench.order(order.order_id).status is S.ACCEPTED
    assert (await bench.desk.place(resting())).status is S.DENIED
    bench.clock.advance_to(bench.clock.now_ns() + 61 * NANOSECONDS)
    bench.session.start()
    await bench.pass_time(1)
    await agrees(bench)


async def test_f45_a_session_that_takes_ours_over_is_not_fought(bench: TopstepxBench) -> None:
    strike(bench, "F45")
    await bench.pass_time(2)
    assert state(bench) is SessionState.DATA_ONLY
    logins = [seen.path for seen in bench.wire.there.venue.front.seen].count("/api/Auth/loginKey")
    assert bench.alarms == ["session_lost"]
    await bench.pass_time(COMPETING_S - 10)
    seen = [one.path for one in bench.wire.there.venue.front.seen]
    assert seen.count("/api/Auth/loginKey") == logins
    await bench.pass_time(20)
    assert state(bench) is SessionState.ONLINE
    await agrees(bench)


@pytest.mark.logs("not booked, live answers")
async def test_f48_another_environment_than_the_accounts_is_not_traded_on(
    bench: TopstepxBench,
) -> None:
    strike(bench, "F48", simulated=False)
    strike(bench, "F12", {"request": "*"})
    await bench.paper.reconciler.reconcile(ACCOUNT)
    await bench.pass_time(1)
    assert "wrong_environment" in bench.alarms
    posts = sum(bench.venue.posts.values())
    assert (await bench.desk.place(resting())).status is S.DENIED
    assert sum(bench.venue.posts.values()) == posts


# News.


@pytest.mark.parametrize("at", [ORDERS, TRADES])
async def test_f14_f16_news_that_is_told_again_counts_once(
    bench: TopstepxBench, at: dict[str, str]
) -> None:
    strike(bench, "F16", {**at, "times": 0}, copies=3)
    order = await bench.desk.place(wish("buy", 2))
    bench.wire.drop()
    await bench.pass_time(2)
    assert bench.order(order.order_id).filled_quantity == 2
    assert bench.alarms == []
    await agrees(bench)


async def test_f17_one_execution_with_two_prices_is_booked_once(bench: TopstepxBench) -> None:
    strike(bench, "F17", TRADES, by="1")
    order = await bench.desk.place(wish())
    await bench.pass_time(0)
    assert bench.order(order.order_id).average_price == D("4800.25")
    assert bench.alarms == ["fill_conflict"]


async def test_f19_executions_out_of_sequence_come_to_the_same(bench: TopstepxBench) -> None:
    strike(bench, "F19", PLACE)
    order = await bench.desk.place(wish("buy", 7))
    await bench.pass_time(0)
    after = bench.order(order.order_id)
    assert (after.status, after.average_price) == (S.FILLED, D("4800.25"))
    await agrees(bench)


async def test_f20_a_fill_that_crosses_a_cancel_wins(bench: TopstepxBench) -> None:
    order = await bench.desk.place(resting("buy", 2))
    strike(bench, "F20", CANCEL)
    await bench.desk.cancel(order.order_id)
    await bench.pass_time(0)
    assert bench.order(order.order_id).status is S.FILLED
    await agrees(bench)


async def test_f21_a_fill_after_the_cancel_is_booked_and_alarmed(bench: TopstepxBench) -> None:
    order = await bench.desk.place(resting())
    strike(bench, "F21", CANCEL)
    await bench.desk.cancel(order.order_id)
    assert bench.order(order.order_id).status is S.CANCELED
    await bench.pass_time(2)
    assert bench.alarms == ["late_fill"]
    assert bench.held() == await bench.truth() == 1


async def test_f23_an_order_that_fills_while_its_change_is_taken_stays_filled(
    bench: TopstepxBench,
) -> None:
    order = await bench.desk.place(resting("buy", 2))
    strike(bench, "F23", MODIFY)
    await bench.desk.replace(order.order_id, Terms(D(2), D("4791.00")))
    await bench.pass_time(35)
    assert bench.order(order.order_id).status is S.FILLED
    await agrees(bench)


@pytest.mark.parametrize("ends", ["canceled", "expired", "rejected"])
async def test_f25_what_the_broker_ends_is_ended_with_a_reason(
    bench: TopstepxBench, ends: str
) -> None:
    order = await bench.desk.place(resting())
    strike(bench, "F25", state=ends)
    await bench.pass_time(0)
    after = bench.order(order.order_id)
    assert after.status == ends
    assert after.reason is not None


async def test_f26_an_execution_that_is_taken_back_is_taken_out_of_the_books(
    bench: TopstepxBench,
) -> None:
    await bench.desk.place(wish())
    strike(bench, "F26")
    await bench.pass_time(0)
    assert bench.alarms == ["fill_changed"]
    assert bench.held() == await bench.truth() == 0


async def test_f27_a_lot_too_many_is_booked_and_alarmed(bench: TopstepxBench) -> None:
    strike(bench, "F27")
    await bench.desk.place(wish("buy", 2))
    await bench.pass_time(0)
    assert "overfilled" in bench.alarms
    assert bench.held() == await bench.truth() == 3


async def test_f30_a_new_order_that_lists_hide_stays_one(bench: TopstepxBench) -> None:
    bench.script.hide_s = 20.0
    strike(bench, "F4", PLACE)
    order = await bench.desk.place(resting())
    await bench.pass_time(40)
    assert bench.order(order.order_id).status is S.ACCEPTED
    await agrees(bench)


async def test_f31_positions_that_are_missing_are_alarmed_and_flatten_nothing(
    bench: TopstepxBench,
) -> None:
    await bench.desk.place(wish("buy", 2))
    strike(bench, "F31", {"request": "*/Position/searchOpen", "times": 2})
    await bench.paper.reconciler.reconcile(ACCOUNT)
    await bench.pass_time(6)
    await bench.paper.reconciler.reconcile(ACCOUNT)
    assert bench.alarms == ["position_drift"]
    assert bench.held() == await bench.truth() == 2
    await agrees(bench)
    assert bench.paper.reconciler.drifting(ACCOUNT) is None


async def test_f32_an_order_from_elsewhere_is_taken_over(bench: TopstepxBench) -> None:
    strike(bench, "F32", symbol=SYMBOL, side="sell", order_type="limit", limit_price="4810.00")
    await bench.pass_time(0)
    (order,) = bench.desk.live_orders(ACCOUNT)
    assert (order.source, order.limit_price) == ("external", D("4810.00"))
    strike(bench, "F32", symbol=SYMBOL, account=NUMBER)
    await bench.pass_time(6)
    await agrees(bench)


# The connections.


async def test_f33_a_line_on_which_nothing_comes_is_left_soon(bench: TopstepxBench) -> None:
    await bench.pass_time(20)
    order = await bench.desk.place(resting())
    before = dials(bench)
    strike(bench, "F33", socket="user", for_s=120)
    bench.venue.quote("4789.75", "4790.00")
    await bench.pass_time(DEAF_S + 4)
    assert dials(bench) > before
    await bench.pass_time(120)
    assert bench.order(order.order_id).status is S.FILLED
    await agrees(bench)


async def test_f34_news_that_stops_on_a_living_line_is_asked_for(bench: TopstepxBench) -> None:
    bench.paper.tasks.spawn(bench.paper.reconciler.watch([ACCOUNT]), name="watch")
    order = await bench.desk.place(resting())
    strike(bench, "F34", socket="user", for_s=120)
    bench.venue.quote("4789.75", "4790.00")
    await bench.pass_time(SILENCE_S + 4)
    assert bench.order(order.order_id).status is S.FILLED
    await agrees(bench)


@pytest.mark.parametrize("code", [1000, 1006, 1008, 1011, 1012, 1013])
async def test_f35_a_line_that_is_closed_is_dialled_again(bench: TopstepxBench, code: int) -> None:
    strike(bench, "F35", socket="user", code=code)
    await bench.pass_time(2)
    assert state(bench) is SessionState.ONLINE
    await agrees(bench)


@pytest.mark.parametrize("status", [401, 403, 500, 503])
async def test_f35_a_door_that_is_shut_is_knocked_at_again(
    bench: TopstepxBench, status: int
) -> None:
    strike(bench, "F35", {"connect": "user", "times": 3}, status=status)
    bench.wire.drop()
    await bench.pass_time(10)
    assert state(bench) is SessionState.ONLINE
    await agrees(bench)


async def test_f36_a_storm_of_closings_is_met_with_patience() -> None:
    bench = await topstepx_bench(jitter=1.0)
    before = dials(bench)
    strike(bench, "F36", socket="*", for_s=600)
    await bench.pass_time(600)
    assert 20 <= dials(bench) - before <= 40  # every 5 s for two minutes, then every minute
    await bench.pass_time(60)
    assert state(bench) is SessionState.ONLINE
    await agrees(bench)
    await bench.close()


async def test_f38_news_that_comes_late_changes_nothing_that_is_newer(
    bench: TopstepxBench,
) -> None:
    order = await bench.desk.place(resting("buy", 3))
    strike(bench, "F38", socket="user", for_s=10)
    await bench.desk.replace(order.order_id, Terms(D(2), D("4791.00")))
    await bench.desk.replace(order.order_id, Terms(D(4), D("4792.00")))
    await bench.pass_time(15)
    after = bench.order(order.order_id)
    assert (after.quantity, after.limit_price) == (D(4), D("4792.00"))
    await agrees(bench)


async def quotes(bench: TopstepxBench) -> Feed:
    """Let the quotes of ES be delivered."""
    feed = bench.session.feed
    assert isinstance(feed, Feed)
    feed.want(SYMBOL)
    bench.paper.tasks.spawn(feed.run(), name="quotes")
    await bench.pass_time(1)
    return feed


async def test_f39_a_flood_of_quotes_loses_no_news_of_an_order(bench: TopstepxBench) -> None:
    feed = await quotes(bench)
    order = await bench.desk.place(resting())
    strike(bench, "F39", socket="market", frames=2_000)
    bench.venue.quote("4789.75", "4790.00")
    await bench.pass_time(1)
    assert bench.order(order.order_id).status is S.FILLED
    assert feed.unreadable == 0
    assert len(feed.subscribed) == 3


@pytest.mark.parametrize(
    "how",
    [
        "oversized",
        "compressed",
        pytest.param("binary", marks=pytest.mark.logs("could not be read")),
    ],
)
async def test_f40_a_frame_that_nobody_sends_ends_no_more_than_its_line(
    bench: TopstepxBench, how: str
) -> None:
    feed = await quotes(bench)
    strike(bench, "F40", socket="*", how=how)
    await bench.pass_time(2)
    assert state(bench) is SessionState.ONLINE
    assert len(feed.subscribed) == 3
    await agrees(bench)


# Words and numbers.


async def test_f41_a_status_that_is_new_changes_nothing_and_a_field_is_let_be(
    bench: TopstepxBench,
) -> None:
    order = await bench.desk.place(resting())
    strike(bench, "F41", {**ORDERS, "times": 0}, set={"status": 42, "novelty": True})
    await bench.market("4789.75", "4790.00")
    assert bench.order(order.order_id).status is S.FILLED
    await agrees(bench)


@pytest.mark.parametrize("how", ["string", "exponent"])
async def test_f42_a_price_in_another_spelling_is_read_exactly(
    bench: TopstepxBench, how: str
) -> None:
    strike(bench, "F42", {**TRADES, "times": 0}, how=how)
    order = await bench.desk.place(wish())
    await bench.pass_time(0)
    assert bench.order(order.order_id).average_price == D("4800.25")
    assert bench.alarms == []


@pytest.mark.parametrize("how", ["comma", "thirty_seconds"])
@pytest.mark.logs("could not be read")
async def test_f42_a_price_that_cannot_be_read_exactly_is_asked_for(
    bench: TopstepxBench, how: str
) -> None:
    strike(bench, "F42", {**TRADES, "times": 0}, how=how)
    order = await bench.desk.place(wish())
    await bench.pass_time(1)
    assert bench.alarms == ["unreadable_news"]
    assert bench.order(order.order_id).average_price == D("4800.25")
    await agrees(bench)


@pytest.mark.parametrize("zoneless", [False, True])
async def test_f43_a_clock_that_is_ahead_confuses_nothing(
    bench: TopstepxBench, zoneless: bool
) -> None:
    strike(bench, "F43", ahead_s=90, zoneless=zoneless)
    strike(bench, "F4", PLACE)
    order = await bench.desk.place(limit("buy", "4790.00"))
    await bench.pass_time(60)
    assert bench.order(order.order_id).status is S.ACCEPTED
    assert len(bench.desk.orders) == 1
    await agrees(bench)


async def test_f46_a_page_for_people_is_no_answer(bench: TopstepxBench) -> None:
    strike(bench, "F46", for_s=20)
    order = await bench.desk.place(resting())
    assert bench.order(order.order_id).status is S.UNKNOWN
    await bench.pass_time(80)
    after = bench.order(order.order_id)
    assert (after.status, after.reason and after.reason.code) == (S.REJECTED, "proven_absent")
    await agrees(bench)


async def test_f47_a_contract_with_other_terms_is_not_traded(bench: TopstepxBench) -> None:
    strike(bench, "F47", symbol=SYMBOL, point_value="5", active=True)
    strike(bench, "F12", {"request": "*"})
    await bench.paper.reconciler.reconcile(ACCOUNT)
    await bench.pass_time(12)
    assert "contract_changed" in bench.alarms
    order = await bench.desk.place(resting())
    assert order.status is S.DENIED
