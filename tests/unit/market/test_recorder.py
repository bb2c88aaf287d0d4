"""What the recorder keeps: every tick of its symbol, and where its feed broke off."""

from dataclasses import dataclass, field

from tests.support.market import SECOND, a_hub, a_quote, a_trade
from traderterminal.kit.clock import VirtualClock
from traderterminal.market.hub import MarketHub
from traderterminal.market.ports import FeedHealth, FeedState
from traderterminal.market.recorder import TickRecorder
from traderterminal.market.ticks import GapMark, QuoteTick, Row


@dataclass
class SilentFeed:
    """A live feed of ES that is stale after two seconds of silence."""

    clock: VirtualClock = field(default_factory=lambda: VirtualClock(SECOND))
    name: str = "live"
    follows_sessions: bool = True
    heard_ns: int = SECOND
    state: FeedState = FeedState.RUNNING

    def symbols(self) -> tuple[str, ...]:
        return ("ESH2024",)

    def health(self, symbol: str) -> FeedHealth:
        return FeedHealth(self.state, (self.clock.now_ns() - self.heard_ns) / SECOND, 2.0)

    async def run(self) -> None:
        raise AssertionError("the test publishes by hand")


@dataclass
class Recording:
    """A recorder on a hub, and the rows it kept."""

    feed: SilentFeed = field(default_factory=SilentFeed)
    rows: list[Row] = field(default_factory=list)
    hub: MarketHub = field(init=False)
    recorder: TickRecorder = field(init=False)

    def __post_init__(self) -> None:
        self.hub = a_hub(self.feed.clock)
        self.hub.follow(self.feed)
        self.hub.publish(a_quote(at_ns=SECOND))
        self.recorder = TickRecorder(self.hub, "ESH2024", self.rows.append)

    def look_at(self, seconds: int) -> None:
        self.feed.clock.advance_to(seconds * SECOND)
        self.recorder.look()


def test_it_begins_with_the_standing_quote_and_keeps_its_symbol_alone() -> None:
    recording = Recording()
    recording.hub.publish(a_trade(at_ns=SECOND))
    recording.hub.publish(a_trade(at_ns=SECOND, symbol="MESH2024"))
    assert recording.rows == [a_quote(at_ns=SECOND), a_trade(at_ns=SECOND)]


def test_a_feed_that_falls_silent_is_marked_once_from_when_it_was_last_heard() -> None:
    recording = Recording()
    recording.look_at(3)
    assert recording.rows[1:] == []
    recording.look_at(4)
    recording.look_at(5)
    assert recording.rows[1:] == [GapMark("ESH2024", SECOND)]
    # the next tick ends the gap, and a later silence is one of its own
    recording.feed.heard_ns = 6 * SECOND
    recording.feed.clock.advance_to(6 * SECOND)
    recording.hub.publish(a_trade(at_ns=6 * SECOND))
    recording.look_at(9)
    assert recording.rows[2:] == [a_trade(at_ns=6 * SECOND), GapMark("ESH2024", 6 * SECOND)]


def test_a_heartbeat_without_a_tick_ends_the_gap_with_the_quote_that_still_stands() -> None:
    recording = Recording()
    recording.look_at(4)
    recording.feed.heard_ns = 7 * SECOND
    recording.look_at(8)
    assert recording.rows[2:] == [a_quote(at_ns=8 * SECOND)]


def test_a_gap_that_the_source_knows_of_is_kept_once() -> None:
    recording = Recording()
    recording.hub.publish_gap(GapMark("MESH2024", 2 * SECOND))
    recording.hub.publish_gap(GapMark("ESH2024", 2 * SECOND))
    recording.look_at(9)
    assert recording.rows[1:] == [GapMark("ESH2024", 2 * SECOND)]


def test_the_end_of_what_is_replayed_is_no_gap() -> None:
    recording = Recording()
    recording.feed.state = FeedState.ENDED
    recording.look_at(99)
    assert recording.rows[1:] == []


def test_a_gap_never_lies_before_the_last_row() -> None:
    recording = Recording()
    recording.hub.publish(a_quote(99, 100, at_ns=2 * SECOND))
    recording.feed.heard_ns = SECOND  # the feed's own stamps run ahead of its heartbeat
    recording.look_at(9)
    assert isinstance(recording.rows[1], QuoteTick)
    assert recording.rows[2:] == [GapMark("ESH2024", 2 * SECOND)]
