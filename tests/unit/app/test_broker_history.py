"""Old bars of the broker whose quotes are the market: asked for, told of, asked for again."""

from collections import deque
from collections.abc import Sequence

import pytest

from tests.support.venue import elapse
from traderterminal.app.broker_history import (
    FIRST_WAITS_S,
    TELL_AFTER,
    BrokerHistory,
    fetch_first,
    is_made_up,
)
from traderterminal.domain.bars import Bar
from traderterminal.domain.errors import BrokerUnavailable
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import VirtualClock
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.columns import MINUTE_NS

BARS = [Bar(minute * MINUTE_NS, 10, 12, 9, 11, 5) for minute in (3, 4, 6)]


class Broker:
    """A broker that is connected or not, and fails as often as it is told to."""

    def __init__(self, *, failures: int = 0) -> None:
        self.failures = failures
        self.online = True
        self.asked: list[tuple[str, str, int, int]] = []

    def bars(self) -> "Broker | None":
        return self if self.online else None

    async def __call__(
        self, symbol: str, resolution: str, before_ns: int, count: int
    ) -> Sequence[Bar]:
        self.asked.append((symbol, resolution, before_ns, count))
        if self.failures:
            self.failures -= 1
            raise BrokerUnavailable(Message("broker_unavailable", {"cause": "503"}))
        return [bar for bar in BARS if bar.start_ns < before_ns][-count:]


async def test_minutes_are_what_the_broker_tells() -> None:
    broker, told = Broker(), list[tuple[str, str]]()
    history = BrokerHistory(broker.bars, None, lambda *trouble: told.append(trouble))
    page = await history.page("ESH2024", 6 * MINUTE_NS, 1)
    assert page.bars.start_ns.tolist() == [4 * MINUTE_NS]
    assert broker.asked == [("ESH2024", "1", 6 * MINUTE_NS, 1)]
    assert not history.is_due("ESH2024")
    assert told == []


async def test_a_broker_that_is_not_connected_is_not_asked_and_nobody_is_told() -> None:
    broker = Broker()
    broker.online = False
    told: deque[tuple[str, str]] = deque()
    history = BrokerHistory(broker.bars, None, lambda *trouble: told.append(trouble))
    for _ in range(2 * TELL_AFTER):
        with pytest.raises(BrokerUnavailable):
            await history.page("ESH2024", 6 * MINUTE_NS, 1)
    assert history.is_due("ESH2024")
    assert (broker.asked, list(told)) == ([], [])


async def test_one_that_fails_again_and_again_is_told_of_once() -> None:
    broker, told = Broker(failures=TELL_AFTER + 2), list[tuple[str, str]]()
    history = BrokerHistory(broker.bars, None, lambda *trouble: told.append(trouble))
    for failed in range(1, TELL_AFTER + 3):
        with pytest.raises(BrokerUnavailable):
            await history.page("ESH2024", 6 * MINUTE_NS, 1)
        assert told == [("ESH2024", "503")] * (failed >= TELL_AFTER)
    await history.page("ESH2024", 6 * MINUTE_NS, 1)
    broker.failures = TELL_AFTER
    for _ in range(TELL_AFTER):
        with pytest.raises(BrokerUnavailable):
            await history.page("ESH2024", 6 * MINUTE_NS, 1)
    assert told == [("ESH2024", "503")] * 2


async def test_the_first_page_is_asked_for_until_the_broker_answers() -> None:
    broker, clock, fetched = Broker(failures=7), VirtualClock(), list[bool]()
    history = BrokerHistory(broker.bars, None, lambda symbol, cause: None)
    tasks = TaskScope(on_error=lambda name, error: pytest.fail(f"{name}: {error!r}"))

    async def fetch(symbol: str) -> bool:
        try:
            fetched.append((await history.page(symbol, 6 * MINUTE_NS, 1)).from_ns is not None)
        except BrokerUnavailable:
            fetched.append(False)
        return fetched[-1]

    tasks.spawn(fetch_first("ESH2024", fetch, history, clock), name="first")
    await elapse(clock, sum(FIRST_WAITS_S) - 0.5)
    assert fetched == [False] * 6
    await elapse(clock, 1)
    assert fetched == [False] * 7
    await elapse(clock, FIRST_WAITS_S[-1] + 1)
    assert fetched == [*[False] * 7, True]
    await elapse(clock, 300)
    assert len(fetched) == 8
    assert tasks.running == 0


def test_a_market_of_nobody_is_not_made_up() -> None:
    assert not is_made_up(None, None)
