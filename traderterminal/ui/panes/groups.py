"""Groups of accounts: who leads, who follows, what the latest wish came to, and the repair."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from traderterminal.kit.language import mark, translate
from traderterminal.ui import texts
from traderterminal.ui.tables.table import Cell, Column, TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.groups import GroupsViewModel, MemberRow, sending_words
from traderterminal.ui.viewmodels.notices import order_words
from traderterminal.ui.widgets.controls import button, label
from traderterminal.ui.widgets.empty_state import EmptyState, Listing
from traderterminal.ui.widgets.sheet import Sheet, ShowSheet
from traderterminal.ui.widgets.surface import lay_on


class GroupsPane(QWidget):
    """Every account of every group, with a way to make those follow that do not."""

    def __init__(self, vm: GroupsViewModel, theme: Theme, show_sheet: ShowSheet) -> None:
        super().__init__()
        self._vm = vm
        self._theme = theme
        self._show_sheet = show_sheet
        self._rows: Sequence[MemberRow] = ()
        lay_on(self, theme)
        self.table: TableView[MemberRow] = TableView(
            _columns(),
            lambda row: row.key,
            theme,
            mark("Table", "Groups"),
            describe=_sentence,
            actions=lambda row: [
                (
                    translate("Groups", "Repair {group}…").format(group=row.group),
                    lambda: self._ask(row.group),
                )
            ],
        )
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._offer())
        self._says = label(theme, token="t2")
        self._says.setMinimumWidth(1)  # it is cut off before it pushes the button away
        self._repair = button(translate("Groups", "Repair…"), "small", self._repair_chosen)
        strip = QHBoxLayout()
        strip.setContentsMargins(8, 4, 6, 4)
        strip.addWidget(self._says, 1)
        strip.addWidget(self._repair)
        empty = EmptyState(
            theme,
            "duplicate",
            translate("Groups", "No groups"),
            translate(
                "Groups",
                "List accounts under [groups.NAME] in config.toml: an alert, or an order"
                " through the API, then trades on all of them, each with its share.",
            ),
        )
        self._pages = Listing(self, strip, self.table, empty)
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _render(self) -> None:
        self._rows = self._vm.rows
        self.table.set_rows(self._rows)
        self._pages.show_content(bool(self._rows))
        self._offer()

    def _group(self) -> str:
        """The group that a repair is about: that of the selection, else the first that drifts."""
        row = self.table.selected()
        drifting = (r.group for r in self._rows if r.drifts)
        return next(drifting, "") if row is None else row.group

    def _offer(self) -> None:
        group = self._group()
        count = sum(len(row.drifts) for row in self._rows if row.group == group)
        self._repair.setEnabled(count > 0)
        self._repair.setAccessibleName(
            translate("Groups", "Repair {group}").format(group=group)
            if count
            else translate("Groups", "Repair")
        )
        words = translate("Groups", "every follower follows") if not count else _how_many(count)
        self._says.setText(f"{group}: {words}" if group else words.capitalize())

    def _repair_chosen(self) -> None:
        self._ask(self._group())

    def _ask(self, group: str) -> None:
        if group and self._vm.drifts(group):
            self._show_sheet(lambda under: RepairSheet(self._vm, group, self._theme, under))


class RepairSheet(Sheet):
    """Says what a repair of a group would send; the focus is on Cancel."""

    def __init__(self, vm: GroupsViewModel, group: str, theme: Theme, under: QWidget) -> None:
        self._vm = vm
        self._group = group
        self._says = label(theme)
        self._says.setWordWrap(True)
        explains = label(
            theme,
            translate(
                "Groups",
                "Every order passes the rules of its account. What was traded by hand"
                " beside the group stays, where it does not stand against it.",
            ),
            token="t2",
        )
        explains.setWordWrap(True)
        cancel = button(
            translate("Groups", "Cancel"),
            "standard",
            self.put_away,
            translate("Groups", "Cancel, send nothing"),
        )
        self._send = button(translate("Groups", "Send"), "primary", self._act)
        super().__init__(
            theme,
            translate("Groups", "Repair {group}?").format(group=group),
            (self._says, explains),
            (cancel, self._send),
            under,
        )
        self.destroyed.connect(vm.changed.connect(lambda _: self.refresh()))
        self.refresh()

    def refresh(self) -> None:
        """Say what is to be sent now; with nothing to send the sheet goes."""
        drifts = self._vm.drifts(self._group)
        if not drifts:
            self.put_away()
            return
        lines = []
        for drift in drifts:
            settling = (
                translate("Groups", " Orders on their way are counted.") if drift.settling else ""
            )
            lines.append(f"{self._vm.name_of(drift.account)}: {sending_words(drift)}.{settling}")
        self.say(self._says, "\n".join(lines))
        words = (
            translate("Groups", "Send 1 order")
            if len(drifts) == 1
            else translate("Groups", "Send {count} orders").format(count=len(drifts))
        )
        self._send.setText(words)
        self._send.setAccessibleName(
            translate("Groups", "{words} to repair {group}").format(words=words, group=self._group)
        )

    def _act(self) -> None:
        self.put_away()
        self._vm.repair(self._group)


def _how_many(count: int) -> str:
    return (
        translate("Groups", "1 position does not follow")
        if count == 1
        else translate("Groups", "{count} positions do not follow").format(count=count)
    )


def _sentence(row: MemberRow) -> str:
    """The row as one sentence."""
    return translate("Groups", "{name} of {group}, {share}: {follows}. {text}").format(
        name=row.account.name,
        group=row.group,
        share=row.share,
        follows=row.follows,
        text=_latest(row).text,
    )


def _latest(row: MemberRow) -> Cell:
    if row.latest is None:
        return Cell(formats.NOTHING, "t3")
    if row.latest.refused is not None:
        words = texts.refusal(row.latest.refused)
        return Cell(words, "error", "medium", glyph="⊘", tip=texts.text(row.latest.refused))
    order = row.latest.order
    assert order is not None  # noqa: S101 - what was not refused has led to an order
    is_paper = row.account.is_paper
    glyph, word, token = formats.state(order, is_paper=is_paper)
    words = f"{order_words(order)} · {word}"
    return Cell(words, "t1", glyph=glyph, glyph_token=token, tip=words)


def _columns() -> list[Column[MemberRow]]:
    longest = Cell(translate("Groups", "Sell 1,000 MNQH2024 · Part filled"), glyph="◐")

    def follows(row: MemberRow) -> Cell:
        if row.leads or row.variant:
            return Cell(row.follows, "t2", tip=row.follows)
        if not row.drifts:
            return Cell(translate("Groups", "Follows"), "t1", glyph="✓", glyph_token="ok")
        settling = all(drift.settling for drift in row.drifts)
        token, glyph = ("t1", "○") if settling else ("warn", "warning")
        return Cell(row.follows, token, "medium", glyph=glyph, tip=row.follows)

    def result(row: MemberRow) -> Cell:
        if not row.trades:
            return Cell(formats.NOTHING, "t3")
        tip = translate("Groups", "{trades} for the group, net of fees").format(
            trades=formats.counted(row.trades, "closed trade")
        )
        return Cell(formats.signed_money(row.result), formats.result_token(row.result), tip=tip)

    return [
        Column(
            mark("Column", "Group"),
            6,
            lambda r: Cell(r.group, role="strong", tip=r.group),
            leaves=3,
        ),
        Column(
            mark("Column", "Account"),
            12.5,
            lambda r: Cell(r.account.name, badge=r.account.mode, tip=r.account.name),
            sample=Cell("Simulator 100K", badge="sandbox"),
        ),
        Column(
            mark("Column", "Share"),
            5,
            lambda r: Cell(r.share, "t2", tip=r.share),
            sample=Cell("×0.5 NQ → MNQ ×10"),
            leaves=1,
        ),
        Column(mark("Column", "Follows"), 15, follows, stretch=True),
        Column(
            mark("Column", "Result"), 6, result, right=True, leaves=1, order=lambda row: row.result
        ),
        Column(mark("Column", "Latest order"), 12, _latest, sample=longest, leaves=2),
    ]
