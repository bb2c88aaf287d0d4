"""Replays of a data folder: made, traded on apart from everything else, kept and deleted."""

import json
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.support.history import put_bars, tick_rows
from tests.support.market import MINUTE, SECOND
from traderterminal.app.credentials import RUNTIME_FILE
from traderterminal.app.engine import LEDGER_FILE, Engine, run_engine
from traderterminal.app.history_store import open_store
from traderterminal.app.options import Options
from traderterminal.app.replay_controls import ReplayControls
from traderterminal.app.replay_windows import ReplayWindows
from traderterminal.app.replays import ACCOUNT, Replays, settings_of_a_replay
from traderterminal.app.settings_reading import load_settings
from traderterminal.cli import _options, _parser
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.accounts import Mode
from traderterminal.domain.bars import Bar
from traderterminal.domain.errors import BadData
from traderterminal.domain.orders import OrderStatus, OrderType
from traderterminal.kit.clock import parse_iso
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.replay import ReplayState
from traderterminal.storage.history import NOTHING
from traderterminal.ui.viewmodels.replays import KeptReplay, Material, Opening, ReplayWish

D = Decimal
ES = "ESH2024"
#: The session of 9 January 2024 begins on the evening before.
EVENING = parse_iso("2024-01-08T23:00:00Z")
MORNING = parse_iso("2024-01-09T15:00:00Z")
NEXT_DAY = parse_iso("2024-01-10T15:00:00Z")
NINTH = date(2024, 1, 9)


class NoWindow:
    """Stands in for the process of a window: nothing ends by itself."""

    pid, returncode = 1, None

    def poll(self) -> int | None:
        return None


class Desk:
    """Replays of a data folder whose windows the test opens itself."""

    def __init__(self, engine: Engine, tasks: TaskScope) -> None:
        self.launched: list[tuple[str, ...]] = []
        self.windows = ReplayWindows(tasks, self._launch)
        self.replays = Replays(engine, self.windows)

    def _launch(self, arguments: tuple[str, ...], errors: Any) -> "subprocess.Popen[bytes]":
        self.launched.append(arguments)
        (Path(arguments[1]) / RUNTIME_FILE).write_text(json.dumps({"pid": NoWindow.pid}))
        return cast("subprocess.Popen[bytes]", NoWindow())

    def options(self) -> Options:
        """What the window that was opened last was started with."""
        return _options(_parser().parse_args(self.launched[-1]))


@asynccontextmanager
async def a_desk(folder: Path) -> AsyncIterator[Desk]:
    given = Options(folder, folder / "config.toml", port=0, market="none")
    async with run_engine(given, load_settings(given.config, {})) as engine:
        yield Desk(engine, engine.tasks)


@asynccontextmanager
async def opened(desk: Desk) -> AsyncIterator[tuple[Engine, ReplayControls]]:
    """The engine behind the window that was opened last."""
    options = desk.options()
    async with run_engine(options, load_settings(options.config, {})) as engine:
        assert engine.replay is not None
        yield engine, ReplayControls(engine, engine.replay)


def store_bars(folder: Path, engine: Engine) -> None:
    """Ten minutes of the evening, ten of the morning, ten of the next day."""
    store = open_store(folder, engine.symbols.instrument)
    starts = [first + n * MINUTE for first in (EVENING, MORNING, NEXT_DAY) for n in range(10)]
    put_bars(
        store,
        [
            Bar(at, 19_200 + n, 19_204 + n, 19_198 + n, 19_201 + n, 40)
            for n, at in enumerate(starts)
        ],
    )


def store_ticks(folder: Path, engine: Engine) -> None:
    """Ten seconds of ES that rises a tick a second."""
    store = open_store(folder, engine.symbols.instrument)
    rows = [
        (MORNING + n * SECOND, 0, NOTHING, NOTHING, 0, 19_200 + n, 50, 19_201 + n, 50)
        for n in range(10)
    ]
    store.add_ticks(ES, tick_rows(*rows))


def engine_of(desk: Desk) -> Engine:
    return desk.replays._engine


async def begun(desk: Desk, tmp_path: Path, **wish: Any) -> Path:
    """Begin a replay and return its folder."""
    await desk.replays.begin(ReplayWish(**wish))
    return Path(desk.launched[-1][1])


