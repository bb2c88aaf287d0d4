"""Packages at the desk: judged leg by leg, sent as one, refused as one."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.support.builders import option, quote
from tests.support.paper_desk import PaperDesk, held, paper_desk
from tests.support.silent_broker import SilentBroker
from traderterminal.desk.desk import ClientOrderIdReused
from traderterminal.desk.ports import Capabilities, OrderWish, Terms
from traderterminal.domain.errors import LedgerDown, NotSent, OrderRefused, OutcomeUnknown
from traderterminal.domain.exits import Trail
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message, english
from traderterminal.domain.orders import Order, OrderStatus, OrderType, TimeInForce
from traderterminal.domain.packages import Leg
from traderterminal.risk.limits import PAPER

D = Decimal
C180, C185, C190 = (option("C", strike) for strike in (180, 185, 190))
FAR_C185 = option("C", 185, date(2024, 2, 16))
BUY, SELL = Side.BUY, Side.SELL
VERTICAL = (Leg(C180.symbol, BUY), Leg(C185.symbol, SELL))
FIVE = tuple(Leg(option("P", strike).symbol, BUY) for strike in (165, 170, 175)) + VERTICAL
QUOTES = {
    C180.symbol: ("5.00", "5.20"),
    C185.symbol: ("2.90", "3.10"),
    C190.symbol: ("1.40", "1.60"),
    FAR_C185.symbol: ("5.00", "5.30"),
}


async def ready(cash: int = 100_000, **changes: Any) -> PaperDesk:
    paper = paper_desk(**changes)
    await paper.open(cash=cash)
    for symbol, (bid, ask) in QUOTES.items():
        paper.market.quotes[symbol] = quote(bid, ask)
    return paper


def spread(quantity: int = 1, side: str = "buy", **changes: Any) -> OrderWish:
    made = OrderWish("paper", C180.symbol, "delta", side, D(quantity), legs=VERTICAL)
    return replace(made, **changes)


def limit(price: str, quantity: int = 1, side: str = "buy", **changes: Any) -> OrderWish:
    terms = {"order_type": OrderType.LIMIT, "limit_price": D(price)}
    return spread(quantity, side, **(terms | changes))


def shown(paper: PaperDesk) -> list[Order]:
    return sorted(paper.desk.orders.values(), key=lambda order: order.order_id)


async def test_both_legs_trade_at_their_own_quotes() -> None:
    paper = await ready()
    first = await paper.desk.place(spread(3))
    await paper.desk.booked()
    one, other = shown(paper)
    assert one.order_id == first.order_id
    assert (one.status, one.average_price) == (OrderStatus.FILLED, D("5.20"))
    assert (other.status, other.average_price) == (OrderStatus.FILLED, D("2.90"))
    assert (other.parent_id, other.side) == (one.order_id, "sell")
    assert held(paper, C180.symbol) == -held(paper, C185.symbol) == 3


async def test_a_sale_turns_everything_round() -> None:
    paper = await ready()
    await paper.desk.place(limit("1.80", side="sell"))  # at least 1.80 net; the market gives 1.90
    await paper.desk.booked()
    one, other = shown(paper)
    assert (one.side, one.average_price) == ("sell", D("5.00"))
    assert (other.side, other.average_price) == ("buy", D("3.10"))
    assert one.package is not None
    assert one.package.limit == D("-1.80")


async def test_a_limit_waits_and_trades_once_the_quotes_allow() -> None:
    paper = await ready()
    await paper.desk.place(limit("2.00", 2))
    assert [order.status for order in shown(paper)] == [OrderStatus.ACCEPTED] * 2
    paper.move("4.70", "4.90", C180.symbol)
    await paper.desk.booked()
    assert [order.average_price for order in shown(paper)] == [D("4.90"), D("2.90")]


async def test_the_cancel_of_one_leg_ends_all_of_them() -> None:
    paper = await ready()
    await paper.desk.place(limit("2.00"))
    _, other = shown(paper)
    await paper.desk.cancel(other.order_id)
    assert [order.status for order in shown(paper)] == [OrderStatus.CANCELED] * 2
    paper.move("1.00", "1.10", C180.symbol)
    await paper.desk.booked()
    assert paper.desk.positions == {}


async def test_the_kill_switch_takes_a_package_out_and_lets_none_in() -> None:
    paper = await ready()
    await paper.desk.place(limit("2.00"))
    await paper.desk.kill_switch.engage()
    assert [order.status for order in shown(paper)] == [OrderStatus.CANCELED] * 2
    refused = await paper.desk.place(spread())
    assert refused.reason is not None
    assert refused.reason.key == "halted.kill_switch"
    await paper.tasks.aclose()


async def test_a_package_departs_once_by_its_first_leg() -> None:
    paper = await ready()
    departed: list[str] = []
    paper.desk.departed.connect(lambda one: departed.append(one.order_id))
    first = await paper.desk.place(spread())
    assert departed == [first.order_id]
    await paper.tasks.aclose()


async def test_what_one_leg_is_refused_for_refuses_all() -> None:
    paper = await ready()
    legs = (Leg(C180.symbol, BUY), Leg(C185.symbol, SELL, 101), Leg(C190.symbol, BUY, 100))
    first = await paper.desk.place(spread(legs=legs))  # 100 is the most of an order
    assert {order.status for order in shown(paper)} == {OrderStatus.DENIED}
    assert {order.reason.code for order in shown(paper) if order.reason} == {"max_order_quantity"}
    assert first.reason is not None
    assert first.reason.parameters["symbol"] == C185.symbol  # the leg that it was
    assert first.reason.parameters["measured"] == "101"
    assert paper.desk.positions == {}


async def test_the_worst_of_each_leg_counts_against_what_may_be_held() -> None:
    paper = await ready()
    await paper.desk.change_limits("paper", {"max_position": D(4)})
    await paper.desk.place(limit("2.00", 3))
    refused = await paper.desk.place(limit("2.00", 2))
    assert refused.reason is not None
    assert refused.reason.code == "max_position"


async def test_a_package_ties_up_what_it_can_lose_and_no_more() -> None:
    paper = await ready()
    before = paper.desk.buying_power("paper")
    await paper.desk.place(limit("2.00", 5))
    assert before - paper.desk.buying_power("paper") == 5 * 100 * D("2.00")
    # a credit: the width of five, less what comes in
    await paper.desk.place(limit("2.20", 5, side="sell"))
    assert before - paper.desk.buying_power("paper") == 5 * 100 * (D("2.00") + D("2.80"))


async def test_what_could_be_lost_must_be_there() -> None:
    paper = await ready(cash=1_000)
    refused = await paper.desk.place(limit("2.10", 5))
    assert refused.reason is not None
    assert refused.reason.code == "insufficient_buying_power"
    assert refused.reason.parameters["measured"] == "1050.00"
    taken = await paper.desk.place(limit("2.00", 5))
    assert taken.status is OrderStatus.ACCEPTED


async def test_a_leg_without_a_quote_refuses_the_package() -> None:
    paper = await ready()
    paper.market.quotes[C185.symbol] = quote(None, "3.10")  # nobody bids for what is to be sold
    for one in (spread(), limit("2.00")):
        refused = await paper.desk.place(one)
        assert refused.reason is not None
        assert refused.reason.key == "stale_quote.none"
        assert refused.reason.parameters["symbol"] == C185.symbol
    assert {order.status for order in shown(paper)} == {OrderStatus.DENIED}


FUTURES = (Leg("ESH2024", SELL), Leg("ESM2024", BUY))


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"legs": VERTICAL[:1]}, "other than two to 4 legs"),
        ({"legs": (VERTICAL[0], Leg(C185.symbol, SELL, 0))}, "other than two to 4 legs"),
        ({"legs": FIVE}, "other than two to 4 legs"),
        ({"legs": (VERTICAL[0], VERTICAL[0])}, "a contract twice"),
        ({"legs": (VERTICAL[0], FUTURES[0])}, "several kinds"),
        ({"legs": (Leg("ESH2024", BUY), Leg("MESH2024", SELL))}, "several kinds"),
        ({"legs": (VERTICAL[0], Leg(C185.symbol, SELL, 2))}, "no known limit"),
        ({"intent": "target"}, "not bought or sold"),
        ({"side": None}, "not bought or sold"),
        ({"order_type": OrderType.STOP}, "other terms than market or limit"),
        ({"trail": Trail(ticks=4)}, "other terms than market or limit"),
        ({"order_type": OrderType.LIMIT}, "does not go with its order type"),
        ({"limit_price": D(2)}, "does not go with its order type"),
    ],
)
async def test_what_makes_no_package_is_refused_with_the_reason(
    changes: dict[str, Any], what: str
) -> None:
    paper = await ready()
    refused = await paper.desk.place(spread(**changes))
    assert refused.status is OrderStatus.DENIED
    assert refused.reason is not None
    assert refused.reason.code == "unsupported"
    assert what in refused.reason.parameters["what"]


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (spread(quantity=0), "bad_quantity"),
        (replace(spread(), quantity=D("1.5")), "odd_lot"),
        (replace(spread(), quantity=D("NaN")), "bad_quantity"),
        (limit("2.005"), "off_tick"),
        (replace(spread(), account="nobody"), "account_unknown"),
    ],
)
async def test_quantities_prices_and_accounts_are_asked_as_ever(wish: OrderWish, code: str) -> None:
    refused = await (await ready()).desk.place(wish)
    assert refused.reason is not None
    assert refused.reason.code == code


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (limit("2.006"), "2.006 is not a multiple of the AAPL  240119C00180000 tick 0.01; the"),
        (limit("2.006"), "the nearest is 2.01."),
        (limit("1.904", side="sell"), "1.904 is not"),
        (limit("1.904", side="sell"), "the nearest is 1.90."),
        (limit("-0.004"), "the nearest is 0.00."),
        (replace(spread(), quantity=D("1.5")), "1.5 is no whole number of packages; the nearest"),
        (replace(spread(), quantity=D("0.2")), "the nearest is 1."),
    ],
)
async def test_what_can_never_be_names_the_nearest_that_can(wish: OrderWish, words: str) -> None:
    refused = await (await ready()).desk.place(wish)
    assert refused.reason is not None
    assert words in english(refused.reason)


async def test_an_expired_leg_is_what_the_package_is_refused_for_and_not_its_lack_of_a_quote() -> (
    None
):
    paper = await ready()
    paper.ended.append(C185.symbol)
    del paper.market.quotes[C185.symbol]
    refused = await paper.desk.place(spread())
    assert refused.reason is not None
    assert english(refused.reason).endswith("AAPL  240119C00185000 stopped trading on 2024-01-19.")


async def test_a_calendar_of_futures_trades_as_one() -> None:
    paper = await ready()
    paper.market.quotes["ESM2024"] = quote("4850.00", "4850.50")
    await paper.desk.place(limit("50.50", 2, legs=FUTURES))
    await paper.desk.booked()
    assert [order.average_price for order in shown(paper)] == [D("4800.00"), D("4850.50")]
    assert held(paper, "ESM2024") == -held(paper, "ESH2024") == 2


async def test_a_package_that_only_closes_is_never_held_up() -> None:
    paper = await ready()
    await paper.desk.place(spread(2))
    await paper.desk.booked()
    await paper.desk.kill_switch.engage()
    paper.market.quotes[C180.symbol] = quote("4.00", "4.20")
    closing = await paper.desk.place(spread(2, side="sell"))
    await paper.desk.booked()
    assert closing.reason is None
    assert closing.reduces
    assert held(paper, C180.symbol) == held(paper, C185.symbol) == 0
    await paper.tasks.aclose()


async def test_one_that_closes_one_leg_and_opens_another_is_no_way_out() -> None:
    paper = await ready()
    await paper.desk.place(spread(2))
    await paper.desk.booked()
    await paper.desk.kill_switch.engage()
    rolled = (Leg(C180.symbol, SELL), Leg(C190.symbol, BUY))
    refused = await paper.desk.place(spread(2, legs=rolled))
    assert refused.status is OrderStatus.DENIED
    assert held(paper, C180.symbol) == 2
    await paper.tasks.aclose()


async def test_a_working_package_cannot_be_changed() -> None:
    paper = await ready()
    first = await paper.desk.place(limit("2.00"))
    with pytest.raises(OrderRefused):
        await paper.desk.replace(first.order_id, Terms(D(2)))
    assert [order.quantity for order in shown(paper)] == [1, 1]


async def test_the_same_request_is_one_package() -> None:
    paper = await ready()
    asked = limit("2.00", client_order_id="mine")
    first, again = await paper.desk.place(asked), await paper.desk.place(asked)
    assert first.order_id == again.order_id
    assert len(shown(paper)) == 2
    with pytest.raises(ClientOrderIdReused):
        await paper.desk.place(replace(asked, legs=VERTICAL[::-1]))


async def test_a_broker_without_packages_gets_none() -> None:
    broker = SilentBroker(None)
    paper = await ready(broker=broker)
    refused = await paper.desk.place(spread())
    assert refused.reason is not None
    assert refused.reason.parameters["what"] == "a package of several legs"
    assert broker.submitted == []


class Taker(SilentBroker):
    """Takes packages, and fails as it is told."""

    capabilities = Capabilities(
        frozenset(OrderType), frozenset(TimeInForce), keeps_orders=False, packages=True
    )

    async def submit_package(self, legs: Any) -> None:
        self.submitted += [leg.order_id for leg in legs]
        if self.error:
            raise self.error


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OrderRefused(Message("refused_by_broker", {"text": "no"})), OrderStatus.REJECTED),
        (NotSent(Message("not_sent", {"cause": "no way"})), OrderStatus.REJECTED),
        (OutcomeUnknown(Message("outcome_unknown")), OrderStatus.UNKNOWN),
    ],
)
async def test_what_becomes_of_the_request_becomes_of_every_leg(
    error: Exception, status: OrderStatus
) -> None:
    paper = await ready(broker=Taker(error))
    await paper.desk.place(spread())
    assert [order.status for order in shown(paper)] == [status] * 2
    await paper.tasks.aclose()


async def test_a_leg_cancelled_at_the_door_keeps_all_of_them_in() -> None:
    broker = Taker(None)
    paper = await ready(broker=broker)

    async def cancel_one() -> None:
        order = paper.tracker.live_orders("paper")[-1]
        await paper.desk.cancel(order.order_id)

    placing = paper.desk.place(spread())
    paper.tasks.spawn(cancel_one(), name="cancel")
    await placing
    if broker.submitted:  # the cancel was later than the door
        pytest.fail("the package left although one leg was cancelled")
    assert [order.status for order in shown(paper)] == [OrderStatus.REJECTED] * 2
    await paper.tasks.aclose()


async def test_what_cannot_be_made_durable_does_not_leave() -> None:
    broker = Taker(None)
    paper = await ready(broker=broker)
    paper.ledger.broken = "the disk is full"  # type: ignore[attr-defined] # it is the one in memory
    with pytest.raises(LedgerDown):
        await paper.desk.place(spread())
    assert broker.submitted == []
    assert paper.tracker.live_orders("paper") == ()


async def test_only_the_same_package_counts_as_sent_before() -> None:
    paper = await ready(limits=replace(PAPER, duplicate_window_s=D(2)))
    await paper.desk.place(limit("2.00"))
    other = await paper.desk.place(limit("1.90"))
    assert other.status is OrderStatus.ACCEPTED
    again = await paper.desk.place(limit("1.90"))
    assert again.reason is not None
    assert again.reason.key == "duplicate_order.confirm"
    insisted = await paper.desk.place(limit("1.90", confirmed=True))
    assert insisted.status is OrderStatus.ACCEPTED
