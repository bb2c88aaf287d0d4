"""Frames in and out: what each kind means, and that nothing that arrives can raise."""

import random
from collections.abc import Iterator
from decimal import Decimal

import pytest

from tests.support.figures import Cases
from tests.support.scale import scaled
from traderterminal.brokers.tradovate.codec import (
    KEPT,
    Answer,
    Closing,
    Event,
    Heartbeat,
    Opened,
    SocketEvent,
    Unreadable,
    receive,
    request_frame,
)

SAMPLES = (
    "o",
    "h",
    'c[3000,"Go away!"]',
    'a[{"i":0,"s":200}]',
    'a[{"i":2,"s":401,"d":"Access is denied"}]',
    'a[{"s":200,"i":26,"d":{"orderId":71,"price":4800.25}},{"e":"props","d":{"entityType":"order",'
    '"eventType":"Created","entity":{"id":71,"ordStatus":"Working"}}}]',
    'a[{"e":"md","d":{"quotes":[{"timestamp":"2024-01-02T12:00:00.000Z","contractId":7,"entries":'
    '{"Bid":{"price":4800.25,"size":12},"Offer":{"price":-4800.5,"size":7e2}}}]}}]',
)
DEPTH = 100_000


def test_a_request_is_four_lines() -> None:
    assert request_frame(0, "authorize", body="token") == "authorize\n0\n\ntoken"
    assert request_frame(4, "executionReport/list") == "executionReport/list\n4\n\n"
    assert request_frame(8, "order/ldeps", "masterids=1") == "order/ldeps\n8\nmasterids=1\n"
    body = {"name": "YMZ6", "price": Decimal("4800.25"), "forward": True}
    assert request_frame(33, "contract/rollcontract", body=body) == (
        'contract/rollcontract\n33\n\n{"name":"YMZ6","price":4800.25,"forward":true}'
    )


@pytest.mark.parametrize(
    ("frame", "told"),
    [
        ("o", [Opened()]),
        ("h", [Heartbeat()]),
        ('c[3000,"Go away!"]', [Closing(3000, "Go away!")]),
        ("c[1000]", [Closing(1000, "")]),
        ('a[{"i":0,"s":200}]', [Answer(0, 200)]),
        ('a[{"i":2,"s":401,"d":"Access is denied"}]', [Answer(2, 401, "Access is denied")]),
        ("a[]", []),
        ('a[{"e":"new","d":1},{"s":404,"i":3}]', [Event("new", 1), Answer(3, 404)]),
    ],
)
def test_each_kind_of_frame_is_read(frame: str, told: list[SocketEvent]) -> None:
    assert receive(frame) == told


def test_numbers_are_as_they_were_written() -> None:
    (event,) = receive('a[{"e":"md","d":[0.1,4800.25,-0.00,1e2,9007199254740993]}]')
    assert isinstance(event, Event)
    assert [str(number) for number in event.data] == [
        *("0.1", "4800.25", "-0.00", "1E+2", "9007199254740993")
    ]


@pytest.mark.parametrize(
    "frame",
    [
        *("", "x", "open", "a", "a[", "a{}", 'a["text"]', "a[1]", "a[null]", "c", 'c["x"]', "c[]"),
        'a[{"i":"1","s":200}]',
        'a[{"i":1}]',
        'a[{"d":{}}]',
        'a[{"e":"md","d":NaN}]',
        'a[{"e":"md","d":Infinity}]',
        f'a[{{"e":"md","d":{"9" * 5_000}}}]',
        f"a{'[' * DEPTH}",
        f"a{'[' * DEPTH}{']' * DEPTH}",
        "<html><body>Maintenance</body></html>",
    ],
    ids=lambda frame: frame[:20],
)
def test_what_fits_no_rule_is_kept_raw(frame: str) -> None:
    assert receive(frame) == [Unreadable(frame[:KEPT])]


def test_one_bad_part_does_not_spoil_the_others() -> None:
    frame = 'a[{"i":1,"s":200},7,{"e":"props","d":{}}]'
    assert receive(frame) == [Answer(1, 200), Unreadable(frame), Event("props", {})]


def test_bytes_are_no_frame() -> None:
    assert receive(b"a[]\xff") == [Unreadable("a[]ÿ")]


def _mutated(draw: random.Random) -> str | bytes:
    """A frame of the samples with something wrong in it, or nothing but noise."""
    if draw.random() < 0.25:
        noise = draw.randbytes(draw.randrange(60))
        return noise if draw.random() < 0.3 else draw.choice("oahc[") + noise.decode("latin-1")
    frame = list(draw.choice(SAMPLES))
    for _ in range(draw.randrange(1, 6)):
        at = draw.randrange(len(frame) + 1)
        match draw.randrange(4):
            case 0:
                frame[at:at] = draw.choice(["{", "]", '"', "\\", "\ud800", "e9999999999", "null"])
            case 1:
                del frame[at : at + draw.randrange(8)]
            case 2:
                frame[at : at + 1] = [chr(draw.randrange(0x110000))]
            case _:
                frame[at:at] = draw.choice(SAMPLES)
    return "".join(frame)


def _frames(number: int) -> Iterator[str | bytes]:
    draw = random.Random(20261126)
    return (_mutated(draw) for _ in range(number))


@pytest.mark.counted("frames of Tradovate, random and mutated")
def test_no_frame_raises(cases: Cases) -> None:
    for frame in cases.over(_frames(scaled(200_000))):
        told = receive(frame)
        for event in told:
            cases.found[type(event).__name__] += 1
    assert min(cases.found[kind.__name__] for kind in (Answer, Event, Unreadable)) > 100
