"""The button of the kill switch: held it throws it, and pressed again it asks for the release."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from traderterminal.kit.language import translate
from traderterminal.ui import icons
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.kill_switch import KillSwitchViewModel
from traderterminal.ui.widgets.controls import button
from traderterminal.ui.widgets.hold_button import HoldButton


class KillSwitchButton(QStackedWidget):
    """As wide in one state as in the other: nothing beside it moves when it is thrown."""

    def __init__(
        self,
        vm: KillSwitchViewModel,
        theme: Theme,
        ask_to_throw: Callable[[], object],
        ask_to_release: Callable[[], object],
    ) -> None:
        super().__init__()
        self._vm = vm
        self._off = HoldButton(
            theme, translate("KillSwitch", "Kill switch"), vm.engage, ask_to_throw
        )
        self._off.setProperty("kind", "standard")
        self._off.setAccessibleName(translate("KillSwitch", "Kill switch"))
        icons.set_on(self._off, "kill switch", token="t1")
        self._on = button(
            translate("KillSwitch", "Kill switch on"),
            "alarm",
            ask_to_release,
            translate("KillSwitch", "Kill switch is on, release it"),
        )
        self._on.setToolTip(translate("KillSwitch", "Ask for the release of the kill switch"))
        icons.set_on(self._on, "kill switch", token="onerr", hover="onerr")
        self.addWidget(self._off)
        self.addWidget(self._on)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.refresh()

    def refresh(self) -> None:
        """Show how the switch stands, and what it would do to who points at it."""
        pointed_at = self._off.underMouse() or self.window().focusWidget() is self._off
        if pointed_at and not self._vm.engaged:
            says = translate(
                "KillSwitch", "Hold for a second to throw the kill switch: {would}"
            ).format(would=self._vm.would)
            if self._off.toolTip() != says:
                self._off.setToolTip(says)
        shown = self._on if self._vm.engaged else self._off
        before = self.currentWidget()
        if shown is not before:
            had_focus = before is not None and before.hasFocus()
            self.setCurrentWidget(shown)
            if had_focus:
                shown.setFocus(Qt.FocusReason.OtherFocusReason)
