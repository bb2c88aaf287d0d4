"""What the gate lets through, what it refuses, with which figures."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.support.builders import AAPL, ES, option, order, quote
from traderterminal.desk.exposure import Exposure, Working
from traderterminal.desk.gate import Pace, Question, ask, money_needed
from traderterminal.desk.ports import Capabilities
from traderterminal.domain.accounts import Account, Mode, TradingState
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import AssetClass, Notation
from traderterminal.domain.messages import Message, english
from traderterminal.domain.orders import (
    Accepted,
    CancelRequested,
    Order,
    OrderType,
    OutcomeLost,
    Sending,
    TimeInForce,
)
from traderterminal.market.ports import FeedHealth, FeedState
from traderterminal.risk.limits import LIVE, PAPER
from traderterminal.risk.margins import FULL_PRICE, NOTHING, Margin

D = Decimal
RUNNING = FeedHealth(FeedState.RUNNING, 0.1, 2.0)
ACCOUNT = Account("paper", "paper", Mode.SIMULATOR, "USD", D(100_000), D(100_000))


def question(asked: Order, **changes: Any) -> Question:
    made = Question(
        order=asked,
        instrument=ES,
        account=ACCOUNT,
        limits=PAPER,
        capabilities=Capabilities(frozenset(OrderType), frozenset(TimeInForce)),
        position=D(0),
        working=Working(),
        quote=quote(),
        health=RUNNING,
        opens=None,
        expired=False,
        buying_power=D(100_000),
        margin=NOTHING,
        pace=Pace(),
    )
    return replace(made, **changes)


def limit(price: str, side: Side = Side.BUY, quantity: int = 1) -> Order:
    return order(order_type=OrderType.LIMIT, limit_price=D(price), side=side, quantity=quantity)


def stop(price: str, side: Side) -> Order:
    return order(order_type=OrderType.STOP, stop_price=D(price), side=side)


HALTED = replace(ACCOUNT, state=TradingState.HALTED)
REDUCING = replace(ACCOUNT, state=TradingState.REDUCING)
CAREFUL = replace(PAPER, max_daily_loss=D(500))
SILENT = FeedHealth(FeedState.RUNNING, 3.0, 2.0)
ENDED = FeedHealth(FeedState.ENDED, 0.0, None)
GAP = FeedHealth(FeedState.GAP, 0.0, None)
DOWN = FeedHealth(FeedState.DOWN, 0.0, 2.0)
UNKNOWN = order(Sending(), OutcomeLost(), order_id="TT9")
UNKNOWN_BELOW = UNKNOWN.apply(CancelRequested())

CALL = option("C", 185)
NO_RATE = Message("no_exchange_rate", {"currency": "EUR", "day": "2024-01-09", "file": "x.csv"})

NEWS = Message(
    "news_blackout", {"symbol": "ESH2024", "event": "CPI", "at": "07:30 CST", "until": "07:32:00"}
)
NO_CALENDAR = Message(
    "news_blackout", {"symbol": "ESH2024", "problem": "news.csv is empty"}, "unknown"
)

#: Refusals that name the nearest value that would do.
NEAREST: list[tuple[Question, str]] = [
    (
        question(limit("4800.10")),
        "4,800.10 is not a multiple of the ESH2024 tick 0.25; the nearest is 4,800.00.",
    ),
    (
        question(replace(limit("-5"), symbol="AAPL"), instrument=AAPL),
        "\N{MINUS SIGN}5 is no price of AAPL; the lowest is 0.01.",
    ),
    (
        question(replace(stop("0.00", Side.SELL), symbol="AAPL"), instrument=AAPL),
        "0.00 is no price of AAPL; the lowest is 0.01.",
    ),
    (
        question(replace(limit("-0.004"), symbol="AAPL"), instrument=AAPL),
        "\N{MINUS SIGN}0.004 is not a multiple of the AAPL tick 0.01; the nearest is 0.01.",
    ),
    (
        question(replace(order(), quantity=D("1.6"))),
        "1.6 is not a multiple of the ESH2024 lot 1; the nearest is 2.",
    ),
    (
        question(order(), expired=True, front="ESM2024"),
        "ESH2024 stopped trading on 2024-03-15; the front month is ESM2024.",
    ),
    (question(order(), expired=True), "ESH2024 stopped trading on 2024-03-15."),
    (
        question(order(), instrument=CALL, expired=True, front="AAPL  240126C00185000"),
        "stopped trading on 2024-01-19; the nearest that trades is AAPL  240126C00185000.",
    ),
]

REFUSALS: list[tuple[str, Question, str, str]] = [
    ("max_order_quantity", question(order(quantity=101)), "101", "100"),
    ("max_position", question(order(quantity=50), position=D(951)), "1001", "1000"),
    (
        "max_position",
        question(order(quantity=2, side=Side.SELL), position=D(-999)),
        "-1001",
        "1000",
    ),
    ("price_collar", question(limit("4824.50")), "0.51", "0.5"),
    ("price_collar", question(limit("4775.75", Side.SELL)), "0.51", "0.5"),
    ("price_collar", question(stop("4790.00", Side.BUY)), "4790.00", "4800.25"),
    ("price_collar", question(stop("4810.00", Side.SELL)), "4810.00", "4800.00"),
    ("odd_lot", question(order(quantity=0)), "0", "1"),
    ("odd_lot", question(replace(order(), quantity=D("1.5"))), "1.5", "1"),
    ("off_tick", question(limit("4800.10")), "4800.10", "0.25"),
    ("session_closed", question(order(), opens="17:00"), "closed", "open"),
    ("stale_quote", question(order(), quote=None), "none", ""),
    ("stale_quote", question(order(), health=SILENT), "3.0", "2"),
    ("stale_quote", question(order(), health=ENDED), "0.0", ""),
    ("stale_quote", question(order(), health=GAP), "0.0", ""),
    ("stale_quote", question(order(), health=DOWN), "0.0", "2"),
    ("expired_contract", question(order(), expired=True), "ESH2024", "2024-03-15"),
    ("halted", question(order(), account=HALTED), "halted", "active"),
    ("reducing", question(order(), account=REDUCING), "reducing", "active"),
    ("halted", question(order(), killed=True), "on", "off"),
    ("daily_loss", question(order(), limits=CAREFUL, day_net=D("-500.00")), "500.00", "500"),
    ("daily_loss", question(order(), limits=CAREFUL, day_net=None), "unknown", "500"),
    ("news_blackout", question(order(), blackout=NEWS), "CPI", "07:32:00"),
    ("news_blackout", question(order(), blackout=NO_CALENDAR), "unknown", ""),
    (
        "roll_window",
        question(order(strategy="orb"), limits=LIVE, rolled=date(2024, 3, 8)),
        "2024-03-08",
        "2024-03-15",
    ),
    ("strategy_stopped", question(order(strategy="orb"), limits=LIVE, round_trips=7), "7", "6"),
    ("wide_spread", question(order(strategy="orb"), quote=quote("4797.00", "4800.00")), "12", "10"),
    (
        "max_order_quantity",
        question(limit("100", quantity=300), instrument=AAPL, limits=LIVE),
        "30000.00",
        "25000",
    ),
    ("no_exchange_rate", question(order(), unconverted=NO_RATE), "no rate", ""),
    ("program_stalled", question(order(alert_id="AL1"), stalled=True), "stalled", "running"),
    ("order_unknown_pending", question(order(), working=Working.of((UNKNOWN,))), "1", "0"),
    ("order_unknown_pending", question(order(), working=Working.of((UNKNOWN_BELOW,))), "1", "0"),
    (
        "insufficient_buying_power",
        question(limit("4800", quantity=21), instrument=AAPL, margin=FULL_PRICE),
        "100800.00",
        "100000.00",
    ),
    ("insufficient_buying_power", question(order(), buying_power=D(-1)), "0.00", "-1.00"),
    (
        "insufficient_buying_power",
        question(order(quantity=2), margin=Margin(per_contract=D(500)), buying_power=D("999.99")),
        "1000.00",
        "999.99",
    ),
    (
        "duplicate_order",
        question(order(), limits=LIVE, pace=Pace(same_seconds_ago=D("1.5"))),
        "1.5",
        "2",
    ),
    ("message_rate", question(order(), limits=LIVE, pace=Pace(last_second=5)), "6", "5"),
    ("message_rate", question(order(), limits=LIVE, pace=Pace(last_minute=60)), "61", "60"),
    ("message_rate", question(order(), limits=LIVE, pace=Pace(today=1000)), "1001", "1000"),
    (
        "message_rate",
        question(order(strategy="orb"), limits=LIVE, pace=Pace(automated_last_minute=10)),
        "11",
        "10",
    ),
    (
        "unsupported",
        question(order(), capabilities=Capabilities(frozenset(), frozenset(TimeInForce))),
        "order type market",
        "",
    ),
    (
        "unsupported",
        question(order(), capabilities=Capabilities(frozenset(OrderType), frozenset())),
        "time in force day",
        "",
    ),
]


@pytest.mark.parametrize(
    ("code", "asked", "measured", "limit"), REFUSALS, ids=[f"{r[0]}-{r[2]}" for r in REFUSALS]
)
def test_a_refusal_has_code_measured_value_and_limit(
    code: str, asked: Question, measured: str, limit: str
) -> None:
    ruling = ask(asked)
    assert ruling.refusal is not None
    assert ruling.refusal.code == code
    (refused,) = [v for v in ruling.verdicts if v.outcome == "refuse"]
    assert (refused.measured, refused.limit) == (measured, limit)
    assert "—" not in english(ruling.refusal)  # every value that the text names is there


@pytest.mark.parametrize(("asked", "words"), NEAREST)
def test_what_can_never_be_names_the_nearest_that_can(asked: Question, words: str) -> None:
    refusal = ask(asked).refusal
    assert refusal is not None
    assert english(refusal).endswith(words)


@pytest.mark.parametrize(
    ("health", "words"),
    [
        (SILENT, "The ESH2024 feed has been silent for 3.0 s, the limit is 2 s."),
        (ENDED, "The recording of ESH2024 has ended."),
        (GAP, "The feed of ESH2024 has a gap: nobody saw its quotes."),
        (DOWN, "The ESH2024 feed is down. Entries leave again once it is back."),
    ],
)
def test_a_feed_that_cannot_be_traded_on_is_told_apart(health: FeedHealth, words: str) -> None:
    refusal = ask(question(order(), health=health)).refusal
    assert refusal is not None
    assert english(refusal) == f"Refused. Nothing was sent. {words} Exits still work."


def test_rules_after_a_refusal_say_that_they_were_not_asked() -> None:
    verdicts = ask(question(limit("4800.10"))).verdicts
    after = verdicts[[v.rule for v in verdicts].index("off_tick") + 1 :]
    assert after
    assert {v.outcome for v in after} == {"skip"}


NO_LIMITS = replace(
    PAPER,
    max_order_quantity=dict.fromkeys(AssetClass, D(0)),
    max_position=dict.fromkeys(AssetClass, D(0)),
)
ANY_HOUR = replace(PAPER, enforce_session=False)
PAUSED = FeedHealth(FeedState.PAUSED, 99.0, None)

PASSES: list[tuple[str, Question]] = [
    ("largest order", question(order(quantity=100))),
    ("largest position", question(order(quantity=100), position=D(900))),
    ("marketable within the collar", question(limit("4824.00"))),
    ("limit far from the market", question(limit("4000.00"))),
    ("buy stop above", question(stop("4810.00", Side.BUY))),
    ("sell stop below", question(stop("4790.00", Side.SELL))),
    ("closed session, hours ignored", question(order(), opens="later", limits=ANY_HOUR)),
    (
        "news, ignored",
        question(order(), blackout=NEWS, limits=replace(PAPER, enforce_news_blackout=False)),
    ),
    ("limits off", question(order(quantity=5000), limits=NO_LIMITS)),
    ("feed that cannot go stale", question(order(), health=PAUSED)),
    (
        "no collar for options",
        question(
            limit("4900.00"),
            instrument=replace(ES, asset_class=AssetClass.OPTION),
            buying_power=D(1_000_000),
        ),
    ),
    ("no collar where nothing stands", question(limit("1.00"), quote=quote(None, None, "-5.00"))),
    ("within the day's loss", question(order(), limits=CAREFUL, day_net=D("-499.99"))),
    ("by hand in a rolled month", question(order(), limits=LIVE, rolled=date(2024, 3, 8))),
    ("by hand", question(order(), limits=LIVE, pace=Pace(automated_last_minute=99))),
]


@pytest.mark.parametrize("asked", [p[1] for p in PASSES], ids=[p[0] for p in PASSES])
def test_what_is_within_every_limit_passes(asked: Question) -> None:
    ruling = ask(asked)
    assert ruling.refusal is None
    assert {v.outcome for v in ruling.verdicts} == {"pass"}


#: What no market could take, from an exit neither.
IMPOSSIBLE = ("off_tick", "odd_lot", "expired_contract", "unsupported")
GUARDS = [refusal for refusal in REFUSALS if refusal[0] not in IMPOSSIBLE]


@pytest.mark.parametrize("asked", [r[1] for r in GUARDS], ids=[f"{r[0]}-{r[2]}" for r in GUARDS])
def test_an_exit_passes_every_limit_lock_and_broken_feed(asked: Question) -> None:
    exit_order = replace(asked.order, reduces=True)
    assert ask(replace(asked, order=exit_order)).refusal is None


@pytest.mark.parametrize("code", IMPOSSIBLE)
def test_an_exit_that_no_market_can_take_is_still_refused(code: str) -> None:
    asked = next(r[1] for r in REFUSALS if r[0] == code)
    refusal = ask(replace(asked, order=replace(asked.order, reduces=True))).refusal
    assert refusal is not None
    assert refusal.code == code


def test_opposite_working_orders_are_not_netted_in_the_worst_case() -> None:
    buy = order(Sending(), Accepted(), quantity=3)
    sell = order(Sending(), Accepted(), order_id="TT2", quantity=5, side=Side.SELL)
    working = Working.of((buy, sell))
    limits = replace(PAPER, max_position=dict.fromkeys(AssetClass, D(0)))
    wishes = {side: question(order(side=side), position=D(1), working=working) for side in Side}
    shown = {
        side: next(v for v in ask(replace(q, limits=limits)).verdicts if v.rule == "max_position")
        for side, q in wishes.items()
    }
    assert (shown[Side.BUY].measured, shown[Side.SELL].measured) == ("5", "-5")


@pytest.mark.parametrize(
    ("side", "quantity", "position", "needed"),
    [
        (Side.BUY, 20, 0, 2000),
        (Side.BUY, 20, 10, 2000),
        (Side.BUY, 20, -10, 1000),
        (Side.SELL, 20, 10, 1000),
        (Side.SELL, 10, 10, 0),
    ],
)
def test_only_what_an_order_opens_ties_up_cash(
    side: Side, quantity: int, position: int, needed: int
) -> None:
    reversal = order(
        side=side, quantity=quantity, order_type=OrderType.LIMIT, limit_price=D(100), symbol="AAPL"
    )
    exposure = Exposure("AAPL", D(position), Working())
    assert money_needed(reversal, AAPL, None, FULL_PRICE, exposure) == needed
    half = Margin(of_value=D("0.5"))
    assert money_needed(reversal, AAPL, None, half, exposure) == needed / 2


@pytest.mark.parametrize(
    ("side", "quantity", "held", "buying", "selling", "needed"),
    [
        (Side.BUY, 2, 0, 0, 0, 1000),
        (Side.BUY, 2, 3, 0, 0, 1000),
        (Side.BUY, 2, 0, 1, 0, 1000),
        (Side.SELL, 2, 0, 2, 0, 0),  # only one side of the two can be the largest
        (Side.SELL, 3, 0, 2, 0, 500),
        (Side.SELL, 3, 2, 0, 0, 0),  # it ends no larger than it was
        (Side.SELL, 5, 2, 0, 0, 500),
        (Side.SELL, 2, 2, 0, 2, 0),
    ],
)
def test_a_future_ties_up_the_margin_of_what_the_largest_position_grows_by(
    side: Side, quantity: int, held: int, buying: int, selling: int, needed: int
) -> None:
    exposure = Exposure("ESH2024", D(held), Working(D(buying), D(selling)))
    asked = order(side=side, quantity=quantity)
    assert money_needed(asked, ES, quote(), Margin(per_contract=D(500)), exposure) == needed


@pytest.mark.parametrize(("side", "needed"), [(Side.BUY, 600), (Side.SELL, 8100)])
def test_what_is_written_ties_up_more_than_its_price(side: Side, needed: int) -> None:
    option = replace(AAPL, asset_class=AssetClass.OPTION, point_value=D(100))
    asked = limit("3.00", side, quantity=2)
    margin, alone = replace(FULL_PRICE, written=D(3750)), Exposure("AAPL", D(0), Working())
    assert money_needed(asked, option, None, margin, alone) == needed


def test_a_refused_price_is_said_as_the_ticket_writes_it() -> None:
    note = replace(ES, tick_size=D("0.015625"), notation=Notation.THIRTY_SECONDS)
    asked = question(
        stop("112.5", Side.BUY), instrument=note, quote=quote("112.5", "112.515625", "112.5")
    )
    refusal = ask(asked).refusal
    assert refusal is not None
    assert "A buy stop at 112'160 is on the wrong side of the market at 112'165." in english(
        refusal
    )
    told = ask(asked).told
    assert told is not None
    assert told.parameters["limit"] == "112.515625"


def test_a_person_may_confirm_an_order_like_the_one_before_and_a_strategy_may_not() -> None:
    soon = Pace(same_seconds_ago=D(1))
    by_hand = question(order(), limits=LIVE, pace=soon, confirmed=True)
    assert ask(by_hand).refusal is None
    assert ask(replace(by_hand, order=order(strategy="orb"))).refusal is not None


@pytest.mark.parametrize(
    ("side", "price", "refused"),
    [
        (Side.BUY, "4799", False),
        (Side.BUY, "4801", True),
        (Side.SELL, "4801", False),
        (Side.SELL, "4799", True),
    ],
)
def test_what_waits_to_be_touched_waits_on_the_other_side_than_a_stop(
    side: Side, price: str, refused: bool
) -> None:
    waiting = replace(stop(price, side), order_type=OrderType.MARKET_IF_TOUCHED)
    refusal = ask(question(waiting)).refusal
    assert (refusal is not None) is refused
    if refusal is not None:
        assert refusal.key == "price_collar.touched"


def test_an_exit_needs_no_exchange_rate() -> None:
    ruling = ask(question(replace(order(), reduces=True), unconverted=NO_RATE))
    assert ruling.refusal is None


def test_amounts_are_told_in_the_currency_of_the_account() -> None:
    euros = replace(ACCOUNT, currency="EUR")
    asked = question(order(quantity=2), account=euros, buying_power=D("-1000"))
    refusal = ask(asked).refusal
    assert refusal is not None
    assert "needs €0.00, paper has €\N{MINUS SIGN}1,000.00" in english(refusal)
