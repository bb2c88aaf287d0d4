"""Accounts at a broker in a whole engine: sessions, modes, balances, quotes, refusals."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.broker_login import NUMBER, ScriptedBroker
from tests.support.paper_desk import NOON_NS
from tests.support.recorded_day import write_recording
from traderterminal.app.engine import Engine, run_engine
from traderterminal.app.logins import BrokerLogin, Practice
from traderterminal.app.options import Options
from traderterminal.app.settings_reading import load_settings
from traderterminal.brokers.plugin import AccountAtBroker, SessionState, Urls
from traderterminal.desk.arming import Level
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import BadData, UnknownSymbol
from traderterminal.domain.orders import OrderStatus, OrderType
from traderterminal.kit.clock import NANOSECONDS, VirtualClock
from traderterminal.market.ports import FeedState
from traderterminal.storage.secrets import Secrets

D = Decimal
LOGIN = """
[brokers.apex]
kind = "scripted"
environment = "{environment}"
user = "someone"
password = "secret:apex"

[[accounts]]
id = "tape"
kind = "scripted"
broker = "apex"
number = "77001"
mode = "{mode}"
"""
DEMO = LOGIN.format(environment="demo", mode="sandbox")


def written(folder: Path, text: str) -> Options:
    options = Options(folder, folder / "config.toml", market="tape")
    options.config.write_text(text)
    return options


@pytest.fixture
def script() -> ScriptedBroker:
    return ScriptedBroker(VirtualClock(NOON_NS))


class OpenKeyring:
    def __init__(self) -> None:
        self.held: dict[str, str] = {}

    def read(self, name: str) -> str | None:
        return self.held.get(name)

    def write(self, name: str, value: str) -> None:
        self.held[name] = value


@pytest.fixture
def secrets(tmp_path: Path) -> Secrets:
    made = Secrets(tmp_path, OpenKeyring())
    made.open()
    made.set("apex", "pass-of-apex")
    return made


Practising = Callable[[str], Practice]


@asynccontextmanager
async def running(
    options: Options,
    script: ScriptedBroker,
    secrets: Secrets | None,
    practice: Practising | None = None,
) -> AsyncIterator[Engine]:
    wires = script.wires(secrets, practice)
    settings = load_settings(options.config, {}, plugins=wires.plugins)
    async with run_engine(options, settings, script.clock, wires=wires) as engine:
        yield engine


async def until(script: ScriptedBroker, condition: Callable[[], object]) -> None:
    """Let a tenth of a second of the machine's time pass after the other until it holds."""
    for _ in range(2_000):
        if condition():
            return
        script.clock.advance_to(script.clock.now_ns() + NANOSECONDS // 10)
        await asyncio.sleep(0.001)  # noqa: TID251 - the ledger writes in a thread of its own
    raise AssertionError("it never came to be")


def login(engine: Engine) -> BrokerLogin:
    found = engine.logins.get("apex")
    assert found is not None
    return found


def wish(side: str = "buy", **changes: object) -> OrderWish:
    return OrderWish("tape", "ESH2024", "delta", side, D(1), **changes)  # type: ignore[arg-type] # by use


async def ready(engine: Engine, script: ScriptedBroker) -> None:
    await until(script, lambda: engine.desk.is_ready("tape"))
    await until(script, lambda: engine.desk.accounts["tape"].cash)
    script.venue.quote("4800.00", "4800.25")


async def test_an_account_at_a_broker_trades_there_and_shows_its_money(
    tmp_path: Path, script: ScriptedBroker, secrets: Secrets
) -> None:
    async with running(written(tmp_path, DEMO), script, secrets) as engine:
        await ready(engine, script)
        ((environment, plain, secret),) = script.given
        assert environment.name == "demo"
        assert plain == {"user": "someone"}
        assert secret == {"user": "someone", "password": "pass-of-apex", "device": ""}
        assert "pass-of-apex" in script.hidden  # from the logs
        account = engine.desk.accounts["tape"]
        assert (account.kind, account.mode, account.cash) == ("scripted", Mode.SANDBOX, D(50_000))
        order = await engine.desk.place(wish())
        await until(script, lambda: engine.desk.orders[order.order_id].filled_quantity)
        assert script.venue.position("tape") == 1
        assert engine.desk.positions[("tape", "ESH2024")].quantity == 1
    assert (script.started, script.stopped) == (1, 1)


async def test_a_later_start_begins_where_the_broker_stands(
    tmp_path: Path, script: ScriptedBroker, secrets: Secrets
) -> None:
    options = written(tmp_path, DEMO)
    async with running(options, script, secrets) as engine:
        await ready(engine, script)
        resting = await engine.desk.place(
            wish(order_type=OrderType.LIMIT, limit_price=D("4790.00"))
        )
        await until(
            script,
            lambda: engine.desk.orders[resting.order_id].status is OrderStatus.ACCEPTED,
        )
    script.venue.quote("4789.00", "4789.25")  # it trades while nobody listens
    script.accounts = [AccountAtBroker(NUMBER, "DEMO", Mode.SANDBOX, True, cash=D("49990"))]
    async with running(options, script, secrets) as engine:
        await ready(engine, script)
        await until(
            script, lambda: engine.desk.orders[resting.order_id].status is OrderStatus.FILLED
        )
        assert engine.desk.positions[("tape", "ESH2024")].quantity == 1
        await until(script, lambda: engine.desk.accounts["tape"].cash == 49_990)


async def test_a_balance_is_not_booked_over_a_fill_of_meanwhile(
    tmp_path: Path, script: ScriptedBroker, secrets: Secrets
) -> None:
    async with running(written(tmp_path, DEMO), script, secrets) as engine:
        await ready(engine, script)
        session, listed = script.session, script.accounts
        asked = asyncio.Event()

        async def slowly() -> list[AccountAtBroker]:
            asked.set()
            order = await engine.desk.place(wish())
            await until(script, lambda: engine.desk.orders[order.order_id].filled_quantity)
            return [AccountAtBroker(NUMBER, "DEMO", Mode.SANDBOX, True, cash=D("1"))]

        session.accounts = slowly  # type: ignore[method-assign] # answers late
        await login(engine).refresh()
        assert asked.is_set()
        await engine.desk.booked()
        assert engine.desk.accounts["tape"].cash != 1
        assert listed[0].cash == 50_000


async def test_a_lost_login_lets_nothing_in_and_names_what_works_there(
    tmp_path: Path, script: ScriptedBroker, secrets: Secrets
) -> None:
    async with running(written(tmp_path, DEMO), script, secrets) as engine:
        await ready(engine, script)
        resting = await engine.desk.place(
            wish(order_type=OrderType.LIMIT, limit_price=D("4790.00"))
        )
        await until(script, lambda: engine.desk.orders[resting.order_id].broker_order_id)
        script.session.lose()
        refused = await engine.desk.place(wish())
        assert refused.status is OrderStatus.DENIED
        assert refused.reason is not None
        assert refused.reason.key == "reconciling.session_lost"
        (alarm,) = [a for a in engine.desk.alarms if a.message.code == "session_lost"]
        broker_id = engine.desk.orders[resting.order_id].broker_order_id
        assert alarm.message.parameters["orders"] == broker_id
        assert login(engine).status.state is SessionState.DATA_ONLY
        script.session.come_online()
        await until(script, lambda: engine.desk.is_ready("tape"))


@pytest.mark.logs("not booked, live answers for tape")
async def test_another_environment_is_not_believed(
    tmp_path: Path, script: ScriptedBroker, secrets: Secrets
) -> None:
    script.answers = Mode.LIVE
    script.accounts = [AccountAtBroker(NUMBER, "L", Mode.LIVE, True, cash=D("1000000"))]
    async with running(written(tmp_path, DEMO), script, secrets) as engine:
        await until(script, lambda: login(engine).listed)
        assert engine.desk.accounts["tape"].cash == 0
        order = await engine.desk.place(wish())
        assert order.reason is not None
        assert order.status is OrderStatus.DENIED
        assert "wrong_environment" in {a.message.code for a in engine.desk.alarms}


async def test_what_is_disconnected_by_hand_stays_so_until_it_is_connected(
    tmp_path: Path, script: ScriptedBroker, secrets: Secrets
) -> None:
    async with running(written(tmp_path, DEMO), script, secrets) as engine:
        await ready(engine, script)
        await login(engine).disconnect()
        status = login(engine).status
        assert (status.state, status.reason and status.reason.code) == (
            SessionState.OFFLINE,
            "disconnected_by_hand",
        )
        order = await engine.desk.place(wish())
        assert not script.venue.posts
        assert order.status is not OrderStatus.ACCEPTED
        assert engine.hub.health("ESH2024").state is FeedState.DOWN
        await login(engine).connect()
        assert len(script.sessions) == 2
        await until(script, lambda: engine.desk.is_ready("tape"))
        await until(script, lambda: script.session.scripted_feed.runs)
        assert engine.hub.health("ESH2024").state is FeedState.RUNNING


@pytest.mark.parametrize("state", ["sealed", "missing"])
async def test_without_its_secret_a_login_waits_and_says_so(
    tmp_path: Path, script: ScriptedBroker, secrets: Secrets, state: str
) -> None:
    secrets.remove("apex")
    given = None if state == "sealed" else secrets
    async with running(written(tmp_path, DEMO), script, given) as engine:
        reason = login(engine).status.reason
        assert reason is not None
        assert reason.code == {"sealed": "secrets_sealed", "missing": "secret_missing"}[state]
        order = await engine.desk.place(wish())
        assert order.status is OrderStatus.DENIED
        assert not script.sessions
        if state == "missing":
            secrets.set("apex", "pass-of-apex")
            await login(engine).connect()
            await until(script, lambda: engine.desk.is_ready("tape"))


async def test_a_practice_venue_of_ours_tells_where_it_is_and_how_to_log_in(
    tmp_path: Path, script: ScriptedBroker
) -> None:
    text = LOGIN.format(environment="practice", mode="sandbox")
    text = text.replace('user = "someone"\npassword = "secret:apex"\n', "")
    started = []

    def practice(kind: str) -> Practice:
        started.append(kind)
        urls = Urls("http://127.0.0.1:1", "ws://127.0.0.1:1", "ws://127.0.0.1:1")
        return Practice(urls, {"name": "trader", "password": "practice"})

    async with running(written(tmp_path, text), script, None, practice) as engine:
        await ready(engine, script)
        ((environment, plain, secret),) = script.given
        assert started == ["scripted"]
        assert environment.urls.rest == "http://127.0.0.1:1"
        assert (plain["user"], secret["password"]) == ("trader", "practice")


async def test_a_venue_that_does_not_start_leaves_the_rest_alone(
    tmp_path: Path, script: ScriptedBroker
) -> None:
    text = LOGIN.format(environment="practice", mode="sandbox")
    text = text.replace('user = "someone"\npassword = "secret:apex"\n', "")

    def practice(kind: str) -> Practice:
        raise BadData("the port is taken")

    async with running(written(tmp_path, text), script, None, practice) as engine:
        reason = login(engine).status.reason
        assert reason is not None
        assert reason.parameters["cause"] == "the port is taken"


PAPER = """
[[accounts]]
id = "paper"
kind = "paper"
mode = "simulator"
"""
HYBRID = LOGIN.format(environment="demo", mode="hybrid")


@pytest.mark.parametrize(
    ("settings", "account"), [(DEMO, "tape"), (HYBRID, "tape"), (DEMO + PAPER, "paper")]
)
async def test_what_is_armed_falls_back_once_the_login_that_it_needs_is_gone(
    tmp_path: Path, script: ScriptedBroker, secrets: Secrets, settings: str, account: str
) -> None:
    async with running(written(tmp_path, settings), script, secrets) as engine:
        arming = engine.arming
        await until(script, lambda: arming.arm(account) is None)
        script.session.lose()
        why = arming.arm(account)
        assert why is not None
        script.session.come_online()  # before anybody asked for the level
        assert arming.level(account) is Level.CONFIRM
        fell_back = arming.fell_back(account)
        assert fell_back is not None
        assert fell_back.key == "disarmed.disconnected"
        await until(script, lambda: arming.arm(account) is None)


async def test_a_market_of_our_own_cannot_be_disconnected(
    tmp_path: Path, script: ScriptedBroker, secrets: Secrets
) -> None:
    options = replace(written(tmp_path, DEMO + PAPER), market="sim")
    async with running(options, script, secrets) as engine:
        await ready(engine, script)
        assert engine.arming.arm("paper") is None
        script.session.lose()
        assert engine.arming.level("paper") is Level.ARMED


# Modes.


async def test_hybrid_fills_here_on_the_brokers_quotes_and_asks_its_sandbox(
    tmp_path: Path, script: ScriptedBroker, secrets: Secrets
) -> None:
    text = LOGIN.format(environment="demo", mode="hybrid")
    async with running(written(tmp_path, text), script, secrets) as engine:
        assert engine.desk.accounts["tape"].cash == 100_000
        await until(script, lambda: login(engine).status.state is SessionState.ONLINE)
        script.venue.quote("4800.00", "4800.25")
        order = await engine.desk.place(wish(order_type=OrderType.LIMIT, limit_price=D("4800.00")))
        await until(
            script, lambda: engine.desk.orders[order.order_id].status is OrderStatus.ACCEPTED
        )
        await until(script, lambda: not script.venue.open_orders("tape"))  # withdrawn there
        assert script.venue.posts == {order.order_id: 1}
        script.venue.quote("4798.00", "4798.25")
        await until(script, lambda: engine.desk.orders[order.order_id].status is OrderStatus.FILLED)
        assert script.venue.position("tape") == 0
        assert engine.desk.accounts["tape"].cash < 100_000  # the fee; no balance of there


async def test_hybrid_on_live_quotes_asks_nobody(
    tmp_path: Path, script: ScriptedBroker, secrets: Secrets
) -> None:
    script.answers = Mode.LIVE
    text = LOGIN.format(environment="live", mode="hybrid")
    async with running(written(tmp_path, text), script, secrets) as engine:
        await until(script, lambda: login(engine).status.state is SessionState.ONLINE)
        script.venue.quote("4800.00", "4800.25")
        order = await engine.desk.place(wish())
        await until(script, lambda: engine.desk.orders[order.order_id].status is OrderStatus.FILLED)
        assert not script.venue.posts


@pytest.mark.parametrize(
    ("mode", "market", "words"),
    [
        ("hybrid", "sim", "hybrid fills on the quotes of apex"),
        ("sandbox", "tap", "the accounts at a broker"),
    ],
)
async def test_a_mode_or_a_market_that_cannot_be_is_an_error(
    tmp_path: Path, script: ScriptedBroker, secrets: Secrets, mode: str, market: str, words: str
) -> None:
    written(tmp_path, LOGIN.format(environment="demo", mode=mode))
    options = Options(tmp_path, tmp_path / "config.toml", market=market)
    with pytest.raises(BadData, match=words):
        async with running(options, script, secrets):
            pass
    assert script.started == 0


async def test_a_broker_without_quotes_is_no_market(
    tmp_path: Path, script: ScriptedBroker, secrets: Secrets
) -> None:
    script.sells_quotes = False
    with pytest.raises(BadData, match="Scripted sells no quotes here"):
        async with running(written(tmp_path, DEMO), script, secrets):
            pass


async def test_an_order_for_what_no_destination_trades_is_refused(
    tmp_path: Path, script: ScriptedBroker, secrets: Secrets
) -> None:
    text = DEMO + 'destinations = { stock = "apex" }\n'
    async with running(written(tmp_path, text), script, secrets) as engine:
        await ready(engine, script)
        order = await engine.desk.place(wish())
        assert order.status is OrderStatus.DENIED
        assert order.reason is not None
        assert order.reason.key == "unsupported.destination"
        with pytest.raises(UnknownSymbol):
            await engine.desk.place(OrderWish("tape", "NOPE?", "delta", "buy", D(1)))


async def test_without_wires_nothing_is_connected(tmp_path: Path, script: ScriptedBroker) -> None:
    options = Options(tmp_path, tmp_path / "config.toml", market="sim", seed=1)
    options.config.write_text(DEMO)
    settings = load_settings(options.config, {}, plugins={"scripted": script.plugin})
    async with run_engine(options, settings) as engine:
        assert not len(engine.logins)
        assert not script.sessions


# What a session keeps over a restart.


async def test_a_session_finds_sealed_what_an_earlier_one_has_kept(
    tmp_path: Path, script: ScriptedBroker, secrets: Secrets
) -> None:
    options = written(tmp_path, DEMO)
    async with running(options, script, secrets) as engine:
        kept = script.session.kept
        assert kept.read() == ""
        for text in ("first", "second"):  # the later one stays, however long a write takes
            kept.write(text)
        await until(script, lambda: kept.read() == "second")
        assert "apex_session" in secrets.names()
        assert engine.logins.get("apex") is not None
    assert b"second" not in (tmp_path / "secrets.sealed").read_bytes()
    async with running(options, script, secrets):
        assert script.session.kept.read() == "second"
        script.session.kept.write("")
        await until(script, lambda: "apex_session" not in secrets.names())


async def test_without_a_store_nothing_is_kept(tmp_path: Path, script: ScriptedBroker) -> None:
    text = LOGIN.format(environment="practice", mode="sandbox").replace("secret:apex", "practice")
    urls = Urls("http://127.0.0.1:1", "ws://127.0.0.1:1", "ws://127.0.0.1:1")
    practice = Practice(urls, {"name": "trader", "password": "practice"})
    async with running(written(tmp_path, text), script, None, lambda kind: practice):
        script.session.kept.write("a session")
        assert script.session.kept.read() == ""


# While a recording is replayed.


@pytest.mark.parametrize(
    ("environment", "mode"), [("demo", "sandbox"), ("live", "live"), ("demo", "hybrid")]
)
async def test_a_broker_is_left_alone_while_a_recording_is_replayed(
    tmp_path: Path, script: ScriptedBroker, secrets: Secrets, environment: str, mode: str
) -> None:
    options = written(tmp_path, LOGIN.format(environment=environment, mode=mode))
    options = replace(options, market=f"replay:{write_recording(tmp_path, 2)}", symbol="ESH2024")
    async with running(options, script, secrets) as engine:
        await login(engine).connect()
        reason = login(engine).status.reason
        assert reason is not None
        assert (reason.code, login(engine).is_wanted) == ("login_rests", False)
        order = await engine.desk.place(wish())
        assert order.status in (OrderStatus.DENIED, OrderStatus.REJECTED)
        assert list(engine.journal.all_fills()) == []
    assert script.sessions == []
