"""The engine on a data folder: first start, a later one, and what it does not start on."""

import asyncio
import gc
from collections.abc import Awaitable, Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.builders import order
from traderterminal.app import service as module
from traderterminal.app.engine import Engine, run_engine
from traderterminal.app.options import Options
from traderterminal.app.service import run_service
from traderterminal.app.settings import Settings
from traderterminal.app.settings_reading import load_settings
from traderterminal.desk.desk import OrderChanged
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.accounts import Account, Mode
from traderterminal.domain.errors import BadData
from traderterminal.domain.exits import ExitLevel, Exits
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import (
    Canceled,
    Order,
    OrderStatus,
    OrderType,
    Sending,
    TimeInForce,
)
from traderterminal.domain.strategies import AutomationState
from traderterminal.journal.reality import Comparison, Outcome
from traderterminal.market.ports import FeedState
from traderterminal.market.replay import WouldRewind
from traderterminal.paper.broker import CAPABILITIES, PaperBroker
from traderterminal.storage import ledger

D = Decimal
Work = Callable[[Engine], Awaitable[None]]
HEADER = "ts_ns,kind,price,size,aggressor,bid,bid_size,ask,ask_size\n"
START_NS = 1_704_812_400_000_000_000  # 2024-01-09 09:00 in Chicago
SECOND = 1_000_000_000


def recording(folder: Path, name: str = "ticks.csv") -> Path:
    """Ten seconds of ES that rises a tick a second."""
    path = folder / name
    path.write_text(HEADER)
    with path.open("a") as file:
        for second in range(10):
            bid, ask = D(4800) + second * D("0.25"), D("4800.25") + second * D("0.25")
            file.write(f"{START_NS + second * SECOND},quote,,,,{bid},50,{ask},50\n")
    return path


def options(folder: Path, **changes: object) -> Options:
    given = Options(folder, folder / "config.toml", port=0, market="sim", seed=1)
    return replace(given, **changes)  # type: ignore[arg-type] # by use


def replayed(folder: Path, path: Path) -> Options:
    return options(folder, market=f"replay:{path}", symbol="ESH2024", speed="step")


async def during(given: Options, *works: Work, settings: Settings | None = None) -> None:
    """Do each work in a run of its own on the same data folder."""
    for work in works:
        async with run_engine(given, settings or load_settings(given.config, {})) as engine:
            await work(engine)


def wish(side: str, quantity: int = 1, **changes: object) -> OrderWish:
    given = OrderWish("paper_simulator", "ESH2024", "delta", side, D(quantity))
    return replace(given, **changes)  # type: ignore[arg-type] # by use


