"""Quotes merged entry by entry, prints told apart by the day's volume, depth by its changes."""

import random
from decimal import Decimal
from typing import Any

import pytest

from tests.support.builders import ES
from tests.support.figures import Cases
from tests.support.scale import scaled
from traderterminal.brokers.tradovate.quotes import QuoteState, UnreadableQuote
from traderterminal.kit.clock import parse_iso
from traderterminal.market.ticks import Aggressor, DepthTick, QuoteTick, Tick, TradeTick

D = Decimal
NOON = "2024-01-02T12:00:00.000Z"
NOON_NS = parse_iso(NOON)
TOP: dict[str, Any] = {
    "Bid": {"price": D("4800.00"), "size": 3},
    "Offer": {"price": D("4800.25"), "size": 5},
}


def told(at: str = NOON, **entries: Any) -> dict[str, Any]:
    return {"timestamp": at, "contractId": 3, "entries": entries}


def traded(price: str, size: int, volume: int | None = None) -> dict[str, Any]:
    entries: dict[str, Any] = {"Trade": {"price": D(price), "size": size}}
    return entries if volume is None else {**entries, "TotalTradeVolume": {"size": volume}}


def started(**entries: Any) -> QuoteState:
    """Return a state that has seen the top of book, and what else is given."""
    state = QuoteState(ES)
    state.see(told(**TOP, **entries))
    return state


def new(state: QuoteState, **entries: Any) -> list[Tick]:
    past, fresh = state.see(told(**entries))
    assert past == []
    return fresh


def test_the_first_message_is_a_quote_and_its_trade_is_past() -> None:
    past, fresh = QuoteState(ES).see(told(**TOP, **traded("4800.25", 2, 900)))
    assert past == [TradeTick("ESH2024", NOON_NS, 19201, 2, Aggressor.NEITHER)]
    assert fresh == [QuoteTick("ESH2024", NOON_NS, 19200, 3, 19201, 5)]


def test_what_is_not_named_stays_as_it_was() -> None:
    state = started()
    assert new(state, Bid={"size": 7}) == [QuoteTick("ESH2024", NOON_NS, 19200, 7, 19201, 5)]
    assert new(state, Offer={"price": D("4800.50")}) == [
        QuoteTick("ESH2024", NOON_NS, 19200, 7, 19202, 5)
    ]
    assert new(state, OpenInterest={"size": 1}) == []
    assert new(state, Bid={"size": 7}) == []


def test_a_side_of_no_size_is_empty() -> None:
    state = started()
    assert new(state, Bid={"size": 0}) == [QuoteTick("ESH2024", NOON_NS, None, 0, 19201, 5)]
    assert new(state, EmptyBook={}) == [QuoteTick("ESH2024", NOON_NS, None, 0, None, 0)]


@pytest.mark.parametrize(
    ("price", "aggressor"),
    [
        ("4800.25", Aggressor.BUYER),
        ("4800.50", Aggressor.BUYER),
        ("4800.00", Aggressor.SELLER),
        ("4799.75", Aggressor.SELLER),
    ],
)
def test_who_crossed_the_spread_follows_from_the_quote_that_stood(
    price: str, aggressor: Aggressor
) -> None:
    (print_,) = new(started(), **traded(price, 2))
    assert isinstance(print_, TradeTick)
    assert print_.aggressor is aggressor


def test_a_print_between_bid_and_offer_tells_nothing() -> None:
    state = QuoteState(ES)
    state.see(told(Bid=TOP["Bid"], Offer={"price": D("4801.00"), "size": 1}))
    (print_,) = new(state, **traded("4800.50", 1))
    assert isinstance(print_, TradeTick)
    assert print_.aggressor is Aggressor.NEITHER


def test_a_print_comes_before_the_quote_that_it_left() -> None:
    entries = traded("4800.25", 5, 905) | {"Offer": {"price": D("4800.50"), "size": 1}}
    fresh = new(started(TotalTradeVolume={"size": 900}), **entries)
    assert [type(tick) for tick in fresh] == [TradeTick, QuoteTick]


def test_the_volume_of_the_day_tells_a_new_print_from_an_old_one() -> None:
    state = started(**traded("4800.25", 2, 900))
    assert new(state, **traded("4800.25", 2, 900)) == []
    assert len(new(state, **traded("4800.25", 2, 902))) == 1
    assert len(new(state, **traded("4800.25", 2, 904))) == 1


