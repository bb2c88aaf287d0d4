"""The replay bar: that this is a replay, where it stands, and what moves it."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QSlider, QWidget

from traderterminal.kit.language import mark, translate
from traderterminal.ui.panes.ticket_fields import Choice
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.hotkeys import NEXT_BAR, NEXT_ROW, PLAY
from traderterminal.ui.viewmodels.replay import PARTS, SPEEDS, ReplayViewModel
from traderterminal.ui.widgets.controls import button, draw_badge, key_words, label, paint_label
from traderterminal.ui.widgets.icon_button import IconButton

PICK_WORDS = mark("Replay", "Pick a bar to jump to")
#: How wide what is said of a move may be.
STATE_EM = 24

_MADE_UP = mark(
    "Replay",
    "Played from one-minute bars: of each, four prints are made up, its"
    " low before its high where it rose and its high first where it did"
    " not, with quotes one tick beside them. In which order its prices came"
    " is not known, so that a fill is half sure at most.",
)


class ReplayBar(QWidget):
    """Shows a `ReplayViewModel` in one line and forwards what the trader does to it.

    `key` returns the key of an act.
    """

    def __init__(
        self,
        vm: ReplayViewModel,
        theme: Theme,
        key: Callable[[str], str],
        end: Callable[[], object],
    ) -> None:
        super().__init__()
        self._vm = vm
        self._key = key
        self._theme = theme
        self.setAccessibleName(translate("Replay", "Replay bar"))
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.em(0.67), 0, theme.em(0.67), 0)
        line.setSpacing(theme.em(0.67))
        line.addWidget(_Badge(theme))
        what = (
            translate("Replay", "{symbol}, of bars").format(symbol=vm.symbol)
            if vm.of_bars
            else vm.symbol
        )
        self._what = label(theme, what, "strong")
        self._what.setToolTip(
            translate("Replay", _MADE_UP)
            if vm.of_bars
            else translate("Replay", "Every recorded row is played")
        )
        self._play = IconButton(theme, "play", translate("Replay", "Play"), vm.toggle)
        self._row = IconButton(theme, "step", translate("Replay", "Next row"), vm.step_row)
        self._row.setVisible(not vm.of_bars)
        pick = IconButton(theme, "recentre", translate("Replay", PICK_WORDS), self._pick)
        self._bar = IconButton(
            theme, "skip", translate("Replay", "Next bar of the chart"), vm.step_bar
        )
        self._speed = Choice(
            theme, translate("Replay", "Speed of the replay"), list(SPEEDS), self._choose_speed
        )
        self._speed.setMinimumContentsLength(4)
        self._slider = _slider()
        self._slider.valueChanged.connect(self._show_target)
        self._slider.sliderReleased.connect(self._jump_to_slider)
        self._slider.actionTriggered.connect(self._follow_keys)
        self._time = label(theme, role="strong")
        self._state = label(theme, role="caption")
        self._said = ("", "")
        self._jump = QLineEdit()
        self._jump.setPlaceholderText(translate("Replay", "Jump to"))
        self._jump.setAccessibleName(translate("Replay", "Jump to a time"))
        self._jump.setMaximumWidth(theme.em(12))
        self._jump.returnPressed.connect(self._jump_to_typed)
        before: tuple[QWidget, ...] = (self._what, self._play, self._row, self._bar, self._speed)
        after: tuple[QWidget, ...] = (self._state, self._time, pick, self._jump)
        for widget in before:
            line.addWidget(widget)
        line.addWidget(self._slider, 1)
        for widget in after:
            line.addWidget(widget)
        line.addWidget(button(translate("Replay", "End replay"), "small", end))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.em(3))
        self.flush()

    def _with_key(self, words: str, act: str) -> str:
        key = key_words(self._key(act))
        return f"{words} ({key})" if key else words

    def flush(self) -> None:
        """Take over how the recording stands."""
        vm = self._vm
        glyph, verb = (
            ("pause", translate("Replay", "Pause"))
            if vm.is_playing
            else ("play", translate("Replay", "Play"))
        )
        self._play.say(glyph, self._with_key(verb, PLAY))
        self._row.say("step", self._with_key(translate("Replay", "Next row"), NEXT_ROW))
        next_bar = translate("Replay", "Next bar of the chart")
        self._bar.say("skip", self._with_key(next_bar, NEXT_BAR))
        words, token = vm.state
        self._say_state(*((vm.problem, "error") if vm.problem else (words, token)))
        speeds = list(SPEEDS)
        if vm.speed not in speeds:  # the API knows any
            speeds.append(vm.speed)
        self._speed.offer(speeds, speeds.index(vm.speed))
        if not self._slider.isSliderDown():
            self._slider.blockSignals(True)
            self._slider.setValue(vm.part)
            self._slider.blockSignals(False)
            self._say_time(vm.now)

    def focus_jump(self) -> None:
        """Let a time be typed."""
        self._jump.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._jump.selectAll()

    def first_stop(self) -> QWidget:
        """Return where the walk through the window enters."""
        return self._play

    def _pick(self) -> None:
        self._vm.ask_for_bar(wanted=not self._vm.picking)
        self.flush()

    def _choose_speed(self, number: int) -> None:
        words = self._speed.itemText(number)
        if words in SPEEDS:
            self._vm.choose_speed(words)

    def _show_target(self, part: int) -> None:
        if self._slider.isSliderDown():
            self._say_time(self._vm.time_at(part))

    def _jump_to_slider(self) -> None:
        self._vm.jump_to_part(self._slider.value())

    def _follow_keys(self, action: int) -> None:
        """A key or a click beside the handle jumps at once; a drag does once it is let go."""
        if action != QSlider.SliderAction.SliderMove.value and not self._slider.isSliderDown():
            self._vm.jump_to_part(self._slider.sliderPosition())

    def _jump_to_typed(self) -> None:
        if self._vm.jump(self._jump.text()):
            self._jump.clear()

    def _say_state(self, words: str, token: str) -> None:
        """Say it whole where there is room: a long sentence must not make the window wider."""
        if (words, token) == self._said:
            return
        self._said = (words, token)
        metrics, room = self._theme.metrics("caption"), self._theme.em(STATE_EM)
        self._state.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, room))
        self._state.setToolTip(words)
        self._state.setAccessibleName(words)
        paint_label(self._state, self._theme, token)

    def _say_time(self, words: str) -> None:
        if self._time.text() != words:
            self._time.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._jump.hasFocus():
            self._jump.clear()
        else:
            super().keyPressEvent(event)


class _Badge(QWidget):
    """Says that all of this is a replay, as the accounts do."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(translate("Replay", "Replay"))
        self.setFixedSize(QSize(theme.em(5), theme.em(1.5)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        draw_badge(painter, self._theme, "replay", QRectF(self.rect()))
        painter.end()


def _slider() -> QSlider:
    made = QSlider(Qt.Orientation.Horizontal)
    made.setRange(0, PARTS)
    made.setSingleStep(PARTS // 200)
    made.setPageStep(PARTS // 20)
    made.setTracking(True)
    made.setAccessibleName(translate("Replay", "Progress of the replay"))
    return made
