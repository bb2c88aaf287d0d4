"""Choosing how everything looks: theme, language, text size, and colours as they would be drawn."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from traderterminal.kit.language import mark, translate, within
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.appearance import (
    DIRECTION_WORDS,
    DIRECTIONS,
    LARGEST_PX,
    OWN,
    SMALLEST_PX,
    AppearanceViewModel,
)
from traderterminal.ui.widgets.controls import Segments, button, label, paint_label
from traderterminal.ui.widgets.sheet import Sheet

#: What stands in a sample; the sign tells what colour alone does not.
_SAMPLES: Final = {
    "buy": mark("Appearance", "▲ Buy 2"),
    "sell": mark("Appearance", "▼ Sell 2"),
    "up": "+$125.00",
    "down": "−$125.00",
}
_SIZES: Final = range(SMALLEST_PX, LARGEST_PX + 1)


class AppearanceSheet(Sheet):
    """Shows what is chosen at once in its samples; the rest follows when it is applied."""

    def __init__(self, vm: AppearanceViewModel, theme: Theme, under: QWidget) -> None:
        self._vm = vm
        self._theme = theme
        self._themes = self._choice(
            translate("Appearance", "Theme"), [n.capitalize() for n in vm.themes], self._take_theme
        )
        languages = list(vm.languages.values())
        self._languages = self._choice(
            translate("Appearance", "Language"), languages, self._take_language
        )
        self._sizes = self._choice(
            translate("Appearance", "Text size"), [str(size) for size in _SIZES], self._take_size
        )
        words = [translate("Appearance", words) for words in DIRECTION_WORDS]
        self._directions = self._choice(
            translate("Appearance", "Rise and fall"), words, self._take_direction
        )
        self._apply = button(translate("Appearance", "Apply"), "primary", self._act)
        cancel = button(
            translate("Appearance", "Cancel"),
            "standard",
            self.put_away,
            translate("Appearance", "Cancel, change nothing"),
        )
        shipped = button(
            translate("Appearance", "Colours of the theme"), "standard", self._take_shipped
        )
        super().__init__(
            theme,
            translate("Appearance", "Appearance"),
            (self._choices(), self._colours()),
            (cancel, shipped, self._apply),
            under,
            width_em=46,
        )
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _choice(self, name: str, words: list[str], chosen: Callable[[int], None]) -> Segments:
        made = Segments(words, chosen, stretch=True, dense=True)
        made.setAccessibleName(name)
        return made

    def _choices(self) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        rows = (
            (translate("Appearance", "Theme"), self._themes),
            (translate("Appearance", "Language"), self._languages),
            (translate("Appearance", "Text size, pixels"), self._sizes),
            (translate("Appearance", "Rise and fall"), self._directions),
        )
        for row, (words, choice) in enumerate(rows):
            grid.addWidget(label(self._theme, words, token="t2"), row, 0)
            grid.addWidget(choice, row, 1)
        grid.setColumnStretch(1, 1)
        self._directions.explain(
            0, translate("Appearance", "Rise and profit as the theme has them")
        )
        self._directions.explain(
            1, translate("Appearance", "The colours of rise and fall the other way about")
        )
        self._directions.explain(
            2,
            translate("Appearance", "Blue and amber, hollow rising candles, for colour-blind eyes"),
        )
        return box

    def _colours(self) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        self._fields: dict[str, QLineEdit] = {}
        self._samples: dict[str, _Sample] = {}
        self._told: dict[str, QLabel] = {}
        for row, (token, source) in enumerate(OWN.items()):
            name = translate("Appearance", source)
            field = self._fields[token] = QLineEdit(self._vm.typed(token))
            field.setAccessibleName(
                translate("Appearance", "Colour of {name}").format(name=within(name))
            )
            field.setFixedWidth(self._theme.em(7.5))
            field.textChanged.connect(lambda text, token=token: self._vm.type_colour(token, text))
            field.returnPressed.connect(self._act)
            self._samples[token] = _Sample(self._vm, token, self._theme)
            told = self._told[token] = label(self._theme, role="caption")
            told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            grid.addWidget(label(self._theme, name, token="t2"), row, 0)
            for column, widget in enumerate((field, self._samples[token], told), start=1):
                grid.addWidget(widget, row, column)
        grid.setColumnStretch(3, 1)
        return box

    # What is chosen.

    def _take_theme(self, number: int) -> None:
        self._vm.choose_theme(self._vm.themes[number])

    def _take_language(self, number: int) -> None:
        self._vm.choose_language(list(self._vm.languages)[number])

    def _take_size(self, number: int) -> None:
        self._vm.choose_size(_SIZES[number])

    def _take_direction(self, number: int) -> None:
        self._vm.choose_direction(DIRECTIONS[number])

    def _take_shipped(self) -> None:
        for field in self._fields.values():
            field.clear()
        self._vm.as_shipped()

    def _act(self) -> None:
        if self._vm.can_apply:
            self.put_away()
            self._vm.apply()

    def _render(self) -> None:
        vm = self._vm
        self._themes.choose(list(vm.themes).index(vm.looks.theme))
        self._languages.choose(list(vm.languages).index(vm.looks.language))
        self._sizes.choose(vm.looks.font_px - SMALLEST_PX)
        self._directions.choose(DIRECTIONS.index(vm.looks.direction))
        for token, told in self._told.items():
            problem, warning = vm.problem(token), vm.warning(token)
            words = (
                problem
                or warning
                or translate("Appearance", "Contrast {contrast}").format(contrast=vm.measure(token))
            )
            told.setText(words)
            told.setToolTip(words)
            paint_label(told, self._theme, "error" if problem else "warn" if warning else "t3")
            self._fields[token].setPlaceholderText(vm.tokens[token])
            self._fields[token].setAccessibleDescription(words)
            self._samples[token].update()
        self._apply.setEnabled(vm.can_apply)


class _Sample(QWidget):
    """Words in the colour of a token as it would be drawn, on a pane and on a selected row."""

    def __init__(self, vm: AppearanceViewModel, token: str, theme: Theme) -> None:
        super().__init__()
        self._vm = vm
        self._token = token
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.em(13), self._theme.em(2))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), self._vm.tokens
        half = self.width() / 2
        for number, surface in enumerate(("bg1", "sel")):
            box = QRectF(number * half, 0, half, self.height())
            painter.fillRect(box, QColor(tokens[surface]))
            painter.setFont(self._theme.font("strong"))
            painter.setPen(QColor(tokens[self._token]))
            painter.drawText(
                box, Qt.AlignmentFlag.AlignCenter, translate("Appearance", _SAMPLES[self._token])
            )
        painter.end()
