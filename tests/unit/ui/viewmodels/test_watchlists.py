"""The watchlists without their widgets."""

from collections.abc import Sequence
from decimal import Decimal

from tests.support.builders import AAPL, ES, MES, listed
from tests.support.market import MINUTE, SECOND, a_hub, a_quote, a_trade, utc_date
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import VirtualClock
from traderterminal.market.bars import BarBook
from traderterminal.market.watchlists import MOST_CHARACTERS, MOST_LISTS, MOST_SYMBOLS, Watchlist
from traderterminal.ui.viewmodels.watchlists import TOLD, WatchlistsViewModel

D = Decimal
DAY = 24 * 60 * MINUTE
START = 20_000 * DAY


def resolve(text: str) -> Instrument:
    return listed({"ES": "ESH2024", "ES1!": "ESH2024", "MES": "MESH2024"}.get(text, text))


class Bench:
    """Lists on a hub without a source, as the test moves it."""

    def __init__(
        self, lists: Sequence[Watchlist] = (), shown: str = "", first: Sequence[str] = ()
    ) -> None:
        self.clock = VirtualClock(START)
        self.hub = a_hub(self.clock)
        self.bars = BarBook(self.hub, utc_date)
        self.kept: list[tuple[list[str], str]] = []
        self.changes = 0
        self.lists = WatchlistsViewModel(
            hub=self.hub,
            bars=self.bars,
            resolve=resolve,
            kept_as=lambda found: found.root,
            kept=(lists, shown),
            keep=lambda kept, name: self.kept.append(([one.name for one in kept], name)),
            first=first,
        )
        self.lists.changed.connect(lambda _: self._count())

    def _count(self) -> None:
        self.changes += 1

    def trade(self, price: int, size: int = 1, symbol: str = "ESH2024") -> None:
        self.hub.publish(a_trade(price, size, self.clock.now_ns(), symbol=symbol))

    def pass_by(self, seconds: float) -> None:
        self.clock.advance_to(self.clock.now_ns() + int(seconds * SECOND))
        self.lists.flush()


def test_a_trader_without_lists_has_one_with_what_the_market_delivers() -> None:
    bench = Bench(first=["ES", "AAPL"])
    assert bench.lists.names == ["Watchlist"]
    assert bench.lists.shown.symbols == ("ES", "AAPL")
    assert [row.instrument for row in bench.lists.rows] == [ES, AAPL]
    assert bench.kept == []


def test_a_symbol_is_added_once_in_any_form_it_has() -> None:
    bench = Bench()
    assert bench.lists.add("ES1!") == ""
    assert bench.lists.add("ESH2024") == "ES is in Watchlist already"
    assert "NOSUCH" in bench.lists.add("NOSUCH")
    assert bench.lists.add("  ") == ""
    assert bench.lists.shown.symbols == ("ES",)
    assert bench.kept == [(["Watchlist"], "Watchlist")]
    full = Watchlist("Full", Watchlist("Full").entries)
    for number in range(MOST_SYMBOLS):
        full = full.with_symbol(f"X{number}")
    assert "is full" in Bench([full]).lists.add("ES")


def test_a_row_shows_the_day_and_the_quote() -> None:
    bench = Bench(first=["ES"])
    bench.trade(19_200, 3)  # of the day before
    bench.pass_by(24 * 3600)
    bench.trade(19_300, 2)
    bench.trade(19_100, 1)
    bench.hub.publish(a_quote(19_099, 19_101, bench.clock.now_ns()))
    bench.pass_by(2)
    (row,) = bench.lists.rows
    assert (row.last, row.bid, row.ask) == (D("4775.00"), D("4774.75"), D("4775.25"))
    assert (row.high, row.low, row.volume) == (D("4825.00"), D("4775.00"), D(3))
    assert row.change is not None
    assert (row.change.points, row.change.since_open) == (D("-25.00"), False)
    assert row.line == (19_200, 19_100)
    assert row.age_s == 2
    assert row.stale == "no feed"


def test_a_frame_tells_only_of_what_changed() -> None:
    bench = Bench(first=["ES", "AAPL"])
    bench.trade(19_200)
    bench.pass_by(1)
    before, told = bench.lists.rows, bench.changes
    bench.lists.flush()
    assert bench.changes == told
    bench.trade(19_201)
    bench.lists.flush()
    assert bench.changes == told + 1
    assert bench.lists.rows[0].last == D("4800.25")
    assert bench.lists.rows[1] is before[1]
    # a list whose rows a table has taken does not change under it
    assert before[0].last == D("4800.00")


