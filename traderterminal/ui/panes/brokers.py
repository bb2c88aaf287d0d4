"""Brokers: every login with how it stands, and the ways to add, connect, practise and part."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from traderterminal.kit.language import mark, translate
from traderterminal.ui.panes.login_sheet import LoginSheet
from traderterminal.ui.tables.table import Cell, Column, RowAction, TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.brokers import (
    BrokersViewModel,
    LoginRow,
    Unlocking,
    state_words,
    where_words,
)
from traderterminal.ui.widgets.controls import button, label
from traderterminal.ui.widgets.empty_state import EmptyState, OrEmpty
from traderterminal.ui.widgets.sheet import Sheet, ShowSheet
from traderterminal.ui.widgets.surface import lay_on

_GLYPHS = {"online": "●", "connecting": "○", "waiting": "◐", "data_only": "failed", "offline": "○"}


class BrokersPane(QWidget):
    """A row for each login; below it, what the broker says and what its logins must keep to."""

    def __init__(self, vm: BrokersViewModel, theme: Theme, show_sheet: ShowSheet) -> None:
        super().__init__()
        self._vm = vm
        self._theme = theme
        self._show_sheet = show_sheet
        lay_on(self, theme)
        self.table: TableView[LoginRow] = TableView(
            self._columns(),
            lambda row: row.name,
            theme,
            mark("Table", "Brokers"),
            describe=self._sentence,
            actions=self._actions,
        )
        self.table.chosen.connect(vm.select)
        self._says = label(theme)
        self._rules = label(theme, token="t3")
        for words in (self._says, self._rules):
            words.setWordWrap(True)
            words.setContentsMargins(theme.em(0.67), theme.em(0.33), theme.em(0.67), 0)
        self._rules.setContentsMargins(
            theme.em(0.67), theme.em(0.33), theme.em(0.67), theme.em(0.67)
        )
        logins = QWidget()
        rows = QVBoxLayout(logins)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.table, 1)
        rows.addWidget(self._says)
        rows.addWidget(self._rules)
        empty = EmptyState(
            theme,
            "broker",
            translate("Brokers", "No broker is connected"),
            translate(
                "Brokers",
                "Practise on a local venue that speaks a broker's own protocol, or add"
                " a login of yours.",
            ),
        )
        self._pages = OrEmpty(logins, empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._strip())
        layout.addWidget(self._told())
        layout.addWidget(self._pages, 1)
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _strip(self) -> QHBoxLayout:
        self._add = button(
            translate("Brokers", "Add broker…"), "small", lambda: self._open_form(None)
        )
        self._switch = button(translate("Brokers", "Connect"), "small", self._throw_switch)
        self._edit = button(translate("Brokers", "Edit…"), "small", self._edit_target)
        self._remove = button(translate("Brokers", "Remove…"), "small", self._ask_to_remove)
        strip = QHBoxLayout()
        strip.setContentsMargins(6, 4, 6, 4)
        strip.setSpacing(4)
        strip.addWidget(self._add)
        for kind, title in self._vm.practised.items():
            made = button(
                translate("Brokers", "Practice {title}").format(title=title),
                "small",
                partial(self._vm.practise, kind),
            )
            made.setToolTip(
                translate(
                    "Brokers",
                    "Start a venue on this machine that speaks {title}'s protocol, and"
                    " connect to it. No account is needed.",
                ).format(title=title)
            )
            strip.addWidget(made)
        strip.addStretch(1)
        for made in (self._switch, self._edit, self._remove):
            strip.addWidget(made)
        return strip

    def _told(self) -> QWidget:
        """What is going on, what failed, and the passphrase where one is missing."""
        theme = self._theme
        self._news = label(theme)
        self._news.setWordWrap(True)
        self._passphrase = QLineEdit()
        self._passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self._passphrase.setPlaceholderText(translate("Brokers", "Passphrase of the secrets"))
        self._passphrase.setAccessibleName(translate("Brokers", "Passphrase of the secrets"))
        self._passphrase.returnPressed.connect(self._unlock)
        self._open = button(translate("Brokers", "Open secrets"), "small", self._unlock)
        told = QWidget()
        line = QHBoxLayout(told)
        line.setContentsMargins(theme.em(0.67), 2, 6, 4)
        line.addWidget(self._news, 1)
        line.addWidget(self._passphrase)
        line.addWidget(self._open)
        self._told_line = told
        return told

    def _render(self) -> None:
        vm, target = self._vm, self._vm.target
        self.table.set_rows(vm.rows)
        self._pages.show_content(bool(vm.rows))
        is_there = target is not None
        for made in (self._switch, self._edit, self._remove):
            made.setVisible(is_there)
            made.setEnabled(not vm.busy)
        if target is not None:
            verb = (
                translate("Brokers", "Disconnect")
                if _is_up(target)
                else translate("Brokers", "Connect")
            )
            self._switch.setText(verb)
            self._switch.setAccessibleName(f"{verb} {target.name}")
            self._edit.setAccessibleName(
                translate("Brokers", "Edit {name}").format(name=target.name)
            )
            self._remove.setAccessibleName(
                translate("Brokers", "Remove {name}").format(name=target.name)
            )
            self._says.setText("\n".join(vm.says(target)))
            self._rules.setText("\n".join(vm.rules(target)))
        self._says.setVisible(bool(self._says.text()))
        self._rules.setVisible(bool(self._rules.text()))
        self._render_news()

    def _render_news(self) -> None:
        vm = self._vm
        sealed = any(r.reason and r.reason.code == "secrets_sealed" for r in vm.rows)
        asks = sealed and vm.unlocking is Unlocking.TYPE
        self._news.setText(f"{vm.busy} …" if vm.busy else vm.problem)
        self._passphrase.setVisible(asks)
        self._open.setVisible(asks)
        self._told_line.setVisible(asks or bool(self._news.text()))

    def _unlock(self) -> None:
        typed = self._passphrase.text()
        self._passphrase.clear()
        self._vm.unlock(typed)

    # What is done to the login that is selected.

    def _throw_switch(self) -> None:
        if (target := self._vm.target) is not None:
            act = self._vm.disconnect if _is_up(target) else self._vm.connect
            act(target.name)

    def _edit_target(self) -> None:
        if (target := self._vm.target) is not None:
            self._open_form(target)

    def _open_form(self, row: LoginRow | None) -> None:
        form = self._vm.form(row)
        self._show_sheet(lambda under: LoginSheet(form, self._vm, self._theme, under))

    def _ask_to_remove(self) -> None:
        if (target := self._vm.target) is not None:
            self._show_sheet(lambda under: RemoveSheet(self._vm, target, self._theme, under))

    def _actions(self, row: LoginRow) -> Sequence[RowAction]:
        verb, act = (
            (translate("Brokers", "Disconnect"), self._vm.disconnect)
            if _is_up(row)
            else (translate("Brokers", "Connect"), self._vm.connect)
        )
        return [
            (f"{verb} {row.name}", partial(act, row.name)),
            (
                translate("Brokers", "Edit {name}…").format(name=row.name),
                partial(self._open_form, row),
            ),
        ]

    # The table.

    def _columns(self) -> list[Column[LoginRow]]:
        return [
            Column(
                mark("Column", "Login"),
                10,
                lambda r: Cell(r.name, role="strong", badge=r.mode.value if r.mode else ""),
                sample=Cell("practice_tradovate", role="strong", badge="sandbox"),
            ),
            Column(
                mark("Column", "Broker"),
                7,
                lambda r: Cell(r.title, "t2"),
                sample=Cell("Tradovate"),
                leaves=2,
            ),
            Column(
                mark("Column", "Where"),
                6,
                lambda r: Cell(where_words(r.environment), "t2"),
                sample=Cell(translate("Brokers", "Practice")),
                leaves=1,
            ),
            Column(
                mark("Column", "State"),
                8.5,
                _state,
                sample=Cell(translate("Brokers", "Not connected"), role="medium", glyph="○"),
            ),
            Column(
                mark("Column", "Token"),
                6.5,
                lambda r: Cell(
                    *self._vm.token(r),
                    tip=translate("Brokers", "How long the login holds without a new one"),
                ),
                right=True,
                sample=Cell("23 h 59 m"),
                leaves=4,
            ),
            Column(
                mark("Column", "Accounts"),
                16,
                lambda r: Cell(r.names or formats.NOTHING, "t1" if r.names else "t3"),
                sample=Cell("Apex 07, Apex 08"),
                leaves=3,
            ),
            Column(
                mark("Column", "Last error"),
                9,
                lambda r: Cell(
                    r.error or formats.NOTHING, "error" if r.error else "t3", tip=r.error
                ),
                stretch=True,
                sample=Cell("Access is denied"),
            ),
        ]

    def _sentence(self, row: LoginRow) -> str:
        """The row as one sentence."""
        error = (
            translate("Brokers", ", last error {error}").format(error=row.error)
            if row.error
            else ""
        )
        token = self._vm.token(row)[0]
        return translate(
            "Brokers",
            "{name}, {title} {environment}, {state_words}, token {token}, accounts {value}{error}",
        ).format(
            name=row.name,
            title=row.title,
            environment=where_words(row.environment),
            state_words=state_words(row)[0],
            token=token,
            value=row.names or translate("Brokers", "none"),
            error=error,
        )


class RemoveSheet(Sheet):
    """Says what removing a login takes along."""

    def __init__(self, vm: BrokersViewModel, row: LoginRow, theme: Theme, under: QWidget) -> None:
        count = sum(1 for one in row.accounts if one.account)
        says = label(
            theme,
            translate(
                "Brokers",
                "{count} and the stored secrets go with it; orders and positions stay"
                " at the broker. The engine begins anew, which takes a second or two.",
            ).format(count=formats.counted(count, "account")),
            token="t2",
        )
        says.setWordWrap(True)

        def act() -> None:
            self.put_away()
            vm.remove(row.name)

        cancel = button(
            translate("Brokers", "Cancel"),
            "standard",
            self.put_away,
            translate("Brokers", "Cancel, remove nothing"),
        )
        remove = button(translate("Brokers", "Remove {name}").format(name=row.name), "alarm", act)
        super().__init__(
            theme,
            translate("Brokers", "Remove {name}?").format(name=row.name),
            (says,),
            (cancel, remove),
            under,
        )


def _is_up(row: LoginRow) -> bool:
    """Say whether there is something to disconnect."""
    return row.is_wanted and row.state != "offline"


def _last_error(row: LoginRow) -> Cell:
    return Cell(row.error, "error", tip=row.error) if row.error else Cell(formats.NOTHING, "t3")


def _state(row: LoginRow) -> Cell:
    words, token = state_words(row)
    return Cell(words, token, "medium", glyph=_GLYPHS.get(row.state, ""), glyph_token=token)
