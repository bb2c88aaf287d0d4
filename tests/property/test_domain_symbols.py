"""Whatever text comes in, an instrument or a refusal comes out, and a name leads to itself."""

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from tests.support.shipped import shipped_symbols
from traderterminal.domain.errors import UnknownSymbol
from traderterminal.domain.instruments import Instrument

BOOK = shipped_symbols()
DAYS = st.dates(date(2023, 1, 1), date(2027, 12, 31))
FRAGMENTS = st.sampled_from(
    [
        *("ES", "MES", "M2K", "6E", "CL", "ENQ", "AAPL", "BRK.B", "SPY", "BTCUSD"),
        *("H", "M", "Z", "F", "1!", "2!", "4", "24", "2024", "2026", "!", "/", ".", " ", "-"),
        *("CME_MINI:", "CME_DL:", "NYSE:", "OPRA:", "CON.F.US.", ".H24", "240119", "C", "P"),
        *("00190000", "190.5", "_DLY:", "٢", "ſ", "\x00"),
    ]
)
ALIKE = st.lists(FRAGMENTS, max_size=6).map("".join)


def resolved(text: str, on: date) -> Instrument | None:
    try:
        return BOOK.resolve(text, on)
    except UnknownSymbol:
        return None


@given(st.text() | ALIKE, DAYS)
@example("AAPL991399C00000000", date(2024, 1, 2))
@example("ES1!", date(2027, 12, 31))
def test_any_text_is_an_instrument_or_unknown(text: str, on: date) -> None:
    found = resolved(text, on)
    assert found is None or found.tick_value > 0


@given(ALIKE, DAYS, DAYS)
def test_what_was_resolved_is_found_again_by_its_own_name(text: str, on: date, later: date) -> None:
    found = resolved(text, on)
    if found is not None:
        assert BOOK.instrument(found.symbol) == found
        assert BOOK.resolve(found.symbol, later) == found


@given(st.sampled_from(["ES", "CL", "ZN", "GC", "6E", "ZC", "GF", "BTC"]), DAYS)
def test_the_front_month_is_never_expired_and_comes_before_the_next(root: str, on: date) -> None:
    front, following = BOOK.front(root, on), BOOK.front(root, on, 2)
    assert not BOOK.is_expired(front, on)
    assert front.last_trading_day is not None
    assert following.last_trading_day is not None
    assert on < front.last_trading_day < following.last_trading_day


@given(st.sampled_from(["ES", "CL", "ZN", "GC", "6E", "ZC"]), DAYS, DAYS)
def test_the_front_month_never_goes_back(root: str, one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    first = BOOK.front(root, earlier).last_trading_day
    second = BOOK.front(root, later).last_trading_day
    assert first is not None
    assert second is not None
    assert first <= second


@given(st.text(max_size=12), DAYS, st.integers(1, 40))
def test_a_search_keeps_to_its_limit(text: str, on: date, limit: int) -> None:
    found = BOOK.search(text, on, limit)
    assert len(found) <= limit
    assert len({one.symbol for one in found}) == len(found)
