"""The economic calendar: what comes, how soon, and which of it entries wait for."""

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from traderterminal.domain.news import Importance
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.language import mark, translate, within
from traderterminal.ui.tables.table import Cell, Column, TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.news import FILTERS, NewsRow, NewsViewModel
from traderterminal.ui.widgets.controls import Segments, label, paint_label
from traderterminal.ui.widgets.empty_state import EmptyState, Listing
from traderterminal.ui.widgets.icon_button import IconButton
from traderterminal.ui.widgets.surface import lay_on

_MINUTE_NS: Final = 60 * NANOSECONDS
_WORDS: Final = {
    Importance.HIGH: (mark("News", "High"), "t1", "●"),
    Importance.MEDIUM: (mark("News", "Medium"), "t2", "◐"),
    Importance.LOW: (mark("News", "Low"), "t3", "○"),
    None: (mark("News", "Not said"), "t2", "?"),
}


class NewsPane(QWidget):
    """Draws a `NewsViewModel`."""

    def __init__(self, vm: NewsViewModel, theme: Theme) -> None:
        super().__init__()
        self._vm = vm
        self._theme = theme
        lay_on(self, theme)
        self._filter = Segments(
            [translate("News", words) for words, _ in FILTERS],
            vm.choose,
            self,
            stretch=False,
            dense=True,
        )
        self._says = label(theme, token="t2")
        self._says.setMinimumWidth(1)
        self._again = IconButton(
            theme, "reconcile", translate("News", "Read the calendar again"), vm.read_again
        )
        strip = QHBoxLayout()
        strip.setContentsMargins(8, 4, 6, 4)
        strip.setSpacing(theme.em(0.67))
        strip.addWidget(self._filter)
        strip.addWidget(self._says, 1)
        strip.addWidget(self._again)
        self.table: TableView[NewsRow] = TableView(
            _columns(), lambda row: row.key, theme, mark("Table", "Calendar"), describe=_say_row
        )
        empty = EmptyState(
            theme,
            "stale",
            translate("News", "No calendar"),
            translate(
                "News",
                'Name a CSV or iCalendar file in config.toml: file = "news.csv"'
                " under [calendar]. Entries then wait around important news, and exits"
                " never.",
            ),
        )
        self._pages = Listing(self, strip, self.table, empty)
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _render(self) -> None:
        vm = self._vm
        self._pages.show_content(vm.has_file)
        self._filter.choose(vm.chosen)
        words, token = vm.said
        if (self._says.text(), self._says.property("token")) != (words, token):
            self._says.setText(words)
            self._says.setToolTip(words)
            self._says.setProperty("token", token)
            paint_label(self._says, self._theme, token)
        self.table.set_rows(vm.rows)


def _left(row: NewsRow) -> Cell:
    if row.waits_now:
        return Cell(translate("News", "entries wait"), "warn", "strong")
    if row.event.all_day:
        return Cell(translate("News", "all day"), "t3")
    if row.left_s < 0:
        return Cell(translate("News", "past"), "t3")
    role, token = ("strong", "t1") if row.is_next else ("body", "t2")
    return Cell(formats.duration(row.left_s), token, role)


def _time(row: NewsRow) -> Cell:
    words = formats.dated(row.at, "%a %e %b" if row.event.all_day else "%a %e %b %H:%M")
    return Cell(words, "t2", tip=formats.dated(row.at, "%A %d %B %Y %H:%M %Z"))


def _importance(row: NewsRow) -> Cell:
    source, token, glyph = _WORDS[row.event.importance]
    words = translate("News", source)
    return Cell(words, token, glyph=glyph)


def _name(row: NewsRow) -> Cell:
    tint = "warn" if row.waits_now else ""
    token = "t3" if row.left_s < 0 and not row.waits_now else "t1"
    role = "strong" if row.is_next or row.waits_now else "body"
    return Cell(row.event.name, token, role, tint=tint, tip=row.event.name)


def _waits(row: NewsRow) -> Cell:
    if row.blackout is None:
        return Cell(formats.NOTHING, "t3")
    before = (row.event.at_ns - row.blackout.from_ns) // _MINUTE_NS
    after = (row.blackout.until_ns - row.event.at_ns) // _MINUTE_NS
    tip = translate(
        "News", "Entries wait from {before} min before it to {after} min after it. Exits work."
    ).format(before=before, after=after)
    return Cell(
        translate("News", "−{before} +{after} min").format(before=before, after=after),
        "warn" if row.waits_now else "t2",
        tip=tip,
    )


def _figure(text: str) -> Cell:
    return Cell(text, "t2", tip=text) if text else Cell(formats.NOTHING, "t3")


def _columns() -> list[Column[NewsRow]]:
    return [
        Column(mark("Column", "Time"), 9, _time, sample=Cell("Wed 30 Sep 23:59")),
        Column(
            mark("Column", "In"),
            6,
            _left,
            right=True,
            sample=Cell(translate("News", "entries wait"), role="strong"),
        ),
        Column(
            mark("Column", "Importance"),
            6,
            _importance,
            sample=Cell(translate("News", "Medium"), glyph="◐"),
            leaves=3,
            order=lambda row: row.event.importance or Importance.HIGH,
        ),
        Column(
            mark("Column", "For"),
            4,
            lambda r: Cell(r.event.currency or translate("News", "all"), "t2"),
            sample=Cell("USD"),
        ),
        Column(mark("Column", "Event"), 12, _name, stretch=True),
        Column(
            mark("Column", "Forecast"),
            5.5,
            lambda r: _figure(r.event.forecast),
            right=True,
            leaves=2,
        ),
        Column(
            mark("Column", "Previous"),
            5.5,
            lambda r: _figure(r.event.previous),
            right=True,
            leaves=1,
        ),
        Column(
            mark("Column", "Entries wait"),
            6.5,
            _waits,
            right=True,
            sample=Cell(translate("News", "−1,440 +1,440 min")),
            leaves=4,
        ),
    ]


def _say_row(row: NewsRow) -> str:
    """Say an event in one sentence."""
    when = (
        translate("News", "is past")
        if row.left_s < 0
        else translate("News", "in {duration}").format(duration=formats.duration(row.left_s))
    )
    waits = translate("News", ", entries wait") if row.waits_now else ""
    importance = within(translate("News", _WORDS[row.event.importance][0]))
    return f"{row.event.name} {when}, {importance}{waits}"
