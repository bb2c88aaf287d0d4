"""The chart as a picture in a file."""

from pathlib import Path

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QFileDialog, QWidget

from traderterminal.kit.language import translate
from traderterminal.ui.widgets.beside import ask_where_to, tell_failure


def save_picture(chart: QWidget, name: str) -> QFileDialog:
    """Ask where to write what the chart shows now; the window stays usable.

    The picture is taken before the question, since the market goes on.
    """
    picture = chart.grab()

    def write(path: Path) -> None:
        if not picture.save(str(path), "PNG"):
            tell_failure(
                chart,
                translate("Chart", "{path} was not written").format(
                    path=QDir.toNativeSeparators(str(path))
                ),
                translate("Chart", "Nothing else is affected. Choose another folder."),
            )

    return ask_where_to(
        chart,
        translate("Chart", "Save picture of the chart"),
        f"{name}.png",
        [translate("Chart", "Pictures (*.png)")],
        write,
    )
