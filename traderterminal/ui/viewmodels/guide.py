"""The guide of the first start: five steps, each done by doing it, left out as a whole at will."""

from collections.abc import Callable, Sequence
from typing import Final

from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate
from traderterminal.kit.observe import Observers

#: How the guide was left, as it is kept between starts.
OVER: Final = "over"


@frozen
class GuideAct:
    """A button of a step."""

    words: str
    act: Callable[[], object]


@frozen
class GuideStep:
    """What to do, and where; `is_done` says whether it has been done."""

    title: str
    words: str
    acts: Sequence[GuideAct] = ()
    is_done: Callable[[], bool] = lambda: False


class GuideViewModel:
    """Walks through the steps; `changed` tells of another one, or of one that was done.

    `keep` keeps how far it came: the number of a step, or that it is over.
    """

    def __init__(
        self, steps: Sequence[GuideStep], kept: str, keep: Callable[[str], object]
    ) -> None:
        self._steps = steps
        self._keep = keep
        self._done = False
        self.is_over = kept == OVER
        self.number = int(kept) if kept.isdecimal() and int(kept) < len(steps) else 0
        self.changed: Observers[None] = Observers()

    @property
    def step(self) -> GuideStep:
        return self._steps[self.number]

    @property
    def most_acts(self) -> int:
        """Say how many buttons the step with the most of them has."""
        return max(len(step.acts) for step in self._steps)

    @property
    def where(self) -> str:
        """Say which step it is."""
        return translate("Guide", "Step {number} of {count}").format(
            number=self.number + 1, count=len(self._steps)
        )

    @property
    def is_done(self) -> bool:
        """Say whether what the step asks for has been done."""
        return self._done

    @property
    def is_last(self) -> bool:
        return self.number == len(self._steps) - 1

    def flush(self) -> None:
        """See whether the step has been done meanwhile."""
        if not self.is_over and not self._done and self.step.is_done():
            self._done = True
            self.changed.emit(None)

    def go_on(self) -> None:
        """Turn to the next step; after the last one the guide is over."""
        if self.is_last:
            self.end()
        else:
            self._turn(self.number + 1)

    def go_back(self) -> None:
        """Turn to the step before."""
        if self.number:
            self._turn(self.number - 1)

    def begin(self) -> None:
        """Begin anew with the first step."""
        self.is_over = False
        self._turn(0)

    def end(self) -> None:
        """Leave the guide, and do not show it again by itself."""
        self.is_over = True
        self._keep(OVER)
        self.changed.emit(None)

    def _turn(self, number: int) -> None:
        self.number, self._done = number, False
        self._keep(str(number))
        self.changed.emit(None)
