"""The option chain without its widget."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from tests.support.builders import AAPL, ES, option
from tests.support.market import SECOND, TRADED, AskedSource, a_hub, a_quote, a_trade
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.options import OptionTerms, Right
from traderterminal.kit.clock import VirtualClock, parse_iso, to_datetime
from traderterminal.market.option_model import black_76
from traderterminal.market.ports import FeedState
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel, AccountEntry
from traderterminal.ui.viewmodels.option_chain import ChainRow, Listing, OptionChainViewModel

D = Decimal
START = parse_iso("2024-01-10T15:00:00Z")
FIRST, SECOND_DAY = date(2024, 1, 12), date(2024, 1, 19)
STRIKES = range(170, 201)
CHAIN = [
    option(right, strike, day)
    for day in (FIRST, SECOND_DAY)
    for strike in STRIKES
    for right in "CP"
]


def end_ns(contract: Instrument) -> int | None:
    day = contract.last_trading_day
    return None if day is None else parse_iso(f"{day}T21:00:00Z")


class Bench:
    """A chain on a market of the test in which AAPL is worth 185."""

    def __init__(self, options: Sequence[Instrument] = CHAIN) -> None:
        TRADED.update({one.symbol: one for one in options})
        self.clock = VirtualClock(START)
        self.hub = a_hub(self.clock)
        self.source = AskedSource(self.clock)
        self.hub.follow(self.source)
        self.accounts = AccountChoiceViewModel(
            [AccountEntry("paper", "Paper", "simulator"), AccountEntry("other", "", "simulator")]
        )
        self.held: dict[tuple[str, str], Decimal] = {}
        self.filled_in: list[tuple[str, Side, Decimal]] = []
        self.opens: str | None = None
        listing = Listing(
            options=lambda root: [one for one in options if one.root == root],
            optioned=lambda: [AAPL] if options else [],
            underlying=lambda one: AAPL if one.root == "AAPL" else None,
            ends_ns=end_ns,
            settles_ns=end_ns,
            opens=lambda _, at_ns: self.opens,
            today=lambda at_ns: to_datetime(at_ns).date(),
        )
        self.vm = OptionChainViewModel(
            self.hub,
            self.accounts,
            lambda account, symbol: self.held.get((account, symbol), D(0)),
            listing,
            lambda one, side, price: self.filled_in.append((one.symbol, side, price)),
        )
        self.changes = 0
        self.vm.changed.connect(lambda _: self._count())
        self.stock(18_499, 18_501)

    def _count(self) -> None:
        self.changes += 1

    def stock(self, bid: int, ask: int) -> None:
        """Let the stock be quoted so, by steps: a quote far from all others is held back."""
        top = self.hub.top("AAPL")
        at = bid if top is None or top.bid is None else top.bid
        while at != bid:
            at += max(-20, min(20, bid - at))
            self.hub.publish(a_quote(at, at + ask - bid, self.clock.now_ns(), symbol="AAPL"))
        self.hub.publish(a_quote(bid, ask, self.clock.now_ns(), symbol="AAPL"))

    def quote(self, contract: Instrument, bid: int | None, ask: int) -> None:
        self.hub.publish(a_quote(bid, ask, self.clock.now_ns(), symbol=contract.symbol))

    def pass_by(self, seconds: float = 1) -> None:
        self.clock.advance_to(self.clock.now_ns() + int(seconds * SECOND))
        self.vm.flush()

    def row(self, key: str) -> ChainRow:
        return next(row for row in self.vm.rows if row.key == key)


@pytest.fixture
def bench() -> Bench:
    made = Bench()
    made.vm.show(AAPL)
    return made


def test_the_strikes_around_the_price_are_shown_of_the_day_that_ends_first(bench: Bench) -> None:
    vm = bench.vm
    assert vm.expiries == (FIRST, SECOND_DAY)
    assert vm.expiry == FIRST
    assert [row.key for row in vm.rows] == [str(strike) for strike in range(175, 195)]
    vm.choose_around(10)
    assert [row.strike for row in vm.rows] == list(range(180, 190))
    vm.choose_around(0)
    assert [row.strike for row in vm.rows] == list(STRIKES)
    vm.choose_expiry(1)
    assert all(
        one is not None and one.instrument.last_trading_day == SECOND_DAY
        for row in vm.rows
        for one in (row.call, row.put)
    )
    assert vm.expiry_words(FIRST) == "Fri 12 Jan · 2 d"
    assert vm.expiry_words(START_DAY) == "Wed 10 Jan · today"


START_DAY = date(2024, 1, 10)


def test_an_option_shows_the_chain_that_it_stands_in(bench: Bench) -> None:
    vm = bench.vm
    vm.choose_expiry(1)
    turn = vm.turn
    vm.show(CHAIN[0])
    assert (vm.instrument, vm.underlying) == (CHAIN[0], AAPL)
    assert (vm.expiry, vm.turn) == (SECOND_DAY, turn)  # it stays as the trader left it


def test_what_has_no_options_is_told_what_has_some(bench: Bench) -> None:
    vm = bench.vm
    vm.show(ES)
    assert vm.rows == ()
    assert vm.missing_words == (
        "No options on ESH2024",
        "This market lists options on AAPL.",
    )
    vm.flush()
    assert vm.above == "" or vm.rows == ()
    nothing = Bench([])
    assert nothing.vm.missing_words == ("No symbol", "This market lists no options.")
    nothing.vm.show(AAPL)
    assert nothing.vm.missing_words[0] == "No options on AAPL"


def test_only_what_is_in_view_is_asked_for_and_let_go_again(bench: Bench) -> None:
    vm, source = bench.vm, bench.source
    assert source.delivers == {"AAPL"}
    vm.look_at(["184", "185"])
    both = {f"AAPL  240112{right}00{strike}000" for right in "CP" for strike in (184, 185)}
    assert source.delivers == {"AAPL"} | both
    vm.look_at(["185", "186"])
    assert len(source.delivers) == 5
    assert "AAPL  240112C00184000" not in source.delivers
    vm.choose_expiry(1)
    vm.look_at(["185"])
    assert source.delivers == {"AAPL", "AAPL  240119C00185000", "AAPL  240119P00185000"}
    vm.put_away()
    assert source.delivers == {"AAPL"}
    vm.look_at(["185"])
    vm.close()
    assert source.delivers == {"AAPL"}


def test_a_row_that_is_out_of_view_shows_no_quote_that_nobody_follows(bench: Bench) -> None:
    vm, call = bench.vm, option("C", 185, FIRST)
    vm.look_at(["185"])
    bench.quote(call, 200, 204)
    vm.flush()
    found = bench.row("185").call
    assert found is not None
    assert (found.bid, found.ask) == (D("2.00"), D("2.04"))
    vm.look_at(["186"])
    gone = bench.row("185").call
    assert gone is not None
    assert (gone.bid, gone.ask, gone.is_quoted) == (None, None, False)


def test_frames_without_news_change_nothing(bench: Bench) -> None:
    vm = bench.vm
    vm.look_at(["185"])
    bench.pass_by()
    before, rows = bench.changes, vm.rows
    vm.flush()
    vm.flush()
    assert bench.changes == before
    bench.quote(option("C", 190, FIRST), 10, 12)  # nobody looks at it
    vm.flush()
    assert bench.changes == before
    bench.quote(option("C", 185, FIRST), 200, 204)
    vm.flush()
    assert bench.changes == before + 1
    unlike = [row.key for row, was in zip(vm.rows, rows, strict=True) if row is not was]
    assert unlike == ["185"]


@pytest.mark.parametrize("strike", [180, 185, 190])
def test_volatility_and_delta_are_those_that_the_quotes_were_made_of(
    bench: Bench, strike: int
) -> None:
    vm, years = bench.vm, (parse_iso("2024-01-12T21:00:00Z") - START) / (365 * 86_400 * SECOND)
    deviation = 0.9 * years**0.5  # high enough that a cent is little
    vm.look_at([str(strike)])
    for right, letter in ((Right.CALL, "C"), (Right.PUT, "P")):
        worth = black_76(OptionTerms(right, D(strike)), 185.0, deviation)
        bench.quote(option(letter, strike, FIRST), round(worth * 100) - 2, round(worth * 100) + 2)
    vm.flush()
    row = bench.row(str(strike))
    assert row.volatility == pytest.approx(0.9, abs=0.01)
    assert row.call is not None
    assert row.put is not None
    assert row.call.delta is not None
    assert row.put.delta is not None
    assert row.call.delta - row.put.delta == pytest.approx(1)
    assert 0.2 < row.call.delta < 0.8
    worth_something = {180: Right.CALL, 185: None, 190: Right.PUT}
    assert row.in_the_money is worth_something[strike]


def test_a_quote_of_one_side_tells_no_volatility(bench: Bench) -> None:
    vm = bench.vm
    vm.look_at(["190"])
    bench.quote(option("C", 190, FIRST), None, 1)
    bench.quote(option("P", 190, FIRST), 495, 505)
    vm.flush()
    row = bench.row("190")
    assert row.volatility is None
    assert row.put is not None
    assert (row.put.bid, row.put.delta) == (D("4.95"), None)


def test_what_the_chosen_account_holds_stands_in_its_row(bench: Bench) -> None:
    vm, put = bench.vm, option("P", 185, FIRST)
    bench.held["other", put.symbol] = D(-3)
    vm.look_at(["185"])
    found = bench.row("185").put
    assert found is not None
    assert found.held == 0
    bench.accounts.choose("other")
    vm.flush()
    found = bench.row("185").put
    assert found is not None
    assert found.held == -3


def test_it_says_how_fresh_it_is(bench: Bench) -> None:
    vm = bench.vm
    vm.look_at(["185"])
    assert vm.said == ("2 not quoted yet", "t2")
    bench.quote(option("C", 185, FIRST), 200, 204)
    bench.quote(option("P", 185, FIRST), 200, 204)
    vm.flush()
    assert vm.said == ("Up to date", "t3")
    bench.opens = "Thu 11 Jan 09:30 EST"
    bench.pass_by()
    assert vm.said == ("Closed, opens Thu 11 Jan 09:30 EST", "t2")
    bench.source.state = FeedState.DOWN
    bench.pass_by()
    assert vm.said == ("no feed", "stale")
    assert bench.row("185").stale == "no feed"


def test_the_price_stands_below_the_first_strike_above_it(bench: Bench) -> None:
    vm = bench.vm
    assert (vm.price, vm.above) == (D("185.00"), "186")
    bench.stock(18_610, 18_612)
    assert vm.above == "187"
    bench.hub.publish(a_trade(18_611, 1, bench.clock.now_ns(), symbol="AAPL"))
    assert vm.last == D("186.11")


def test_strikes_follow_the_price_only_once_it_is_far_from_their_middle(bench: Bench) -> None:
    vm = bench.vm
    first, turn = [row.key for row in vm.rows], vm.turn
    bench.stock(18_799, 18_801)
    bench.pass_by()
    assert ([row.key for row in vm.rows], vm.turn) == (first, turn)
    bench.stock(19_099, 19_101)
    bench.pass_by()
    assert [row.strike for row in vm.rows] == list(range(181, 201))
    turn = vm.turn
    bench.pass_by()
    assert vm.turn == turn  # there are none further up


def test_contracts_that_have_ended_are_gone(bench: Bench) -> None:
    vm = bench.vm
    vm.look_at(["185"])
    bench.clock.advance_to(parse_iso("2024-01-12T21:00:00Z"))
    bench.pass_by()
    assert (vm.expiries, vm.expiry) == ((SECOND_DAY,), SECOND_DAY)
    assert not any("240112" in symbol for symbol in bench.source.delivers)
    bench.clock.advance_to(parse_iso("2024-01-19T21:00:00Z"))
    bench.pass_by()
    assert (vm.expiries, vm.expiry, vm.rows) == ((), None, ())
    bench.pass_by()


def test_a_price_that_is_picked_is_filled_in_and_no_other(bench: Bench) -> None:
    vm, call = bench.vm, option("C", 185, FIRST)
    vm.look_at(["185"])
    bench.quote(call, None, 204)
    vm.flush()
    vm.pick("185", Right.CALL, Side.SELL)  # nobody bids
    vm.pick("185", Right.PUT, Side.BUY)  # not quoted yet
    vm.pick("999", Right.CALL, Side.BUY)
    assert bench.filled_in == []
    vm.pick("185", Right.CALL, Side.BUY)
    assert bench.filled_in == [(call.symbol, Side.BUY, D("2.04"))]


def test_how_many_strikes_are_shown_is_kept(bench: Bench) -> None:
    bench.vm.choose_around(0)
    again = Bench()
    again.vm.restore(bench.vm.state())
    assert again.vm.around == 0
    for wrong in ({}, {"around": 7}, {"around": "x"}, {"around": None}):
        again.vm.restore(wrong)
    assert again.vm.around == 0


def test_a_stock_without_a_price_shows_all_its_strikes_until_there_is_one() -> None:
    bench = Bench()
    bench.hub.clear()
    bench.vm.show(AAPL)
    assert len(bench.vm.rows) == len(STRIKES)
    bench.vm.look_at(["185"])
    assert bench.row("185").in_the_money is None
    bench.stock(18_499, 18_501)
    bench.pass_by()
    assert len(bench.vm.rows) == 20


def test_a_stock_that_is_chosen_is_told_to_the_linked_panes(bench: Bench) -> None:
    chosen: list[Instrument] = []
    bench.vm.chosen.connect(chosen.append)
    bench.vm.choose(AAPL)
    assert chosen == [AAPL]
    assert bench.vm.optioned == [AAPL]