def test_without_a_volume_only_another_print_is_new() -> None:
    state = started(**traded("4800.25", 2))
    assert new(state, **traded("4800.25", 2)) == []
    assert len(new(state, **traded("4800.25", 3))) == 1


def test_after_a_new_subscription_the_print_is_past_again() -> None:
    state = started(**traded("4800.25", 2, 900))
    state.restart()
    past, fresh = state.see(told(**TOP, **traded("4800.50", 1, 950)))
    assert [type(tick) for tick in past] == [TradeTick]
    assert [type(tick) for tick in fresh] == [QuoteTick]


def test_time_never_goes_back() -> None:
    state = started()
    (tick,) = state.see(told("2024-01-02T11:59:59.000Z", Bid={"size": 1}))[1]
    assert tick.at_ns == NOON_NS


BAD: list[Any] = ["x", D("4800.10"), D("1E+999999"), None, {}, [], True, 10**30, D("-1E30")]


@pytest.mark.parametrize("price", [bad for bad in BAD if bad not in (None, True)])
def test_a_price_that_is_none_is_refused_and_changes_nothing(price: Any) -> None:
    state = started()
    with pytest.raises(UnreadableQuote):
        state.see(told(Bid={"price": price, "size": 99}))
    assert new(state, Bid={"size": 4}) == [QuoteTick("ESH2024", NOON_NS, 19200, 4, 19201, 5)]


@pytest.mark.parametrize("size", [-1, D("1.5"), "3", 10**12])
def test_a_size_that_is_none_is_refused(size: Any) -> None:
    with pytest.raises(UnreadableQuote):
        started().see(told(Bid={"size": size}))


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"timestamp": NOON},
        {"timestamp": "now", "entries": {}},
        {"timestamp": 5, "entries": {}},
        {"timestamp": NOON, "entries": []},
        {"timestamp": NOON, "entries": {"Bid": 5}},
    ],
)
def test_a_message_that_is_no_quote_is_refused(raw: dict[str, Any]) -> None:
    with pytest.raises(UnreadableQuote):
        started().see(raw)


def depth(bids: Any, offers: Any) -> dict[str, Any]:
    def levels(of: Any) -> Any:
        return [{"price": D(price), "size": size} for price, size in of]

    return {"timestamp": NOON, "contractId": 3, "bids": levels(bids), "offers": levels(offers)}


def test_depth_is_told_by_what_changed() -> None:
    state = QuoteState(ES)
    whole = depth([("4800", 3), ("4799.75", 8)], [("4800.25", 5)])
    assert state.see_depth(whole) == DepthTick(
        "ESH2024", NOON_NS, (("B", 19200, 3), ("B", 19199, 8), ("A", 19201, 5))
    )
    assert state.see_depth(whole) is None
    changed = state.see_depth(depth([("4800", 2)], [("4800.25", 5), ("4800.5", 1)]))
    assert changed is not None
    assert set(changed.changes) == {("B", 19200, 2), ("B", 19199, 0), ("A", 19202, 1)}


@pytest.mark.parametrize(
    "raw",
    [
        {"timestamp": NOON, "bids": [], "offers": None},
        {"timestamp": NOON, "bids": [{"size": 3}], "offers": []},
        {"timestamp": NOON, "bids": [3], "offers": []},
        {"bids": [], "offers": []},
    ],
)
def test_a_book_that_is_none_is_refused(raw: dict[str, Any]) -> None:
    with pytest.raises(UnreadableQuote):
        QuoteState(ES).see_depth(raw)


@pytest.mark.counted("quotes of Tradovate with anything in them")
def test_nothing_but_the_declared_error_is_raised(cases: Cases) -> None:
    draw, state = random.Random(7), started()

    def anything() -> Any:
        return draw.choice([*BAD, 0, 3, D("4800.25"), {"price": draw.choice(BAD), "size": 1}])

    for _ in cases.over(range(scaled(20_000))):
        names = draw.sample(["Bid", "Offer", "Trade", "TotalTradeVolume", "EmptyBook"], 2)
        raw = {"timestamp": draw.choice([NOON, 5, ""]), "entries": {n: anything() for n in names}}
        try:
            state.see(raw)
            cases.found["read"] += 1
        except UnreadableQuote:
            cases.found["refused"] += 1
    assert min(cases.found.values()) > 50
