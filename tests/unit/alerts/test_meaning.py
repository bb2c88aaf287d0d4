"""What a message wants of the position."""

from decimal import Decimal

import pytest

from traderterminal.alerts.dialects import Value
from traderterminal.alerts.fields import Fields, NotTradeable
from traderterminal.alerts.meaning import Meaning, is_verb, read_meaning
from traderterminal.domain.signals import Action


def meaning(**fields: Value) -> Meaning:
    return read_meaning(Fields(fields))


def refusal(**fields: Value) -> str:
    with pytest.raises(NotTradeable) as caught:
        meaning(**fields)
    return caught.value.reason.code


@pytest.mark.parametrize(
    ("word", "action", "side"),
    [
        ("buy", Action.BUY, ""),
        ("BUY", Action.BUY, ""),
        ("bullish", Action.BUY, ""),
        ("openLong", Action.BUY, ""),
        ("enter-long", Action.BUY, ""),
        ("entryLong", Action.BUY, ""),
        ("BTO", Action.BUY, ""),
        ("sell", Action.SELL, ""),
        ("bear", Action.SELL, ""),
        ("enter-short", Action.SELL, ""),
        ("STO", Action.SELL, ""),
        ("exit", Action.CLOSE, ""),
        ("flat", Action.CLOSE, ""),
        ("closeall", Action.CLOSE, ""),
        ("exit-all", Action.CLOSE, ""),
        ("closelong", Action.CLOSE, "long"),
        ("STC", Action.CLOSE, "long"),
        ("BTC", Action.CLOSE, "short"),
        ("exitShort", Action.CLOSE, "short"),
        ("reverse", Action.REVERSE, ""),
        ("cancelAll", Action.CANCEL, ""),
        ("hold", Action.IGNORE, ""),
        ("heartbeat", Action.IGNORE, ""),
    ],
)
def test_every_verb(word: str, action: Action, side: str) -> None:
    found = meaning(action=word, quantity="1")
    assert (found.action, found.previous_side) == (action, side)
    assert is_verb(word)


@pytest.mark.parametrize(
    "fields",
    [
        {"side": "Buy"},
        {"data": "buy"},
        {"signal": "BUY"},
        {"order": "buy"},
        {"order_action": "BUY"},
        {"strategy-order-action": "buy"},
        {"direction": "bull"},
        {"positionDirection": "entryLong"},
        {"type": "POSITION_TYPE_BUY"},
        {"orderType": "openLong"},
        {"command": "PLACE", "action": "BUY"},
        {"isBuy": True, "isSell": False},
        {"action": "buy", "signal": "Volume climax"},
        {"action": "buy", "order": "Exit long"},
        {"action": "buy", "type": "limit"},
    ],
)
def test_the_verb_is_found_under_every_name(fields: dict[str, Value]) -> None:
    assert meaning(**fields, qty="1").action is Action.BUY


def test_a_message_without_a_verb_is_refused() -> None:
    assert refusal(symbol="ES1!", message="buy ES1!") == "no_side"


@pytest.mark.parametrize("field", ["action", "side", "direction", "command"])
def test_a_word_that_is_no_verb_is_named(field: str) -> None:
    assert refusal(**{field: "stop_and_close"}) == "unknown_action"


@pytest.mark.parametrize(
    "fields",
    [
        {"action": "buy", "side": "sell"},
        {"action": "close", "side": "buy"},
        {"isBuy": True, "isClose": True},
        {"action": "closelong", "side": "closeshort"},
    ],
)
def test_verbs_that_disagree_are_refused(fields: dict[str, Value]) -> None:
    assert refusal(**fields) == "contradictory_sides"


def test_close_position_turns_any_order_into_a_close() -> None:
    assert meaning(side="Sell", close_position="True").action is Action.CLOSE
    assert meaning(side="Sell", qty="1", close_position="False").action is Action.SELL


def test_a_heartbeat_flag_asks_for_nothing() -> None:
    assert meaning(action="buy", heartbeat=True).action is Action.IGNORE
    assert meaning(action="buy", qty="1", heartbeat=False).action is Action.BUY


# Quantities.


@pytest.mark.parametrize(
    "name", ["quantity", "qty", "contracts", "size", "ordQty", "vol_lots", "q"]
)
def test_a_quantity_is_found_under_every_name(name: str) -> None:
    assert meaning(action="buy", **{name: "2"}).quantity == 2


@pytest.mark.parametrize(
    "value", ["0", Decimal(0), "NaN", Decimal("NaN"), "na", "false", "-1", "two", "1e13", True]
)
def test_what_is_no_quantity_is_refused(value: Value) -> None:
    assert refusal(action="buy", quantity=value) == "bad_quantity"


@pytest.mark.parametrize("value", [None, "", "null"])
def test_a_quantity_left_empty_is_left_to_the_settings(value: Value) -> None:
    assert meaning(action="buy", quantity=value).quantity is None


def test_quantities_that_disagree_are_refused() -> None:
    assert refusal(action="buy", quantity="1", contracts="2") == "contradictory_fields"
    assert meaning(action="buy", quantity="1", contracts="1.0").quantity == 1


def test_the_volume_of_a_bar_is_no_quantity() -> None:
    assert meaning(action="buy", volume=Decimal(152_300)).quantity is None
    assert meaning(type="POSITION_TYPE_SELL", volume=Decimal(3)).quantity == 3


def test_a_close_asks_for_no_quantity() -> None:
    assert meaning(action="close", quantity="0").action is Action.CLOSE


# Positions.


