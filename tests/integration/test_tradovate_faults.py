"""The fault catalogue against Tradovate: whatever goes wrong, desk and venue agree in the end.

Faults of single requests (F1 to F12, F22) are cases of the contract; here are those of executions,
streams, lists, sessions and whole environments.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio

from tests.support.builders import ES
from tests.support.contract import ACCOUNT, SYMBOL
from tests.support.contract_tradovate import TradovateBench, tradovate
from tests.support.paper_desk import wish
from tests.support.plain_dialect import ACCOUNT as NUMBER
from traderterminal.brokers.plugin import SessionState
from traderterminal.brokers.transport.http import REST_S
from traderterminal.desk.ports import COMPETING_S, OrderWish, Terms
from traderterminal.domain.errors import BrokerUnavailable, OrderRefused
from traderterminal.domain.orders import Order, OrderStatus, OrderType
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.venues.faults import Script
from traderterminal.venues.orders import State

S = OrderStatus
UNREADABLE = "could not be read"


@dataclass
class Scene:
    """A bench that is watched over as in the program, and what goes wrong there."""

    bench: TradovateBench

    def strike(self, *entries: dict[str, Any]) -> None:
        venue = self.bench.scene.venue
        venue.control.strike(Script.parse({"script": entries}, venue.dialect.unsupported))

    async def place(self, side: str = "buy", quantity: int = 1, limit: str = "") -> Order:
        return await self.bench.patiently(self.bench.desk.place(wanted(side, quantity, limit)))

    async def agrees(self, seconds: float = 60) -> None:
        """Wait, then find every execution of the venue booked once and every order as it is."""
        bench = self.bench
        await bench.pass_time(seconds)
        there = {str(e.execution_id) for e in bench.scene.exchange.executions(NUMBER)}
        booked = {fill_id for order in bench.desk.orders.values() for fill_id in order.fill_ids}
        assert booked == there
        assert bench.held() == await bench.truth()
        live = {order.broker_order_id for order in bench.desk.live_orders(ACCOUNT)}
        assert live == set(bench.working())
        assert all(count == 1 for tag, count in bench.booked().items() if tag)

    @property
    def state(self) -> SessionState:
        return self.bench.login.session.status.state


def wanted(side: str = "buy", quantity: int = 1, limit: str = "") -> OrderWish:
    if not limit:
        return wish(side, quantity)
    return wish(side, quantity, order_type=OrderType.LIMIT, limit_price=Decimal(limit))


@pytest_asyncio.fixture
async def scene(request: pytest.FixtureRequest) -> AsyncIterator[Scene]:
    bench = await tradovate()
    assert isinstance(bench, TradovateBench)
    bench.announce = lambda pattern: request.applymarker(pytest.mark.logs(pattern))
    await bench.market("4800.00", "4800.25")
    bench.paper.tasks.spawn(bench.paper.reconciler.watch([ACCOUNT]), name="watch")
    await bench.pass_time(1)
    yield Scene(bench)
    await bench.close()


# Executions and acknowledgements.


@pytest.mark.parametrize("topic", ["order", "command", "orderVersion", "fill", "*"])
@pytest.mark.parametrize("fault", ["F14", "F16"])
async def test_what_is_told_several_times_counts_once(scene: Scene, fault: str, topic: str) -> None:
    scene.strike({"fault": fault, "at": {"frame": topic, "times": 0}})
    await scene.place("buy", 2)
    resting = await scene.place("sell", 1, "4810.00")
    await scene.bench.desk.cancel(resting.order_id)
    await scene.agrees()
    assert scene.bench.alarms == []


async def test_an_execution_costs_what_the_broker_says(scene: Scene) -> None:
    await scene.place("buy", 2)
    await scene.bench.pass_time(1)
    told = scene.bench.scene.exchange.executions(NUMBER)[0].fee
    assert scene.bench.desk.accounts[ACCOUNT].fees == told
    await scene.agrees()
    assert scene.bench.alarms == []


async def test_an_answer_after_its_news_changes_nothing(scene: Scene) -> None:
    scene.strike({"fault": "F15", "at": {"request": "*/order/placeorder"}, "delay_s": 3})
    order = await scene.place("buy", 2)
    assert order.status is S.FILLED
    await scene.agrees()


async def test_one_execution_with_two_prices_is_booked_once_and_told(scene: Scene) -> None:
    scene.strike({"fault": "F17", "at": {"frame": "fill"}})
    await scene.place("buy", 2)
    await scene.agrees()
    assert scene.bench.alarms == ["fill_conflict"]


async def test_executions_in_pieces_and_out_of_sequence_add_up(scene: Scene) -> None:
    scene.strike({"fault": "F19", "at": {"request": "*/order/placeorder"}})
    order = await scene.place("buy", 10)
    await scene.agrees()
    after = scene.bench.order(order.order_id)
    assert (after.status, after.average_price) == (S.FILLED, Decimal("4800.25"))
    assert len(after.fill_ids) == 10


@pytest.mark.parametrize(("fault", "filled"), [("F20", 1), ("F21", 1)])
async def test_a_fill_about_a_cancel_counts(scene: Scene, fault: str, filled: int) -> None:
    order = await scene.place("buy", 1, "4790.00")
    scene.strike({"fault": fault, "at": {"request": "*/order/cancelorder"}})
    await scene.bench.patiently(scene.bench.desk.cancel(order.order_id))
    await scene.agrees()
    assert scene.bench.order(order.order_id).filled_quantity == filled
    assert scene.bench.alarms == (["late_fill"] if fault == "F21" else [])


async def test_a_cancel_whose_news_is_lost_as_well_is_found_out(scene: Scene) -> None:
    order = await scene.place("buy", 1, "4790.00")
    scene.strike({"fault": "F22", "at": {"request": "*/order/cancelorder"}})
    await scene.bench.patiently(scene.bench.desk.cancel(order.order_id))
    await scene.agrees()
    assert scene.bench.order(order.order_id).status is S.CANCELED


async def test_a_change_that_was_overtaken_by_a_fill_leaves_what_traded(scene: Scene) -> None:
    order = await scene.place("buy", 2, "4790.00")
    scene.strike({"fault": "F23", "at": {"request": "*/order/modifyorder"}})
    change = scene.bench.desk.replace(order.order_id, Terms(Decimal(3), Decimal("4791.00")))
    await scene.bench.patiently(change)
    await scene.agrees()
    after = scene.bench.order(order.order_id)
    assert (after.status, str(after.filled_quantity)) == (S.FILLED, "2")


@pytest.mark.parametrize(
    ("state", "status"),
    [("canceled", S.CANCELED), ("expired", S.EXPIRED), ("rejected", S.REJECTED)],
)
async def test_what_the_broker_ends_is_ended(scene: Scene, state: str, status: OrderStatus) -> None:
    order = await scene.place("buy", 1, "4790.00")
    scene.strike({"fault": "F25", "at": "now", "state": State(state).value})
    await scene.agrees()
    assert scene.bench.order(order.order_id).status is status


@pytest.mark.parametrize("price", [None, "4799.25"])
@pytest.mark.parametrize("is_heard", [True, False])
async def test_what_the_exchange_revises_is_restated_whether_heard_or_not(
    scene: Scene, price: str | None, is_heard: bool
) -> None:
    await scene.place("buy", 2)
    if not is_heard:
        scene.bench.login.wire.refuse(5)
        scene.bench.login.wire.drop()
        await scene.bench.pass_time(0)
    scene.strike({"fault": "F26", "at": "now", "price": price})
    await scene.bench.pass_time(60)
    assert scene.bench.held() == await scene.bench.truth()
    assert scene.bench.alarms == ["fill_changed"]
    order = next(iter(scene.bench.desk.orders.values()))
    assert order.average_price == (None if price is None else Decimal(price))


async def test_an_overfill_is_booked_and_told(scene: Scene) -> None:
    scene.strike({"fault": "F27", "at": "now"})
    await scene.place("buy", 1)
    await scene.agrees()
    assert scene.bench.held() == 2
    assert scene.bench.alarms == ["overfilled"]


# Lists.


async def test_an_order_that_lists_hide_is_not_given_up(scene: Scene) -> None:
    scene.strike(
        {"fault": "F30", "at": "now", "hide_s": 20},
        {"fault": "F4", "at": {"request": "*/order/placeorder"}},
    )
    await scene.place("buy", 1, "4790.00")
    await scene.agrees()


async def test_empty_lists_close_nothing(scene: Scene) -> None:
    await scene.place("buy", 2)
    await scene.place("sell", 1, "4810.00")
    scene.strike({"fault": "F31", "at": {"request": "*/position/list", "times": 0}})
    await scene.bench.pass_time(70)
    assert scene.bench.held() == 2
    assert set(scene.bench.alarms) == {"position_drift"}
    scene.strike()
    await scene.agrees()


async def test_what_is_placed_in_the_broker_s_own_program_is_taken_over_at_once(
    scene: Scene,
) -> None:
    await scene.bench.broker.positions(ACCOUNT)
    scene.strike(
        {"fault": "F32", "at": "now", "symbol": SYMBOL, "quantity": 3, "account": NUMBER},
        {
            **{"fault": "F32", "at": "now", "symbol": SYMBOL, "side": "sell", "account": NUMBER},
            **{"order_type": "limit", "limit_price": "4810.00"},
        },
    )
    await scene.agrees(8)
    assert scene.bench.held() == 3
    assert {order.source for order in scene.bench.desk.orders.values()} == {"external"}


# Streams.


async def test_a_silent_stream_is_replaced_and_what_it_missed_is_asked_for(scene: Scene) -> None:
    await scene.place("buy", 1, "4790.00")
    scene.strike({"fault": "F33", "at": "now", "for_s": 7})
    await scene.bench.market("4789.75", "4790.00")
    await scene.agrees(20)
    assert scene.bench.held() == 1


async def test_a_frozen_stream_misleads_nobody_for_long(scene: Scene) -> None:
    await scene.place("buy", 1, "4790.00")
    scene.strike({"fault": "F34", "at": "now", "for_s": 600})
    await scene.bench.market("4789.75", "4790.00")
    await scene.agrees(40)
    assert scene.bench.held() == 1


@pytest.mark.parametrize("code", [1000, 1001, 1006, 1008, 1011, 1012, 1013])
async def test_a_stream_that_closes_comes_back(scene: Scene, code: int) -> None:
    await scene.place("buy", 1, "4790.00")
    scene.strike({"fault": "F35", "at": "now", "code": code})
    await scene.bench.market("4789.75", "4790.00")
    await scene.agrees(20)
    assert scene.state is SessionState.ONLINE


@pytest.mark.parametrize("status", [403, 500, 503])
async def test_a_stream_that_is_refused_is_tried_again(scene: Scene, status: int) -> None:
    scene.strike({"fault": "F35", "at": {"connect": "user", "times": 3}, "status": status})
    scene.bench.login.wire.drop()
    await scene.place("buy", 1)
    await scene.agrees(20)
    assert scene.state is SessionState.ONLINE


async def test_a_storm_of_losses_is_not_answered_by_a_storm_of_attempts(scene: Scene) -> None:
    before = len(scene.bench.login.wire.pipes)
    scene.strike({"fault": "F36", "at": "now", "every_s": 2, "for_s": 600})
    await scene.bench.pass_time(600)
    attempts = len(scene.bench.login.wire.pipes) - before
    assert attempts < 60
    await scene.place("buy", 1)
    await scene.agrees(70)
    assert scene.state is SessionState.ONLINE


async def test_news_that_comes_late_and_all_at_once_adds_up(scene: Scene) -> None:
    scene.strike({"fault": "F38", "at": "now", "for_s": 5})
    await scene.place("buy", 2)
    resting = await scene.place("sell", 1, "4810.00")
    await scene.bench.desk.cancel(resting.order_id)
    await scene.agrees()
    assert scene.bench.alarms == []


async def test_a_frame_that_was_not_agreed_on_ends_only_its_stream(scene: Scene) -> None:
    scene.strike({"fault": "F40", "at": "now", "how": "compressed"})
    await scene.place("buy", 1)
    await scene.agrees(20)


@pytest.mark.parametrize("how", ["binary", "oversized"])
async def test_a_frame_that_says_nothing_is_told_and_everything_compared(
    scene: Scene, how: str
) -> None:
    scene.bench.announce(UNREADABLE)
    scene.strike({"fault": "F40", "at": "now", "how": how})
    await scene.place("buy", 1)
    await scene.agrees(20)


# Words and numbers.


@pytest.mark.parametrize(
    ("topic", "changes", "is_told"),
    [
        ("order", {"ordStatus": "Sleeping"}, True),
        ("order", {"somethingNew": {"deep": [1]}}, False),
        ("orderVersion", {"orderType": "Telepathic"}, True),
        ("orderVersion", {"price": None}, False),
        ("fill", {"price": None}, True),
        ("fill", {"action": "Hold"}, True),
        ("command", {"clOrdId": None}, False),
        ("command", {"commandStatus": "Pondering"}, False),
    ],
    ids=str,
)
async def test_words_and_fields_that_nobody_knows_are_kept_and_asked_for(
    scene: Scene, topic: str, changes: dict[str, Any], is_told: bool
) -> None:
    if is_told:
        scene.bench.announce(UNREADABLE)
    scene.strike({"fault": "F41", "at": {"frame": topic, "times": 2}, "set": changes})
    await scene.place("buy", 2)
    await scene.agrees(90)


@pytest.mark.parametrize("how", ["string", "exponent"])
async def test_a_number_that_is_written_otherwise_is_the_same_number(
    scene: Scene, how: str
) -> None:
    scene.strike({"fault": "F42", "at": {"frame": "*", "times": 0}, "how": how})
    order = await scene.place("buy", 1)
    await scene.place("sell", 1, "4810.00")
    assert scene.bench.order(order.order_id).average_price == Decimal("4800.25")
    await scene.agrees()
    assert scene.bench.alarms == []


@pytest.mark.parametrize("how", ["comma", "thirty_seconds"])
async def test_a_number_that_is_none_is_told_and_asked_for(scene: Scene, how: str) -> None:
    scene.bench.announce(UNREADABLE)
    scene.strike({"fault": "F42", "at": {"frame": "fill"}, "how": how})
    await scene.place("buy", 1)
    await scene.agrees()


@pytest.mark.parametrize("zoneless", [False, True])
async def test_the_clock_of_the_broker_may_be_ahead(scene: Scene, zoneless: bool) -> None:
    scene.strike({"fault": "F43", "at": "now", "ahead_s": 90, "zoneless": zoneless})
    await scene.place("buy", 2)
    resting = await scene.place("sell", 1, "4810.00")
    await scene.bench.desk.cancel(resting.order_id)
    await scene.agrees(100)


# Sessions and environments.


async def test_a_login_that_is_revoked_leaves_data_only_and_says_what_works(scene: Scene) -> None:
    await scene.place("buy", 1, "4790.00")
    scene.strike({"fault": "F13", "at": "now", "for_s": 900})
    await scene.bench.pass_time(40)
    assert scene.state is SessionState.DATA_ONLY
    assert scene.bench.alarms[-1] == "session_lost"
    refused = await scene.place("buy", 1)
    assert refused.status is S.DENIED


async def test_a_rival_is_left_alone_and_everything_agrees_after(scene: Scene) -> None:
    await scene.place("buy", 1, "4790.00")
    scene.strike({"fault": "F45", "at": "now"})
    await scene.bench.market("4789.75", "4790.00")
    await scene.bench.pass_time(10)
    assert scene.bench.alarms == ["session_lost"]
    assert (await scene.place("buy", 1)).status is S.DENIED
    await scene.agrees(COMPETING_S + 20)
    assert scene.bench.held() == 1


@pytest.mark.parametrize("status", [200, 503])
async def test_maintenance_breaks_nothing(scene: Scene, status: int) -> None:
    await scene.place("buy", 1, "4790.00")
    scene.strike({"fault": "F46", "at": "now", "for_s": 30, "status": status})
    order = await scene.place("buy", 1)
    assert order.status in (S.UNKNOWN, S.REJECTED)
    await scene.agrees(120)


@pytest.mark.parametrize(
    "changes", [{"point_value": "25"}, {"tick_size": "0.5"}, {"active": False}], ids=str
)
async def test_a_contract_that_is_another_one_opens_nothing(
    scene: Scene, changes: dict[str, Any]
) -> None:
    await scene.place("buy", 1)
    told = {"active": True, **changes}
    scene.strike({"fault": "F47", "at": "now", "symbol": SYMBOL, **told})
    await scene.bench.pass_time(1)
    assert (await scene.place("buy", 1)).status is S.DENIED
    assert scene.bench.alarms == ["contract_changed"]
    again = {"active": True, "tick_size": str(ES.tick_size), "point_value": str(ES.point_value)}
    scene.strike({"fault": "F47", "at": "now", "symbol": SYMBOL, **again})
    await scene.bench.pass_time(1)
    assert (await scene.place("buy", 1)).status is S.FILLED


async def test_an_account_that_has_left_its_environment_is_disarmed_and_nothing_concluded(
    scene: Scene,
) -> None:
    scene.bench.announce("there is no account")
    scene.strike({"fault": "F3", "at": {"request": "*/placeorder"}})
    unknown = await scene.place("buy", 1, "4790.00")
    scene.strike({"fault": "F48", "at": "now", "account": NUMBER})
    scene.bench.login.wire.drop()
    await scene.bench.pass_time(60)
    assert (await scene.place("buy", 1)).status is S.DENIED
    assert scene.bench.order(unknown.order_id).status is S.UNKNOWN
    assert "position_drift" not in scene.bench.alarms
    scene.strike({"fault": "F48", "at": "now", "account": NUMBER})
    scene.bench.login.wire.drop()
    await scene.bench.pass_time(60)
    assert scene.bench.order(unknown.order_id).status is S.REJECTED
    assert (await scene.place("buy", 1)).status is S.FILLED


@pytest.mark.parametrize("captcha", [False, True])
async def test_a_penalty_on_an_order_is_a_refusal(scene: Scene, captcha: bool) -> None:
    code = "p-captcha" if captcha else "p-ticket"
    scene.strike({"fault": "F8", "at": {"request": "*/placeorder"}, "code": code, "booked": False})
    order = await scene.place("buy", 1)
    assert order.status is S.REJECTED
    await scene.agrees()


async def test_a_penalty_on_a_cancel_is_waited_out(scene: Scene) -> None:
    order = await scene.place("buy", 1, "4790.00")
    scene.strike(
        {"fault": "F8", "at": {"request": "*/cancelorder"}, "code": "p-ticket", "booked": False}
    )

    async def cancel() -> None:
        await scene.bench.desk.cancel(order.order_id)

    scene.bench.paper.tasks.spawn(cancel(), name="cancel")
    await scene.agrees(40)
    assert scene.bench.order(order.order_id).status is S.CANCELED


async def test_a_broker_that_fails_again_and_again_gets_no_new_orders_but_the_way_out(
    scene: Scene,
) -> None:
    order = await scene.place("buy", 1, "4790.00")
    scene.strike({"fault": "F10", "at": {"request": "*/list", "times": 5}})
    for _ in range(5):
        with pytest.raises(BrokerUnavailable):
            await scene.bench.broker.positions(ACCOUNT)
    refused = await scene.place("buy", 1)
    assert (refused.status, refused.reason and refused.reason.code) == (S.REJECTED, "not_sent")
    assert (await scene.bench.desk.cancel(order.order_id)).status is S.CANCELED
    await scene.agrees()
    assert (await scene.place("buy", 1)).status is S.FILLED


async def test_a_broker_that_is_asked_too_often_is_left_alone_for_a_moment(scene: Scene) -> None:
    scene.strike({"fault": "F11", "at": {"request": "*/position/list"}})
    with pytest.raises(BrokerUnavailable):
        await scene.bench.broker.positions(ACCOUNT)
    before = scene.bench.clock.now_ns()
    assert (await scene.place("buy", 1)).status is S.FILLED
    assert scene.bench.clock.now_ns() - before >= REST_S * NANOSECONDS


async def test_a_change_that_is_refused_says_why(scene: Scene) -> None:
    order = await scene.place("buy", 1, "4790.00")
    scene.strike(
        {
            **{"fault": "F8", "at": {"request": "*/modifyorder"}, "booked": False},
            **{"code": "TradingLocked", "text": "locked by risk"},
        }
    )
    with pytest.raises(OrderRefused, match="locked by risk"):
        await scene.bench.desk.replace(order.order_id, Terms(Decimal(2), Decimal("4790.00")))
    await scene.agrees()
