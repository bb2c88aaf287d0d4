"""Twenty thousand bodies over real connections: each has its answer, none becomes an order."""

import asyncio
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from tests.support.running_engine import RunningEngine, running_engine

BODIES: Final = 20_000
CONNECTIONS: Final = 16
#: What the engine may have grown by from the first quarter of the bodies to the last.
GROWTH_BYTES: Final = 12 * 2**20

Draw = random.Random


@dataclass(frozen=True, slots=True)
class Kind:
    """Bodies of one kind, and what every one of them is answered with.

    `make` takes a number that no other body has. A `proven` body comes to the secret address.
    """

    make: Callable[[Draw, str], bytes]
    statuses: frozenset[int]
    proven: bool = True


def alert(quantity: str, number: str, more: str = "") -> bytes:
    text = f'{{"symbol":"ES1!","action":"buy","quantity":{quantity},"id":"{number}"{more}}}'
    return text.encode("utf-8", "surrogatepass")


def cut(draw: Draw, number: str) -> bytes:
    whole = alert("1", number)
    return whole[: draw.randrange(1, len(whole) - 1)] + number.encode() + b"{"


def noise(draw: Draw, number: str) -> bytes:
    return b"\xff" + draw.randbytes(draw.randrange(200)) + number.encode()


def digits(draw: Draw, number: str) -> bytes:
    return alert(draw.choice("123456789") * draw.randrange(5_000, 6_000), number)


def exponent(draw: Draw, number: str) -> bytes:
    return alert(f"{draw.randrange(1, 10)}e{draw.randrange(400, 10**9)}", number)


def twice(draw: Draw, number: str) -> bytes:
    field = draw.choice(['"quantity":2', '"symbol":"NQ1!"', '"action":"sell"', '"id":"other"'])
    return alert("1", number, f",{field}")


def deep(draw: Draw, number: str) -> bytes:
    levels = draw.randrange(1_000, 9_000)
    opening, closing = draw.choice([("[", "]"), ('{"a":', "}")])
    inner = opening * levels + f'"{number}"' + closing * levels
    return alert("1", number, f',"note":{inner}') if draw.random() < 0.5 else inner.encode()


def surrogate(draw: Draw, number: str) -> bytes:
    half = f"\\ud{draw.choice('89ab')}{draw.randrange(256):02x}"
    return alert("1", number, f',"comment":"{half}{draw.choice("xyz")}"')


def no_number(draw: Draw, number: str) -> bytes:
    field = draw.choice(["quantity", "qty", "contracts"])
    value = draw.choice(["NaN", "Infinity", "-Infinity", '"NaN"', "0", '"0"', "-1", '"-2.5"'])
    return f'{{"symbol":"ES1!","action":"buy","{field}":{value},"id":"{number}"}}'.encode()


def empty(draw: Draw, number: str) -> bytes:
    blanks = bytes(draw.choices(b" \t\r\n", k=16))
    return blanks + draw.choice([b"", b"{}", b"[]", b"null", b'""']) + b" " * int(number)


def half_meant(draw: Draw, number: str) -> bytes:
    fields = draw.choice(
        [
            '"symbol":"ES1!"',
            '"action":"buy"',
            '"symbol":"XYZ!","action":"buy"',
            '"symbol":"ES1!","action":"{{strategy.order.action}}"',
            '"symbol":"ES1!","action":"buy","side":"short"',
            '"symbol":"ES1!","action":"buy","sl":20',
            '"symbol":["ES1!"],"action":"buy"',
            '"symbol":"ES1!","action":17',
        ]
    )
    return f'{{{fields},"id":"{number}"}}'.encode()


def wrong_secret(draw: Draw, number: str) -> bytes:
    secret = draw.choice(["wrong", "", "ünïcödé ключ 鍵", "x" * 5_000, "\\ud800", "\\u0000"])
    field = draw.choice(["secret", "passphrase", "token", "key"])
    return alert("1", number, f',"{field}":"{secret}{number if secret else ""}"')


def unproven(draw: Draw, number: str) -> bytes:
    return alert("1", number)


