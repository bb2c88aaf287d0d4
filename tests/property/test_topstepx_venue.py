"""Whatever a client sends to the practice TopstepX, it is answered or left, and the venue lives."""

import asyncio
from collections.abc import Awaitable, Callable
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.figures import Cases
from tests.support.pipes import pipe
from tests.support.plain_dialect import ACCOUNT
from tests.support.scale import scaled
from tests.support.topstepx_client import CONTRACT, TopstepXClient, topstepx_client
from tests.support.venue import elapse
from traderterminal.venues.topstepx.rest import OPERATIONS
from traderterminal.venues.traffic import write_json

#: Of a request and of a socket that talks: to be cut, doubled and spoilt.
HEAD: Final = b"host: venue\r\nconnection: upgrade\r\nupgrade: websocket\r\n"
KEYS: Final = (
    *("accountId", "contractId", "type", "side", "size", "limitPrice", "stopPrice", "trailPrice"),
    *("customTag", "stopLossBracket", "takeProfitBracket", "ticks", "orderId", "filter", "live"),
    *("statuses", "pageSize", "pageOffset", "startTimestamp", "createdAfter", "searchText", "unit"),
    *("unitNumber", "limit", "startTime", "endTime", "includePartialBar", "sortBy"),
)
known = st.sampled_from([ACCOUNT, CONTRACT, 9_001, 1, 2, 4, "2024-03-11T12:00:00Z", 4790, 1e30])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | known,
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inside, max_size=4)
    ),
    max_leaves=8,
)
bodies = st.dictionaries(st.sampled_from(KEYS), values, max_size=12)


def run(work: Callable[[TopstepXClient], Awaitable[None]]) -> None:
    """Do something at a venue, which must live on."""

    async def scene() -> None:
        client = await topstepx_client()
        await work(client)
        await client.close()

    asyncio.run(scene())


@given(st.lists(st.tuples(st.sampled_from(sorted(OPERATIONS)), bodies), max_size=5))
def test_any_body_is_answered_with_an_envelope_or_a_problem(asked: list[tuple[str, Any]]) -> None:
    async def ask(client: TopstepXClient) -> None:
        for path, body in asked:
            base = {"accountId": ACCOUNT, "contractId": CONTRACT, "size": 1, "side": 0, "type": 2}
            for sent in (body, {**base, **body}):
                answer = await client.answer(path.removeprefix("/api/"), sent)
                assert answer.status_code in (200, 400)
                assert isinstance(answer.json(), dict)

    run(ask)


def spoilt(random: Random, data: bytes) -> bytes:
    """Return bytes that are nearly right."""
    made = bytearray(data)
    for _ in range(random.randint(0, 6)):
        at = random.randrange(len(made) + 1)
        match random.randrange(4):
            case 0:
                made[at : at + random.randint(0, 8)] = b""
            case 1:
                made[at:at] = random.randbytes(random.randint(1, 8))
            case 2:
                made[at:at] = made[: random.randint(0, len(made))]
            case _ if at < len(made):
                made[at] ^= 1 << random.randrange(8)
    return bytes(made)


@pytest.mark.counted("spoilt connections to a practice venue: it lives on")
async def test_any_bytes_are_answered_or_the_connection_ends(cases: Cases) -> None:
    client = await topstepx_client()
    record = write_json({"type": 1, "target": "SubscribeOrders", "arguments": [ACCOUNT]}) + "\x1e"
    talk = b"".join(
        b"\x81" + bytes([0x80 | len(text)]) + b"\0\0\0\0" + text
        for text in (b'{"protocol":"json","version":1}\x1e', record.encode())
    )
    body = write_json({"accountId": ACCOUNT, "contractId": CONTRACT, "size": 1}).encode()
    token = client.token.encode()
    right = [
        b"POST /api/Order/place HTTP/1.1\r\nhost: venue\r\nauthorization: Bearer "
        + token
        + b"\r\ncontent-length: "
        + str(len(body)).encode()
        + b"\r\n\r\n"
        + body,
        b"GET /hubs/user?access_token="
        + token
        + b" HTTP/1.1\r\nsec-websocket-version: 13\r\n"
        + b"sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + HEAD
        + b"\r\n"
        + talk,
    ]
    for seed in cases.over(range(scaled(5_000))):
        random = Random(seed)
        ours, theirs = pipe()
        client.scene.tasks.spawn(client.scene.venue.server.serve(theirs), name="a client")
        data = spoilt(random, random.choice(right))
        cut = random.randrange(len(data) + 1)
        for part in (data[:cut], data[cut:]):
            if part and not (ours._broken or theirs._closed):
                await ours.send(part)
            await elapse(client.scene.clock, 0)
        await ours.aclose()
        await elapse(client.scene.clock, 0)
        assert client.scene.failures == [], f"seed {seed}"
    await elapse(client.scene.clock, 60)
    assert client.scene.tasks.running == 0
    await client.close()
