"""Numbers put together from pictures of their characters look as Qt writes them."""

import numpy as np
import pytest
from PySide6.QtGui import QFontMetricsF, QImage
from PySide6.QtWidgets import QApplication

from tests.support.shown_chart import THEME
from traderterminal.app.screen import read_theme
from traderterminal.ui.chart import lettering

NUMBERS = ("6,842.25", "1,234,567", "0.00", "111.17", "25%")


def inked(image: QImage) -> "np.ndarray[tuple[int, ...], np.dtype[np.int64]]":
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return raw.astype(np.int64)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
@pytest.mark.parametrize("role", ["caption", "strong"])
def test_a_number_looks_as_qt_writes_it(qapp: QApplication, role: str, ratio: float) -> None:
    theme = read_theme(THEME, 12)
    for text in NUMBERS:
        made = inked(lettering._composed(theme, role, "t1", text, ratio))
        written = inked(lettering._written(theme, role, "t1", text, ratio))
        assert made.shape == written.shape
        # A character may stand a quarter of a pixel beside its place.
        assert np.abs(made - written).sum() <= 0.25 * written.sum()
        assert made.sum() == pytest.approx(written.sum(), rel=0.05)


def test_a_number_is_as_wide_as_qt_says(qapp: QApplication) -> None:
    theme = read_theme(THEME, 12)
    for text in NUMBERS:
        width = QFontMetricsF(theme.font("strong")).horizontalAdvance(text)
        assert lettering.text_width(theme, "strong", text) == pytest.approx(width, abs=0.5)


def test_what_is_raised_between_digits_is_left_to_qt(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(lettering, "_composed", lambda *of: asked.append(of[3]))
    monkeypatch.setattr(lettering, "_written", lambda *of: QImage())
    theme = read_theme(THEME, 12)
    for text in ("09:30", "+3", "O", "Vol", "7"):
        lettering._picture(theme, "strong", "t1", text, 1.0)
    assert asked == []
