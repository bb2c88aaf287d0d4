"""A button that is an icon alone: quiet at rest, brighter under the pointer."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from traderterminal.ui import icons
from traderterminal.ui.theme import Theme


class IconButton(QAbstractButton):
    """Shows the icon `glyph` and says `name`, which is its tool tip too."""

    def __init__(
        self,
        theme: Theme,
        glyph: str,
        name: str,
        clicked: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.say(glyph, name)
        self.clicked.connect(lambda: clicked())

    def say(self, glyph: str, name: str) -> None:
        """Show another icon and name."""
        icons.set_on(self, glyph)
        self.setAccessibleName(name)
        self.setToolTip(name)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.em(1.83), self._theme.em(1.83))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        awake = self.underMouse() or self.isDown() or self.hasFocus()
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("bg4"))
            painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        side = self.iconSize().width()
        place = self.rect().adjusted(0, 0, -1, -1)
        place.setSize(QSize(side, side))
        place.moveCenter(self.rect().center())
        mode = QIcon.Mode.Active if awake else QIcon.Mode.Normal
        self.icon().paint(
            painter,
            place,
            Qt.AlignmentFlag.AlignCenter,
            mode if self.isEnabled() else QIcon.Mode.Disabled,
        )
        painter.end()
