"""What became of an alert: its sign, in a headline, and in a box with the reason."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from traderterminal.domain.signals import AlertRecord, AlertStatus
from traderterminal.kit.language import mark, translate
from traderterminal.ui.theme import Theme
from traderterminal.ui.widgets.controls import label
from traderterminal.ui.widgets.icon_sign import IconSign

#: Of each end: the sign in text, the icon, the colour.
_SIGNS: Final = {
    AlertStatus.ACCEPTED: (("○", "○"), "t3"),
    AlertStatus.EXECUTED: (("✓", "filled"), "ok"),
    AlertStatus.PARTLY_EXECUTED: (("◐", "◐"), "warn"),
    AlertStatus.NO_ACTION: (("−", "no action"), "t3"),
    AlertStatus.REJECTED: (("⊘", "refused"), "error"),
    AlertStatus.FAILED: (("⊗", "failed"), "error"),
}
_HEADLINES: Final = {
    AlertStatus.ACCEPTED: mark("Alerts", "Working on it."),
    AlertStatus.EXECUTED: mark("Alerts", "Traded."),
    AlertStatus.PARTLY_EXECUTED: mark("Alerts", "Traded in part."),
    AlertStatus.NO_ACTION: mark("Alerts", "Nothing to do. Nothing was sent."),
    AlertStatus.REJECTED: mark("Alerts", "Refused. Nothing was sent."),
    AlertStatus.FAILED: mark("Alerts", "Failed."),
}
#: Of an alert that waits for the trader's word.
_WAITING: Final = ("○", "waiting"), "warn"


def sign_of(record: AlertRecord) -> tuple[tuple[str, str], str]:
    """Return glyph and icon of what became of an alert, and their colour."""
    return _WAITING if record.waits else _SIGNS[record.status]


def headline(record: AlertRecord) -> str:
    """Say what became of an alert."""
    return (
        translate("Alerts", "Waits for your approval.")
        if record.waits
        else translate("Alerts", _HEADLINES[record.status])
    )


class VerdictBox(QWidget):
    """A bar, a sign, one bold line, and the sentence with the measured value and the limit."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._token = "t3"
        self._icon = IconSign(theme)
        self._headline = label(theme, role="section")
        self._sentence = label(theme)
        for one in (self._headline, self._sentence):
            one.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._headline)
        words.addWidget(self._sentence)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 10, 12, 10)
        line.setSpacing(10)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)

    def show_verdict(self, sign: tuple[str, str], token: str, headline: str, sentence: str) -> None:
        """Show how it ended; an empty sentence takes no room."""
        self._token = token
        self._icon.show_icon(sign[1], token, sign[0])
        self._headline.setText(headline)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self.setAccessibleName(f"{headline} {sentence}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, box = QPainter(self), QRectF(self.rect())
        painter.fillRect(box, self._theme.mix(self._token, "bg1", 0.09))
        painter.fillRect(QRectF(0, 0, 3, box.height()), self._theme.color(self._token))
        painter.end()
