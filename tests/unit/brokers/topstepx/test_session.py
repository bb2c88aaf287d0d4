"""A login and what hangs on it: begun, lost, renewed, refused, taken over, ended."""

from decimal import Decimal

import httpx
import pytest

from tests.support.topstepx import (
    ACCOUNT,
    NOON_NS,
    NUMBER,
    Gateway,
    HubPeer,
    Scene,
    a_scene,
    a_trade,
    an_account,
    an_order,
    jwt,
    refused,
    taken,
)
from traderterminal.brokers.plugin import Seat, SessionState
from traderterminal.brokers.topstepx.hubs import PING_S, PROBE_S
from traderterminal.desk.ports import (
    COMPETING_S,
    ContractNews,
    FillSeen,
    LoggedIn,
    LoggedOut,
    OrderSeen,
    StreamNews,
    UnreadableNews,
)
from traderterminal.domain.accounts import Mode
from traderterminal.domain.errors import BrokerUnavailable
from traderterminal.kit.clock import NANOSECONDS

S = SessionState
LOGIN, VALIDATE, ACCOUNTS = "/api/Auth/loginKey", "/api/Auth/validate", "/api/Account/search"
DAY_NS = 24 * 3600 * NANOSECONDS


def state(scene: Scene) -> SessionState:
    """How it stands now."""
    return scene.session.status.state


def states(scene: Scene) -> list[SessionState]:
    """The states that it went through, each once."""
    found = [status.state for status in scene.states]
    return [s for n, s in enumerate(found) if n == 0 or found[n - 1] is not s]


async def test_a_login_is_told_before_anything_that_comes_of_it() -> None:
    scene = a_scene()
    await scene.start()
    assert scene.news == [LoggedIn(ACCOUNT, Mode.SANDBOX), StreamNews(ACCOUNT, up=True)]
    assert states(scene) == [S.CONNECTING, S.ONLINE]
    assert scene.session.status.token_expires_ns == NOON_NS + DAY_NS
    hub = scene.gateway.hub()
    assert hub.url == "wss://rtc.test/hubs/user?access_token=first"
    assert hub.invoked == [("SubscribeOrders", [NUMBER]), ("SubscribeTrades", [NUMBER])]
    await scene.close()


async def test_its_pulse_tells_the_silence_of_the_hub_and_that_it_is_down() -> None:
    scene = a_scene()
    assert scene.session.pulse.silent_s is None
    await scene.start()
    pulse = scene.session.pulse
    assert (pulse.silent_s, pulse.usual_s, pulse.round_trip_s) == (0.0, PING_S, 0.0)
    await scene.pass_time(3)
    pulse = scene.session.pulse  # the probes of the socket have been answered
    assert (pulse.silent_s, pulse.usual_s) == (0.0, PROBE_S)
    scene.gateway.hub().close(1012, "restart")
    await scene.settle()
    assert scene.session.pulse.silent_s is None
    await scene.close()


async def test_it_is_begun_once() -> None:
    scene = a_scene()
    await scene.start()
    await scene.start()
    assert len(scene.gateway.bodies(LOGIN)) == 1
    await scene.close()


async def test_what_the_hub_says_is_told_in_order() -> None:
    scene = a_scene()
    await scene.start()
    scene.news.clear()
    hub = scene.gateway.hub()
    hub.tell_of("GatewayUserOrder", an_order())
    hub.tell_of("GatewayUserTrade", a_trade())
    hub.tell("<html>\x1e")
    await scene.settle()
    told = [type(news) for news in scene.news if not isinstance(news, ContractNews)]
    assert told == [OrderSeen, FillSeen, UnreadableNews]
    await scene.close()


@pytest.mark.logs("could not be taken in")
async def test_an_event_that_cannot_be_taken_in_silences_none_that_follow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scene = a_scene()
    await scene.start()

    async def fail(event: object) -> None:
        raise KeyError("unforeseen")

    with monkeypatch.context() as patch:
        patch.setattr(scene.broker, "take", fail)
        scene.gateway.hub().tell_of("GatewayUserOrder", an_order())
        await scene.settle()
    await scene.pass_time(1)
    assert scene.of(StreamNews)[-1] == StreamNews(ACCOUNT, up=True)  # so that the desk asks
    scene.gateway.hub().tell_of("GatewayUserOrder", an_order())
    await scene.settle()
    assert len(scene.of(OrderSeen)) == 1
    await scene.close()


