"""Studies on the chart's widget: what is drawn where, and what mouse and keys do to them."""

from collections.abc import AsyncIterator
from dataclasses import replace

import numpy as np
import pytest
import pytest_asyncio
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tests.support.market import MINUTE
from tests.support.on_screen import named, pressed
from tests.support.paper_desk import NOON_NS
from tests.support.shown_studies import ShownStudies, charted
from tests.support.study_bench import Failed
from traderterminal.app import languages
from traderterminal.app.screen import Screen
from traderterminal.app.service import Service
from traderterminal.kit.language import ENGLISH
from traderterminal.kit.tasks import give_way
from traderterminal.ui.chart.kept_picture import KeptPicture
from traderterminal.ui.chart.study_layers import AREA_ALPHAS
from traderterminal.ui.panes.indicators_sheet import IndicatorsSheet, KeyList
from traderterminal.ui.panes.study_sheets import StudySheet, failure_sheet
from traderterminal.ui.panes.ticket_fields import Choice
from traderterminal.ui.viewmodels.chart_options import ScaleKind
from traderterminal.ui.viewmodels.study import ShownStudy
from traderterminal.ui.widgets.sheet import Sheet

__all__ = ["charted"]

LEFT = Qt.MouseButton.LeftButton


def near(image: QImage, x: float, y: float, color: QColor, reach: int = 2, most: int = 48) -> bool:
    """Say whether a colour, or one that leans to it, is within some pixels of a point."""
    for column in range(round(x) - reach, round(x) + reach + 1):
        for row in range(round(y) - reach, round(y) + reach + 1):
            found = image.pixelColor(column, row)
            apart = (
                abs(found.red() - color.red()),
                abs(found.green() - color.green()),
                abs(found.blue() - color.blue()),
            )
            if max(apart) < most:
                return True
    return False


def bars_in_view(shown: ShownStudies) -> range:
    times = shown.chart.times
    first, last = times.visible(shown.chart.count)
    return range(first + 2, last - 1, 7)


# What is drawn.


async def test_a_line_goes_through_its_value_at_every_bar(charted: ShownStudies) -> None:
    row = charted.add("ema")
    image, times = charted.paint(), charted.chart.times
    color = charted.theme.color(row.choices.token)
    for index in bars_in_view(charted):
        (value,) = row.values_at(index)
        assert near(image, times.middle(index), charted.scale.y(value), color)
    charted.studies.hide(row, hidden=True)
    charted.frame()
    hidden = charted.paint()
    for index in bars_in_view(charted):
        assert not near(
            hidden, times.middle(index), charted.scale.y(row.values_at(index)[0]), color
        )


async def test_a_day_s_average_is_not_joined_from_day_to_day(charted: ShownStudies) -> None:
    charted.put_bars(9_000, seed=2)
    row = charted.add("vwap")
    charted.vm.choose_resolution("D")
    charted.frame()
    assert charted.chart.count > 5
    image, color = charted.paint(), charted.theme.color(row.choices.token)
    assert not any(
        image.pixelColor(x, y) == color for x in range(image.width()) for y in range(image.height())
    )


async def test_an_area_lies_between_bands_and_nowhere_else(charted: ShownStudies) -> None:
    row = charted.add("bollinger")
    image, times, scale = charted.paint(), charted.chart.times, charted.scale
    tint = charted.theme.mix(row.choices.token, "bg1", AREA_ALPHAS[0])
    inside = 0
    for index in bars_in_view(charted):
        _, upper, lower = row.values_at(index)
        x = times.x(index)  # between two bars, where nothing else is drawn but lines
        top, bottom = scale.y(upper), scale.y(lower)
        assert not near(image, x, top - 8, tint, reach=0, most=3)
        assert not near(image, x, bottom + 8, tint, reach=0, most=3)
        inside += near(image, x, top + 8, tint, reach=0, most=3)
        inside += near(image, x, bottom - 8, tint, reach=0, most=3)
    assert inside > len(bars_in_view(charted))


async def test_columns_stand_on_zero_and_reach_to_their_values(charted: ShownStudies) -> None:
    row = charted.add("macd")
    pane = charted.chart.stack.pane(row.key)
    assert pane is not None
    image, times, scale = charted.paint(), charted.chart.times, pane.right
    number = [output.name for output in row.outputs].index("histogram")
    color = charted.theme.mix(row.token_of(number), "bg1", 0.6)
    tall = 0
    for index in bars_in_view(charted):
        value = row.values_at(index)[number]
        if abs(scale.y(value) - scale.y(0.0)) < 6:
            continue
        tall += 1
        half = (scale.y(value) + scale.y(0.0)) / 2
        assert near(image, times.middle(index), half, color, reach=1)
    assert tall > 3


