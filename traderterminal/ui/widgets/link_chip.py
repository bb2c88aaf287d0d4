"""The letter and colour of the group that a pane is linked in, and the menu of the groups."""

from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QActionGroup, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from traderterminal.kit.language import translate, within
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.links import GROUPS, NO_GROUP, LinksViewModel
from traderterminal.ui.viewmodels.pane_names import pane_title
from traderterminal.ui.widgets.menu import Menu

SIDE_EM: Final = 1.25
ROOM_EM: Final = 1.5


class LinkChip(QAbstractButton):
    """Draws the group of a pane, a ring where it has none; a click offers the others.

    `called` names a pane that shares the links of `pane`.
    """

    def __init__(
        self,
        vm: LinksViewModel,
        pane: str,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        called: str = "",
    ) -> None:
        super().__init__(parent)
        self._vm = vm
        self._pane = pane
        self._called = called or pane
        self._theme = theme
        self._group = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._open_menu)
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _render(self) -> None:
        vm, pane = self._vm, self._pane
        if not vm.has(pane):
            return  # the pane is closing
        self._group = vm.group_of(pane)
        others = [mate for mate in vm.mates(pane) if mate != self._called]
        if self._group == NO_GROUP:
            says = translate("Links", "Not linked: it shows a symbol of its own")
        else:
            with_whom = (
                translate("Links", "with {panes}").format(panes=", ".join(map(pane_title, others)))
                if others
                else translate("Links", "alone so far")
            )
            says = translate(
                "Links", "Linked in group {group} {with_whom}: all of it shows the same symbol"
            ).format(group=self._group, with_whom=with_whom)
        self.setAccessibleName(
            translate("Links", "Link of {called}, {word}").format(
                called=pane_title(self._called), word=within(_word(self._group))
            )
        )
        self.setToolTip(says)
        self.update()

    def _open_menu(self) -> None:
        menu = Menu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        _fill(menu, self._vm, self._pane, self._theme)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.em(ROOM_EM), self._theme.em(ROOM_EM))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        if self.underMouse() or self.isDown() or self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("bg4"))
            painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        side = float(theme.em(SIDE_EM))
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(self.rect()).center())
        draw_group(painter, theme, self._group, box)
        painter.end()


def draw_group(painter: QPainter, theme: Theme, group: str, box: QRectF) -> None:
    """Draw a group into a box: its letter on its colour, or a ring for none."""
    if group == NO_GROUP:
        painter.setPen(theme.pen("t3"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = box.width() / 4
        painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(GROUPS[group]))
    painter.drawEllipse(box)
    painter.setPen(theme.color("bg1"))
    painter.setFont(theme.font("badge"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, group)


def offer_groups(menu: QMenu, vm: LinksViewModel, pane: str, theme: Theme) -> None:
    """Add a menu of the groups to another one."""
    _fill(menu.addMenu(translate("Links", "Link")), vm, pane, theme)


def _fill(menu: QMenu, vm: LinksViewModel, pane: str, theme: Theme) -> None:
    one_of = QActionGroup(menu)
    for group in (NO_GROUP, *GROUPS):
        action = menu.addAction(_word(group), partial(vm.choose_group, pane, group))
        action.setIcon(_icon(menu, theme, group))
        action.setCheckable(True)
        action.setChecked(group == vm.group_of(pane))
        one_of.addAction(action)


def _word(group: str) -> str:
    return (
        translate("Links", "Group {group}").format(group=group)
        if group
        else translate("Links", "Not linked")
    )


def _icon(menu: QMenu, theme: Theme, group: str) -> QIcon:
    side, ratio = theme.em(SIDE_EM), menu.devicePixelRatioF()
    picture = QPixmap(QSize(side, side) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    draw_group(painter, theme, group, QRectF(0, 0, side, side))
    painter.end()
    return QIcon(picture)
