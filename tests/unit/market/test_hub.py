import asyncio
from collections.abc import Sequence
from decimal import Decimal

import pytest

from tests.support.market import SECOND, AskedSource, Tape, a_hub, a_quote, a_trade, utc_date
from tests.support.venue import elapse, turns
from traderterminal.domain.bars import Bar
from traderterminal.domain.quotes import Quote
from traderterminal.kit.clock import VirtualClock
from traderterminal.market.bars import BarBook
from traderterminal.market.hub import MarketHub
from traderterminal.market.ports import FeedHealth, FeedState
from traderterminal.market.quarantine import Faults
from traderterminal.market.ticks import DepthTick, FeedTick, GapMark, QuoteTick, Tick, TradeTick


@pytest.fixture
def hub() -> MarketHub:
    return a_hub()


def test_the_latest_quote_and_trade_stand_in_decimal_prices(hub: MarketHub) -> None:
    hub.publish(a_quote(19200, 19201, at_ns=5))
    hub.publish(a_trade(19201, 3, at_ns=7))
    assert hub.quote("ESH2024") == Quote(
        symbol="ESH2024",
        bid=Decimal("4800.00"),
        bid_size=Decimal(5),
        ask=Decimal("4800.25"),
        ask_size=Decimal(7),
        last=Decimal("4800.25"),
        last_size=Decimal(3),
        at_ns=7,
    )


def test_an_empty_side_has_no_price(hub: MarketHub) -> None:
    hub.publish(a_quote(None, 19201))
    quote = hub.quote("ESH2024")
    assert quote is not None
    assert (quote.bid, quote.bid_size, quote.last) == (None, Decimal(0), None)


def test_before_its_first_tick_a_symbol_has_nothing(hub: MarketHub) -> None:
    assert hub.quote("ESH2024") is None
    assert hub.top("ESH2024") is None
    assert hub.last_trade("ESH2024") is None
    assert hub.version("ESH2024") == 0


def test_the_version_rises_with_every_tick_and_the_quote_follows(hub: MarketHub) -> None:
    versions, asks = [], []
    for ask in (101, 102, 103):
        hub.publish(a_quote(100, ask))
        versions.append(hub.version("ESH2024"))
        quote = hub.quote("ESH2024")
        assert quote is not None
        asks.append(quote.ask)
    assert versions == [1, 2, 3]
    assert asks == [Decimal("25.25"), Decimal("25.50"), Decimal("25.75")]


def test_a_quote_that_was_not_touched_is_the_same_object(hub: MarketHub) -> None:
    hub.publish(a_quote())
    assert hub.quote("ESH2024") is hub.quote("ESH2024")


def test_listeners_hear_their_symbol_in_order_until_they_stop(hub: MarketHub) -> None:
    own: list[Tick] = []
    everything: list[Tick] = []
    stop = hub.listen("ESH2024", own.append)
    hub.listen(None, everything.append)
    ticks: list[Tick] = [a_quote(at_ns=1), a_trade(at_ns=2), a_quote(at_ns=3, symbol="AAPL")]
    for tick in ticks:
        hub.publish(tick)
    stop()
    hub.publish(a_trade(at_ns=4))
    assert own == ticks[:2]
    assert everything == [*ticks, a_trade(at_ns=4)]


def test_who_joins_late_hears_the_rest(hub: MarketHub) -> None:
    hub.publish(a_quote())
    heard: list[Tick] = []
    hub.listen("ESH2024", heard.append)
    hub.publish(a_trade())
    assert heard == [a_trade()]


@pytest.mark.logs("a listener failed on a tick of ESH2024")
@pytest.mark.logs("a listener failed on an event of ESH2024")
def test_a_listener_that_fails_does_not_stop_the_others(hub: MarketHub) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("broken pane")

    hub.listen(None, fail)
    hub.listen_to_events(fail)
    tape = Tape(hub)
    hub.publish(a_trade())
    assert tape.ticks == [a_trade()]
    assert tape.events == [[a_trade()]]


def test_matching_hears_an_event_only_when_all_its_rows_are_there(hub: MarketHub) -> None:
    tape = Tape(hub)
    rows: list[Tick] = [a_trade(101), a_trade(102), a_quote(101, 103)]
    hub.publish(rows[0], ends_event=False)
    hub.publish(rows[1], ends_event=False)
    assert (tape.ticks, tape.events) == (rows[:2], [])
    hub.publish(rows[2])
    assert tape.events == [rows]


