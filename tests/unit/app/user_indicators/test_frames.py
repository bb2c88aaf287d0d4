"""Frames: what is packed is unpacked, and what is no frame is refused."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.indicator_bars import COLUMNS, a_market
from traderterminal.app.user_indicators.frames import (
    LONGEST,
    PREFIX,
    Frame,
    bars_of,
    heard,
    lengths,
    table_of,
    told,
    unpacked,
)
from traderterminal.market.indicators.catalogue import CATALOGUE


def _again(frame: Frame) -> Frame:
    packed = frame.packed()
    head, body = lengths(packed[:PREFIX])
    assert len(packed) == PREFIX + head + body
    return unpacked(packed[PREFIX : PREFIX + head], packed[PREFIX + head :])


@given(
    st.dictionaries(st.text(), st.none() | st.integers() | st.text(), max_size=5),
    st.integers(1, 5),
    st.lists(st.floats(), max_size=8),
)
def test_a_frame_is_the_same_again(head: dict[str, object], rows: int, row: list[float]) -> None:
    head.pop("rows", None)
    table = np.tile(np.array(row, np.float64), (rows, 1))
    found = _again(Frame(head, table))
    assert found.head == head
    np.testing.assert_array_equal(found.table, table)


def test_a_frame_without_numbers_has_an_empty_table() -> None:
    assert _again(Frame({"do": "load"})).table.shape == (0, 0)


def test_bars_go_as_a_table() -> None:
    bars = a_market(50)
    found = bars_of(_again(Frame({}, table_of(bars))).table)
    for name in COLUMNS:
        np.testing.assert_array_equal(getattr(found, name), getattr(bars, name))
    with pytest.raises(ValueError, match="unpack"):
        bars_of(np.zeros((3, 4)))


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (b"[]", b""),
        (b"{}", b""),
        (b'{"rows": "1"}', b""),
        (b'{"rows": 2}', bytes(24)),
        (b'{"rows": 0}', bytes(8)),
        (b'{"rows": -1}', bytes(8)),
        (b'{"rows": 1}', bytes(7)),
        (b"no json", b""),
        (b"\xff", b""),
    ],
)
def test_what_is_no_frame_is_refused(head: bytes, body: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        unpacked(head, body)


def test_a_frame_that_is_too_long_is_not_waited_for() -> None:
    with pytest.raises(ValueError, match="is too long"):
        lengths((8).to_bytes(4, "little") + LONGEST.to_bytes(4, "little"))
    assert lengths((8).to_bytes(4, "little") + (LONGEST - 8).to_bytes(4, "little"))


@pytest.mark.parametrize("name", CATALOGUE)
def test_what_is_told_of_an_indicator_is_heard_so(name: str) -> None:
    about = CATALOGUE[name].about
    assert heard(json.loads(json.dumps(told(about)))) == about


@pytest.mark.parametrize(
    "wrong",
    [
        {"family": "Mine"},
        {"outputs": [{"name": "x"}]},
        {"parameters": [{"kind": "About"}]},
        {"parameters": [{"kind": "Whole", "name": "n", "label": "N", "default": 0}]},
        {"parameters": [{"kind": "Whole", "nothing": "n"}]},
        {"scale": [1]},
        {"guides": ["x"]},
    ],
)
def test_what_is_told_wrongly_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError, LookupError)):
        heard({**told(CATALOGUE["rsi"].about), **wrong})
