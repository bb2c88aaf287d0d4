"""The day at a glance, on the window of a running service and by itself."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.support.on_screen import position, pressed, until
from traderterminal.app.screen import Screen, read_theme
from traderterminal.app.service import Service
from traderterminal.ui.panes.side_button import PriceButton
from traderterminal.ui.panes.today import Course, TodayPane


def test_a_trade_that_closes_is_counted_with_what_it_made(on_screen: Any) -> None:
    async def act(service: Service, screen: Screen) -> None:
        window = screen.window
        window.resize(1600, 1000)
        window.arrange(1600, 1000)
        (pane,) = window.findChildren(TodayPane)
        await until(service, pane.isVisible)

        def words() -> list[str]:
            return [one.text() for one in pane.findChildren(QLabel)]

        assert "0 trades" in words()
        pressed(window, "Market")
        buy = next(b for b in window.findChildren(PriceButton) if "Buy" in b.accessibleName())
        QTest.mouseClick(buy, Qt.MouseButton.LeftButton)
        await until(service, lambda: position(service) == 1)
        pressed(window, f"Flatten {service.engine.resolve('ES').symbol}")
        await until(service, lambda: any(one.startswith("1 trade ·") for one in words()))
        day, _ = screen.status.day_result()
        assert day in words()
        assert f"Expectancy {day}" in words()
        assert pane.accessibleName().startswith(f"Net P&L {day} 1 trade · ")

    on_screen(act)


@pytest.mark.parametrize(
    ("course", "heights"),
    [
        ((0.0,), [94, 94]),
        ((0.0, 50.0, -50.0, 0.0), [50, 6, 94, 50, 50]),
        ((0.0, 10.0, 20.0), [94, 50, 6, 94]),
        ((0.0, -10.0, -20.0), [6, 50, 94, 6]),
    ],
)
def test_the_course_fills_its_room_and_shows_where_nothing_is_won(
    qapp: QApplication, course: tuple[float, ...], heights: list[int]
) -> None:
    drawn = Course(read_theme("ink", 12))
    drawn.resize(300, 100)
    drawn.show_course(course)
    points = drawn.points()
    assert [round(point.y()) for point in points] == heights
    assert points[0].x() == 0
    assert points[len(course) - 1].x() == (300 if len(course) > 1 else 0)
    image = drawn.grab().toImage()
    assert image.pixelColor(299, round(points[-1].y())) != image.pixelColor(1, 1)