async def test_garbage_is_collected_again_once_everything_is_loaded(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(gc.enable)
    gc.disable()  # as the desktop's command does
    async with run_service(options(tmp_path), log_to_screen=False) as service:
        assert not gc.isenabled()
        window = [[number] for number in range(1_000)]  # built once the engine is there
        service.listen()
        await service.load()
        assert gc.isenabled()
        assert not {id(one) for one in gc.get_objects()} & {id(one) for one in window}


async def test_orders_on_their_way_out_go_before_all_is_collected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collected: list[bool] = []
    async with run_service(options(tmp_path), log_to_screen=False) as service:
        asked, desk = [0], service.engine.desk

        def in_haste(_: object) -> bool:
            asked[0] += 1
            return asked[0] < 4

        monkeypatch.setattr(module, "_collect_all", lambda: collected.append(desk.is_in_haste))
        monkeypatch.setattr(type(desk), "is_in_haste", property(in_haste))
        await service.collect_all()
        assert (collected, asked[0]) == ([False], 5)


async def test_the_first_start_opens_one_paper_account_and_a_market_that_runs(
    tmp_path: Path,
) -> None:
    async def first(engine: Engine) -> None:
        (account,) = engine.desk.accounts.values()
        assert (account.account, account.mode.value) == ("paper_simulator", "simulator")
        assert account.cash == account.starting_cash == 100_000
        assert (tmp_path / "ledger.db").exists()
        symbol = engine.resolve("ES1!").symbol
        async with asyncio.timeout(10):  # noqa: TID251 - a market that never quotes is a failure
            while engine.hub.quote(symbol) is None:
                await engine.host.sleep(0.01)
        assert not engine.hub.health(symbol).stale
        order = await engine.desk.place(wish("buy", symbol="ES1!"))
        assert order.status is OrderStatus.FILLED

    async def second(engine: Engine) -> None:
        (account,) = engine.desk.accounts.values()
        assert account.starting_cash == 100_000
        assert account.fees > 0  # what was traded is still known
        assert len(list(engine.journal.all_fills())) == 1

    await during(options(tmp_path), first, second)


async def test_accounts_of_the_settings_are_opened_once_and_keep_their_cash(
    tmp_path: Path,
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[[accounts]]\nid = "one"\ncash = 5000.50\n')
    await during(options(tmp_path), lambda engine: _has(engine, {"one": D("5000.50")}))
    config.write_text('[[accounts]]\nid = "one"\ncash = 9\n[[accounts]]\nid = "two"\ncash = 7\n')
    await during(options(tmp_path), lambda engine: _has(engine, {"one": D("5000.50"), "two": D(7)}))


async def _has(engine: Engine, cash: dict[str, Decimal]) -> None:
    assert {name: found.cash for name, found in engine.desk.accounts.items()} == cash


async def test_a_replay_resumes_where_it_was_left_with_what_rested_there(tmp_path: Path) -> None:
    given = replayed(tmp_path, recording(tmp_path))
    resting: list[Order] = []

    async def trade(engine: Engine) -> None:
        assert engine.replay is not None
        await engine.replay.source.seek(START_NS + 3 * SECOND, 0)
        await engine.desk.place(wish("buy"))
        placed = wish(
            "sell",
            order_type=OrderType.LIMIT,
            limit_price=D("4802.00"),
            time_in_force=TimeInForce.GTC,
        )
        resting.append(await engine.desk.place(placed))
        assert engine.last_booked_ns() == START_NS + 3 * SECOND

    async def go_on(engine: Engine) -> None:
        assert engine.replay is not None
        status = engine.replay.source.status
        assert (status.state.value, status.now_ns) == ("paused", START_NS + 3 * SECOND)
        (held,) = engine.desk.positions.values()
        assert (held.quantity, held.average_price) == (D(1), D("4801.00"))
        assert engine.desk.orders[resting[0].order_id].status is OrderStatus.ACCEPTED
        await engine.replay.source.seek(START_NS + 9 * SECOND, engine.last_booked_ns())
        await engine.replay.note_place()
        (trade,) = engine.journal.trades()
        assert trade.trip.gross_pnl == 50
        assert engine.desk.orders[resting[0].order_id].status is OrderStatus.FILLED

    await during(given, trade, go_on)


async def test_the_risk_of_a_trade_is_known_after_restarts_and_later_than_its_orders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the orders that are over, a start reads only the latest ones before it goes on."""
    given = replayed(tmp_path, recording(tmp_path))
    exits = Exits(stop=ExitLevel(D(8), "ticks"))

    async def trade(engine: Engine) -> None:
        assert engine.replay is not None
        await engine.replay.source.seek(START_NS + 3 * SECOND, 0)
        await engine.desk.place(wish("buy", exits=exits))
        await engine.desk.flatten("paper_simulator", "ESH2024")
        await engine.desk.place(wish("buy", 2, exits=exits))
        assert _r_of(engine) == (D(100), D(100))

    async def go_on(engine: Engine) -> None:
        for _ in range(100):
            if engine.journal.trades()[0].risk is not None:
                break
            await engine.host.sleep(0.01)
        assert _r_of(engine) == (D(100), D(100))

    await during(given, trade, go_on)
    monkeypatch.setattr(ledger, "RECENT_ORDERS", 2)
    await during(given, go_on)


def _r_of(engine: Engine) -> tuple[Decimal | None, Decimal | None]:
    """The risk of the trade that is over, and of each unit that is held."""
    (trade,) = engine.journal.trades()
    return trade.risk, engine.journal.risk_of_unit("paper_simulator", "ESH2024", D(2))


async def test_another_file_or_contract_starts_at_its_own_beginning(tmp_path: Path) -> None:
    first, other = recording(tmp_path), recording(tmp_path, "other.csv")

    async def move(engine: Engine) -> None:
        assert engine.replay is not None
        await engine.replay.source.seek(START_NS + 5 * SECOND, 0)

    async def look(engine: Engine) -> None:
        assert engine.replay is not None
        assert engine.replay.source.status.position == 0

    await during(replayed(tmp_path, first), move)
    await during(replayed(tmp_path, other), look)


async def test_after_a_reset_the_recording_goes_back_also_after_a_restart(tmp_path: Path) -> None:
    given = replayed(tmp_path, recording(tmp_path))
    earlier = START_NS + SECOND

    async def trade_and_reset(engine: Engine) -> None:
        assert engine.replay is not None
        await engine.replay.source.seek(START_NS + 3 * SECOND, 0)
        order = await engine.desk.place(wish("buy"))
        with pytest.raises(WouldRewind):
            await engine.replay.source.seek(earlier, engine.last_booked_ns())
        await engine.desk.reset(order.account, D(50_000))
        assert engine.last_booked_ns() == 0

    async def go_back(engine: Engine) -> None:
        assert engine.replay is not None
        assert engine.desk.orders  # what was before is still to be seen
        await engine.replay.source.seek(earlier, engine.last_booked_ns())
        assert engine.replay.source.status.now_ns == earlier

    await during(given, trade_and_reset, go_back)


async def test_another_file_of_the_same_name_starts_at_its_own_beginning(tmp_path: Path) -> None:
    path = recording(tmp_path)

    async def move(engine: Engine) -> None:
        assert engine.replay is not None
        await engine.replay.source.seek(START_NS + 5 * SECOND, 0)

    async def look(engine: Engine) -> None:
        assert engine.replay is not None
        assert engine.replay.source.status.position == 0

    await during(replayed(tmp_path, path), move)
    path.write_text(f"{HEADER}{START_NS},quote,,,,4800.00,5,4800.25,5\n")
    await during(replayed(tmp_path, path), look)


async def test_exchange_hours_bind_recorded_data_and_not_the_simulation(tmp_path: Path) -> None:
    closed, saturday = tmp_path / "closed.csv", START_NS + 4 * 86_400 * SECOND
    closed.write_text(f"{HEADER}{saturday},quote,,,,4800.00,5,4800.25,5\n")

    async def refused(engine: Engine) -> None:
        assert engine.replay is not None
        await engine.replay.source.seek(saturday, 0)
        order = await engine.desk.place(wish("buy"))
        assert order.reason is not None
        assert order.reason.code == "session_closed"

    await during(replayed(tmp_path, closed), refused)


async def test_without_a_market_nothing_trades_and_the_reason_is_said(tmp_path: Path) -> None:
    async def look(engine: Engine) -> None:
        assert engine.source is None
        symbol = engine.resolve("ES1!").symbol
        assert engine.hub.health(symbol).state is FeedState.DOWN
        order = await engine.desk.place(wish("buy", symbol="ES1!"))
        assert order.status is OrderStatus.DENIED

    await during(options(tmp_path, market="none"), look)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"market": "tradovate"}, "--market tradovate: there are sim, none and replay:FILE"),
        ({"market": "replay:none.csv", "symbol": "ESH2024"}, r"none\.csv"),
        ({"market": "replay:none.csv"}, "needs --symbol"),
        ({"speed": "fast"}, "--speed fast"),
    ],
)
async def test_what_it_cannot_start_on_is_named_and_everything_is_put_away(
    tmp_path: Path, changes: dict[str, str], words: str
) -> None:
    given = options(tmp_path, **changes)
    with pytest.raises(BadData, match=words):
        await during(given, _nothing)
    await during(options(tmp_path), _nothing)  # the ledger was let go


async def _nothing(engine: Engine) -> None:
    pass


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("1,quote,,,,abc,5,4800.25,5", 2),
        ("1,quote,,,,4800.10,5,4800.25,5", 2),
        ("x,quote,,,,4800.00,5,4800.25,5", 2),
        ("1,quote", 2),
        ("1,banana,,,,,,,", 2),
    ],
)
async def test_a_broken_recording_names_file_and_line(tmp_path: Path, row: str, line: int) -> None:
    path = tmp_path / "broken.csv"
    path.write_text(f"{HEADER}{row}\n")
    with pytest.raises(BadData, match=rf"broken\.csv.*(line {line}\b|:{line}\b)"):
        await during(replayed(tmp_path, path), _nothing)


async def test_a_broker_that_keeps_orders_is_compared_with_from_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def first(engine: Engine) -> None:
        async with asyncio.timeout(10):  # noqa: TID251 - one that never asks is a failure
            while not engine.desk.is_ready("paper_simulator"):
                await engine.host.sleep(0.01)

    keeping = replace(CAPABILITIES, keeps_orders=True)
    monkeypatch.setattr(PaperBroker, "capabilities", keeping)
    await during(options(tmp_path), first)


async def test_an_account_does_not_change_its_mode(tmp_path: Path) -> None:
    given = options(tmp_path)
    await during(given, _nothing)
    settings = load_settings(given.config, {})
    (account,) = settings.accounts
    switched = account.model_copy(update={"mode": Mode.SANDBOX})
    changed = settings.model_copy(update={"accounts": (switched,)})
    with pytest.raises(BadData, match=r"opened as paper in simulator mode.*an id of its own"):
        await during(given, _nothing, settings=changed)


async def test_an_account_with_destinations_trades_what_it_lists(tmp_path: Path) -> None:
    async def trade(engine: Engine) -> None:
        symbol = engine.resolve("ES1!").symbol
        async with asyncio.timeout(10):  # noqa: TID251 - a market that never quotes is a failure
            while engine.hub.quote(symbol) is None:
                await engine.host.sleep(0.01)
        order = await engine.desk.place(wish("buy", symbol="ES1!"))
        assert order.status is OrderStatus.FILLED
        other = await engine.desk.place(wish("buy", symbol="AAPL"))
        assert (other.status, other.reason and other.reason.code) == (
            OrderStatus.DENIED,
            "unsupported",
        )

    given = options(tmp_path)
    given.config.write_text(
        "[[accounts]]\nid = 'paper_simulator'\ndestinations = { future = 'paper' }\n"
    )
    await during(given, trade)


async def test_orders_elsewhere_have_shadows_and_paper_is_corrected_by_them(
    tmp_path: Path,
) -> None:
    async def compare(engine: Engine) -> None:
        symbol, money = engine.resolve("ES1!").symbol, D(100_000)
        async with asyncio.timeout(10):  # noqa: TID251 - a market that never quotes is a failure
            while engine.hub.quote(symbol) is None:
                await engine.host.sleep(0.01)
        elsewhere = Account("elsewhere", "venue", Mode.SANDBOX, "USD", money, money)
        await engine.desk._tracker.open_account(elsewhere, "opened")
        sending = order(
            Sending(), symbol=symbol, account="elsewhere", created_ns=engine.hub.clock.now_ns()
        )
        engine.desk.changed.emit(OrderChanged(sending))
        await engine.host.sleep(0.01)
        ended = sending.apply(Canceled(Message("canceled_by_trader")))
        engine.desk.changed.emit(OrderChanged(ended))
        async with asyncio.timeout(10):  # noqa: TID251 - one that never compares is a failure
            while not engine.reality.cells:
                await engine.host.sleep(0.01)
        ((cell, figures),) = engine.reality.cells
        assert (cell.root, figures.only_paper) == ("ES", 1)
        assert engine.desk.positions == {}  # nothing of a shadow is booked

    async def correct(engine: Engine) -> None:
        ((cell, _),) = engine.reality.cells  # it has outlived the program
        symbol = engine.resolve("ES1!").symbol
        async with asyncio.timeout(10):  # noqa: TID251 - a market that never quotes is a failure
            while engine.hub.quote(symbol) is None:
                await engine.host.sleep(0.01)
        dear = Outcome(D(1), D("4801.00"), 0)
        one = Comparison(
            "", "ES", cell.kind, Side.BUY, D("0.25"), 0, dear, Outcome(D(1), D(4800), 0)
        )
        for hour in range(24):
            engine.reality.add(replace(one, at_ns=hour * 3600 * SECOND))
        await engine.desk.place(wish("buy", symbol="ES1!"))
        await engine.reality.apply(on=True)
        await engine.desk.place(wish("buy", symbol="ES1!"))
        as_it_is, corrected = sorted(engine.journal.all_fills(), key=lambda fill: fill.order_id)
        assert "slippage" not in as_it_is.why
        assert corrected.why["slippage"] == "1.00"

    await during(options(tmp_path), compare, correct)


async def test_a_loop_that_stood_still_blocks_automation_until_it_runs_again(
    tmp_path: Path,
) -> None:
    async def stalls(engine: Engine) -> None:
        automation = engine.automation
        assert automation.state("paper_simulator") is AutomationState.ON
        engine.guardian.stalled = True
        assert automation.state("paper_simulator") is AutomationState.BLOCKED
        held_back = automation.held_back("paper_simulator")
        assert held_back is not None
        assert held_back.code == "program_stalled"
        automated = OrderWish("paper_simulator", "ES1!", "delta", "buy", Decimal(1), alert_id="AL1")
        refused = engine.desk.preview(automated).verdicts
        assert next(v.rule for v in refused if v.outcome == "refuse") == "program_stalled"
        engine.guardian.stalled = False
        assert automation.state() is AutomationState.ON

    await during(options(tmp_path), stalls)


EUROS = '[[accounts]]\nid = "paper_simulator"\ncurrency = "EUR"\n'
RATES = "date,currency,per_dollar\n2024-01-01,EUR,{}\n"


async def _cash_is_told_by_what_was_traded(engine: Engine) -> None:
    """Hold cash against the fills, the fees and, of stocks, what they cost."""
    account, fills = engine.desk.accounts["paper_simulator"], list(engine.journal.all_fills())
    flow = sum((-f.signed_quantity * f.price * f.point_value for f in fills), D(0))
    futures = [p for p in engine.desk.positions.values() if p.symbol.startswith("ES")]
    flow += sum((p.cost * p.point_value for p in futures), D(0))
    fees = sum((f.fee for f in fills), D(0))
    assert account.cash == account.starting_cash + flow - fees
    assert account.fees == fees
    assert all(fee == fee.quantize(D("0.01")) for fee in (f.fee for f in fills))


async def test_an_account_in_another_currency_counts_dollars_at_the_rate_of_the_opening(
    tmp_path: Path,
) -> None:
    (tmp_path / "config.toml").write_text(EUROS)
    rates, path = tmp_path / "exchange_rates.csv", recording(tmp_path)
    given = replayed(tmp_path, path)

    async def enter(engine: Engine) -> None:
        assert engine.replay is not None
        await engine.replay.source.step()
        order = await engine.desk.place(wish("buy", 2))
        assert order.status is OrderStatus.FILLED
        (fill,) = engine.journal.all_fills()
        assert (fill.point_value, fill.fee) == (D(45), D("4.05"))  # of 50 and 4.50 dollars
        assert engine.desk.unrealized("paper_simulator", "ESH2024") == -D("0.125") * 2 * 45
        await _cash_is_told_by_what_was_traded(engine)

    async def leave(engine: Engine) -> None:
        assert engine.replay is not None
        for _ in range(3):
            await engine.replay.source.step()
        await engine.desk.place(wish("sell", 2))  # from 4800.25 to 4800.75, at the old rate
        account = engine.desk.accounts["paper_simulator"]
        assert account.realized_pnl == D("0.50") * 2 * 45
        await engine.desk.place(wish("buy"))
        assert engine.desk.positions["paper_simulator", "ESH2024"].point_value == 40
        await _cash_is_told_by_what_was_traded(engine)

    rates.write_text(RATES.format("0.9"))
    await during(given, enter)
    rates.write_text(RATES.format("0.8"))
    await during(given, leave)


async def test_without_an_exchange_rate_entries_wait_and_exits_go(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(EUROS)
    rates, given = tmp_path / "exchange_rates.csv", replayed(tmp_path, recording(tmp_path))

    async def enter(engine: Engine) -> None:
        assert engine.replay is not None
        await engine.replay.source.step()
        assert (await engine.desk.place(wish("buy"))).status is OrderStatus.FILLED

    async def leave(engine: Engine) -> None:
        assert engine.replay is not None
        await engine.replay.source.step()
        denied = await engine.desk.place(wish("buy"))
        assert denied.status is OrderStatus.DENIED
        assert denied.reason is not None
        assert denied.reason.code == "no_exchange_rate"
        assert (await engine.desk.place(wish("sell"))).status is OrderStatus.FILLED
        account = engine.desk.accounts["paper_simulator"]
        assert account.realized_pnl == 0  # bought at 4800.25, sold there
        assert account.fees == D("4.06")  # twice 2.25 dollars at the last rate that was known
        await _cash_is_told_by_what_was_traded(engine)

    rates.write_text(RATES.format("0.9"))
    await during(given, enter)
    rates.unlink()
    await during(given, leave)


async def test_what_was_opened_in_one_currency_is_not_added_to_another(tmp_path: Path) -> None:
    await during(options(tmp_path), _nothing)
    (tmp_path / "config.toml").write_text(EUROS)
    with pytest.raises(BadData, match="opened in USD and stays in it; give accounts in EUR"):
        await during(options(tmp_path), _nothing)
