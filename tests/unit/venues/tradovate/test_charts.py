"""Charts as Tradovate sends them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.support.builders import ES
from traderterminal.domain.bars import Bar, Resolution, Unit
from traderterminal.market.ticks import Aggressor, QuoteTick, TradeTick
from traderterminal.venues.tradovate.charts import (
    MOST_ELEMENTS,
    ChartWriter,
    PackedTick,
    Past,
    Unchartable,
    read_description,
)
from traderterminal.venues.tradovate.wire import Failure, Fields

MINUTE_NS = 60_000_000_000


def description(kind: str = "MinuteBar", size: int = 1, unit: str = "UnderlyingUnits") -> Fields:
    return Fields({"underlyingType": kind, "elementSize": size, "elementSizeUnit": unit})


@pytest.fixture
def writer() -> ChartWriter:
    return ChartWriter(ES, lambda at_ns: date(2024, 3, 11 if at_ns < 500 * MINUTE_NS else 12))


def test_minutes_days_and_ticks_are_charted() -> None:
    assert read_description(description(size=5)) == Resolution(5, Unit.MINUTE)
    assert read_description(description("DailyBar")) == Resolution(1, Unit.DAY)
    assert read_description(description("Tick")) is None


@pytest.mark.parametrize(
    "wanted",
    [
        description("DailyBar", 2),
        description("Tick", 5),
        description("DOM"),
        description(unit="Renko"),
        description(size=0),
        description(size=1441),
    ],
)
def test_other_charts_are_not_made_here(wanted: Fields) -> None:
    with pytest.raises(Unchartable):
        read_description(wanted)


@pytest.mark.parametrize("fields", [None, Fields({"underlyingType": "Tick"})])
def test_half_a_description_is_malformed(fields: Fields | None) -> None:
    with pytest.raises(Failure):
        read_description(fields)


def test_a_range_has_one_field_at_least_and_no_end_of_elements() -> None:
    for empty in (None, Fields({})):
        with pytest.raises(Failure):
            Past.read(empty)
    past = Past.read(Fields({"asFarAsTimestamp": "1970-01-01T00:00:01Z", "closestTickId": 4}))
    assert past == Past(None, 1_000_000_000, MOST_ELEMENTS, 4)
    assert Past.read(Fields({"asMuchAsElements": 10**6})).most == MOST_ELEMENTS
    assert Past.read(Fields({"asMuchAsElements": -1})).most == 0


def test_bars_come_in_packets_of_one_day(writer: ChartWriter) -> None:
    bars = [Bar(minute * MINUTE_NS, 100, 104, 96, 98, 7) for minute in range(250, 550)]
    packets = writer.bars(31, bars)
    assert [(p["id"], p["td"], len(p["bars"])) for p in packets] == [
        (31, 20240311, 200),
        (31, 20240311, 50),
        (31, 20240312, 50),
    ]
    first: dict[str, Any] = packets[0]["bars"][0]
    assert first["timestamp"] == "1970-01-01T04:10:00.000Z"
    assert (first["open"], first["close"]) == (Decimal(25), Decimal("24.5"))
    assert (first["upVolume"], first["downVolume"]) == (0, 7)  # it closed lower


def test_ticks_are_relative_to_the_first_of_their_packet(writer: ChartWriter) -> None:
    quote = QuoteTick(ES.symbol, 0, 99, 122, None, 0)
    ticks = [
        PackedTick(8, TradeTick(ES.symbol, 5_000_000, 100, 3, Aggressor.SELLER), quote),
        PackedTick(9, TradeTick(ES.symbol, 7_900_000, 98, 1, Aggressor.SELLER), None),
    ]
    (packet,) = writer.ticks(31, ticks)
    assert (packet["bp"], packet["bt"], packet["ts"]) == (100, 5, Decimal("0.25"))
    assert packet["tks"] == [
        {"id": 8, "t": 0, "p": 0, "s": 3, "b": -1, "bs": 122},
        {"id": 9, "t": 2, "p": -2, "s": 1},
    ]
    assert writer.ticks(31, []) == []