@pytest.mark.parametrize("kind", ["parabolic", "supertrend", "session_extremes"])
async def test_dots_and_steps_stand_at_their_bars(charted: ShownStudies, kind: str) -> None:
    row = charted.add(kind)
    image, times = charted.paint(), charted.chart.times
    color = charted.theme.color(row.choices.token)
    seen = 0
    for index in bars_in_view(charted):
        for value in row.values_at(index):
            y = charted.scale.y(value)
            if np.isfinite(value) and 90 < y < charted.chart.stack.price.rect.bottom() - 5:
                seen += 1
                assert near(image, times.middle(index), y, color)
    assert seen > 5


async def test_the_busiest_price_has_the_longest_row_of_a_profile(charted: ShownStudies) -> None:
    row = charted.add("visible_profile")
    charted.frame()
    image, times = charted.paint(), charted.chart.times
    (placed,) = row.profiles
    point, high, low = row.values_at(0)
    color = charted.theme.mix(row.choices.token, "bg1", 0.42)
    reach = times.width * 0.22
    left = round(times.end - reach + 3)
    rows = {y for y in range(95, round(times.width / 2)) if near(image, left, y, color, reach=0)}
    busiest = charted.scale.y(point)
    assert rows
    assert all(abs(y - busiest) < placed.profile.height * 8 for y in rows)
    assert low <= point <= high


async def test_no_spike_is_lost_where_many_bars_share_a_pixel(charted: ShownStudies) -> None:
    charted.put_bars(30_000)
    row = charted.add("roc")
    charted.chart.times.show_all(30_400)
    for _ in range(100):
        charted.frame()
        await give_way()
    pane = charted.chart.stack.pane(row.key)
    assert pane is not None
    image, times, scale = charted.paint(), charted.chart.times, pane.right
    color = charted.theme.color(row.choices.token)
    line = row.lines[0]
    for index in (int(np.nanargmax(line)), int(np.nanargmin(line))):
        assert near(image, times.x(index), scale.y(float(line[index])), color, reach=1)


async def test_a_value_ahead_of_the_bars_reaches_into_the_margin(charted: ShownStudies) -> None:
    row = charted.add("ichimoku")
    image, times = charted.paint(), charted.chart.times
    number = [output.name for output in row.outputs].index("span_b")
    shift = row.outputs[number].shift
    ahead = charted.chart.count - 1 + shift - 2
    value = row.values_at(ahead)[number]
    color = charted.theme.color(row.token_of(number))
    assert times.middle(ahead) > times.end
    # A thin line at an angle is of a fainter colour.
    assert near(image, times.middle(ahead), charted.scale.y(value), color, most=100)


@pytest.mark.parametrize("kind", ["rsi", "cci"])
async def test_back_in_time_a_pane_of_its_own_ends_with_the_bars(
    charted: ShownStudies, kind: str
) -> None:
    row, times = charted.add(kind), charted.chart.times
    pane = charted.chart.stack.pane(row.key)
    assert pane is not None
    times.pan(300, charted.chart.count)
    image = charted.paint()
    tokens = {row.token_of(number) for number in range(len(row.outputs))}
    colors = [charted.theme.color(token) for token in tokens]

    def drawn(left: float, right: float) -> int:
        """How many places of those columns have a colour of the study."""
        rows = range(round(pane.rect.top()) + 30, round(pane.rect.bottom()) - 2)
        return sum(
            near(image, x, y, color, reach=0)
            for x in range(round(left), round(right))
            for y in rows
            for color in colors
        )

    half = (pane.rect.right() - times.end) / 2  # the guides have their values at the axis
    assert half > 20
    assert drawn(times.end - half, times.end) > 20
    assert drawn(times.end + 1, times.end + half) == 0


@pytest.mark.parametrize(
    "kind", ["ema", "bollinger", "supertrend", "macd", "regression", "ichimoku", "visible_profile"]
)
async def test_ticks_leave_the_picture_that_a_fresh_one_would_be(
    charted: ShownStudies, kind: str
) -> None:
    charted.add(kind)
    for number, price in enumerate(("4832.00", "4830.00", "4836.00", "4831.00", "4834.25")):
        charted.bench.trade(price, NOON_NS + number)
        charted.frame()
        charted.frame()
    ticked = charted.paint()
    charted.chart.drawing._picture = KeptPicture()  # nothing is known of former frames
    fresh = charted.paint()
    apart = np.count_nonzero(pixels(ticked) != pixels(fresh))
    # Of the last two bars, a tint may lie over a candle that lies over it else.
    assert apart < 120


