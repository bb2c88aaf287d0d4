"""Signed volume is what the feed said since somebody asked, and nothing where it did not say."""

import asyncio
import threading
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from tests.support.market import MINUTE, SECOND, a_hub, a_quote, a_trade, utc_date
from traderterminal.domain.bars import Unit
from traderterminal.domain.errors import BadData
from traderterminal.domain.sessions import Hours
from traderterminal.kit.clock import VirtualClock
from traderterminal.market.columns import Int64s, Minutes, SignedSeconds, Trades
from traderterminal.market.indicators.catalogue import make
from traderterminal.market.indicators.study import Study, StudyBars
from traderterminal.market.periods import ClockPeriod, SessionPeriod
from traderterminal.market.regular_hours import RegularHours
from traderterminal.market.signed_volume import SignedVolume, SignedVolumes
from traderterminal.market.ticks import Aggressor
from traderterminal.market.time_bars import BarSeries

BUYER, SELLER, NEITHER = Aggressor.BUYER, Aggressor.SELLER, Aggressor.NEITHER


def starts(*minutes: int) -> Int64s:
    return np.array(minutes, np.int64) * MINUTE


def of(
    signed: SignedVolume, starts_ns: Int64s, traded: Sequence[float], until_ns: int | None = None
) -> list[float | None]:
    """The signed volume of bars that traded so much; NaN is told as None."""
    found = signed.of_bars(starts_ns, until_ns, np.array(traded, np.float64))
    return [None if value != value else value for value in found.tolist()]


def stored(from_minute: int, *rows: tuple[int, int, int, int]) -> SignedSeconds:
    """Stored trades by second: second, lots with sign, all lots, those that were told of."""
    second, signed, traded, told = np.array(rows, np.int64).reshape(-1, 4).T
    return SignedSeconds(from_minute * MINUTE, second * SECOND, signed, traded, told)


def test_it_adds_what_buyers_took_and_takes_off_what_sellers_gave() -> None:
    signed = SignedVolume(0)
    for second, size, who in ((1, 5, BUYER), (2, 3, SELLER), (2, 1, SELLER), (61, 4, SELLER)):
        signed.add(a_trade(size=size, at_ns=second * SECOND, aggressor=who))
    signed.add(a_quote(at_ns=62 * SECOND))
    assert of(signed, starts(0, 1), [9, 4]) == [1, -4]
    assert of(signed, starts(0), [13]) == [-3]  # the last one goes on
    assert of(signed, starts(0), [9], MINUTE) == [1]
    assert of(signed, starts(), []) == []


def test_a_late_trade_counts_in_its_second() -> None:
    signed = SignedVolume(0)
    for second, size in ((10, 1), (70, 2), (40, 7), (10, 3)):
        signed.add(a_trade(size=size, at_ns=second * SECOND))
    assert of(signed, starts(0, 1), [1, 2]) == [11, 2]


def test_what_is_not_known_stays_unknown() -> None:
    signed = SignedVolume(MINUTE + SECOND)
    assert of(signed, starts(0, 1), [5, 5]) == [None, None]  # nothing was heard yet
    signed.add(a_trade(size=9, at_ns=MINUTE))  # before anybody asked
    signed.add(a_trade(size=5, at_ns=MINUTE + 2 * SECOND))
    signed.add(a_trade(size=5, at_ns=2 * MINUTE, aggressor=NEITHER))
    signed.add(a_trade(size=6, at_ns=3 * MINUTE, aggressor=SELLER))
    signed.add(a_trade(size=6, at_ns=3 * MINUTE, aggressor=NEITHER))
    assert of(signed, starts(1, 2, 3), [14, 5, 12]) == [None, None, -6]


def test_a_bar_in_which_more_was_traded_than_is_known_has_none() -> None:
    signed = SignedVolume(0)
    for minute, size in ((0, 5), (1, 6), (2, 7)):
        signed.add(a_trade(size=size, at_ns=minute * MINUTE))
    assert of(signed, starts(0, 1, 2), [5, 7, 7]) == [5, None, 7]
    assert of(signed, starts(0, 1, 2), [0, 6, 7]) == [None, 6, 7]  # a bar without a volume


