"""Bars come newest first and page by page, and are handed on oldest first."""

import pytest

from tests.support.topstepx import CONTRACT, NOON_NS, SYMBOL, Gateway, Row, Scene, a_scene, taken
from traderterminal.brokers.topstepx import history as module
from traderterminal.domain.bars import Bar
from traderterminal.domain.errors import BrokerUnavailable
from traderterminal.kit.clock import NANOSECONDS, iso, parse_iso

PATH = "/api/History/retrieveBars"
MINUTE_NS = 60 * NANOSECONDS


def a_bar(minute: int, close: float = 4800.25) -> Row:
    return {
        "t": iso(NOON_NS + minute * MINUTE_NS),
        "o": 4800.0,
        "h": 4801.0,
        "l": 4799.5,
        "c": close,
        "v": 12,
        "d": None,
        "k": None,
    }


def kept(minutes: range) -> Gateway:
    """A server that has so many minutes, and answers as the broker does."""
    bars = [a_bar(minute) for minute in minutes]

    def answer(body: Row) -> Row:
        inside = [b for b in bars if body["startTime"] <= b["t"] <= body["endTime"]]
        return taken(bars=inside[::-1][: body["limit"]])

    return Gateway({PATH: answer})


async def scene_of(gateway: Gateway) -> Scene:
    scene = a_scene(gateway)
    await scene.session.log_in()
    return scene


async def test_bars_come_oldest_first_in_ticks_and_lots() -> None:
    scene = await scene_of(kept(range(-5, 1)))
    assert scene.session.bars is not None
    bars = await scene.session.bars(SYMBOL, "1", NOON_NS, 3)
    assert [(bar.start_ns - NOON_NS) // MINUTE_NS for bar in bars] == [-3, -2, -1]
    assert bars[0] == Bar(NOON_NS - 3 * MINUTE_NS, 19200, 19204, 19198, 19201, 12)
    (asked, *_) = scene.gateway.bodies(PATH)
    assert (asked["contractId"], asked["live"], asked["unit"], asked["unitNumber"]) == (
        CONTRACT,
        False,
        2,
        1,
    )
    assert asked["includePartialBar"] is False
    assert parse_iso(asked["endTime"]) == NOON_NS
    await scene.close()


async def test_more_than_a_page_is_read_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAGE", 4)
    scene = await scene_of(kept(range(-30, 1)))
    assert scene.session.bars is not None
    bars = await scene.session.bars(SYMBOL, "1", NOON_NS, 10)
    assert [(bar.start_ns - NOON_NS) // MINUTE_NS for bar in bars] == list(range(-10, 0))
    all_there_are = await scene.session.bars(SYMBOL, "1", NOON_NS, 100)
    assert len(all_there_are) == 30
    await scene.close()


@pytest.mark.parametrize(
    ("resolution", "unit", "number"),
    [("15S", 1, 15), ("60", 2, 60), ("D", 4, 1), ("1W", 5, 1), ("1M", 6, 1)],
)
async def test_each_length_is_asked_for_in_the_brokers_units(
    resolution: str, unit: int, number: int
) -> None:
    scene = await scene_of(Gateway())
    assert scene.session.bars is not None
    assert await scene.session.bars(SYMBOL, resolution, NOON_NS, 2) == []
    (asked,) = scene.gateway.bodies(PATH)
    assert (asked["unit"], asked["unitNumber"]) == (unit, number)
    await scene.close()


@pytest.mark.parametrize(
    "answer",
    [taken(bars=None), taken(), taken(bars=[{"t": "x"}]), taken(bars=[a_bar(0, close=4800.1)])],
)
async def test_bars_that_cannot_be_read_are_none(answer: Row) -> None:
    scene = await scene_of(Gateway({PATH: answer}))
    assert scene.session.bars is not None
    with pytest.raises(BrokerUnavailable):
        await scene.session.bars(SYMBOL, "1", NOON_NS, 2)
    with pytest.raises(BrokerUnavailable, match="does not list"):
        await scene.session.bars("NQH2024", "1", NOON_NS, 2)
    await scene.close()
