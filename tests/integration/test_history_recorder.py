"""Recording into history: every tick once, minutes whole, and a run that goes on from another."""

import random
from pathlib import Path

import numpy as np
import pytest

from tests.support.figures import Cases
from tests.support.history import START_NS, a_store, bars_of, stored_bars, stored_ticks
from tests.support.market import MINUTE, SECOND, AskedSource, a_hub, a_quote, a_trade
from tests.support.scale import scaled
from tests.support.shared_data import shared_file
from traderterminal.app import history_recorder
from traderterminal.app.engine import run_engine
from traderterminal.app.history_recorder import HistoryRecorder
from traderterminal.app.history_store import open_store
from traderterminal.app.options import Options
from traderterminal.app.settings import HistorySettings, Settings
from traderterminal.domain.bars import Bar
from traderterminal.kit.clock import VirtualClock
from traderterminal.kit.tasks import TaskScope, give_way
from traderterminal.market.columns import BarColumns
from traderterminal.market.hub import MarketHub
from traderterminal.market.ports import FeedHealth, FeedState
from traderterminal.market.ticks import GapMark, Tick, TradeTick
from traderterminal.storage.history import HistoryStore
from traderterminal.storage.parts import Kind, folder_of, parts_in

ES = "ESH2024"
RUNNING = FeedHealth(FeedState.RUNNING, 0.0, None)


class OneFeed:
    """Delivers ES by hand."""

    name = "feed"
    follows_sessions = True

    def __init__(self, clock: VirtualClock, health: FeedHealth) -> None:
        self.clock = clock
        self._health = health

    def symbols(self) -> tuple[str, ...]:
        return (ES,)

    def health(self, symbol: str) -> FeedHealth:
        return self._health

    async def run(self) -> None:
        raise AssertionError("the test publishes by hand")


class Market:
    """A feed whose ticks are recorded into a store."""

    def __init__(self, store: HistoryStore, health: FeedHealth = RUNNING) -> None:
        self.clock = VirtualClock(START_NS)
        self.host = VirtualClock(START_NS)
        self.hub: MarketHub = a_hub(self.clock)
        self.hub.follow(OneFeed(self.clock, health))
        self.store = store
        self.recorder = HistoryRecorder(self.hub, store, self.host, dict)

    def say(self, *ticks: Tick | GapMark) -> None:
        for tick in ticks:
            self.clock.advance_to(tick.at_ns)
            if isinstance(tick, GapMark):
                self.hub.publish_gap(tick)
            else:
                self.hub.publish(tick)


def random_ticks(draw: random.Random, count: int) -> list[Tick]:
    at_ns, ticks = START_NS, list[Tick]()
    for number in range(count):
        at_ns += draw.choice((0, 1, SECOND, 20 * SECOND))
        if draw.random() < 0.5:
            ticks.append(a_trade(19_200 + draw.randrange(5), number + 1, at_ns))
        else:
            ticks.append(a_quote(19_200 + draw.randrange(5), 19_206, at_ns, bid_size=number + 1))
    return ticks


def minutes(ticks: list[Tick]) -> list[Bar]:
    trades = [tick for tick in ticks if isinstance(tick, TradeTick)]
    return bars_of(
        BarColumns.of_trades(
            np.array([trade.at_ns for trade in trades], np.int64),
            np.array([trade.price for trade in trades], np.int32),
            np.array([trade.size for trade in trades], np.int64),
        )
    )


async def test_ticks_quotes_and_gaps_are_stored_with_the_minutes(tmp_path: Path) -> None:
    market = Market(a_store(tmp_path))
    market.say(
        a_quote(19_200, None, START_NS),
        a_trade(19_201, 3, START_NS + 1),
        GapMark(ES, START_NS + 2),
        a_quote(19_204, 19_205, START_NS + MINUTE),
    )
    await market.recorder.close()
    assert [tick[:4] for tick in stored_ticks(market.store)] == [
        (START_NS, "quote", None, None),
        (START_NS + 1, "trade", 4800.25, 3),
        (START_NS + 2, "gap", None, None),
        (START_NS + MINUTE, "quote", None, None),
    ]
    assert stored_bars(market.store) == [Bar(START_NS, 19_201, 19_201, 19_201, 19_201, 3)]


async def test_what_is_only_looked_at_is_stored_meanwhile_and_let_go_after(tmp_path: Path) -> None:
    hub, source = a_hub(VirtualClock(START_NS)), AskedSource(VirtualClock(START_NS))
    hub.follow(source)
    look_away = hub.watch(ES)
    store = a_store(tmp_path)
    recorder = HistoryRecorder(hub, store, VirtualClock(START_NS), dict)
    hub.publish(a_trade(19_201, 3, START_NS))
    look_away()
    assert source.delivers == set()
    await recorder.close()
    assert [tick[0] for tick in stored_ticks(store)] == [START_NS]


