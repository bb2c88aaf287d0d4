"""The calendar in the running engine: read, read again, and what the gate hears of it."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.support.builders import ES
from traderterminal.app.engine import run_engine
from traderterminal.app.news import AHEAD_NS, DAY_NS, LOOK_SECONDS, NewsCalendar
from traderterminal.app.options import Options
from traderterminal.app.settings import CalendarSettings
from traderterminal.app.settings_reading import load_settings
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import english
from traderterminal.domain.orders import OrderStatus
from traderterminal.kit.clock import HostClock, VirtualClock, to_datetime, to_ns
from traderterminal.kit.tasks import TaskScope

NOON_NS = to_ns(datetime(2026, 1, 14, 12, tzinfo=UTC))
MINUTE_NS = 60_000_000_000
HEADER = "date,time,event,importance\n"


def local(instrument: Instrument, at_ns: int) -> datetime:
    return to_datetime(at_ns).astimezone(ZoneInfo("America/Chicago"))


def calendar(folder: Path, text: str | None, name: str = "news.csv") -> NewsCalendar:
    if text is not None:
        (folder / name).write_text(text, "utf-8")
    return NewsCalendar(CalendarSettings(file=name), folder, local, lambda: NOON_NS)


async def test_without_a_file_nothing_waits(tmp_path: Path) -> None:
    made = NewsCalendar(CalendarSettings(), tmp_path, local, lambda: NOON_NS)
    await made.read()
    assert (made.path, made.problem, made.blackout(ES, NOON_NS)) == (None, "", None)


async def test_entries_wait_around_an_event_with_words(tmp_path: Path) -> None:
    made = calendar(tmp_path, f"{HEADER}2026-01-14,12:01,CPI,high\n")
    assert made.blackout(ES, NOON_NS) is not None  # nobody knows before it is read
    await made.read()
    told = made.blackout(ES, NOON_NS)
    assert told is not None
    assert english(told) == (
        "Refused. Nothing was sent. CPI is at 06:01 CST: entries in ESH2024 wait until 06:03:00."
        " Exits still work."
    )
    assert made.blackout(ES, NOON_NS + 3 * MINUTE_NS) is None


@pytest.mark.logs("the calendar is not known")
async def test_a_calendar_that_cannot_be_read_lets_entries_wait(tmp_path: Path) -> None:
    made = calendar(tmp_path, None)
    await made.read()
    told = made.blackout(ES, NOON_NS)
    assert told is not None
    assert told.variant == "unknown"
    assert "cannot be read" in english(told)
    # and no longer than that
    (tmp_path / "news.csv").write_text(HEADER, "utf-8")
    await made.read()
    assert (made.problem, made.blackout(ES, NOON_NS)) == ("", None)


@pytest.mark.logs("was read without line 2")
async def test_a_bad_line_is_told_and_the_others_hold(tmp_path: Path) -> None:
    made = calendar(tmp_path, f"{HEADER}nonsense,12:00,A,high\n2026-01-14,12:00,B,high\n")
    await made.read()
    assert made.problems == ["line 2: 'nonsense' is no date such as 2026-12-01"]
    assert made.blackout(ES, NOON_NS) is not None


async def test_a_replay_in_another_year_knows_the_events_of_that_year(tmp_path: Path) -> None:
    rows = "2026-01-14,12:00,Now,high\n2024-03-05,12:00,Then,high\n"
    made = calendar(tmp_path, HEADER + rows)
    await made.read()
    assert [event.name for event in made.events] == ["Now"]
    then = to_ns(datetime(2024, 3, 5, 12, tzinfo=UTC))
    assert made.blackout(ES, then) is not None
    assert made.blackout(ES, then + DAY_NS) is None
    assert made.blackout(ES, NOON_NS) is not None


async def test_another_file_is_read_by_itself(tmp_path: Path) -> None:
    made = calendar(tmp_path, HEADER)
    await made.read()
    clock, told = VirtualClock(), list[None]()
    failures: list[Exception] = []
    tasks = TaskScope(on_error=lambda name, error: failures.append(error))
    made.changed.connect(told.append)
    tasks.spawn(made.watch(clock), name="watch")
    try:
        for text in (HEADER, f"{HEADER}2026-01-14,12:00,New,high\n"):
            (tmp_path / "news.csv").write_text(text, "utf-8")
            for _ in range(4):
                clock.advance_to(clock.now_ns() + int(LOOK_SECONDS * 1e9))
                await HostClock().sleep(0.05)
        assert [event.name for event in made.events] == ["New"]
        assert failures == []
    finally:
        await tasks.aclose()


async def test_days_that_come_nearer_are_worked_out(tmp_path: Path) -> None:
    now = [NOON_NS]
    (tmp_path / "news.csv").write_text(f"{HEADER}2026-04-01,12:00,Later,high\n", "utf-8")
    made = NewsCalendar(CalendarSettings(file="news.csv"), tmp_path, local, lambda: now[0])
    await made.read()
    assert list(made.events) == []
    now[0] += AHEAD_NS
    clock, tasks = VirtualClock(), TaskScope(on_error=lambda name, error: None)
    tasks.spawn(made.watch(clock), name="watch")
    try:
        await HostClock().sleep(0.01)
        clock.advance_to(int(LOOK_SECONDS * 1e9))
        await HostClock().sleep(0.1)
        assert [event.name for event in made.events] == ["Later"]
    finally:
        await tasks.aclose()


async def test_the_engine_refuses_entries_in_a_blackout_and_lets_exits_out(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[calendar]\nfile = "news.csv"\nbefore_minutes = 1\n', "utf-8")
    (tmp_path / "news.csv").write_text(HEADER, "utf-8")
    options = Options(tmp_path, config, market="sim", seed=1)
    async with run_engine(options, load_settings(config, {})) as engine:
        account = engine.settings.accounts[0].id
        for _ in range(200):
            quote = engine.hub.quote(engine.resolve("ES").symbol)
            if quote is not None and quote.last is not None:
                break
            await engine.host.sleep(0.01)

        async def ask(side: str | None, intent: str = "delta") -> OrderStatus:
            wish = OrderWish(account, "ES", intent, side, None if side is None else Decimal(1))
            return (await engine.desk.place(wish)).status

        assert await ask("buy") is OrderStatus.FILLED
        now = to_datetime(engine.hub.clock.now_ns())
        (tmp_path / "news.csv").write_text(f"{HEADER}{now:%Y-%m-%d},{now:%H:%M:%S},CPI,high\n")
        await engine.news.read()
        denied = await engine.desk.place(OrderWish(account, "ES", "delta", "buy", Decimal(1)))
        assert denied.reason is not None
        assert denied.reason.code == "news_blackout"
        assert await ask(None, "close") is OrderStatus.FILLED
        # whoever chose to ignore news goes on, once the looser limit holds
        await engine.desk.change_limits(account, {"enforce_news_blackout": False})
        assert "enforce_news_blackout" in engine.desk.pending_limits(account)
