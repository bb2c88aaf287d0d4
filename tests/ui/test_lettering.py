"""Numbers put together from pictures of their pieces look as Qt writes them."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from tests.support.shown_chart import THEME
from traderterminal.app.screen import read_theme
from traderterminal.ui import lettering
from traderterminal.ui.theme import Theme

NUMBERS = (
    *("6,842.25", "1,234,567", "10.00", "111.17", "1,025%"),
    *("+3,115", "−12.50", "+$1,234.50", "−€312.00"),
)


def inked(image: QImage) -> "np.ndarray[tuple[int, ...], np.dtype[np.int64]]":
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return raw.astype(np.int64)


def put_together(theme: Theme, role: str, text: str, like: QImage) -> QImage:
    """A word drawn from its beginning on onto nothing as large as another picture."""
    ratio = like.devicePixelRatio()
    image = QImage(like.size(), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    word = lettering.word_of(theme, role, "t1", text, ratio)
    assert len(word.pieces) > 1
    painter = QPainter(image)
    lettering.draw_pieces(painter, 0.0, 0.0, word.pieces)
    painter.end()
    return image


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
@pytest.mark.parametrize("role", ["caption", "strong"])
def test_a_number_looks_as_qt_writes_it(qapp: QApplication, role: str, ratio: float) -> None:
    theme = read_theme(THEME, 12)
    for text in NUMBERS:
        by_qt = lettering._picture(theme, role, "t1", text, ratio)
        made, written = inked(put_together(theme, role, text, by_qt)), inked(by_qt)
        # A piece may stand a quarter of a pixel beside its place.
        assert np.abs(made - written).sum() <= 0.25 * written.sum()
        assert made.sum() == pytest.approx(written.sum(), rel=0.05)


@pytest.mark.parametrize("sign", ["", "+", "−", "-", "$", "+$", "−€", "-£"])
def test_the_pieces_of_a_number_are_the_number(sign: str) -> None:
    for digits in ("5", "12", "345", "1.5", "1,234", "1,234.50"):
        text = f"{sign}{digits}"
        if lettering._in_pieces(text):
            assert "".join(lettering._pieces(text)) == text
        else:
            assert len(text) <= 2 or len(digits) == 1


@pytest.mark.parametrize("text", ["+$5", "−€3", "+$5.5"])
def test_a_short_amount_is_drawn_once(qapp: QApplication, text: str) -> None:
    theme = read_theme(THEME, 12)
    word = lettering.word_of(theme, "body", "t1", text, 1.0)
    ends = [right + picture.width() for right, picture in word.pieces]
    assert max(ends) <= word.width + 3


@pytest.mark.parametrize("y", [3.0, 3.5])
def test_a_word_is_drawn_where_it_is_to_be(qapp: QApplication, y: float) -> None:
    theme = read_theme(THEME, 12)
    word = lettering.word_of(theme, "body", "t1", "1,234", 2.0)
    image = QImage(160, 60, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(2.0)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    lettering.draw_pieces(painter, 4.0, y, word.pieces)
    painter.end()

    def highest(picture: QImage) -> int:
        return next(at for at, line in enumerate(inked(picture)) if line.any())

    assert highest(image) == 2 * y + min(highest(picture) for _, picture in word.pieces)


def on_a_surface(theme: Theme, draw: Callable[[QPainter], object]) -> QImage:
    image = QImage(200, 20, QImage.Format.Format_RGB32)
    image.fill(theme.color("bg1"))
    painter = QPainter(image)
    draw(painter)
    painter.end()
    return image


@pytest.mark.parametrize("name", ["ink", "ivory", "contrast", "clear"])
@pytest.mark.parametrize("token", ["t1", "t3", "buy", "sell", "warn"])
def test_a_word_weighs_as_much_as_one_that_qt_writes_beside_it(
    qapp: QApplication, name: str, token: str
) -> None:
    theme, text = read_theme(name, 12), "Part filled 36 of 50"

    def by_qt(painter: QPainter) -> None:
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color(token))
        painter.drawText(QPointF(1, theme.metrics("body").ascent()), text)

    def ours(painter: QPainter) -> None:
        word = lettering.word_of(theme, "body", token, text, 1.0)
        lettering.draw_pieces(painter, 0.0, 0.0, word.pieces)

    bare, written, copied = (
        inked(on_a_surface(theme, draw)) for draw in (lambda _: None, by_qt, ours)
    )
    assert np.abs(copied - written).max() <= 16
    weight = np.abs(written - bare).sum()
    assert np.abs(copied - bare).sum() == pytest.approx(weight, rel=0.03)


def test_characters_with_colours_of_their_own_keep_them(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme, taken = read_theme(THEME, 12), list[QImage]()

    def take_off(image: QImage, *_: object) -> QImage:
        taken.append(image)
        return image

    monkeypatch.setattr(lettering, "_taken_off", take_off)
    for text in ("Short \U0001f680", "Short"):
        assert not taken
        lettering._picture(theme, "body", "t1", text, 1.0)
    assert len(taken) == 1


def test_a_number_is_as_wide_as_qt_says(qapp: QApplication) -> None:
    theme = read_theme(THEME, 12)
    for text in NUMBERS:
        width = QFontMetricsF(theme.font("strong")).horizontalAdvance(text)
        assert lettering.text_width(theme, "strong", text) == pytest.approx(width, abs=0.5)


def test_numbers_of_as_many_digits_are_as_wide(qapp: QApplication) -> None:
    """Else what stands behind one would move with every tick."""
    theme = read_theme(THEME, 12)
    for one, other in (("1,711.75", "8,088.88"), ("11,111", "90,748")):
        width = lettering.word_of(theme, "strong", "t1", one, 1.0).width
        assert lettering.word_of(theme, "strong", "t1", other, 1.0).width == width
        assert lettering.text_width(theme, "strong", one) == width


@pytest.mark.parametrize("text", ["09:30:15", "3−115", "Heikin-Ashi", "7", "−1"])
def test_what_is_raised_or_short_is_left_to_qt(qapp: QApplication, text: str) -> None:
    word = lettering.word_of(read_theme(THEME, 12), "strong", "t1", text, 1.0)
    ((at, picture),) = word.pieces
    assert at == 0
    assert not picture.isNull()
