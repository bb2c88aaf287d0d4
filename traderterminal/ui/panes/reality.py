"""How real is paper: what became of real orders beside their shadows, and the correction."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from traderterminal.kit.language import mark, translate
from traderterminal.ui.tables.table import Cell, Column, TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.reality import RealityRow, RealityViewModel
from traderterminal.ui.widgets.controls import Segments, label
from traderterminal.ui.widgets.empty_state import EmptyState, Listing
from traderterminal.ui.widgets.surface import lay_on

_CHOICES = (
    (mark("Reality", "As is"), mark("Reality", "Paper fills are not corrected.")),
    (
        mark("Reality", "Corrected"),
        mark("Reality", "Paper trades as late and as dear as reality was found to."),
    ),
)


class RealityPane(QWidget):
    """A list of what was compared, and the switch above it."""

    def __init__(self, vm: RealityViewModel, theme: Theme) -> None:
        super().__init__()
        self._vm = vm
        lay_on(self, theme)
        self.table: TableView[RealityRow] = TableView(
            _columns(),
            lambda row: row.key,
            theme,
            mark("Table", "How real is paper"),
            describe=lambda row: row.sentence,
        )
        self._says = label(theme, token="t2")
        self._says.setMinimumWidth(1)  # it is cut off before it pushes the switch away
        self._switch = Segments(
            [translate("Reality", word) for word, _ in _CHOICES], self._throw, stretch=False
        )
        for number, (_, means) in enumerate(_CHOICES):
            self._switch.explain(number, translate("Reality", means))
        strip = QHBoxLayout()
        strip.setContentsMargins(8, 4, 6, 4)
        strip.addWidget(self._says, 1)
        strip.addWidget(self._switch)
        empty = EmptyState(
            theme,
            "duplicate",
            translate("Reality", "Nothing compared yet"),
            translate(
                "Reality",
                "Every order of a live or sandbox account is also simulated at the"
                " same moment. How often, how much better and how much sooner paper"
                " traded is counted here.",
            ),
        )
        self._pages = Listing(self, strip, self.table, empty)
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _render(self) -> None:
        rows = self._vm.rows
        self.table.set_rows(rows)
        self._pages.show_content(bool(rows))
        count = formats.counted(sum(row.compared for row in rows), "order")
        self._says.setText(
            translate("Reality", "{count} compared. {means}").format(
                count=count, means=translate("Reality", _CHOICES[self._vm.is_applied][1])
            )
        )
        self._switch.choose(int(self._vm.is_applied))

    def _throw(self, number: int) -> None:
        self._vm.apply(on=bool(number))
        self._switch.choose(int(self._vm.is_applied))  # what holds, not what was asked for


def _columns() -> list[Column[RealityRow]]:
    def ticks(row: RealityRow) -> Cell:
        if row.ticks is None:
            return Cell(formats.NOTHING, "t3")
        return Cell(
            formats.signed(round(row.ticks, 1)),
            spoken=translate("Reality", "{ticks:.1f} ticks better").format(ticks=row.ticks),
        )

    def delay(row: RealityRow) -> Cell:
        if row.delay_ms is None:
            return Cell(formats.NOTHING, "t3")
        return Cell(
            formats.signed(row.delay_ms, " ms"),
            spoken=translate("Reality", "{delay_ms} ms sooner").format(delay_ms=row.delay_ms),
        )

    return [
        Column(mark("Column", "Symbol"), 5, lambda row: Cell(row.symbol, role="strong")),
        Column(mark("Column", "UTC"), 4, lambda row: Cell(row.when), order=lambda row: row.hour),
        Column(mark("Column", "Orders"), 5.5, lambda row: Cell(row.orders), leaves=3),
        Column(
            mark("Column", "Compared"),
            6.5,
            lambda row: Cell(f"{row.compared:,}"),
            right=True,
            order=lambda row: row.compared,
        ),
        Column(
            mark("Column", "Traded"),
            5.5,
            lambda row: Cell(formats.percent(row.real, 0)),
            right=True,
            leaves=2,
        ),
        Column(
            mark("Column", "On paper"),
            6,
            lambda row: Cell(formats.percent(row.paper, 0)),
            right=True,
            leaves=2,
        ),
        Column(
            mark("Column", "Ticks better"), 7, ticks, right=True, order=lambda row: row.ticks or 0
        ),
        Column(
            mark("Column", "Sooner by"), 7, delay, right=True, order=lambda row: row.delay_ms or 0
        ),
        Column(
            mark("Column", "Correction"),
            10,
            lambda row: Cell(row.correction, "t2", tip=row.sentence),
            stretch=True,
            leaves=1,
        ),
    ]
