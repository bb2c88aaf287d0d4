"""Alerts that should have come."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.support.alerts import HOST_NS, InboxDesk, turns
from traderterminal.alerts.rehearsal import TRIAL
from traderterminal.alerts.watch import AlertWatch, Heard
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import NANOSECONDS

EVERY = {"orb": 60, "quiet": None}


class Bench:
    """A watch on an inbox in the test's hands."""

    def __init__(self) -> None:
        self.desk = InboxDesk()
        self.told: list[Message] = []
        self.over: list[str] = []
        self.numbers = iter(range(1_000))
        self.watch = self.started()

    def started(self) -> AlertWatch:
        watch = AlertWatch(
            every_s=EVERY.get,
            names=lambda: ("orb",),
            host=self.desk.host,
            tell=self.told.append,
            over=self.over.append,
        )
        watch.load(tuple(reversed(self.desk.inbox.records)))
        self.desk.inbox.changed.connect(watch.hear)
        self.watch = watch
        return watch

    async def passes(self, seconds: int) -> None:
        self.desk.host.advance_to(self.desk.host.now_ns() + seconds * NANOSECONDS)
        await turns()
        self.watch.look()

    async def beats(self, strategy: str = "orb") -> None:
        await self.desk.post(
            {"strategy": strategy, "action": "heartbeat", "id": str(next(self.numbers))}
        )

    async def moves(
        self, before: str, now: str, strategy: str = "orb", symbol: str = "ES1!"
    ) -> None:
        await self.desk.post(
            {
                "strategy": strategy,
                "symbol": symbol,
                "market_position": now,
                "position_size": {"long": "1", "short": "-1", "flat": "0"}[now],
                "prev_market_position": before,
                "id": str(next(self.numbers)),
            }
        )

    @property
    def codes(self) -> list[str]:
        return [message.code for message in self.told]

    def heard(self, strategy: str) -> Heard:
        (found,) = [one for one in self.watch.heard if one.strategy == strategy]
        return found


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench()
    yield made
    assert made.desk.failures == []
    await made.desk.tasks.aclose()


async def test_a_strategy_that_is_silent_for_too_long_is_told_of_once(bench: Bench) -> None:
    await bench.passes(60)
    assert bench.told == []
    await bench.passes(1)
    await bench.passes(600)
    assert bench.told == [
        Message("strategy_silent", {"strategy": "orb", "measured": "61", "limit": "60"})
    ]
    assert bench.heard("orb").overdue


async def test_any_sign_of_it_begins_anew(bench: Bench) -> None:
    await bench.passes(50)
    await bench.beats()
    await bench.passes(50)
    await bench.moves("flat", "long")
    await bench.passes(50)
    assert bench.told == []
    await bench.passes(11)
    assert bench.codes == ["strategy_silent"]
    await bench.beats()
    assert bench.over == ["orb"]
    assert not bench.heard("orb").overdue
    await bench.passes(61)
    assert bench.codes == ["strategy_silent"] * 2


async def test_without_an_interval_nobody_is_waited_for(bench: Bench) -> None:
    await bench.beats("quiet")
    await bench.passes(40)
    await bench.beats()
    await bench.passes(40)
    assert bench.told == []
    assert bench.heard("quiet") == Heard("quiet", None, HOST_NS, 0, None, overdue=False)


@pytest.mark.parametrize(
    ("moves", "missed"),
    [
        ([("flat", "long"), ("long", "flat"), ("flat", "short"), ("short", "long")], 0),
        ([("flat", "long"), ("flat", "short")], 1),
        ([("flat", "long"), ("short", "flat"), ("flat", "long")], 1),
        ([("long", "flat")], 0),  # where it began nobody knows
        ([("flat", "long"), ("long", "long"), ("long", "flat")], 0),
    ],
)
async def test_an_alert_begins_where_the_one_before_it_ended(
    bench: Bench, moves: list[tuple[str, str]], missed: int
) -> None:
    for before, now in moves:
        await bench.moves(before, now)
        await bench.moves("flat", "flat", strategy="other")
    assert bench.codes == ["alert_missed"] * missed
    assert bench.heard("orb").missed == missed


async def test_what_is_missing_is_told_with_both_sides(bench: Bench) -> None:
    await bench.moves("flat", "long")
    await bench.moves("flat", "short", symbol="MES")  # another contract is another position
    assert bench.told == []
    await bench.moves("short", "flat")
    assert bench.told == [
        Message(
            "alert_missed",
            {"strategy": "orb", "symbol": "ESH2024", "before": "long", "now": "short"},
        )
    ]


async def test_a_signal_without_positions_says_nothing_of_the_next(bench: Bench) -> None:
    await bench.moves("flat", "long")
    await bench.desk.post({"strategy": "orb", "symbol": "ES1!", "action": "sell", "quantity": 1})
    await bench.moves("short", "flat")
    assert bench.told == []


async def test_after_a_restart_it_goes_on_and_tells_nothing_twice(bench: Bench) -> None:
    await bench.moves("flat", "long")
    await bench.moves("flat", "short")
    assert bench.codes == ["alert_missed"]
    again = bench.started()
    assert bench.codes == ["alert_missed"]
    assert bench.heard("orb").missed == 1
    await bench.moves("long", "flat")
    assert again.heard[0].missed == 2


async def test_trials_are_no_sign_of_life(bench: Bench) -> None:
    await bench.desk.inbox.try_on_paper(
        b'{"strategy": "orb", "symbol": "ES1!", "action": "buy", "quantity": 1}', "paper"
    )
    await turns()
    assert bench.heard("orb").alert_ns is None
    assert not any(one.strategy.startswith(TRIAL) for one in bench.watch.heard)


async def test_it_looks_by_itself(bench: Bench) -> None:
    bench.desk.tasks.spawn(bench.watch.run(), name="watch")
    await turns()
    for _ in range(13):
        bench.desk.host.advance_to(bench.desk.host.now_ns() + 5 * NANOSECONDS)
        await turns()
    assert bench.codes == ["strategy_silent"]