def test_stored_trades_go_in_front() -> None:
    signed = SignedVolume(10 * MINUTE)
    signed.add(a_trade(size=4, at_ns=10 * MINUTE))
    assert signed.older_before_ns is None  # nobody looks further back
    before = signed.version
    of(signed, starts(8, 9, 10), [5, 6, 4])
    assert signed.older_before_ns == 10 * MINUTE
    signed.prepend(stored(9, (540, -2, 6, 6)))
    assert signed.version == before + 1
    assert signed.first_ns == 540 * SECOND
    assert of(signed, starts(8, 9, 10), [5, 6, 4]) == [None, -2, 4]
    assert signed.older_before_ns == 9 * MINUTE
    signed.prepend(stored(0, (480, 1, 1, 1), (481, 4, 4, 4), (482, 0, 2, 0)))
    assert of(signed, starts(8, 9, 10), [7, 6, 4]) == [5, -2, 4]
    assert signed.older_before_ns is None
    of(signed, starts(-5), [1])
    signed.prepend(SignedSeconds.none())
    assert signed.older_before_ns == 0
    assert len(signed._seconds) == 5


def test_a_second_that_was_stored_in_part_is_joined() -> None:
    signed = SignedVolume(MINUTE + SECOND // 2)
    signed.add(a_trade(size=4, at_ns=MINUTE + SECOND // 2))
    signed.prepend(stored(0, (0, 1, 1, 1), (60, -3, 5, 5)))
    assert of(signed, starts(0, 1), [1, 9]) == [1, 1]


def test_regular_hours_leave_out_what_traded_outside() -> None:
    regular = RegularHours(lambda first, last: [(MINUTE, 2 * MINUTE)])
    signed = SignedVolume(MINUTE, regular)
    for minute, size in ((1, 3), (2, 50)):
        signed.add(a_trade(size=size, at_ns=minute * MINUTE))
    signed.prepend(stored(0, (59, 9, 9, 9)))
    assert of(signed, starts(1), [3]) == [3]
    assert signed.first_ns == MINUTE


def silence(symbol: str) -> SignedSeconds:
    return SignedSeconds.none()


def regular(symbol: str) -> RegularHours:
    return RegularHours(lambda first, last: [(0, 2 * MINUTE)])


def test_a_symbol_is_added_up_from_the_first_question_on_and_anew_after_a_restart() -> None:
    clock = VirtualClock(MINUTE)
    hub = a_hub(clock)
    volumes = SignedVolumes(hub, regular, silence)
    hub.publish(a_trade(at_ns=MINUTE))
    signed, within = volumes.of("ESH2024"), volumes.of("ESH2024", Hours.REGULAR)
    assert volumes.of("ESH2024") is signed
    hub.publish(a_trade(size=3, at_ns=MINUTE + 1))
    hub.publish(a_trade(size=8, at_ns=MINUTE + 1, symbol="MESH2024"))
    hub.publish(a_trade(size=5, at_ns=2 * MINUTE))
    assert of(signed, starts(1), [8]) == [8]
    assert of(within, starts(1), [3]) == [3]
    assert not volumes.wants_older("ESH2024", Hours.ALL)  # nothing is stored
    hub.clear()
    assert of(signed, starts(1), [3]) == [None]
    hub.publish(a_trade(size=2, at_ns=SECOND))  # earlier than it was before
    assert of(signed, starts(0), [2]) == [2]


def test_what_was_heard_before_the_first_question_counts() -> None:
    hub = a_hub(VirtualClock(3 * MINUTE))
    volumes = SignedVolumes(hub, regular, lambda symbol: stored(0, (60, 2, 2, 2), (121, -1, 1, 1)))
    signed, within = (volumes.of("ESH2024", hours) for hours in (Hours.ALL, Hours.REGULAR))
    for each in (signed, within):
        each.add(a_trade(size=4, at_ns=3 * MINUTE))
        each.add(a_trade(size=5, at_ns=2 * MINUTE))  # late, as what was heard may be
    assert of(signed, starts(1, 2, 3), [2, 6, 4]) == [2, 4, 4]
    assert of(within, starts(1, 2, 3), [2, 6, 4]) == [2, None, None]  # until the second minute


class Days:
    """Stored trades of one lot at the first second of each of three days, to be read by day."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.broken = False
        self.meanwhile: Callable[[], None] = lambda: None

    def signed(self, symbol: str, before_ns: int) -> SignedSeconds:
        self.asked.append(before_ns)
        self.meanwhile()
        if self.broken:
            raise BadData("a file is broken")
        day = (before_ns - 1) // DAY
        if day < 0:
            return SignedSeconds.none()
        ones = np.ones(1, np.int64)
        return SignedSeconds(day * DAY, ones * day * DAY, ones, ones, ones)

    def page(self, symbol: str, before_ns: int, count: int) -> Minutes:
        raise AssertionError("no minutes are asked for")

    def trades(self, symbol: str, before_ns: int, count: int) -> Trades:
        raise AssertionError("no single trades are asked for")


DAY = 24 * 60 * MINUTE


async def test_stored_trades_are_read_day_by_day_as_far_as_somebody_looks() -> None:
    days = Days()
    volumes = SignedVolumes(a_hub(VirtualClock(3 * DAY)), regular, silence, days)
    signed = volumes.of("ESH2024")
    assert not volumes.wants_older("ESH2024", Hours.ALL)
    of(signed, starts(2 * 1440), [1])
    while volumes.wants_older("ESH2024", Hours.ALL):
        await volumes.read_older("ESH2024", Hours.ALL)
    assert days.asked == [3 * DAY]
    assert of(signed, starts(0, 2 * 1440), [1, 1]) == [None, 1]
    while volumes.wants_older("ESH2024", Hours.ALL):
        await volumes.read_older("ESH2024", Hours.ALL)
    assert days.asked == [3 * DAY, 2 * DAY, DAY]
    assert of(signed, starts(0, 1440, 2 * 1440), [1, 1, 1]) == [1, 1, 1]


async def test_of_two_that_ask_at_once_one_reads() -> None:
    days = Days()
    volumes = SignedVolumes(a_hub(VirtualClock(DAY)), regular, silence, days)
    signed = volumes.of("ESH2024")
    of(signed, starts(0), [1])
    await asyncio.gather(*(volumes.read_older("ESH2024", Hours.ALL) for _ in range(2)))
    assert len(days.asked) == 1
    assert of(signed, starts(0), [1]) == [1]


async def test_what_is_read_while_the_market_begins_anew_is_dropped() -> None:
    days, hub = Days(), a_hub(VirtualClock(DAY))
    volumes = SignedVolumes(hub, regular, silence, days)
    signed = volumes.of("ESH2024")
    of(signed, starts(0), [1])
    loop = asyncio.get_running_loop()
    cleared = threading.Event()

    def clear() -> None:
        hub.clear()
        cleared.set()

    def meanwhile() -> None:
        loop.call_soon_threadsafe(clear)
        assert cleared.wait(10)

    days.meanwhile = meanwhile
    await volumes.read_older("ESH2024", Hours.ALL)
    assert signed.first_ns is None
    days.meanwhile = lambda: None
    of(signed, starts(0), [1])
    assert not volumes.wants_older("ESH2024", Hours.ALL)  # nobody knows how far back it went
    signed.add(a_trade(at_ns=1440 * MINUTE))
    await volumes.read_older("ESH2024", Hours.ALL)  # as often as it begins
    assert of(signed, starts(0, 1440), [1, 1]) == [1, 1]


@pytest.mark.logs("are not counted")
async def test_a_store_that_is_broken_is_asked_once(caplog: pytest.LogCaptureFixture) -> None:
    days = Days()
    days.broken = True
    volumes = SignedVolumes(a_hub(VirtualClock(DAY)), regular, silence, days)
    of(volumes.of("ESH2024"), starts(0), [1])
    await volumes.read_older("ESH2024", Hours.ALL)
    assert "older trades of ESH2024 are not counted: a file is broken" in caplog.text
    assert not volumes.wants_older("ESH2024", Hours.ALL)


@pytest.mark.parametrize("frames", [1, 7])
def test_cumulative_delta_follows_it_tick_by_tick(frames: int) -> None:
    signed, series = SignedVolume(MINUTE), BarSeries(ClockPeriod(MINUTE))
    days = SessionPeriod(Unit.DAY, lambda at_ns: utc_date("", at_ns))
    study = Study(make("cvd", {}), StudyBars(series, days, delta=signed.of_bars))
    total = 0
    for number in range(200):
        at_ns, size = number * 7 * SECOND, 1 + number % 5
        who = BUYER if number % 3 else SELLER
        series.add_trade(at_ns, 100, size)
        signed.add(a_trade(size=size, at_ns=at_ns, aggressor=who))
        if at_ns >= MINUTE:
            total += size if number % 3 else -size
        if number % frames == 0:
            study.refresh()
            assert np.isnan(study.values[0]) if at_ns < MINUTE else study.values == (total,)
    study.refresh()
    assert study.values == (total,)
