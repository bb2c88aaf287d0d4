"""Whatever arrives in a frame becomes events, in order, and nothing is raised."""

import json
import random

import pytest

from tests.support.figures import Cases
from tests.support.scale import scaled
from traderterminal.brokers.topstepx.codec import (
    HANDSHAKE,
    PING,
    Closed,
    Completed,
    HandshakeDone,
    HubCodec,
    HubEvent,
    Invoked,
    Pinged,
    Unreadable,
)

END = "\x1e"
QUOTE = (
    '{"type":1,"target":"GatewayQuote","arguments":["CON.F.US.EP.H24",{"symbol":"F.US.EP",'
    '"lastPrice":4800.25,"bestBid":4800.0,"bestAsk":4800.25,"timestamp":"2024-01-02T10:00:00Z"}]}'
)
ORDER = (
    '{"type":1,"target":"GatewayUserOrder","arguments":[{"action":1,"data":{"id":9056,'
    '"accountId":465,"status":1,"limitPrice":4790.0}}]}'
)


def greeted() -> HubCodec:
    codec = HubCodec()
    assert codec.receive("{}" + END) == [HandshakeDone("")]
    return codec


def test_what_is_sent_ends_with_the_end_of_a_record() -> None:
    assert json.loads(HANDSHAKE[:-1]) == {"protocol": "json", "version": 1}
    assert json.loads(PING[:-1]) == {"type": 6}
    assert {HANDSHAKE[-1], PING[-1]} == {END}
    codec = HubCodec()
    invocation, frame = codec.invoke("SubscribeOrders", 465)
    assert frame[-1] == END
    assert json.loads(frame[:-1]) == {
        "type": 1,
        "invocationId": invocation,
        "target": "SubscribeOrders",
        "arguments": [465],
    }
    assert codec.invoke("SubscribeOrders", 465)[0] != invocation


def test_the_greeting_is_answered_once_and_may_bring_more_with_it() -> None:
    codec = HubCodec()
    assert codec.receive("{}" + END + PING) == [HandshakeDone(""), Pinged()]
    assert codec.receive("{}" + END) == [Unreadable("{}")]
    refused = HubCodec().receive('{"error":"version"}' + END)
    assert refused == [HandshakeDone("version")]


@pytest.mark.parametrize(
    ("record", "event"),
    [
        ('{"type":6}', Pinged()),
        ('{"type":7}', Closed("")),
        ('{"type":7,"error":"gone","allowReconnect":true}', Closed("gone")),
        ('{"type":3,"invocationId":"1","result":null}', Completed("1", "")),
        (
            '{"type":3,"invocationId":"1","error":"no such account"}',
            Completed("1", "no such account"),
        ),
        ('{"type":1,"target":"GatewayLogout","arguments":[]}', Invoked("GatewayLogout", [])),
        ('{"type":1,"target":"A","arguments":[1],"headers":{}}', Invoked("A", [1])),
    ],
)
def test_each_kind_of_record_is_read(record: str, event: HubEvent) -> None:
    assert greeted().receive(record + END) == [event]


def test_several_records_of_a_frame_come_in_order() -> None:
    events = greeted().receive(QUOTE + END + PING + ORDER + END)
    assert [type(event) for event in events] == [Invoked, Pinged, Invoked]


@pytest.mark.parametrize(
    "record",
    [
        "",
        "null",
        "[]",
        "7",
        "<html>",
        '{"type":99}',
        '{"type":"1"}',
        '{"type":1,"target":7,"arguments":[]}',
        '{"type":1,"target":"A"}',
        '{"type":1,"target":"A","arguments":{}}',
        '{"type":3,"invocationId":7}',
        '{"type":1,"target":"A","arguments":[NaN]}',
        "[" * 50_000,
    ],
)
def test_what_no_rule_covers_is_kept_as_it_came(record: str) -> None:
    (event,) = greeted().receive(record + END)
    assert event == Unreadable(record[:2_000])


def test_a_record_that_was_cut_off_does_not_spoil_the_next_frame() -> None:
    codec = greeted()
    assert codec.receive(QUOTE[:50]) == [Unreadable(QUOTE[:50])]
    assert codec.receive(PING) == [Pinged()]


def test_a_frame_of_bytes_is_none_of_this_protocol() -> None:
    assert greeted().receive(b"\x00\xff") == [Unreadable(r"b'\x00\xff'")]


@pytest.mark.counted("random and mutated frames into the codec of TopstepX")
def test_no_frame_raises(cases: Cases) -> None:
    source = random.Random(5)
    good = (QUOTE + END, ORDER + END, "{}" + END, PING, '{"type":3,"invocationId":"1"}' + END)
    codec, read = HubCodec(), 0
    for number in cases.over(range(scaled(200_000))):
        frame = mutated(source.choice(good), source) if number % 2 else noise(source)
        for event in codec.receive(frame):
            read += not isinstance(event, Unreadable)
    assert read > 0
    cases.found["records read"] += read


def noise(source: random.Random) -> str | bytes:
    data = source.randbytes(source.randrange(64))
    return data if source.random() < 0.2 else data.decode("latin-1")


def mutated(text: str, source: random.Random) -> str:
    letters = list(text)
    for _ in range(source.randrange(4)):
        place = source.randrange(len(letters))
        match source.randrange(4):
            case 0:
                letters[place] = chr(source.randrange(256))
            case 1:
                del letters[place:]
                letters.append(END)
            case 2:
                letters.insert(place, source.choice('{}[]",:0123456789eE.-' + END))
            case 3:
                letters[place:place] = letters[: source.randrange(8)]
    return "".join(letters)