def pixels(image: QImage) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint32]]":
    return np.frombuffer(image.constBits(), np.uint32).copy()


@pytest.mark.parametrize("kind", ["atr", "ema"])
async def test_a_study_reaches_as_far_after_ticks_as_all_its_values_do(
    charted: ShownStudies, kind: str
) -> None:
    row = charted.add(kind)
    charted.studies.change(row, replace(row.choices, over_bars=False))
    charted.frame()
    pane = charted.chart.stack.pane(row.key)
    assert pane is not None
    (layer,) = (placed.layer for placed in pane.placed)
    times, seen = charted.chart.times, set()
    series = charted.vm.series
    assert series is not None
    at, close = int(series.start_ns[-1]), int(series.close[-1])

    def hold() -> None:
        values = row.view(0, times.left, times.right, 1.0).low
        found = layer.extent(charted.frame_now())
        assert found == (float(np.nanmin(values)), float(np.nanmax(values)))
        seen.add(found)

    for step in (0, 12, 24, 36, 24, 12, 0, -12, 0):
        charted.bench.trade(f"{(close + step) / 4:.2f}", at)
        charted.frame()
        hold()
    assert len(seen) > 1
    charted.studies.change(row, replace(row.choices, settings={"length": 5}))
    charted.frame()
    hold()


# Panes, legends, tags.


async def test_a_study_lies_over_the_bars_or_in_a_pane_of_its_own(charted: ShownStudies) -> None:
    over, rsi, second = (charted.add(kind) for kind in ("ema", "rsi", "rsi"))
    assert charted.panes == ["price", "rsi", "rsi 2"]
    charted.studies.move(second, -1)
    charted.frame()
    assert charted.panes == ["price", "rsi 2", "rsi"]
    charted.studies.change(rsi, replace(rsi.choices, over_bars=True))
    charted.studies.change(over, replace(over.choices, over_bars=False))
    charted.frame()
    assert charted.panes == ["price", "ema", "rsi 2"]
    charted.studies.remove(second)
    charted.frame()
    assert charted.panes == ["price", "ema"]
    low, high = charted.scale.low, charted.scale.high
    assert low > 1_000  # the RSI did not pull the prices down to it
    assert high > low


async def test_a_line_far_away_leaves_the_bars_most_of_the_height(charted: ShownStudies) -> None:
    for number in range(150):  # of which all in view lie far above those of before
        charted.bench.trade(f"53{number % 40:02d}.00", NOON_NS + number * MINUTE)
    charted.frame()
    bars = charted.scale.high - charted.scale.low
    near_by, far = charted.add("ema"), charted.add("anchored_vwap")
    charted.studies.change(far, replace(far.choices, settings={"anchor_s": 1}))
    for _ in range(5):  # there are more bars than one slice takes
        charted.frame()
        await give_way()
    charted.chart.times.moved = True
    charted.frame()
    assert charted.scale.low < near_by.last_values[0] < charted.scale.high
    assert far.last_values[0] < charted.scale.low
    assert bars <= charted.scale.high - charted.scale.low < 1.4 * bars


async def test_the_scale_of_a_pane_holds_what_its_indicator_says(charted: ShownStudies) -> None:
    row = charted.add("rsi")
    pane = charted.chart.stack.pane(row.key)
    assert pane is not None
    assert pane.right.low <= 0.0 < 100.0 <= pane.right.high
    tags = [tag for placed in pane.placed for tag in placed.layer.tags(pane.right)]
    assert [tag.text for tag in tags] == [charted.studies.written(row, row.last_values[0])]


async def test_the_value_of_a_study_is_told_in_what_its_axis_is_in(charted: ShownStudies) -> None:
    row = charted.add("ema")
    for kind, end in ((ScaleKind.LINEAR, ""), (ScaleKind.PERCENT, "%")):
        charted.vm.choose(scale=kind)
        charted.frame()
        scale = charted.scale
        tags = [tag for p in charted.chart.stack.price.placed for tag in p.layer.tags(scale)]
        value = row.last_values[0]
        assert [tag.text for tag in tags] == [
            scale.words(value) or charted.studies.written(row, value)
        ]
        assert tags[0].text.endswith(end)


