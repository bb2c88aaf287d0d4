"""A hub is dialled, greeted, subscribed to, kept awake, and dialled again when it is lost."""

from collections.abc import Callable, Sequence

import pytest

from tests.support.topstepx import END, HubPeer
from tests.support.venue import elapse, turns
from traderterminal.brokers.topstepx.codec import Invoked, Unreadable
from traderterminal.brokers.topstepx.hubs import (
    ANSWER_S,
    DEAF_S,
    PING_S,
    SILENCE_S,
    Hub,
    HubLost,
    Subscription,
)
from traderterminal.brokers.transport.http import unavailable
from traderterminal.kit.clock import VirtualClock
from traderterminal.kit.tasks import TaskScope

ORDERS: Subscription = ("SubscribeOrders", (465,))
TRADES: Subscription = ("SubscribeTrades", (465,))


class Line:
    """A hub and its server."""

    def __init__(self, prepare: Callable[[HubPeer], None] = lambda peer: None) -> None:
        self.clock = VirtualClock()
        self.peers = list[HubPeer]()
        self.prepare = prepare
        self.status = 101
        self.said = list[Invoked | Unreadable]()
        self.states = list[str]()
        self.refusals = 0
        self.denials = list[tuple[str, str]]()
        self.is_strict = True
        self.wanted: Sequence[Subscription] = (ORDERS, TRADES)
        self.failures = list[Exception]()
        self.fails: Exception | None = None
        self.tasks = TaskScope(on_error=lambda _, error: self.failures.append(error))
        self.hub = Hub(
            address=self._address,
            wanted=self._wanted,
            hear=self.said.append,
            up=lambda: self.states.append("up"),
            down=lambda reason, wait_s: self.states.append(f"{reason}, {wait_s:g} s"),
            refused=self._refused,
            denied=self._denied,
            open_stream=self._open,
            clock=self.clock,
            tasks=self.tasks,
            jitter=lambda: 1.0,
        )

    async def _address(self) -> str:
        if self.fails is not None:
            raise self.fails
        return f"wss://venue/hubs/user?access_token=token{len(self.peers)}"

    async def _wanted(self) -> Sequence[Subscription]:
        return self.wanted

    def _refused(self) -> None:
        self.refusals += 1

    def _denied(self, subscription: Subscription, error: str) -> None:
        self.denials.append((subscription[0], error))
        if self.is_strict:
            raise HubLost(error)

    async def _open(self, url: str) -> HubPeer:
        peer = HubPeer(url, self.status)
        self.prepare(peer)
        self.peers.append(peer)
        return peer

    @property
    def peer(self) -> HubPeer:
        return self.peers[-1]

    async def run(self) -> None:
        self.tasks.spawn(self.hub.run(), name="hub")
        await turns(100)

    async def pass_time(self, seconds: float) -> None:
        await elapse(self.clock, seconds)

    async def close(self) -> None:
        await self.tasks.aclose()
        assert self.failures == []


async def test_a_hub_is_up_once_every_subscription_was_completed() -> None:
    line = Line()
    await line.run()
    assert line.states == ["up"]
    assert line.peer.invoked == [("SubscribeOrders", [465]), ("SubscribeTrades", [465])]
    assert line.hub.subscribed == {ORDERS, TRADES}
    await line.close()
    assert line.peer.closed
    assert line.hub.subscribed == set()


async def test_what_it_says_is_heard_in_order() -> None:
    line = Line()
    await line.run()
    line.peer.invoke("GatewayUserOrder", {"id": 1})
    line.peer.tell("garbage" + END)
    line.peer.say({"type": 6}, {"type": 3, "invocationId": "99"})
    line.peer.invoke("GatewayUserTrade", {"id": 2})
    await turns(50)
    assert line.said == [
        Invoked("GatewayUserOrder", [{"id": 1}]),
        Unreadable("garbage"),
        Invoked("GatewayUserTrade", [{"id": 2}]),
    ]
    await line.close()


async def test_after_a_loss_it_is_dialled_with_the_token_of_then_and_subscribed_anew() -> None:
    line = Line()
    await line.run()
    line.peer.close(1012, "restart")
    await turns(50)
    assert line.states == ["up", "closed with 1012 restart, 1 s"]
    assert line.hub.subscribed == set()
    line.wanted = (ORDERS,)
    await line.pass_time(1)
    assert line.states[-1] == "up"
    assert [peer.url[-1] for peer in line.peers] == ["0", "1"]
    assert line.hub.subscribed == {ORDERS}
    await line.close()


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"type": 7}, "closed by the broker"),
        ({"type": 7, "error": "maintenance"}, "closed by the broker: maintenance"),
    ],
)
async def test_a_goodbye_of_the_protocol_ends_the_connection(
    record: dict[str, object], reason: str
) -> None:
    line = Line()
    await line.run()
    line.peer.say(record)
    await turns(50)
    assert line.states == ["up", f"{reason}, 1 s"]
    await line.close()


