"""Banners: what holds trading up, in words, above the whole work area."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolBar, QVBoxLayout, QWidget

from traderterminal.ui import icons
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.banners import Banner, BannersViewModel
from traderterminal.ui.widgets.controls import label


class BannerStrip(QWidget):
    """One banner: outline and tint of its hue, an icon, what happened in bold, what it means."""

    def __init__(self, theme: Theme, banner: Banner, more: int) -> None:
        super().__init__()
        self._theme = theme
        self._banner = banner
        self.setMinimumHeight(theme.em(3.33))
        self.setAccessibleName(f"{banner.title} {banner.text}")
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.em(3.2), theme.em(0.4), theme.em(1), theme.em(0.4))
        line.setSpacing(theme.em(0.67))
        line.addWidget(label(theme, banner.title, "strong"))
        text = label(theme, banner.text)
        text.setWordWrap(True)
        line.addWidget(text, 1)
        if more:
            line.addWidget(label(theme, f"and {more} more", token="t2"))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, banner = self._theme, QPainter(self), self._banner
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setBrush(theme.mix(banner.token, "bg1", 0.16))
        painter.setPen(theme.pen(banner.token, dashes=(3.0, 3.0) if banner.dashed else ()))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        side = theme.em(1.33)
        place = QRectF(theme.em(1.1), (self.height() - side) / 2, side, side)
        icons.draw(painter, banner.glyph, banner.token, place)
        painter.end()


class Banners(QToolBar):
    """The banners there are, in a row of the window of its own: it pushes all panes at once."""

    def __init__(self, vm: BannersViewModel, theme: Theme) -> None:
        super().__init__("Banners")
        self._vm = vm
        self._theme = theme
        self.setObjectName("banners")
        self.setMovable(False)
        self.toggleViewAction().setVisible(False)
        self._inside = QWidget()
        self._rows = QVBoxLayout(self._inside)
        self._rows.setContentsMargins(theme.em(0.33), 0, theme.em(0.33), theme.em(0.33))
        self._rows.setSpacing(theme.em(0.33))
        self.addWidget(self._inside)
        self.setSizePolicy(self._inside.sizePolicy())
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _render(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = self._vm.shown
        for number, banner in enumerate(shown):
            more = self._vm.more if number == len(shown) - 1 else 0
            self._rows.addWidget(BannerStrip(self._theme, banner, more))
        self._fit()
        self.setVisible(bool(shown))

    def _fit(self) -> None:
        """Be as high as the words need at this width; a tool bar asks for no height by width."""
        needed = self._rows.totalHeightForWidth(self.width())
        if needed > 0:
            self._inside.setFixedHeight(needed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()
