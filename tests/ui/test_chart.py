"""The chart's widget: what the mouse and the keys do, and what is drawn where."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

import pytest
from PySide6.QtCore import QElapsedTimer, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from tests.support.builders import MES, fill
from tests.support.market import MINUTE
from tests.support.paper_desk import NOON_NS
from tests.support.shown_chart import BARS, LEFT, Shown, drag, shown, turn
from traderterminal.app.screen import read_theme
from traderterminal.domain.bars import Bar
from traderterminal.domain.fills import Side
from traderterminal.kit.tasks import give_way
from traderterminal.ui.chart.time_axis import TimeAxis
from traderterminal.ui.chart.widget import ChartWidget

__all__ = ["shown"]

D = Decimal


async def test_a_chart_without_trades_says_so(shown: Shown) -> None:
    image = shown.paint()
    background = shown.theme.color("bg1").rgb()
    middle = QRect(300, 220, 300, 40)
    inked = sum(
        image.pixel(x, y) != background
        for x in range(middle.left(), middle.right())
        for y in range(middle.top(), middle.bottom())
    )
    assert inked > 100
    assert shown.chart.accessibleDescription() == "no price yet"


async def test_the_wheel_zooms_about_the_pointer_and_a_glued_chart_stays_glued(
    shown: Shown,
) -> None:
    shown.fill()
    view = shown.chart.times
    QTest.keyClick(shown.chart, Qt.Key.Key_Left)
    at = QPointF(250, 200)
    before, pitch = view.index_at(at.x()), view.pitch
    turn(shown.chart, at, 120)
    assert view.pitch > pitch
    assert abs(view.index_at(at.x()) - before) <= 1
    QTest.keyClick(shown.chart, Qt.Key.Key_End)
    turn(shown.chart, at, -120)
    assert view.glued


async def test_dragging_pans_and_new_bars_do_not_pull_it_back(shown: Shown) -> None:
    shown.fill()
    view = shown.chart.times
    drag(shown.chart, QPoint(200, 200), QPoint(320, 200))
    right = view.right
    assert right == BARS - 20
    shown.bench.trade("4805.00", NOON_NS + BARS * MINUTE)
    shown.vm.flush()
    assert view.right == right
    drag(shown.chart, QPoint(320, 200), QPoint(100, 200))
    assert view.glued


async def test_dragging_the_price_axis_stretches_and_a_double_click_fits_again(
    shown: Shown,
) -> None:
    shown.fill()
    view, axis = shown.scale, shown.chart.width() - 20
    reach = view.high - view.low
    drag(shown.chart, QPoint(axis, 100), QPoint(axis, 200))
    assert view.high - view.low > reach
    assert not view.auto
    QTest.mouseDClick(shown.chart, LEFT, pos=QPoint(axis, 150))
    QTest.mouseRelease(shown.chart, LEFT, pos=QPoint(axis, 150))
    shown.paint()
    assert view.auto
    assert view.high - view.low == pytest.approx(reach)


async def test_a_double_click_on_the_time_axis_shows_the_latest_bars_again(shown: Shown) -> None:
    shown.fill()
    view = shown.chart.times
    QTest.keyClick(shown.chart, Qt.Key.Key_Home)
    assert view.left == pytest.approx(0)
    QTest.keyClick(shown.chart, Qt.Key.Key_Plus)
    at = QPoint(100, shown.chart.height() - 5)
    QTest.mouseDClick(shown.chart, LEFT, pos=at)
    QTest.mouseRelease(shown.chart, LEFT, pos=at)
    assert (view.glued, view.pitch) == (True, 6.0)


async def test_no_candle_reaches_into_the_margin_of_the_tags(shown: Shown) -> None:
    shown.fill()
    assert shown.margin == pytest.approx(900 - 72 - 186, abs=12)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Minus, Qt.Key.Key_Home):
        QTest.keyClick(shown.chart, key)
        image = shown.paint()
        candles = {shown.theme.color(token).rgb() for token in ("up", "down")}
        rows = [y for y in range(40, 480) if y % 3 == 0]
        last = round(shown.scale.y(shown.vm.last_ticks or 0))
        beyond = {
            image.pixel(x, y)
            for x in range(shown.margin + 2, shown.margin + 180, 2)
            for y in rows
            if abs(y - last) > 2  # the dotted line of the last price
        }
        assert not candles & beyond


async def test_the_margin_can_be_dragged_away_and_comes_back(shown: Shown) -> None:
    shown.fill()
    bottom = shown.chart.height() - 5
    width = shown.margin
    drag(shown.chart, QPoint(width, bottom), QPoint(890, bottom))
    assert shown.margin > width + 150
    at = QPoint(100, bottom)
    QTest.mouseDClick(shown.chart, LEFT, pos=at)
    QTest.mouseRelease(shown.chart, LEFT, pos=at)
    assert shown.margin == width


async def test_a_click_on_a_cross_cancels_that_order_alone(shown: Shown) -> None:
    shown.fill()
    first, second = await shown.rests("4799.00", "4798.75")
    at = shown.cross(second).toPoint()
    QTest.mouseClick(shown.chart, LEFT, pos=at)
    await shown.bench.paper.drained()
    shown.vm.flush()
    assert [line.order_id for line in shown.vm.order_lines] == [first]


async def test_a_press_on_a_cross_that_is_let_go_elsewhere_cancels_nothing(shown: Shown) -> None:
    shown.fill()
    (order_id,) = await shown.rests("4799.00")
    at = shown.cross(order_id).toPoint()
    QTest.mousePress(shown.chart, LEFT, pos=at)
    QTest.mouseRelease(shown.chart, LEFT, pos=QPoint(100, 100))
    await shown.bench.paper.drained()
    shown.vm.flush()
    assert len(shown.vm.order_lines) == 1


@pytest.mark.parametrize("count", [3, 12, 60])
async def test_tags_of_close_orders_never_lie_on_each_other(shown: Shown, count: int) -> None:
    shown.fill()
    await shown.rests(*(str(D("4799.75") - D("0.25") * (n % 5)) for n in range(count)))
    shown.paint()
    boxes = [box for box, _ in shown.chart.drawing.trading.crosses]
    room = int(shown.scale.height / shown.theme.em(1.5))
    assert len(boxes) == min(count, room)
    tops = sorted(box.top() for box in boxes)
    assert all(b - a >= shown.theme.em(1.5) - 0.01 for a, b in pairwise(tops))
    assert tops[0] >= 0
    assert tops[-1] + shown.theme.em(1.5) <= shown.scale.height + 0.01


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0, 3.0])
async def test_candles_are_pure_and_wicks_of_one_width_at_any_ratio(
    shown: Shown, ratio: float
) -> None:
    shown.fill()
    image = shown.paint(ratio)
    up, down = (shown.theme.color(token).rgb() for token in ("up", "down"))
    widths: Counter[int] = Counter()
    last = shown.scale.y(shown.vm.last_ticks or 0) * ratio
    # Below the legend and left of the margin there are candles, volume and grid, and one line.
    for y in range(round(60 * ratio), round(380 * ratio)):
        if abs(y - last) <= 2 * ratio:
            continue
        run = 0
        for x in range(round(shown.margin * ratio)):
            colour = image.pixel(x, y)
            if colour in (up, down):
                run += 1
            elif run:
                widths[run] += 1
                run = 0
    body = round(6 * ratio * 0.68)
    wick = max(1, int(ratio + 0.5))
    assert set(widths) == {body, wick}
    assert not blended(image, QColor(up), QColor(down), ratio)


def blended(image: QImage, up: QColor, down: QColor, ratio: float) -> bool:
    """Whether an edge of a candle is smeared over two pixels."""
    near = {c.lighter(f).rgb() for c in (up, down) for f in (90, 95, 105, 110)}
    rows = range(round(60 * ratio), round(380 * ratio), 3)
    return any(image.pixel(x, y) in near for y in rows for x in range(0, 600, 1))


@pytest.mark.parametrize(("name", "hollow"), [("ink", False), ("clear", True)])
async def test_rising_candles_are_hollow_where_colour_is_not_to_be_all(
    shown: Shown, name: str, hollow: bool
) -> None:
    theme = read_theme(name, 12)
    chart = ChartWidget(shown.vm, theme)
    chart.resize(900, 500)
    shown.fill()
    for _ in range(10):
        QTest.keyClick(chart, Qt.Key.Key_Plus)
    image = QImage(chart.size(), QImage.Format.Format_RGB32)
    chart.render(image)
    series, view = shown.vm.series, chart.times
    assert series is not None
    index = [i for i in range(BARS) if series.close[i] > series.open[i]][-2]
    middle = (series.close[index] + series.open[index]) / 2
    off_the_wick = round(view.x(index) + view.pitch * 0.3)
    found = image.pixel(off_the_wick, round(chart.stack.price.right.y(float(middle))))
    assert found == theme.color("bg1" if hollow else "up").rgb()
    chart.deleteLater()


async def test_the_crosshair_marks_both_axes_and_the_legend_follows_it(shown: Shown) -> None:
    shown.fill()
    at = QPoint(200, 200)
    plain = shown.paint()
    QTest.mouseMove(shown.chart, at)
    shown.chart._pointer = QPointF(at)
    image = shown.paint()
    accent = shown.theme.color("accent").rgb()
    width, height = shown.chart.width(), shown.chart.height()
    on_prices = [image.pixel(x, 200) for x in range(width - 60, width - 4)]
    on_times = [image.pixel(x, height - 4) for x in range(150, 250)]
    assert accent in on_prices
    assert accent in on_times
    legend = QRect(8, 6, 400, 20)
    assert image.copy(legend) != plain.copy(legend)


async def test_a_narrow_legend_shows_no_half_number_and_no_name_without_its_number(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[float] = []

    def draw(painter: object, x: float, y: float, pieces: Sequence[tuple[float, QImage]]) -> None:
        ends = [at + picture.width() / picture.devicePixelRatio() for at, picture in pieces]
        drawn.append(x + max(ends))

    monkeypatch.setattr("traderterminal.ui.chart.legend.draw_pieces", draw)
    shown.fill()
    counts = set[int]()
    for width in range(260, 480, 7):
        shown.chart.resize(width, 400)
        drawn.clear()
        shown.paint()
        assert max(drawn) <= shown.chart.stack.price.rect.right() + 2, width
        counts.add(len(drawn))
    # O, H, L and C with their prices, how far it came, and the volume with its name.
    assert counts <= {2, 4, 6, 8, 9, 11}
    assert len(counts) > 2


def tip_at(shown: Shown, at: QPointF) -> list[str]:
    """Move the pointer; return the lines of the tip that it is shown once it rests."""
    QTest.mouseMove(shown.chart, at.toPoint())
    return shown.chart.toolTip().splitlines()


async def test_a_pointer_that_rests_on_fills_is_told_why_they_were_made(shown: Shown) -> None:
    shown.fill()
    at_ns = NOON_NS + (BARS - 20) * MINUTE
    why = {"rule": "taken", "confidence": "0.99", "displayed": "10", "left": "8"}
    for number in range(5):
        bought = fill(f"f{number}", Side.BUY, "2", "4810", at_ns=at_ns + number, why=why)
        shown.bench.journal.add(bought)
    shown.bench.journal.add(fill("f9", Side.SELL, "3", "4812.25", at_ns=at_ns + MINUTE))
    shown.paint()
    (bought_at, _), (sold_at, _) = shown.chart.drawing.trading.marks
    took = "Took 2 of 10 offered at 4,810.00. 99% sure. Fee $2.25."
    time = f"{shown.vm.local_time(at_ns):%H:%M:%S}"
    tip = tip_at(shown, bought_at.center())
    assert tip == ["Bought 2 at 4,810.00", f"{time} {took}"] * 4 + ["and 1 earlier"]
    # of one that came from elsewhere nothing is known but what it is
    time = f"{shown.vm.local_time(at_ns + MINUTE):%H:%M:%S}"
    tip = tip_at(shown, sold_at.center())
    assert tip == ["Sold 3 at 4,812.25", f"{time} Fee $2.25."]
    assert tip_at(shown, QPointF(5, 480)) == []
    # a mark that is drawn no more tells nothing
    shown.bench.journal.forget("paper")
    shown.paint()
    assert tip_at(shown, bought_at.center()) == []


async def test_the_description_changes_at_most_once_a_second(shown: Shown) -> None:
    shown.fill()
    said = set()
    for number in range(200):
        shown.bench.trade(f"{4800 + number % 20}.25", NOON_NS + BARS * MINUTE)
        shown.vm.flush()
        said.add(shown.chart.accessibleDescription())
    assert len(said) <= 2
    assert shown.chart.accessibleName() == "Chart, ESH2024, 1m"


async def test_a_frame_of_a_long_history_costs_little_more_than_one_of_a_few_bars(
    shown: Shown,
) -> None:
    shown.fill()
    start = NOON_NS - 200_000 * MINUTE
    older = [
        Bar(start + n * MINUTE, 19200 + n % 90, 19210 + n % 90, 19190, 19195 + n % 70, n % 50)
        for n in range(200_000)
    ]
    shown.bench.bars.prepend("ESH2024", older)
    shown.vm.flush()

    def median_frame(bars: int) -> float:
        shown.chart.times.pitch = shown.margin / bars
        times = []
        for _ in range(21):
            timer = QElapsedTimer()
            timer.start()
            shown.chart.repaint()
            times.append(timer.nsecsElapsed())
        return sorted(times)[10]

    few, many = median_frame(300), median_frame(200_000)
    assert many <= 6 * few  # side by side: both suffer alike from a busy machine


async def test_a_long_history_is_drawn_from_no_more_than_its_pixels(shown: Shown) -> None:
    shown.fill()
    view = shown.chart.times
    view.pitch = 0.25
    assert shown.vm.series is not None
    bars = shown.vm.series.view(view.left, view.right, view.pitch)
    assert len(bars) <= view.width
    image = shown.paint()
    candles = {shown.theme.color(token).rgb() for token in ("up", "down")}
    rows = range(40, shown.chart.height() - 40)  # below the legend
    columns = {x for x in range(shown.margin) for y in rows if image.pixel(x, y) in candles}
    assert len(columns) == pytest.approx(BARS * view.pitch, abs=2)


async def test_older_bars_appear_to_the_left_and_move_nothing(shown: Shown) -> None:
    shown.fill()
    view = shown.chart.times
    # given a view of the middle, drawn
    view.pan(200 * view.pitch, BARS)
    shown.paint()
    before = view.right
    pixels = shown.paint()
    # when a page of older bars arrives
    older = [Bar(NOON_NS - n * MINUTE, 19200, 19210, 19190, 19195, 1) for n in range(500, 0, -1)]
    shown.bench.bars.prepend("ESH2024", older)
    shown.vm.flush()
    # then the same bars stand where they stood
    assert view.right == before + 500
    left_part = QRect(0, 0, shown.margin, round(shown.scale.height) - 20)
    assert shown.paint().copy(left_part) == pixels.copy(left_part)
    # and a glued view stays at the latest bar
    view.reset(BARS + 500)
    shown.bench.bars.prepend("ESH2024", [Bar(NOON_NS - 999 * MINUTE, 1, 1, 1, 1, 1)])
    shown.vm.flush()
    assert view.right == BARS + 501


def time_at_the_edge(shown: Shown) -> int:
    """When the last bar in view begins."""
    series = shown.vm.series
    assert series is not None
    return int(series.start_ns[round(shown.chart.times.right) - 1])


async def test_other_bars_of_a_symbol_are_those_of_the_time_looked_at(shown: Shown) -> None:
    shown.fill()
    shown.chart.times.pan(1_000, BARS)
    moment = time_at_the_edge(shown)
    assert moment < NOON_NS + (BARS - 100) * MINUTE
    for name, minutes in (("5m", 5), ("15m", 15), ("1m", 1), ("3", 3)):
        shown.vm.choose_resolution(name)
        shown.paint()
        assert not shown.chart.times.glued
        assert 0 <= time_at_the_edge(shown) + minutes * MINUTE - moment - MINUTE < 15 * MINUTE, name
    # The latest bars stay the latest ones, and so are those of another symbol.
    QTest.keyClick(shown.chart, Qt.Key.Key_End)
    shown.vm.choose_resolution("5m")
    assert shown.chart.times.glued
    shown.chart.times.pan(100, shown.chart.count)
    shown.vm.show(MES)
    assert shown.chart.times.glued


async def test_regular_hours_are_shown_of_the_time_looked_at(shown: Shown) -> None:
    hours = (NOON_NS + 20 * MINUTE, NOON_NS + BARS * MINUTE)
    shown.bench.bars._sessions = lambda *_: [hours]
    shown.fill()
    shown.chart.times.pan(1_000, BARS)
    moment = time_at_the_edge(shown)
    shown.vm.choose(regular=True)
    shown.paint()
    assert time_at_the_edge(shown) == moment
    shown.vm.choose(regular=False)
    assert time_at_the_edge(shown) == moment


async def test_fills_outside_the_hours_that_are_shown_stand_at_no_bar(shown: Shown) -> None:
    shown.bench.bars._sessions = lambda *_: [(NOON_NS, NOON_NS + (BARS - 20) * MINUTE)]
    shown.fill()
    for number, minute in enumerate((BARS - 40, BARS - 10, BARS - 5)):
        at_ns = NOON_NS + minute * MINUTE
        shown.bench.journal.add(fill(f"f{number}", Side.BUY, "1", "4810", at_ns=at_ns))
    trading = shown.chart.drawing.trading

    def told() -> tuple[list[str], list[str]]:
        shown.paint()
        drawn = [one.fill_id for _, fills in trading.marks for one in fills]
        return drawn, [words for _, words in trading.plates]

    assert told() == (["f0", "f1", "f2"], [])
    shown.vm.choose(regular=True)
    assert told() == (["f0"], ["2 fills outside regular hours"])
    shown.vm.choose_resolution("D")
    assert told() == (["f0"], ["2 fills outside regular hours"])
    shown.vm.choose_resolution("1m")
    shown.chart.times.pan(60, shown.chart.count)  # those are of no time that is looked at
    assert told() == (["f0"], [])
    shown.vm.choose(regular=False)
    shown.chart.times.home(shown.chart.count)
    assert told()[1] == []


async def test_the_chart_asks_for_older_bars_before_it_runs_out_of_them(shown: Shown) -> None:
    shown.fill()
    starts = [NOON_NS - n * MINUTE for n in range(50, 0, -1)]
    shown.bench.stored.bars = [Bar(start, 19200, 19204, 19196, 19200, 1) for start in starts]
    shown.vm.flush()
    assert shown.bench.stored.asked == []  # the view is at the latest of many bars
    QTest.keyClick(shown.chart, Qt.Key.Key_Home)
    shown.paint()
    shown.vm.flush()
    while shown.bench.paper.tasks.running:
        await give_way()
    assert shown.vm.series is not None
    assert shown.vm.series.count == BARS + 50


def times_of(shown: Shown) -> list[tuple[float, str]]:
    """The labels below the chart, and their pixels."""
    frame, plot = shown.frame_now(), shown.chart.areas().plot
    axis = TimeAxis(shown.vm, shown.chart.times, frame.count, plot.right())
    return [(x, mark.text) for x, mark in axis.marks(frame)]


async def test_times_to_come_are_told_right_of_the_last_bar(shown: Shown) -> None:
    shown.fill()
    end, pitch = shown.chart.times.end, shown.chart.times.pitch
    last = NOON_NS + (BARS - 1) * MINUTE
    coming = [(x, text) for x, text in times_of(shown) if x > end]
    assert len(coming) >= 2
    for x, text in coming:
        at_ns = last + round((x - end + pitch / 2) / pitch) * MINUTE
        assert text == f"{shown.vm.local_time(at_ns):%H:%M}"
    # They are drawn, and so are their lines; not while older bars are looked at.
    bottom = QRect(round(end) + 4, shown.chart.height() - 20, 160, 16)
    assert len(set(colors_in(shown.paint(), bottom))) > 1
    shown.chart.times.pan(400, BARS)
    assert [x for x, _ in times_of(shown) if x > end] == []
    assert len(set(colors_in(shown.paint(), bottom))) == 1


def colors_in(image: QImage, rect: QRect) -> Iterator[int]:
    for y in range(rect.top(), rect.bottom()):
        yield from (image.pixel(x, y) for x in range(rect.left(), rect.right()))


async def test_the_crosshair_tells_the_time_of_a_bar_to_come(shown: Shown) -> None:
    shown.fill()
    accent, height = shown.theme.color("accent").rgb(), shown.chart.height()
    at = QPointF(shown.chart.times.end + 100, 200)
    row = QRect(round(at.x()) - 40, height - 6, 80, 2)
    shown.chart._pointer = at
    assert accent in colors_in(shown.paint(), row)
    shown.vm.choose_resolution("100T")  # when those come nobody knows
    shown.bench.trade("4800.00", NOON_NS + BARS * MINUTE)
    shown.vm.flush()
    assert accent not in colors_in(shown.paint(), row)


async def test_times_to_come_go_on_where_nothing_trades(shown: Shown) -> None:
    shown.fill()
    first = next(text for x, text in times_of(shown) if x > shown.chart.times.end)
    before = shown.paint()
    shown.bench.paper.market.clock.advance_to(NOON_NS + (BARS + 30) * MINUTE)
    shown.vm.flush()
    assert next(text for x, text in times_of(shown) if x > shown.chart.times.end) != first
    bottom = QRect(round(shown.chart.times.end) + 4, shown.chart.height() - 20, 160, 16)
    assert shown.paint().copy(bottom) != before.copy(bottom)
