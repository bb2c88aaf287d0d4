"""Replays on the screen: the bar that moves one, and the sheet that begins them."""

import json
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QMenu, QPushButton, QSlider, QWidget

from tests.support.history import put_bars, tick_rows
from tests.support.market import MINUTE, SECOND
from tests.support.on_screen import named, position, pressed, until
from traderterminal.app.credentials import RUNTIME_FILE
from traderterminal.app.history_store import open_store
from traderterminal.app.replay_windows import ReplayWindows
from traderterminal.app.screen import Screen
from traderterminal.app.service import Service
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.bars import Bar
from traderterminal.kit.clock import parse_iso
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.replay import ReplaySource, ReplayState
from traderterminal.storage.history import NOTHING
from traderterminal.ui.chart.widget import ChartWidget
from traderterminal.ui.panes.replay_bar import ReplayBar
from traderterminal.ui.panes.replay_sheet import ReplaySheet, RewindSheet
from traderterminal.ui.viewmodels.replay import PARTS
from traderterminal.ui.walk import REPLAY_BAR, STATUS_BAR
from traderterminal.ui.widgets.hold_button import HOLD_S
from traderterminal.ui.widgets.status_bar import Chip

START = parse_iso("2024-01-09T15:00:00Z")
ES = "ESH2024"
HEADER = "ts_ns,kind,price,size,aggressor,bid,bid_size,ask,ask_size\n"


@pytest.fixture
def recording(tmp_path: Path) -> dict[str, Any]:
    """Four minutes of ES: a quote and a trade every ten seconds."""
    path = tmp_path / "ticks.csv"
    rows = [
        f"{START + n * 10 * SECOND},quote,,,,4800,50,4800.25,50\n"
        f"{START + n * 10 * SECOND},trade,4800.25,1,B,,,,\n"
        for n in range(25)
    ]
    path.write_text(HEADER + "".join(rows))
    return {"market": f"replay:{path}", "symbol": ES, "start": "first"}


def replayed(service: Service) -> ReplaySource:
    source = service.engine.source
    assert isinstance(source, ReplaySource)
    return source


async def until_at(service: Service, at_ns: int) -> None:
    await until(service, lambda: replayed(service).status.now_ns == at_ns)


def bar(screen: Screen) -> ReplayBar:
    (found,) = screen.window.findChildren(ReplayBar)
    return found


def texts(parent: QWidget) -> list[str]:
    return [label.text() for label in parent.findChildren(QLabel)]