def test_who_comes_first_hears_an_event_before_all_others(hub: MarketHub) -> None:
    heard: list[str] = []
    hub.listen_to_events(lambda rows: heard.append("matching"))
    hub.listen_to_events(lambda rows: heard.append("first"), first=True)
    hub.listen_to_events(lambda rows: heard.append("charts"))
    hub.publish(a_trade())
    assert heard == ["first", "matching", "charts"]


def test_an_event_is_told_once_and_by_itself(hub: MarketHub) -> None:
    heard: list[Sequence[FeedTick]] = []
    stop = hub.listen_to_events(heard.append)
    hub.publish_event([a_trade(at_ns=1), a_quote(at_ns=1)])
    hub.publish_event([a_quote(at_ns=2)])
    hub.publish_event([])
    stop()
    hub.publish_event([a_quote(at_ns=3)])
    assert heard == [[a_trade(at_ns=1), a_quote(at_ns=1)], [a_quote(at_ns=2)]]


def test_what_is_shown_again_is_seen_but_not_traded_on(hub: MarketHub) -> None:
    tape = Tape(hub)
    hub.show(a_quote(100, 101))
    assert (tape.ticks, tape.events) == ([a_quote(100, 101)], [])
    assert hub.top("ESH2024") == a_quote(100, 101)
    hub.publish(a_trade())
    assert tape.events == [[a_trade()]]


def test_matching_hears_of_a_quote_that_was_only_shown_once_it_is_repeated(hub: MarketHub) -> None:
    tape = Tape(hub)
    hub.repeat("ESH2024")
    hub.show(a_quote(100, 101))
    hub.repeat("ESH2024")
    assert (tape.ticks, tape.events) == ([a_quote(100, 101)], [[a_quote(100, 101)]])


LEVELS = DepthTick("ESH2024", 1, (("B", 100, 5), ("A", 101, 7), ("A", 102, 9)))


def test_levels_reach_matching_alone_and_stand_until_the_market_starts_again(
    hub: MarketHub,
) -> None:
    tape = Tape(hub)
    assert hub.levels("ESH2024") is None
    assert hub.depth("ESH2024") is None
    hub.publish_event([LEVELS, a_quote(100, 101)])
    assert (tape.ticks, tape.events) == ([a_quote(100, 101)], [[LEVELS, a_quote(100, 101)]])
    gone = DepthTick("ESH2024", 1, (("A", 101, 0),))
    hub.show(gone)
    stands = DepthTick("ESH2024", hub.clock.now_ns(), (("B", 100, 5), ("A", 102, 9)))
    assert hub.levels("ESH2024") == stands
    depth = hub.depth("ESH2024")
    assert depth is not None
    assert depth.whole("ESH2024", stands.at_ns) == stands
    hub.repeat("ESH2024")
    assert tape.events[1:] == [[a_quote(100, 101), stands]]
    hub.clear()
    assert hub.levels("ESH2024") is None
    assert hub.depth("ESH2024") is None
    hub.publish(LEVELS)
    hub.publish_gap(GapMark("ESH2024", 1))
    assert hub.levels("ESH2024") is None
    assert hub.depth("ESH2024") is None


def test_a_far_trade_is_seen_with_the_row_that_agrees_with_it(hub: MarketHub) -> None:
    tape = Tape(hub)
    hub.publish(a_quote(19200, 19201))
    hub.publish(a_trade(19300))
    assert tape.events == [[a_quote(19200, 19201)]]
    hub.publish(a_quote(19300, 19301))
    assert tape.events[1:] == [[a_trade(19300), a_quote(19300, 19301)]]
    assert hub.faults("ESH2024").total == 0


@pytest.mark.parametrize(
    "impossible",
    [
        a_trade(size=0),
        a_trade(size=-1),
        a_trade(price=0, symbol="AAPL"),
        a_trade(price=-5, symbol="AAPL"),
        QuoteTick("ESH2024", 1, 100, 0, 101, 1),
        QuoteTick("ESH2024", 1, 100, 1, 101, -1),
        QuoteTick("ESH2024", 1, 101, 1, 101, 1),
        QuoteTick("ESH2024", 1, 102, 1, 101, 1),
        QuoteTick("AAPL", 1, 0, 1, 101, 1),
        QuoteTick("AAPL", 1, None, 0, 0, 1),
    ],
)
@pytest.mark.logs("sent an impossible tick, kept back")
def test_what_cannot_be_true_reaches_nobody(
    hub: MarketHub, impossible: QuoteTick | TradeTick, caplog: pytest.LogCaptureFixture
) -> None:
    tape = Tape(hub)
    hub.publish(impossible)
    hub.publish(impossible)
    assert (tape.ticks, tape.events) == ([], [])
    assert hub.quote(impossible.symbol) is None
    assert hub.faults(impossible.symbol) == Faults(impossible=2)
    assert len(caplog.records) == 1  # counted each time, said once


