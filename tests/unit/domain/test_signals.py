"""What an alert may ask for, and the words the outside reads."""

from traderterminal.domain.orders import OrderType, TimeInForce
from traderterminal.domain.signals import Action, AlertRecord, AlertStatus, Signal, Stage


def test_a_signal_asks_for_a_market_order_of_the_day_unless_it_says_otherwise() -> None:
    signal = Signal(Action.BUY, "ESH2024")
    assert (signal.order_type, signal.time_in_force) == (OrderType.MARKET, TimeInForce.DAY)
    assert (signal.quantity, signal.target) == (None, None)


def test_statuses_are_the_words_of_the_interface() -> None:
    assert {status.value for status in AlertStatus} == {
        *("accepted", "rejected", "no_action", "executed", "partly_executed", "failed")
    }


def test_stages_stand_in_the_order_in_which_an_alert_passes_them() -> None:
    assert [stage.value for stage in Stage] == [
        *("received", "authenticated", "stored", "parsed", "routed", "waiting"),
        *("gated", "submitted", "acknowledged", "filled"),
    ]


def test_a_record_starts_without_orders_and_duplicates() -> None:
    record = AlertRecord("A1", received_ns=1, status=AlertStatus.ACCEPTED)
    assert (record.order_ids, record.duplicates, record.reason) == ((), 0, None)
