"""The frames of Tradovate's socket, from the server's side."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traderterminal.venues.tradovate.frames import (
    Asked,
    close,
    event,
    pack,
    read_frame,
    reply,
    reply_in,
)
from traderterminal.venues.tradovate.wire import Failure


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("authorize\n1\n\ntoken", Asked(1, "authorize", "", "token")),
        ("executionReport/list\n0\n\n", Asked(0, "executionReport/list")),
        (
            "tradingPermission/ldeps\n8\nmasterids=1\n",
            Asked(8, "tradingPermission/ldeps", "masterids=1"),
        ),
        ("a/b\n2", Asked(2, "a/b")),
        ("/a/b\n2\n\n{\n}", Asked(2, "a/b", "", "{\n}")),
    ],
)
def test_a_request_has_four_lines_of_which_the_last_may_go_on(text: str, asked: Asked) -> None:
    assert read_frame(text) == asked


@pytest.mark.parametrize("text", ["[]", "[]\n", ""])
def test_a_heartbeat_asks_nothing(text: str) -> None:
    assert read_frame(text) is None


@pytest.mark.parametrize("text", ["hello", "a\nx\n\n", "a\n-1\n\n", "a\n²\n\n", "a\n" + "9" * 19])
def test_what_has_no_number_is_malformed(text: str) -> None:
    with pytest.raises(Failure):
        read_frame(text)


@given(st.text())
def test_any_text_is_a_request_a_heartbeat_or_malformed(text: str) -> None:
    try:
        asked = read_frame(text)
    except Failure:
        return
    assert asked is None or asked.number >= 0


def test_frames_are_written_as_the_broker_writes_them() -> None:
    assert pack([reply(1, 200), event("props", {"price": Decimal("4800.25")})]) == (
        'a[{"s":200,"i":1},{"e":"props","d":{"price":4800.25}}]'
    )
    assert pack([reply(2, 401, "Access is denied")]) == 'a[{"s":401,"i":2,"d":"Access is denied"}]'
    assert reply_in(3, 200, '{"orderId":7}') == 'a[{"s":200,"i":3,"d":{"orderId":7}}]'
    assert close(3000, "Go away!") == 'c[3000,"Go away!"]'
