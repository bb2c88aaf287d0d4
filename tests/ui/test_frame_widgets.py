"""The widgets of the frame by themselves: hold, ring, sheet, status bar, account picker."""

import time
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QPushButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.support.on_screen import LaidOut
from traderterminal.app.screen import read_theme
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel, AccountEntry
from traderterminal.ui.viewmodels.chips import ChipState, Note
from traderterminal.ui.widgets.account_picker import AccountPicker
from traderterminal.ui.widgets.controls import button
from traderterminal.ui.widgets.elided import Elided
from traderterminal.ui.widgets.focus_ring import GAP_PX, RING_PX, FocusRing
from traderterminal.ui.widgets.hold_button import HOLD_S, HoldButton
from traderterminal.ui.widgets.search_field import SearchField
from traderterminal.ui.widgets.sheet import Sheet
from traderterminal.ui.widgets.status_bar import Chip, StatusBar
from traderterminal.ui.widgets.still import Still
from traderterminal.ui.widgets.title_bar import HEIGHT_EM, PaneActions, TabCorner, TitleBar
from traderterminal.ui.widgets.ways_out import make_way_out

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return read_theme("ink", 12)


# Hold to act.


class Pressed:
    """A hold button and what came of pressing it."""

    def __init__(self, theme: Theme) -> None:
        self.acts: list[str] = []
        self.button = HoldButton(
            theme,
            "Flatten all",
            lambda: self.acts.append("held"),
            lambda: self.acts.append("tapped"),
        )


def test_holding_for_a_second_acts_once(qtbot: QtBot, theme: Theme) -> None:
    pressed = Pressed(theme)
    qtbot.addWidget(pressed.button)
    pressed.button.show()
    QTest.mousePress(pressed.button, LEFT)
    qtbot.waitUntil(lambda: pressed.button.filled > 0.3, timeout=3000)
    assert pressed.acts == []
    qtbot.waitUntil(lambda: pressed.acts == ["held"], timeout=round(HOLD_S * 1000) + 3000)
    assert pressed.button.filled == 0
    QTest.mouseRelease(pressed.button, LEFT)
    assert pressed.acts == ["held"]


def test_nothing_that_must_be_held_is_done_before_its_second(qtbot: QtBot, theme: Theme) -> None:
    pressed = Pressed(theme)
    qtbot.addWidget(pressed.button)
    pressed.button.show()
    since = time.perf_counter()
    QTest.mousePress(pressed.button, LEFT)
    qtbot.waitUntil(lambda: pressed.acts == ["held"], timeout=5000)
    assert time.perf_counter() - since >= 0.99  # its clock counts whole milliseconds
    QTest.mouseRelease(pressed.button, LEFT)


def test_a_short_press_only_taps(qtbot: QtBot, theme: Theme) -> None:
    pressed = Pressed(theme)
    qtbot.addWidget(pressed.button)
    pressed.button.show()
    QTest.mouseClick(pressed.button, LEFT)
    assert pressed.acts == ["tapped"]
    assert pressed.button.filled == 0


def held_down(key: Qt.Key) -> QKeyEvent:
    """What the keyboard sends again and again while a key is held."""
    return QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", True)


