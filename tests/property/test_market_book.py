"""The book equals a plain list of orders, whatever happens to them."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from traderterminal.market.book import BookEvent, BookRow, OrderBook, TopOfBook
from traderterminal.market.ticks import QuoteTick

rows = st.lists(
    st.tuples(
        st.sampled_from("AAAMMCCCFTR"),
        st.sampled_from("BA"),
        st.integers(95, 105),
        st.integers(1, 9),
        st.integers(0, 12).map(str),
    ),
    max_size=80,
)


class PlainBook:
    """Every resting order, looked through from end to end each time."""

    def __init__(self) -> None:
        self.orders: dict[str, tuple[str, int, int]] = {}

    def apply(self, action: str, side: str, price: int, size: int, order_id: str) -> None:
        if action in "AM":
            self.orders[order_id] = (side, price, size)
        elif action == "R":
            self.orders = {}
        elif action == "C" and order_id in self.orders:
            at, of, left = self.orders[order_id]
            self.orders[order_id] = (at, of, left - size)
            if left <= size:
                del self.orders[order_id]

    def depth(self, side: str) -> dict[int, int]:
        levels: dict[int, int] = {}
        for at, price, size in self.orders.values():
            if at == side:
                levels[price] = levels.get(price, 0) + size
        return levels

    def top(self) -> tuple[int | None, int, int | None, int]:
        bids, asks = self.depth("B"), self.depth("A")
        bid, ask = max(bids, default=None), min(asks, default=None)
        return bid, bids[bid] if bid else 0, ask, asks[ask] if ask else 0


@given(rows)
def test_the_book_holds_what_a_plain_list_of_orders_holds(
    made: list[tuple[str, str, int, int, str]],
) -> None:
    book, plain = OrderBook(), PlainBook()
    for row in made:
        book.apply(*row)
        plain.apply(*row)
        assert book.top() == plain.top()
        assert (book.depth("B"), book.depth("A")) == (plain.depth("B"), plain.depth("A"))


@given(rows)
def test_no_derived_quote_is_crossed_or_repeated(
    made: list[tuple[str, str, int, int, str]],
) -> None:
    derived, shown = TopOfBook("ESH2024"), list[QuoteTick]()
    for at_ns, row in enumerate(made):
        seen = derived.see(BookEvent(at_ns, [BookRow(*row)]))
        shown += [tick for tick in seen if isinstance(tick, QuoteTick)]
    sides = [(quote.bid, quote.bid_size, quote.ask, quote.ask_size) for quote in shown]
    assert all(bid is None or ask is None or bid < ask for bid, _, ask, _ in sides)
    assert all(earlier != later for earlier, later in pairwise(sides))
