"""The pointer picks the bar at which a replay goes on."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent

from traderterminal.ui.chart.widget import ChartWidget
from traderterminal.ui.viewmodels.replay import ReplayViewModel

Shape = Qt.CursorShape


class ReplayPick(QObject):
    """A tool before all others while a bar is asked for; Esc gives it up."""

    hover = Shape.CrossCursor
    held = Shape.CrossCursor

    def __init__(self, chart: ChartWidget, replay: ReplayViewModel) -> None:
        super().__init__(chart)
        self._chart = chart
        self._replay = replay
        self._pressed: int | None = None
        chart.tools.insert(0, self)
        chart.installEventFilter(self)

    def takes(self, at: QPointF) -> bool:
        return self._replay.picking and self._chart.bar_start(at) is not None

    def press(self, at: QPointF) -> None:
        self._pressed = self._chart.bar_start(at)

    def drag(self, at: QPointF, moved: QPointF) -> None:
        """Only a click picks: it ends on the bar on which it began."""

    def release(self, at: QPointF) -> None:
        start_ns = self._chart.bar_start(at)
        if start_ns is not None and start_ns == self._pressed:
            self._replay.pick(start_ns)
        self.drop()

    def drop(self) -> None:
        self._pressed = None

    def double_click(self, at: QPointF) -> None:
        """One click was enough."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_escape and event.type() is QEvent.Type.KeyPress and self._replay.picking:
            self._replay.ask_for_bar(wanted=False)
            return True
        return False
