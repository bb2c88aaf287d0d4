"""Entities by kind and id: an update replaces, the newest version counts, nothing is made up."""

from typing import Any

import pytest

from tests.support.tradovate_entities import ORDER_ID, command, fill, order, version
from traderterminal.brokers.tradovate.entities import (
    Entities,
    UnreadableEntity,
    read,
    read_as,
    snapshot,
)
from traderterminal.brokers.tradovate.wire import Order, Penalty


def kept(*events: Any) -> Entities:
    entities = Entities()
    for event in events:
        entities.put(event["entityType"], read(event["entityType"], event["entity"]))
    return entities


def test_an_update_replaces_and_tells_what_stood_before() -> None:
    entities = kept(order())
    now = read("order", order(ordStatus="Filled")["entity"])
    before = entities.put("order", now)
    assert isinstance(before, Order)
    assert before.ord_status == "Working"
    found = entities.get(Order, "order", ORDER_ID)
    assert found is now
    assert list(entities.all(Order, "order")) == [now]


def test_what_nobody_told_is_not_there() -> None:
    entities = Entities()
    assert entities.get(Order, "order", 1) is None
    assert entities.version(1) is None
    assert entities.origin(1) is None
    assert entities.fills(1) == ()


def test_what_is_deleted_is_not_there_any_more() -> None:
    entities = kept(order())
    entities.remove("order", ORDER_ID)
    entities.remove("order", 99)
    assert entities.get(Order, "order", ORDER_ID) is None


def test_the_newest_version_of_an_order_counts_whenever_it_comes() -> None:
    entities = kept(version(21, orderQty=5), version(20))
    found = entities.version(ORDER_ID)
    assert found is not None
    assert found.id == 21


def test_the_origin_of_an_order_is_its_first_command() -> None:
    entities = kept(command(31, "Cancel"), command(30), command(32, "Modify"))
    origin = entities.origin(ORDER_ID)
    assert origin is not None
    assert origin.id == 30


def test_the_executions_of_an_order_are_kept_by_their_ids() -> None:
    entities = kept(fill(40), fill(41), fill(40, price=4791), fill(42, orderId=9))
    assert [f"{each.id} {each.price}" for each in entities.fills(ORDER_ID)] == [
        "40 4791",
        "41 4790",
    ]


def test_what_is_no_entity_is_told_as_it_came() -> None:
    with pytest.raises(UnreadableEntity) as refused:
        read("order", {"id": 1, "timestamp": "never"})
    assert "never" in refused.value.raw
    with pytest.raises(UnreadableEntity):
        read_as(Penalty, "penalty", None)


def test_a_snapshot_gives_what_is_referred_to_first() -> None:
    told = {"fills": [1], "orders": [2, 3], "contracts": "none", "strange": [4]}
    assert list(snapshot(told)) == [("order", 2), ("order", 3), ("fill", 1)]
