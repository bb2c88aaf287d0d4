"""Twenty-four faults that trading programs fell into, and the test that keeps each out of this one.

A trap is proven by the tests that its row names, or it belongs to what is not built yet, and then
the row says so. What no other test proves stands below the table.
"""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import count

import pytest
import pytest_asyncio

from tests.support.alerts import InboxDesk, resolve, signal_of, turns
from tests.support.gateway_services import call, http_scope
from tests.support.market import utc_date
from tests.support.paper_desk import PaperDesk, open_paper_desk, paper_desk, wish
from tests.support.proofs import is_there
from tests.support.shared_data import REPOSITORY
from tests.support.shipped import shipped_calendar
from traderterminal.alerts.inbox import Inbox, Proof
from traderterminal.alerts.routing import AlertRules
from traderterminal.desk.desk import FillBooked
from traderterminal.desk.groups import Member
from traderterminal.domain.orders import OrderStatus
from traderterminal.domain.signals import Action, AlertStatus
from traderterminal.gateway.webhook import Keys, Webhook
from traderterminal.journal.book import Journal, Selection
from traderterminal.kit.clock import VirtualClock, parse_iso

D = Decimal


@dataclass(frozen=True, slots=True)
class Trap:
    """A fault, and what keeps it out: tests as `file::name`, or why there are none yet."""

    fault: str
    proofs: tuple[str, ...] = ()
    not_built: str = ""


