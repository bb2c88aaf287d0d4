"""The two questions before real money: may this account be armed, and is this order meant."""

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from traderterminal.kit.language import translate
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.arming import ArmingViewModel
from traderterminal.ui.viewmodels.order_preview import Fact
from traderterminal.ui.widgets.controls import button, label
from traderterminal.ui.widgets.sheet import Sheet

#: A question that nobody answers goes away.
CLOSES_S: Final = 30


class ArmSheet(Sheet):
    """Takes the typed name of the account to arm it."""

    def __init__(self, vm: ArmingViewModel, theme: Theme, under: QWidget) -> None:
        self._vm = vm
        self._account = vm.entry
        name = vm.entry.name
        explains = label(
            theme,
            translate(
                "Arming",
                "LIVE {name}: real money. Armed, a click sends at once. It falls back"
                " to Confirm after 30 min without an order, when the broker goes, when"
                " you turn to another account and at the next start. Exits never need"
                " it. Type {name} to arm it.",
            ).format(name=name),
            token="t2",
        )
        self._told = label(theme, token="error")
        for words in (explains, self._told):
            words.setWordWrap(True)
        self._word = QLineEdit()
        self._word.setPlaceholderText(name)
        self._word.setAccessibleName(translate("Arming", "Type {name}").format(name=name))
        self._arm = button(
            translate("Arming", "Arm {name}, live").format(name=name), "alarm", self._act
        )
        self._arm.setEnabled(False)
        self._word.textChanged.connect(lambda typed: self._arm.setEnabled(vm.is_named(typed)))
        self._word.returnPressed.connect(self._act)
        cancel = button(
            translate("Arming", "Cancel"),
            "standard",
            self.put_away,
            translate("Arming", "Cancel, arm nothing"),
        )
        content = (explains, self._word, self._told)
        super().__init__(
            theme,
            translate("Arming", "Arm {name}?").format(name=name),
            content,
            (cancel, self._arm),
            under,
        )
        self._told.hide()
        self._place()
        self._word.setFocus(Qt.FocusReason.TabFocusReason)

    def _act(self) -> None:
        if self._vm.entry != self._account:
            self.put_away()  # another account is meant by now
        elif self._vm.arm(self._word.text()):
            self.put_away()
        elif self._vm.problem:
            self._told.show()
            self.say(self._told, self._vm.problem)


class Asked(Protocol):
    """What is to be confirmed: as a sentence, what it would come to, and what the button that
    sends it does. `side` is empty where there are two."""

    @property
    def sentence(self) -> str: ...
    @property
    def action(self) -> str: ...
    @property
    def side(self) -> str: ...
    @property
    def is_live(self) -> bool: ...
    @property
    def facts(self) -> Sequence[Fact]: ...


class ConfirmSheet(Sheet):
    """Says the order as a sentence, and has it sent by `confirm` once it is confirmed."""

    def __init__(
        self, question: Asked, confirm: Callable[[], None], theme: Theme, under: QWidget
    ) -> None:
        self._confirm = confirm
        self._left_s = CLOSES_S
        says = label(theme, question.sentence, "section")
        self._explains = label(theme, self._closes, token="t2")
        for words in (says, self._explains):
            words.setWordWrap(True)
        cancel = button(
            translate("Arming", "Cancel"),
            "standard",
            self.put_away,
            translate("Arming", "Cancel, send nothing"),
        )
        action = (
            translate("Arming", "{action}, live").format(action=question.action)
            if question.is_live
            else question.action
        )
        send = button(action, question.side or "primary", self._act)
        facts = [_fact_row(theme, fact) for fact in question.facts]
        content = (says, *facts, self._explains)
        super().__init__(
            theme, translate("Arming", "Send this order?"), content, (cancel, send), under
        )
        closing = QTimer(self)
        closing.timeout.connect(self._count_down)
        closing.start(1000)

    @property
    def _closes(self) -> str:
        return translate(
            "Arming",
            "Every order still passes the rules of its account. To send, press"
            " Ctrl+Enter or the button. Closes in 0:{left_s:02}.",
        ).format(left_s=self._left_s)

    def _count_down(self) -> None:
        self._left_s -= 1
        if self._left_s <= 0:
            self.put_away()
        else:
            self.say(self._explains, self._closes)

    def _act(self) -> None:
        self.put_away()
        self._confirm()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if entered and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not event.isAutoRepeat():  # the one that opened the sheet may still be held
                self._act()
        else:
            super().keyPressEvent(event)


def _fact_row(theme: Theme, fact: Fact) -> QWidget:
    """A caption on the left and its value on the right; one that is a sentence wraps."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    value = label(theme, fact.value, "strong", fact.token)
    value.setWordWrap(True)
    value.setAlignment(Qt.AlignmentFlag.AlignRight)
    row.addWidget(label(theme, fact.caption, token="t2"))
    row.addWidget(value, 1)
    return made
