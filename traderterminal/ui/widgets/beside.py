"""Dialogs beside the window: which file, and what became of it. They shut off nothing below.

Qt's own `open` and `exec` shut off the window, and every way out with it. A dialog of the system
hears no key of this program: these are Qt's own, and the keys that get out are heard in them, too.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

#: Does what was asked for with the file that was chosen.
Take = Callable[[Path], object]
_DIRECT: Final = Qt.FindChildOption.FindDirectChildrenOnly


def ask_where_to(
    owner: QWidget, title: str, name: str, filters: list[str], take: Take
) -> QFileDialog:
    """Ask which file to write; `name` is proposed, with the suffix that others are given, too.

    The market and the window go on until that is answered: whoever asks keeps what is to be written
    where it could be another by then.
    """
    dialog = _file_dialog(owner, title, filters, take)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(name.rpartition(".")[2])
    dialog.selectFile(name)
    _show(dialog, [*owner.findChildren(QFileDialog, options=_DIRECT)])
    return dialog


def ask_for_file(
    owner: QWidget, title: str, filters: list[str], take: Take, *, folder: str = ""
) -> QFileDialog:
    """Ask which file to read, first in a folder where one is given."""
    dialog = _file_dialog(owner, title, filters, take)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    if folder:
        dialog.setDirectory(folder)
    _show(dialog, [*owner.findChildren(QFileDialog, options=_DIRECT)])
    return dialog


def tell_failure(owner: QWidget, what: str, why: str) -> QMessageBox:
    """Say what did not come about, and why."""
    box = QMessageBox(owner)
    box.setOption(QMessageBox.Option.DontUseNativeDialog)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(what)
    box.setInformativeText(why)
    told = owner.findChildren(QMessageBox, options=_DIRECT)
    _show(box, [one for one in told if one.text() == what])
    return box


def dialogs(window: QWidget) -> list[QDialog]:
    """Return those that are open beside a window."""
    return [one for one in window.findChildren(QDialog) if one.isVisible()]


def _file_dialog(owner: QWidget, title: str, filters: list[str], take: Take) -> QFileDialog:
    dialog = QFileDialog(owner, title)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setNameFilters(filters)
    dialog.fileSelected.connect(lambda path: take(Path(path)))
    return dialog


def _show(dialog: QDialog, like_it: list[QDialog]) -> None:
    """Show it in the place of those like it, until it is closed or who asked is gone."""
    for one in like_it:
        if one is not dialog:
            one.close()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setModal(False)
    dialog.show()
