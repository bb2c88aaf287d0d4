"""The bytes below sockets and requests over loopback: both ways, the end, and nobody there."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import httpx
import pytest

from tests.support.venue import turns
from traderterminal.brokers.transport.http import Http, Reply
from traderterminal.brokers.transport.rate_limit import Budget, Priority, RateLimit
from traderterminal.brokers.transport.sockets import open_tcp
from traderterminal.domain.errors import NotSent, OutcomeUnknown
from traderterminal.kit.clock import HostClock


async def test_bytes_go_both_ways_until_the_end() -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write((await reader.read(100)).upper())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    stream = await open_tcp(f"ws://127.0.0.1:{port}/hubs/user")
    await stream.send(b"hello")
    assert await stream.receive() == b"HELLO"
    assert await stream.receive() == b""
    await stream.aclose()
    server.close()
    await server.wait_closed()


async def test_a_connection_whose_other_end_does_not_read_is_closed_at_once() -> None:
    loop, over = asyncio.get_running_loop(), asyncio.Event()

    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.pause_reading()  # type: ignore[attr-defined]  # of a socket's transport
        await over.wait()
        writer.transport.abort()

    server = await asyncio.start_server(hold, "127.0.0.1", 0)
    stream = await open_tcp(f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/")
    sending = loop.create_task(stream.send(b"x" * 16_000_000))
    await turns(20)
    assert not sending.done()
    await stream.aclose()
    with suppress(OSError):
        await sending
    over.set()
    server.close()
    await turns(20)


async def test_where_nobody_listens_it_says_so() -> None:
    with pytest.raises(OSError, match="onnect"):
        await open_tcp("ws://127.0.0.1:1/")


@pytest.mark.parametrize("url", ["https://venue/", "nothing", "ws:///path"])
async def test_what_is_no_address_of_a_socket_opens_nothing(url: str) -> None:
    with pytest.raises(OSError, match="scheme"):
        await open_tcp(url)


@asynccontextmanager
async def serving(answer: bytes) -> AsyncIterator[int]:
    """A server that takes every connection and says one thing, or nothing."""
    ended: list[asyncio.Event] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ended.append(asyncio.Event())
        await reader.read(1)
        writer.write(answer)
        with suppress(OSError):
            await reader.read()
            writer.close()
            await writer.wait_closed()
        ended[-1].set()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    server.close()
    await asyncio.gather(*(one.wait() for one in ended))


async def post(url: str) -> Reply:
    clock = HostClock()
    http = Http(url, httpx.AsyncHTTPTransport(), clock)
    try:
        return await http.call(
            "POST",
            "/order",
            priority=Priority.ORDER,
            limit=RateLimit(Budget(10, 1.0), clock),
            body={},
            deadline_s=0.3,
        )
    finally:
        await http.aclose()


async def test_a_request_to_nobody_was_not_sent() -> None:
    with pytest.raises(NotSent):
        await post("http://127.0.0.1:1")


async def test_a_request_that_does_not_get_through_the_handshake_was_not_sent() -> None:
    async with serving(b"") as port:
        with pytest.raises(NotSent):
            await post(f"https://127.0.0.1:{port}")


async def test_a_request_that_is_read_and_not_answered_may_have_been_booked() -> None:
    async with serving(b"") as port:
        with pytest.raises(OutcomeUnknown):
            await post(f"http://127.0.0.1:{port}")
    async with serving(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{") as port:
        with pytest.raises(OutcomeUnknown):
            await post(f"http://127.0.0.1:{port}")


async def test_a_request_that_is_answered_has_its_reply() -> None:
    async with serving(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}") as port:
        assert (await post(f"http://127.0.0.1:{port}")).object == {}
