"""Laws of the calendar that hold at every instant of five years."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.support.shipped import shipped_calendar
from traderterminal.domain.sessions import HORIZON_DAYS

CALENDAR = shipped_calendar()
GROUPS = st.sampled_from(sorted(CALENDAR.groups()))
# 1 January 2023 to 31 December 2027, UTC.
INSTANTS = st.integers(1_672_531_200, 1_830_211_199).map(lambda second: second * 1_000_000_000)
DAY_NS = 86_400 * 1_000_000_000


@given(GROUPS, INSTANTS)
def test_the_next_opening_opens(group: str, at_ns: int) -> None:
    opening = CALENDAR.next_open(group, at_ns)
    assert at_ns < opening <= at_ns + HORIZON_DAYS * DAY_NS
    assert CALENDAR.is_open(group, opening)


@given(GROUPS, INSTANTS)
def test_nothing_trades_between_a_close_and_the_next_opening(group: str, at_ns: int) -> None:
    closing = CALENDAR.next_close(group, at_ns)
    opening = CALENDAR.next_open(group, closing - 1)
    assert CALENDAR.is_open(group, closing - 1)
    assert closing <= opening
    assert closing == opening or not CALENDAR.is_open(group, (closing + opening) // 2)


@given(GROUPS, INSTANTS)
def test_while_open_the_moment_lies_within_its_trade_date(group: str, at_ns: int) -> None:
    trade_date = CALENDAR.trade_date(group, at_ns)
    first, last = CALENDAR.bounds(group, trade_date)
    assert CALENDAR.is_trading_day(group, trade_date)
    assert at_ns < last == CALENDAR.day_end(group, at_ns)
    assert first <= at_ns or not CALENDAR.is_open(group, at_ns)


@given(GROUPS, INSTANTS, st.integers(0, 10 * DAY_NS))
def test_trade_dates_never_go_back(group: str, at_ns: int, later: int) -> None:
    assert CALENDAR.trade_date(group, at_ns) <= CALENDAR.trade_date(group, at_ns + later)


@given(GROUPS, INSTANTS)
def test_a_trade_date_is_near_the_wall_clock(group: str, at_ns: int) -> None:
    local = CALENDAR.local(group, at_ns).date()
    trade_date = CALENDAR.trade_date(group, at_ns)
    assert local <= trade_date <= local + timedelta(days=5)