HERE = "integration/test_traps.py"
TRAPS = {
    1: Trap(
        "A signature header is demanded that TradingView cannot send",
        (
            "unit/gateway/test_webhook.py::test_the_secret_of_the_path_proves_a_delivery",
            "integration/test_listener.py::test_a_secret_in_the_body_proves_the_alert",
            "e2e/test_first_trade.py::test_two_alerts_on_the_recorded_market_make_one_round_trip_for_ever",
        ),
    ),
    2: Trap(
        "A content type is demanded, and text/plain turned away",
        (f"{HERE}::test_an_alert_is_taken_whatever_its_content_type",),
    ),
    3: Trap(
        "Symbols such as NQ1!, CME_MINI:ES1! and BRK.B are refused for their characters",
        ("unit/domain/test_symbols.py::test_every_way_to_name_an_instrument",),
    ),
    4: Trap(
        "Ordinary words and characters of a comment are taken for an attack",
        (f"{HERE}::test_a_comment_may_say_anything",),
    ),
    5: Trap(
        "A quantity that is small in shares is refused as too many",
        (
            f"{HERE}::test_ten_thousand_shares_are_an_order_and_a_thousand_futures_are_not",
            "unit/risk/test_limits.py::test_paper_takes_a_hundred_futures_or_ten_thousand_shares_an_order",
        ),
    ),
    6: Trap(
        "An alert that is delivered twice trades twice",
        (
            "unit/alerts/test_inbox.py::test_an_alert_delivered_again_is_a_duplicate_and_trades_once",
            "integration/test_alert_restart.py::*",
        ),
    ),
    7: Trap(
        "The documented address cannot be reached by TradingView",
        (
            f"{HERE}::test_the_readme_says_how_tradingview_reaches_the_listener",
            "integration/test_listener.py::test_behind_a_tunnel_only_the_webhook_answers",
        ),
    ),
    8: Trap(
        "A group whose broker is not connected is accepted",
        (
            "unit/desk/test_router.py::test_an_account_without_a_broker_is_refused_and_never_handed_to_another",
            "unit/alerts/test_routing.py::test_a_mapping_to_nowhere_is_refused",
        ),
    ),
    9: Trap(
        "An alert for a live account trades on paper and reports success",
        (
            "unit/desk/test_router.py::test_an_account_without_a_broker_is_refused_and_never_handed_to_another",
            "unit/alerts/test_trading.py::test_an_unknown_strategy_never_trades_on_a_real_account",
        ),
    ),
    10: Trap(
        "Every group trades the default account",
        (
            "unit/alerts/test_trading.py::test_every_account_of_a_group_trades_its_share",
            "unit/alerts/test_trading.py::test_an_unknown_account_is_never_the_default_one",
        ),
    ),
    11: Trap(
        "A limit or a lock blocks the way out",
        (
            "unit/desk/test_gate.py::test_an_exit_passes_every_limit_lock_and_broken_feed",
            "unit/desk/test_desk.py::test_an_exit_works_when_the_feed_is_down_and_the_session_closed",
            "unit/alerts/test_trading.py::test_a_late_exit_trades_and_is_marked",
        ),
    ),
    12: Trap(
        "The position limit looks at the order alone",
        (
            "unit/desk/test_gate.py::test_opposite_working_orders_are_not_netted_in_the_worst_case",
            "unit/desk/test_gate.py::test_a_refusal_has_code_measured_value_and_limit",
        ),
    ),
    13: Trap(
        "The peak of the equity grows with every update, so that the drawdown is wrong",
        ("unit/journal/test_statistics.py::test_the_deepest_fall_from_a_peak",),
        "the trailing drawdown of funded accounts; the journal's own drawdown is proven",
    ),
    14: Trap(
        "Trading hours are compared as local text",
        (
            "unit/domain/test_sessions.py::test_the_session_keeps_its_wall_clock_when_the_clocks_go_forward",
            "unit/domain/test_sessions.py::test_the_session_keeps_its_wall_clock_when_the_clocks_go_back",
            "unit/app/test_hours.py::test_the_markets_day_follows_the_session_and_not_midnight",
        ),
    ),
    15: Trap(
        "A broker is pretended, with accounts made up",
        ("unit/app/test_settings.py::test_a_value_out_of_range_names_its_key_and_what_it_was",),
        "brokers other than paper; until then a broker's account is refused in the settings",
    ),
    16: Trap(
        "Paper quotes are random around prices written into the program",
        (
            "unit/paper/test_broker.py::test_a_market_order_fills_at_the_opposite_quote_with_all_that_belongs_to_it",
            "unit/paper/test_broker.py::test_an_order_without_any_quote_waits_for_the_first_one",
        ),
    ),
    17: Trap(
        "A limit fills at once or worse than its price, a stop at once at the last price",
        (
            "unit/paper/test_matching.py::test_a_resting_limit_waits_until_the_market_reaches_it",
            "unit/paper/test_matching.py::test_a_resting_limit_never_trades_better_or_worse_than_its_price",
            "unit/paper/test_matching.py::test_an_untriggered_stop_never_trades",
        ),
    ),
    18: Trap(
        "UTC hours are compared with New York's, and futures are refused at night",
        (
            "unit/app/test_hours.py::test_an_exchange_opens_and_closes_and_says_when_it_opens_again",
            f"{HERE}::test_futures_trade_through_the_night",
        ),
    ),
    19: Trap(
        "A result is realised only when a sale makes the position exactly flat",
        (
            "unit/domain/test_positions.py::test_a_partial_close_realises_its_part_and_leaves_the_average",
            "unit/domain/test_positions.py::test_covering_a_short_realises_too",
            "unit/desk/test_tracker.py::test_money_of_stocks_and_futures_moves_as_it_does_there",
            "property/test_journal.py::test_realised_open_and_cash_always_agree",
        ),
    ),
    20: Trap(
        "Flatten sends its orders elsewhere and opens the opposite position",
        (
            "unit/desk/test_desk.py::test_flatten_cancels_and_closes_everything",
            "unit/desk/test_judge.py::test_a_close_by_root_leaves_other_accounts_and_roots_alone",
        ),
    ),
    21: Trap(
        "A mode can be chosen that no order ever reaches",
        (
            "unit/app/test_settings.py::test_a_value_out_of_range_names_its_key_and_what_it_was",
            "unit/desk/test_router.py::test_an_account_without_a_broker_is_refused_and_never_handed_to_another",
        ),
    ),
    22: Trap(
        "A symbol with a C or a P in it is taken for an option",
        ("unit/domain/test_symbols.py::test_a_ticker_with_a_c_or_a_p_in_it_is_no_option",),
    ),
    23: Trap(
        "A strategy's result is never recorded, or made up",
        (f"{HERE}::test_a_strategys_trade_is_recorded_at_the_prices_that_were_booked",),
    ),
    24: Trap(
        "A strategy's result leaves out the contract's multiplier, and two trackers disagree",
        (
            f"{HERE}::test_a_strategys_trade_is_recorded_at_the_prices_that_were_booked",
            "unit/journal/test_book.py::test_statistics_are_net_of_fees",
        ),
    ),
}


def test_every_trap_is_there() -> None:
    assert sorted(TRAPS) == list(range(1, 25))


@pytest.mark.parametrize("number", TRAPS)
def test_what_keeps_a_trap_out_is_there(number: int) -> None:
    trap = TRAPS[number]
    assert trap.proofs or trap.not_built
    assert [proof for proof in trap.proofs if not is_there(proof)] == []


