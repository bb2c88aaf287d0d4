"""What is told of entities: once all of an order is known, in whatever order it came."""

import itertools
import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.support.figures import Cases
from tests.support.scale import scaled
from tests.support.tradovate_entities import (
    ACCOUNT_ID,
    CONTRACT,
    CONTRACT_ID,
    MATURITY,
    NOON,
    ORDER_ID,
    PRODUCT,
    command,
    fill,
    order,
    props,
    report,
    version,
)
from traderterminal.brokers.tradovate.contracts import ContractBook
from traderterminal.brokers.tradovate.entities import Entities
from traderterminal.brokers.tradovate.news import Teller
from traderterminal.desk.ports import (
    ContractNews,
    FeeSet,
    FillRevised,
    FillSeen,
    News,
    OrderNews,
    OrderSeen,
    UnreadableNews,
)
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    CancelRefused,
    OrderStatus,
    OrderType,
    ReplaceRefused,
    TimeInForce,
    Where,
)
from traderterminal.kit.clock import parse_iso

D, S = Decimal, OrderStatus
NOON_NS = parse_iso(NOON)
SEEN = OrderSeen(
    broker_order_id=str(ORDER_ID),
    account="paper",
    symbol="ESH2024",
    side=Side.BUY,
    quantity=D(2),
    order_type=OrderType.LIMIT,
    time_in_force=TimeInForce.DAY,
    status=S.ACCEPTED,
    filled_quantity=D(0),
    placed_ns=NOON_NS,
    order_id="TT1",
    limit_price=D(4790),
)
TRADED = FillSeen(
    fill_id="40",
    broker_order_id=str(ORDER_ID),
    account="paper",
    symbol="ESH2024",
    side=Side.BUY,
    quantity=D(2),
    price=D(4790),
    at_ns=NOON_NS,
    order_id="TT1",
)


class Told:
    """A teller, what it told, and which contracts it does not know."""

    def __init__(self, *, knows_contract: bool = True) -> None:
        self.news: list[News] = []
        self.unknown: list[int] = []
        self.entities = Entities()
        contracts = ContractBook(
            self.entities,
            None,  # type: ignore[arg-type] # nothing is asked here
            lambda: date(2024, 1, 2),
            ["paper"],
            lambda news: None,
        )
        self.teller = Teller(
            self.entities, contracts, {ACCOUNT_ID: "paper"}, self.news.append, self.unknown.append
        )
        if knows_contract:
            self.learn()

    def learn(self) -> None:
        self.take(props("product", **PRODUCT), props("contractMaturity", **MATURITY))
        self.take(props("contract", **CONTRACT))

    def take(self, *events: Any) -> list[News]:
        """Take events in and return what they led to."""
        before = len(self.news)
        for event in events:
            self.teller.take(event)
        return self.news[before:]


@pytest.mark.parametrize(
    "events", list(itertools.permutations([order(), version(), command()])), ids=range(6)
)
def test_an_order_is_told_once_all_of_it_is_there(events: tuple[Any, ...]) -> None:
    assert Told().take(*events) == [SEEN]


def test_what_is_told_again_is_no_news() -> None:
    told = Told()
    told.take(order(), version(), command())
    assert told.take(order("Updated"), version(), command(), order("Updated")) == []


def test_an_order_without_its_command_waits_for_the_answer_to_us() -> None:
    told = Told()
    assert told.take(order(), version()) == []
    told.teller.placed(ORDER_ID, "TT1")
    assert told.news == [SEEN]
    assert told.take(command()) == []


def test_an_order_of_others_bears_no_id_of_ours() -> None:
    (seen,) = Told().take(order(), version(), command(clOrdId="else"))
    assert seen == replace(SEEN, order_id="")


def test_an_order_of_another_account_is_no_concern() -> None:
    assert Told().take(order(accountId=9), version(), command(), fill()) == []


def test_the_newest_version_has_the_terms() -> None:
    told = Told()
    told.take(order(), version(20), command())
    (seen,) = told.take(version(21, orderQty=5, price=4791))
    assert seen == replace(SEEN, quantity=D(5), limit_price=D(4791))
    assert told.take(version(19, orderQty=9)) == []


def test_a_held_order_rests_at_the_broker() -> None:
    (seen,) = Told().take(order(ordStatus="Suspended"), version(), command())
    assert seen == replace(SEEN, where=Where.BROKER)


@pytest.mark.parametrize(
    ("status", "read"), [("Filled", S.FILLED), ("Expired", S.EXPIRED), ("PendingCancel", S.UNKNOWN)]
)
def test_a_change_of_status_is_told(status: str, read: OrderStatus) -> None:
    told = Told()
    told.take(order(), version(), command())
    (seen,) = told.take(order("Updated", ordStatus=status))
    assert seen == replace(SEEN, status=read)


@pytest.mark.parametrize("status", ["Completed", "Unknown", "Sleeping"])
def test_a_status_of_no_table_is_unknown_and_raw(status: str) -> None:
    told = Told()
    told.take(order(), version(), command())
    raw, seen = told.take(order("Updated", ordStatus=status))
    assert isinstance(raw, UnreadableNews)
    assert status in raw.raw
    assert seen == replace(SEEN, status=S.UNKNOWN)