async def test_a_hub_that_is_lost_is_dialled_again_and_its_stream_is_up_after_that() -> None:
    scene = a_scene()
    await scene.start()
    scene.news.clear()
    scene.gateway.hub().close(1012, "restart")
    await scene.settle()
    assert scene.news == [StreamNews(ACCOUNT, up=False)]
    status = scene.session.status
    assert (status.state, status.error) == (S.WAITING, "closed with 1012 restart")
    assert status.retry_ns == NOON_NS + NANOSECONDS
    await scene.pass_time(1)
    assert scene.news[1:] == [StreamNews(ACCOUNT, up=True)]
    assert states(scene) == [S.CONNECTING, S.ONLINE, S.WAITING, S.CONNECTING, S.ONLINE]
    await scene.close()


async def test_a_broker_that_is_down_at_the_start_is_tried_until_it_answers() -> None:
    scene = a_scene()
    scene.gateway.is_down = True
    await scene.start()
    assert state(scene) is S.WAITING
    await scene.pass_time(30)
    assert scene.news == []
    scene.gateway.is_down = False
    await scene.pass_time(5)
    assert state(scene) is S.ONLINE
    assert scene.of(LoggedIn) == [LoggedIn(ACCOUNT, Mode.SANDBOX)]
    await scene.close()


async def test_credentials_that_are_refused_end_it_until_somebody_begins_anew() -> None:
    scene = a_scene(Gateway({LOGIN: refused(9)}))
    await scene.start()
    await scene.pass_time(3600)
    assert len(scene.gateway.bodies(LOGIN)) == 1
    status = scene.session.status
    assert (status.state, status.error) == (S.DATA_ONLY, "API subscription not found")
    assert scene.news == [LoggedOut(ACCOUNT)]
    scene.gateway.answers[LOGIN] = taken(token="good")
    await scene.start()
    assert state(scene) is S.ONLINE
    await scene.close()


async def test_a_login_that_is_refused_later_leaves_nothing_up() -> None:
    ten_minutes = jwt(iat=1_000, exp=1_600)
    scene = a_scene(Gateway({LOGIN: taken(token=ten_minutes), VALIDATE: refused(3)}))
    await scene.start()
    scene.gateway.answers[LOGIN] = refused(10, "the key was revoked")
    scene.news.clear()
    await scene.pass_time(400)
    assert scene.of(LoggedOut) == [LoggedOut(ACCOUNT)]
    assert len(scene.gateway.bodies(LOGIN)) == 2
    assert state(scene) is S.DATA_ONLY
    assert StreamNews(ACCOUNT, up=False) in scene.news
    with pytest.raises(BrokerUnavailable):
        await scene.broker.positions(ACCOUNT)
    await scene.close()


@pytest.mark.logs("not among those of this login")
async def test_an_account_that_is_not_there_is_told_as_that() -> None:
    scene = a_scene(seats=(Seat(ACCOUNT, str(NUMBER)), Seat("other", "999")))
    await scene.start()
    assert scene.of(LoggedIn) == [LoggedIn(ACCOUNT, Mode.SANDBOX)]
    assert scene.of(LoggedOut) == [LoggedOut("other")]
    assert scene.of(StreamNews) == [StreamNews(ACCOUNT, up=True)]
    assert {number for _, (number,) in scene.gateway.hub().invoked} == {NUMBER}
    await scene.close()


@pytest.mark.parametrize(
    ("simulated", "mode"), [(True, Mode.SANDBOX), (False, Mode.LIVE), (None, Mode.LIVE)]
)
async def test_who_answers_is_what_the_account_says_of_itself(
    simulated: bool | None, mode: Mode
) -> None:
    scene = a_scene(Gateway({ACCOUNTS: taken(accounts=[an_account(simulated=simulated)])}))
    await scene.start()
    assert scene.of(LoggedIn) == [LoggedIn(ACCOUNT, mode)]
    (account,) = await scene.session.accounts()
    assert (account.number, account.name, account.mode) == (str(NUMBER), "PRAC-V2-465", mode)
    assert (account.may_trade, account.cash, account.equity) == (True, Decimal("50000.25"), None)
    await scene.close()