@pytest.mark.parametrize(
    "kind", [None, "text/plain", "application/json", "image/png", "ünreadable"]
)
async def test_an_alert_is_taken_whatever_its_content_type(kind: str | None) -> None:
    desk = InboxDesk()
    hook = Webhook(desk.inbox.receive, Keys("s" * 40, "r" * 40), desk.host, 100, 100)
    headers = [] if kind is None else [(b"content-type", kind.encode())]
    body = b'{"symbol":"ES1!","action":"buy","quantity":1,"id":"1"}'
    scope = http_scope(f"/webhook/tradingview/{'s' * 40}", headers, "POST")
    status, _ = await call(hook, scope, body)
    await turns()
    assert status == 202
    assert len(desk.trader.wishes) == 1


@pytest.mark.parametrize("field", ["comment", "description", "alert_name", "strategy"])
@pytest.mark.parametrize(
    "words",
    [
        "select the dip & drop the rest; exec the script -- then union all",
        "<b>O'Brien</b> || 1=1 $(rm) `x` ../../etc \\u0000 100%",
        "Bärenmarkt 📉 買い",
    ],
)
def test_a_comment_may_say_anything(field: str, words: str) -> None:
    signal = signal_of(json.dumps({"symbol": "ES1!", "action": "buy", field: words}))
    assert signal.action is Action.BUY


async def test_ten_thousand_shares_are_an_order_and_a_thousand_futures_are_not() -> None:
    rich = paper_desk()
    await rich.open(cash=10**9)
    rich.market.quotes["AAPL"] = rich.market.quotes["ESH2024"]
    shares = await rich.desk.place(wish("buy", 10_000, symbol="AAPL"))
    assert shares.status is OrderStatus.ACCEPTED
    futures = await rich.desk.place(wish("buy", 1_000))
    assert futures.reason is not None
    assert futures.reason.code == "max_order_quantity"
    await rich.tasks.aclose()


def test_the_readme_says_how_tradingview_reaches_the_listener() -> None:
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    assert "ports 80 and 443" in readme
    assert "[webhook]\nhosts = " in readme


def test_futures_trade_through_the_night() -> None:
    calendar = shipped_calendar()
    for hour in range(24):
        at_ns = parse_iso(f"2024-01-10T{hour:02d}:30:00Z")
        # one hour of rest, from 16:00 to 17:00 in Chicago
        assert calendar.is_open("cme_equity", at_ns) is (hour != 22), hour


@pytest_asyncio.fixture
async def paper() -> AsyncIterator[PaperDesk]:
    async with open_paper_desk() as made:
        yield made


async def test_a_strategys_trade_is_recorded_at_the_prices_that_were_booked(
    paper: PaperDesk,
) -> None:
    # given an inbox whose alerts trade on a paper account, and the journal of it
    journal, numbers, now = Journal(utc_date), count(1), paper.market.clock.now_ns()
    paper.desk.changed.connect(
        lambda change: journal.add(change.fill) if isinstance(change, FillBooked) else None
    )
    rules = AlertRules(
        resolve=resolve,
        members=lambda name: [Member("paper")],
        strategy=lambda name: None,
        is_paper=lambda account: True,
        default_group="paper",
    )
    inbox = Inbox(
        ledger=paper.ledger,
        trader=paper.desk,
        rules=rules,
        market=paper.market.clock,
        host=VirtualClock(now),
        new_id=lambda: f"AL{next(numbers)}",
        tasks=paper.tasks,
        secret="s" * 40,
    )
    # when a strategy buys two contracts, the market rises two points and it closes
    for action, name in (("buy", "in"), ("close", "out")):
        body = {"symbol": "ES1!", "action": action, "quantity": 2, "strategy": "orb", "id": name}
        receipt = await inbox.receive(json.dumps(body).encode(), Proof.PATH, now)
        await turns(60)
        record = await inbox.record(receipt.alert_id)
        assert record is not None
        assert record.status is AlertStatus.EXECUTED
        paper.move("4802.25", "4802.50")
    # then its trade has both booked prices, the multiplier and the fees
    (trade,) = journal.trades(Selection(strategy="orb"))
    assert (trade.trip.average_entry, trade.trip.average_exit) == (D("4800.25"), D("4802.25"))
    assert trade.trip.gross_pnl == 2 * 2 * 50
    assert trade.trip.net_pnl == 200 - 4 * D("2.25")
    assert journal.statistics(Selection(strategy="other")).n == 0
    inbox.close()
