"""Heartbeats and goodbyes on a socket of the practice Tradovate, in host time."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.support.tradovate_scene import Practice, practice
from tests.support.venue import elapse


@pytest_asyncio.fixture
async def at() -> AsyncIterator[Practice]:
    async with practice() as made:
        yield made


async def test_a_heartbeat_comes_whenever_nothing_else_does(at: Practice) -> None:
    line = await at.line()
    frames = []
    for _ in range(10):
        await line.say("[]")
        frames += await line.hear(1.0)
    assert frames == ["h"] * 4


async def test_no_heartbeat_comes_while_news_does(at: Practice) -> None:
    line = await at.line(market=True)
    await line.ask("md/subscribequote", {"symbol": "ESH4"})
    frames = []
    for number in range(8):
        at.scene.quote("4800.00", f"{4800 + (number + 2) / 4:.2f}")
        await line.say("[]")
        frames += await line.hear(1.0)
    assert len(frames) == 8
    assert "h" not in frames


async def test_who_keeps_silent_is_left_and_cut_off_without_a_goodbye(at: Practice) -> None:
    line = await at.line()
    frames = await line.hear(11.0)
    assert frames[-1] == 'c[3000,"Go away!"]'
    await elapse(at.scene.clock, 3.0)
    assert at.scene.venue.lines.named("user") == []


async def test_who_does_not_say_who_he_is_is_left(at: Practice) -> None:
    line = await at.line(authorize=False)
    frames = []
    for _ in range(30):
        await line.say("[]")
        frames += await line.hear(1.0)
    assert frames[-1] == 'c[3000,"Not authorized"]'


async def test_accounts_that_were_not_asked_for_are_not_told_of(at: Practice) -> None:
    line = await at.line()
    snapshot = await line.ask("user/syncrequest", {"accounts": [102], "splitResponses": False})
    assert [account["id"] for account in snapshot["d"]["accounts"]] == [102]
    assert [user["name"] for user in snapshot["d"]["users"]] == ["trader"]
    await at.place()
    assert await line.props() == []
    await at.place(accountId=102)
    assert (await line.props("fill"))[0]["eventType"] == "Created"