async def test_it_is_left_when_it_is_told_to() -> None:
    line = Line()
    line.hub.drop("nothing stands")
    await line.run()
    line.hub.drop("the login has ended")
    await turns(50)
    assert line.states == ["up", "the login has ended, 1 s"]
    await line.close()


async def test_a_server_that_answers_probes_and_falls_silent_is_left_soon() -> None:
    line = Line()
    await line.run()
    await line.pass_time(2 * PING_S)
    assert line.states == ["up"]  # its answers to probes are signs of life
    line.peer.is_deaf = True
    await line.pass_time(DEAF_S + 6)
    assert "nothing heard" in line.states[1]
    await line.close()


async def test_one_that_answers_probes_and_says_nothing_is_left_as_well() -> None:
    line = Line()
    await line.run()
    await line.pass_time(SILENCE_S + 1.5)
    assert line.states[1].startswith("nothing heard for")
    await line.close()


async def test_the_server_is_pinged() -> None:
    line = Line()
    await line.run()
    for _ in range(4):
        await line.pass_time(PING_S)
        line.peer.say({"type": 6})
    assert line.states == ["up"]
    assert sum('"type":6' in text for text in line.peer.received) == 4
    await line.close()


async def test_a_greeting_that_is_not_answered_ends_it() -> None:
    line = Line(lambda peer: setattr(peer, "is_mute", True))
    await line.run()
    await line.pass_time(ANSWER_S + 0.5)
    assert line.states == [f"the greeting was not answered within {ANSWER_S:g} s, 1 s"]
    await line.close()


async def test_a_greeting_that_is_refused_ends_it() -> None:
    line = Line(lambda peer: setattr(peer, "is_mute", True))
    await line.run()
    line.peer.tell('{"error":"version"}' + END)
    await turns(50)
    assert line.states == ["the greeting was refused: version, 1 s"]
    await line.close()


async def test_a_subscription_that_is_refused_is_asked_for_again_on_the_next_connection() -> None:
    line = Line(lambda peer: peer.errors.update(SubscribeTrades="no such account"))
    await line.run()
    assert line.denials == [("SubscribeTrades", "no such account")]
    assert line.states == ["no such account, 1 s"]
    line.prepare = lambda peer: None
    await line.pass_time(1)
    assert line.states[-1] == "up"
    await line.close()


async def test_a_subscription_that_can_be_done_without_leaves_the_others_up() -> None:
    line = Line(lambda peer: peer.errors.update(SubscribeOrders="not found"))
    line.is_strict = False
    await line.run()
    assert line.states == ["up"]
    assert line.hub.subscribed == {TRADES}
    await line.close()


@pytest.mark.parametrize("status", [401, 403])
async def test_a_token_that_is_refused_at_the_door_is_told(status: int) -> None:
    line = Line()
    line.status = status
    await line.run()
    assert line.refusals == 1
    assert line.states[0].startswith(f"refused with {status}")
    await line.close()


async def test_a_server_that_fails_at_the_door_says_nothing_of_the_token() -> None:
    line = Line()
    line.status = 500
    await line.run()
    assert (line.refusals, len(line.states)) == (0, 1)
    line.fails = unavailable("no token")
    await line.pass_time(1)
    assert line.states[1] == "The broker did not answer: no token., 2 s"
    await line.close()


async def test_a_subscription_can_be_added_while_it_stands() -> None:
    line = Line()
    with pytest.raises(HubLost):
        await line.hub.subscribe(ORDERS)
    line.wanted = ()
    await line.run()
    line.tasks.spawn(line.hub.subscribe(ORDERS), name="add")
    await turns(50)
    assert line.hub.subscribed == {ORDERS}
    await line.close()


async def test_what_the_listener_gets_wrong_ends_the_connection_and_is_told() -> None:
    line = Line()
    await line.run()

    def fail(event: Invoked | Unreadable) -> None:
        raise KeyError(str(event))

    assert line.hub._link is not None
    line.hub._link._hear = fail
    line.peer.invoke("GatewayUserOrder", {})
    await turns(50)
    assert line.states == ["up", "KeyError, 1 s"]
    assert [type(error) for error in line.failures] == [KeyError]
    line.failures.clear()
    await line.close()
