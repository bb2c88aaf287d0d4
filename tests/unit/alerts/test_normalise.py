"""Messages to signals, each field from its own wording."""

from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal

import pytest

from tests.support.alerts import signal_of, signals_of
from traderterminal.alerts.dialects import Unreadable, decode
from traderterminal.alerts.fields import NotTradeable
from traderterminal.alerts.normalise import fired_ns
from traderterminal.domain.exits import BreakEven, ExitLevel, Trail
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import OrderType, TimeInForce
from traderterminal.domain.signals import Action, Signal
from traderterminal.kit.clock import parse_iso

FIRED = "2024-01-11T15:08:11Z"


def refusal(message: Mapping[str, object] | str, unit: str | None = None) -> str:
    with pytest.raises(NotTradeable) as caught:
        signal_of(message, unit)
    return caught.value.reason.code


def test_a_full_message_becomes_a_signal_with_every_field() -> None:
    signal = signal_of(
        {
            "strategy": "orb-5m",
            "account_group": "everyday",
            "account": "paper",
            "id": "Long",
            "symbol": "ES1!",
            "exchange": "CME_MINI",
            "side": "buy",
            "qty": "2",
            "orderType": "limit",
            "limitPrice": "4807.25",
            "tif": "GTC",
            "price": "4808.5",
            "stopLoss": {"stopPrice": 4790},
            "timenow": FIRED,
            "time": "2024-01-11T15:05:00Z",
            "max_lag": "10",
            "comment": "opening range",
        }
    )
    assert signal == Signal(
        action=Action.BUY,
        symbol="CME_MINI:ES1!",
        quantity=Decimal(2),
        order_type=OrderType.LIMIT,
        limit_price=Decimal("4807.25"),
        time_in_force=TimeInForce.GTC,
        alert_price=Decimal("4808.5"),
        stop_loss=ExitLevel(Decimal(4790), "price"),
        strategy="orb-5m",
        account="paper",
        account_group="everyday",
        message_id="Long",
        fired_ns=parse_iso(FIRED),
        bar_ns=parse_iso("2024-01-11T15:05:00Z"),
        max_lag_s=10,
        note="opening range",
        dialect="json",
        explanation=(Message("read_as", {"action": "buy", "heard": "side: buy"}),),
    )


def test_the_pairs_dialect_says_the_same() -> None:
    signal = signal_of("symbol=NQ1!; action=sell; qty=1; order_type=MKT; tif=DAY")
    assert (signal.action, signal.symbol, signal.quantity) == (Action.SELL, "NQ1!", Decimal(1))
    assert signal.dialect == "key_value"


def test_the_licence_line_says_the_same() -> None:
    signal = signal_of("7000012345,closelong,NQ1!")
    assert (signal.action, signal.previous_side, signal.symbol) == (Action.CLOSE, "long", "NQ1!")


def test_the_ticker_line_says_the_same() -> None:
    signal = signal_of("MSFT,buy,410.5,25")
    assert (signal.symbol, signal.quantity, signal.alert_price) == (
        "MSFT",
        Decimal(25),
        Decimal("410.5"),
    )


def test_a_ticker_line_whose_quantity_is_no_number_is_refused() -> None:
    assert refusal("MSFT,buy,410.5,NaN") == "bad_quantity"


def test_a_list_becomes_several_signals() -> None:
    signals = signals_of('[{"symbol":"ES1!","action":"close"},{"symbol":"NQ1!","action":"buy"}]')
    assert [s.action for s in signals] == [Action.CLOSE, Action.BUY]


@pytest.mark.parametrize("name", ["ticker", "instrument", "tv_instrument", "TICKER", "pair"])
def test_a_symbol_is_found_under_every_name(name: str) -> None:
    assert signal_of({name: "nq1!", "action": "buy"}).symbol == "NQ1!"


def test_an_exchange_in_the_symbol_is_kept() -> None:
    message = {"symbol": "CME_MINI:NQ1!", "exchange": "CBOT", "action": "buy"}
    assert signal_of(message).symbol == "CME_MINI:NQ1!"


