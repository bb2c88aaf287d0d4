"""Plain observers: who wants to hear of a change, without Qt and without a loop."""

import logging
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Observers(Generic[T]):
    """Callbacks that hear each value in the order in which they joined.

    A callback that raises is logged and the others still hear the value: one broken pane must
    not keep a fill from the next.
    """

    def __init__(self) -> None:
        self._callbacks: tuple[Callable[[T], None], ...] = ()

    def connect(self, callback: Callable[[T], None]) -> Callable[[], None]:
        """Add `callback` and return the call that removes it again."""
        self._callbacks = (*self._callbacks, callback)

        def disconnect() -> None:
            self._callbacks = tuple(c for c in self._callbacks if c is not callback)

        return disconnect

    def emit(self, value: T) -> None:
        """Call every callback with `value`."""
        for callback in self._callbacks:
            try:
                callback(value)
            except Exception:  # noqa: BLE001 - the last line before the next observer
                _log.exception("an observer failed on %s", type(value).__name__)

    def __len__(self) -> int:
        return len(self._callbacks)
