"""A month of results: each day its number, its net result and how many trades it had."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from traderterminal.kit.language import mark, translate
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.journal import Day

_WEEK: Final = mark("Journal", "Week")
_HEAD_EM: Final = 1.8
#: How much of the colour the smallest and the largest result take.
_LEAST, _MOST = 0.12, 0.5


class ResultCalendar(QWidget):
    """Draws a month as weeks; a click on a day with trades chooses it, or lets it go again."""

    def __init__(self, theme: Theme, choose: Callable[[date | None], object]) -> None:
        super().__init__()
        self._theme = theme
        self._choose = choose
        self._days: Mapping[date, Day] = {}
        self._month = date(1970, 1, 1)
        self._today = date(1970, 1, 1)
        self._chosen: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.em(17))

    @property
    def month(self) -> date:
        """The first day of the month that is shown."""
        return self._month

    def show_days(self, days: Mapping[date, Day], today: date, chosen: date | None) -> None:
        """Show results by trade date; the month stays unless there is none of it any more."""
        self._days, self._today, self._chosen = days, today, chosen
        if self._month.year == 1970 or (days and not self._has_trades(self._month)):
            self._show(max(days, default=today))
        else:
            self._show(self._month)

    def turn(self, months: int) -> None:
        """Show a later or an earlier month."""
        number = self._month.year * 12 + self._month.month - 1 + months
        self._show(date(number // 12, number % 12 + 1, 1))

    def _show(self, day: date) -> None:
        self._month = day.replace(day=1)
        inside = [d for d in self._days if d.replace(day=1) == self._month]
        net = sum((self._days[d].net for d in inside), Decimal(0))
        name = formats.dated(self._month, "%B %Y")
        self.setAccessibleName(
            translate("Journal", "{name}: {net} on {count} days").format(
                name=name, net=formats.signed_money(net), count=len(inside)
            )
        )
        self.update()

    def _has_trades(self, month: date) -> bool:
        return any(day.replace(day=1) == month for day in self._days)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.em(40), self._theme.em(20))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.em(26), self._theme.em(17))

    # Places.

    def _columns(self) -> int:
        """Seven days where anything closed on a weekend, else five."""
        return 7 if any(day.weekday() > 4 for day in self._days) else 5

    def _weeks(self) -> list[date]:
        """The Mondays of the month."""
        following = (self._month.replace(day=28) + timedelta(days=4)).replace(day=1)
        monday = self._month - timedelta(days=self._month.weekday())
        found = []
        while monday < following:
            if any(
                (monday + timedelta(days=n)).month == self._month.month
                for n in range(self._columns())
            ):
                found.append(monday)
            monday += timedelta(days=7)
        return found

    def _box(self, row: int, column: int) -> QRectF:
        head = self._theme.em(_HEAD_EM)
        width = (self.width() - 16) / (self._columns() + 1)
        height = (self.height() - head - 6) / len(self._weeks())
        box = QRectF(8 + column * width, head + row * height, width, height)
        return box.adjusted(2, 2, -2, -2)

    def day_at(self, x: float, y: float) -> date | None:
        """Return the day that is drawn at a place."""
        for row, monday in enumerate(self._weeks()):
            for column in range(self._columns()):
                day = monday + timedelta(days=column)
                if day.month == self._month.month and self._box(row, column).contains(x, y):
                    return day
        return None

    # Mouse and keys.

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position().x(), event.position().y())
        if day is not None and (day in self._days or day == self._chosen):
            self._choose(None if day == self._chosen else day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key = Qt.Key(event.key())
        if key in steps:
            self.turn(steps[key])
        else:
            super().keyPressEvent(event)

    # Drawing.

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.fillRect(self.rect(), theme.color("bg1"))
        largest = max((abs(day.net) for day in self._days.values()), default=Decimal(0))
        columns = self._columns()
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("t3"))
        for column, word in enumerate((*formats.WEEKDAYS[:columns],)):
            box = self._box(0, column)
            head = QRectF(box.left(), 0, box.width(), theme.em(_HEAD_EM))
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, translate("Journal", word))
        for row, monday in enumerate(self._weeks()):
            week = [monday + timedelta(days=n) for n in range(columns)]
            for column, day in enumerate(week):
                if day.month == self._month.month:
                    self._draw_day(painter, self._box(row, column), day, largest)
            inside = [day for day in week if day.month == self._month.month]
            traded = [self._days[day] for day in inside if day in self._days]
            self._draw_week(painter, self._box(row, columns), traded)
        painter.end()

    def _draw_day(self, painter: QPainter, box: QRectF, day: date, largest: Decimal) -> None:
        theme, found = self._theme, self._days.get(day)
        frame = box.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(theme.pen("line1"))
        painter.setBrush(theme.color("bg1"))
        if found is not None:
            token = formats.result_token(found.net)
            strength = float(abs(found.net) / largest) if largest else 0.0
            share = _LEAST + (_MOST - _LEAST) * strength
            painter.setBrush(theme.mix(token, "bg1", round(share, 2)))
        if day == self._today:
            painter.setPen(theme.pen("accent"))
        elif day == self._chosen:
            painter.setPen(theme.pen("line3"))
        painter.drawRoundedRect(frame, 2, 2)
        painter.setFont(theme.font("caption_strong"))
        painter.setPen(theme.color("t3" if found is None else "t1"))
        inside = box.adjusted(5, 3, -5, -3)
        painter.drawText(
            inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, str(day.day)
        )
        if found is not None:
            self._draw_result(painter, inside, found, "t1")

    def _draw_week(self, painter: QPainter, box: QRectF, days: list[Day]) -> None:
        if not days:
            painter.setPen(self._theme.color("t3"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, formats.NOTHING)
            return
        total = Day(sum((day.net for day in days), Decimal(0)), sum(day.trades for day in days))
        self._draw_result(painter, box, total, formats.result_token(total.net))

    def _draw_result(self, painter: QPainter, box: QRectF, day: Day, token: str) -> None:
        """The net result, and the number of trades where there is a second line for it."""
        theme, line = self._theme, self._theme.em(1.25)
        two = box.height() >= 2 * line + theme.em(0.4)
        middle = Qt.AlignmentFlag.AlignCenter
        top = box.center().y() - (line if two else line / 2) + theme.em(0.2)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.color(token))
        painter.drawText(
            QRectF(box.left(), top, box.width(), line), middle, formats.whole_money(day.net)
        )
        if two:
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.color("t2"))
            words = (
                translate("Journal", "{trades} trade").format(trades=day.trades)
                if day.trades == 1
                else translate("Journal", "{trades} trades").format(trades=day.trades)
            )
            painter.drawText(QRectF(box.left(), top + line, box.width(), line), middle, words)
