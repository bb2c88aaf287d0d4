"""Old bars of a broker in a whole engine: shown, kept, and apart from those that are made up."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.integration.test_broker_sessions import DEMO, LOGIN, OpenKeyring, running, until, written
from tests.support.broker_login import ScriptedBroker
from tests.support.builders import INSTRUMENTS
from tests.support.paper_desk import NOON_NS
from traderterminal.app.history_store import open_store
from traderterminal.app.logins import Practice
from traderterminal.brokers.plugin import Urls
from traderterminal.domain.bars import Bar
from traderterminal.domain.errors import BrokerUnavailable
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import VirtualClock
from traderterminal.market.columns import MINUTE_NS, BarColumns
from traderterminal.storage.secrets import Secrets

#: The minutes of the last hour, as the broker tells them; older ones it does not keep.
TOLD = [Bar(NOON_NS - minute * MINUTE_NS, 100, 104, 99, 101, 7) for minute in range(60, 0, -1)]
#: What was stored before: a minute that the broker does not keep, and one that it tells otherwise.
STORED = [Bar(NOON_NS - minute * MINUTE_NS, 55, 56, 54, 55, 1) for minute in (90, 30)]


class OldBars:
    """What a scripted broker tells of the past; it fails while `fails`."""

    def __init__(self) -> None:
        self.fails = False
        self.asked = 0

    async def __call__(
        self, symbol: str, resolution: str, before_ns: int, count: int
    ) -> Sequence[Bar]:
        self.asked += 1
        if self.fails:
            raise BrokerUnavailable(Message("broker_unavailable", {"cause": "status 503"}))
        return [bar for bar in TOLD if bar.start_ns < before_ns][-count:]


@pytest.fixture
def script() -> ScriptedBroker:
    made = ScriptedBroker(VirtualClock(NOON_NS))
    made.bars = OldBars()
    return made


@pytest.fixture
def secrets(tmp_path: Path) -> Secrets:
    made = Secrets(tmp_path, OpenKeyring())
    made.open()
    made.set("apex", "pass-of-apex")
    return made


def store_some(folder: Path) -> None:
    store = open_store(folder, INSTRUMENTS.__getitem__)
    store.add_minutes("ESH2024", BarColumns.of(STORED))


def stored(folder: Path) -> list[tuple[int, int]]:
    page = open_store(folder, INSTRUMENTS.__getitem__).page("ESH2024", NOON_NS, 1_000).bars
    return list(zip(page.start_ns.tolist(), page.open.tolist(), strict=True))


async def test_what_the_broker_tells_is_shown_and_kept_and_the_store_goes_on_behind_it(
    tmp_path: Path, script: ScriptedBroker, secrets: Secrets
) -> None:
    store_some(tmp_path)
    async with running(written(tmp_path, DEMO), script, secrets) as engine:
        series = engine.bars.series("ESH2024")
        await until(script, lambda: series.count == len(TOLD))
        assert series.bars() == TOLD
        assert isinstance(script.bars, OldBars)
        asked, moment = script.bars.asked, script.clock.now_ns() + MINUTE_NS
        await until(script, lambda: script.clock.now_ns() > moment)
        assert script.bars.asked == asked  # what has come is not asked for again
        assert await engine.bars.fetch_older("ESH2024")
        assert series.bars(0, 2) == [STORED[0], TOLD[0]]
        assert not await engine.bars.fetch_older("ESH2024")
    expected = {bar.start_ns: bar.open for bar in (*TOLD, *STORED)}
    assert stored(tmp_path) == sorted(expected.items())


async def test_a_broker_that_does_not_tell_is_told_of_and_asked_again(
    tmp_path: Path, script: ScriptedBroker, secrets: Secrets
) -> None:
    assert isinstance(script.bars, OldBars)
    script.bars.fails = True
    store_some(tmp_path)
    async with running(written(tmp_path, DEMO), script, secrets) as engine:
        series = engine.bars.series("ESH2024")
        await until(script, lambda: list(engine.desk.alarms))
        (alarm,) = engine.desk.alarms
        assert alarm.message == Message(
            "history_unavailable", {"symbol": "ESH2024", "cause": "status 503"}
        )
        # what is stored may end long before: it does not stand beside the market of now
        assert series.count == 0
        script.bars.fails = False
        await until(script, lambda: series.count == len(TOLD))


async def test_before_a_login_nobody_is_asked_and_after_it_the_bars_come(
    tmp_path: Path, script: ScriptedBroker, secrets: Secrets
) -> None:
    assert isinstance(script.bars, OldBars)
    script.logs_in = False
    async with running(written(tmp_path, DEMO), script, secrets) as engine:
        series = engine.bars.series("ESH2024")
        moment = script.clock.now_ns() + 10 * MINUTE_NS // 60
        await until(script, lambda: script.clock.now_ns() > moment)
        assert (script.bars.asked, series.count) == (0, 0)
        script.session.come_online()
        await until(script, lambda: series.count == len(TOLD))


async def test_prices_of_practice_are_neither_kept_nor_mixed_with_real_ones(
    tmp_path: Path, script: ScriptedBroker
) -> None:
    store_some(tmp_path)
    before = stored(tmp_path)
    text = LOGIN.format(environment="practice", mode="sandbox")
    options = written(tmp_path, text.replace("secret:apex", "practice"))
    urls = Urls("http://127.0.0.1:1", "ws://127.0.0.1:1", "ws://127.0.0.1:1")
    practice = Practice(urls, {"name": "trader", "password": "practice"})
    async with running(options, script, None, lambda kind: practice) as engine:
        series = engine.bars.series("ESH2024")
        await until(script, lambda: series.count == len(TOLD))
        assert not await engine.bars.fetch_older("ESH2024")
    assert stored(tmp_path) == before
