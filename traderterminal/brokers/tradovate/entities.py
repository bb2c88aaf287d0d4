"""The broker's entities as they were last told: by a snapshot, by an event, or by an answer.

An update replaces the whole entity. What has an id that nobody has told yet is simply not there.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from traderterminal.brokers.tradovate.wire import (
    ENTITIES,
    SNAPSHOT,
    Command,
    Entity,
    Fill,
    OrderVersion,
)

E = TypeVar("E", bound=Entity)
M = TypeVar("M", bound=BaseModel)

NEW: Final = "New"


class UnreadableEntity(ValueError):
    """Something that was told and is no entity as it should be; `raw` is how it came."""

    def __init__(self, kind: str, raw: Any) -> None:
        super().__init__(f"{kind}: {raw}"[:500])
        self.raw = f"{kind}: {raw}"


def read(kind: str, raw: Any) -> Entity:
    """Read an entity of a kind that is followed; raises UnreadableEntity."""
    try:
        return ENTITIES[kind].model_validate(raw)
    except ValidationError as error:
        raise UnreadableEntity(kind, raw) from error


def read_as(model: type[M], kind: str, raw: Any) -> M:
    """Read something of a certain model; raises UnreadableEntity."""
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        raise UnreadableEntity(kind, raw) from error


class Entities:
    """Everything that was told, by kind and id."""

    def __init__(self) -> None:
        self._by_kind: dict[str, dict[int, Entity]] = {kind: {} for kind in ENTITIES}
        self._versions: dict[int, OrderVersion] = {}  # the latest, by order
        self._new: dict[int, Command] = {}  # that which made an order, by order
        self._fills: dict[int, dict[int, Fill]] = {}  # by order and id

    def put(self, kind: str, entity: Entity) -> Entity | None:
        """Keep an entity; return what stood in its place."""
        of_kind = self._by_kind[kind]
        before = of_kind.get(entity.id)
        of_kind[entity.id] = entity
        match entity:
            case OrderVersion(order_id=order_id):
                latest = self._versions.get(order_id)
                if latest is None or latest.id <= entity.id:
                    self._versions[order_id] = entity
            case Command(order_id=order_id, command_type=told) if told == NEW:
                self._new[order_id] = entity
            case Fill(order_id=order_id):
                self._fills.setdefault(order_id, {})[entity.id] = entity
        return before

    def remove(self, kind: str, number: int) -> None:
        """Forget an entity that the broker has deleted."""
        self._by_kind[kind].pop(number, None)

    def get(self, model: type[E], kind: str, number: int) -> E | None:
        """Return an entity of a kind by its id."""
        found = self._by_kind[kind].get(number)
        return found if isinstance(found, model) else None

    def all(self, model: type[E], kind: str) -> Iterator[E]:
        """Every entity of a kind, in the order in which they were first told."""
        return (one for one in list(self._by_kind[kind].values()) if isinstance(one, model))

    def version(self, order_id: int) -> OrderVersion | None:
        """Return the current terms of an order: its newest version."""
        return self._versions.get(order_id)

    def origin(self, order_id: int) -> Command | None:
        """Return the command that made an order."""
        return self._new.get(order_id)

    def fills(self, order_id: int) -> Iterable[Fill]:
        """Return the executions of an order."""
        return tuple(self._fills.get(order_id, {}).values())


def snapshot(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Return the entities of a snapshot, raw: what is referred to before what refers to it."""
    for name, kind in SNAPSHOT.items():
        listed = data.get(name)
        for raw in listed if isinstance(listed, list) else ():
            yield kind, raw
