"""The entities of the practice Tradovate and the reads that all of them have."""

from itertools import count
from typing import Any

import pytest

from traderterminal.venues.tradovate.entities import (
    MASTERS,
    PLURALS,
    Change,
    Entities,
    kind_of,
    may_see,
    read,
)
from traderterminal.venues.tradovate.wire import Failure, read_call

MINE = frozenset({101, -1})


@pytest.fixture
def entities() -> Entities:
    made = Entities(count(1).__next__)
    made.save("contract", {"id": 10, "name": "ESH4", "contractMaturityId": 5})
    made.save("contract", {"id": 11, "name": "ESM4", "contractMaturityId": 6})
    made.save("order", {"id": 20, "accountId": 101}, 101)
    made.save("order", {"id": 21, "accountId": 202}, 202)
    return made


def asked(entities: Entities, endpoint: str, **query: str) -> Any:
    return read(entities, read_call(endpoint, query, ""), MINE)


def ids(found: Any) -> list[int]:
    return [entity["id"] for entity in found]


def test_a_list_holds_what_is_everybodys_and_what_is_ones_own(entities: Entities) -> None:
    assert ids(asked(entities, "contract/list")) == [10, 11]
    assert ids(asked(entities, "order/list")) == [20]


def test_an_item_of_somebody_else_is_not_there(entities: Entities) -> None:
    assert asked(entities, "order/item", id="20")["id"] == 20
    for number in ("21", "99"):
        with pytest.raises(Failure) as missing:
            asked(entities, "order/item", id=number)
        assert missing.value.status == 404


def test_items_are_those_that_are_there(entities: Entities) -> None:
    assert ids(asked(entities, "order/items", ids="20,21,99")) == [20]


def test_names_are_found_in_any_case_and_suggested_by_their_beginning(entities: Entities) -> None:
    assert asked(entities, "contract/find", name="esh4")["id"] == 10
    assert ids(asked(entities, "contract/suggest", t="es", l="1")) == [10]
    assert ids(asked(entities, "contract/suggest", t="es")) == [10, 11]
    with pytest.raises(Failure):
        asked(entities, "contract/find", name="NQH4")
    with pytest.raises(Failure):
        asked(entities, "order/find", name="20")  # orders have no names


def test_dependents_are_found_by_one_master_or_by_several(entities: Entities) -> None:
    assert ids(asked(entities, "contract/deps", masterid="6")) == [11]
    assert ids(asked(entities, "contract/ldeps", masterids="5,6")) == [10, 11]
    assert ids(asked(entities, "order/deps", masterid="202")) == []


@pytest.mark.parametrize(
    "endpoint", ["order/item", "order/items", "order/find", "order/deps", "order/ldeps"]
)
def test_a_read_without_its_field_is_malformed(entities: Entities, endpoint: str) -> None:
    with pytest.raises(Failure) as malformed:
        asked(entities, endpoint)
    assert malformed.value.status == 400


def test_what_is_no_read_of_an_entity_is_left_to_others(entities: Entities) -> None:
    assert asked(entities, "order/placeorder") is None
    assert asked(entities, "nothing/list") is None


def test_every_change_is_told_once(entities: Entities) -> None:
    told: list[Change] = []
    entities.changed.connect(told.append)
    made = entities.save("fill", {"orderId": 20, "qty": 1}, 101)
    entities.update("fill", made["id"], qty=1)
    entities.update("fill", made["id"], qty=2)
    assert [change.event for change in told] == ["Created", "Updated"]
    assert told[1].props == {
        "entityType": "fill",
        "eventType": "Updated",
        "entity": {"id": made["id"], "orderId": 20, "qty": 2},
    }
    assert told[1].owner == 101


def test_each_kind_has_a_plural_and_its_name_is_read_in_any_case() -> None:
    assert set(PLURALS) == set(MASTERS)
    assert PLURALS["accountRiskStatus"] == "accountRiskStatuses"
    assert kind_of("CASHBALANCE") == "cashBalance"
    assert kind_of("nothing") is None


def test_who_sees_all_sees_all() -> None:
    assert may_see(None, 7)
    assert may_see(frozenset(), 0)
    assert not may_see(frozenset({8}), 7)