STRANGER = frozenset({401, 429})
KINDS: Final[Mapping[str, Kind]] = {
    "malformed JSON": Kind(cut, frozenset({400})),
    "not UTF-8": Kind(noise, frozenset({400})),
    "5,000 digits": Kind(digits, frozenset({400})),
    "1e400 and above": Kind(exponent, frozenset({400})),
    "duplicate keys": Kind(twice, frozenset({400})),
    "depth 1,000 and more": Kind(deep, frozenset({400})),
    "lone surrogates": Kind(surrogate, frozenset({400})),
    "no quantity that can be traded": Kind(no_number, frozenset({422})),
    "empty": Kind(empty, frozenset({400, 422})),
    "something is missing": Kind(half_meant, frozenset({422})),
    "wrong secrets": Kind(wrong_secret, STRANGER, proven=False),
    "no proof": Kind(unproven, STRANGER, proven=False),
    "malformed, no proof": Kind(cut, STRANGER, proven=False),
    "deep, no proof": Kind(deep, STRANGER, proven=False),
}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[RunningEngine]:
    config = "[webhook]\nrate_per_s = 1000000\nburst = 1000000\n"
    (tmp_path / "config.toml").write_text(config)
    with running_engine(tmp_path, "--market", "sim", "--seed", "1") as made:
        made.until("/quotes?symbols=ES", lambda found: found["items"][0]["ask"])
        yield made


def bodies(seed: int) -> list[tuple[str, bytes]]:
    draw, names = random.Random(seed), list(KINDS)
    made = [
        (name, KINDS[name].make(draw, f"{number}"))
        for number, name in ((n, names[n % len(names)]) for n in range(BODIES))
    ]
    assert len({body for _, body in made}) == BODIES
    return made


class Poster:
    """Posts bodies over kept connections and checks each answer."""

    def __init__(self, engine: RunningEngine) -> None:
        self.host, port = engine.runtime["url"].removeprefix("http://").split(":")
        self.port = int(port)
        self.secret_path = engine.runtime["webhook_path"]
        self.answered: Counter[tuple[str, int]] = Counter()
        self.wrong: list[object] = []

    async def post(self, lot: Sequence[tuple[str, bytes]]) -> None:
        """Post a lot, spread over all connections."""
        parts = [lot[n::CONNECTIONS] for n in range(CONNECTIONS)]
        await asyncio.gather(*(self._post_each(part) for part in parts))

    async def _post_each(self, part: Sequence[tuple[str, bytes]]) -> None:
        reader, writer = await asyncio.open_connection(self.host, self.port)
        for name, body in part:
            path = self.secret_path if KINDS[name].proven else "/webhook/tradingview"
            writer.write(
                f"POST {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n"
                f"Content-Length: {len(body)}\r\n\r\n".encode()
                + body
            )
            head = await reader.readuntil(b"\r\n\r\n")
            fields = dict(line.split(b": ", 1) for line in head.lower().split(b"\r\n")[1:] if line)
            answer = await reader.readexactly(int(fields[b"content-length"]))
            self._check(name, body, int(head[9:12]), answer)
        writer.close()
        await writer.wait_closed()

    def _check(self, name: str, body: bytes, status: int, answer: bytes) -> None:
        error = json.loads(answer).get("error", {})
        if status not in KINDS[name].statuses or not (error.get("code") and error.get("message")):
            self.wrong.append((name, status, body[:200], answer[:200]))
        self.answered[name, status] += 1


def memory_of(pid: int) -> int:
    """What a process holds in memory, in bytes; 0 where the system does not tell."""
    path = Path(f"/proc/{pid}/statm")
    return int(path.read_text().split()[1]) * 4096 if path.exists() else 0


async def test_every_body_has_its_answer_and_none_becomes_an_order(engine: RunningEngine) -> None:
    poster, lot = Poster(engine), bodies(seed=7)
    quarter = BODIES // 4
    await poster.post(lot[:quarter])
    before = memory_of(engine.process.pid)
    await poster.post(lot[quarter:])
    grown = memory_of(engine.process.pid) - before
    assert poster.wrong == []
    assert poster.answered.total() == BODIES
    assert {name for name, _ in poster.answered} == set(KINDS)
    assert engine.get("/orders")["items"] == []
    assert engine.get("/health")["status"] == "ok"
    assert engine.get("/alerts?status=accepted")["items"] == []
    assert grown < GROWTH_BYTES, f"grown by {grown / 2**20:.1f} MB"
    # and an alert that is meant still trades
    good = engine.alert('{"symbol":"ES1!","action":"buy","quantity":1,"id":"meant"}')
    assert good.status_code == 202
    engine.until("/fills", lambda found: len(found["items"]) == 1)
    log = engine.data_dir / "logs" / "traderterminal.log"
    assert not log.exists() or "Traceback" not in log.read_text("utf-8")
