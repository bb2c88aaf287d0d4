"""The chart as a picture in a file."""

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from traderterminal.kit.language import translate


def save_picture(chart: QWidget, name: str) -> QFileDialog:
    """Ask where to write what the chart shows now; the window stays usable.

    The picture is taken before the question, since the market goes on.
    """
    picture = chart.grab()
    dialog = QFileDialog(chart, translate("Chart", "Save picture of the chart"))
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(translate("Chart", "Pictures (*.png)"))
    dialog.setDefaultSuffix("png")
    dialog.selectFile(f"{name}.png")

    def write(path: str) -> None:
        if not picture.save(path, "PNG"):
            box = QMessageBox(chart)
            box.setIcon(QMessageBox.Icon.Warning)
            box.setText(
                translate("Chart", "{path} was not written").format(
                    path=QDir.toNativeSeparators(path)
                )
            )
            box.setInformativeText(
                translate("Chart", "Nothing else is affected. Choose another folder.")
            )
            box.finished.connect(box.deleteLater)
            box.open()

    dialog.fileSelected.connect(write)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
