"""What the ledger stores comes back as it was, digit for digit, also after years."""

import json
from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

import pytest

from tests.support.builders import fill, order
from traderterminal.domain.accounts import Account, Mode, TradingState
from traderterminal.domain.exits import BreakEven, ExitLevel, Exits, Target, Trail
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    Accepted,
    CancelFor,
    CancelRequested,
    Filled,
    Intent,
    Order,
    OrderStatus,
    OrderType,
    Refused,
    Sending,
    TimeInForce,
    Verdict,
    Where,
)
from traderterminal.domain.packages import PackagePart
from traderterminal.domain.positions import Position
from traderterminal.domain.signals import (
    Action,
    AlertRecord,
    AlertStatus,
    Approval,
    Decision,
    Signal,
    Stage,
    Touch,
)
from traderterminal.storage import encoding

D = Decimal
#: Money that no float holds.
EXACT = D("12345678901234567890.12345678901234567890")

FULL_ORDER = Order(
    order_id="TT1",
    client_order_id="mine",
    account="paper",
    symbol="ESH2024",
    side=Side.SELL,
    quantity=D("3.50"),
    order_type=OrderType.STOP_LIMIT,
    time_in_force=TimeInForce.GTD,
    created_ns=2**62,
    limit_price=D("4800.10"),
    stop_price=D("-0.25"),
    trail=Trail(ticks=4, price=D("1.50"), percent=D("0.1"), activation=D("4801")),
    expires_ns=2**62 + 1,
    intent=Intent.TARGET,
    status=OrderStatus.PENDING_REPLACE,
    below=OrderStatus.ACCEPTED,
    filled_quantity=D("1.0"),
    filled_value=EXACT,
    asked_quantity=D("3.0"),
    taken_back=D("0.5"),
    fill_ids=frozenset({"b", "a", "c"}),
    reason=Message("stale_quote", {"symbol": "ESH2024", "measured": "3.0"}, "ended"),
    where=Where.BROKER,
    broker_order_id="77",
    verdict=(Verdict("off_tick", "pass", "", "0.25"), Verdict("stale_quote", "refuse", "3", "2")),
    source="ticket",
    strategy="orb 5m ü💥",
    alert_id="AL1",
    group="both",
    parent_id="TT0",
    request="abc",
    reduces=True,
    triggered=True,
    at_once=True,
    exits=Exits(
        stop=ExitLevel(D("20"), "ticks"),
        targets=(Target(ExitLevel(D("0.5"), "percent"), D("1")), Target(ExitLevel(EXACT, "price"))),
        trail=Trail(ticks=8),
        break_even=BreakEven(10, -1),
        close_after_s=600,
        close_at_ns=2**62 + 2,
    ),
    link="T1",
    attached=True,
    canceled_for=CancelFor.BRACKET,
    package=PackagePart(2, 1, D("-1.50"), EXACT),
)
ORDERS = {
    "full": FULL_ORDER,
    "plain": order(),
    "working": order(Sending(), Accepted("9", Where.EXCHANGE)),
    "part filled and being cancelled": order(
        Sending(), Accepted(), Filled(fill(quantity="1")), CancelRequested(), quantity=2
    ),
    "refused": order(Sending(), Refused(Message("refused_by_broker", {"text": "no margin"}))),
    "trail of one kind": order(trail=Trail(percent=D("2.5"))),
}


def through_json(value: Any) -> Any:
    """Let a value make the journey it makes in the ledger."""
    return json.loads(json.dumps(value, ensure_ascii=False))


@pytest.mark.parametrize("kept", ORDERS.values(), ids=ORDERS)
def test_an_order_comes_back_as_it_was(kept: Order) -> None:
    encoded = through_json(encoding.encode_order(kept))
    verdict = through_json(encoding.encode_verdict(kept.verdict))
    assert encoding.decode_order(encoded, verdict) == kept