@pytest.mark.counted("recordings into history")
async def test_every_tick_is_stored_once_however_it_is_cut(tmp_path: Path, cases: Cases) -> None:
    for seed in cases.over(range(scaled(30))):
        draw = random.Random(seed)
        store = a_store(tmp_path / str(seed))
        ticks = random_ticks(draw, 120)
        first = 0
        # given several runs of the program, each with moments at which it stores
        while first < len(ticks):
            market, end = Market(store), first + draw.randint(20, 60)
            # one that goes on hears what stands already, so it begins with the next instant
            while end < len(ticks) and ticks[end].at_ns == ticks[end - 1].at_ns:
                end += 1
            for tick in ticks[first:end]:
                market.say(tick)
                if draw.random() < 0.05:
                    await market.recorder._store_all(every=False)
            await market.recorder.close()
            first = end
        assert [tick[0] for tick in stored_ticks(store)] == [tick.at_ns for tick in ticks]
        assert stored_bars(store) == minutes(ticks)
        store.compact()
        assert [tick[0] for tick in stored_ticks(store)] == [tick.at_ns for tick in ticks]
        assert stored_bars(store) == minutes(ticks)


async def test_a_recording_that_is_wound_back_is_stored_once(tmp_path: Path) -> None:
    market = Market(a_store(tmp_path))
    ticks: list[Tick] = [a_trade(19_200 + n, 1, START_NS + n * 25 * SECOND) for n in range(20)]
    market.say(*ticks[:15])
    for back, end in ((4, 9), (2, 20)):
        market.hub.clear()
        market.clock.reset_to(ticks[back].at_ns)
        market.say(*ticks[back:end])
    await market.recorder.close()
    assert [tick[0] for tick in stored_ticks(market.store)] == [tick.at_ns for tick in ticks]
    assert stored_bars(market.store) == minutes(ticks)


async def test_it_stores_now_and_then_and_compacts_when_a_day_has_ended(tmp_path: Path) -> None:
    market = Market(a_store(tmp_path))
    failures: list[tuple[str, Exception]] = []
    tasks = TaskScope(on_error=lambda name, error: failures.append((name, error)))
    tasks.spawn(market.recorder.run(), name="record")

    async def wait(seconds: float) -> None:
        """Let host time pass, and what is to be stored be stored."""
        until_ns = market.host.now_ns() + int(seconds * SECOND)
        while market.host.now_ns() < until_ns:
            while market.host.next_due_ns is None:  # a thread is at work
                await give_way()
            market.host.advance_to(market.host.now_ns() + SECOND)
            await give_way()
            await give_way()

    def parts() -> int:
        return len(parts_in(folder_of(market.store.root, Kind.TICKS, ES)))

    try:
        for number in range(3):
            market.say(a_trade(19_200, 1, START_NS + number * 5 * MINUTE))
            market.say(a_trade(19_200, 1, START_NS + number * 5 * MINUTE + MINUTE))
            await wait(history_recorder.STORE_SECONDS + 2)
            assert parts() == number + 1
        # the minute that goes on is not stored yet
        assert len(stored_ticks(market.store)) == 5
        market.host.advance_to(START_NS + 3_600 * SECOND)  # midnight in UTC
        await wait(history_recorder.STORE_SECONDS + 2)
        assert parts() == 1
    finally:
        await tasks.aclose()
    assert failures == []


async def test_ticks_that_are_made_up_of_bars_are_no_history(tmp_path: Path) -> None:
    market = Market(a_store(tmp_path), FeedHealth(FeedState.RUNNING, 0.0, None, approximate=True))
    market.say(a_trade(19_200, 1, START_NS))
    await market.recorder.close()
    assert stored_ticks(market.store) == []


@pytest.mark.logs("ticks of ESH2024 could not be stored")
async def test_a_disk_that_fails_is_told_and_recording_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    market = Market(a_store(tmp_path))
    market.say(a_trade(19_200, 1, START_NS))

    def full(*given: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(HistoryStore, "add_ticks", full)
        await market.recorder.close()
    market.say(a_trade(19_201, 1, START_NS + 1))
    await market.recorder.close()
    assert [tick[0] for tick in stored_ticks(market.store)] == [START_NS + 1]


async def test_a_real_session_that_is_replayed_is_history_of_the_next_run(tmp_path: Path) -> None:
    path = shared_file("marketdata/ESH4_2023-12-25_ticks_2200-2330.csv.gz")
    settings = Settings(history=HistorySettings(record=True))
    data = tmp_path
    given = Options(
        data, data / "config.toml", market=f"replay:{path}", symbol=ES, speed="step", seed=1
    )
    async with run_engine(given, settings) as engine:
        assert engine.replay is not None
        await engine.replay.source.seek(START_NS + 20 * MINUTE)
        played = engine.bars.series(ES).bars()
        symbols = engine.symbols.instrument
    stored = stored_bars(open_store(data, symbols))
    assert stored == played
    # when the next run looks at the same contract later, it has those minutes
    nothing = Options(data, data / "config.toml", market="none", seed=1)
    async with run_engine(nothing, Settings()) as engine:
        series = engine.bars.series(ES)
        while series.count == 0:
            await engine.host.sleep(0.01)
        assert series.bars() == played


@pytest.mark.logs("cannot be read, set aside")
async def test_stored_bars_that_cannot_be_read_are_an_alarm(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "history" / "exchanges", Kind.BARS, ES)
    folder.mkdir(parents=True)
    broken = folder / "00000001.0000.1.2.parquet"
    broken.write_text("no Parquet")
    given = Options(tmp_path, tmp_path / "config.toml", market="none", seed=1)
    async with run_engine(given, Settings()) as engine:
        engine.bars.series(ES)
        while not (alarms := list(engine.desk.alarms)):
            await engine.host.sleep(0.01)
    (alarm,) = alarms
    assert (alarm.symbol, alarm.message.code) == (ES, "history_damaged")
    assert alarm.message.parameters["file"] == f"{broken}.corrupt"
