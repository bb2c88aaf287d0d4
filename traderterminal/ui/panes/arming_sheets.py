"""The two questions before real money: may this account be armed, and is this order meant."""

from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.arming import ArmingViewModel
from traderterminal.ui.widgets.controls import button, label
from traderterminal.ui.widgets.sheet import Sheet

#: A question that nobody answers goes away.
CLOSES_MS: Final = 30_000


class ArmSheet(Sheet):
    """Takes the typed name of the account to arm it."""

    def __init__(self, vm: ArmingViewModel, theme: Theme, under: QWidget) -> None:
        self._vm = vm
        self._account = vm.entry
        name = vm.entry.name
        explains = label(
            theme,
            f"LIVE {name}: real money. Armed, a click sends at once. It falls back to Confirm after"
            " 30 min without an order, when the broker goes, when you turn to another account and"
            f" at the next start. Exits never need it. Type {name} to arm it.",
            token="t2",
        )
        self._told = label(theme, token="error")
        for words in (explains, self._told):
            words.setWordWrap(True)
        self._word = QLineEdit()
        self._word.setPlaceholderText(name)
        self._word.setAccessibleName(f"Type {name}")
        self._arm = button(f"Arm {name}, live", "alarm", self._act)
        self._arm.setEnabled(False)
        self._word.textChanged.connect(lambda typed: self._arm.setEnabled(vm.is_named(typed)))
        self._word.returnPressed.connect(self._act)
        cancel = button("Cancel", "standard", self.put_away, "Cancel, arm nothing")
        content = (explains, self._word, self._told)
        super().__init__(theme, f"Arm {name}?", content, (cancel, self._arm), under)
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
    """What is to be confirmed: as a sentence, and what the button that sends it does."""

    @property
    def sentence(self) -> str: ...
    @property
    def action(self) -> str: ...


class ConfirmSheet(Sheet):
    """Says the order as a sentence, and has it sent by `confirm` once it is confirmed."""

    def __init__(
        self, question: Asked, confirm: Callable[[], None], theme: Theme, under: QWidget
    ) -> None:
        self._confirm = confirm
        says = label(theme, question.sentence, "section")
        explains = label(
            theme,
            "Every order still passes the rules of its account. To send, press Ctrl+Enter or the"
            " button.",
            token="t2",
        )
        for words in (says, explains):
            words.setWordWrap(True)
        cancel = button("Cancel", "standard", self.put_away, "Cancel, send nothing")
        send = button(f"{question.action}, live", "alarm", self._act)
        super().__init__(theme, "Send this order?", (says, explains), (cancel, send), under)
        closing = QTimer(self)
        closing.timeout.connect(self.put_away)
        closing.start(CLOSES_MS)

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
