"""Where panes stand by default, what a window that grows gives them, and charts beside others."""

from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget

from tests.support.on_screen import named
from traderterminal.app.screen import Screen
from traderterminal.app.service import Service
from traderterminal.ui.arrangements import (
    CHART,
    LADDER_EM,
    LADDER_NARROW_EM,
    LADDER_WIDE_EM,
    REST,
    SECOND_LADDER,
    SMALL_EM,
    TEMPLATES,
    TICKET_EM,
    Split,
    Tabs,
    arrangement,
    names_in,
    neighbours,
    spread,
    width_of,
)

PANES = (
    *(CHART, "Ladder", "Ticket", "Positions", "Orders", "Alerts", "Journal", "Accounts", "Own"),
    *("Watchlist", "Tape", "Calendar", "Price alerts", "Today", "Brokers", SECOND_LADDER),
)
#: Those that a window as narrow as the first of the sizes closes at first.
CLOSED = {"Tape", "Calendar", "Price alerts", "Today", SECOND_LADDER}
SIZES = ((1366, 768), (1600, 1000), (2560, 1440))


def seen(screen: Screen) -> dict[str, QDockWidget]:
    """The docked panes that are not behind a tab."""
    window = screen.window
    return {
        dock.objectName().removeprefix("dock "): dock
        for dock in window.findChildren(QDockWidget)
        if dock.isVisible() and window.rect().intersects(dock.geometry())
    }


async def sized(service: Service, screen: Screen, width: int, height: int) -> None:
    screen.window.resize(width, height)
    await service.engine.host.sleep(0.1)