def space(kind: QEvent.Type, at: int, *, repeats: bool = False) -> QKeyEvent:
    """The space bar at a moment of the system's clock."""
    event = QKeyEvent(kind, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", repeats)
    event.setTimestamp(at)
    return event


def test_a_space_bar_that_the_system_repeats_is_held(qtbot: QtBot, theme: Theme) -> None:
    pressed = Pressed(theme)
    qtbot.addWidget(pressed.button)
    pressed.button.show()
    down, up = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
    QApplication.sendEvent(pressed.button, space(down, 1_000))
    for moment in range(1_300, 1_500, 40):  # not called a repetition, as X11 has it at times
        QApplication.sendEvent(pressed.button, space(up, moment))
        QApplication.sendEvent(pressed.button, space(down, moment))
        qtbot.wait(20)
    qtbot.waitUntil(lambda: pressed.acts == ["held"], timeout=round(HOLD_S * 1000) + 3000)
    QApplication.sendEvent(pressed.button, space(up, 2_600))
    qtbot.waitUntil(lambda: not pressed.button.isDown(), timeout=3000)
    assert pressed.acts == ["held"]


def test_a_space_bar_that_comes_up_taps_a_moment_later(qtbot: QtBot, theme: Theme) -> None:
    pressed = Pressed(theme)
    qtbot.addWidget(pressed.button)
    pressed.button.show()
    QApplication.sendEvent(pressed.button, space(QEvent.Type.KeyPress, 1_000))
    QApplication.sendEvent(pressed.button, space(QEvent.Type.KeyRelease, 1_100))
    qtbot.waitUntil(lambda: pressed.acts == ["tapped"], timeout=3000)
    assert pressed.button.filled == 0


def test_a_space_bar_that_repeats_has_not_come_up(qtbot: QtBot, theme: Theme) -> None:
    pressed = Pressed(theme)
    qtbot.addWidget(pressed.button)
    pressed.button.show()
    down, up = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
    QApplication.sendEvent(pressed.button, space(down, 1_000))
    for moment in range(1_300, 1_500, 40):
        QApplication.sendEvent(pressed.button, space(up, moment, repeats=True))
        QApplication.sendEvent(pressed.button, space(down, moment + 1, repeats=True))
        qtbot.wait(60)
    qtbot.waitUntil(lambda: bool(pressed.acts), timeout=round(HOLD_S * 1000) + 3000)
    assert pressed.acts == ["held"]
    QApplication.sendEvent(pressed.button, space(up, 2_600))
    qtbot.waitUntil(lambda: not pressed.button.isDown(), timeout=3000)


def test_a_tap_is_none_the_longer_for_a_loop_that_stood_still(qtbot: QtBot, theme: Theme) -> None:
    """The key came up in time, and what tells of that waits behind what is due by then."""
    pressed = Pressed(theme)
    qtbot.addWidget(pressed.button)
    pressed.button.show()
    QApplication.sendEvent(pressed.button, space(QEvent.Type.KeyPress, 1_000))
    QApplication.sendEvent(pressed.button, space(QEvent.Type.KeyRelease, 1_100))
    time.sleep(HOLD_S + 0.1)
    qtbot.waitUntil(lambda: bool(pressed.acts), timeout=3000)
    assert pressed.acts == ["tapped"]


def test_enter_taps(qtbot: QtBot, theme: Theme) -> None:
    pressed = Pressed(theme)
    qtbot.addWidget(pressed.button)
    pressed.button.show()
    QTest.keyClick(pressed.button, Qt.Key.Key_Return)
    assert pressed.acts == ["tapped"]
    QApplication.sendEvent(pressed.button, held_down(Qt.Key.Key_Return))
    assert pressed.acts == ["tapped"]


def test_leaving_the_button_while_it_is_held_does_nothing(qtbot: QtBot, theme: Theme) -> None:
    pressed = Pressed(theme)
    qtbot.addWidget(pressed.button)
    pressed.button.show()
    QTest.mousePress(pressed.button, LEFT)
    outside = QPoint(pressed.button.width() + 50, 5)
    QTest.mouseMove(pressed.button, outside)
    QTest.mouseRelease(pressed.button, LEFT, pos=outside)
    assert pressed.acts == []
    assert pressed.button.filled == 0


def test_a_button_that_is_hidden_while_it_is_held_does_nothing(qtbot: QtBot, theme: Theme) -> None:
    pressed = Pressed(theme)
    qtbot.addWidget(pressed.button)
    pressed.button.show()
    QTest.mousePress(pressed.button, LEFT)
    pressed.button.hide()
    qtbot.wait(round(HOLD_S * 1000) + 100)
    assert pressed.acts == []


def test_the_space_bar_holds_too(qtbot: QtBot, theme: Theme) -> None:
    pressed = Pressed(theme)
    qtbot.addWidget(pressed.button)
    pressed.button.show()
    QTest.keyPress(pressed.button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: pressed.acts == ["held"], timeout=round(HOLD_S * 1000) + 3000)
    QTest.keyRelease(pressed.button, Qt.Key.Key_Space)
    assert pressed.acts == ["held"]


def test_the_button_fills_as_it_is_held(qtbot: QtBot, theme: Theme) -> None:
    pressed = Pressed(theme)
    qtbot.addWidget(pressed.button)
    pressed.button.resize(200, 30)
    pressed.button.show()
    before = pressed.button.grab().toImage()
    QTest.mousePress(pressed.button, LEFT)
    qtbot.waitUntil(lambda: pressed.button.filled > 0.3, timeout=3000)
    after = pressed.button.grab().toImage()
    QTest.mouseRelease(pressed.button, LEFT)
    assert after.pixel(12, 15) != before.pixel(12, 15)


# The focus ring.


def test_the_ring_stands_outside_the_control_and_takes_no_clicks(
    qtbot: QtBot, theme: Theme
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.setContentsMargins(20, 20, 20, 20)
    inside = QPushButton("Focused")
    layout.addWidget(inside)
    ring = FocusRing(theme, window)
    window.show()
    assert not ring.isVisible()
    ring.follow(inside)
    assert ring.isVisible()
    away = GAP_PX + RING_PX
    assert ring.geometry() == inside.geometry().adjusted(-away, -away, away, away)
    clicked: list[str] = []
    inside.clicked.connect(lambda: clicked.append("inside"))
    QTest.mouseClick(window.childAt(inside.geometry().center()) or window, LEFT)
    assert clicked == ["inside"]
    drawn = ring.grab().toImage()
    assert drawn.pixelColor(drawn.width() // 2, 0) == theme.color("accent")
    ring.follow(None)
    assert not ring.isVisible()


# A sheet.


def top_of(window: QWidget) -> QWidget:
    """A bar at the top of the window that a sheet leaves in reach."""
    bar = QWidget(window)
    bar.setGeometry(0, 0, window.width(), 40)
    return bar


def test_a_sheet_takes_the_focus_and_gives_it_back(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field = QPushButton("Before", window)
    window.resize(800, 600)
    with qtbot.waitActive(window):
        window.show()
    field.setFocus()
    cancel = button("Cancel", "standard", lambda: None)
    sheet = Sheet(theme, "Sure?", (), (cancel,), top_of(window))
    assert sheet.geometry() == QRect(0, 40, 800, 560)
    assert window.focusWidget() is cancel
    window.resize(900, 700)
    qtbot.waitUntil(lambda: sheet.width() == 900)
    with qtbot.waitSignal(sheet.destroyed):
        QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert window.focusWidget() is field


def test_enter_presses_the_button_of_a_sheet_that_has_the_focus_once(
    qtbot: QtBot, theme: Theme
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    presses: list[str] = []
    act = button("Act", "standard", lambda: presses.append("act"))
    sheet = Sheet(theme, "Sure?", (), (act,), top_of(window))
    QApplication.sendEvent(act, held_down(Qt.Key.Key_Return))
    assert presses == []
    QTest.keyClick(act, Qt.Key.Key_Return)
    assert presses == ["act"]
    sheet.put_away()


@pytest.mark.qt_log_ignore(r"^This plugin does not support grabbing the mouse$", extend=True)
def test_the_plate_of_a_sheet_hides_what_lies_below_it(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    presses: list[str] = []
    top = top_of(window)
    out = button("Out", "exit", lambda: presses.append("out"))
    out.setParent(window)
    make_way_out(out)
    out.setGeometry(0, 40, 800, 560)
    window.show()
    sheet = Sheet(theme, "Sure?", (), (), top)
    corner = sheet._plate.mapTo(window, QPoint(4, 4))
    QTest.mouseClick(window.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, corner)
    assert presses == []
    assert sheet.isVisible()
    beside = sheet._plate.mapTo(window, QPoint(-20, 4))
    QTest.mouseClick(window.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, beside)
    assert presses == ["out"]
    assert all(one.isHidden() for one in window.findChildren(Sheet))


def test_a_sheet_whose_way_back_has_gone_closes_all_the_same(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    gone = QPushButton("Gone", window)
    window.show()
    gone.setFocus()
    sheet = Sheet(theme, "Sure?", (), (), top_of(window))
    with qtbot.waitSignal(gone.destroyed):
        gone.deleteLater()
    with qtbot.waitSignal(sheet.destroyed):
        sheet.put_away()


def test_a_click_beside_the_plate_puts_a_sheet_away(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    sheet = Sheet(theme, "Sure?", (), (), top_of(window))
    with qtbot.waitSignal(sheet.destroyed):
        QTest.mouseClick(sheet, LEFT, pos=QPoint(5, 5))


@pytest.mark.parametrize("lies", ["beside the plate", "below what sends"])
def test_the_second_press_of_a_double_click_leaves_the_sheet_that_the_first_one_opened(
    qtbot: QtBot, theme: Theme, lies: str
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    opened: list[Sheet] = []
    sent: list[str] = []

    def ask() -> None:
        send = button("Send", "buy", lambda: sent.append("sent"))
        opened.append(Sheet(theme, "Send?", (), (send,), top_of(window)))

    buy = button("Buy", "buy", ask)
    buy.setParent(window)
    buy.setGeometry(10, 540, 100, 30)
    window.show()
    if lies == "below what sends":
        ask()
        send = opened[-1].findChild(QPushButton)
        assert send is not None
        buy.setGeometry(QRect(send.mapTo(window, QPoint()), send.size()))
        opened[-1].put_away()
    handle = window.windowHandle()
    assert handle is not None
    at = buy.geometry().center()
    QTest.mouseDClick(handle, LEFT, Qt.KeyboardModifier.NoModifier, at)
    sheet = opened[-1]
    assert sheet.isVisible()
    assert sent == []
    # A click of its own is an answer.
    answered = sheet if lies == "beside the plate" else sheet.findChild(QPushButton)
    assert answered is not None
    QTest.mouseClick(answered, LEFT, pos=QPoint(5, 5))
    assert sent == ([] if answered is sheet else ["sent"])
    assert sheet.isHidden() is (answered is sheet)


@pytest.mark.qt_log_ignore("^This plugin does not support grabbing the mouse$", extend=True)
def test_a_way_out_beside_the_plate_is_pressed_by_the_click_that_puts_a_sheet_away(
    qtbot: QtBot, theme: Theme
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    pressed: list[str] = []
    for number, (words, kind) in enumerate((("Buy", "buy"), ("Close", "exit"))):
        one = button(words, kind, partial(pressed.append, words))
        one.setParent(window)
        one.setGeometry(600, 500 + 40 * number, 100, 30)
        if kind == "exit":
            make_way_out(one)
    window.show()
    on_buy, on_close = QPoint(650, 515), QPoint(650, 555)

    def click(at: QPoint, pressing: Qt.MouseButton = LEFT, sheets: int = 1) -> None:
        lying = [Sheet(theme, "Sure?", (), (), top_of(window)) for _ in range(sheets)]
        handle = window.windowHandle()
        assert handle is not None
        with qtbot.waitSignals([sheet.destroyed for sheet in lying]):
            QTest.mouseClick(handle, pressing, Qt.KeyboardModifier.NoModifier, at)

    before = window.grab().toImage()
    sheet = Sheet(theme, "Sure?", (), (), top_of(window))
    shaded = window.grab().toImage()
    corner = QPoint(610, 510)
    assert shaded.pixelColor(corner) != before.pixelColor(corner)
    corner += QPoint(0, 40)
    assert shaded.pixelColor(corner) == before.pixelColor(corner)
    sheet.put_away()
    click(on_buy)
    click(on_close, Qt.MouseButton.RightButton)
    assert pressed == []
    click(on_close)
    assert pressed == ["Close"]
    click(on_close, sheets=2)  # whoever wants out leaves all that was asked
    assert pressed == ["Close", "Close"]


# The status bar.


def chips(count: int) -> dict[str, ChipState]:
    return {
        f"chip {n}": ChipState(
            ((f"Chip number {n}", "t1"),), f"What chip {n} means", pane=f"pane {n}", leaves=n
        )
        for n in range(count)
    }


def test_a_chip_opens_its_pane(qtbot: QtBot, theme: Theme) -> None:
    opened: list[str] = []
    bar = StatusBar(theme, opened.append)
    qtbot.addWidget(bar)
    bar.show_state(chips(2), (), "CST 09:40:00")
    bar.show()
    chip = bar.findChildren(Chip)[1]
    assert chip.accessibleName() == "Chip number 1"
    assert chip.toolTip() == "What chip 1 means"
    QTest.mouseClick(chip, LEFT)
    assert opened == ["pane 1"]


def test_a_chip_whose_width_stays_does_not_lay_out_the_bar(qtbot: QtBot, theme: Theme) -> None:
    bar = StatusBar(theme, lambda name: None)
    qtbot.addWidget(bar)
    bar.resize(1200, 26)
    bar.show()

    def written(words: str) -> dict[str, ChipState]:
        return {"Ledger": ChipState((("Ledger", "t2"), (words, "t1")), ""), **chips(1)}

    bar.show_state(written("10"), (), "")
    QApplication.sendPostedEvents(None, 0)
    ledger, other = bar.findChildren(Chip)
    place = other.x()
    laid_out = LaidOut(bar)
    bar.show_state(written("11"), (), "")
    assert ledger.accessibleName() == "Ledger 11"
    QApplication.sendPostedEvents(None, 0)
    assert laid_out.times == 0
    bar.show_state(written("110"), (), "")
    QApplication.sendPostedEvents(None, 0)
    assert laid_out.times > 0
    assert other.x() > place


# What is cut off says so.


def test_a_text_without_room_ends_in_an_ellipsis(qtbot: QtBot, theme: Theme) -> None:
    words = Elided(theme)
    qtbot.addWidget(words)
    words.say("E-mini S&P 500 Mar 2026")
    words.resize(words.sizeHint())
    assert words.shown == "E-mini S&P 500 Mar 2026"
    words.resize(words.width() // 2, words.height())
    assert words.shown.endswith("…")
    assert words.shown.removesuffix("…").strip() in words.text()
    assert words.toolTip() == words.text() == "E-mini S&P 500 Mar 2026"
    words.show()
    image = words.grab().toImage()
    right = {image.pixel(image.width() - 1, y) for y in range(image.height())}
    assert len(right) == 1  # no letter is cut at the edge


def test_a_name_without_room_ends_after_a_whole_word(qtbot: QtBot, theme: Theme) -> None:
    words = Elided(theme, by_words=True)
    qtbot.addWidget(words)
    words.say("E-mini S&P 500 Mar 2026")
    whole = words.sizeHint().width()
    found = set[str]()
    for width in range(whole, 0, -1):
        words.resize(width, words.sizeHint().height())
        found.add(words.shown)
    assert found == {
        "E-mini S&P 500 Mar 2026",
        "E-mini S&P 500 Mar",
        "E-mini S&P 500",
        "E-mini S&P",
        "E-mini",
        "",
    }


# A field of the top bar.


def test_a_field_says_what_has_room_and_shows_its_key_where_nothing_lies_under_it(
    qtbot: QtBot, theme: Theme
) -> None:
    field = SearchField(theme, "search", "Ctrl+L", "Symbol search")
    qtbot.addWidget(field)
    field.show()
    field.offer_words("Symbol for group A", "Group A")
    found = list[tuple[str, bool]]()
    for width in range(250, 40, -1):
        field.resize(width, 26)
        said = (field.placeholderText(), field.has_cap)
        if said not in found:
            found.append(said)
    assert found == [
        ("Symbol for group A", True),
        ("Group A", True),
        ("Group A", False),
        ("", False),
    ]


# What holds still.


def test_a_text_as_wide_as_before_lays_out_nothing_above(qtbot: QtBot, theme: Theme) -> None:
    outer, words = QWidget(), QLabel("Working 11")
    qtbot.addWidget(outer)
    words.setFont(theme.font("body"))
    holder, line = Still(words), QHBoxLayout(outer)
    line.addWidget(holder)
    line.addStretch(1)
    outer.resize(400, 40)
    outer.show()
    QApplication.sendPostedEvents(None, 0)
    assert words.isVisible()
    assert words.size() == holder.size()
    laid_out = LaidOut(outer)
    words.setText("Working 12")
    QApplication.sendPostedEvents(None, 0)
    assert laid_out.times == 0
    words.setText("Working 1234")
    qtbot.waitUntil(lambda: words.width() >= words.sizeHint().width())


def test_where_room_is_short_chips_leave_in_their_order(qtbot: QtBot, theme: Theme) -> None:
    bar = StatusBar(theme, lambda name: None)
    qtbot.addWidget(bar)
    bar.resize(1200, 26)
    bar.show()
    bar.show_state(chips(4), [Note("closes 6 h 13 m", "")], "CST 09:40:00")
    shown = bar.findChildren(Chip)
    assert [chip.isVisible() for chip in shown] == [True] * 4
    expected = [True] * 4
    (closes,) = [one for one in bar.findChildren(QLabel) if one.text().startswith("closes")]
    for width in range(1200, 100, -20):
        bar.resize(width, 26)
        now = [chip.isVisible() for chip in shown]
        assert sum(now) <= sum(expected)
        assert now == [True] * sum(now) + [False] * (4 - sum(now)), width
        if not all(now):
            assert not closes.isVisible()
        expected = now
    assert expected == [True, False, False, False]  # the one that never leaves
    bar.resize(1200, 26)
    assert [chip.isVisible() for chip in shown] == [True] * 4


def test_spare_parts_and_notes_leave_before_any_chip_does_the_first_note_first(
    qtbot: QtBot, theme: Theme
) -> None:
    bar = StatusBar(theme, lambda name: None)
    qtbot.addWidget(bar)
    bar.resize(1200, 26)
    bar.show()
    login = ChipState((("apex", "t1"), ("Q 0.2 s", "t2")), "", "ok", spare=(("· 38 ms", "t2"),))
    notes = [Note("token 6 d 4 h", "How long it holds"), Note("closes 6 h 13 m", "")]
    bar.show_state({"apex": login, **chips(2)}, notes, "CST 09:40:00")
    (chip,) = [c for c in bar.findChildren(Chip) if c.accessibleName().startswith("apex")]
    assert chip.accessibleName() == "apex Q 0.2 s · 38 ms"
    whole = chip.width()
    shown = {one.text(): one for one in bar.findChildren(QLabel)}
    token, closes = shown["token 6 d 4 h"], shown["closes 6 h 13 m"]
    assert token.toolTip() == "How long it holds"
    gone: list[str] = []
    for width in range(1200, 200, -10):
        bar.resize(width, 26)
        QApplication.sendPostedEvents(None, 0)
        now = {
            "spare": chip.width() == whole,
            "token": token.isVisible(),
            "closes": closes.isVisible(),
            "chips": all(one.isVisible() for one in bar.findChildren(Chip)),
        }
        gone += [name for name, is_there in now.items() if not is_there and name not in gone]
    assert gone == ["spare", "token", "closes", "chips"]
    assert chip.isVisible()
    bar.resize(1200, 26)
    bar.show_state({"apex": login}, [], "CST 09:40:00")
    QApplication.sendPostedEvents(None, 0)
    assert [one.text() for one in bar.findChildren(QLabel) if one.isVisible()] == ["CST 09:40:00"]


# The account.


# The offscreen platform says what it cannot do when the list pops up.
@pytest.mark.qt_log_ignore(
    r"^This plugin does not support raise\(\)$",
    r"^This plugin does not support grabbing the keyboard$",
    extend=True,
)
def test_several_accounts_can_be_chosen_from(qtbot: QtBot, theme: Theme) -> None:
    vm = AccountChoiceViewModel(
        [AccountEntry("one", "Practice", "simulator"), AccountEntry("two", "Second", "simulator")]
    )
    window = QMainWindow()
    qtbot.addWidget(window)
    picker = AccountPicker(vm, theme)
    window.setCentralWidget(picker)
    window.show()
    assert picker.accessibleName() == "Account Practice, PAPER"
    QTest.mouseClick(picker, LEFT)
    (menu,) = picker.findChildren(QMenu)
    words = [action.text() for action in menu.actions()]
    assert words == ["PAPER  Practice", "PAPER  Second"]
    menu.actions()[1].trigger()
    menu.close()
    assert vm.chosen.account == "two"
    assert picker.accessibleName() == "Account Second, PAPER"


def test_one_account_is_only_named(qtbot: QtBot, theme: Theme) -> None:
    vm = AccountChoiceViewModel([AccountEntry("one", "Practice", "simulator")])
    picker = AccountPicker(vm, theme)
    qtbot.addWidget(picker)
    picker.show()
    assert picker.focusPolicy() is Qt.FocusPolicy.NoFocus
    QTest.mouseClick(picker, LEFT)
    assert picker.findChildren(QMenu) == []


# The tools at the end of a group's tabs.

NO_ACTIONS = PaneActions(
    maximise=lambda: None,
    is_maximised=lambda: False,
    float_or_dock=lambda: None,
    is_floating=lambda: False,
    places=tuple,
    fill_screen=lambda: None,
    close=lambda: None,
)


@pytest.mark.parametrize("font_px", range(10, 19))
def test_a_title_bar_asks_for_the_height_it_has_and_for_none_behind_tabs(
    qapp: QApplication, qtbot: QtBot, font_px: int
) -> None:
    """A dock lays the pane out below the height that its title bar asks for."""
    theme = read_theme("ink", font_px)
    bar = TitleBar(theme, "Orders", NO_ACTIONS, button("Flatten", "small", lambda: None))
    qtbot.addWidget(bar)
    bar.show()
    for tabbed in (False, True, False):
        bar.collapse(tabbed)
        asked = bar.sizeHint().height(), bar.minimumSizeHint().height()
        assert asked == (bar.height(), bar.height())
        assert bar.height() == (0 if tabbed else theme.em(HEIGHT_EM))
        assert bar.isVisible() is not tabbed


@pytest.mark.parametrize("tabbed", [False, True])
def test_a_title_bar_that_stays_as_it_is_has_nothing_laid_out(
    theme: Theme, qtbot: QtBot, tabbed: bool
) -> None:
    window, header = QWidget(), QWidget()
    qtbot.addWidget(window)
    line = QVBoxLayout(window)
    flatten = button("Flatten", "small", lambda: None)
    bar = TitleBar(theme, "Chart", NO_ACTIONS, flatten, header=header, parent=window)
    line.addWidget(bar)
    window.show()
    bar.collapse(tabbed)
    for _ in range(3):  # one is led to by the one before
        QApplication.processEvents()
    laid_out = LaidOut(window)
    bar.collapse(tabbed)
    QApplication.processEvents()
    assert laid_out.times == 0


class LaidOutWhenHidden(QObject):
    """Lets what it watches be laid out once more as it is hidden."""

    times = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Hide:
            self.times += 1
            QApplication.sendEvent(watched, QEvent(QEvent.Type.LayoutRequest))
        return False


def test_tabs_may_be_laid_out_while_their_window_is_deleted(qtbot: QtBot, theme: Theme) -> None:
    window, late = QMainWindow(), LaidOutWhenHidden()
    docks = [QDockWidget(name, window) for name in ("Orders", "Positions")]
    for dock in docks:
        dock.setWidget(QLabel(dock.windowTitle()))
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    window.tabifyDockWidget(docks[0], docks[1])
    with qtbot.waitExposed(window):
        window.show()
    (tabs,) = window.findChildren(QTabBar)
    corner = TabCorner(theme, tabs)
    corner.show_pane("Orders", "2 working", NO_ACTIONS)
    tabs.installEventFilter(late)
    with qtbot.waitSignal(window.destroyed):
        window.deleteLater()
    assert late.times == 1
