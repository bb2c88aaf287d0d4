"""The notation of bar lengths."""

import pytest

from traderterminal.domain.bars import Resolution, Unit


@pytest.mark.parametrize(
    ("text", "count", "unit", "seconds"),
    [
        ("1", 1, Unit.MINUTE, 60),
        ("60", 60, Unit.MINUTE, 3600),
        ("15S", 15, Unit.SECOND, 15),
        (" 5s ", 5, Unit.SECOND, 5),
        ("1D", 1, Unit.DAY, None),
        ("D", 1, Unit.DAY, None),
        ("2W", 2, Unit.WEEK, None),
        ("1m", 1, Unit.MONTH, None),
        ("100T", 100, Unit.TRADES, None),
        ("25000v", 25_000, Unit.VOLUME, None),
        ("8R", 8, Unit.RANGE, None),
        ("8rk", 8, Unit.RENKO, None),
    ],
)
def test_a_resolution_reads_as_it_is_written(
    text: str, count: int, unit: Unit, seconds: int | None
) -> None:
    resolution = Resolution.parse(text)
    assert resolution == Resolution(count, unit)
    assert resolution.seconds == seconds


@pytest.mark.parametrize(
    "text", ["1", "240", "15S", "1D", "3W", "12M", "100T", "500V", "8R", "8RK"]
)
def test_a_resolution_writes_as_it_was_read(text: str) -> None:
    assert str(Resolution.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    ["", " ", "1H", "x", "-1", "1.5", "D1", "0", "0S", "10081", "10081T", "8K", "8RR", "9" * 10],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        Resolution.parse(text)


def test_trades_end_some_bars_and_the_time_others() -> None:
    made_of_trades = {unit for unit in Unit if Resolution(1, unit).is_made_of_trades}
    assert made_of_trades == {Unit.TRADES, Unit.VOLUME, Unit.RANGE, Unit.RENKO}