def test_a_refusal_says_why() -> None:
    rejected = report(30, rejectReason="InvalidPrice", text="off the grid")
    news = Told().take(
        order(ordStatus="PendingNew"), version(), command(), rejected, order(ordStatus="Rejected")
    )
    words = Message("refused_by_broker", {"text": "InvalidPrice: off the grid"})
    assert news[-1] == replace(SEEN, status=S.REJECTED, reason=words)


def test_a_refusal_of_the_exchange_says_why() -> None:
    execution = props(
        "executionReport", id=60, orderId=ORDER_ID, execType="Rejected", text="halted"
    )
    news = Told().take(order(), version(), command(), execution, order(ordStatus="Rejected"))
    assert news[-1] == replace(
        SEEN, status=S.REJECTED, reason=Message("refused_by_broker", {"text": "halted"})
    )


def test_a_cancel_says_whose_it_was() -> None:
    told, other = Told(), Told()
    for each in (told, other):
        each.take(order(), version(), command())
    told.teller.cancelling(ORDER_ID)
    (ours,) = told.take(order("Updated", ordStatus="Canceled"))
    (theirs,) = other.take(order("Updated", ordStatus="Canceled"))
    assert ours == replace(SEEN, status=S.CANCELED, reason=Message("canceled_by_trader"))
    assert theirs == replace(SEEN, status=S.CANCELED)


def test_what_did_not_wait_found_nothing_more() -> None:
    news = Told().take(order(), version(timeInForce="IOC"), command(), order(ordStatus="Canceled"))
    assert isinstance(news[-1], OrderSeen)
    assert news[-1].reason == Message("no_liquidity", {"price": "4790"})


@pytest.mark.parametrize(
    ("kind", "event"), [("Cancel", CancelRefused()), ("Modify", ReplaceRefused())]
)
@pytest.mark.parametrize("is_early", [False, True])
def test_a_request_that_came_to_nothing_is_told_once(
    kind: str, event: CancelRefused | ReplaceRefused, is_early: bool
) -> None:
    told = Told()
    told.take(order(), version(), command())
    said = [command(31, kind), report(31, "ExecutionRejected", rejectReason="TooLate")]
    news = told.take(*(reversed(said) if is_early else said), *said)
    assert news == [OrderNews("paper", event, "TT1", str(ORDER_ID))]


def test_a_request_that_passed_is_no_news() -> None:
    told = Told()
    told.take(order(), version(), command())
    assert told.take(command(31, "Cancel"), report(31, "RiskPassed")) == []


# Executions.


def test_an_execution_is_told_once() -> None:
    told = Told()
    told.take(order(), version(), command())
    assert told.take(fill()) == [TRADED]
    assert told.take(fill(change="Updated")) == []


def test_an_execution_that_comes_first_is_told_with_its_order() -> None:
    told = Told()
    assert told.take(fill()) == []
    assert told.take(order(), version(), command()) == [replace(SEEN, filled_quantity=D(2)), TRADED]


def test_the_fee_is_told_where_it_is_known() -> None:
    told = Told()
    told.take(order(), version(), command())
    fee = props("fillFee", id=40, clearingFee=D("0.5"), exchangeFee=D("1.38"), nfaFee=D("0.02"))
    assert told.take(fee, fill()) == [replace(TRADED, fee=D("1.90"))]


def test_a_fee_that_comes_after_its_execution_is_told_for_itself() -> None:
    told = Told()
    told.take(order(), version(), command(), fill())
    fee = props("fillFee", id=40, commission=D("1.40"))
    assert told.take(fee) == [FeeSet("paper", "40", D("1.40"))]
    assert told.take(props("fillFee", id=99, commission=1)) == []


@pytest.mark.parametrize(
    ("changes", "quantity", "price"),
    [({"active": False}, 0, 4790), ({"price": 4791}, 2, 4791), ({"qty": 1}, 1, 4790)],
)
def test_what_the_exchange_changes_is_revised(
    changes: dict[str, Any], quantity: int, price: int
) -> None:
    told = Told()
    told.take(order(), version(), command(), fill())
    revised = told.take(fill(change="Updated", **changes))
    assert revised == [FillRevised("paper", "40", D(quantity), D(price))]


def test_an_execution_told_anew_with_another_price_is_for_the_desk_to_judge() -> None:
    told = Told()
    told.take(order(), version(), command(), fill())
    assert told.take(fill(price=4791)) == [replace(TRADED, price=D(4791))]


def test_an_execution_that_was_taken_back_unseen_is_told_and_taken_back() -> None:
    told = Told()
    told.take(order(), version(), command())
    assert told.take(fill(change="Updated", active=False)) == [
        TRADED,
        FillRevised("paper", "40", D(0), D(4790)),
    ]


