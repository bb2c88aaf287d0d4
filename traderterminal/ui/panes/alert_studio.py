"""The alert studio: messages are built and tried, and the strategies that send them are watched."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from traderterminal.kit.language import mark, translate
from traderterminal.ui.panes.alert_builder import AlertBuilderPane
from traderterminal.ui.panes.arming_sheets import ConfirmSheet
from traderterminal.ui.panes.strategy_sheet import StrategySheet
from traderterminal.ui.tables.table import Cell, Column, TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.alert_builder import AlertBuilderViewModel
from traderterminal.ui.viewmodels.alert_trials import TrialQuestion
from traderterminal.ui.viewmodels.strategy_watch import StrategyRow, StrategyWatchViewModel
from traderterminal.ui.widgets.controls import Tabs, button
from traderterminal.ui.widgets.empty_state import EmptyState, OrEmpty
from traderterminal.ui.widgets.sheet import ShowSheet
from traderterminal.ui.widgets.surface import lay_on

PAGES = (mark("Alerts", "Message"), mark("Alerts", "Strategies"))


class AlertStudioPane(QWidget):
    """Two pages: the builder, and the strategies with what came of each."""

    def __init__(
        self,
        builder: AlertBuilderViewModel,
        strategies: StrategyWatchViewModel,
        theme: Theme,
        show_sheet: ShowSheet,
    ) -> None:
        super().__init__()
        self._vm = strategies
        self._theme = theme
        self._show_sheet = show_sheet
        lay_on(self, theme)
        self._bar = Tabs(
            translate("Alerts", "Pages of the alert studio"),
            [translate("Alerts", words) for words in PAGES],
        )
        self._settings = button(translate("Alerts", "Settings…"), "small", self._open_settings)
        self._settings.setAccessibleName(translate("Alerts", "Settings of the strategy"))
        self.table: TableView[StrategyRow] = TableView(
            _columns(), lambda row: row.name, theme, mark("Table", "Strategies watched")
        )
        self.table.opened.connect(lambda _: self._open_settings())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._offer())
        nothing = EmptyState(
            theme,
            "automation",
            translate("Alerts", "No strategy yet"),
            translate("Alerts", "One shows here once it is set up, or its first alert comes."),
        )
        self._list = OrEmpty(self.table, nothing)
        self._pages = QStackedWidget()
        self._pages.addWidget(AlertBuilderPane(builder, theme))
        self._pages.addWidget(self._list)
        self._bar.currentChanged.connect(self._turn)
        strip = QHBoxLayout()
        strip.setContentsMargins(8, 2, 6, 2)
        strip.addWidget(self._bar)
        strip.addStretch(1)
        strip.addWidget(self._settings)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(strip)
        layout.addWidget(self._pages, 1)
        self.destroyed.connect(strategies.changed.connect(lambda _: self._render()))
        self.destroyed.connect(builder.wanted.connect(lambda _: self._bar.setCurrentIndex(0)))
        self._trials = builder.trials
        self.destroyed.connect(builder.trials.asking.connect(self._ask))
        self._render()

    def _ask(self, question: TrialQuestion) -> None:
        confirm = partial(self._trials.confirm, question)
        self._show_sheet(lambda under: ConfirmSheet(question, confirm, self._theme, under))

    def go_on_from(self, other: "AlertStudioPane") -> None:
        """Turn to the page that another one is turned to."""
        self._bar.setCurrentIndex(other._bar.currentIndex())

    def _turn(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        self._offer()

    def _render(self) -> None:
        rows = self._vm.rows
        self.table.set_rows(rows)
        if rows and self.table.selected() is None:
            self.table.select(rows[0].name)
        self._list.show_content(bool(rows))
        self._offer()

    def _offer(self) -> None:
        self._settings.setVisible(self._pages.currentIndex() == 1)
        self._settings.setEnabled(self.table.selected() is not None)

    def _open_settings(self) -> None:
        row = self.table.selected()
        if row is not None:
            form = self._vm.form(row.name)
            self._show_sheet(lambda under: StrategySheet(form, self._theme, under))


def _columns() -> list[Column[StrategyRow]]:
    return [
        Column(
            mark("Column", "Strategy"), 11, lambda row: Cell(row.name, tip=row.name), stretch=True
        ),
        Column(
            mark("Column", "Last alert"), 6, lambda row: Cell(row.alert, "t2"), right=True, leaves=3
        ),
        Column(
            mark("Column", "Sign of life"),
            7,
            lambda row: Cell(row.heartbeat, "t2"),
            right=True,
            leaves=2,
        ),
        Column(
            mark("Column", "Expected in"),
            7,
            lambda row: Cell(row.every, "t2"),
            right=True,
            leaves=1,
        ),
        Column(mark("Column", "Missed"), 4.5, lambda row: Cell(row.missed), right=True),
        Column(
            mark("Column", "State"),
            13,
            lambda row: Cell(row.state, row.token, "medium"),
            sample=Cell(translate("Automation", "Not set up: paper only"), role="medium"),
        ),
    ]
