"""What stands above a pane: its title and what there is to say of it, or the pane's own header."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QSpacerItem,
    QTabBar,
    QWidget,
)
from shiboken6 import Shiboken

from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate
from traderterminal.ui.theme import TAB_PAD_EM, TIGHT_TAB_PAD_EM, Theme
from traderterminal.ui.viewmodels.pane_names import pane_title
from traderterminal.ui.widgets.controls import label, paint_label
from traderterminal.ui.widgets.elided import Elided
from traderterminal.ui.widgets.icon_button import IconButton
from traderterminal.ui.widgets.menu import Menu

#: A label of this name in a pane's own header is dimmed with the titles of the other panes.
TITLE_NAME = "pane title"
BAND_PX = 2
HEIGHT_EM: Final = 2.33
RIGHT: Final = QTabBar.ButtonPosition.RightSide


@frozen
class PaneActions:
    """What can be done with the pane of a title bar."""

    maximise: Callable[[], None]
    is_maximised: Callable[[], bool]
    float_or_dock: Callable[[], None]
    is_floating: Callable[[], bool]
    places: Callable[[], Sequence[tuple[str, Callable[[], object]]]]  # other windows, in words
    fill_screen: Callable[[], None]
    close: Callable[[], None]
    for_good: bool = False  # what is closed does not come back: it has a button for that
    fill_menu: Callable[[QMenu], None] = lambda _: None


class PaneTools(QWidget):
    """Maximise, and a menu with everything else."""

    def __init__(
        self, theme: Theme, name: str, actions: PaneActions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._actions = actions
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        self._maximise = IconButton(
            theme,
            "maximise",
            translate("Window", "Maximise {name}").format(name=name),
            actions.maximise,
        )
        self._menu = IconButton(
            theme, "menu", translate("Window", "More for {name}").format(name=name), self._open_menu
        )
        line.addWidget(self._maximise)
        line.addWidget(self._menu)
        if actions.for_good:
            line.addWidget(
                IconButton(
                    theme,
                    "close",
                    translate("Window", "Close {name}").format(name=name),
                    actions.close,
                )
            )

    def refresh(self) -> None:
        """Show whether the pane fills the window."""
        filled = self._actions.is_maximised()
        word = translate("Window", "Restore") if filled else translate("Window", "Maximise")
        self._maximise.say("restore" if filled else "maximise", f"{word} {self._name}")

    def _open_menu(self) -> None:
        menu, actions = Menu(self), self._actions
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(
            translate("Window", "Restore")
            if actions.is_maximised()
            else translate("Window", "Maximise"),
            actions.maximise,
        )
        menu.addAction(translate("Window", "Full screen"), actions.fill_screen)
        menu.addAction(
            translate("Window", "Dock") if actions.is_floating() else translate("Window", "Float"),
            actions.float_or_dock,
        )
        for words, move in actions.places():
            menu.addAction(words, move)
        menu.addSeparator()
        actions.fill_menu(menu)
        menu.addAction(translate("Window", "Close"), actions.close)
        menu.popup(self._menu.mapToGlobal(QPoint(0, self._menu.height())))


class TitleBar(QWidget):
    """The strip above a docked pane. Collapsed, it leaves the room to the tabs that name it."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        actions: PaneActions,
        way_out: QWidget,
        *,
        header: QWidget | None = None,
        link: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._way_out = way_out
        self._header = header
        self._bright = True
        self._band = ""
        self._context = None if header else Elided(theme, token="t3")
        self.tools = PaneTools(theme, name, actions)
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme.color("bg1"))
        self.setPalette(palette)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(theme.em(0.83), 0, theme.em(0.33), 0)
        self._line.setSpacing(theme.em(0.67))
        # A dock asks for the height that its title bar would like: thousands of times, and Qt tells
        # it from the layout.
        self._height = QSpacerItem(0, 0)
        self._line.addItem(self._height)
        self._parts: list[QWidget] = []
        if link is not None:
            self._line.addWidget(link)
            self._parts.append(link)
        if header is not None:
            self._line.addWidget(header, 1)
        if self._context is not None:
            title = label(theme, name, "strong")
            title.setObjectName(TITLE_NAME)
            self._line.addWidget(title)
            self._line.addWidget(self._context, 1)
            self._parts += [title, self._context]
        way_out.setProperty("compact", True)
        way_out.hide()
        self._line.addWidget(way_out)
        self._line.addWidget(self.tools)
        self._be_high(theme.em(HEIGHT_EM))

    def _be_high(self, height: int) -> None:
        self._height.changeSize(0, height, QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._line.invalidate()
        self.setFixedHeight(height)

    def say(self, context: str) -> None:
        """Show what there is to say of the pane beside its title; a header of its own says it."""
        if self._context is not None:
            self._context.say(context)

    def brighten(self, focused: bool) -> None:
        """Show whether the focus is in this pane, or in no pane at all."""
        if focused == self._bright:
            return
        self._bright = focused
        for title in self.findChildren(QLabel, TITLE_NAME):
            paint_label(title, self._theme, "t1" if focused else "t2")

    def collapse(self, tabbed: bool) -> None:
        """Give way to the tabs of a group; a pane's own header stays, without the tools."""
        self.tools.setVisible(not tabbed)
        hidden = tabbed and self._header is None
        for part in self._parts:
            part.setVisible(not hidden)  # a dock asks also who is hidden, but not for what is in it
        self.setVisible(not hidden)
        self._be_high(0 if hidden else self._theme.em(HEIGHT_EM))

    def float_off(self, band: str) -> None:
        """Carry the mode's band and the way out, away from the top bar; without `band` neither."""
        self._way_out.setVisible(bool(band))
        self._band = band
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._band:
            painter = QPainter(self)
            painter.fillRect(0, 0, self.width(), BAND_PX, self._theme.color(self._band))
            painter.end()

    @property
    def least_width(self) -> int:
        """How wide it must be with its tools, which it leaves to the tabs of a group."""
        hint = self.minimumSizeHint().width()
        return hint + self.tools.sizeHint().width() if self.tools.isHidden() else hint


class TabCorner(QObject):
    """Keeps context and tools of the front pane at the right end of a group's tabs.

    Tabs that would reach below the tools stand closer; if they still would, the last one keeps
    their place free. `clicked` tells of a press on a tab with the left button, by its words.
    """

    clicked = Signal(str)

    def __init__(self, theme: Theme, tabs: QTabBar) -> None:
        super().__init__(tabs)
        self._tabs = tabs
        self._theme = theme
        self._tools: PaneTools | None = None
        self._context = label(theme, token="t3")
        self._context.setParent(tabs)
        self._room: QWidget | None = None  # that of the tools in the last tab
        tabs.setDrawBase(False)
        tabs.installEventFilter(self)

    def show_pane(self, name: str, context: str, actions: PaneActions) -> None:
        """Show what belongs to the pane in front."""
        if self._tools is None or self._tools.objectName() != name:
            if self._tools is not None:
                self._tools.deleteLater()
            self._tools = PaneTools(self._theme, pane_title(name), actions, self._tabs)
            self._tools.setObjectName(name)
            self._tools.show()
            self._tools.raise_()
        if self._context.text() != context:
            self._context.setText(context)
        self._place()

    def _place(self) -> None:
        if self._tools is None:
            return
        tabs, tools, gap = self._tabs, self._tools, self._theme.em(0.33)
        size = tools.sizeHint()
        left = tabs.width() - size.width() - gap
        tools.setGeometry(left, (tabs.height() - size.height()) // 2, size.width(), size.height())
        self._make_room(left)
        used = tabs.tabRect(tabs.count() - 1).right() if tabs.count() else 0
        wanted = self._context.sizeHint().width()
        fits = used + 2 * gap + wanted < left
        self._context.setVisible(fits and bool(self._context.text()))
        self._context.setGeometry(left - wanted - 2 * gap, 0, wanted, tabs.height())

    def _make_room(self, left: int) -> None:
        """Take the next step that lets the tabs end where the tools begin, or that undoes one."""
        tabs, wanted = self._tabs, self._tabs.sizeHint().width()
        if not tabs.count():
            return
        if self._room is not None:
            is_there = tabs.tabButton(tabs.count() - 1, RIGHT) is self._room
            if not is_there or wanted <= tabs.width() or self._room.width() != tabs.width() - left:
                self._give_room_back()
            return
        is_tight, theme = bool(tabs.property("tight")), self._theme
        if is_tight and wanted > left:
            self._room = QWidget()
            self._room.setFixedSize(tabs.width() - left, 1)
            tabs.setTabButton(tabs.count() - 1, RIGHT, self._room)
            return
        saved = 2 * tabs.count() * (theme.em(TAB_PAD_EM) - theme.em(TIGHT_TAB_PAD_EM))
        tightens = wanted + (saved if is_tight else 0) > left
        if tightens != is_tight:
            tabs.setProperty("tight", tightens)
            tabs.style().unpolish(tabs)
            tabs.style().polish(tabs)

    def _give_room_back(self) -> None:
        """Let all tabs be as wide as their words; Qt puts away what is in a tab that goes."""
        tabs, room = self._tabs, self._room
        self._room = None
        for number in range(tabs.count()):
            if room is not None and tabs.tabButton(number, RIGHT) is room:
                tabs.setTabButton(number, RIGHT, None)
                room.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Qt's own signal tells of every button, and of none which it was.
        if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseButtonPress:
            number = self._tabs.tabAt(event.position().toPoint())
            if event.button() is Qt.MouseButton.LeftButton and number >= 0:
                self.clicked.emit(self._tabs.tabText(number))
        is_about_room = event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest)
        if is_about_room and Shiboken.isValid(self._tabs):  # not while their window is deleted
            self._place()
        return super().eventFilter(watched, event)