@pytest.mark.parametrize("text", ["BRK.B", "C & F; drop", "NQ1!", "select"])
def test_no_character_and_no_word_in_a_text_is_feared(text: str) -> None:
    signal = signal_of(
        {"symbol": text, "action": "buy", "comment": "exec(select; <script>) & drop"}
    )
    assert signal.symbol == text.upper()


def test_a_message_without_a_symbol_is_refused_unless_it_is_a_heartbeat() -> None:
    assert refusal({"action": "buy"}) == "no_symbol"
    assert signal_of({"action": "heartbeat"}).action is Action.IGNORE


@pytest.mark.parametrize(
    "field",
    [
        "symbol",
        "action",
        "qty",
        "price",
        "time",
        "position_size",
        "strategy",
        "account",
        "id",
        "sl",
    ],
)
def test_a_placeholder_in_a_field_that_matters_is_named(field: str) -> None:
    message: dict[str, object] = {"symbol": "ES1!", "action": "buy", field: "{{close}}"}
    with pytest.raises(NotTradeable) as caught:
        signal_of(message)
    assert caught.value.reason.code == "unsubstituted_placeholder"
    assert caught.value.reason.parameters == {"placeholder": "{{close}}"}


def test_a_placeholder_left_bare_is_refused_wherever_it_stands() -> None:
    assert refusal('{"symbol":"ES1!","action":"buy","rsi":{{plot_3}}}') == (
        "unsubstituted_placeholder"
    )


def test_a_placeholder_in_a_field_that_is_not_read_does_no_harm() -> None:
    message = {"symbol": "ES1!", "action": "buy", "interval": "{{interval}}", "comment": "{{x}}"}
    assert signal_of(message).action is Action.BUY


@pytest.mark.parametrize(
    ("fields", "order_type", "limit", "stop"),
    [
        ({}, OrderType.MARKET, None, None),
        ({"orderType": "MKT", "price": "1"}, OrderType.MARKET, None, None),
        ({"type": "limit", "price": "9.5"}, OrderType.LIMIT, "9.5", None),
        ({"pricetype": "LMT", "limit_price": 9, "price": 8}, OrderType.LIMIT, "9", None),
        ({"order_type": "stop", "stop_price": "7"}, OrderType.STOP, None, "7"),
        (
            {"orderType": "stop_limit", "stopPrice": 7, "limitPrice": 8},
            OrderType.STOP_LIMIT,
            "8",
            "7",
        ),
    ],
)
def test_order_types_and_their_prices(
    fields: dict[str, object], order_type: OrderType, limit: str | None, stop: str | None
) -> None:
    signal = signal_of({"symbol": "ES1!", "action": "buy", **fields})
    assert signal.order_type is order_type
    assert signal.limit_price == (None if limit is None else Decimal(limit))
    assert signal.stop_price == (None if stop is None else Decimal(stop))
    assert signal.unsupported == ()


@pytest.mark.parametrize("price", [None, "", "0", "NaN", "na", "cheap"])
def test_a_limit_order_without_a_price_is_refused(price: str | None) -> None:
    message = {"symbol": "ES1!", "action": "buy", "orderType": "limit", "limitPrice": price}
    assert refusal(message) == "bad_price"


def test_an_exit_without_its_price_goes_to_the_market() -> None:
    signal = signal_of({"symbol": "ES1!", "action": "close", "orderType": "limit"})
    assert (signal.action, signal.order_type) == (Action.CLOSE, OrderType.MARKET)


TRAILING = {"symbol": "ES1!", "action": "buy", "orderType": "trailing_stop"}


def test_the_distance_of_a_trailing_stop_is_its_own_and_not_that_of_its_protection() -> None:
    signal = signal_of({**TRAILING, "trailPercent": 1, "sl_ticks": 20, "break_even_ticks": 8})
    assert (signal.order_type, signal.trail) == (
        OrderType.TRAILING_STOP,
        Trail(percent=Decimal(1)),
    )
    assert (signal.following, signal.unsupported) == (None, ())
    assert signal.break_even == BreakEven(8)


def test_a_trailing_stop_without_its_distance_is_refused() -> None:
    assert refusal(TRAILING) == "bad_distance"


def test_an_exit_that_is_to_trail_goes_to_the_market() -> None:
    signal = signal_of({**TRAILING, "action": "close", "trailPercent": 1})
    assert (signal.order_type, signal.trail) == (OrderType.MARKET, None)


