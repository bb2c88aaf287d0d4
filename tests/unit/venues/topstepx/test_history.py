"""Bars of the TopstepX venue."""

from typing import Any

import pytest

from tests.support.builders import ES
from tests.support.market import MINUTE, a_trade
from tests.support.plain_dialect import NOON_NS
from tests.support.shipped import shipped_calendar
from tests.support.topstepx_client import CONTRACT, TopstepXClient
from traderterminal.kit.clock import parse_iso
from traderterminal.market.bars import BarBook
from traderterminal.venues.topstepx.history import BarsBody, retrieve
from traderterminal.venues.topstepx.models import Models

WANTED = {
    "contractId": CONTRACT,
    "live": False,
    "startTime": "2024-03-11T12:00:00Z",
    "endTime": "2024-03-11T13:00:00Z",
    "unit": 2,
    "unitNumber": 1,
    "limit": 100,
    "includePartialBar": True,
}


async def bars(client: TopstepXClient, **changes: Any) -> list[Any]:
    found: list[Any] = (await client.post("History/retrieveBars", **{**WANTED, **changes}))["bars"]
    return found


def trade(client: TopstepXClient) -> None:
    """A trade a minute, a tick higher each time; market time stands in the middle of the last."""
    for minute in range(5):
        at_ns = NOON_NS + minute * MINUTE
        client.scene.clock.advance_to(at_ns)
        tick = a_trade(price=19_200 + minute, size=2, at_ns=at_ns, symbol=ES.symbol)
        client.scene.hub.publish_event([tick])
    client.scene.clock.advance_to(NOON_NS + 4 * MINUTE + MINUTE // 2)


async def test_bars_come_newest_first_in_short_keys(client: TopstepXClient) -> None:
    trade(client)
    found = await bars(client)
    assert [bar["t"][11:16] for bar in found] == ["12:04", "12:03", "12:02", "12:01", "12:00"]
    assert found[-1] == {
        "t": "2024-03-11T12:00:00.000000+00:00",
        **dict.fromkeys("ohlc", 4800),
        "v": 2,
        "d": None,
        "k": None,
    }


async def test_paging_backwards_meets_every_bar_once(client: TopstepXClient) -> None:
    trade(client)
    first = await bars(client, limit=2)
    second = await bars(client, limit=2, endTime=first[-1]["t"])
    assert [bar["t"][11:16] for bar in first + second] == ["12:04", "12:03", "12:02", "12:01"]


async def test_a_bar_that_is_forming_is_left_out_where_it_is_not_wanted(
    client: TopstepXClient,
) -> None:
    trade(client)
    assert len(await bars(client, includePartialBar=False)) == 4
    (hour,) = await bars(client, unit=3)
    assert (hour["v"], hour["c"]) == (10, 4801)
    assert await bars(client, unit=3, includePartialBar=False) == []
    (day,) = await bars(client, unit=4, startTime="2024-03-11T00:00:00Z")
    assert day["v"] == 10


async def test_days_and_hours_begin_by_the_clock_of_utc_and_not_with_the_trading_day(
    client: TopstepXClient,
) -> None:
    scene, calendar = client.scene, shipped_calendar()
    book = BarBook(scene.hub, lambda _, at_ns: calendar.trade_date("cme_equity", at_ns))
    # given a trade an hour from the open at 17:00 in Chicago, which is 22:00 in summer
    book.series(ES.symbol)
    open_ns = parse_iso("2024-03-11T22:00:00Z")
    for hour in range(6):
        at_ns = open_ns + hour * 60 * MINUTE
        scene.clock.advance_to(at_ns)
        scene.hub.publish_event([a_trade(price=19_200, size=1, at_ns=at_ns, symbol=ES.symbol)])
    # when they are asked for
    body = {**WANTED, "startTime": "2024-03-11T00:00:00Z", "endTime": "2024-03-13T00:00:00Z"}

    def asked(**changes: int) -> list[tuple[str, int]]:
        wanted = BarsBody.model_validate({**body, **changes})
        found = retrieve(wanted, ES, book, Models(scene.exchange), scene.clock.now_ns())
        return [(bar["t"][8:16], bar["v"]) for bar in found]

    assert asked(unit=4) == [("12T00:00", 4), ("11T00:00", 2)]
    assert asked(unit=3, unitNumber=4) == [("12T00:00", 4), ("11T20:00", 2)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"contractId": "CON.F.US.X.H24"}, 1),
        ({"live": True}, 1),
        ({"unit": 7}, 2),
        ({"unit": 0}, 2),
        ({"unitNumber": 0}, 3),
        ({"unit": 4, "unitNumber": 2}, 3),
        ({"limit": 0}, 4),
        ({"limit": 20_001}, 4),
    ],
)
async def test_what_cannot_be_had_has_its_number(
    client: TopstepXClient, changes: dict[str, Any], code: int
) -> None:
    answer = await client.post("History/retrieveBars", **{**WANTED, **changes})
    assert (answer["errorCode"], answer["bars"]) == (code, None)


async def test_all_of_it_is_needed(client: TopstepXClient) -> None:
    for key in WANTED:
        body = {name: value for name, value in WANTED.items() if name != key}
        assert (await client.answer("History/retrieveBars", body)).status_code == 400
