"""The focus ring: one for the window, outside the control that keys go to."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFocusFrame,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)

from traderterminal.ui.theme import Theme

#: The ring and the gap between it and the control.
RING_PX: Final = 2
GAP_PX: Final = 2
RADIUS_PX: Final = 5
#: Set on a control of several parts, of which one takes the keys: the ring goes around all of it.
RINGED_WHOLE: Final = "ringed whole"


class _Margin(QProxyStyle):
    """Room for gap and ring around the control."""

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        if metric in (
            QStyle.PixelMetric.PM_FocusFrameHMargin,
            QStyle.PixelMetric.PM_FocusFrameVMargin,
        ):
            return GAP_PX + RING_PX
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        # Over the control and without a mask: where there is no room beside it, the ring is on it.
        if hint is QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        if hint is QStyle.StyleHint.SH_FocusFrame_Mask:
            return 0
        return super().styleHint(hint, option, widget, returned)


class FocusRing(QFocusFrame):
    """Follows the widget it is given, as the window decides whether a ring is called for."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._margin = _Margin("Fusion")
        self._margin.setParent(self)
        self.setStyle(self._margin)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def follow(self, widget: QWidget | None) -> None:
        """Ring a widget, or the control it is a part of, or none."""
        whole = None if widget is None else widget.parentWidget()
        if whole is not None and whole.property(RINGED_WHOLE):
            widget = whole
        self.setWidget(widget)  # type: ignore[arg-type]  # Qt takes none, its stubs do not

    def goes_on(self, old: QWidget | None, now: QWidget | None) -> bool:
        """Say whether a key leads from what is ringed to what is beside it, as in a choice."""
        if old is None or now is None or not self.isVisible() or self.widget() is not old:
            return False
        by_mouse = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        return old.parentWidget() is now.parentWidget() and not by_mouse

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(self._theme.pen("accent", width=float(RING_PX)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = RING_PX / 2
        # What fills its pane leaves no room around it: there the ring lies on its edge.
        seen = QRectF(self.visibleRegion().boundingRect())
        painter.drawRoundedRect(seen.adjusted(half, half, -half, -half), RADIUS_PX, RADIUS_PX)
        painter.end()