async def test_the_legend_tells_the_values_under_the_crosshair(charted: ShownStudies) -> None:
    row = charted.add("ema")
    layers = [placed.layer for placed in charted.chart.stack.price.placed]
    told = {index: [layer.legend(index) for layer in layers] for index in (350, 399)}
    words = {
        index: [r.parts for r in rows if r and r.key == row.key] for index, rows in told.items()
    }
    assert words[350] != words[399]
    assert words[399][0][-1] == ("×", "t3")


async def test_a_press_on_the_cross_removes_and_a_double_click_opens_the_settings(
    charted: ShownStudies,
) -> None:
    first, second = charted.add("ema"), charted.add("rsi")
    name, cross = (at.toPoint() for at in charted.legend_of(second))
    QTest.mouseDClick(charted.chart, LEFT, pos=name)
    QTest.mouseRelease(charted.chart, LEFT, pos=name)
    assert charted.edited == [second]
    # pressed there and let go elsewhere, nothing happens
    QTest.mousePress(charted.chart, LEFT, pos=cross)
    QTest.mouseRelease(charted.chart, LEFT, pos=name + (name - cross))
    assert charted.studies.rows == [first, second]
    QTest.mouseClick(charted.chart, LEFT, pos=cross)
    assert charted.studies.rows == [first]
    assert charted.edited == [second]


async def test_the_menu_offers_what_can_be_done_with_the_study_pointed_at(
    charted: ShownStudies,
) -> None:
    row = charted.add("rsi")
    name, _ = charted.legend_of(row)
    menu = charted.chart.menu_of(name)
    actions = {action.text(): action for action in menu.actions()}
    actions["Hide RSI 14"].trigger()
    assert row.choices.hidden
    actions["Settings of RSI 14…"].trigger()
    assert charted.edited == [row]
    actions["Indicators…"].trigger()
    assert charted.asked == 1
    actions["Remove RSI 14"].trigger()
    assert charted.studies.rows == []
    menu.deleteLater()
    plain = charted.chart.menu_of(QPointF(300, 300))
    assert "Indicators…" in [action.text() for action in plain.actions()]
    plain.deleteLater()