@pytest.mark.parametrize("kind", ["TradeCorrect", "TradeCancel"])
def test_what_the_exchange_says_it_corrected_is_revised_however_late(kind: str) -> None:
    told = Told()
    correction = props("executionReport", id=60, orderId=ORDER_ID, execType=kind)
    told.take(order(), version(), command(), correction)
    assert told.take(fill(price=4791)) == [
        replace(TRADED, price=D(4791)),
        FillRevised("paper", "40", D(2), D(4791)),
    ]


def test_an_execution_that_is_deleted_is_taken_back() -> None:
    told = Told()
    told.take(order(), version(), command(), fill())
    assert told.take(fill(change="Deleted")) == [FillRevised("paper", "40", D(0), D(4790))]


# Contracts, snapshots, and what cannot be read.


def test_an_order_of_an_unknown_contract_waits_for_it() -> None:
    told = Told(knows_contract=False)
    assert told.take(order(), version(), command(), fill()) == []
    assert set(told.unknown) == {CONTRACT_ID}
    told.learn()
    told.teller.contract_known(CONTRACT_ID)
    assert told.news == [replace(SEEN, filled_quantity=D(2)), TRADED]


def test_a_snapshot_is_kept_and_not_told() -> None:
    told = Told(knows_contract=False)
    lists = {
        "orders": [order()["entity"]],
        "orderVersions": [version()["entity"]],
        "commands": [command()["entity"]],
        "fills": [fill()["entity"]],
        "contracts": [CONTRACT],
        "contractMaturities": [MATURITY],
        "products": [PRODUCT],
        "users": [{"id": 1}],
        "somethingNew": 5,
        "positions": "many",
    }
    told.teller.take_snapshot(lists)
    assert told.news == []
    assert told.take(order("Updated", ordStatus="Canceled"))[0] == replace(
        SEEN, status=S.CANCELED, filled_quantity=D(2)
    )


def test_several_entities_in_one_event_are_all_taken() -> None:
    several = {**order(), "entity": [order()["entity"], order(id=8)["entity"]]}
    news = Told().take(
        several, version(), command(), version(21, orderId=8), command(31, orderId=8)
    )
    assert [seen.broker_order_id for seen in news if isinstance(seen, OrderSeen)] == ["7", "8"]


def test_what_cannot_be_read_is_told_raw_to_whom_it_concerns() -> None:
    told = Told()
    (own,) = told.take(order(timestamp="never"))
    (nobodys,) = told.take(fill(price="4,790"))
    (shapeless,) = told.take("text")
    assert all(isinstance(news, UnreadableNews) for news in (own, nobodys, shapeless))
    assert told.take(order(accountId=9, timestamp="never"))  # whose it is cannot be told
    assert told.take(props("tradingPermission", id=5)) == []


@pytest.mark.parametrize(
    "events",
    [(order(action="Hold"), version()), (order(), version(orderType="QTS"))],
    ids=["side", "type"],
)
def test_an_order_that_is_not_understood_is_told_raw(events: tuple[Any, ...]) -> None:
    (news,) = Told().take(*events, command())
    assert isinstance(news, UnreadableNews)


def test_a_contract_that_changes_is_told_anew() -> None:
    told = list[ContractNews]()
    entities = Entities()
    contracts = ContractBook(
        entities,
        None,  # type: ignore[arg-type] # nothing is asked here
        lambda: date(2024, 1, 2),
        ["paper"],
        told.append,
    )
    teller = Teller(entities, contracts, {ACCOUNT_ID: "paper"}, lambda news: None, lambda _: None)
    for event in (
        props("product", **PRODUCT),
        props("contractMaturity", **MATURITY),
        props("contract", **CONTRACT),
    ):
        teller.take(event)
    assert contracts.symbol(CONTRACT_ID) == "ESH2024"
    teller.take(props("product", "Updated", **PRODUCT | {"valuePerPoint": 25}))
    teller.take(props("contract", "Updated", **CONTRACT | {"status": "Expired"}))
    assert [(one.point_value, one.tradable) for one in told] == [
        (D(50), True),
        (D(25), True),
        (D(25), False),
    ]


@pytest.mark.counted("entities of Tradovate with anything in them")
def test_no_entity_raises(cases: Cases) -> None:
    draw, told = random.Random(5), Told()
    samples = [order(), version(), command(), command(31, "Cancel"), report(31), fill(), "x", 5]
    junk: list[Any] = [None, "", -1, 10**30, D("1E+99999"), [], {}, "4,790", True, "Working"]
    for _ in cases.over(range(scaled(50_000))):
        event = draw.choice(samples)
        if isinstance(event, dict):
            entity = dict(event["entity"])
            entity[draw.choice(list(entity))] = draw.choice(junk)
            event = {**event, "entity": draw.choice([entity, entity, [entity], None])}
            event["eventType"] = draw.choice(["Created", "Updated", "Deleted", "Else", None])
        for news in told.take(event):
            cases.found[type(news).__name__] += 1
    assert set(cases.found) >= {"OrderSeen", "FillSeen", "FillRevised", "UnreadableNews"}
