"""Banners: what holds trading up, in words, above the whole work area."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from traderterminal.kit.language import translate
from traderterminal.ui import icons
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.banners import Banner, BannersViewModel
from traderterminal.ui.widgets.controls import button, label, paint_label
from traderterminal.ui.widgets.window_row import WindowRow


class BannerStrip(QWidget):
    """One banner: its hue, an icon, what happened in bold, what it means, what can be done."""

    def __init__(self, theme: Theme, banner: Banner) -> None:
        super().__init__()
        self._theme = theme
        self._banner = banner
        self._title = label(theme, role="strong")
        self._text = label(theme)
        self._text.setWordWrap(True)
        self._more = label(theme, token="t2")
        self.setMinimumHeight(theme.em(3.33))
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.em(3.2), theme.em(0.4), theme.em(0.67), theme.em(0.4))
        line.setSpacing(theme.em(0.67))
        line.addWidget(self._title)
        line.addWidget(self._text, 1)
        line.addWidget(self._more)
        kind = "onalarm" if banner.solid else "standard"
        for number, action in enumerate(banner.actions):
            act = partial(self._act, number)
            line.addWidget(button(action.words, kind, act, action.name or action.words))

    def takes(self, banner: Banner) -> bool:
        """Say whether this strip can show a banner without being made anew."""
        now = self._banner
        return (now.solid, now.actions) == (banner.solid, banner.actions)

    def show_banner(self, banner: Banner, waiting: Sequence[Banner]) -> None:
        """Say what a banner says now, and how many wait behind it."""
        self._banner = banner
        self.setAccessibleName(f"{banner.title} {banner.text}")
        self._title.setText(banner.title)
        self._text.setText(banner.text)
        self._more.setText(
            translate("Banner", "and {count} more").format(count=len(waiting)) if waiting else ""
        )
        self._more.setToolTip("\n".join(f"{one.title} {one.text}" for one in waiting))
        self._more.setVisible(bool(waiting))
        self.update()

    def _act(self, number: int) -> None:
        self._banner.actions[number].act()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # A label that joins a tool bar loses the colour it had before.
        solid = self._banner.solid
        for shown, token in ((self._title, "t1"), (self._text, "t1"), (self._more, "t2")):
            paint_label(shown, self._theme, "onerr" if solid else token)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, banner = self._theme, QPainter(self), self._banner
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        if banner.solid:
            painter.setBrush(theme.color("errfill"))
            painter.setPen(theme.pen("errfill"))
        else:
            painter.setBrush(theme.mix(banner.token, "bg1", 0.16))
            painter.setPen(theme.pen(banner.token, dashes=(3.0, 3.0) if banner.dashed else ()))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        side = theme.em(1.33)
        place = QRectF(theme.em(1.1), (self.height() - side) / 2, side, side)
        icons.draw(painter, banner.glyph, banner.token, place)
        painter.end()


class Banners(WindowRow):
    """The banners there are, in a row of the window of its own: it pushes all panes at once."""

    def __init__(self, vm: BannersViewModel, theme: Theme) -> None:
        super().__init__(translate("Banner", "Banners"), "banners")
        self._vm = vm
        self._theme = theme
        self._strips: list[BannerStrip] = []
        self._inside = QWidget()
        self._rows = QVBoxLayout(self._inside)
        self._rows.setContentsMargins(theme.em(0.33), 0, theme.em(0.33), theme.em(0.33))
        self._rows.setSpacing(theme.em(0.33))
        self.addWidget(self._inside)
        self.setSizePolicy(self._inside.sizePolicy())
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _render(self) -> None:
        shown = self._vm.shown
        if len(shown) != len(self._strips) or not all(map(BannerStrip.takes, self._strips, shown)):
            self._make(shown)
        for number, (strip, banner) in enumerate(zip(self._strips, shown, strict=True)):
            strip.show_banner(banner, self._vm.waiting if number == len(shown) - 1 else ())
        self._fit()
        self.appear(bool(shown))

    def _make(self, shown: Sequence[Banner]) -> None:
        """Make the strips anew; one that only says something else keeps its buttons' focus."""
        for strip in self._strips:
            self._rows.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
        self._strips = [BannerStrip(self._theme, banner) for banner in shown]
        for strip in self._strips:
            self._rows.addWidget(strip)
            strip.show()  # a layout counts no height of what is hidden

    def _fit(self) -> None:
        """Be as high as the words need at this width; a tool bar asks for no height by width."""
        self._rows.invalidate()  # else the height of former strips is remembered
        needed = self._rows.totalHeightForWidth(self.width())
        if needed > 0:
            self._inside.setFixedHeight(needed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()
