"""The surface that a pane lies on."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from traderterminal.ui.theme import Theme


def lay_on(widget: QWidget, theme: Theme, token: str = "bg1") -> None:
    """Fill a widget, and those within it that fill themselves, with a surface of the theme."""
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.Window, theme.color(token))
    widget.setPalette(palette)
    widget.setAutoFillBackground(True)
