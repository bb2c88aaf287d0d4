import numpy as np
import pytest

from tests.support.market import MINUTE
from traderterminal.kit.clock import parse_iso
from traderterminal.market.backfill import PAGE
from traderterminal.market.simulated_past import BLOCKS, SimulatedPast

END = parse_iso("2026-11-24T06:03:00Z")
CLOSE = 27_400
DAILY_TICKS = 220.0
VOLUME = 300.0


def a_past(
    name: str = "1/ES", close: int = CLOSE, daily_ticks: float = DAILY_TICKS
) -> SimulatedPast:
    return SimulatedPast(name, END, close, daily_ticks=daily_ticks, volume=VOLUME)


def test_its_minutes_lead_without_a_gap_to_the_price_that_it_ends_at() -> None:
    minutes = a_past().page(END, 3 * PAGE)
    assert minutes.start_ns[-1] == END - MINUTE
    assert (np.diff(minutes.start_ns) == MINUTE).all()
    assert minutes.close[-1] == CLOSE
    assert (minutes.open[1:] == minutes.close[:-1]).all()
    for prices in (minutes.open, minutes.close):
        assert (minutes.low <= prices).all()
        assert (prices <= minutes.high).all()


def test_a_page_ends_before_the_instant_and_is_the_same_whichever_is_asked_for_first() -> None:
    before_ns = END - (PAGE + 700) * MINUTE
    whole = a_past().page(END, 3 * PAGE)
    found = a_past().page(before_ns, PAGE)
    assert len(found) == PAGE
    expected = whole.before(before_ns)
    for some, every in zip(found.each(), expected.each(), strict=True):
        assert some.tolist() == every[-PAGE:].tolist()


def test_there_is_about_a_year_and_nothing_before() -> None:
    past = a_past()
    year = past.page(END, 2 * BLOCKS * PAGE)
    assert len(year) == BLOCKS * PAGE
    assert 355 < (END - year.start_ns[0]) / (1440 * MINUTE) < 370
    assert len(past.page(int(year.start_ns[0]), 10)) == 0


def test_the_seed_decides() -> None:
    pages = [a_past(name).page(END, PAGE).close.tolist() for name in ("1/ES", "1/ES", "2/ES")]
    assert pages[0] == pages[1] != pages[2]


@pytest.mark.parametrize("seed", range(5))
def test_a_day_moves_as_it_is_said_to_and_no_price_falls_to_nothing_in_a_year(seed: int) -> None:
    year = a_past(f"{seed}/CL", close=6_240, daily_ticks=110).page(END, BLOCKS * PAGE)
    days = np.diff(year.close[::1440].astype(float))
    assert np.std(days) == pytest.approx(110, rel=0.2)
    assert year.low.min() > 2_000
    assert year.volume.mean() == pytest.approx(VOLUME, rel=0.4)
