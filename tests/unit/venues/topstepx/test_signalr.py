"""The hub protocol of SignalR, as a server speaks it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traderterminal.venues.topstepx import signalr


def test_records_end_with_their_mark() -> None:
    assert list(signalr.records('{"a":1}\x1e{"b":2}\x1e')) == ['{"a":1}', '{"b":2}']


@pytest.mark.parametrize(
    ("record", "ok"),
    [
        ('{"protocol":"json","version":1}', True),
        ('{"protocol":"json","version":0}', True),
        ('{"protocol":"messagepack","version":1}', False),
        ('{"protocol":"json","version":2}', False),
        ("[]", False),
        ("{", False),
    ],
)
def test_a_handshake_is_accepted_or_told_why_not(record: str, ok: bool) -> None:
    assert (signalr.handshake_error(record) is None) is ok


def test_a_call_is_read_whatever_else_it_carries() -> None:
    record = '{"type":1,"target":"X","arguments":[1],"invocationId":3,"headers":{"a":"b"}}'
    assert signalr.parse(record) == signalr.Invocation("X", (1,), "3")
    assert signalr.parse('{"type":1,"target":"X","arguments":null}') == signalr.Invocation("X", ())
    assert signalr.parse('{"type":7}') == signalr.Goodbye()


@given(st.text() | st.from_regex(r'\{"type":\d,"arguments":\[?\}?'))
def test_nonsense_is_passed_over(text: str) -> None:
    found = signalr.parse(text)
    assert found is None or isinstance(found, signalr.Invocation | signalr.Goodbye)


def test_answers_are_records() -> None:
    assert signalr.completion("3") == '{"type":3,"invocationId":"3","result":null}\x1e'
    assert signalr.completion("3", "no") == '{"type":3,"invocationId":"3","error":"no"}\x1e'
    assert signalr.invocation("T", 1, {"a": 2}).endswith('"arguments":[1,{"a":2}]}\x1e')
    assert signalr.PING_RECORD == '{"type":6}\x1e'
    assert signalr.close("over", reconnect=False) == (
        '{"type":7,"error":"over","allowReconnect":false}\x1e'
    )
    assert signalr.refusal("why") == '{"error":"why"}\x1e'
