"""Who observes hears everything in order, whatever the others do."""

import pytest

from traderterminal.kit.observe import Observers


def test_callbacks_hear_each_value_in_the_order_in_which_they_joined() -> None:
    observers, heard = Observers[int](), list[tuple[str, int]]()
    for name in ("first", "second"):
        observers.connect(lambda value, name=name: heard.append((name, value)))  # type: ignore[misc] # bound now
    observers.emit(1)
    observers.emit(2)
    assert heard == [("first", 1), ("second", 1), ("first", 2), ("second", 2)]


def test_who_left_hears_no_more_and_may_leave_twice() -> None:
    observers, heard = Observers[int](), list[int]()
    leave = observers.connect(heard.append)
    leave()
    leave()
    observers.emit(1)
    assert heard == []
    assert len(observers) == 0


@pytest.mark.logs("an observer failed on int")
def test_a_callback_that_raises_keeps_nothing_from_the_next() -> None:
    observers, heard = Observers[int](), list[int]()

    def broken(value: int) -> None:
        raise RuntimeError("a broken pane")

    observers.connect(broken)
    observers.connect(heard.append)
    observers.emit(7)
    assert heard == [7]


def test_who_joins_or_leaves_while_a_value_is_told_changes_only_the_next() -> None:
    observers, heard = Observers[int](), list[str]()

    def once(value: int) -> None:
        heard.append(f"once {value}")
        leave()
        observers.connect(lambda late: heard.append(f"late {late}"))

    leave = observers.connect(once)
    observers.connect(lambda value: heard.append(f"other {value}"))
    observers.emit(1)
    observers.emit(2)
    assert heard == ["once 1", "other 1", "other 2", "late 2"]
