"""A login kept up: token, stream and accounts, through losses, penalties and rivals."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.support.builders import order
from tests.support.tradovate_login import CREDENTIALS, TradovateLogin, tradovate_login
from traderterminal.brokers.plugin import Kept, Seat, SessionState
from traderterminal.brokers.tradovate.session import LOGIN_AGAIN_S
from traderterminal.brokers.tradovate.tokens import LOCKED_S, RENEW_BEFORE_S
from traderterminal.desk.ports import (
    COMPETING_S,
    LoggedIn,
    LoggedOut,
    News,
    OrderSeen,
    StreamNews,
    UnreadableNews,
)
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import BrokerUnavailable, NotSent
from traderterminal.venues.faults import Script
from traderterminal.venues.tradovate.dialect import TradovateDialect

LIFE_S = 90 * 60
WHAT_A_LOGIN_TELLS = [LoggedIn("paper", Mode.SANDBOX), StreamNews("paper", up=True)]


@pytest_asyncio.fixture
async def login() -> AsyncIterator[TradovateLogin]:
    made = tradovate_login()
    yield made
    await made.close()


def strike(login: TradovateLogin, **entry: object) -> None:
    login.scene.venue.control.strike(Script.parse({"script": [entry]}, {}))


def logins(login: TradovateLogin) -> int:
    """How often the venue was asked for a token."""
    return sum(seen.path.endswith("accesstokenrequest") for seen in login.scene.venue.front.seen)


def connection_news(login: TradovateLogin) -> list[News]:
    return [n for n in login.said if isinstance(n, LoggedIn | LoggedOut | StreamNews)]


def states(login: TradovateLogin) -> list[SessionState]:
    return [status.state for status in login.statuses]


async def test_it_comes_online_and_says_who_answered(login: TradovateLogin) -> None:
    assert login.session.status.state is SessionState.OFFLINE
    await login.start()
    assert states(login) == [SessionState.CONNECTING, SessionState.ONLINE]
    assert login.said == WHAT_A_LOGIN_TELLS
    now_ns = login.scene.clock.now_ns()
    assert login.session.status.token_expires_ns == now_ns + LIFE_S * 1_000_000_000


async def test_its_pulse_tells_the_silence_of_the_stream_and_that_there_is_none(
    login: TradovateLogin,
) -> None:
    assert login.session.pulse.silent_s is None
    assert login.session.pulse.round_trip_s is None
    await login.start()
    pulse = login.session.pulse
    assert pulse.silent_s is not None
    assert pulse.silent_s <= pulse.usual_s == 2.5
    assert pulse.round_trip_s is not None
    login.wire.refuse(30)
    login.wire.drop()
    await login.pass_time(2)
    assert login.session.pulse.silent_s is None


async def test_starting_twice_begins_once(login: TradovateLogin) -> None:
    await login.start()
    await login.start()
    assert logins(login) == 1


async def test_a_lost_stream_comes_back_with_the_same_token(login: TradovateLogin) -> None:
    await login.start()
    login.said.clear()
    login.wire.drop()
    await login.pass_time(2)
    assert login.said == [StreamNews("paper", up=False), *WHAT_A_LOGIN_TELLS]
    assert logins(login) == 1
    assert SessionState.WAITING in states(login)


async def test_after_an_outage_it_is_back_within_ten_seconds(login: TradovateLogin) -> None:
    await login.start()
    login.wire.refuse(30)
    login.wire.drop()
    await login.pass_time(30)
    assert states(login)[-1] is not SessionState.ONLINE
    await login.pass_time(10)
    assert login.session.status.state is SessionState.ONLINE
    assert logins(login) == 1


async def test_an_order_leaves_by_http_while_the_stream_is_down(login: TradovateLogin) -> None:
    await login.start()
    strike(login, fault="F35", at={"connect": "user", "times": 0}, status=503)
    login.wire.drop()
    await login.pass_time(1)
    await login.session.broker.submit(order())
    assert login.scene.venue.front.posts["TT1"] == 1


async def test_a_token_is_renewed_before_it_ends_and_the_stream_goes_on(
    login: TradovateLogin,
) -> None:
    await login.start()
    login.said.clear()
    await login.pass_time(LIFE_S - RENEW_BEFORE_S + 1)
    assert logins(login) == 1
    expires_ns = login.session.status.token_expires_ns
    assert expires_ns is not None
    assert expires_ns > login.scene.clock.now_ns() + (LIFE_S - 5) * 1_000_000_000
    assert login.said == []


@pytest.mark.parametrize(
    "credentials",
    [CREDENTIALS | {"password": "wrong"}, {"name": "nobody", "password": "x"}],
    ids=["password", "user"],
)
async def test_a_login_that_is_refused_is_not_tried_again(credentials: dict[str, str]) -> None:
    login = tradovate_login(credentials=credentials)
    await login.start()
    await login.pass_time(600)
    assert logins(login) == 1
    assert login.said == [LoggedOut("paper")]
    status = login.session.status
    assert (status.state, status.retry_ns) == (SessionState.DATA_ONLY, None)
    assert "Incorrect username or password" in status.error
    with pytest.raises(NotSent):
        await login.session.broker.submit(order())
    await login.close()


async def test_a_captcha_is_left_to_people_for_an_hour(login: TradovateLogin) -> None:
    path = {"request": "*/accesstokenrequest"}
    strike(login, fault="F8", at=path, code="p-captcha", booked=False)
    await login.start()
    status = login.session.status
    assert status.state is SessionState.DATA_ONLY
    assert "captcha" in status.error
    assert status.retry_ns == login.scene.clock.now_ns() + int(LOCKED_S) * 1_000_000_000
    await login.pass_time(LOCKED_S - 1)
    assert logins(login) == 1
    await login.pass_time(2)
    assert login.session.status.state is SessionState.ONLINE


async def test_a_server_in_trouble_is_not_asked_for_a_token_all_the_time(
    login: TradovateLogin,
) -> None:
    strike(login, fault="F10", at={"request": "*/accesstokenrequest", "times": 3})
    await login.start()
    assert (login.session.status.state, logins(login)) == (SessionState.WAITING, 1)
    await login.pass_time(LOGIN_AGAIN_S - 1)
    assert logins(login) == 1
    await login.pass_time(2 * LOGIN_AGAIN_S)
    assert (login.session.status.state, logins(login)) == (SessionState.WAITING, 3)
    await login.pass_time(2)
    assert login.session.status.state is SessionState.ONLINE


async def test_maintenance_is_waited_for(login: TradovateLogin) -> None:
    await login.start()
    strike(login, fault="F46", at="now", for_s=60, status=200)
    login.wire.drop()
    await login.pass_time(30)
    assert states(login)[-1] in (SessionState.WAITING, SessionState.CONNECTING)
    await login.pass_time(60)
    assert login.session.status.state is SessionState.ONLINE


async def test_a_rival_is_not_fought(login: TradovateLogin) -> None:
    await login.start()
    login.said.clear()
    strike(login, fault="F45", at="now")
    await login.pass_time(0)
    assert connection_news(login) == [
        StreamNews("paper", up=False),
        LoggedOut("paper", taken_over=True),
    ]
    status = login.session.status
    assert status.state is SessionState.DATA_ONLY
    assert status.error == "another session has taken over: ConnectionQuotaReached"
    assert status.retry_ns == login.scene.clock.now_ns() + int(COMPETING_S) * 1_000_000_000
    await login.pass_time(COMPETING_S - 1)
    assert logins(login) == 1
    await login.pass_time(2)
    assert (login.session.status.state, logins(login)) == (SessionState.ONLINE, 2)
    assert connection_news(login)[2:] == WHAT_A_LOGIN_TELLS


async def test_a_token_that_was_revoked_is_found_out_by_the_next_request(
    login: TradovateLogin,
) -> None:
    await login.start()
    dialect = login.scene.venue.dialect
    assert isinstance(dialect, TradovateDialect)
    (user,) = login.scene.exchange.users.values()
    for each in dialect.sessions.open(user):
        dialect.sessions.revoke(each.token)
    with pytest.raises(BrokerUnavailable):
        await login.session.broker.positions("paper")
    await login.pass_time(2)
    assert "the token was ended" in [status.error for status in login.statuses]
    assert (login.session.status.state, logins(login)) == (SessionState.ONLINE, 2)
    assert not any(isinstance(n, LoggedOut) for n in login.said)


async def test_a_venue_that_has_forgotten_every_login_is_logged_in_to_again_within_ten_seconds(
    login: TradovateLogin,
) -> None:
    await login.start()
    login.wire.refuse(30)
    login.wire.drop()
    dialect = login.scene.venue.dialect
    dialect.reset()
    await login.pass_time(30)
    assert states(login)[-1] is not SessionState.ONLINE
    await login.pass_time(10)
    assert (login.session.status.state, logins(login)) == (SessionState.ONLINE, 2)
    assert not any(isinstance(n, LoggedOut) for n in login.said)


async def test_two_that_log_in_in_turn_do_not_go_on_for_ever(login: TradovateLogin) -> None:
    await login.start()
    dialect = login.scene.venue.dialect
    for _ in range(2):
        dialect.reset()  # it forgets every login
        login.wire.drop()
        await login.pass_time(10)
    assert (login.session.status.state, logins(login)) == (SessionState.DATA_ONLY, 2)
    assert connection_news(login)[-1] == LoggedOut("paper", taken_over=True)


async def test_a_refusal_for_want_of_rights_ends_no_session(login: TradovateLogin) -> None:
    await login.start()
    strike(login, fault="F12", at={"request": "*/order/list", "times": 0}, revoke=False)
    for _ in range(3):
        with pytest.raises(BrokerUnavailable):
            await login.session.broker.orders("paper", 0)
        await login.pass_time(5)
    assert login.session.status.state is SessionState.ONLINE
    renewals = [s for s in login.scene.venue.front.seen if "renew" in s.path]
    assert len(renewals) == 1


async def test_a_login_that_ends_after_a_night_begins_anew(login: TradovateLogin) -> None:
    await login.start()
    login.wire.drop()
    login.scene.clock.advance_to(login.scene.clock.now_ns() + 8 * 3600 * 1_000_000_000)
    await login.pass_time(10)
    assert (login.session.status.state, logins(login)) == (SessionState.ONLINE, 2)
    assert not any(isinstance(n, LoggedOut) for n in login.said)


async def test_an_account_of_another_environment_is_not_armed(
    request: pytest.FixtureRequest,
) -> None:
    request.applymarker(pytest.mark.logs("there is no account"))
    login = tradovate_login([Seat("paper", "101"), Seat("elsewhere", "999")])
    await login.start()
    assert [n for n in login.said if n.account == "elsewhere"] == [LoggedOut("elsewhere")]
    assert LoggedIn("paper", Mode.SANDBOX) in login.said
    broker = login.session.broker
    for ask in (broker.orders("elsewhere", 0), broker.fills("elsewhere", 0)):
        with pytest.raises(BrokerUnavailable):
            await ask
    with pytest.raises(BrokerUnavailable):
        await broker.positions("elsewhere")
    with pytest.raises(NotSent):
        await broker.submit(order(account="elsewhere"))
    await login.close()


async def test_a_demo_account_that_answers_for_a_live_one_says_so() -> None:
    login = tradovate_login(mode=Mode.LIVE)
    for account in login.scene.exchange.accounts.values():
        dialect = login.scene.venue.dialect
        assert isinstance(dialect, TradovateDialect)
        dialect.house.entities.update("account", account.number, name=f"DEMO{account.number}")
    await login.start()
    assert LoggedIn("paper", Mode.SANDBOX) in login.said
    await login.close()


async def test_a_user_whose_snapshot_is_empty_is_asked_for_by_kinds(
    login: TradovateLogin,
) -> None:
    strike(login, fault="F8", at={"request": "*/user/syncrequest"}, booked=False)
    await login.start()
    asked = [s for s in login.scene.venue.front.seen if s.path.endswith("syncrequest")]
    assert len(asked) == 2
    login.said.clear()
    await login.session.broker.submit(order())
    assert any(isinstance(news, OrderSeen) for news in login.said)


@pytest.mark.parametrize("how", ["binary", "oversized"])
async def test_a_frame_that_cannot_be_read_is_told_or_ends_the_stream(
    login: TradovateLogin, how: str
) -> None:
    await login.start()
    login.said.clear()
    strike(login, fault="F40", at="now", how=how)
    await login.pass_time(10)
    told = {type(news) for news in login.said}
    assert told & {UnreadableNews, StreamNews}
    assert login.session.status.state is SessionState.ONLINE


async def test_a_login_can_be_tried_and_lists_the_accounts(login: TradovateLogin) -> None:
    found = await login.session.log_in()
    assert [(one.number, one.name, str(one.cash)) for one in found] == [
        ("101", "PRACTICE-1", "50000.0"),
        ("102", "PRACTICE-2", "150000.0"),
    ]
    assert all(one.risk for one in found)
    await login.start()
    assert logins(login) == 1


async def test_a_login_that_is_tried_in_vain_says_why() -> None:
    login = tradovate_login(credentials=CREDENTIALS | {"password": "wrong"})
    with pytest.raises(BrokerUnavailable, match="Incorrect username"):
        await login.session.log_in()
    await login.close()


async def test_what_a_status_says_holds_no_secret(login: TradovateLogin) -> None:
    await login.start()
    login.wire.drop()
    await login.pass_time(1)
    told = " ".join(str(status) for status in login.statuses)
    for secret in (CREDENTIALS["password"], CREDENTIALS["sec"], "token-1"):
        assert secret not in told


async def test_after_its_end_nothing_goes_on(login: TradovateLogin) -> None:
    await login.start()
    await login.session.stop()
    assert login.session.status.state is SessionState.OFFLINE
    seen = len(login.scene.venue.front.seen)
    await login.pass_time(LIFE_S)
    assert len(login.scene.venue.front.seen) == seen


async def test_a_stream_that_is_not_let_in_shows_whether_the_token_holds(
    login: TradovateLogin,
) -> None:
    await login.start()
    strike(login, fault="F35", at={"connect": "user", "times": 1}, status=401)
    login.wire.drop()
    await login.pass_time(10)
    assert (login.session.status.state, logins(login)) == (SessionState.ONLINE, 1)


async def test_a_stream_that_does_not_take_a_token_that_holds_is_tried_again(
    login: TradovateLogin,
) -> None:
    await login.start()
    strike(login, fault="F12", at={"request": "*/authorize"}, revoke=False)
    login.wire.drop()
    await login.pass_time(10)
    assert (login.session.status.state, logins(login)) == (SessionState.ONLINE, 1)
    renewals = [s for s in login.scene.venue.front.seen if "renew" in s.path]
    assert len(renewals) == 1


async def test_a_renewal_that_fails_is_tried_again(login: TradovateLogin) -> None:
    await login.start()
    strike(login, fault="F10", at={"request": "*/renewaccesstoken", "times": 2})
    await login.pass_time(LIFE_S - RENEW_BEFORE_S + 1)
    first_ns = login.session.status.token_expires_ns
    await login.pass_time(150)
    renewed_ns = login.session.status.token_expires_ns
    assert first_ns is not None
    assert renewed_ns is not None
    assert renewed_ns > first_ns
    assert logins(login) == 1


async def test_a_token_that_could_not_be_renewed_ends_in_a_new_login(
    login: TradovateLogin,
) -> None:
    await login.start()
    strike(login, fault="F10", at={"request": "*/renewaccesstoken", "times": 0})
    await login.pass_time(LIFE_S + 2 * LOGIN_AGAIN_S + 60)
    assert (login.session.status.state, logins(login)) == (SessionState.ONLINE, 2)
    assert not any(isinstance(n, LoggedOut) for n in login.said)


async def test_a_session_that_was_ended_elsewhere_is_found_out_by_its_renewal(
    login: TradovateLogin,
) -> None:
    await login.start()
    strike(login, fault="F10", at={"request": "*/renewaccesstoken"}, status=408)
    await login.pass_time(LIFE_S - RENEW_BEFORE_S + 5)
    assert login.session.status.state is SessionState.DATA_ONLY
    assert connection_news(login)[-1] == LoggedOut("paper", taken_over=True)


async def test_news_that_comes_while_the_snapshot_is_on_its_way_is_told_after_it(
    login: TradovateLogin,
) -> None:
    strike(login, fault="F15", at={"request": "*/syncrequest"}, delay_s=2)
    login.session.start()
    await login.pass_time(1)
    await login.session.broker.submit(order())
    await login.pass_time(5)
    seen = [n for n in login.said if isinstance(n, OrderSeen)]
    assert [(n.order_id, n.status.value) for n in seen][-1] == ("TT1", "filled")
    assert login.said.index(StreamNews("paper", up=True)) < login.said.index(seen[-1])


async def test_a_session_that_was_ended_leaves_its_token_to_the_next_one() -> None:
    shelf = [""]
    kept = Kept(lambda: shelf[-1], shelf.append)
    first = tradovate_login(kept=kept)
    await first.start()
    await first.session.stop()
    await first.pass_time(60)
    second = tradovate_login(scene=first.scene, kept=kept)
    await second.start()
    assert second.session.status.state is SessionState.ONLINE
    assert logins(second) == 1
    await second.close()
    await first.tasks.aclose()
