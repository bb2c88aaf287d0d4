"""Values that nobody changes: frozen dataclasses with slots, which are quicker to load.

A dataclass writes the source of each of its methods and compiles it, anew at every start: with
hundreds of classes that was a fifth of what the first window waits for. Here they share
the methods that compare and describe.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, cast, dataclass_transform

T = TypeVar("T")

_made = dataclass(frozen=True, slots=True, eq=False, repr=False)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Make of a class what `dataclass(frozen=True, slots=True)` makes of it."""
    own = vars(cls)
    made = _made(cls)
    every = fields(cast(Any, made))
    key: Callable[[Any], object] = attrgetter(
        "__class__", *(one.name for one in every if one.compare)
    )
    told = [one.name for one in every if one.repr]

    def __eq__(self: Any, other: object) -> bool:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:
        return hash(key(self))

    def __repr__(self: Any) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in told)
        return f"{self.__class__.__qualname__}({values})"

    for method in (__eq__, __hash__, __repr__):
        if own.get(method.__name__) is None:  # None stands for the hash beside an __eq__ of its own
            setattr(made, method.__name__, method)
    return made
