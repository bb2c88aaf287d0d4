"""Workspaces on the screen: by tab, key and menu; charts with them, what is traded without them."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDockWidget,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QTabBar,
)

from tests.support.figures import Cases
from tests.support.on_screen import named, pressed, until
from tests.support.scale import scaled
from traderterminal.app.screen import Screen
from traderterminal.app.service import Service
from traderterminal.ui.arrangements import TEMPLATES
from traderterminal.ui.viewmodels.ticket_form import Form
from traderterminal.ui.widgets.toasts import Toast
from traderterminal.ui.workspace_menu import RemoveWorkspaceSheet, RenameSheet, WorkspaceMenu

Run = Callable[..., Any]

pytestmark = pytest.mark.qt_log_ignore(
    r"^This plugin does not support raise\(\)$",
    r"^This plugin does not support grabbing the keyboard$",
    extend=True,
)


async def rest(service: Service) -> None:
    await service.engine.host.sleep(0.1)


async def arranged(service: Service, screen: Screen, width: int = 1600, height: int = 1000) -> None:
    screen.window.resize(width, height)
    screen.window.arrange(width, height)
    await rest(service)


def open_panes(screen: Screen) -> set[str]:
    docks = screen.window.findChildren(QDockWidget)
    opened = [one for one in docks if one.toggleViewAction().isChecked()]
    return {one.objectName().removeprefix("dock ") for one in opened}


def press(screen: Screen, number: int) -> None:
    QTest.keyClick(
        screen.window, Qt.Key(Qt.Key.Key_0.value + number), Qt.KeyboardModifier.AltModifier
    )


def shows(screen: Screen, pane: str) -> str:
    found = screen.links.instrument_of(pane)
    return "" if found is None else found.root


def lines(screen: Screen) -> dict[str, Any]:
    (menu,) = screen.window.findChildren(WorkspaceMenu)
    menu.aboutToShow.emit()
    return {action.text().split("\t")[0]: action for action in menu.actions()}


def tabs(screen: Screen) -> QTabBar:
    found = named(screen.window, "Workspaces")
    assert isinstance(found, QTabBar)
    return found


def test_a_key_shows_another_workspace_and_the_first_is_found_as_it_was_left(
    on_screen: Run,
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        screen.charting.new_chart()
        await rest(service)
        screen.charts.all[1].vm.choose_resolution("15m")
        screen.window.open_pane("Orders")
        before = open_panes(screen)
        widths = {d.objectName(): d.width() for d in screen.window.findChildren(QDockWidget)}
        press(screen, 5)
        await rest(service)
        assert screen.workspaces.vm.active.name == "Review"
        assert {"Ticket", "Ladder"} & open_panes(screen) == set()
        assert [chart.name for chart in screen.charts.all] == ["Chart"]
        press(screen, 1)
        await rest(service)
        assert open_panes(screen) == before
        assert screen.charts.named("Chart 2").vm.resolution_name == "15m"
        again = {d.objectName(): d.width() for d in screen.window.findChildren(QDockWidget)}
        assert abs(again["dock Chart"] - widths["dock Chart"]) <= 2

    on_screen(act)


def test_a_chart_of_one_workspace_keeps_its_indicators_from_those_of_another(
    on_screen: Run,
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        screen.charting.new_chart()
        screen.charts.named("Chart 2").studies.add("rsi")
        press(screen, 2)
        await rest(service)
        screen.charting.new_chart()
        assert [chart.name for chart in screen.charts.all] == ["Chart", "Chart 3"]
        screen.charting.close_chart("Chart 3")
        press(screen, 1)
        await rest(service)
        names = [row.name for row in screen.charts.named("Chart 2").studies.rows]
        assert names == ["VWAP", "EMA 21", "RSI 14"]

    on_screen(act)


def test_a_copy_of_a_workspace_leaves_the_indicators_of_the_other_one(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        screen.charting.new_chart()
        screen.charts.named("Chart 2").studies.add("rsi")
        lines(screen)["Duplicate workspace"].trigger()
        await rest(service)
        assert [chart.name for chart in screen.charts.all] == ["Chart", "Chart 2"]
        screen.charting.close_chart("Chart 2")
        press(screen, 1)
        await rest(service)
        assert len(screen.charts.named("Chart 2").studies.rows) == 3

    on_screen(act)


def test_the_default_arrangement_keeps_the_charts(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        screen.charting.new_chart()
        screen.window.open_pane("Chart 2")
        docks = {d.objectName(): d for d in screen.window.findChildren(QDockWidget)}
        docks["dock Orders"].setFloating(True)
        lines(screen)["Default arrangement"].trigger()
        await rest(service)
        assert [chart.name for chart in screen.charts.all] == ["Chart", "Chart 2"]
        assert not docks["dock Orders"].isFloating()
        assert {"Chart 2", "Orders"} <= open_panes(screen)

    on_screen(act)


def test_a_tab_shows_its_workspace_and_tells_its_key(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        bar = tabs(screen)
        assert [bar.tabText(n) for n in range(bar.count())] == list(TEMPLATES)
        assert bar.tabToolTip(2) == "Workspace Swing (Alt+3)"
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(2).center())
        await rest(service)
        assert screen.workspaces.vm.active.name == "Swing"
        assert bar.currentIndex() == 2
        assert screen.charts.first.vm.resolution_name == "D"
        QTest.keyClick(bar, Qt.Key.Key_Left)
        await rest(service)
        assert screen.workspaces.vm.active.name == "Scalp"
        assert screen.charts.first.vm.resolution_name == "1m"

    on_screen(act)


def test_what_is_traded_stays_when_the_workspace_changes(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        screen.charting.new_chart()
        screen.links.choose_group("Chart 2", "C")
        screen.choose_symbol("Chart 2", "NQ")
        press(screen, 2)
        await rest(service)
        screen.choose_symbol("Ticket", "CL")
        press(screen, 1)
        await rest(service)
        assert shows(screen, "Ticket") == "CL"
        assert shows(screen, "Chart") == "CL"  # for it is linked with the ticket
        assert shows(screen, "Chart 2") == "NQ"
        assert screen.links.group_of("Chart 2") == "C"

    on_screen(act)


def test_a_window_without_room_has_one_button_for_the_workspaces(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen, 1050, 768)
        assert not tabs(screen).isVisible()
        folded = named(screen.window, "Workspace Trade, choose another one")
        QTest.mouseClick(folded, Qt.MouseButton.LeftButton)
        (menu,) = [one for one in folded.parent().findChildren(QMenu) if one.isVisible()]
        assert [line.text() for line in menu.actions()][1] == "Scalp\tAlt+2"
        menu.actions()[1].trigger()
        menu.close()
        await rest(service)
        assert named(screen.window, "Workspace Scalp, choose another one").isVisible()

    on_screen(act)


def test_a_workspace_is_made_renamed_and_removed_from_the_menu(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        made = lines(screen)["New workspace"].menu()
        next(line for line in made.actions() if line.text() == "Prop").trigger()
        await rest(service)
        assert screen.workspaces.vm.active.name == "Prop 2"
        assert "Accounts" in open_panes(screen)
        lines(screen)["Rename workspace…"].trigger()
        (sheet,) = screen.window.findChildren(RenameSheet)
        field = named(sheet, "Name of the workspace")
        assert field.hasFocus()
        QTest.keyClicks(field, "Trade")
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert any("a workspace Trade already" in one.text() for one in sheet.findChildren(QLabel))
        field.selectAll()
        QTest.keyClicks(field, "Evening")
        pressed(sheet, "Rename workspace")
        await until(service, lambda: not screen.window.findChildren(RenameSheet))
        assert tabs(screen).tabText(5) == "Evening"
        lines(screen)["Remove workspace…"].trigger()
        (asks,) = screen.window.findChildren(RemoveWorkspaceSheet)
        pressed(asks, "Cancel")
        await until(service, lambda: not screen.window.findChildren(RemoveWorkspaceSheet))
        assert tabs(screen).count() == 6
        lines(screen)["Remove workspace…"].trigger()
        (asks,) = screen.window.findChildren(RemoveWorkspaceSheet)
        pressed(asks, "Remove Evening")
        await until(service, lambda: tabs(screen).count() == 5)
        assert screen.workspaces.vm.active.name == "Review"

    on_screen(act)


def test_workspaces_come_back_and_another_theme_keeps_the_one_that_is_shown(
    on_screen: Run, tmp_path: Path
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        press(screen, 4)
        await rest(service)
        screen.workspaces.vm.rename("Funded")
        screen.choose_theme("ivory")
        await rest(service)
        assert tabs(screen).currentIndex() == 3
        assert "Ladder" not in open_panes(screen)

    async def again(service: Service, screen: Screen) -> None:
        await rest(service)
        assert tabs(screen).tabText(3) == "Funded"
        assert tabs(screen).currentIndex() == 3
        assert "Ladder" not in open_panes(screen)
        assert screen.charts.first.vm.resolution_name == "5m"
        press(screen, 1)
        await rest(service)
        assert {"Ladder", "Ticket"} <= open_panes(screen)

    on_screen(act)
    assert json.loads((tmp_path / "layout.json").read_text("utf-8"))["workspace"] == "Funded"
    on_screen(again)


def test_a_crash_after_a_change_loses_nothing_of_it(on_screen: Run, tmp_path: Path) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        press(screen, 3)
        await rest(service)
        kept = json.loads((tmp_path / "layout.json").read_text("utf-8"))
        assert kept["workspace"] == "Swing"
        others = json.loads((tmp_path / "workspaces.json").read_text("utf-8"))["workspaces"]
        assert others[0]["state"]["docks"]

    on_screen(act)


def test_a_crash_after_panes_were_moved_loses_little(
    on_screen: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("traderterminal.app.screen.KEEPS_MS", 300)

    async def act(service: Service, screen: Screen) -> dict[str, str]:
        await arranged(service, screen)
        screen.window._docking.move("Orders", screen.window._docking.further.open())
        path = tmp_path / "layout.json"
        await until(service, lambda: path.exists() and "Orders" in path.read_text("utf-8"))
        await until(service, lambda: bool(json.loads(json.loads(path.read_text())["windows"])))
        await rest(service)
        written = path.stat().st_mtime_ns
        screen.workspaces.keep_in_time()
        assert path.stat().st_mtime_ns == written  # nothing has changed since
        return dict(json.loads(path.read_text("utf-8")))

    async def again(service: Service, screen: Screen) -> int:
        screen.window.open_pane("Orders")
        return len(screen.window._docking.further.all)

    kept = on_screen(act)
    (tmp_path / "layout.json").write_text(json.dumps(kept), "utf-8")
    assert on_screen(again) == 1


def test_a_disk_that_takes_nothing_is_told_of_once(on_screen: Run, tmp_path: Path) -> None:
    async def act(service: Service, screen: Screen) -> None:
        (tmp_path / "layout.new").mkdir()
        told = screen.announcing.notices
        for _ in range(3):
            screen.workspaces.keep_in_time()
        (notice,) = [one for one in told.shown if one.title == "The workspaces were not kept"]
        told.dismiss(notice.key)
        screen.workspaces.keep_in_time()
        assert notice.key not in [one.key for one in told.shown]
        (tmp_path / "layout.new").rmdir()

    on_screen(act)


def told(screen: Screen) -> list[str]:
    return [one.detail for one in screen.announcing.notices.shown]


@pytest.mark.logs("the workspaces were not taken over")
def test_broken_workspaces_are_put_aside_and_the_rest_works(on_screen: Run, tmp_path: Path) -> None:
    (tmp_path / "workspaces.json").write_text("nonsense", "utf-8")

    async def act(service: Service, screen: Screen) -> None:
        await rest(service)
        assert tabs(screen).count() == len(TEMPLATES)
        assert told(screen) == ["The list of workspaces could not be read"]

    on_screen(act)
    assert (tmp_path / "workspaces.json.broken").exists()


@pytest.mark.parametrize("broken", [b'{"place": "1 24 15', b"\xff\xfe{}", b"[]"])
def test_an_arrangement_that_cannot_be_read_is_set_aside_and_told_of_once(
    on_screen: Run, tmp_path: Path, broken: bytes
) -> None:
    (tmp_path / "layout.json").write_bytes(broken)

    async def act(service: Service, screen: Screen) -> None:
        assert told(screen) == ["The arrangement shown last could not be read"]
        assert "Ladder" in open_panes(screen)

    async def again(service: Service, screen: Screen) -> None:
        assert told(screen) == []

    on_screen(act)
    assert (tmp_path / "layout.json.broken").read_bytes() == broken
    on_screen(again)


def test_panes_that_stand_as_at_first_are_told_of(on_screen: Run, tmp_path: Path) -> None:
    (tmp_path / "layout.json").write_text(json.dumps({"docks": "broken"}), "utf-8")

    async def act(service: Service, screen: Screen) -> None:
        assert told(screen) == ["Where they stood could not be read."]
        assert "Ladder" in open_panes(screen)
        screen.window.arrange_as("Trade")

    on_screen(act)


def test_a_workspace_that_cannot_be_read_is_told_of_and_the_others_are_there(
    on_screen: Run, tmp_path: Path
) -> None:
    whole = {"name": "Mine", "template": "Scalp", "state": {"docks": "broken"}}
    kept = {"version": 1, "workspaces": [whole, {"name": 5}]}
    (tmp_path / "workspaces.json").write_text(json.dumps(kept), "utf-8")

    async def act(service: Service, screen: Screen) -> None:
        screen.window.flush()
        await rest(service)
        assert screen.workspaces.vm.active.name == "Mine"
        assert "Ladder" in open_panes(screen)  # what is broken of it is as its template
        assert "Approvals" not in open_panes(screen)
        told = [
            one.text() for t in screen.window.findChildren(Toast) for one in t.findChildren(QLabel)
        ]
        assert "The arrangement was not restored whole" in told

    on_screen(act)


def test_a_workspace_is_written_to_a_file_and_read_from_it(on_screen: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.workspace"

    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        screen.charting.new_chart()
        (menu,) = screen.window.findChildren(WorkspaceMenu)
        asking = menu.ask_where_to()
        asking.fileSelected.emit(str(path))
        asking.reject()
        press(screen, 2)
        await rest(service)
        asking = menu.ask_for_file()
        assert asking.fileMode() is QFileDialog.FileMode.ExistingFile
        asking.fileSelected.emit(str(path))
        asking.reject()
        await rest(service)
        assert screen.workspaces.vm.active.name == "Trade 2"
        assert len(screen.charts.all) == 2

    on_screen(act)
    assert json.loads(path.read_text("utf-8"))["name"] == "Trade"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"nonsense", "cannot be read"),
        (b"[" * 100_000, "cannot be read"),
        (b"\xff\xfe", "can't decode"),
        (b"{}", "no workspace of this program"),
    ],
)
def test_a_file_that_is_no_workspace_is_refused_in_words(
    on_screen: Run, tmp_path: Path, content: bytes, says: str
) -> None:
    path = tmp_path / "bad.workspace"
    path.write_bytes(content)

    async def act(service: Service, screen: Screen) -> None:
        (menu,) = screen.window.findChildren(WorkspaceMenu)
        asking = menu.ask_for_file()
        asking.fileSelected.emit(str(path))
        asking.reject()
        (box,) = screen.window.findChildren(QMessageBox)
        assert box.text() == "bad.workspace was not read"
        assert says in box.informativeText()
        box.close()
        assert tabs(screen).count() == len(TEMPLATES)

    on_screen(act)


def test_a_pane_that_a_workspace_has_closed_finds_its_place_when_it_is_opened(
    on_screen: Run,
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        press(screen, 5)
        await rest(service)
        docks = {d.objectName(): d for d in screen.window.findChildren(QDockWidget)}
        orders, ticket = docks["dock Orders"], docks["dock Ticket"]
        orders.toggleViewAction().trigger()
        screen.window.open_pane("Ticket")
        await rest(service)
        for dock in (orders, ticket):
            assert dock.isVisible()
            assert screen.window.dockWidgetArea(dock) is Qt.DockWidgetArea.TopDockWidgetArea
        press(screen, 1)
        await rest(service)
        press(screen, 5)
        await rest(service)
        assert {"Orders", "Ticket", "Journal"} <= open_panes(screen)
        assert "Positions" not in open_panes(screen)

    on_screen(act)


def spoiled(text: str, random: Random) -> str:
    """A text with a few characters changed, or cut off."""
    changed = list(text)
    for _ in range(random.choice((1, 1, 3, 20))):
        changed[random.randrange(len(changed))] = random.choice('A0+/{}[]",: z')
    kept = len(changed) if random.random() < 0.8 else random.randrange(len(changed))
    return "".join(changed[:kept])


@pytest.mark.counted("spoiled arrangements, each restored as far as it goes")
def test_a_spoiled_arrangement_takes_nothing_down_and_the_way_out_stays(
    on_screen: Run, cases: Cases
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        window, random = screen.window, Random(7)
        screen.window._docking.move("Orders", screen.window._docking.further.open())
        await rest(service)
        whole = window.layout_state()
        refused = 0
        for _ in cases.over(range(scaled(100))):
            part = random.choice(["docks", "docks", "windows", "place", "tables", "open"])
            fits = window.restore_layout({**whole, part: spoiled(whole[part], random)})
            if not fits:
                assert part == "docks"
                window.arrange_as("Trade")
                refused += 1
            assert named(window, "Flatten all accounts").isVisible()
            for name in ("Ticket", "Orders"):
                window.open_pane(name)
                assert window._docking.docks[name].isVisible()
        assert refused
        assert window.restore_layout(whole)

    on_screen(act)


def test_text_in_a_field_is_not_taken_for_a_key(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        field = named(screen.window, "Quantity")
        assert isinstance(field, QLineEdit)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, "3")
        assert field.text() == "3"
        assert screen.workspaces.vm.active.name == "Trade"
        assert not [b for b in screen.window.findChildren(QPushButton) if b.text() == "Scalp 2"]

    on_screen(act)


def test_each_workspace_has_its_ticket_as_its_template_or_the_trader_has_it(on_screen: Run) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen)
        form, heights = screen.trading.ticket.form, list[int]()

        async def show(number: int) -> Form:
            press(screen, number)
            await rest(service)
            heights.append(screen.window.pane_rect("Ticket").height())
            return form.chosen

        assert [await show(n) for n in (1, 2, 3)] == [Form.WHOLE, Form.COMPACT, Form.FOLDED]
        whole, _, folded = heights
        assert folded < whole * 0.7
        form.choose(Form.WHOLE)
        await rest(service)
        assert screen.window.pane_rect("Ticket").height() > folded * 1.5
        assert await show(1) is Form.WHOLE
        assert await show(2) is Form.COMPACT
        assert await show(3) is Form.WHOLE
        screen.workspaces.vm.begin_anew()
        assert form.chosen is Form.FOLDED

    on_screen(act)


def test_a_wide_window_has_three_charts_the_daily_one_with_its_volume_by_price(
    on_screen: Run,
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await arranged(service, screen, 2560, 1440)
        screen.workspaces.vm.begin_anew()
        await rest(service)
        charts = screen.charts.all
        assert [chart.vm.resolution_name for chart in charts] == ["1m", "15m", "D"]
        profiles = [[r.name for r in c.studies.rows if "Profile" in r.name] for c in charts]
        assert [len(names) for names in profiles] == [0, 0, 1]

    on_screen(act)


#: What no program of ours writes, but a disk, an editor or a merge may leave.
SPOILED: Final[tuple[Any, ...]] = (
    *(5, None, [], {"a": [5]}, "", "5", "[[1, 2], 5]", "[" * 100_000, '{"Chart": {"group": 5}}'),
    '[{"panes": [[], null, "Orders", "Orders"], "docks": 5}, {"panes": ["Orders"], "docks": []}]',
    '{"table Orders": {"widths": {"Price": 1e300, "State": NaN}, "without": [[]], "sorted": [1]}}',
    '{"Chart 2": {"resolution": 5, "templates": []}, "Chart 3": 5, "Chart 4": {}}',
)


@pytest.mark.parametrize("shift", range(len(SPOILED)))
def test_a_start_with_any_value_anywhere_has_panes_and_the_way_out(
    on_screen: Run, tmp_path: Path, shift: int
) -> None:
    kept = [
        *("place", "tables", "panes", "open", "docks", "windows", "chart", "charts", "links"),
        *("ladder", "second_ladder", "arming", "watching", "hides_money", "theme", "language"),
        *("theme_of_settings", "language_of_settings", "font_of_settings", "looks", "workspace"),
    ]
    spoiled = {key: SPOILED[(n + shift) % len(SPOILED)] for n, key in enumerate(kept)}
    (tmp_path / "layout.json").write_text(json.dumps(spoiled), "utf-8")

    async def act(service: Service, screen: Screen) -> None:
        assert named(screen.window, "Flatten all accounts").isVisible()
        for name in ("Chart", "Ticket", "Orders"):
            screen.window.open_pane(name)
            assert screen.window._docking.docks[name].isVisible()

    on_screen(act)


def test_one_chart_that_cannot_be_read_takes_no_other_along(on_screen: Run, tmp_path: Path) -> None:
    charts = {"Chart 2": {"templates": 5}, "Chart 3": 5, "Chart 4": {"resolution": "15m"}}
    kept = {"charts": json.dumps(charts)}
    (tmp_path / "layout.json").write_text(json.dumps(kept), "utf-8")

    async def act(service: Service, screen: Screen) -> None:
        assert [one.name for one in screen.charts.all] == ["Chart", "Chart 2", "Chart 4"]
        assert screen.charts.named("Chart 4").vm.resolution_name == "15m"
        assert any("not restored whole" in one.title for one in screen.announcing.notices.shown)

    on_screen(act)