def test_an_order_that_comes_back_goes_on_living() -> None:
    kept = ORDERS["part filled and being cancelled"]
    again = encoding.decode_order(through_json(encoding.encode_order(kept)))
    assert again.apply(Filled(fill(quantity="1"))) == again  # the fill it knows
    done = again.apply(Filled(fill("f2", quantity="1")))
    assert (done.filled_quantity, done.status.value) == (D(2), "filled")


def test_every_part_of_an_order_is_stored() -> None:
    """One that is added to the order and forgotten here would be lost at the next start."""
    stored = set(encoding.encode_order(FULL_ORDER)) | {"verdict"}
    assert {field.name for field in fields(Order)} == stored


def test_the_encoding_of_an_order_does_not_depend_on_the_order_of_a_set() -> None:
    shuffled = replace(FULL_ORDER, fill_ids=frozenset(["c", "a", "b"]))
    assert json.dumps(encoding.encode_order(shuffled)) == json.dumps(
        encoding.encode_order(FULL_ORDER)
    )


FILL = fill(
    quantity="0.00001",
    price="98765.43210",
    fee=D("-0.35"),
    strategy="orb",
    group="spread 1",
    why={"rule": "touch", "bid": "1x2"},
)
POSITION = Position("paper", "ESH2024", D("50"), D("-3"), EXACT, D("-12.30"), D("6.75"))
ACCOUNT = Account(
    "paper", "paper", Mode.SIMULATOR, "USD", D("100000"), EXACT, D("-1.10"), D("2.25"),
    TradingState.REDUCING, D("12.34"),
)  # fmt: skip
SIGNAL = Signal(
    action=Action.TARGET,
    symbol="CME_MINI:ES1!",
    quantity=D("1.50"),
    target=D("-2"),
    target_side="short",
    previous_side="long",
    order_type=OrderType.STOP_LIMIT,
    limit_price=D("4800.25"),
    stop_price=D("4800"),
    trail=Trail(ticks=8),
    time_in_force=TimeInForce.GTC,
    alert_price=D("4801.5"),
    stop_loss=ExitLevel(D("20"), "ticks"),
    take_profit=(ExitLevel(D("1.5"), "percent"), ExitLevel(D("100.00"), "money")),
    following=Trail(price=D("2.50"), activation=D("4810")),
    break_even=BreakEven(8, 2),
    close_after_s=600,
    strategy="orb",
    account="paper",
    account_group="everyday",
    message_id="Long",
    fired_ns=1,
    bar_ns=0,
    max_lag_s=10,
    note="a; b & c",
    dialect="json",
    explanation=(Message("read_as", {"action": "buy", "heard": "side: buy"}),),
    unsupported=("trailing stop",),
)
ALERT = AlertRecord(
    alert_id="AL1",
    refusing=("apex",),
    received_ns=2**62,
    status=AlertStatus.PARTLY_EXECUTED,
    reason=Message("too_late", {"measured": "45", "limit": "30"}),
    signals=(SIGNAL, Signal(Action.CLOSE, "ES1!")),
    timeline=((Stage.RECEIVED, 1), (Stage.FILLED, 2)),
    order_ids=("TT1", "TT2"),
    body='{"secret":"••••"}',
    duplicates=2,
    symbol="ESH2024",
    accounts={"paper": (Message("filled", variant="unseen"), Message("refused"))},
    market_ns=3,
    touches={"ESH2024": Touch(Decimal("4800.00"), None)},
)

