"""The account that the window is about: badge and name, and a list where there are several."""

from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from traderterminal.kit.language import translate
from traderterminal.ui import icons
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel
from traderterminal.ui.widgets.controls import BADGE_WORDS, draw_badge
from traderterminal.ui.widgets.menu import Menu

LEAST_EM = 13
MOST_EM = 22


class AccountPicker(QAbstractButton):
    """Draws an `AccountChoiceViewModel` in the colour of the account's mode."""

    def __init__(
        self, vm: AccountChoiceViewModel, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._vm = vm
        self._theme = theme
        self._several = len(vm.accounts) > 1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = Qt.FocusPolicy.TabFocus if self._several else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        if self._several:
            self.clicked.connect(self._open_list)
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _render(self) -> None:
        chosen = self._vm.chosen
        word = BADGE_WORDS[chosen.mode][0]
        self.setAccessibleName(
            translate("Accounts", "Account {name}, {word}").format(name=chosen.name, word=word)
        )
        says = translate(
            "Accounts", "{word} account {account}: ticket, chart and day's result are about it"
        ).format(word=word, account=chosen.account)
        self.setToolTip(says)
        self.update()

    def _open_list(self) -> None:
        menu = Menu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for entry in self._vm.accounts:
            words = f"{BADGE_WORDS[entry.mode][0]}  {entry.name}"
            action = menu.addAction(words, partial(self._vm.choose, entry.account))
            action.setCheckable(True)
            action.setChecked(entry == self._vm.chosen)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def sizeHint(self) -> QSize:
        theme = self._theme
        names = [theme.metrics("strong").horizontalAdvance(e.name) for e in self._vm.accounts]
        badges = [self._badge_width(e.mode) for e in self._vm.accounts]
        wanted = round(max(names) + max(badges)) + theme.em(4.2 if self._several else 2.4)
        least, most = theme.em(LEAST_EM), theme.em(MOST_EM)
        return QSize(min(most, max(least, wanted)), theme.em(2.17))

    def _badge_width(self, mode: str) -> float:
        words = BADGE_WORDS[mode][0]
        return self._theme.metrics("badge").horizontalAdvance(words) + self._theme.em(0.9)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, chosen = self._theme, QPainter(self), self._vm.chosen
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        token = BADGE_WORDS[chosen.mode][1]
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(theme.pen(token))
        awake = self._several and self.underMouse()
        painter.setBrush(theme.color("bg4" if awake else "bg2"))
        painter.drawRoundedRect(box, 3, 3)
        gap, tall = float(theme.em(0.6)), float(theme.em(1.4))
        width = self._badge_width(chosen.mode)
        badge = QRectF(gap, (self.height() - tall) / 2, round(width), tall)
        draw_badge(painter, theme, chosen.mode, badge)
        end = self.width() - (theme.em(1.8) if self._several else gap)
        room = QRectF(badge.right() + gap, 0, end - badge.right() - gap, self.height())
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.color("t1"))
        name = theme.metrics("strong").elidedText(
            chosen.name, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        if self._several:
            side = float(theme.em(1))
            place = QRectF(self.width() - theme.em(1.5), (self.height() - side) / 2, side, side)
            icons.draw(painter, "open list", "t1" if awake else "t3", place)
        painter.end()