async def test_what_is_stored_is_offered_by_trade_date(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        assert await desk.replays.symbols(Material.TICKS) == []
        store_bars(tmp_path, engine_of(desk))
        (
            open_store(tmp_path, engine_of(desk).symbols.instrument).root / "bars" / "NONSENSE"
        ).mkdir()
        assert await desk.replays.symbols(Material.BARS) == [ES]
        days = await desk.replays.days(Material.BARS, ES)
        assert days == [date(2024, 1, 10), NINTH]  # the evening is the day after's


async def test_stored_bars_are_replayed_bar_by_bar_from_a_time_on(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        store_bars(tmp_path, engine_of(desk))
        folder = await begun(
            desk, tmp_path, material=Material.BARS, symbol=ES, day=NINTH, start="09:05", speed="10×"
        )
        assert folder == tmp_path / "replays" / "ESH2024 2024-01-09 minutes"
        async with opened(desk) as (engine, controls):
            status = controls.status
            assert (status.state, status.now_ns) == (ReplayState.PAUSED, MORNING + 5 * MINUTE)
            assert (controls.speed, controls.approximate, controls.symbol) == (10.0, True, ES)
            assert (controls.first_ns, controls.last_ns) == (
                EVENING,
                MORNING + 10 * MINUTE - 15 * SECOND,
            )
            shown = engine.bars.series(ES)
            assert shown.count == 16  # what lies before the start is shown
            assert list(engine.journal.all_fills()) == []
            order = await engine.desk.place(OrderWish(ACCOUNT, ES, "delta", "buy", D(1)))
            assert order.status is OrderStatus.FILLED
            (fill,) = engine.journal.all_fills()
            assert (fill.why["confidence"], fill.why["quotes"]) == ("0.50", "made up of bars")


async def test_the_minutes_of_before_are_there_to_look_at(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        store_bars(tmp_path, engine_of(desk))
        await begun(desk, tmp_path, material=Material.BARS, symbol=ES, day=date(2024, 1, 10))
        async with opened(desk) as (engine, controls):
            assert controls.first_ns == NEXT_DAY
            await controls.step()
            while await engine.bars.fetch_older(ES):
                pass
            starts = engine.bars.series(ES).start_ns.tolist()
            assert starts[0] == EVENING
            assert starts[-1] == NEXT_DAY  # nothing of after


async def test_several_days_are_replayed_in_a_row(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        store_bars(tmp_path, engine_of(desk))
        await begun(desk, tmp_path, material=Material.BARS, symbol=ES, day=NINTH, days=2)
        async with opened(desk) as (_, controls):
            assert controls.last_ns > NEXT_DAY


async def test_what_is_traded_in_a_replay_is_in_its_own_journal_alone(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        engine = engine_of(desk)
        store_ticks(tmp_path, engine)
        folder = await begun(desk, tmp_path, symbol=ES, day=NINTH)
        assert desk.options().data_dir == folder
        async with opened(desk) as (replayed, controls):
            await controls.step()
            order = await replayed.desk.place(OrderWish(ACCOUNT, ES, "delta", "buy", D(1)))
            assert order.status is OrderStatus.FILLED
            assert list(replayed.desk.accounts) == [ACCOUNT]
            assert replayed.settings.accounts[0].name == "ESH2024 09 Jan"
            assert not replayed.logins
        assert list(engine.journal.all_fills()) == []
        assert engine.ledger.state().fills == []
        (kept,) = await desk.replays.kept()
        assert kept == KeptReplay(
            "ESH2024 2024-01-09 ticks", "09 Jan 2024 09:00:01", 1, Opening.OPEN
        )
        async with opened(desk) as (replayed, controls):  # it goes on where it was left
            assert (controls.status.position, controls.status.state) == (2, ReplayState.PAUSED)
            assert replayed.desk.positions[ACCOUNT, ES].quantity == 1


async def test_a_jump_back_begins_the_replay_afresh(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        store_ticks(tmp_path, engine_of(desk))
        await begun(desk, tmp_path, symbol=ES, day=NINTH)
        async with opened(desk) as (engine, controls):
            await controls.seek(MORNING + 4 * SECOND)
            await engine.desk.place(OrderWish(ACCOUNT, ES, "delta", "buy", D(1)))
            resting = await engine.desk.place(
                OrderWish(
                    *(ACCOUNT, ES, "delta", "buy", D(1)),
                    order_type=OrderType.LIMIT,
                    limit_price=D("4790"),
                )
            )
            assert controls.last_booked_ns() == MORNING + 4 * SECOND
            await controls.begin_anew(MORNING + 2 * SECOND)
            assert controls.status.now_ns == MORNING + 2 * SECOND
            assert controls.status.state is ReplayState.PAUSED
            assert engine.desk.orders[resting.order_id].status is OrderStatus.CANCELED
            assert list(engine.journal.all_fills()) == []
            account = engine.desk.accounts[ACCOUNT]
            assert (account.cash, account.fees) == (account.starting_cash, D(0))
            assert all(one.is_flat for one in engine.desk.positions.values())
            # and it trades on from there
            order = await engine.desk.place(OrderWish(ACCOUNT, ES, "delta", "buy", D(1)))
            assert order.status is OrderStatus.FILLED


async def test_orders_that_take_their_time_to_leave_the_market_do_not_hold_a_jump_back(
    tmp_path: Path,
) -> None:
    (tmp_path / "config.toml").write_text(
        '[[accounts]]\nid = "slow"\nlatency_ms = 500\ncash = 5000\n'
    )
    async with a_desk(tmp_path) as desk:
        store_ticks(tmp_path, engine_of(desk))
        await begun(desk, tmp_path, symbol=ES, day=NINTH, speed="100×")
        async with opened(desk) as (engine, controls):
            await controls.step(1)
            await engine.desk.place(
                OrderWish(
                    *(ACCOUNT, ES, "delta", "sell", D(1)),
                    order_type=OrderType.LIMIT,
                    limit_price=D("4900"),
                )
            )
            await controls.step(1)
            await controls.begin_anew(MORNING)
            assert (controls.status.now_ns, engine.desk.live_orders("")) == (MORNING, ())


async def test_a_recorded_file_stays_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "my ticks.csv"
    header = "ts_ns,kind,price,size,aggressor,bid,bid_size,ask,ask_size\n"
    rows = [f"{MORNING + n * SECOND},quote,,,,4800,5,4800.25,5\n" for n in range(5)]
    path.write_text(header + "".join(rows))
    async with a_desk(tmp_path) as desk:
        folder = await begun(
            desk,
            tmp_path,
            material=Material.FILE,
            file=str(path),
            symbol="esh2024",
            start="2024-01-09 09:00:02",
            speed="max",
        )
        assert folder.name == "ESH2024 my ticks file"
        async with opened(desk) as (engine, controls):
            assert engine.settings.accounts[0].name == "ESH2024 my ticks"
            assert controls.status.now_ns == MORNING + 2 * SECOND
        assert not (folder / "recording.csv.gz").exists()
        again = await begun(desk, tmp_path, material=Material.FILE, file=str(path), symbol=ES)
        assert again.name == "ESH2024 my ticks file 2"
        assert desk.options().start == "first"


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({"symbol": "ESX", "day": NINTH}, "ESX is no contract"),
        ({"symbol": ES, "day": NINTH, "start": "noon"}, "'noon' is no time"),
        ({"symbol": ES, "day": NINTH, "start": "2024-02-09 09:30"}, "does not lie in what is"),
        ({"symbol": ES, "day": date(2024, 2, 9)}, "nothing is stored of ESH2024 from 2024-02-09"),
        ({"symbol": ES}, "choose the day"),
        ({"symbol": ES, "material": Material.FILE, "file": "gone.csv"}, "there is no file"),
    ],
)
async def test_what_cannot_be_replayed_is_said_and_leaves_nothing(
    tmp_path: Path, wish: dict[str, Any], words: str
) -> None:
    async with a_desk(tmp_path) as desk:
        store_ticks(tmp_path, engine_of(desk))
        with pytest.raises(BadData, match=words):
            await desk.replays.begin(ReplayWish(**wish))
        assert desk.launched == []
        assert await desk.replays.kept() == []


async def test_of_a_file_the_day_must_be_said(tmp_path: Path) -> None:
    path = tmp_path / "ticks.csv"
    path.write_text("x")
    async with a_desk(tmp_path) as desk:
        wish = ReplayWish(Material.FILE, ES, file=str(path), start="09:30")
        with pytest.raises(BadData, match="a file may hold any day"):
            await desk.replays.begin(wish)


async def test_a_replay_is_deleted_with_its_journal_once_its_window_is_closed(
    tmp_path: Path,
) -> None:
    async with a_desk(tmp_path) as desk:
        store_ticks(tmp_path, engine_of(desk))
        folder = await begun(desk, tmp_path, symbol=ES, day=NINTH)
        with pytest.raises(BadData, match=r"close the window of .* first"):
            await desk.replays.remove(folder.name)
        desk.windows._running.clear()
        (kept,) = await desk.replays.kept()
        assert (kept.opening, kept.stands) == (Opening.CLOSED, "")  # never begun
        await desk.replays.remove(folder.name)
        assert not folder.exists()
        with pytest.raises(BadData, match="was not deleted"):
            await desk.replays.remove(folder.name)
        with pytest.raises(BadData, match=r"replay\.json cannot be read"):
            await desk.replays.open(folder.name)


async def test_a_ledger_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        store_ticks(tmp_path, engine_of(desk))
        folder = await begun(desk, tmp_path, symbol=ES, day=NINTH)
        second = await begun(desk, tmp_path, symbol=ES, day=NINTH)
        assert second.name == "ESH2024 2024-01-09 ticks 2"
        assert 'name = "ESH2024 09 Jan 2"' in (second / "config.toml").read_text()
        (folder / LEDGER_FILE).write_text("no ledger")
        assert len(await desk.replays.kept()) == 2


def test_the_settings_of_a_replay_are_those_of_paper_without_any_broker(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(
        """
[[accounts]]
id = "live_7"
kind = "tradovate"
mode = "live"
broker = "first"
number = "7"
[[accounts]]
id = "swing"
name = "Swing"
cash = 25_000.50
latency_ms = 40
max_position = 3
[brokers.first]
kind = "tradovate"
environment = "live"
name = "me"
password = "secret:first.password"
[groups.both]
accounts = [{ id = "live_7" }, { id = "swing" }]
[strategies.orb]
group = "both"
quantity = 2
sl_tp_unit = "ticks"
[risk]
max_daily_loss = 500
[ui]
theme = "ivory"
"""
    )
    made = tmp_path / "made.toml"
    made.write_text(settings_of_a_replay(load_settings(path, {}), "ESH2024 2024-01-09 ticks"))
    found = load_settings(made, {})
    (account,) = found.accounts
    assert (account.id, account.name) == (ACCOUNT, "ESH2024 2024-01-09 ticks")
    assert (account.mode, account.cash, account.latency_ms) == (Mode.SIMULATOR, D("25000.50"), 40)
    assert (account.max_position, found.risk.max_daily_loss) == (D(3), D(500))
    orb = found.strategies["orb"]
    assert (orb.group, orb.quantity) == (ACCOUNT, D(2))
    assert orb.sl_tp_unit == "ticks"
    assert (found.brokers, found.groups, found.ui.theme) == ({}, {}, "ivory")
    assert found.default_group == ACCOUNT


async def test_the_traders_own_data_files_hold_in_a_replay(tmp_path: Path) -> None:
    (tmp_path / "resources" / "fees").mkdir(parents=True)
    (tmp_path / "resources" / "fees" / "mine.toml").write_text("# mine")
    async with a_desk(tmp_path) as desk:
        store_ticks(tmp_path, engine_of(desk))
        folder = await begun(desk, tmp_path, symbol=ES, day=NINTH)
        assert (folder / "resources" / "fees" / "mine.toml").read_text() == "# mine"
        plan = json.loads((folder / "replay.json").read_text())
        assert plan == {
            "recording": "recording.csv.gz",
            "symbol": ES,
            "speed": "1",
            "start": "first",
        }


async def none_move(market_ns: int) -> bool:
    return False


async def test_no_login_is_opened_in_a_replay(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        store_ticks(tmp_path, engine_of(desk))
        await begun(desk, tmp_path, symbol=ES, day=NINTH)
        options = desk.options()
        wires: Any = SimpleNamespace(move_venues=none_move)  # has no network for any login
        async with run_engine(options, load_settings(options.config, {}), wires=wires) as engine:
            assert not list(engine.logins)