@pytest.mark.logs("sent an impossible tick, kept back")
def test_a_time_that_is_none_leaves_bars_and_charts_whole(hub: MarketHub) -> None:
    bars = BarBook(hub, utc_date).series("ESH2024")
    for at_ns, size in ((SECOND, 1), (10**20, 1), (-5, 1), (2 * SECOND, 2**62), (3 * SECOND, 2)):
        hub.publish(a_trade(100, size, at_ns))
    assert bars.bars() == [Bar(0, 100, 100, 100, 100, 3)]
    assert hub.faults("ESH2024").impossible == 3


@pytest.mark.logs("sent an impossible tick, kept back")
def test_the_rest_of_an_event_goes_on_without_its_impossible_row(hub: MarketHub) -> None:
    tape = Tape(hub)
    hub.publish_event([a_trade(101), a_quote(103, 102)])
    assert tape.events == [[a_trade(101)]]


def test_a_future_may_trade_below_zero(hub: MarketHub) -> None:
    hub.publish(a_quote(-151, -150))
    hub.publish(a_trade(-150))
    quote = hub.quote("ESH2024")
    assert quote is not None
    assert (quote.bid, quote.last) == (Decimal("-37.75"), Decimal("-37.50"))
    assert hub.faults("ESH2024").total == 0


def test_clearing_forgets_prices_but_never_turns_versions_back(hub: MarketHub) -> None:
    cleared: list[None] = []
    hub.cleared.connect(cleared.append)
    hub.publish(a_quote())
    hub.publish(a_trade(), ends_event=False)
    hub.quote("ESH2024")
    before = hub.version("ESH2024")
    hub.clear()
    assert hub.quote("ESH2024") is None
    assert hub.top("ESH2024") is None
    assert hub.last_trade("ESH2024") is None
    assert hub.version("ESH2024") > before
    assert cleared == [None]
    # and the half event is gone with the rest
    tape = Tape(hub)
    hub.publish(a_quote())
    assert tape.events == [[a_quote()]]


class _Source:
    name = "test"
    clock = VirtualClock(42)
    follows_sessions = True

    def symbols(self) -> Sequence[str]:
        return ("ESH2024",)

    def health(self, symbol: str) -> FeedHealth:
        return FeedHealth(FeedState.RUNNING, 0.5, 2.0)

    async def run(self) -> None:
        raise NotImplementedError


def test_without_a_source_the_feed_is_down(hub: MarketHub) -> None:
    assert hub.health("ESH2024").state is FeedState.DOWN
    assert hub.health("ESH2024").stale
    assert hub.symbols() == ()


def test_time_symbols_and_freshness_are_those_of_the_source(hub: MarketHub) -> None:
    hub.follow(_Source())
    assert hub.clock.now_ns() == 42
    assert hub.symbols() == ("ESH2024",)
    assert hub.health("ESH2024") == FeedHealth(FeedState.RUNNING, 0.5, 2.0)


def test_a_symbol_that_the_source_does_not_deliver_has_no_feed(hub: MarketHub) -> None:
    hub.follow(_Source())
    assert hub.health("MESH2024").state is FeedState.DOWN
    assert hub.health("MESH2024").stale


def test_a_gap_is_told_and_changes_what_is_shown(hub: MarketHub) -> None:
    told: list[GapMark] = []
    hub.interrupted.connect(told.append)
    hub.publish(a_quote())
    before, gap = hub.version("ESH2024"), GapMark("ESH2024", 9)
    hub.publish_gap(gap)
    assert told == [gap]
    assert hub.version("ESH2024") > before
    assert hub.top("ESH2024") == a_quote()


def test_an_event_can_be_taken_as_it_is_so_far(hub: MarketHub) -> None:
    tape = Tape(hub)
    hub.end_event("ESH2024")  # nothing was ever heard of it
    hub.publish(a_trade(), ends_event=False)
    hub.end_event("ESH2024")
    hub.end_event("ESH2024")
    hub.publish(a_quote())
    assert tape.events == [[a_trade()], [a_quote()]]