def sheets(screen: Screen, kind: type[QWidget]) -> list[QWidget]:
    return [one for one in screen.window.findChildren(kind) if one.isVisible()]


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_everywhere_it_is_said_that_this_is_a_replay(
    on_screen: Any, recording: dict[str, Any]
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        window.flush()
        assert window.windowTitle().startswith("REPLAY · ")
        chips = [chip.accessibleName() for chip in window.findChildren(Chip)]
        assert any(name.startswith("REPLAY Armed") for name in chips)
        assert named(window, "Buy 1 ESH2024 at ask 4,800.25, replay").isEnabled()
        assert {ES, "Paused", "Tue 09 Jan 2024 09:00:00 CST"} <= set(texts(bar(screen)))
        # no way from a replay into another one
        names = [action.text() for action in window.findChildren(QAction)]
        assert "End replay" in names
        assert "Replay…" not in names

    on_screen(act, **recording)


def test_it_is_played_paused_and_stepped_by_key_and_by_mouse(
    on_screen: Any, recording: dict[str, Any]
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, source = screen.window, replayed(service)
        QTest.keyClick(window, Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
        await until(service, lambda: source.status.position == 3)
        QTest.keyClick(window, Qt.Key.Key_F9)
        await until_at(service, START + MINUTE - 1)
        click(named(window, "Next bar of the chart (F9)"))
        await until_at(service, START + 2 * MINUTE - 1)
        click(named(window, "Next row (Shift+F9)"))
        await until_at(service, START + 2 * MINUTE)
        QTest.keyClick(window, Qt.Key.Key_F8)
        await until(service, lambda: source.status.state is ReplayState.PLAYING)
        await until(service, lambda: "Playing" in texts(bar(screen)))
        click(named(window, "Pause (F8)"))
        await until(service, lambda: source.status.state is ReplayState.PAUSED)

    on_screen(act, **recording)


def test_the_next_bar_is_one_of_those_that_the_chart_shows(
    on_screen: Any, recording: dict[str, Any]
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        pressed(screen.window, "5m")
        QTest.keyClick(screen.window, Qt.Key.Key_F9)
        await until_at(service, START + 4 * MINUTE)  # the recording ends within it
        slider = named(screen.window, "Progress of the replay")
        slider.setFocus()
        QTest.keyClick(slider, Qt.Key.Key_Home)
        await until_at(service, START)
        pressed(screen.window, "D")
        QTest.keyClick(screen.window, Qt.Key.Key_F9)
        await until(service, lambda: replayed(service).status.state is ReplayState.ENDED)

    on_screen(act, **recording)


def test_the_speed_is_chosen_and_one_of_the_api_is_shown(
    on_screen: Any, recording: dict[str, Any]
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        speed = named(screen.window, "Speed of the replay")
        assert speed.currentText() == "1×"
        speed.setFocus()
        QTest.keyClick(speed, Qt.Key.Key_End)
        assert replayed(service).speed == float("inf")
        replayed(service).set_speed(7.5)
        screen.window.flush()
        assert speed.currentText() == "7.5×"
        QTest.keyClick(speed, Qt.Key.Key_Home)
        assert replayed(service).speed == 1.0
        screen.window.flush()
        assert "7.5×" not in [speed.itemText(n) for n in range(speed.count())]

    on_screen(act, **recording)


def test_a_time_is_typed_or_dragged_to(on_screen: Any, recording: dict[str, Any]) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        QTest.keyClick(window, Qt.Key.Key_F7)
        field = named(window, "Jump to a time")
        assert field.hasFocus()
        QTest.keyClicks(field, "noon")
        QTest.keyClick(field, Qt.Key.Key_Return)
        window.flush()
        problem = "'noon' is no time such as 09:30 or 2024-01-11 09:30"
        assert problem in texts(bar(screen))
        QTest.keyClick(field, Qt.Key.Key_Escape)
        assert field.text() == ""
        QTest.keyClicks(field, "09:02")
        QTest.keyClick(field, Qt.Key.Key_Return)
        await until_at(service, START + 2 * MINUTE)
        window.flush()
        assert problem not in texts(bar(screen))
        slider = named(window, "Progress of the replay")
        assert slider.value() == PARTS // 2
        slider.setFocus()
        QTest.keyClick(slider, Qt.Key.Key_End)
        await until(service, lambda: "At its end" in texts(bar(screen)))
        assert replayed(service).status.now_ns == START + 4 * MINUTE
        QTest.keyClick(slider, Qt.Key.Key_Home)  # nothing was booked: it is shown again
        await until_at(service, START)
        drag(slider, PARTS // 4)
        await until_at(service, START + MINUTE)

    on_screen(act, **recording)


def drag(slider: QSlider, part: int) -> None:
    """Drag the handle from the left end to a part; on the way the time is shown, not jumped to."""
    middle = slider.height() // 2
    start, left = slider.rect().topLeft(), Qt.MouseButton.LeftButton
    start.setY(middle)
    start.setX(6)
    QTest.mousePress(slider, left, pos=start)
    assert slider.isSliderDown()
    slider.setSliderPosition(part)
    QTest.mouseRelease(slider, left, pos=start)


def bar_at(screen: Screen, number: int) -> QPoint:
    """The middle of a bar of the chart."""
    chart = screen.window.findChildren(ChartWidget)[0]
    chart.grab()
    return QPoint(round(chart.times.middle(number)), chart.height() // 2)


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
def test_a_bar_that_is_clicked_is_jumped_to_once_one_is_asked_for(
    on_screen: Any, recording: dict[str, Any]
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, pick = screen.window, named(screen.window, "Pick a bar to jump to")
        chart = window.findChildren(ChartWidget)[0]
        left = Qt.MouseButton.LeftButton
        QTest.keyClick(named(window, "Progress of the replay"), Qt.Key.Key_End)
        await until_at(service, START + 4 * MINUTE)
        window.flush()
        # a click on a chart as such moves nothing
        QTest.mouseClick(chart, left, pos=bar_at(screen, 2))
        click(pick)
        assert "Click a bar to go on there" in texts(bar(screen))
        QTest.keyClick(chart, Qt.Key.Key_Escape)  # nor does it once it was given up
        window.flush()
        assert "Click a bar to go on there" not in texts(bar(screen))
        QTest.mouseClick(chart, left, pos=bar_at(screen, 2))
        click(pick)
        at = bar_at(screen, 2)
        QTest.mousePress(chart, left, pos=at)  # nor one that is dragged to another bar
        QTest.mouseRelease(chart, left, pos=bar_at(screen, 3))
        assert replayed(service).status.now_ns == START + 4 * MINUTE
        QTest.mouseClick(chart, left, pos=at)
        await until_at(service, START + 2 * MINUTE)
        # one click picks one bar
        window.flush()
        QTest.mouseClick(chart, left, pos=bar_at(screen, 1))
        menu = chart.menu_of(QPointF(bar_at(screen, 1)))
        (jump,) = [one for one in menu.actions() if one.text().startswith("Jump to 09 Jan")]
        assert jump.text() == "Jump to 09 Jan 09:01"
        assert replayed(service).status.now_ns == START + 2 * MINUTE
        jump.trigger()
        await until_at(service, START + MINUTE)

    on_screen(act, **recording)


def test_a_jump_back_behind_a_trade_is_asked_about_and_begins_afresh(
    on_screen: Any, recording: dict[str, Any]
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window, account = screen.window, service.engine.settings.accounts[0].id
        await service.engine.desk.place(OrderWish(account, ES, "delta", "buy", Decimal(1)))
        QTest.keyClick(window, Qt.Key.Key_F9)
        await until_at(service, START + MINUTE - 1)
        assert position(service) == 1
        slider = named(window, "Progress of the replay")
        slider.setFocus()
        for words, wanted in (("Cancel", 1), ("Begin afresh there", 0)):
            replayed_at = replayed(service).status.now_ns
            await service.engine.desk.place(OrderWish(account, ES, "delta", "buy", Decimal(1)))
            await service.engine.desk.place(OrderWish(account, ES, "delta", "sell", Decimal(1)))
            QTest.keyClick(slider, Qt.Key.Key_Home)
            (sheet,) = sheets(screen, RewindSheet)
            assert any("its account has $100,000.00 again" in text for text in texts(sheet))
            pressed(sheet, words)
            await until(service, lambda wanted=wanted: position(service) == wanted)  # type: ignore[misc] # bound
            assert not sheets(screen, RewindSheet)
            assert words != "Cancel" or replayed(service).status.now_ns == replayed_at
        await until_at(service, START)
        assert list(service.engine.journal.all_fills()) == []

    on_screen(act, **recording)


def test_the_walk_through_the_window_passes_the_bar_and_the_end_closes_it(
    on_screen: Any, recording: dict[str, Any]
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        named(window, "Symbol search").setFocus()
        QTest.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        assert window.walk.where(window.focusWidget()) == STATUS_BAR
        QTest.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        assert window.walk.where(window.focusWidget()) == REPLAY_BAR
        pressed(bar(screen), "End replay")
        assert not window.isVisible()

    on_screen(act, **recording)


def test_a_replay_of_bars_says_so_and_is_stepped_by_bars_alone(
    on_screen: Any, tmp_path: Path
) -> None:
    path = tmp_path / "bars.csv"
    lines = [f"2024-01-09T15:0{n}:00Z,4800,4801,4799.5,4800.5,40\n" for n in range(1, 5)]
    path.write_text("timestamp_utc,open,high,low,close,volume\n" + "".join(lines))

    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        assert f"{ES}, of bars" in texts(bar(screen))
        assert not named(window, "Next row").isVisible()
        assert "Next row" not in [action.text() for action in window.findChildren(QAction)]
        QTest.keyClick(window, Qt.Key.Key_F9)
        await until_at(service, START + MINUTE - 1)
        bars = service.engine.bars.series(ES)
        assert bars.bars() == [Bar(START, 19_200, 19_204, 19_198, 19_202, 40)]
        for _ in range(4):
            QTest.keyClick(window, Qt.Key.Key_F9)
            await service.engine.host.sleep(0.05)
        await until(service, lambda: replayed(service).status.state is ReplayState.ENDED)
        assert bars.count == 4

    on_screen(act, market=f"replay:{path}", symbol=ES, start="first")


# The sheet.


class NoWindow:
    """Stands in for the process of a window: nothing ends by itself."""

    pid, returncode = 1, None

    def poll(self) -> int | None:
        return None


@pytest.fixture
def launched() -> list[tuple[str, ...]]:
    return []


@pytest.fixture
def windows(launched: list[tuple[str, ...]]) -> ReplayWindows:
    def launch(arguments: tuple[str, ...], errors: Any) -> "subprocess.Popen[bytes]":
        launched.append(arguments)
        (Path(arguments[1]) / RUNTIME_FILE).write_text(json.dumps({"pid": NoWindow.pid}))
        return cast("subprocess.Popen[bytes]", NoWindow())

    scope = TaskScope(on_error=lambda name, error: pytest.fail(f"{name}: {error!r}"))
    made = ReplayWindows(scope, launch)
    # Nobody looks whether a window that there is not has ended.
    made._watch = _nobody  # type: ignore[method-assign] # as said
    return made


async def _nobody(folder: Path, process: Any) -> None:
    pass


def store(folder: Path, service: Service) -> None:
    """Ten seconds of ticks on one day, four minutes of bars on another."""
    made = open_store(folder, service.engine.symbols.instrument)
    made.add_ticks(
        ES,
        tick_rows(
            *(
                (START + n * SECOND, 0, NOTHING, NOTHING, 0, 19_200, 50, 19_201, 50)
                for n in range(10)
            )
        ),
    )
    first = START + 1_440 * MINUTE
    put_bars(made, [Bar(first + n * MINUTE, 19_200, 19_204, 19_198, 19_202, 4) for n in range(4)])


async def asked(service: Service, screen: Screen) -> ReplaySheet:
    """Open the sheet from the menu, and wait until it has looked at what there is."""
    (entry,) = [a for a in screen.window.findChildren(QAction) if a.text() == "Replay…"]
    menus = [m for m in screen.window.findChildren(QMenu) if entry in m.actions()]
    assert [menu.title() for menu in menus] == ["File"]
    QTest.keyClick(
        screen.window,
        Qt.Key.Key_R,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    (sheet,) = screen.window.findChildren(ReplaySheet)
    assert screen.replaying.replays is not None
    await service.engine.host.sleep(0.1)
    return sheet


def choice(sheet: QWidget, name: str) -> list[str]:
    found = named(sheet, name)
    return [found.itemText(n) for n in range(found.count())]


def test_stored_bars_of_a_day_are_begun_from_the_keyboard(
    on_screen: Any, tmp_path: Path, windows: ReplayWindows, launched: list[tuple[str, ...]]
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        store(tmp_path, service)
        sheet = await asked(service, screen)
        await until(service, lambda: choice(sheet, "Trade date") == ["Tue 09 Jan 2024"])
        pressed(sheet, "Stored bars")
        await until(service, lambda: choice(sheet, "Trade date") == ["Wed 10 Jan 2024"])
        start = named(sheet, "Start at")
        start.setFocus()
        QTest.keyClicks(start, "09:02")
        speed = named(sheet, "Speed")
        speed.setFocus()
        QTest.keyClick(speed, Qt.Key.Key_End)
        begin = named(sheet, "Begin replay")
        assert begin.isEnabled()
        begin.setFocus()
        QTest.keyClick(begin, Qt.Key.Key_Return)
        await until(service, lambda: bool(launched) and not sheets(screen, ReplaySheet))
        (arguments,) = launched
        folder = tmp_path / "replays" / "ESH2024 2024-01-10 minutes"
        assert arguments[1] == str(folder)
        assert (folder / "recording.csv.gz").exists()
        assert arguments[arguments.index("--speed") + 1] == "max"
        assert arguments[arguments.index("--from") + 1] == "2024-01-10T15:02:00.000000Z"

    on_screen(act, windows=windows)


def test_what_cannot_begin_is_said_on_the_sheet(
    on_screen: Any, tmp_path: Path, windows: ReplayWindows, launched: list[tuple[str, ...]]
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        sheet = await asked(service, screen)
        nothing = "No ticks are stored: import them, or let the market be recorded"
        await until(service, lambda: nothing in texts(sheet))
        assert not named(sheet, "Begin replay").isEnabled()
        pressed(sheet, "Recording file")
        await until(service, lambda: "Choose the recording" in texts(sheet))
        assert not named(sheet, "Symbol").isVisible()
        file, contract = named(sheet, "Recording file"), named(sheet, "Contract in the file")
        QTest.keyClicks(file, str(tmp_path / "gone.csv"))
        QTest.keyClicks(contract, ES)
        pressed(sheet, "Begin replay")
        said = f"there is no file {tmp_path / 'gone.csv'}"
        await until(service, lambda: said in texts(sheet))
        assert sheet.isVisible()
        assert launched == []

    on_screen(act, windows=windows)


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
def test_a_bar_of_a_chart_opens_the_sheet_filled_in(
    on_screen: Any, tmp_path: Path, windows: ReplayWindows
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        store(tmp_path, service)
        chart = screen.window.findChildren(ChartWidget)[0]
        vm = screen.charts.first.vm
        assert vm.instrument is not None
        service.engine.bars.prepend(
            ES, [Bar(START + n * MINUTE, 19_200, 19_204, 19_198, 19_202, 4) for n in range(9)]
        )
        vm.show(service.engine.symbols.instrument(ES))
        vm.flush()
        (offer,) = [
            one
            for one in chart.menu_of(QPointF(bar_at(screen, 3))).actions()
            if one.text().startswith("Replay from")
        ]
        assert offer.text() == "Replay from 9 Jan 09:03…"
        offer.trigger()
        (sheet,) = screen.window.findChildren(ReplaySheet)
        start = named(sheet, "Start at")
        await until(service, lambda: named(sheet, "Symbol").currentText() == ES)
        await until(service, lambda: start.text() == "2024-01-09 09:03:00")
        assert named(sheet, "Trade date").currentText() == "Tue 09 Jan 2024"
        vm.choose_resolution("D")  # a day starts at no time of day
        menu = chart.menu_of(QPointF(bar_at(screen, 0)))
        assert not [one for one in menu.actions() if one.text().startswith("Replay from")]

    on_screen(act, windows=windows)


def test_a_recording_is_chosen_in_a_dialog_that_blocks_nothing(
    on_screen: Any, tmp_path: Path, windows: ReplayWindows
) -> None:
    path = tmp_path / "ticks.csv"
    path.write_text(HEADER)

    async def act(service: Service, screen: Screen) -> None:
        sheet = await asked(service, screen)
        pressed(sheet, "Recording file")
        pressed(sheet, "Choose…")
        (dialog,) = sheet.findChildren(QFileDialog)
        dialog.fileSelected.emit(str(path))
        dialog.close()
        assert named(sheet, "Recording file").text() == str(path)
        await service.engine.host.sleep(0.05)

    on_screen(act, windows=windows)


def test_a_replay_that_is_kept_is_opened_again_or_deleted(
    on_screen: Any, tmp_path: Path, windows: ReplayWindows, launched: list[tuple[str, ...]]
) -> None:
    name = "ESH2024 2024-01-09 ticks"

    async def act(service: Service, screen: Screen) -> None:
        store(tmp_path, service)
        sheet = await asked(service, screen)
        await until(service, lambda: named(sheet, "Begin replay").isEnabled())
        pressed(sheet, "Begin replay")
        await until(service, lambda: bool(launched) and not sheets(screen, ReplaySheet))
        await service.engine.host.sleep(0.05)
        sheet = await asked(service, screen)
        await until(service, lambda: name in texts(sheet))
        assert not named(sheet, f"Open {name}").isEnabled()  # it is open
        windows._running.clear()
        windows.changed.emit("")
        await until(service, lambda: shown(sheet, f"Open {name}"))
        click(named(sheet, f"Open {name}"))
        await until(service, lambda: len(launched) == 2)
        windows._running.clear()
        await service.engine.host.sleep(0.05)
        sheet = await asked(service, screen)
        await until(service, lambda: shown(sheet, f"Delete {name} with its journal"))
        delete = named(sheet, f"Delete {name} with its journal")
        QTest.mousePress(delete, Qt.MouseButton.LeftButton)
        await service.engine.host.sleep(HOLD_S)
        await until(service, lambda: not (tmp_path / "replays" / name).exists())
        await until(service, lambda: "Replays you have" not in visible_texts(sheet))

    on_screen(act, windows=windows)


def shown(sheet: QWidget, name: str) -> bool:
    found = [b for b in sheet.findChildren(QPushButton) if b.accessibleName() == name]
    return any(button.isEnabled() and button.isVisible() for button in found)


def visible_texts(parent: QWidget) -> list[str]:
    return [label.text() for label in parent.findChildren(QLabel) if label.isVisible()]