def test_a_window_that_grows_leaves_no_strip_beside_the_ticket(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await sized(service, screen, *SIZES[0])
        screen.window.arrange(*SIZES[0])
        await service.engine.host.sleep(0.1)
        ticket = seen(screen)["Ticket"].width()
        for width, height in (*SIZES[1:], *SIZES[::-1]):
            await sized(service, screen, width, height)
            found = seen(screen)
            assert found["Ticket"].geometry().right() == width - 1
            assert found["Ticket"].width() == ticket
            assert found["Ladder"].geometry().right() == found["Ticket"].x() - 5
            assert found[CHART].width() > found["Ladder"].width()

    on_screen(act)


@pytest.mark.parametrize("size", SIZES)
def test_the_default_arrangement_keeps_its_measures(on_screen: Any, size: tuple[int, int]) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await sized(service, screen, *size)
        screen.window.arrange(*size)
        await service.engine.host.sleep(0.1)
        found = seen(screen)
        ladder = {1366: LADDER_NARROW_EM, 1600: LADDER_EM, 2560: LADDER_WIDE_EM}[size[0]]
        assert abs(found["Ladder"].width() - 12 * ladder) <= 2
        assert abs(found["Ticket"].width() - 12 * TICKET_EM) <= 2
        full, bars = found["Ticket"].height(), 100
        if size[0] == 1600:  # the day stands below it
            full += found["Today"].height()
            assert found["Today"].x() == found["Ticket"].x()
        assert full >= size[1] - bars  # below the bars it has it all
        assert found["Positions"].y() > found[CHART].y()
        assert found[CHART].width() > size[0] * 0.44
        beside_chart = {"Watchlist", "Accounts"} if size[0] > 1366 else set()
        level = {name for name in found if found[name].y() < found["Positions"].y()}
        assert {n for n in level if found[n].x() < found[CHART].x()} == beside_chart

    on_screen(act)


def test_every_pane_stands_somewhere_in_the_template_of_all() -> None:
    for width in (80, 113, 133, 213):
        found = list(names_in(arrangement("Trade", width, 80, PANES, (), whole=True)))
        assert sorted(found) == sorted(PANES)


def test_what_wants_room_is_closed_in_a_narrow_window() -> None:
    assert set(PANES) - set(names_in(arrangement("Trade", 113, 64, PANES, ()))) == CLOSED
    for width in (133, 213):
        found = set(names_in(arrangement("Trade", width, 80, PANES, ())))
        assert set(PANES) - found == {SECOND_LADDER}


@pytest.mark.parametrize("width", [80, 113, 133, 213])
def test_two_ladders_stand_beside_each_other_where_there_is_room(width: float) -> None:
    part = arrangement("Scalp", width, 80, PANES, ())
    one, two = (width_of(part, name, width * 12, 12) for name in ("Ladder", SECOND_LADDER))
    assert one == two
    beside = [how for mate, how in neighbours(part, SECOND_LADDER) if mate == "Ladder"]
    assert beside == [None if width < SMALL_EM else True]
    assert width_of(part, CHART, width * 12, 12) >= 377  # its bar with all of its tools


@pytest.mark.parametrize("width", [133, 213])
def test_the_lists_of_prop_have_the_room_that_the_groups_leave(width: float) -> None:
    part = arrangement("Prop", width, 80, (*PANES, "Groups"), ())
    groups, lists = (width_of(part, name, width * 12, 12) for name in ("Groups", "Positions"))
    assert groups == 34 * 12
    assert lists > groups


@pytest.mark.parametrize(("width", "chart"), [(113, 784), (133, 719), (213, 1660)])
def test_the_width_of_a_pane_is_what_the_others_leave(width: float, chart: int) -> None:
    part = arrangement("Trade", width, 80, PANES, ())
    assert abs(width_of(part, CHART, width * 12, 12) - chart) < 3
    assert width_of(part, "none", width * 12, 12) == 0


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("width", [80, 113, 133, 213])
def test_a_template_names_a_pane_once_and_none_that_is_not_there(
    template: str, width: float
) -> None:
    found = list(names_in(arrangement(template, width, 80, PANES, ())))
    assert len(found) == len(set(found))
    assert set(found) <= set(PANES)
    assert REST not in found
    assert ("Ticket" in found) == (template != "Review")


def test_a_template_that_names_nothing_of_what_there_is_shows_it_all() -> None:
    assert arrangement("Review", 100, 60, ("Own", "Other"), ()) == Tabs(("Own", "Other"))


def test_a_pane_beside_nothing_takes_the_place_of_the_row() -> None:
    part = arrangement("Trade", 133, 80, (CHART, "Ticket"), ())
    assert part == Split(True, (Tabs((CHART,)), Tabs(("Ticket",), TICKET_EM)))


def rows(part: Any) -> list[list[Sequence[str]]]:
    if isinstance(part, Tabs):
        return [[part.names]]
    if part.across:
        return [[one.names for one in part.parts]]
    return [row for one in part.parts for row in rows(one)]


@pytest.mark.parametrize(
    ("count", "fits", "stand"),
    [
        (1, 2, [["1"]]),
        (2, 2, [["1", "2"]]),
        (2, 1, [["1"], ["2"]]),
        (5, 1, [["135"], ["24"]]),
        (3, 2, [["1", "2"], ["3"]]),
        (4, 2, [["1", "2"], ["3", "4"]]),
        (6, 2, [["15", "26"], ["3", "4"]]),
        (9, 2, [["159", "26"], ["37", "48"]]),
        (9, 9, [["1", "2", "5", "6", "9"], ["3", "4", "7", "8"]]),
    ],
)
def test_charts_stand_in_two_rows_and_share_tabs_without_room(
    count: int, fits: int, stand: list[list[str]]
) -> None:
    charts = [CHART, *(f"Chart {number}" for number in range(2, count + 1))]
    found = rows(spread(Tabs((CHART,)), charts, fits))
    short = [
        ["".join(name[-1] if name != CHART else "1" for name in tab) for tab in row]
        for row in found
    ]
    assert short == stand


def test_a_chart_with_a_pane_behind_it_keeps_all_charts_there() -> None:
    part = spread(Tabs((CHART, "Ladder")), (CHART, "Chart 2"), 9)
    assert part == Tabs((CHART, "Chart 2", "Ladder"))


def test_a_template_closes_what_it_does_not_name(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        await sized(service, screen, 1600, 1000)
        screen.window.arrange(1600, 1000, "Review")
        await service.engine.host.sleep(0.1)
        found = seen(screen)
        assert {CHART, "Journal"} <= set(found)
        assert not {"Ticket", "Ladder"} & set(found)
        flatten = named(screen.window, "Flatten all accounts")
        assert flatten.isVisible()  # the way out stays
        screen.window.arrange(1600, 1000, "Trade")
        await service.engine.host.sleep(0.1)
        assert {"Ticket", "Ladder", CHART} <= set(seen(screen))
        assert Qt.DockWidgetArea.TopDockWidgetArea == screen.window.dockWidgetArea(
            seen(screen)["Ticket"]
        )

    on_screen(act)


@pytest.mark.parametrize("name", ["Price alerts", "Tape", "Calendar", "Today"])
def test_what_is_opened_first_stands_behind_its_mates_and_not_where_docks_began(
    on_screen: Any, name: str
) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        window.resize(1366, 768)
        window.arrange(1366, 768)
        await service.engine.host.sleep(0.1)
        chart = window.pane_rect("Chart")
        window.open_pane(name)
        await service.engine.host.sleep(0.1)
        after = window.pane_rect("Chart")
        assert (after.x(), after.width()) == (chart.x(), chart.width())
        assert window.pane_rect(name).width() > chart.width()

    on_screen(act)


def test_what_no_arrangement_had_stands_behind_its_mates_after_a_start_too(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        screen.window.resize(1366, 768)
        screen.window.arrange(1366, 768)
        await service.engine.host.sleep(0.1)

    async def again(service: Service, screen: Screen) -> None:
        window = screen.window
        await service.engine.host.sleep(0.1)
        chart = window.pane_rect("Chart")
        window.open_pane("Price alerts")
        await service.engine.host.sleep(0.1)
        assert window.pane_rect("Chart").width() == chart.width()
        assert window.pane_rect("Price alerts").width() > chart.width()

    on_screen(act)
    on_screen(again)
