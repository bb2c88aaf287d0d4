"""The sheets of the frame: flatten all, kill switch thrown and released, quit, mute all, About."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from traderterminal.kit.language import translate
from traderterminal.ui.chrome import Chrome
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.leaving import LeavingViewModel
from traderterminal.ui.widgets.controls import button, label
from traderterminal.ui.widgets.hold_button import HoldButton
from traderterminal.ui.widgets.sheet import Sheet

#: What must be typed to release the kill switch.
RELEASE: Final = "RELEASE"


class FlattenSheet(Sheet):
    """Says what flattening all accounts would do; it takes a hold to do it."""

    def __init__(self, chrome: Chrome, theme: Theme, under: QWidget) -> None:
        self._exposure = chrome.exposure
        self._flatten_all = chrome.flatten_all
        self._says = label(theme, role="section")
        explains = label(
            theme,
            translate(
                "Window",
                "Working orders are cancelled, then every position is closed at the"
                " market. Hold the button for a second, with the mouse or the space bar.",
            ),
            token="t2",
        )
        explains.setWordWrap(True)
        cancel = button(
            translate("Window", "Cancel"),
            "standard",
            self.put_away,
            translate("Window", "Cancel, flatten nothing"),
        )
        flatten = HoldButton(theme, translate("Window", "Flatten all accounts"), self._act)
        super().__init__(
            theme,
            translate("Window", "Flatten all accounts?"),
            (self._says, explains),
            (cancel, flatten),
            under,
        )
        self.refresh()

    def refresh(self) -> None:
        """Say how much there is now."""
        self.say(
            self._says,
            translate("Window", "Flatten all accounts: {words}").format(words=self._exposure.words),
        )

    def _act(self) -> None:
        self.put_away()
        self._flatten_all()


class LeaveSheet(Sheet):
    """Says what is left behind by who quits; the way out stays above it."""

    def __init__(
        self,
        vm: LeavingViewModel,
        theme: Theme,
        under: QWidget,
        hide: Callable[[], object],
        leave: Callable[[], object],
    ) -> None:
        self._vm = vm
        self._says = label(theme, role="strong")
        self._says.setWordWrap(True)
        stay = button(
            translate("Leaving", "Cancel"),
            "standard",
            self.put_away,
            translate("Leaving", "Cancel, keep the window"),
        )
        keep = button(translate("Leaving", "Go on in the tray"), "standard", self._away_and(hide))
        end = button(translate("Leaving", "Quit"), "primary", self._away_and(leave))
        super().__init__(
            theme,
            translate("Leaving", "Quit TraderTerminal?"),
            (self._says,),
            (stay, keep, end) if vm.has_tray else (stay, end),
            under,
        )
        self.refresh()

    def refresh(self) -> None:
        """Say how much there is now."""
        nothing = translate("Leaving", "Nothing is left behind any more.")
        self.say(self._says, self._vm.words or nothing)

    def _away_and(self, do: Callable[[], object]) -> Callable[[], None]:
        def act() -> None:
            self.put_away()
            do()

        return act


class KillSheet(Sheet):
    """Says what throwing the kill switch would do; closing what is held besides takes a hold."""

    def __init__(self, chrome: Chrome, theme: Theme, under: QWidget) -> None:
        self._switch = chrome.kill_switch
        self._exposure = chrome.exposure
        self._says = label(theme, role="strong")
        self._flattens = label(theme, token="t2")
        explains = label(
            theme,
            translate(
                "Window",
                "From then on no order that can add exposure leaves, on any account"
                " and after a restart too, until you release it. Exits work.",
            ),
            token="t2",
        )
        for words in (self._says, self._flattens, explains):
            words.setWordWrap(True)
        cancel = button(
            translate("Window", "Cancel"),
            "standard",
            self.put_away,
            translate("Window", "Cancel, leave the kill switch off"),
        )
        throw = button(translate("Window", "Throw kill switch"), "alarm", self._throw)
        flatten = HoldButton(
            theme, translate("Window", "Throw and flatten"), self._throw_and_flatten
        )
        flatten.setToolTip(translate("Window", "Hold for a second"))
        super().__init__(
            theme,
            translate("Window", "Throw the kill switch?"),
            (self._says, explains, self._flattens),
            (cancel, throw, flatten),
            under,
            width_em=40,
        )
        self.refresh()

    def refresh(self) -> None:
        """Say what it would do now; there is nothing to ask once it is on."""
        if self._switch.engaged:
            self.put_away()
            return
        flattens = translate(
            "Window",
            "Throw and flatten takes everything out: {words}. Hold that button for"
            " a second, with the mouse or the space bar.",
        ).format(words=self._exposure.words)
        self.say(
            self._says,
            translate("Window", "Throw kill switch: {would}").format(would=self._switch.would),
        )
        self.say(self._flattens, flattens)

    def _throw(self) -> None:
        self.put_away()
        self._switch.engage()

    def _throw_and_flatten(self) -> None:
        self.put_away()
        self._switch.engage(flatten=True)


class ReleaseSheet(Sheet):
    """Takes a typed word to release the kill switch."""

    def __init__(self, chrome: Chrome, theme: Theme, under: QWidget) -> None:
        self._switch = chrome.kill_switch
        self._told = label(theme)
        explains = label(
            theme,
            translate(
                "Window",
                "Released, entries leave again, by hand and by automation. Type"
                " {release} to do so.",
            ).format(release=RELEASE),
            token="t2",
        )
        for words in (self._told, explains):
            words.setWordWrap(True)
        self._word = QLineEdit()
        self._word.setPlaceholderText(RELEASE)
        self._word.setAccessibleName(translate("Window", "Type {release}").format(release=RELEASE))
        self._release = button(translate("Window", "Release kill switch"), "standard", self._act)
        self._release.setEnabled(False)
        self._word.textChanged.connect(lambda _: self._release.setEnabled(self._is_typed()))
        self._word.returnPressed.connect(self._act)
        cancel = button(
            translate("Window", "Cancel"),
            "standard",
            self.put_away,
            translate("Window", "Cancel, leave the kill switch on"),
        )
        super().__init__(
            theme,
            translate("Window", "Release the kill switch?"),
            (self._told, explains, self._word),
            (cancel, self._release),
            under,
        )
        self._word.setFocus(Qt.FocusReason.TabFocusReason)
        self.refresh()

    def refresh(self) -> None:
        """Say how things stand now; there is nothing to ask once it is off."""
        if not self._switch.engaged:
            self.put_away()
        else:
            self.say(self._told, self._switch.told)

    def _is_typed(self) -> bool:
        return self._word.text().strip() == RELEASE

    def _act(self) -> None:
        if self._is_typed():
            self.put_away()
            self._switch.release()


class MuteSheet(Sheet):
    """Asks whether what must not be missed is to be muted, too."""

    def __init__(self, mute: Callable[[], object], theme: Theme, under: QWidget) -> None:
        says = label(
            theme,
            translate(
                "Window",
                "A connection that is lost and a limit that is breached will not be"
                " heard either. They still show in the window.",
            ),
            token="t2",
        )
        says.setWordWrap(True)

        def act() -> None:
            self.put_away()
            mute()

        cancel = button(
            translate("Window", "Cancel"),
            "standard",
            self.put_away,
            translate("Window", "Cancel, mute nothing more"),
        )
        every = button(translate("Window", "Mute everything"), "alarm", act)
        super().__init__(
            theme, translate("Window", "Mute everything?"), (says,), (cancel, every), under
        )


def about_sheet(lines: Sequence[str], theme: Theme, under: QWidget) -> Sheet:
    """Say name, version and licence."""
    shown = [label(theme, line, token="t2") for line in lines]
    for one in shown:
        one.setWordWrap(True)
    return _closable(translate("Window", "About TraderTerminal"), shown, theme, under, width_em=34)


def _closable(
    title: str, content: Sequence[QWidget], theme: Theme, under: QWidget, *, width_em: float
) -> Sheet:
    closing: list[Callable[[], None]] = []
    close = button(
        translate("Window", "Close"),
        "standard",
        lambda: closing[0](),
        translate("Window", "Close {title}").format(title=title),
    )
    sheet = Sheet(theme, title, content, (close,), under, width_em=width_em)
    closing.append(sheet.put_away)
    return sheet