def test_the_first_quote_after_a_gap_is_shown_however_far_the_market_went(hub: MarketHub) -> None:
    hub.publish(a_quote(4000, 4001))
    hub.publish_gap(GapMark("ESH2024", 9))
    hub.publish(a_quote(4300, 4301))
    top = hub.top("ESH2024")
    assert top is not None
    assert top.bid == 4300


def test_a_gap_ends_the_event_before_it(hub: MarketHub) -> None:
    tape = Tape(hub)
    hub.publish(a_trade(), ends_event=False)
    hub.publish_gap(GapMark("ESH2024", 9))
    assert tape.events == [[a_trade()]]


class Asked:
    """A source that delivers what it is asked for, as far as this test needs one."""

    name = "asked"
    follows_sessions = False

    def __init__(self, clock: VirtualClock) -> None:
        self.clock = clock
        self.wanted: list[str] = []

    def want(self, symbol: str) -> None:
        self.wanted.append(symbol)

    def symbols(self) -> Sequence[str]:
        return self.wanted

    def health(self, symbol: str) -> FeedHealth:
        return FeedHealth(FeedState.RUNNING, 0.0, None)

    async def run(self) -> None: ...


@pytest.mark.parametrize("comes", [True, False])
async def test_a_first_quote_is_asked_for_and_waited_for_and_not_for_ever(
    hub: MarketHub, comes: bool
) -> None:
    assert not hub.lacks_quote("ESH2024")  # nobody is there to be asked
    clock = VirtualClock(0)
    source = Asked(clock)
    hub.follow(source)
    assert hub.lacks_quote("ESH2024")
    waiting = asyncio.get_running_loop().create_task(hub.first_quote("ESH2024", clock, 2))
    await elapse(clock, 1.5)
    assert (waiting.done(), source.wanted) == (False, ["ESH2024"])
    if comes:
        hub.publish(a_quote(100, 101))
        await turns(20)
    else:
        await elapse(clock, 0.5)
    assert waiting.done()
    assert hub.lacks_quote("ESH2024") is not comes
    await waiting


async def test_what_has_a_quote_already_is_not_waited_for(hub: MarketHub) -> None:
    hub.follow(Asked(VirtualClock(0)))
    hub.publish(a_quote(100, 101))
    clock = VirtualClock(0)
    await hub.first_quote("ESH2024", clock, 2)
    assert clock.now_ns() == 0


def test_what_is_only_looked_at_is_let_go_after_the_last_look(hub: MarketHub) -> None:
    source = AskedSource()
    hub.follow(source)
    first, second = hub.watch("ESH2024"), hub.watch("ESH2024")
    assert source.delivers == {"ESH2024"}
    first()
    assert source.delivers == {"ESH2024"}
    second()
    assert source.delivers == set()


def test_what_somebody_needs_is_delivered_whoever_looked_at_it(hub: MarketHub) -> None:
    source = AskedSource()
    hub.follow(source)
    stop = hub.watch("ESH2024")
    hub.publish(a_quote())
    assert hub.quote("ESH2024") is not None  # a position is valued: it is known, and yet needed
    stop()
    assert source.delivers == {"ESH2024"}


def test_what_is_known_is_told_without_asking_for_it(hub: MarketHub) -> None:
    source = AskedSource()
    hub.follow(source)
    assert hub.known("ESH2024") is None
    stop = hub.watch("ESH2024")
    hub.publish(a_quote())
    stop()
    assert hub.known("ESH2024") is not None
    assert source.delivers == set()


def test_who_only_goes_along_hears_and_asks_for_nothing(hub: MarketHub) -> None:
    source, heard = AskedSource(), list[Tick]()
    hub.follow(source)
    look_away, stop = hub.watch("ESH2024"), hub.listen("ESH2024", heard.append, asks=False)
    hub.publish(a_quote())
    look_away()
    assert heard == [a_quote()]
    assert source.delivers == set()
    stop()


def test_another_source_is_asked_for_what_is_looked_at(hub: MarketHub) -> None:
    stop = hub.watch("ESH2024")
    source = AskedSource()
    hub.follow(source)
    assert source.delivers == {"ESH2024"}
    stop()
    assert source.delivers == set()