async def test_a_login_for_a_test_lists_the_accounts_and_opens_no_hub() -> None:
    scene = a_scene()
    (account,) = await scene.session.log_in()
    assert account.number == str(NUMBER)
    assert scene.gateway.peers == []
    await scene.close()


@pytest.mark.parametrize("answer", [refused(3), httpx.Response(503)])
async def test_a_login_for_a_test_says_why_it_failed(answer: object) -> None:
    scene = a_scene(Gateway({LOGIN: answer}))  # type: ignore[dict-item]  # one kind of answer each
    with pytest.raises(BrokerUnavailable):
        await scene.session.log_in()
    await scene.close()


async def test_accounts_that_are_missing_from_the_answer_are_not_none() -> None:
    scene = a_scene(Gateway({ACCOUNTS: taken(accounts=None)}))
    with pytest.raises(BrokerUnavailable, match="missing"):
        await scene.session.log_in()
    assert scene.session._tokens.held == ""
    await scene.close()


async def test_a_logout_has_the_login_confirmed_and_the_hub_dialled_anew() -> None:
    scene = a_scene()
    await scene.start()
    scene.news.clear()
    scene.gateway.hub().invoke("GatewayLogout")
    await scene.settle()
    await scene.pass_time(1)
    assert len(scene.gateway.bodies(VALIDATE)) == 1
    assert scene.gateway.hub().url.endswith("=second")
    assert scene.news == [StreamNews(ACCOUNT, up=False), StreamNews(ACCOUNT, up=True)]
    await scene.close()


async def test_a_token_that_is_known_no_more_is_replaced_by_a_new_login_that_is_told() -> None:
    scene = a_scene(Gateway({VALIDATE: refused(2)}))
    scene.gateway.refuses = {"user": 401}
    await scene.start()
    scene.gateway.refuses = {}
    await scene.pass_time(1)
    assert scene.of(LoggedIn) == [LoggedIn(ACCOUNT, Mode.SANDBOX)] * 2
    assert state(scene) is S.ONLINE
    await scene.close()


async def test_a_login_that_was_taken_over_is_left_alone_for_a_while() -> None:
    scene = a_scene(Gateway({VALIDATE: refused(2)}))
    await scene.start()
    scene.gateway.hub().invoke("GatewayLogout", {"reason": "another login"})
    await scene.pass_time(1)
    assert scene.of(LoggedOut) == [LoggedOut(ACCOUNT, taken_over=True)]
    assert state(scene) is S.DATA_ONLY
    before = len(scene.gateway.asked)
    with pytest.raises(BrokerUnavailable):
        await scene.broker.positions(ACCOUNT)
    await scene.pass_time(COMPETING_S - 10)
    assert (len(scene.gateway.asked), state(scene)) == (before, S.DATA_ONLY)
    await scene.pass_time(20)
    assert state(scene) is S.ONLINE
    assert len(scene.of(LoggedIn)) == 2
    await scene.close()


async def test_a_token_that_is_refused_at_the_hub_is_renewed() -> None:
    scene = a_scene()
    scene.gateway.refuses = {"user": 401}
    await scene.start()
    scene.gateway.refuses = {}
    await scene.pass_time(1)
    assert scene.gateway.hub().url.endswith("=second")
    assert state(scene) is S.ONLINE
    await scene.close()


async def test_what_has_ended_says_so_and_asks_nothing_any_more() -> None:
    scene = a_scene()
    await scene.start()
    scene.run_feed()
    await scene.settle()
    await scene.close()
    assert states(scene)[-1] is S.OFFLINE
    assert scene.news[-1] == StreamNews(ACCOUNT, up=False)
    assert all(peer.closed for peer in scene.gateway.peers)
    before = len(scene.gateway.asked)
    await scene.pass_time(3600)
    assert len(scene.gateway.asked) == before


def is_market(peer: HubPeer) -> bool:
    return "/market" in peer.url


async def test_the_quotes_are_dialled_with_the_token_of_the_login() -> None:
    scene = a_scene()
    scene.run_feed()
    await scene.settle()
    assert scene.gateway.peers == []  # nobody has logged in
    await scene.start()
    await scene.settle()
    (peer,) = filter(is_market, scene.gateway.peers)
    assert peer.url == "wss://rtc.test/hubs/market?access_token=first"
    await scene.close()
