"""The sheets of replays: what is to be replayed and what was, and a jump back that is meant."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from traderterminal.kit.language import mark, translate
from traderterminal.ui.panes.ticket_fields import Choice
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.replay import SPEEDS, ReplayViewModel, Rewind
from traderterminal.ui.viewmodels.replays import (
    MOST_DAYS,
    KeptReplay,
    Material,
    Opening,
    ReplaysViewModel,
)
from traderterminal.ui.widgets.beside import ask_for_file
from traderterminal.ui.widgets.controls import Segments, button, label
from traderterminal.ui.widgets.hold_button import HoldButton
from traderterminal.ui.widgets.sheet import Sheet

WIDTH_EM = 48
KEPT_EM = 11.0

_DAY: Final = "%a %d %b %Y"
_MATERIALS = {
    Material.TICKS: mark("Replay", "Stored ticks"),
    Material.BARS: mark("Replay", "Stored bars"),
    Material.FILE: mark("Replay", "Recording file"),
}
_NOTES = {
    Material.TICKS: mark("Replay", "Every stored quote and trade is played."),
    Material.BARS: mark(
        "Replay",
        "Stored minutes, of each of which four prints are made up: a rising"
        " one's low before its high, a falling one's high first. Fills on them"
        " are half sure at most.",
    ),
    Material.FILE: mark(
        "Replay",
        "Ticks, an order-by-order book or one-minute bars in CSV, as the"
        " program records them. The file stays where it is.",
    ),
}
_OF_ITS_OWN = mark(
    "Replay",
    "A replay opens in a window of its own and trades on an account and a"
    " journal of its own; your accounts go on in this one. What lies before"
    " the start is shown and not traded on.",
)
_OPENING = {Opening.OPENING: mark("Replay", "opening …"), Opening.OPEN: mark("Replay", "open")}


class ReplaySheet(Sheet):
    """Asks what is to be replayed, from when and how fast; below it, the replays there are."""

    def __init__(self, vm: ReplaysViewModel, theme: Theme, under: QWidget) -> None:
        self._vm = vm
        self._theme = theme
        self._shown_kept: object = None
        self._materials = Segments(
            [translate("Replay", one) for one in _MATERIALS.values()], self._choose_material
        )
        self._materials.setAccessibleName(translate("Replay", "What is replayed"))
        self._fields = QWidget()
        self._lay_out_fields()
        self._kept = QWidget()
        self._kept_rows = QVBoxLayout(self._kept)
        self._kept_rows.setContentsMargins(0, 0, theme.em(0.67), 0)
        self._kept_rows.setSpacing(theme.em(0.33))
        self._kept_title = label(theme, translate("Replay", "Replays you have"), "section")
        self._kept_area = QScrollArea()
        self._kept_area.setWidgetResizable(True)
        self._kept_area.setWidget(self._kept)
        self._kept_area.setStyleSheet("QScrollArea { background: transparent; }")
        for transparent in (self._kept_area.viewport(), self._kept):  # the plate shows through
            transparent.setAutoFillBackground(False)
        self._note, self._news = label(theme, token="t3"), label(theme)
        for words in (self._note, self._news):
            words.setWordWrap(True)
        cancel = button(
            translate("Replay", "Close"),
            "standard",
            self.put_away,
            translate("Replay", "Close, replay nothing"),
        )
        self._begin = button(translate("Replay", "Begin replay"), "primary", vm.begin)
        super().__init__(
            theme,
            translate("Replay", "Replay"),
            (
                *(self._materials, self._fields, self._note, self._news),
                *(self._kept_title, self._kept_area),
            ),
            (cancel, self._begin),
            under,
            width_em=WIDTH_EM,
        )
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self.destroyed.connect(vm.begun.connect(lambda _: self.put_away()))
        self._render()
        vm.look()

    def _lay_out_fields(self) -> None:
        theme, vm = self._theme, self._vm
        self._grid = QGridLayout(self._fields)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.em(1))
        self._grid.setVerticalSpacing(theme.em(0.5))
        self._grid.setColumnStretch(1, 1)
        self._symbol = Choice(theme, translate("Replay", "Symbol"), (), self._choose_symbol)
        self._day = Choice(theme, translate("Replay", "Trade date"), (), self._choose_day)
        counts = [str(count) for count in range(1, MOST_DAYS + 1)]
        self._days = Choice(
            theme, translate("Replay", "Trading days"), counts, lambda n: vm.choose_days(n + 1)
        )
        self._file = _typed(vm.wish.file, translate("Replay", "Recording file"), vm.type_file)
        choose = button(
            translate("Replay", "Choose…"),
            "standard",
            self._choose_file,
            translate("Replay", "Choose a recording file"),
        )
        self._path = _beside(theme, self._file, choose)
        self._contract = _typed(
            vm.wish.symbol, translate("Replay", "Contract in the file"), vm.type_symbol
        )
        self._contract.setPlaceholderText("ESH2024")
        self._start = _typed(vm.wish.start, translate("Replay", "Start at"), vm.type_start)
        self._speed = Choice(theme, translate("Replay", "Speed"), list(SPEEDS), self._choose_speed)
        rows: tuple[tuple[str, QWidget], ...] = (
            (translate("Replay", "Symbol"), self._symbol),
            (translate("Replay", "Trade date"), self._day),
            (translate("Replay", "Trading days"), self._days),
            (translate("Replay", "File"), self._path),
            (translate("Replay", "Contract"), self._contract),
            (translate("Replay", "Start at, exchange time"), self._start),
            (translate("Replay", "Speed"), self._speed),
        )
        for row, (words, widget) in enumerate(rows):
            self._grid.addWidget(label(theme, words, token="t2"), row, 0)
            self._grid.addWidget(widget, row, 1)

    # What is shown.

    def _render(self) -> None:
        vm, wish = self._vm, self._vm.wish
        self._materials.choose(list(_MATERIALS).index(wish.material))
        is_file = wish.material is Material.FILE
        of_the_store: tuple[QWidget, ...] = (self._symbol, self._day, self._days)
        of_a_file: tuple[QWidget, ...] = (self._path, self._contract)
        for widget in of_the_store:
            self._show_row(widget, not is_file)
        for widget in of_a_file:
            self._show_row(widget, is_file)
        if not is_file:
            _offer(self._symbol, list(vm.symbols), wish.symbol)
            day = "" if wish.day is None else formats.dated(wish.day, _DAY)
            _offer(self._day, [formats.dated(one, _DAY) for one in vm.days], day)
        self._days.offer([str(n + 1) for n in range(MOST_DAYS)], wish.days - 1)
        self._speed.offer(list(SPEEDS), list(SPEEDS).index(wish.speed))
        hint = (
            translate("Replay", "2024-01-11 09:30, or the first row")
            if is_file
            else translate("Replay", "09:30, or the first row")
        )
        self._start.setPlaceholderText(hint)
        if self._start.text().strip() != wish.start:  # it was proposed from a chart
            self._start.setText(wish.start)
        self.allow(self._begin, not vm.missing and not vm.busy)
        self._begin.setToolTip(vm.missing)
        self.say(
            self._note,
            f"{translate('Replay', _NOTES[wish.material])} {translate('Replay', _OF_ITS_OWN)}",
        )
        self.say(self._news, f"{vm.busy} …" if vm.busy else vm.problem or vm.missing)
        self._news.setVisible(bool(self._news.text()))
        self._show_kept()
        self._place()

    def _show_row(self, widget: QWidget, shown: bool) -> None:
        row = self._grid.getItemPosition(self._grid.indexOf(widget))[0]  # type: ignore[index]
        for column in (0, 1):
            item = self._grid.itemAtPosition(row, column)
            found = None if item is None else item.widget()
            if found is not None:
                found.setVisible(shown)

    def _show_kept(self) -> None:
        kept = list(self._vm.kept)
        self._kept_title.setVisible(bool(kept))
        self._kept_area.setVisible(bool(kept))
        if kept == self._shown_kept:
            return
        self._shown_kept = kept
        while (item := self._kept_rows.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for one in kept:
            self._kept_rows.addWidget(self._kept_row(one))
        self._kept_rows.addStretch(1)
        height = min(len(kept) * self._theme.em(2.67), self._theme.em(KEPT_EM))
        self._kept_area.setFixedHeight(height)

    def _kept_row(self, one: KeptReplay) -> QWidget:
        theme = self._theme
        name = label(theme, one.name, "strong")
        fills = formats.counted(one.fills, "fill")
        words = f"{one.stands} · {fills}" if one.stands else translate("Replay", "not begun")
        opening = translate("Replay", _OPENING.get(one.opening, mark("Replay", "closed")))
        stands = label(theme, f"{words} · {opening}", token="t2")
        opens = button(
            translate("Replay", "Open"),
            "small",
            partial(self._vm.open, one.name),
            translate("Replay", "Open {name}").format(name=one.name),
        )
        deletes = HoldButton(
            theme, translate("Replay", "Delete"), partial(self._vm.remove, one.name)
        )
        deletes.setAccessibleName(
            translate("Replay", "Delete {name} with its journal").format(name=one.name)
        )
        deletes.setProperty("kind", "small")
        deletes.setToolTip(
            translate("Replay", "Hold for a second: the replay and its journal are gone then")
        )
        for made in (opens, deletes):
            made.setEnabled(one.opening is Opening.CLOSED)
        return _beside(theme, name, stands, opens, deletes)

    # What is done.

    def _choose_material(self, number: int) -> None:
        self._contract.clear()
        self._vm.choose_material(list(_MATERIALS)[number])

    def _choose_symbol(self, number: int) -> None:
        self._vm.choose_symbol(self._vm.symbols[number])

    def _choose_day(self, number: int) -> None:
        self._vm.choose_day(self._vm.days[number])

    def _choose_speed(self, number: int) -> None:
        self._vm.choose_speed(list(SPEEDS)[number])

    def _choose_file(self) -> None:
        before = self._vm.wish.file
        ask_for_file(
            self,
            translate("Replay", "Choose a recording"),
            [translate("Replay", "Recordings (*.csv *.csv.gz)")],
            lambda path: self._file.setText(str(path)),
            folder=str(Path(before).parent) if before else "",
        )


class RewindSheet(Sheet):
    """Says what a jump back takes away, and makes it once it is confirmed."""

    def __init__(self, vm: ReplayViewModel, rewind: Rewind, theme: Theme, under: QWidget) -> None:
        self._vm = vm
        self._rewind = rewind
        says = label(theme, rewind.words)
        says.setWordWrap(True)
        cancel = button(
            translate("Replay", "Cancel"),
            "standard",
            self.put_away,
            translate("Replay", "Cancel, stay where it is"),
        )
        begin = button(translate("Replay", "Begin afresh there"), "alarm", self._act)
        super().__init__(theme, translate("Replay", "Jump back?"), (says,), (cancel, begin), under)

    def _act(self) -> None:
        self.put_away()
        self._vm.confirm(self._rewind)


def _typed(text: str, name: str, take: Callable[[str], object]) -> QLineEdit:
    made = QLineEdit(text)
    made.setAccessibleName(name)
    made.textChanged.connect(lambda typed: take(typed))
    return made


def _beside(theme: Theme, first: QWidget, *others: QWidget) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.em(0.67))
    line.addWidget(first, 1)
    for one in others:
        line.addWidget(one)
    return made


def _offer(choice: Choice, words: list[str], chosen: str) -> None:
    choice.offer(words, words.index(chosen) if chosen in words else -1)
