"""The faults that a venue and its wire may have, and the test that proves each of them.

The numbers are those of the fault catalogue; F33 to F40 are of sockets and quotes and stand with
them. What no other test proves stands below the table.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal

import pytest
import pytest_asyncio

from tests.support.memory_ledger import MemoryLedger
from tests.support.news_faults import lost, renamed, whole, written
from tests.support.paper_desk import resting, wish
from tests.support.proofs import is_there
from tests.support.venue import Venue, VenueDesk, venue_desk
from traderterminal.desk.ports import COMPETING_S, FillFact, FillSeen, Listing, Terms
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import LedgerDown, OrderRefused
from traderterminal.domain.fills import Side
from traderterminal.domain.orders import Intent, Order, OrderStatus
from traderterminal.kit.clock import NANOSECONDS

D = Decimal
S = OrderStatus
HERE = "integration/test_faults.py"
ORDERS = "contract/test_orders.py"
ACCOUNTS = "contract/test_accounts.py"
RECONCILE = "unit/desk/test_reconcile.py"
#: A request that fails at each of twelve points of its way.
WIRE = f"{ACCOUNTS}::test_a_fault_on_the_way_ends_with_what_is_true"

FAULTS = {
    "F1": ("Nothing answers the connection", WIRE),
    "F2": ("The handshake stalls", WIRE),
    "F3": ("The connection is reset after the headers", WIRE),
    "F4": ("The order is booked, the reply is lost", WIRE),
    "F5": ("The order is not booked, the reply is lost", WIRE),
    "F6": ("The reply comes after the deadline", WIRE),
    "F7": ("The reply cannot be parsed", WIRE),
    "F8": ("The reply carries a refusal", WIRE),
    "F9": ("The reply carries no id", WIRE),
    "F10": ("The server fails", WIRE),
    "F11": ("Too many requests", WIRE),
    "F12": ("The session has run out", WIRE),
    "F13": ("The login is refused", f"{HERE}::test_a_login_that_is_refused_shows_what_works_there"),
    "F14": (
        "An acknowledgement comes five times",
        f"{ORDERS}::test_news_that_comes_several_times_counts_once",
    ),
    "F15": (
        "A fill comes before its acknowledgement",
        f"{ORDERS}::test_a_fill_before_its_acknowledgement_counts_once",
    ),
    "F16": (
        "A fill comes by stream, by listing and after a reconnect",
        f"{ORDERS}::test_all_news_told_again_books_nothing",
    ),
    "F17": (
        "One execution has two prices",
        f"{ACCOUNTS}::test_one_execution_told_with_two_prices_is_booked_once_and_alarmed",
    ),
    "F18": (
        "An execution's id comes again on another account",
        f"{ACCOUNTS}::test_the_same_execution_id_on_another_account_is_another_one",
    ),
    "F19": (
        "A hundred parts come out of sequence",
        f"{HERE}::test_a_hundred_parts_out_of_sequence_come_to_the_exact_average",
    ),
    "F20": ("A fill crosses a cancel", f"{ORDERS}::test_a_fill_that_crosses_a_cancel_wins"),
    "F21": (
        "A fill comes after the confirmed cancel",
        f"{ORDERS}::test_a_fill_after_the_cancel_was_confirmed_counts",
    ),
    "F22": (
        "The confirmation of a cancel is lost",
        f"{ACCOUNTS}::test_a_cancel_whose_answer_is_lost_is_repeated_until_it_is_known",
    ),
    "F23": (
        "An order trades while its change is on the way",
        f"{ORDERS}::test_a_change_that_comes_too_late_leaves_what_traded",
    ),
    "F24": (
        "The end of a replaced order's former id comes late",
        "unit/desk/test_intake.py::test_the_cancel_of_a_replaced_orders_former_id_does_not_end_the_new_one",
    ),
    "F25": (
        "The broker ends an order itself",
        f"{ORDERS}::test_an_order_that_the_broker_ends_itself_is_ended_with_the_reason",
    ),
    "F26": (
        "An execution is taken back or corrected",
        f"{ACCOUNTS}::test_a_bust_or_a_correction_restates_the_books",
    ),
    "F27": (
        "More is filled than wanted",
        f"{ACCOUNTS}::test_an_overfill_counts_whole_and_is_alarmed",
    ),
    "F28": (
        "A leg of a bracket is refused",
        "unit/desk/test_brackets.py::test_a_refused_leg_is_told_and_tried_once_more",
    ),
    "F29": ("A page of a list is missing", f"{ACCOUNTS}::test_a_list_with_a_page_missing_says_so"),
    "F30": (
        "A list lacks the newest order",
        f"{ACCOUNTS}::test_an_order_that_lists_hide_at_first_stays_one",
    ),
    "F31": (
        "The list of positions is empty while something is held",
        f"{RECONCILE}::test_an_empty_or_partial_list_of_positions_never_means_flat",
    ),
    "F32": (
        "Somebody trades in the broker's own program",
        f"{ACCOUNTS}::test_orders_from_elsewhere_count_as_external",
    ),
    "F41": (
        "A word or number that is in no table",
        f"{RECONCILE}::test_a_message_that_cannot_be_read_is_counted_and_everything_compared",
    ),
    "F42": ("A price is written oddly", f"{HERE}::test_a_price_is_booked_exactly_or_kept_unread"),
    "F43": (
        "The broker's clock is ahead",
        f"{ACCOUNTS}::test_a_clock_that_is_ahead_confuses_nothing",
    ),
    "F44": ("The machine sleeps", f"{ACCOUNTS}::test_a_night_asleep_is_made_up_for"),
    "F45": ("Another session takes ours over", f"{HERE}::test_another_session_is_not_fought"),
    "F46": (
        "Maintenance: a page of HTML",
        "unit/desk/test_lookups.py::test_an_answer_that_is_not_whole_proves_nothing",
    ),
    "F47": (
        "A contract rolls, changes or is renamed",
        f"{HERE}::test_a_changed_contract_opens_nothing",
    ),
    "F48": (
        "The sandbox answers for a live account",
        f"{HERE}::test_another_environment_gets_nothing",
    ),
    "F49": (
        "The ledger fails after a fill",
        f"{HERE}::test_a_fill_that_cannot_be_written_is_kept_and_only_exits_are_sent",
    ),
    "F50": (
        "The program is killed about the request",
        f"{ACCOUNTS}::test_a_kill_about_the_post_neither_loses_nor_repeats_the_order",
    ),
}


def test_every_fault_is_there() -> None:
    assert list(FAULTS) == [f"F{n}" for n in (*range(1, 33), *range(41, 51))]


@pytest.mark.parametrize("fault", FAULTS)
def test_what_proves_a_fault_is_there(fault: str) -> None:
    assert is_there(FAULTS[fault][1]), FAULTS[fault]


@pytest_asyncio.fixture
async def made() -> AsyncIterator[VenueDesk]:
    desk = await venue_desk()
    yield desk
    await desk.close()


def told(made: VenueDesk) -> list[str]:
    return [alarm.message.key for alarm in made.alarms]


def reason(order: Order) -> str:
    return order.reason.key if order.reason else ""


async def closed(made: VenueDesk) -> Order:
    """Close what is held, wait, and return the order that was to do it."""
    made.paper.tasks.spawn(_close(made), name="close")
    await made.pass_time(10)
    return [order for order in made.desk.orders.values() if order.intent is Intent.CLOSE][-1]


async def _close(made: VenueDesk) -> None:
    await made.desk.place(wish(None, None, intent="close"))


async def test_a_login_that_is_refused_shows_what_works_there(made: VenueDesk) -> None:
    order = await made.desk.place(resting())
    await made.desk.place(wish("buy", 2))
    made.broker.log_out()
    await made.pass_time(40)
    assert told(made) == ["session_lost"]
    assert made.alarms[0].message.parameters["orders"] == "B1"
    assert reason(await made.desk.place(wish())) == "reconciling.session_lost"
    # an exit is tried all the same, and what works and is held is still shown
    assert reason(await closed(made)) == "not_sent"
    assert made.order(order.order_id).is_live
    assert made.held() == 2
    made.broker.log_in()
    await made.pass_time(40)
    assert (await closed(made)).status is S.FILLED
    assert made.held() == made.venue.position("paper") == 0
    assert made.venue.open_orders("paper") == []


async def test_a_hundred_parts_out_of_sequence_come_to_the_exact_average(made: VenueDesk) -> None:
    order = await made.desk.place(resting(quantity=100))
    made.broker.script.alter = lost
    prices = [D("4790.00") - number * D("0.25") for number in range(100)]
    for price in prices:
        made.venue.execute(made.venue.orders["B1"], D(1), price)
    made.broker.script.alter = whole
    for number in range(100):
        made.broker.tell(made.venue.fills[number * 37 % 100])
    await made.pass_time(0)
    after = made.order(order.order_id)
    assert (after.status, after.average_price) == (S.FILLED, sum(prices) / 100)
    assert made.held() == made.venue.position("paper") == 100


@pytest.mark.parametrize("price", ["4800.250", "4.80025E+3", "-0.00", "-37.50", "0", "+4800.25"])
async def test_a_price_is_booked_exactly(made: VenueDesk, price: str) -> None:
    made.broker.script.alter = written(price)
    order = await made.desk.place(wish("buy", 2))
    assert order.average_price == D(price)
    assert made.desk.positions[("paper", "ESH2024")].average_price == D(price)
    assert made.reconciler.standing("paper").unreadable == 0


@pytest.mark.logs("could not be read")
@pytest.mark.parametrize(
    "price", ["4,800.25", "4800,25", "4800'08", "NaN", "Infinity", "", "−37.50"]
)
async def test_a_price_is_booked_exactly_or_kept_unread(made: VenueDesk, price: str) -> None:
    made.broker.script.alter = written(price)
    made.broker.script.answers = deque(["F10"])
    order = await made.desk.place(wish("buy", 2))
    await made.pass_time(0)
    standing = made.reconciler.standing("paper")
    assert (standing.unreadable, len(standing.raw), told(made)) == (1, 1, ["unreadable_news"])
    assert made.held() == 0
    assert made.order(order.order_id).is_live  # it counts as what may still trade
    # asked again, the broker shows the price as it is
    assert await made.reconciler.reconcile("paper")
    await made.pass_time(0)
    assert made.order(order.order_id).average_price == D("4800.25")
    assert made.held() == made.venue.position("paper") == 2


@pytest.mark.logs("could not be read")
async def test_an_answer_with_something_unreadable_in_it_proves_nothing(made: VenueDesk) -> None:
    made.broker.script.alter = lost
    seen = made.broker.place_elsewhere(Side.BUY, 1, "4790.00")
    made.venue.orders["B1"] = replace(seen, limit_price=D("NaN"))
    made.broker.script.submits = deque(["F5"])
    order = await made.desk.place(wish())
    await made.pass_time(120)
    assert made.order(order.order_id).status is S.UNKNOWN
    assert told(made) == ["unreadable_news"]  # shown once, however often the list comes
    made.venue.orders["B1"] = seen
    await made.pass_time(120)
    assert reason(made.order(order.order_id)) == "proven_absent"


async def test_another_session_is_not_fought(made: VenueDesk) -> None:
    made.paper.tasks.spawn(made.reconciler.watch(["paper"]), name="watch")
    await made.desk.place(wish("buy", 2))
    await made.pass_time(1)
    # given a rival that takes the login over, and again each time that we come back
    made.broker.rivals = 3
    made.broker.asked_ns.clear()
    start_ns = made.clock.now_ns()
    made.broker.log_out(taken_over=True)
    await made.pass_time(1)
    assert told(made) == ["session_lost.taken_over"]
    assert reason(await made.desk.place(wish())) == "reconciling.session_lost"
    # then for an hour nobody logs in more than once in five minutes, or asks in between
    await made.pass_time(3600)
    every_ns = int(COMPETING_S * NANOSECONDS)
    assert [at - start_ns for at in made.broker.logins_ns] == [n * every_ns for n in range(1, 5)]
    assert min(made.broker.asked_ns) >= made.broker.logins_ns[-1]
    assert told(made) == ["session_lost.taken_over"] * 4
    # and once the rival has gone, all is compared and goes on
    assert made.reconciler.unready("paper") is None
    assert (await made.desk.place(wish("sell", 2))).status is S.FILLED


@pytest.mark.parametrize(
    ("there", "words"),
    [
        ({"tradable": False}, "no longer traded"),
        ({"point_value": "5"}, "0.25 × 5"),
        ({"tick_size": "0.5"}, "0.5 × 50"),
    ],
    ids=["rolled", "multiplier", "tick"],
)
async def test_a_changed_contract_opens_nothing(
    made: VenueDesk, there: dict[str, str], words: str
) -> None:
    await made.desk.place(wish("buy", 2))
    made.broker.has_contract(**there)  # type: ignore[arg-type] # by use
    refused = await made.desk.place(wish())
    assert reason(refused) == "reconciling.contract"
    assert refused.reason is not None
    assert refused.reason.parameters["measured"] == words
    assert told(made) == ["contract_changed"]
    assert (await made.desk.place(wish(symbol="AAPL"))).reason != refused.reason
    assert (await made.desk.place(wish(None, None, intent="close"))).status is S.FILLED
    made.broker.has_contract()
    assert (await made.desk.place(wish())).status is S.FILLED


@pytest.mark.logs("could not be read")
async def test_a_renamed_contract_goes_by_the_brokers_ids(made: VenueDesk) -> None:
    made.broker.script.alter = renamed("ESH2024", "ES 03-24")
    order = await made.desk.place(wish("buy", 2))
    assert order.status is S.FILLED
    assert made.held() == 2
    # a list that calls it by the new name says nothing of what is held
    made.venue.fills = [replace(fill, symbol="ES 03-24") for fill in made.venue.fills]
    for _ in range(3):
        await made.reconciler.reconcile("paper")
        await made.pass_time(6)
    assert told(made) == ["unreadable_news"]
    assert made.held() == 2


@pytest.mark.logs("not booked, live answers for paper")
async def test_another_environment_gets_nothing(made: VenueDesk) -> None:
    made.paper.tasks.spawn(made.reconciler.watch(["paper"]), name="watch")
    await made.desk.place(wish("buy", 2))
    order = await made.desk.place(resting())
    made.broker.script.submits = deque(["F5"])
    unknown = await made.desk.place(wish())
    # given that at the next login another environment answers, with books of its own
    ours, theirs = made.venue, Venue(made.clock)
    theirs.quote("4800.00", "4800.25")
    made.broker.venue, theirs.news = theirs, made.broker.tell
    made.broker.log_in(Mode.LIVE)
    made.broker.place_elsewhere(Side.SELL, 5)
    # then nothing of it is booked, nothing is concluded from it and nothing goes there
    await made.pass_time(120)
    assert told(made) == ["wrong_environment"]
    assert made.held() == ours.position("paper") == 2
    assert made.order(unknown.order_id).status is S.UNKNOWN
    assert reason(await made.desk.place(wish())) == "reconciling.wrong_environment"
    assert reason(await made.desk.place(wish("sell", 1))) == "stopped_at_the_door"
    with pytest.raises(OrderRefused, match="live answered for paper"):
        await made.desk.replace(order.order_id, Terms(D(1), D("4789.00")))
    assert (await made.desk.cancel(order.order_id)).status is S.PENDING_CANCEL
    await made.pass_time(60)
    assert theirs.placed.keys() <= {""}
    assert theirs.posts == {}
    # and once the right one answers all is compared, and what waited is done
    made.broker.venue = ours
    made.broker.log_in()
    await made.pass_time(120)
    assert made.order(order.order_id).status is S.CANCELED
    assert reason(made.order(unknown.order_id)) == "proven_absent"
    assert (await made.desk.place(wish(None, None, intent="close"))).status is S.FILLED
    assert made.held() == ours.position("paper") == 0


async def test_an_answer_that_another_environment_cut_short_is_not_taken(
    made: VenueDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = made.broker.fills

    async def fills(account: str, since_ns: int) -> Listing[FillSeen]:
        made.broker.log_in(Mode.LIVE)
        return await listed(account, since_ns)

    made.broker.script.alter = lost
    made.broker.place_elsewhere(Side.BUY, 1)
    monkeypatch.setattr(made.broker, "fills", fills)
    assert not await made.reconciler.reconcile("paper")
    await made.pass_time(0)
    assert made.held() == 0
    assert dict(made.desk.orders) == {}


@pytest.mark.logs("bookings wait and nothing but exits is sent: full")
async def test_a_fill_that_cannot_be_written_is_kept_and_only_exits_are_sent(
    made: VenueDesk,
) -> None:
    ledger = made.paper.ledger
    assert isinstance(ledger, MemoryLedger)
    await made.desk.place(resting(quantity=2))
    # given a ledger that fails the moment in which a fill arrives
    ledger.broken = "full"
    made.venue.quote("4789.75", "4790.00")
    await made.pass_time(0.5)
    assert made.held() == made.venue.position("paper") == 2
    posts = dict(made.venue.posts)
    for wanted in (wish(), wish("sell", 3)):
        with pytest.raises(LedgerDown, match="full"):
            await made.desk.place(wanted)
    assert made.venue.posts == posts
    # then a part of it and the rest can be closed
    for wanted in (wish("sell", 1), wish(None, None, intent="close")):
        left, _ = await asyncio.gather(made.desk.place(wanted), made.pass_time(2))
        assert left.status is S.FILLED
    assert made.held() == made.venue.position("paper") == 0
    # and all of it is booked, once, as soon as it can be
    ledger.broken = ""
    await made.pass_time(2)
    booked = [f.fill.signed_quantity for f in ledger.facts if isinstance(f, FillFact)]
    assert booked == [D(2), D(-1), D(-1)]
    assert made.desk.positions[("paper", "ESH2024")].quantity == 0
