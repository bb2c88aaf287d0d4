"""The sheet on which a login is filled in: broker, environment, credentials, accounts."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from traderterminal.kit.language import mark, translate
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.brokers import (
    BrokersViewModel,
    FoundRow,
    LoginForm,
    Unlocking,
    where_words,
)
from traderterminal.ui.widgets.controls import BADGE_WORDS, Segments, button, label
from traderterminal.ui.widgets.sheet import Sheet, is_stop

WIDTH_EM = 46
_PASSPHRASE = {
    Unlocking.TYPE: mark("Brokers", "Passphrase of the secrets"),
    Unlocking.CHOOSE: mark("Brokers", "Choose a passphrase"),
}


def _name_of(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QPushButton) else "")


class LoginSheet(Sheet):
    """Asks for what a login needs, tries it, and offers the accounts that are there."""

    def __init__(self, form: LoginForm, vm: BrokersViewModel, theme: Theme, under: QWidget) -> None:
        self._form = form
        self._vm = vm
        self._shown: object = None
        self._body = QWidget()
        self._bodies = QVBoxLayout(self._body)
        self._bodies.setContentsMargins(0, 0, 0, 0)
        self._inside = QWidget()
        self._grid = QGridLayout()
        self._news = label(theme)
        self._note = label(theme, token="t3")
        for words in (self._news, self._note):
            words.setWordWrap(True)
        cancel = button(
            translate("Brokers", "Cancel"),
            "standard",
            self.put_away,
            translate("Brokers", "Cancel, change nothing"),
        )
        self._test = button(
            translate("Brokers", "Test"),
            "standard",
            form.test,
            translate("Brokers", "Test the login"),
        )
        self._save = button(translate("Brokers", "Save and connect"), "primary", form.save)
        super().__init__(
            theme,
            translate("Brokers", "Add a broker")
            if form.is_new
            else translate("Brokers", "Edit {name}").format(name=form.name),
            (self._body, self._news, self._note),
            (cancel, self._test, self._save),
            under,
            width_em=WIDTH_EM,
        )
        self.destroyed.connect(form.changed.connect(lambda _: self._render()))
        self.destroyed.connect(form.saved.connect(lambda _: self.put_away()))
        self._render()

    def _render(self) -> None:
        form = self._form
        shape = (form.kind, form.environment, [row.found.number for row in form.found])
        if shape != self._shown:
            self._shown = shape
            self._fill()
        self.say(self._news, f"{form.busy} …" if form.busy else form.problem)
        self._news.setVisible(bool(self._news.text()))
        self.allow(self._test, not form.busy and not form.missing)
        self._test.setToolTip(form.missing)
        self.allow(self._save, form.can_save)
        self._save.setToolTip("" if form.found else translate("Brokers", "Test the login first"))
        self.say(self._note, self._note_words())
        self._place()

    def _note_words(self) -> str:
        rules = "\n".join(self._form.rules)
        kept = translate(
            "Brokers",
            "Secrets are sealed on this machine and never shown again. Saving begins the engine",
        )
        return (
            translate("Brokers", "{kept} anew, which takes a second or two.\n{rules}")
            .format(kept=kept, rules=rules)
            .strip()
        )

    def _fill(self) -> None:
        """Lay the rows out anew for another broker, another environment or other accounts."""
        form, theme, former = self._form, self._theme, self._inside
        focused: QWidget | None = self.window().focusWidget()
        was_in = _name_of(focused) if focused is not None and former.isAncestorOf(focused) else ""
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.em(1))
        self._grid.setVerticalSpacing(theme.em(0.5))
        self._grid.setColumnStretch(1, 1)
        if form.is_new:
            titles = [kind.title for kind in self._vm.kinds]
            kinds = Segments(titles, lambda n: form.choose_kind(self._vm.kinds[n]))
            kinds.choose(list(self._vm.kinds).index(form.kind))
            self._row(translate("Brokers", "Broker"), kinds)
            self._row(
                translate("Brokers", "Name"),
                self._typed(form.name, translate("Brokers", "Name of the login"), form.type_name),
            )
        environments = form.kind.environments
        where = Segments(
            [where_words(one) for one in environments],
            lambda n: form.choose_environment(environments[n]),
        )
        where.choose(environments.index(form.environment))
        self._row(translate("Brokers", "Where"), where)
        for one in form.fields:
            typed, words = form.value(one.key), translate("Credential", one.label)
            field = self._typed(typed, words, partial(form.type_value, one.key))
            if one.secret:
                field.setEchoMode(QLineEdit.EchoMode.Password)
            optional = translate("Brokers", "optional") if one.optional else ""
            field.setPlaceholderText(optional if form.is_new else translate("Brokers", "as stored"))
            self._row(words, field)
        if form.unlocking is not Unlocking.NEEDLESS:
            words = translate("Brokers", _PASSPHRASE[form.unlocking])
            field = self._typed(form.passphrase, words, form.type_passphrase)
            field.setEchoMode(QLineEdit.EchoMode.Password)
            self._row(words, field)
        if form.found:
            self._row(translate("Brokers", "Accounts"), self._accounts())
            quotes = QPushButton(translate("Brokers", "Take the market's quotes from here"))
            quotes.setCheckable(True)
            quotes.setChecked(form.takes_quotes)
            quotes.setProperty("kind", "small")
            quotes.setToolTip(
                translate(
                    "Brokers", "In place of the simulated market; another source stays as it is"
                )
            )
            quotes.toggled.connect(form.take_quotes)
            self._row(translate("Brokers", "Market"), quotes)
        former.setEnabled(False)  # an arrow key leads the focus on there afterwards
        former.hide()
        self._bodies.removeWidget(former)
        former.deleteLater()
        self._bodies.addWidget(self._inside)
        self._inside.show()
        if was_in:
            self._lead_to(was_in)

    def _lead_to(self, name: str) -> None:
        """Lead the focus to where it was before the rows were laid out anew."""
        for one in self._inside.findChildren(QWidget):
            if is_stop(one) and _name_of(one) == name:
                group = one.group() if isinstance(one, QPushButton) else None
                chosen = None if group is None else group.checkedButton()
                (chosen or one).setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _row(self, words: str, widget: QWidget) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(label(self._theme, words, token="t2"), row, 0)
        self._grid.addWidget(widget, row, 1)

    def _typed(self, text: str, name: str, take: Callable[[str], object]) -> QLineEdit:
        made = QLineEdit(text)
        made.setAccessibleName(name)
        made.textChanged.connect(lambda typed: take(typed))
        return made

    def _accounts(self) -> QWidget:
        made = QWidget()
        rows = QVBoxLayout(made)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(self._theme.em(0.33))
        for row in self._form.found:
            rows.addWidget(self._account(row))
        return made

    def _account(self, row: FoundRow) -> QWidget:
        """An account: whether it is taken over, what it is called, and in which mode it trades."""
        form, found, number = self._form, row.found, row.found.number
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self._theme.em(0.5))
        take = QPushButton(found.name)
        take.setCheckable(True)
        take.setChecked(row.taken)
        take.setAccessibleName(translate("Brokers", "Take {name} over").format(name=found.name))
        take.setToolTip(f"{number}: {formats.money(found.cash)}")
        take.toggled.connect(partial(form.take, number))
        name_it = partial(form.name_account, number)
        nickname = self._typed(
            row.nickname,
            translate("Brokers", "Nickname of {name}").format(name=found.name),
            name_it,
        )
        modes = row.modes
        words = [BADGE_WORDS[mode.value][0] for mode in modes]
        choice = Segments(words, lambda n: form.choose_mode(number, modes[n]), stretch=False)
        choice.choose(modes.index(row.mode))
        choice.setAccessibleName(translate("Brokers", "Mode of {name}").format(name=found.name))
        line.addWidget(take, 1)
        line.addWidget(nickname, 1)
        line.addWidget(choice)
        return made
