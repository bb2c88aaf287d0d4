"""Watchlists: their order, their groups, and how they are written."""

from hypothesis import given
from hypothesis import strategies as st

from traderterminal.market.watchlists import (
    LONGEST_NAME,
    MOST_SYMBOLS,
    Watched,
    Watchlist,
    read,
    written,
)

FUTURES = Watchlist(
    "Futures",
    (Watched("ES"), Watched("NQ"), Watched("GC", "Metals"), Watched("SI", "Metals")),
)


def order(watchlist: Watchlist) -> list[str]:
    return list(watchlist.symbols)


def test_a_symbol_is_in_a_list_once_and_joins_the_last_group() -> None:
    assert FUTURES.with_symbol("ES") == FUTURES
    added = FUTURES.with_symbol("HG")
    assert order(added) == ["ES", "NQ", "GC", "SI", "HG"]
    assert added.group_of("HG") == "Metals"
    assert order(added.without("GC")) == ["ES", "NQ", "SI", "HG"]


def test_a_list_has_room_for_so_many() -> None:
    full = Watchlist("Full", tuple(Watched(str(n)) for n in range(MOST_SYMBOLS)))
    assert full.is_full
    assert full.with_symbol("ES") == full


def test_a_symbol_takes_the_group_of_where_it_is_put() -> None:
    moved = FUTURES.moved("ES", "SI")
    assert order(moved) == ["NQ", "GC", "ES", "SI"]
    assert moved.group_of("ES") == "Metals"
    assert FUTURES.moved("NQ", None).group_of("NQ") == "Metals"
    assert order(FUTURES.moved("SI", "ES")) == ["SI", "ES", "NQ", "GC"]
    assert FUTURES.moved("SI", "ES").group_of("SI") == ""
    assert FUTURES.moved("ES", "ES") == FUTURES
    assert FUTURES.moved("CL", "ES") == FUTURES


def test_a_symbol_moves_up_and_down_within_the_list() -> None:
    assert order(FUTURES.shifted("NQ", -1)) == ["NQ", "ES", "GC", "SI"]
    assert order(FUTURES.shifted("NQ", 1)) == ["ES", "GC", "NQ", "SI"]
    assert order(FUTURES.shifted("GC", 1)) == ["ES", "NQ", "SI", "GC"]
    assert FUTURES.shifted("ES", -1) == FUTURES
    assert FUTURES.shifted("SI", 1) == FUTURES
    assert FUTURES.shifted("CL", 1) == FUTURES


def test_groups_begin_where_another_name_stands() -> None:
    assert [FUTURES.begins_group(s) for s in FUTURES.symbols] == [False, False, True, False]
    split = FUTURES.grouped("NQ", "Tech")
    assert [split.group_of(s) for s in split.symbols] == ["", "Tech", "Metals", "Metals"]
    inside = FUTURES.grouped("SI", "Silver")
    assert [inside.group_of(s) for s in inside.symbols] == ["", "", "Metals", "Silver"]
    assert FUTURES.ungrouped("GC").entries == tuple(Watched(s) for s in FUTURES.symbols)


def test_a_list_is_written_with_its_groups() -> None:
    assert written(FUTURES) == "ES\nNQ\n### Metals\nGC\nSI\n"


def test_texts_of_others_are_read() -> None:
    text = "# mine\n\nCME_MINI:ES1!, NQ1!\n###METALS,COMEX:GC1!\r\nSI,\n"
    assert list(read(text)) == [
        (3, Watched("CME_MINI:ES1!")),
        (3, Watched("NQ1!")),
        (4, Watched("COMEX:GC1!", "METALS")),
        (5, Watched("SI", "METALS")),
    ]


SYMBOLS = st.text("ABCDEFGHIJ.! ", min_size=1, max_size=8).map(str.strip).filter(bool)
GROUPS = st.sampled_from(["", "Metals", "Energy, gas", "Bonds"]).map(lambda g: g.replace(",", ""))


@given(st.lists(st.tuples(SYMBOLS, GROUPS), max_size=20))
def test_what_is_written_is_read_again(pairs: list[tuple[str, str]]) -> None:
    made = Watchlist("Any")
    named = False
    for symbol, group in pairs:
        named = named or bool(group)
        # a list without a name cannot come after one with a name: nothing would end that
        made = made.with_symbol(symbol, group if group or not named else "Rest")
    assert tuple(entry for _, entry in read(written(made))) == made.entries


@given(st.text(max_size=300))
def test_no_text_is_too_strange_to_read(text: str) -> None:
    for number, entry in read(text):
        assert 1 <= number <= text.count("\n") + len(text) + 1
        assert entry.symbol == entry.symbol.strip() != ""
        assert len(entry.group) <= LONGEST_NAME