def test_a_price_grows_old_without_a_tick() -> None:
    bench = Bench(first=["ES"])
    bench.trade(19_200)
    bench.pass_by(1)
    assert bench.lists.rows[0].age_s == 1
    bench.pass_by(3)
    assert bench.lists.rows[0].age_s == 4


def test_a_symbol_that_is_none_any_more_stays_and_says_nothing() -> None:
    bench = Bench([Watchlist("Old").with_symbol("GONE").with_symbol("ES")])
    bench.trade(19_200)
    bench.pass_by(1)
    gone, here = bench.lists.rows
    assert (gone.key, gone.instrument, gone.last) == ("GONE", None, None)
    assert here.last == D("4800.00")
    picked: list[Instrument] = []
    bench.lists.chosen.connect(picked.append)
    bench.lists.pick("GONE")
    bench.lists.pick("ES")
    assert picked == [ES]


def test_lists_are_added_renamed_and_deleted() -> None:
    bench = Bench([Watchlist("One").with_symbol("ES"), Watchlist("Two")], "Two")
    lists = bench.lists
    assert lists.name == "Two"
    assert lists.add_list(" Three ") == ""
    assert (lists.names, lists.name) == (["One", "Two", "Three"], "Three")
    assert lists.add_list("One") == "There is a list One already"
    assert lists.add_list(" ") == "A list needs a name"
    assert "at most" in lists.rename("x" * 41)
    assert lists.rename("Three") == ""
    lists.choose("One")
    assert lists.rename("First") == ""
    assert (lists.names, lists.shown.symbols) == (["First", "Two", "Three"], ("ES",))
    for _ in range(3):
        lists.delete()
    assert (lists.names, lists.shown.symbols) == (["Watchlist"], ())
    assert bench.kept[-1] == (["Watchlist"], "Watchlist")


def test_there_is_an_end_to_lists() -> None:
    bench = Bench([Watchlist(f"List {n}") for n in range(MOST_LISTS)])
    assert (
        bench.lists.add_list("One more")
        == f"There are {MOST_LISTS} lists already. Delete one first."
    )


def test_symbols_are_moved_grouped_and_removed() -> None:
    bench = Bench(first=["ES", "MES", "AAPL"])
    lists = bench.lists
    lists.move("AAPL", "ES")
    lists.shift("ES", 1)
    assert lists.shown.symbols == ("AAPL", "MES", "ES")
    assert lists.group("MES", "") == "A group needs a name"
    assert lists.group("MES", "x" * 41).startswith("A name has at most")
    assert lists.group("MES", "Futures") == ""
    assert [(row.group, row.begins_group) for row in lists.rows] == [
        ("", False),
        ("Futures", True),
        ("Futures", False),
    ]
    lists.ungroup("MES")
    assert [row.begins_group for row in lists.rows] == [False] * 3
    lists.remove("MES")
    assert [row.key for row in lists.rows] == ["AAPL", "ES"]


def test_a_text_is_added_and_what_is_none_of_it_is_named_by_its_line() -> None:
    bench = Bench(first=["ES"])
    said = bench.lists.import_text("ES1!\nNOSUCH\n### Micro\nMES,NEITHER\n")
    assert said == (
        "1 added to Watchlist. Not known here, left out: line 2: NOSUCH, line 4: NEITHER."
    )
    assert bench.lists.export_text() == "ES\n### Micro\nMES\n"
    many = "\n".join(f"X{number}" for number in range(TOLD + 3))
    assert bench.lists.import_text(many).endswith("and 3 more.")
    before = bench.lists.shown
    assert "longer than" in bench.lists.import_text("ES\n" * MOST_CHARACTERS)
    assert bench.lists.shown == before


def test_what_the_linked_panes_show_is_marked() -> None:
    bench = Bench(first=["ES", "MES"])
    assert bench.lists.selected == ""
    bench.lists.show(MES)
    assert bench.lists.selected == "MES"
    bench.lists.show(AAPL)
    assert bench.lists.selected == ""


def test_a_market_that_starts_again_is_shown_as_new() -> None:
    bench = Bench(first=["ES"])
    bench.trade(19_200)
    bench.pass_by(1)
    bench.hub.clear()
    bench.lists.flush()
    assert bench.lists.rows[0].last is None
