"""What is done with workspaces: shown by key, made, renamed, removed, written to files and read."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMainWindow, QWidget

from traderterminal.domain.errors import BadData
from traderterminal.kit.language import mark, translate
from traderterminal.ui.command_keys import CommandKeys
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.hotkeys import HotkeysViewModel, workspace_act
from traderterminal.ui.viewmodels.workspaces import MOST, WorkspacesViewModel
from traderterminal.ui.widgets.beside import ask_for_file, ask_where_to, tell_failure
from traderterminal.ui.widgets.controls import button, label
from traderterminal.ui.widgets.menu import Menu
from traderterminal.ui.widgets.sheet import Sheet, ShowSheet
from traderterminal.ui.widgets.workspace_tabs import list_workspaces

SUFFIX = "workspace"
WORKSPACE = mark("Workspace", "Workspace {number}")


class WorkspaceMenu(Menu):
    """The menu of the workspaces, filled when it is opened; their keys work while it is closed."""

    def __init__(
        self,
        window: QMainWindow,
        vm: WorkspacesViewModel,
        theme: Theme,
        show_sheet: ShowSheet,
        hotkeys: HotkeysViewModel,
        keys: CommandKeys,
    ) -> None:
        super().__init__(translate("Workspace", "Workspace"), window)
        self._window = window
        self._vm = vm
        self._theme = theme
        self._show_sheet = show_sheet
        self._key = hotkeys.key
        for number in range(MOST):
            action = QAction(window)
            action.triggered.connect(partial(vm.choose, number))
            keys.bind(
                action,
                workspace_act(number),
                WORKSPACE,
                f"Alt+{number + 1}",
                context="Workspace",
                number=number + 1,
            )
        self.aboutToShow.connect(self._fill)
        self._fill()  # for who looks for commands by name

    def _fill(self) -> None:
        vm = self._vm
        self.clear()
        list_workspaces(self, vm, self._key)
        self.addSeparator()
        new = self.addMenu(translate("Workspace", "New workspace"))
        for template in vm.templates:
            new.addAction(template, partial(vm.add, template))
        copy = self.addAction(translate("Workspace", "Duplicate workspace"), vm.duplicate)
        take = self.addAction(translate("Workspace", "Import workspace…"), self.ask_for_file)
        for adds in (new.menuAction(), copy, take):
            adds.setEnabled(vm.has_room)
        self.addSeparator()
        self.addAction(translate("Workspace", "Rename workspace…"), self._ask_for_name)
        self.addAction(translate("Workspace", "Export workspace…"), self.ask_where_to)
        self.addAction(translate("Workspace", "Default arrangement"), vm.begin_anew)
        remove = self.addAction(translate("Workspace", "Remove workspace…"), self._ask_to_remove)
        remove.setEnabled(len(vm.all) > 1)

    def _ask_for_name(self) -> None:
        self._show_sheet(lambda under: RenameSheet(self._vm, self._theme, under))

    def _ask_to_remove(self) -> None:
        self._show_sheet(lambda under: RemoveWorkspaceSheet(self._vm, self._theme, under))

    # Files.

    def ask_where_to(self) -> QFileDialog:
        """Ask where to write the workspace that is shown, as it is now; the window stays usable."""
        return ask_where_to(
            self._window,
            translate("Workspace", "Export workspace"),
            f"{self._vm.active.name}.{SUFFIX}",
            self._filters(),
            partial(self._export, self._vm.written()),
        )

    def ask_for_file(self) -> QFileDialog:
        """Ask for the file of a workspace; the window stays usable."""
        title = translate("Workspace", "Import workspace")
        return ask_for_file(self._window, title, self._filters(), self._import)

    def _filters(self) -> list[str]:
        return [f"{translate('Workspace', 'Workspaces')} (*.{SUFFIX})"]

    def _export(self, written: str, path: Path) -> None:
        try:
            path.write_text(written, "utf-8")
        except OSError as error:
            self._say(
                translate("Workspace", "{name} was not written").format(name=path.name),
                translate("Workspace", "{problem}. Choose another folder.").format(
                    problem=error.strerror
                ),
            )

    def _import(self, path: Path) -> None:
        try:
            self._vm.read(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            self._say(
                translate("Workspace", "{name} was not read").format(name=path.name), f"{error}."
            )
        except BadData as error:
            self._say(
                translate("Workspace", "{name} was not read").format(name=path.name), str(error)
            )

    def _say(self, title: str, words: str) -> None:
        why = translate("Workspace", "{words} Nothing else is affected.").format(words=words)
        tell_failure(self._window, title, why)


class RenameSheet(Sheet):
    """Asks for another name of the workspace that is shown."""

    def __init__(self, vm: WorkspacesViewModel, theme: Theme, under: QWidget) -> None:
        self._vm = vm
        name = vm.active.name
        self._name = QLineEdit(name)
        self._name.setAccessibleName(translate("Workspace", "Name of the workspace"))
        self._name.returnPressed.connect(self._act)
        self._told = label(theme, token="error")
        self._told.setWordWrap(True)
        cancel = button(translate("Workspace", "Cancel"), "standard", self.put_away)
        rename = button(translate("Workspace", "Rename workspace"), "primary", self._act)
        content = (self._name, self._told)
        super().__init__(
            theme,
            translate("Workspace", "Rename {name}").format(name=name),
            content,
            (cancel, rename),
            under,
        )
        self._name.selectAll()
        self._name.setFocus(Qt.FocusReason.TabFocusReason)

    def _act(self) -> None:
        problem = self._vm.rename(self._name.text())
        if problem:
            self.say(self._told, problem)
        else:
            self.put_away()


class RemoveWorkspaceSheet(Sheet):
    """Says what goes with the workspace that is shown: it may have taken an hour to build."""

    def __init__(self, vm: WorkspacesViewModel, theme: Theme, under: QWidget) -> None:
        name = vm.active.name
        says = label(
            theme,
            translate(
                "Workspace",
                "Its panes, its further charts and their indicators go with it. Orders, positions"
                " and drawings stay. A workspace that is exported first can be read again.",
            ),
            token="t2",
        )
        says.setWordWrap(True)

        def act() -> None:
            self.put_away()
            vm.remove(name)  # by now a key may have shown another one

        cancel = button(
            translate("Workspace", "Cancel"),
            "standard",
            self.put_away,
            translate("Workspace", "Cancel, remove nothing"),
        )
        remove = button(translate("Workspace", "Remove {name}").format(name=name), "alarm", act)
        super().__init__(
            theme,
            translate("Workspace", "Remove {name}?").format(name=name),
            (says,),
            (cancel, remove),
            under,
        )