def test_what_is_to_follow_an_entry_comes_with_its_signal() -> None:
    asked = {"trailAmount": 2, "break_even_ticks": 8, "close_after_s": 600}
    signal = signal_of({"symbol": "ES1!", "action": "buy", **asked})
    assert signal.following == Trail(price=Decimal(2))
    assert (signal.break_even, signal.close_after_s) == (BreakEven(8), 600)
    assert signal_of({"symbol": "ES1!", "action": "close", **asked}).following is None


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"order_type": "iceberg"}, "order type iceberg"),
        ({"tif": "OPG"}, "time in force opg"),
        ({"risk_percentage": 1}, "sizing by risk_percentage"),
    ],
)
def test_what_an_entry_asks_beyond_our_means_is_named(fields: dict[str, object], what: str) -> None:
    assert signal_of({"symbol": "ES1!", "action": "buy", **fields}).unsupported == (what,)


def test_bare_exits_need_the_unit_of_their_strategy() -> None:
    message: dict[str, object] = {"symbol": "ES1!", "action": "buy", "sl": 20}
    assert refusal(message) == "unit_unset"
    assert signal_of(message, "ticks").stop_loss == ExitLevel(Decimal(20), "ticks")


@pytest.mark.parametrize("fields", [{"action": "close"}, {"market_position": "flat"}])
def test_an_exit_is_not_refused_for_its_stop_loss(fields: dict[str, object]) -> None:
    signal = signal_of({"symbol": "ES1!", "sl": 20, "risk": 1, **fields})
    assert (signal.stop_loss, signal.unsupported) == (None, ())


def test_an_entry_whose_time_cannot_be_read_is_refused_and_an_exit_is_not() -> None:
    assert refusal({"symbol": "ES1!", "action": "buy", "time": "lunch"}) == "bad_time"
    assert signal_of({"symbol": "ES1!", "action": "close", "time": "lunch"}).fired_ns is None


@pytest.mark.parametrize(("text", "seconds"), [("0", None), (300, 300), ("0.4", 1), ("-5", None)])
def test_max_lag_counts_whole_seconds(text: object, seconds: int | None) -> None:
    message = {"symbol": "ES1!", "action": "buy", "max_lag": text}
    assert signal_of(message).max_lag_s == seconds


def test_names_that_pick_a_bot_and_prove_a_sender_are_not_kept() -> None:
    signal = signal_of({"symbol": "ES1!", "action": "buy", "code": "hush", "pointer": "hush-too"})
    assert (signal.strategy, signal.account) == ("", "")
    assert "hush" not in repr(signal)


def test_an_order_id_under_order_is_the_id_and_a_verb_there_is_not() -> None:
    base = {"symbol": "ES1!", "action": "buy"}
    assert signal_of({**base, "order": "Range break"}).message_id == "Range break"
    assert signal_of({**base, "order": "buy"}).message_id == ""


@pytest.mark.parametrize(
    "message",
    [
        '{"symbol":"ES1!","action":"buy","tp":"' + "9" * 60_000 + 'x"}',
        '{"symbol":"ES1!","action":"buy","time":"' + "2" * 60_000 + '"}',
        '{"symbol":"ES1!","action":"' + "close " * 10_000 + '"}',
        '{"' + "aB-" * 20_000 + '":1,"symbol":"ES1!"}',
        "AAPL,buy," + "9" * 60_000 + "x,1",
        "a" + " " * 60_000 + ";b=1",
        '{"secret":"' + "s" * 30_000 + '","note":"' + "s" * 30_000 + '"}',
    ],
)
def test_a_hostile_message_takes_no_longer_than_its_length(message: str) -> None:
    # quadratic work on 60 KB would run into the time limit of the test
    for _ in range(20):
        with suppress(NotTradeable, Unreadable):
            signals_of(message)


def test_the_moment_of_a_message_is_found_in_its_containers() -> None:
    item = decode(b'{"metadata":{"timestamp":"2024-01-11T15:08:11.000Z"}}').items[0]
    assert fired_ns(item) == parse_iso(FIRED)
    assert fired_ns(decode(b'{"time":"lunch"}').items[0]) is None
