"""The drawings of a chart without their window."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import pytest_asyncio

from tests.support.builders import AAPL, ES
from tests.support.market import MINUTE
from tests.support.paper_desk import NOON_NS
from tests.support.plain_view import PlainView
from tests.support.ticket_bench import Bench
from traderterminal.domain.orders import OrderType
from traderterminal.ui.viewmodels import drawings as module
from traderterminal.ui.viewmodels.chart import DAY_NS
from traderterminal.ui.viewmodels.drawing import Anchor, Dash, Drawing, Kind
from traderterminal.ui.viewmodels.drawing_book import DrawingBook, KeptDrawings
from traderterminal.ui.viewmodels.drawings import DrawingsViewModel
from traderterminal.ui.viewmodels.ticket_exits import TypedExits

D = Decimal
VIEW = PlainView()
AT = VIEW.anchor


class Board(Bench):
    """A chart to draw on."""

    def __init__(self, kept: KeptDrawings | None = None) -> None:
        super().__init__()
        self.written: list[KeptDrawings] = []
        self.book = DrawingBook(kept or KeptDrawings(), self.written.append)
        self.drawings = DrawingsViewModel(chart=self.chart, ticket=self.ticket, book=self.book)
        self.changes = 0
        self.asked: list[str] = []
        self.drawings.changed.connect(lambda _: self._count())
        self.drawings.asking.connect(self.asked.append)

    def _count(self) -> None:
        self.changes += 1

    def draw(self, kind: Kind, *anchors: Anchor) -> Drawing:
        self.drawings.choose_kind(kind)
        for anchor in anchors:
            self.drawings.place(anchor, VIEW)
        drawn = self.drawings.chosen
        assert drawn is not None
        return drawn

    @property
    def kinds(self) -> Sequence[Kind]:
        return [one.kind for one in self.drawings.drawings]


async def opened(kept: KeptDrawings | None = None) -> Board:
    made = Board(kept)
    await made.open()
    made.chart.show(ES)
    return made


@pytest_asyncio.fixture
async def board() -> AsyncIterator[Board]:
    made = await opened()
    for number in range(30):
        made.trade(f"{4800 + number % 5}.00", NOON_NS + number * MINUTE)
    made.chart.flush()
    yield made
    made.drawings.close()
    await made.close()


async def test_a_drawing_is_placed_point_by_point_then_chosen_and_kept(board: Board) -> None:
    drawings = board.drawings
    drawings.choose_kind(Kind.TREND)
    drawings.point(AT(1, 19_200), VIEW)
    assert drawings.in_hand == Drawing(Kind.TREND, (AT(1, 19_200),) * 2)
    drawings.place(AT(1, 19_200), VIEW)
    assert drawings.is_begun
    drawings.point(AT(9, 19_240), VIEW)
    assert drawings.in_hand == Drawing(Kind.TREND, (AT(1, 19_200), AT(9, 19_240)))
    assert board.written == []
    drawings.place(AT(9, 19_240), VIEW)
    (drawn,) = drawings.drawings
    assert drawings.chosen == drawn
    assert drawn.anchors == (AT(1, 19_200), AT(9, 19_240))
    assert not drawings.is_begun
    assert board.written == [KeptDrawings({"ESH2024": (drawn,)})]


async def test_nothing_is_placed_while_nothing_is_to_be_drawn(board: Board) -> None:
    board.drawings.place(AT(1, 19_200), VIEW)
    board.drawings.point(AT(1, 19_200), VIEW)
    assert board.drawings.drawings == ()
    assert board.drawings.in_hand is None
    assert not board.drawings.drop()


async def test_drop_gives_up_the_points_then_the_tool_then_the_choice(board: Board) -> None:
    drawings = board.drawings
    board.draw(Kind.HORIZONTAL, AT(0, 19_200))
    assert drawings.drop()
    assert drawings.chosen is None
    drawings.choose_kind(Kind.TREND)
    drawings.place(AT(1, 19_200), VIEW)
    assert drawings.drop()
    assert (drawings.kind, drawings.is_begun) == (Kind.TREND, False)
    assert drawings.drop()
    assert drawings.kind is None
    assert not drawings.drop()
    assert len(drawings.drawings) == 1


async def test_a_text_waits_for_its_words(board: Board) -> None:
    drawings = board.drawings
    drawings.choose_kind(Kind.TEXT)
    drawings.place(AT(1, 19_200), VIEW)
    assert board.asked == [""]
    drawings.point(AT(5, 19_300), VIEW)  # it stays where it was placed
    assert "needs words" in drawings.write("  ")
    assert "201 letters" in drawings.write("x" * 201)
    assert drawings.write("Opening \n range") == ""
    (drawn,) = drawings.drawings
    assert (drawn.text, drawn.anchors) == ("Opening range", (AT(1, 19_200),))
    drawings.ask_for_words()
    assert board.asked == ["", "Opening range"]
    assert drawings.write("Gap") == ""
    assert drawings.drawings[0].text == "Gap"
    drawings.leave_words()
    assert drawings.drawings[0].text == "Gap"


async def test_a_text_without_words_is_left_away(board: Board) -> None:
    board.drawings.choose_kind(Kind.TEXT)
    board.drawings.place(AT(1, 19_200), VIEW)
    board.drawings.leave_words()
    assert board.drawings.in_hand is None
    assert board.drawings.drawings == ()


async def test_what_is_dragged_counts_once_it_is_let_go(board: Board) -> None:
    drawings = board.drawings
    drawn = board.draw(Kind.HORIZONTAL, AT(0, 19_200))
    moved = replace(drawn, anchors=(AT(0, 19_300),))
    drawings.take(moved)
    assert drawings.in_hand == moved
    assert drawings.drawings == (drawn,)
    drawings.drop()
    assert drawings.in_hand is None
    assert drawings.chosen == drawn
    drawings.take(moved)
    drawings.let_go()
    assert drawings.drawings == (moved,)
    drawings.undo()
    assert drawings.drawings == (drawn,)
    drawings.redo()
    assert drawings.drawings == (moved,)


async def test_what_is_locked_is_neither_moved_nor_deleted(board: Board) -> None:
    drawings = board.drawings
    board.draw(Kind.HORIZONTAL, AT(0, 19_200))
    drawings.lock(locked=True)
    locked = drawings.chosen
    assert locked is not None
    drawings.take(replace(locked, anchors=(AT(0, 19_300),)))
    drawings.let_go()
    drawings.shift(1, 1)
    drawings.delete()
    drawings.delete_all()
    assert drawings.drawings == (locked,)
    drawings.lock(locked=False)
    drawings.delete()
    assert board.kinds == []
    assert drawings.chosen is None


async def test_a_drawing_is_shifted_by_bars_and_ticks(board: Board) -> None:
    board.draw(Kind.TREND, AT(1, 19_200), AT(9, 19_240))
    board.drawings.shift(2, -3)
    (moved,) = board.drawings.drawings
    assert moved.anchors == (AT(3, 19_197), AT(11, 19_237))


async def test_colour_and_line_hold_for_those_to_come(board: Board) -> None:
    drawings = board.drawings
    board.draw(Kind.HORIZONTAL, AT(0, 19_200))
    drawings.paint("s5")
    drawings.line(Dash.DOTTED)
    second = board.draw(Kind.HORIZONTAL, AT(0, 19_210))
    for one in drawings.drawings:
        assert (one.token, one.dash) == ("s5", Dash.DOTTED)
    assert second.key == 2


async def test_the_keys_choose_one_after_the_other(board: Board) -> None:
    drawings = board.drawings
    drawings.choose_next(1)
    assert drawings.chosen is None
    first = board.draw(Kind.HORIZONTAL, AT(0, 19_200))
    second = board.draw(Kind.VERTICAL, AT(0, 19_200))
    drawings.choose(None)
    order: list[Drawing | None] = []
    for by in (1, 1, 1, -1, -1):
        drawings.choose_next(by)
        order.append(drawings.chosen)
    assert order == [first, second, first, second, first]
    drawings.choose(None)
    drawings.choose_next(-1)
    assert drawings.chosen == second


async def test_what_is_hidden_is_counted_and_can_be_shown_again(board: Board) -> None:
    drawings = board.drawings
    board.draw(Kind.HORIZONTAL, AT(0, 19_200))
    board.draw(Kind.VERTICAL, AT(0, 19_200))
    drawings.hide()
    assert drawings.chosen is None
    assert [one.kind for one in drawings.shown] == [Kind.HORIZONTAL]
    assert drawings.hidden_count == 1
    drawings.choose(drawings.shown[0])
    drawings.hide_all(hidden=True)
    assert (drawings.shown, drawings.hidden_count, drawings.chosen) == ((), 2, None)
    assert board.written[-1].hidden
    drawings.show_all()
    assert (len(drawings.shown), drawings.hidden_count) == (2, 0)


async def test_to_draw_shows_what_was_hidden_and_to_hide_ends_drawing(board: Board) -> None:
    drawings = board.drawings
    board.draw(Kind.HORIZONTAL, AT(0, 19_200))
    drawings.hide_all(hidden=True)
    drawings.choose_kind(Kind.TREND)
    assert not drawings.hidden
    drawings.place(AT(1, 19_200), VIEW)
    drawings.hide_all(hidden=True)
    assert (drawings.kind, drawings.is_begun) == (None, False)


async def test_all_are_locked_and_deleted_as_one_step(board: Board) -> None:
    drawings = board.drawings
    assert not drawings.all_locked
    assert not drawings.can_undo
    for ticks in (19_200, 19_210, 19_220):
        board.draw(Kind.HORIZONTAL, AT(0, ticks))
    drawings.lock_all(locked=True)
    assert drawings.all_locked
    drawings.undo()
    drawings.delete_all()
    assert drawings.drawings == ()
    assert drawings.chosen is None
    drawings.undo()
    assert len(drawings.drawings) == 3
    assert drawings.can_redo


async def test_each_symbol_has_its_own_drawings(board: Board) -> None:
    drawings = board.drawings
    drawn = board.draw(Kind.HORIZONTAL, AT(0, 19_200))
    drawings.choose_kind(Kind.TREND)
    drawings.place(AT(1, 19_200), VIEW)
    board.chart.show(AAPL)
    assert (drawings.drawings, drawings.kind, drawings.is_begun) == ((), None, False)
    other = board.draw(Kind.VERTICAL, AT(0, 700))
    board.chart.show(ES)
    assert drawings.drawings == (drawn,)
    assert drawings.chosen is None
    assert board.written[-1].symbols == {"ESH2024": (drawn,), "AAPL": (other,)}


async def test_what_was_kept_is_there_again() -> None:
    kept = Drawing(Kind.HORIZONTAL, (AT(0, 19_200),), token="s3")
    board = await opened(KeptDrawings({"ESH2024": [kept]}, hidden=True))
    assert board.drawings.drawings == (replace(kept, key=1),)
    assert board.drawings.hidden
    assert board.drawings.shown == ()
    await board.close()


async def test_there_is_an_end_to_drawings(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_DRAWINGS", 1)
    board.draw(Kind.HORIZONTAL, AT(0, 19_200))
    assert board.drawings.is_full
    board.drawings.choose_kind(Kind.VERTICAL)
    assert board.drawings.kind is None
    board.drawings.place(AT(0, 19_200), VIEW)
    assert board.kinds == [Kind.HORIZONTAL]
    board.drawings.delete_all()
    board.draw(Kind.VERTICAL, AT(0, 19_200))
    assert board.kinds == [Kind.VERTICAL]


async def test_what_is_chosen_or_in_hand_is_of_one_chart_what_is_drawn_of_all(board: Board) -> None:
    drawings = board.drawings
    other = DrawingsViewModel(chart=board.chart, ticket=board.ticket, book=board.book)
    drawn = board.draw(Kind.HORIZONTAL, AT(0, 19_200))
    assert other.drawings == (drawn,)
    assert other.chosen is None
    other.choose(drawn)
    other.take(replace(drawn, anchors=(AT(0, 19_300),)))
    assert drawings.in_hand is None
    drawings.delete()
    assert (other.chosen, other.in_hand) == (None, None)
    other.let_go()  # what was dragged is gone
    assert not other.drawings
    other.undo()
    assert drawings.drawings == (drawn,)
    other.choose_kind(Kind.TREND)
    other.place(AT(1, 19_200), VIEW)
    drawings.paint("s5")
    assert other.is_begun
    drawings.hide_all(hidden=True)
    assert (other.hidden, other.kind, other.is_begun) == (True, None, False)
    other.close()
    assert len(board.book.changed) == 1


async def test_a_symbol_that_was_filled_up_meanwhile_takes_no_more(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_DRAWINGS", 1)
    board.draw(Kind.HORIZONTAL, AT(0, 19_200))
    board.drawings.undo()
    chosen: list[Kind] = []
    board.drawings.choosing.connect(chosen.append)
    board.drawings.choose_kind(Kind.VERTICAL)
    board.drawings.redo()
    board.drawings.place(AT(0, 19_200), VIEW)
    assert board.kinds == [Kind.HORIZONTAL]
    assert chosen == [Kind.VERTICAL]


async def test_a_plan_fills_the_ticket_and_sends_nothing(board: Board) -> None:
    board.say("4800.00", "4800.25")
    board.draw(Kind.LONG, AT(1, 19_180), AT(9, 19_160))
    board.drawings.fill_ticket()
    ticket = board.ticket
    assert (ticket.order_type, ticket.limit.price) == (OrderType.LIMIT, D("4795.00"))
    typed = ticket.exits.typed
    assert (typed.unit, typed.stop, typed.target) == ("price", "4790.00", "4805.00")
    assert ticket.problem == ""
    assert "Nothing was sent" in ticket.refusal
    assert list(board.paper.desk.orders) == []


async def test_only_a_plan_fills_the_ticket(board: Board) -> None:
    before = board.ticket.limit.price
    board.drawings.fill_ticket()
    board.draw(Kind.HORIZONTAL, AT(1, 19_180))
    board.drawings.fill_ticket()
    assert board.ticket.limit.price == before
    assert not board.ticket.exits.open


async def test_plans_follow_the_quantity_of_the_ticket(board: Board) -> None:
    board.draw(Kind.HORIZONTAL, AT(1, 19_180))
    before = board.changes
    board.ticket.choose_quantity(D(3))
    assert board.drawings.quantity == 3
    assert board.changes == before  # nothing that is drawn depends on it
    board.draw(Kind.SHORT, AT(1, 19_180), AT(9, 19_190))
    before = board.changes
    board.ticket.choose_quantity(D(4))
    assert board.changes == before + 1


async def test_plans_follow_a_size_from_risk_while_nobody_looks_at_the_ticket(
    board: Board,
) -> None:
    board.ticket.count_by(risk=True)
    board.ticket.type_quantity("$1,000")
    board.ticket.exits.fill_in(TypedExits(unit="price", stop="4796"))
    board.draw(Kind.SHORT, AT(1, 19_180), AT(9, 19_190))
    before = board.changes
    board.say("4808.00", "4808.25")
    board.drawings.flush()
    assert (board.drawings.quantity, board.changes) == (D(1), before + 1)


async def test_what_is_chosen_is_spoken(board: Board) -> None:
    drawings = board.drawings
    assert drawings.spoken == ""
    board.draw(Kind.TREND, AT(1, 19_200), AT(9, 19_240))
    assert drawings.spoken == "Trend line at 4,800.00, 4,810.00"
    drawings.lock(locked=True)
    assert drawings.spoken.endswith(", locked")
    drawings.choose(None)
    assert drawings.spoken == "1 drawing"
    drawings.choose_kind(Kind.RAY)
    assert drawings.spoken == "drawing ray"


async def test_an_anchor_lies_on_the_same_moment_at_every_bar_length(board: Board) -> None:
    drawn = board.draw(Kind.TREND, AT(7, 19_200), AT(22, 19_240))
    for name, bars in (("1m", (7, 22)), ("5m", (1, 4)), ("15m", (0, 1)), ("D", (0, 0))):
        board.chart.choose_resolution(name)
        times = board.drawings.times
        assert times is not None
        assert tuple(times.index(one.at_ns) for one in drawn.anchors) == bars
        assert board.drawings.drawings == (drawn,)


async def test_of_days_a_moment_lies_on_its_trade_date(board: Board) -> None:
    chart = board.chart
    chart._trade_date = lambda symbol, at_ns: date(2024, 1, 12)
    at_ns = NOON_NS + MINUTE
    assert chart.bar_key(at_ns) == at_ns
    chart.choose_resolution("D")
    midnight = 1_705_017_600 * 10**9  # 12 January 2024
    assert chart.bar_key(at_ns) == midnight
    assert chart.bar_key(midnight) == midnight


async def test_of_days_a_minute_at_midnight_lies_on_its_trade_date_too(board: Board) -> None:
    chart = board.chart
    chart.choose_resolution("D")
    series = chart.series
    assert series is not None
    (start,) = map(int, series.start_ns)
    chart._trade_date = lambda symbol, at_ns: datetime.fromtimestamp(start // 10**9, UTC).date()
    assert chart.bar_key(start - DAY_NS) == start  # as on the evening of a Friday, of the Monday
    assert chart.bar_key(start) == start
    assert chart.bar_key(start + 2 * DAY_NS) == start + 2 * DAY_NS  # it is yet to come


async def test_without_bars_there_is_nothing_to_be_tied_to() -> None:
    board = await opened()
    board.chart.show(AAPL)
    assert board.drawings.times is None
    drawn = board.draw(Kind.HORIZONTAL, AT(1, 700))
    assert board.drawings.shifted(drawn, 1, 1) == drawn.anchors
    await board.close()
