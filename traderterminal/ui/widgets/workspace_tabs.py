"""The workspaces in the top bar: tabs where there is room for them, else one button with a menu."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QTabBar, QWidget

from traderterminal.kit.language import translate
from traderterminal.ui import icons
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.hotkeys import HotkeysViewModel, workspace_act
from traderterminal.ui.viewmodels.workspaces import WorkspacesViewModel
from traderterminal.ui.widgets.controls import button, key_words
from traderterminal.ui.widgets.menu import Menu


class WorkspaceTabs(QWidget):
    """Shows which workspace is shown, and another one when its tab is pressed."""

    def __init__(self, vm: WorkspacesViewModel, hotkeys: HotkeysViewModel, theme: Theme) -> None:
        super().__init__()
        self._vm = vm
        self._hotkeys = hotkeys
        self._tabs = QTabBar()
        self._tabs.setProperty("kind", "top")
        self._tabs.setAccessibleName(translate("Workspace", "Workspaces"))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(False)
        self._tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._tabs.currentChanged.connect(vm.choose)
        self._folded: QPushButton = button("", "quiet", self._open_menu)
        icons.set_on(self._folded, "open list", token="t2")
        self._folded.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._tabs.hide()  # until it is known that there is room
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._tabs)
        line.addWidget(self._folded)
        self._tabs.setFixedHeight(theme.em(2.67))
        for source in (vm.changed, hotkeys.changed):
            self.destroyed.connect(source.connect(lambda _: self._render()))
        self._render()

    @property
    def unfolded(self) -> int:
        """The pixels that the tabs need."""
        return self._tabs.sizeHint().width()

    def minimumSizeHint(self) -> QSize:
        # Folded: the tabs must not keep a window from getting narrower.
        return QSize(self._folded.sizeHint().width(), super().minimumSizeHint().height())

    def fold(self, folded: bool) -> None:
        """Show the name of the one that is shown alone, or all of them."""
        self._tabs.setVisible(not folded)
        self._folded.setVisible(folded)

    def _render(self) -> None:
        vm, tabs = self._vm, self._tabs
        with QSignalBlocker(tabs):
            while tabs.count() > len(vm.all):
                tabs.removeTab(tabs.count() - 1)
            for number, one in enumerate(vm.all):
                if number == tabs.count():
                    tabs.addTab(one.name)
                elif tabs.tabText(number) != one.name:
                    tabs.setTabText(number, one.name)
                key = key_words(self._hotkeys.key(workspace_act(number)))
                words = (
                    translate("Workspace", "Workspace {name} ({key})")
                    if key
                    else translate("Workspace", "Workspace {name}")
                )
                tabs.setTabToolTip(number, words.format(name=one.name, key=key))
            tabs.setCurrentIndex(vm.number)
        self._folded.setText(vm.active.name)
        self._folded.setAccessibleName(
            translate("Workspace", "Workspace {name}, choose another one").format(
                name=vm.active.name
            )
        )

    def _open_menu(self) -> None:
        menu = Menu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        list_workspaces(menu, self._vm, self._hotkeys.key)
        menu.popup(self._folded.mapToGlobal(QPoint(0, self._folded.height())))


def list_workspaces(menu: QMenu, vm: WorkspacesViewModel, key: Callable[[str], str]) -> None:
    """Add a line for each workspace to a menu, with its key."""
    for number, one in enumerate(vm.all):
        told = key_words(key(workspace_act(number)))
        words = f"{one.name}\t{told}" if told else one.name
        line = menu.addAction(words, partial(vm.choose, number))
        line.setCheckable(True)
        line.setChecked(number == vm.number)
