"""What our listener is measured beside, each server in a process of its own, and who asks them all.

The bare handler is what one would write first: a web framework, `json.loads`, one durable commit.
The echo shows what is left when even the framework goes: a socket, a commit, a fixed answer.
"""

import asyncio
import http.client
import json
import sqlite3
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

HOST: Final = "127.0.0.1"
_ANSWER: Final = (
    b"HTTP/1.1 202 Accepted\r\ncontent-type: application/json\r\ncontent-length: 21\r\n\r\n"
    b'{"status":"accepted"}'
)


def serve_bare(folder: str, port_to: Connection) -> None:
    """Serve a FastAPI handler on stock uvicorn until the process is ended."""
    import uvicorn
    from fastapi import FastAPI, Request

    from traderterminal.gateway.listener import bind

    database = _database(Path(folder) / "bare.db")
    api = FastAPI()

    @api.post("/", status_code=202)
    async def take(request: Request) -> dict[str, Any]:
        body = json.loads(await request.body())
        database.execute("INSERT INTO alerts VALUES (?)", (json.dumps(body),))
        return {"status": "accepted"}

    bound = bind(0)
    port_to.send(bound.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(api, log_level="error", access_log=False))
    asyncio.run(server.serve(sockets=[bound]))


def serve_echo(folder: str, port_to: Connection) -> None:
    """Serve a fixed answer after one durable commit until the process is ended."""
    database = _database(Path(folder) / "echo.db")

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await _head(reader):
            fields = dict(line.split(b":", 1) for line in head.lower().split(b"\r\n")[1:] if line)
            body = await reader.readexactly(int(fields[b"content-length"]))
            database.execute("INSERT INTO alerts VALUES (?)", (body.decode(),))
            writer.write(_ANSWER)
            await writer.drain()
        writer.close()

    async def serve() -> None:
        server = await asyncio.start_server(answer, HOST, 0)
        port_to.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(serve())


async def _head(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""


def _database(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE alerts (body TEXT)")
    return database


def post_each(port: int, path: str, bodies: Sequence[bytes], apart_s: float) -> list[float]:
    """Post `bodies` one after another on one kept connection; return milliseconds to each answer.

    Raises RuntimeError for an answer other than 202.
    """
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    taken = []
    for body in bodies:
        start = time.perf_counter()
        connection.request("POST", path, body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        text = answer.read()
        taken.append((time.perf_counter() - start) * 1000)
        if answer.status != 202:
            raise RuntimeError(f"the bench was answered {answer.status}: {text.decode()}")
        time.sleep(apart_s)
    connection.close()
    return taken