@pytest.mark.parametrize(
    ("fields", "target", "side"),
    [
        ({"position_size": "2"}, 2, "long"),
        ({"position_size": Decimal(-3)}, -3, "short"),
        ({"position_size": "0"}, 0, "flat"),
        ({"market_position": "flat"}, 0, "flat"),
        ({"market_position": "short", "market_position_size": "2"}, -2, "short"),
        ({"market_position": "long", "position_size": "4"}, 4, "long"),
        ({"pos": "0"}, 0, "flat"),
        ({"sentiment": "flat"}, 0, "flat"),
        ({"sentiment": "bullish"}, None, "long"),
        ({"market_position": "short"}, None, "short"),
        ({"current_position": "long"}, None, "long"),
        ({"market_position_size": "0"}, 0, "flat"),
    ],
)
def test_a_position_is_a_target(fields: dict[str, Value], target: int | None, side: str) -> None:
    found = meaning(**fields)
    assert (found.action, found.target, found.target_side) == (Action.TARGET, target, side)


def test_a_zero_quantity_beside_a_position_is_a_target() -> None:
    found = meaning(action="buy", quantity="0", position_size="1")
    assert (found.action, found.target) == (Action.TARGET, Decimal(1))


@pytest.mark.parametrize(
    ("fields", "target"),
    [
        # a long was closed
        ({"action": "sell", "market_position": "flat", "prev_market_position": "long"}, 0),
        ({"action": "sell", "position_size": "0"}, 0),
        ({"action": "close", "market_position": "flat"}, 0),
        # a long was turned by one order for both halves
        (
            {
                "action": "sell",
                "contracts": "2",
                "position_size": "-1",
                "prev_market_position": "long",
            },
            -1,
        ),
        # a part was taken off
        ({"action": "sell", "position_size": "1", "prev_position_size": "2"}, 1),
        (
            {
                "action": "buy",
                "market_position": "short",
                "market_position_size": "1",
                "prev_market_position": "short",
                "prev_market_position_size": "3",
            },
            -1,
        ),
        # more was added
        ({"action": "buy", "position_size": "3", "prev_market_position": "long"}, 3),
    ],
)
def test_the_position_explains_the_order(fields: dict[str, Value], target: int) -> None:
    found = meaning(**fields)
    assert found.action is Action.TARGET
    assert found.target == target


@pytest.mark.parametrize(
    "fields",
    [
        {"action": "buy", "position_size": "-1"},
        {"action": "sell", "market_position": "long"},
        {"action": "buy", "market_position": "flat", "prev_market_position": "long"},
        {"action": "buy", "market_position": "short", "prev_market_position": "flat"},
        {"action": "close", "market_position": "long"},
        {"market_position": "long", "position_size": "-2"},
        {"market_position": "flat", "position_size": "1"},
        {"market_position": "long", "position_size": "0"},
        {"market_position": "long", "market_position_size": "2", "position_size": "3"},
        {"market_position": "long", "sentiment": "bearish"},
        {"action": "sell", "position_size": "2", "prev_position_size": "1"},
    ],
)
def test_what_the_position_does_not_explain_is_refused(fields: dict[str, Value]) -> None:
    assert refusal(**fields) == "contradictory_sides"


@pytest.mark.parametrize(
    "fields",
    [
        {"position_size": "NaN"},
        {"position_size": Decimal("NaN")},
        {"market_position": "long", "market_position_size": "NaN"},
        {"market_position": "upwards"},
        {"position_size": "1e13"},
    ],
)
def test_a_position_that_cannot_be_read_is_refused(fields: dict[str, Value]) -> None:
    assert refusal(**fields) == "bad_quantity"


def test_a_side_without_a_size_takes_the_order_only_from_flat() -> None:
    from_flat = meaning(
        action="buy", contracts="2", market_position="long", prev_market_position="flat"
    )
    assert from_flat.target == 2
    # on a reversal the order covers the close as well: its size is not the position's
    turned = meaning(
        action="buy", contracts="2", market_position="long", prev_market_position="short"
    )
    assert (turned.target, turned.target_side) == (None, "long")


def test_the_previous_position_alone_is_no_target() -> None:
    found = meaning(action="sell", quantity="1", prev_position="long")
    assert (found.action, found.quantity, found.previous_side) == (Action.SELL, Decimal(1), "long")


@pytest.mark.parametrize("word", ["long", "short"])
def test_a_side_named_as_a_position_without_a_size_is_one(word: str) -> None:
    found = meaning(action=word)
    assert (found.action, found.target_side) == (Action.TARGET, word)


def test_a_side_named_as_a_position_with_a_size_is_an_order() -> None:
    found = meaning(direction="long", size="5")
    assert (found.action, found.quantity) == (Action.BUY, Decimal(5))


@pytest.mark.parametrize(
    ("fields", "is_exit"),
    [
        ({"action": "close"}, True),
        ({"action": "cancel"}, True),
        ({"market_position": "flat"}, True),
        ({"action": "sell", "qty": "1"}, False),
        ({"action": "reverse"}, False),
        ({"position_size": "1"}, False),
    ],
)
def test_what_words_alone_prove_to_be_an_exit(fields: dict[str, Value], is_exit: bool) -> None:
    assert meaning(**fields).is_exit is is_exit


def test_the_reading_is_explained() -> None:
    found = meaning(action="sell", market_position="flat", prev_market_position="long")
    assert [*map(str, found.explanation)] == [
        "target ← position flat",
        "action sell leads there.",
    ]


def test_a_reversal_may_lead_to_any_position() -> None:
    found = meaning(action="reverse", market_position="short", market_position_size="2")
    assert (found.action, found.target) == (Action.TARGET, Decimal(-2))
