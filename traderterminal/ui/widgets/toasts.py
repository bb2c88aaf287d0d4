"""Toasts: what has just happened, in a corner of the window, until it is old or dismissed."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from traderterminal.kit.language import translate
from traderterminal.ui import icons
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.notices import Notice, NoticesViewModel
from traderterminal.ui.viewmodels.pane_names import pane_title
from traderterminal.ui.widgets.controls import button, label
from traderterminal.ui.widgets.icon_button import IconButton
from traderterminal.ui.widgets.overlay import BLUR, draw_plate

WIDTH_EM: Final = 36
HEIGHT_EM: Final = 4.83
#: As many as are shown above each other, and how many more there are.
MOST_EM: Final = 20
BAR_PX: Final = 3
GAP_PX: Final = 8


class Toast(QWidget):
    """One notice; the plate under it is drawn by its parent, with the shadow."""

    def __init__(
        self,
        theme: Theme,
        notice: Notice,
        show: Callable[[Notice], object],
        away: Callable[[], None],
    ) -> None:
        super().__init__()
        self._theme = theme
        self._notice = notice
        self.setAccessibleName(notice.spoken)
        self.setFixedWidth(theme.em(WIDTH_EM))
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.em(3.5), theme.em(0.6), theme.em(0.6), theme.em(0.6))
        line.setSpacing(theme.em(0.67))
        words = QVBoxLayout()
        words.setSpacing(theme.em(0.17))
        title = label(theme, notice.title, "strong")
        detail = label(theme, notice.detail, token="t2")
        for shown in (title, detail):
            shown.setWordWrap(True)
            words.addWidget(shown)
        line.addLayout(words, 1)
        if notice.pane:
            line.addWidget(
                button(
                    translate("Notice", "Show"),
                    "small",
                    self._show(show, away),
                    translate("Notice", "Show {pane}").format(pane=pane_title(notice.pane)),
                )
            )
        line.addWidget(
            IconButton(
                theme,
                "close",
                translate("Notice", "Dismiss: {title}").format(title=notice.title),
                away,
            )
        )
        self.setMinimumHeight(theme.em(HEIGHT_EM))

    def _show(
        self, show: Callable[[Notice], object], away: Callable[[], None]
    ) -> Callable[[], None]:
        def act() -> None:
            show(self._notice)
            away()

        return act

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        box = QRectF(self.rect())
        painter.fillRect(QRectF(0, 1, BAR_PX, box.height() - 2), theme.color(self._notice.token))
        side = theme.em(1.5)
        place = QRectF(theme.em(1.25), theme.em(0.75), side, side)
        icons.draw(painter, self._notice.glyph, self._notice.token, place)
        painter.end()


class Toasts(QWidget):
    """The latest notices above each other, the newest lowest; draws a `NoticesViewModel`.

    They stand in a `corner` of the `window` that there is to see at that moment.
    """

    def __init__(
        self,
        vm: NoticesViewModel,
        theme: Theme,
        show: Callable[[Notice], object],
        corner: Callable[[], tuple[int, int]],
        window: Callable[[], QWidget],
    ) -> None:
        super().__init__(window())
        self._vm = vm
        self._theme = theme
        self._show = show
        self._corner = corner
        self._window = window
        self._toasts: dict[Notice, Toast] = {}
        self._stands_at: tuple[int, int] | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(BLUR, BLUR, BLUR, BLUR)
        self._rows.setSpacing(GAP_PX)
        self._more = QWidget()
        self._count = label(theme, token="t2", role="caption")
        line = QHBoxLayout(self._more)
        line.setContentsMargins(*(theme.em(0.5),) * 4)
        line.addWidget(self._count, 1)
        line.addWidget(
            button(
                translate("Notice", "Dismiss all"),
                "small",
                vm.dismiss_all,
                translate("Notice", "Dismiss all notices"),
            )
        )
        self._rows.addWidget(self._more)
        self.hide()
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _render(self) -> None:
        before, shown = self._toasts, self._vm.shown
        # One that stays is the same widget: it may be under the pointer.
        self._toasts = {notice: before.get(notice) or self._toast(notice) for notice in shown}
        for notice, toast in before.items():
            self._rows.removeWidget(toast)
            if notice not in self._toasts:
                toast.setParent(None)
                toast.deleteLater()
        for toast in self._toasts.values():
            self._rows.addWidget(toast)
            toast.show()  # else the layout counts it only after the next turn of the loop
        more = self._vm.more
        self._count.setText(
            translate("Notice", "{more} more in their panes").format(more=more) if more else ""
        )
        self._more.setVisible(bool(more))
        self.place()
        self.setVisible(bool(self._toasts))
        self.raise_()

    def _toast(self, notice: Notice) -> Toast:
        return Toast(self._theme, notice, self._show, partial(self._vm.dismiss, notice.key))

    def follow(self) -> None:
        """Go along where the corner has moved to, into another window as well."""
        if self.parentWidget() is not self._window():
            self.setParent(self._window())
            self._render()
        elif self._toasts and self._corner() != self._stands_at:
            self.place()

    def place(self) -> None:
        """Stand in the corner, where nothing that must be seen is covered."""
        right, bottom = self._stands_at = self._corner()
        size: QSize = self._rows.totalSizeHint()
        if self._rows.hasHeightForWidth():
            size.setHeight(self._rows.totalHeightForWidth(size.width()))
        left, top = right - size.width() + BLUR - GAP_PX, bottom - size.height() + BLUR - GAP_PX
        self.setGeometry(QRect(left, top, size.width(), size.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        plates: list[QWidget] = [*self._toasts.values()]
        if self._vm.more:
            plates.append(self._more)
        for plate in plates:
            draw_plate(painter, self._theme, QRectF(plate.geometry()), radius=5, outline="line2")
        painter.end()
