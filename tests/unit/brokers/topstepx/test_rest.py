"""Questions may be asked again under a new token; commands are not repeated, but for cancels."""

import httpx
import pytest

from tests.support.topstepx import Gateway, Scene, a_scene, an_account, refused, taken
from traderterminal.brokers.topstepx import wire
from traderterminal.brokers.topstepx.rest import Rest, read
from traderterminal.brokers.transport.rate_limit import Priority
from traderterminal.domain.errors import BrokerUnavailable, NotSent

PATH = "/api/Position/searchOpen"
PLACE = "/api/Order/place"


class Guarded(Gateway):
    """A server that knows one token."""

    good = "second"

    async def serve(self, request: httpx.Request) -> httpx.Response:
        response = await super().serve(request)
        is_open = request.url.path.startswith(("/api/Auth", "/api/Account"))
        return response if is_open or self.tokens[-1] == self.good else httpx.Response(401)


async def rest_of(gateway: Gateway) -> tuple[Scene, Rest]:
    scene = a_scene(gateway)
    await scene.session.log_in()
    gateway.asked.clear()
    gateway.tokens.clear()
    return scene, scene.session._rest


async def test_a_question_is_asked_under_the_token() -> None:
    scene, rest = await rest_of(Gateway())
    assert (await rest.ask(PATH, {"accountId": 465}))["positions"] == []
    assert scene.gateway.asked == [(PATH, {"accountId": 465})]
    assert scene.gateway.tokens == ["first"]
    await scene.close()


async def test_without_a_login_nothing_leaves() -> None:
    scene = a_scene()
    with pytest.raises(BrokerUnavailable, match="not logged in"):
        await scene.session._rest.ask(PATH, {})
    with pytest.raises(NotSent, match="not logged in"):
        await scene.session._rest.command(PLACE, {}, Priority.ORDER)
    assert scene.gateway.asked == []
    await scene.close()


async def test_a_question_is_asked_again_under_a_new_token() -> None:
    scene, rest = await rest_of(Guarded())
    assert (await rest.ask(PATH, {}))["positions"] == []
    assert scene.gateway.tokens == ["first", "first", "second"]  # asked, validated, asked
    await scene.close()


async def test_an_order_is_not_placed_again_under_a_new_token() -> None:
    scene, rest = await rest_of(Guarded())
    reply = await rest.command(PLACE, {}, Priority.ORDER)
    assert reply.status == 401
    assert len(scene.gateway.bodies(PLACE)) == 1
    assert (await rest.command(PLACE, {}, Priority.ORDER)).status == 200  # the next one leaves
    await scene.close()


async def test_a_cancel_is() -> None:
    scene, rest = await rest_of(Guarded())
    reply = await rest.command("/api/Order/cancel", {}, Priority.CANCEL, may_repeat=True)
    assert reply.status == 200
    assert len(scene.gateway.bodies("/api/Order/cancel")) == 2
    await scene.close()


async def test_a_login_that_is_gone_for_good_leaves_the_refusal_as_it_was() -> None:
    gateway = Guarded({"/api/Auth/validate": refused(2)})
    gateway.good = "none"
    scene, rest = await rest_of(gateway)
    gateway.answers["/api/Auth/loginKey"] = refused(10)
    assert (await rest.command(PLACE, {}, Priority.ORDER)).status == 401
    with pytest.raises(BrokerUnavailable, match="not logged in"):
        await rest.ask(PATH, {})
    await scene.close()


@pytest.mark.parametrize(
    "answer",
    [
        refused(1, "account not found"),
        refused(77),
        httpx.Response(400),
        httpx.Response(500),
        httpx.Response(200, text="<html>maintenance</html>"),
        httpx.Response(200, content=b""),
        httpx.ReadError("reset"),
    ],
)
async def test_from_anything_but_an_answer_nothing_follows(answer: object) -> None:
    scene, rest = await rest_of(Gateway({PATH: answer}))  # type: ignore[dict-item]  # each of one kind
    with pytest.raises(BrokerUnavailable):
        await rest.ask(PATH, {})
    await scene.close()


def test_a_part_that_cannot_be_read_is_named() -> None:
    assert read(wire.Account, an_account()).id == 465
    with pytest.raises(BrokerUnavailable, match="Account cannot be read: id"):
        read(wire.Account, {"name": "x"})
    with pytest.raises(BrokerUnavailable, match="Account cannot be read"):
        read(wire.Account, None)


async def test_a_question_may_be_put_under_a_token_that_is_not_the_sessions_yet() -> None:
    scene = a_scene(Gateway({PATH: taken(positions=[])}))
    await scene.session._rest.ask_as("other", PATH, {})
    assert scene.gateway.tokens == ["other"]
    await scene.close()
