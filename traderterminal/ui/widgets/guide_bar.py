"""The guide as a strip above the panes, which stay free to be used meanwhile."""

from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from traderterminal.kit.language import translate
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.guide import GuideViewModel
from traderterminal.ui.widgets.controls import button, label, paint_label
from traderterminal.ui.widgets.surface import lay_on
from traderterminal.ui.widgets.window_row import WindowRow

#: A heading and two lines of words.
HEIGHT_EM = 4.83


class GuideBar(WindowRow):
    """Draws a `GuideViewModel`: what to do now, the buttons for it, and the ways on and out."""

    def __init__(self, vm: GuideViewModel, theme: Theme) -> None:
        super().__init__(translate("Guide", "Guide"), "guide")
        self._vm = vm
        self._theme = theme
        self.setAccessibleName(translate("Guide", "Guide"))
        self._where = label(theme, role="caption", token="t3")
        self._title = label(theme, role="section")
        self._words = label(theme, token="t2")
        self._words.setWordWrap(True)
        # Made once: what is made later comes last in the whole window's order of Tab.
        self._acts = [
            button("", "small", partial(self._act, number)) for number in range(vm.most_acts)
        ]
        self._back = button(
            translate("Guide", "Back"),
            "small",
            vm.go_back,
            translate("Guide", "Back to the step before"),
        )
        self._next = button(translate("Guide", "Next"), "primary", vm.go_on)
        self._skip = button(translate("Guide", "Skip guide"), "flat", vm.end)
        self.addWidget(self._laid_out())
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._shown = -1
        self._render()

    def first_stop(self) -> QWidget:
        """Return what leads on, for the walk through the window by keyboard."""
        return self._next

    def _laid_out(self) -> QWidget:
        theme = self._theme
        inside = QWidget()
        inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        lay_on(inside, theme, "bg2")
        inside.setFixedHeight(theme.em(HEIGHT_EM))
        line = QHBoxLayout(inside)
        side = theme.em(0.83)
        line.setContentsMargins(side, theme.em(0.5), side, theme.em(0.5))
        line.setSpacing(theme.em(0.67))
        said = QVBoxLayout()
        said.setSpacing(2)
        heading = QHBoxLayout()
        heading.setSpacing(theme.em(0.67))
        heading.addWidget(self._title)
        heading.addWidget(self._where)
        heading.addStretch(1)
        said.addLayout(heading)
        said.addWidget(self._words)
        line.addLayout(said, 1)
        acts = QHBoxLayout()
        acts.setSpacing(theme.em(0.5))
        for made in self._acts:
            acts.addWidget(made)
        line.addLayout(acts)
        for made in (self._back, self._next, self._skip):
            line.addWidget(made)
        return inside

    def _render(self) -> None:
        vm, step = self._vm, self._vm.step
        self.appear(not vm.is_over)
        self._where.setText(
            translate("Guide", "{where} · done").format(where=vm.where) if vm.is_done else vm.where
        )
        paint_label(self._where, self._theme, "ok" if vm.is_done else "t3")
        self._title.setText(translate("Guide", step.title))
        self._words.setText(translate("Guide", step.words))
        self._back.setEnabled(vm.number > 0)
        words = translate("Guide", "Finish") if vm.is_last else translate("Guide", "Next")
        self._next.setText(words)
        self._next.setAccessibleName(translate("Guide", "{words} in the guide").format(words=words))
        if self._shown != vm.number:
            self._shown = vm.number
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # A label that joins a tool bar loses the colour it had before.
        paint_label(self._words, self._theme, "t2")
        paint_label(self._where, self._theme, "ok" if self._vm.is_done else "t3")

    def _fill(self) -> None:
        offered = self._vm.step.acts
        for number, shown in enumerate(self._acts):
            shown.setVisible(number < len(offered))
            if number < len(offered):
                words = translate("Guide", offered[number].words)
                shown.setText(words)
                shown.setAccessibleName(words)

    def _act(self, number: int) -> None:
        self._vm.step.acts[number].act()