ROUND_TRIPS: list[tuple[Any, Callable[[Any], Any], Callable[[Any], Any]]] = [
    (FILL, encoding.encode_fill, encoding.decode_fill),
    (fill(), encoding.encode_fill, encoding.decode_fill),
    (POSITION, encoding.encode_position, encoding.decode_position),
    (ACCOUNT, encoding.encode_account, encoding.decode_account),
    (SIGNAL, encoding.encode_signal, encoding.decode_signal),
    (Signal(Action.BUY, "ES"), encoding.encode_signal, encoding.decode_signal),
    (ALERT, encoding.encode_alert, encoding.decode_alert),
    (
        AlertRecord("AL3", 1, AlertStatus.ACCEPTED, approval=Approval(1, 2)),
        encoding.encode_alert,
        encoding.decode_alert,
    ),
    (
        AlertRecord("AL4", 1, AlertStatus.ACCEPTED, approval=Approval(1, 2, Decision.APPROVED)),
        encoding.encode_alert,
        encoding.decode_alert,
    ),
    (AlertRecord("AL2", 1, AlertStatus.ACCEPTED), encoding.encode_alert, encoding.decode_alert),
    (None, encoding.encode_message, encoding.decode_message),
    (Message("already_flat", {}, "words"), encoding.encode_message, encoding.decode_message),
]


@pytest.mark.parametrize(
    ("kept", "encode", "decode"), ROUND_TRIPS, ids=[type(r[0]).__name__ for r in ROUND_TRIPS]
)
def test_what_is_stored_comes_back_as_it_was(
    kept: Any, encode: Callable[[Any], Any], decode: Callable[[Any], Any]
) -> None:
    again = decode(through_json(encode(kept)))
    assert again == kept
    assert repr(again) == repr(kept)  # 3.50 does not become 3.5


WHOLE = [(kept, encode) for kept, encode, _ in ROUND_TRIPS if kept is not None]


@pytest.mark.parametrize(("kept", "encode"), WHOLE, ids=[type(w[0]).__name__ for w in WHOLE])
def test_every_part_is_stored(kept: Any, encode: Callable[[Any], Any]) -> None:
    assert {field.name for field in fields(kept)} == set(encode(kept))


def test_money_is_stored_as_text() -> None:
    for encoded in (encoding.encode_fill(FILL), encoding.encode_position(POSITION)):
        assert not any(isinstance(value, float) for value in encoded.values())
    assert encoding.encode_account(ACCOUNT)["cash"] == str(EXACT)


def test_what_an_older_version_did_not_store_takes_its_default() -> None:
    old_order = encoding.encode_order(order())
    del old_order["source"]
    assert encoding.decode_order(old_order) == order()
    old_fill = encoding.encode_fill(fill())
    for name in ("strategy", "group", "why"):
        del old_fill[name]
    assert encoding.decode_fill(old_fill) == fill()
    bare = {"action": "buy", "symbol": "ES"}
    assert encoding.decode_signal(bare) == Signal(Action.BUY, "ES")
    alert = {"alert_id": "AL2", "received_ns": 1, "status": "accepted"}
    assert encoding.decode_alert(alert) == AlertRecord("AL2", 1, AlertStatus.ACCEPTED)


def test_what_an_older_version_said_in_words_is_said_in_them() -> None:
    signal = {"action": "buy", "symbol": "ES", "explanation": ["buy ← side: buy"]}
    alert = {
        **{"alert_id": "AL2", "received_ns": 1, "status": "executed"},
        **{"accounts": {"paper": "Bought 1. Refused."}, "signals": [signal]},
    }
    found = encoding.decode_alert(alert)
    assert [*map(str, found.accounts["paper"])] == ["Bought 1. Refused."]
    assert [*map(str, found.signals[0].explanation)] == ["buy ← side: buy"]


def test_a_state_that_this_version_does_not_know_is_an_error_and_not_a_guess() -> None:
    encoded = encoding.encode_order(order()) | {"status": "half_filled"}
    with pytest.raises(ValueError, match="half_filled"):
        encoding.decode_order(encoded)


@pytest.mark.parametrize("limit", [None, Decimal("-1.50")])
def test_a_leg_comes_back_with_its_package(limit: Decimal | None) -> None:
    leg = order(Sending(), package=PackagePart(4, 2, limit, Decimal("350.00")))
    encoded = through_json(encoding.encode_order(leg))
    assert repr(encoding.decode_order(encoded)) == repr(leg)
    del encoded["package"]  # as older versions have written it
    assert encoding.decode_order(encoded).package is None