async def test_the_menu_hides_and_shows_in_the_order_of_words_of_the_language(
    charted: ShownStudies, qapp: QApplication, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(lambda: languages.show_in(qapp, ENGLISH))
    row = charted.add("rsi")
    languages.show_in(qapp, "de")
    for words in ("RSI 14 verbergen", "RSI 14 zeigen"):
        menu = charted.chart.menu_of(charted.legend_of(row)[0])
        {action.text(): action for action in menu.actions()}[words].trigger()
        menu.deleteLater()
    assert not row.choices.hidden


async def test_a_press_on_one_that_is_off_tells_why(charted: ShownStudies) -> None:
    row = charted.add("mine.own")
    await give_way()
    charted.user.fail()
    charted.frame()
    name, _ = charted.legend_of(row)
    QTest.mouseClick(charted.chart, LEFT, pos=name.toPoint())
    assert charted.explained == [row]
    QTest.mouseDClick(charted.chart, LEFT, pos=name.toPoint())
    QTest.mouseRelease(charted.chart, LEFT, pos=name.toPoint())
    assert charted.edited == []


# The sheets.


class Sheets:
    """A window with a chart, below whose bar sheets are laid."""

    def __init__(self, charted: ShownStudies) -> None:
        self.charted = charted
        self.studies = charted.studies
        self.window = QWidget()
        self.bar = QWidget()
        self.bar.setFixedHeight(30)
        rows = QVBoxLayout(self.window)
        rows.addWidget(self.bar)
        rows.addStretch(1)
        self.window.resize(1280, 800)
        self.window.show()
        self.shown: list[Sheet] = []
        QTest.qWaitForWindowActive(self.window)

    def indicators(self) -> IndicatorsSheet:
        made = IndicatorsSheet(self.studies, self.charted.theme, self._show, self.bar)
        self.shown.append(made)
        return made

    def settings(self, row: ShownStudy) -> StudySheet:
        made = StudySheet(self.studies, row, self.charted.theme, self.bar)
        self.shown.append(made)
        return made

    def _show(self, make: object) -> None:
        assert callable(make)
        self.shown.append(make(self.bar))

    def key(self, key: Qt.Key, words: str = "") -> None:
        """Press a key, or type words, where the focus is."""
        focused = self.window.focusWidget()
        assert focused is not None
        if words:
            QTest.keyClicks(focused, words)
        else:
            QTest.keyClick(focused, key)
        self.charted.frame()


@pytest_asyncio.fixture
async def sheets(qapp: QApplication, charted: ShownStudies) -> AsyncIterator[Sheets]:
    made = Sheets(charted)
    yield made
    made.window.close()
    made.window.deleteLater()
    qapp.sendPostedEvents(None, 0)


def traceback_of(sheet: Sheet) -> str:
    (found,) = sheet.findChildren(QPlainTextEdit)
    return found.toPlainText()


def listed(sheet: IndicatorsSheet, name: str) -> list[str]:
    found: KeyList = named(sheet, name)
    return [found.item(number).text() for number in range(found.count())]


async def test_an_indicator_is_found_and_added_by_the_keyboard_alone(sheets: Sheets) -> None:
    sheet = sheets.indicators()
    assert isinstance(sheets.window.focusWidget(), QLineEdit)
    sheets.key(Qt.Key.Key_A, "hull")
    assert listed(sheet, "Indicators") == ["Moving averages", "Hull moving average"]
    sheets.key(Qt.Key.Key_Return)
    assert [row.choices.kind for row in sheets.studies.rows] == ["hma"]
    assert listed(sheet, "On this chart") == ["HMA 20"]
    named(sheet, "Search indicators").clear()
    sheets.key(Qt.Key.Key_Down)  # from the search into the list
    for _ in range(3):
        sheets.key(Qt.Key.Key_Down)
    sheets.key(Qt.Key.Key_Return)
    assert len(sheets.studies.rows) == 2
    sheets.key(Qt.Key.Key_F)
    assert listed(sheet, "Indicators")[0] == "Favourites"
    assert listed(sheet, "Indicators")[1].startswith("★ ")
    assert sheets.studies.favourites == [sheets.studies.rows[1].choices.kind]
    named(sheet, "On this chart").setFocus()
    sheets.key(Qt.Key.Key_Delete)
    assert len(sheets.studies.rows) == 1
    sheets.key(Qt.Key.Key_Return)
    assert isinstance(sheets.shown[-1], StudySheet)
    sheets.key(Qt.Key.Key_Escape)
    assert sheets.shown[-1].isHidden()
    sheets.key(Qt.Key.Key_Escape)
    assert sheet.isHidden()


async def test_studies_of_the_chart_are_ordered_hidden_and_removed(sheets: Sheets) -> None:
    for kind in ("ema", "rsi"):
        sheets.charted.add(kind)
    sheet = sheets.indicators()
    assert listed(sheet, "On this chart") == ["EMA 20", "RSI 14"]
    pressed(sheet, "Down")
    assert listed(sheet, "On this chart") == ["RSI 14", "EMA 20"]
    pressed(sheet, "Hide")
    assert listed(sheet, "On this chart") == ["RSI 14", "EMA 20  hidden"]
    pressed(sheet, "Show")
    pressed(sheet, "Up")
    pressed(sheet, "Remove")
    assert listed(sheet, "On this chart") == ["RSI 14"]
    pressed(sheet, "Only for ES")
    assert sheets.studies.only_here
    pressed(sheet, "Remove")
    assert not any(b.isEnabled() for b in sheet.findChildren(QPushButton) if b.text() == "Remove")
    pressed(sheet, "Only for ES")
    sheets.charted.frame()
    assert listed(sheet, "On this chart") == ["RSI 14"]


async def test_files_that_are_being_loaded_are_waited_for_in_words(sheets: Sheets) -> None:
    sheet, user = sheets.indicators(), sheets.charted.user

    def shown() -> list[str]:
        return [one.text() for one in sheet.findChildren(QLabel) if one.isVisibleTo(sheet)]

    assert "Your own: Python files in indicators" in shown()
    for is_loading in (True, False):
        user.is_loading = is_loading
        user.changed.emit(None)
        sheets.charted.frame()
        assert ("Your own are being loaded from indicators…" in shown()) is is_loading


async def test_files_that_are_off_are_listed_with_their_reason(sheets: Sheets) -> None:
    row = sheets.charted.add("mine.own")
    await give_way()
    sheet = sheets.indicators()
    assert "Mine" in listed(sheet, "Indicators")
    pressed(sheet, "Load again")
    assert sheets.charted.user.reloaded == 1
    sheets.charted.user.fail()
    sheets.charted.frame()
    assert row.is_off
    assert listed(sheet, "On this chart") == ["My average 5  off"]
    pressed(sheet, "Show why")
    why = sheets.shown[-1]
    assert "ZeroDivisionError" in traceback_of(why)
    assert why.accessibleName() == "mine.py is off"
    pressed(why, "Close")
    assert why.isHidden()
    pressed(sheet, "Settings")  # of what is off there are none: why is told instead
    assert sheets.shown[-1].accessibleName() == "mine.py is off"


async def test_settings_are_typed_and_saved(sheets: Sheets) -> None:
    row = sheets.charted.add("bollinger")
    sheet = sheets.settings(row)
    length: QLineEdit = named(sheet, "Length")
    assert sheets.window.focusWidget() is length
    assert length.accessibleDescription() == "1 to 10,000"
    length.selectAll()
    sheets.key(Qt.Key.Key_A, "0")
    says = [w.text() for w in sheet.findChildren(QLabel) if w.isVisible() and "must" in w.text()]
    assert says == ["Length must be 1 to 10000, was 0"]
    save: QPushButton = named(sheet, "Save the settings")
    assert not save.isEnabled()
    sheets.key(Qt.Key.Key_Return)
    assert not sheet.isHidden()
    length.selectAll()
    sheets.key(Qt.Key.Key_A, "34")
    assert save.isEnabled()
    QTest.mouseClick(named(sheet, "Colour Clay"), LEFT)
    assert not named(sheet, "Colour Steel").isChecked()
    QTest.mouseClick(named(sheet, "Draw Middle"), LEFT)
    source: Choice = named(sheet, "Source")
    QTest.keyClick(source, Qt.Key.Key_Down)
    length.setFocus()
    sheets.key(Qt.Key.Key_Return)
    assert sheet.isHidden()
    assert row.choices.settings == {"length": 34, "factor": 2.0, "source": "open"}
    assert row.choices.token == "s5"
    assert row.choices.hidden_outputs == {"middle"}


async def test_settings_go_back_to_the_defaults_and_cancel_changes_nothing(
    sheets: Sheets,
) -> None:
    row = sheets.charted.add("ema")
    before = row.choices
    sheet = sheets.settings(row)
    length: QLineEdit = named(sheet, "Length")
    length.selectAll()
    sheets.key(Qt.Key.Key_A, "9")
    pressed(sheet, "Defaults")
    assert length.text() == "20"
    pressed(sheet, "Pane of its own")
    pressed(sheet, "Cancel")
    assert row.choices == before
    assert sheet.isHidden()


async def test_what_printed_nothing_says_so(sheets: Sheets) -> None:
    silent = failure_sheet(Failed(traceback=""), sheets.charted.theme, sheets.bar)
    assert "printed nothing" in traceback_of(silent)
    silent.put_away()


def test_the_window_opens_the_list_and_shows_the_usual_studies(on_screen: object) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        names = [row.name for row in screen.charts.first.studies.rows]
        assert names == ["VWAP", "EMA 21"]
        QTest.mouseClick(named(window, "Indicators"), LEFT)
        (sheet,) = window.findChildren(IndicatorsSheet)
        assert sheet.isVisible()
        sheet.put_away()
        action = next(a for a in window.actions() if a.text() == "Indicators…")
        assert action.shortcut().toString() == "Ctrl+I"
        action.trigger()
        (_, again) = window.findChildren(IndicatorsSheet)
        QTest.keyClicks(named(again, "Search indicators"), "relative")
        QTest.keyClick(named(again, "Search indicators"), Qt.Key.Key_Return)
        assert [row.name for row in screen.charts.first.studies.rows] == [*names, "RSI 14"]
        assert (service.engine.options.data_dir / "studies.json").is_file()

    assert callable(on_screen)
    on_screen(act)


async def test_a_bar_that_began_since_the_last_frame_is_seen_and_its_studies_stand(
    charted: ShownStudies,
) -> None:
    row, count = charted.add("ema"), charted.chart.count
    charted.frame()
    before = charted.studies.legend(row, count - 1)
    charted.bench.trade("4800.00", NOON_NS + 500 * MINUTE)
    charted.paint()  # as a pointer that moves has it painted
    assert charted.chart.times.right == count + 1
    assert charted.studies.legend(row, count) == before
    assert charted.studies.legend(row, count - 1) == before
    charted.frame()
    assert charted.studies.legend(row, count) != before
    assert charted.studies.legend(row, count - 1) == before
