"""The entities of the practice Tradovate: kept, numbered, listed, and told of when they change.

Nearly every entity of the broker is read with the same six operations. Which master the dependents
of `deps` hang on is a table here, as the broker documents it.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from traderterminal.kit.frozen import frozen
from traderterminal.kit.observe import Observers
from traderterminal.venues.tradovate.wire import Call, Data, Failure, Fields

Entity = Mapping[str, Any]

#: Each kind of entity, and which of its fields names the master that it depends on. Of some there
#: never is one here: margins, sessions and permissions of their own, spreads, strategies, limits.
MASTERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "account": "userId",
        "accountRiskStatus": "id",
        "cashBalance": "accountId",
        "cashBalanceLog": "accountId",
        "command": "orderId",
        "commandReport": "commandId",
        "contactInfo": "userId",
        "contract": "contractMaturityId",
        "contractGroup": "",
        "contractMaturity": "productId",
        "currency": "",
        "exchange": "",
        "executionReport": "commandId",
        "fill": "orderId",
        "fillFee": "id",
        "fillPair": "positionId",
        "marginSnapshot": "id",
        "order": "accountId",
        "orderStrategy": "accountId",
        "orderStrategyLink": "orderStrategyId",
        "orderStrategyType": "",
        "orderVersion": "orderId",
        "position": "accountId",
        "product": "exchangeId",
        "productMargin": "id",
        "productSession": "id",
        "property": "",
        "spreadDefinition": "",
        "tradingPermission": "userId",
        "user": "",
        "userAccountAutoLiq": "id",
        "userAccountPositionLimit": "accountId",
        "userAccountRiskParameter": "userAccountPositionLimitId",
        "userPlugin": "userId",
        "userProperty": "userId",
    }
)
#: Under which name a snapshot lists each kind.
PLURALS: Final[Mapping[str, str]] = MappingProxyType(
    {
        kind: {
            "accountRiskStatus": "accountRiskStatuses",
            "contractMaturity": "contractMaturities",
            "currency": "currencies",
            "orderStrategy": "orderStrategies",
            "property": "properties",
            "userProperty": "userProperties",
        }.get(kind, f"{kind}s")
        for kind in MASTERS
    }
)
_KINDS: Final = MappingProxyType({kind.lower(): kind for kind in MASTERS})
#: How many `suggest` returns where the client does not say.
_SUGGESTIONS: Final = 10
#: Owns what every user may see. Others own by their number: an account, or a user by its negative.
NOBODY: Final = 0
#: Whose entities somebody may see beside those of nobody; None sees all.
Viewer = frozenset[int] | None


@frozen
class Change:
    """An entity that was created or updated, and whose it is."""

    kind: str
    event: str
    entity: Entity
    owner: int

    @property
    def props(self) -> Entity:
        """What a socket is told."""
        return {"entityType": self.kind, "eventType": self.event, "entity": self.entity}


class Entities:
    """All entities of one environment; `new_id` counts them."""

    def __init__(self, new_id: Callable[[], int]) -> None:
        self._rows: dict[str, dict[int, tuple[Entity, int]]] = {kind: {} for kind in MASTERS}
        self.new_id = new_id
        self.changed: Observers[Change] = Observers()

    def save(self, kind: str, entity: Entity, owner: int = NOBODY) -> Entity:
        """Create an entity, or replace the one of its id, and tell of it; returns it.

        One without an id gets the next one.
        """
        entity = {"id": self.new_id(), **entity} if "id" not in entity else entity
        rows = self._rows[kind]
        event = "Updated" if entity["id"] in rows else "Created"
        rows[entity["id"]] = (entity, owner)
        self.changed.emit(Change(kind, event, entity, owner))
        return entity

    def update(self, kind: str, entity_id: int, **fields: Any) -> Entity:
        """Replace fields of an entity that is there; tells only of a real change."""
        entity, owner = self._rows[kind][entity_id]
        changed = {**entity, **fields}
        return entity if changed == entity else self.save(kind, changed, owner)

    def get(self, kind: str, entity_id: int | None, viewer: Viewer = None) -> Entity | None:
        """Return an entity that a viewer may see, None where there is none."""
        found = self._rows[kind].get(entity_id if entity_id is not None else 0)
        return found[0] if found and may_see(viewer, found[1]) else None

    def need(self, kind: str, entity_id: int) -> Entity:
        """Return an entity that is known to be there."""
        return self._rows[kind][entity_id][0]

    def all(self, kind: str, viewer: Viewer = None) -> list[Entity]:
        """Return the entities that a viewer may see, oldest first."""
        return [entity for entity, owner in self._rows[kind].values() if may_see(viewer, owner)]

    def dependents(self, kind: str, master: int, viewer: Viewer = None) -> list[Entity]:
        """Return the entities that depend on `master`."""
        name = MASTERS[kind]
        return [entity for entity in self.all(kind, viewer) if name and entity[name] == master]

    def named(self, kind: str, name: str, viewer: Viewer = None) -> Entity | None:
        """Return the entity of that name, in any case of its letters."""
        wanted = name.upper()
        found: Iterator[Entity] = (
            entity
            for entity in self.all(kind, viewer)
            if "name" in entity and entity["name"].upper() == wanted
        )
        return next(found, None)


def may_see(viewer: Viewer, owner: int) -> bool:
    """Say whether a viewer may see what somebody owns."""
    return viewer is None or owner == NOBODY or owner in viewer


Read = Callable[[Entities, str, Fields, Viewer], Data]


def _list(entities: Entities, kind: str, fields: Fields, viewer: Viewer) -> Data:
    return entities.all(kind, viewer)


def _item(entities: Entities, kind: str, fields: Fields, viewer: Viewer) -> Data:
    fields.need("id")
    return _found(entities.get(kind, fields.integer("id"), viewer), kind)


def _items(entities: Entities, kind: str, fields: Fields, viewer: Viewer) -> Data:
    fields.need("ids")
    found = (entities.get(kind, one, viewer) for one in fields.integers("ids"))
    return [entity for entity in found if entity is not None]


def _find(entities: Entities, kind: str, fields: Fields, viewer: Viewer) -> Data:
    fields.need("name")
    return _found(entities.named(kind, fields.text("name"), viewer), kind)


def _dependents(entities: Entities, kind: str, fields: Fields, viewer: Viewer) -> Data:
    fields.need("masterid")
    return entities.dependents(kind, fields.integer("masterid") or 0, viewer)


def _dependents_of_many(entities: Entities, kind: str, fields: Fields, viewer: Viewer) -> Data:
    fields.need("masterids")
    masters = fields.integers("masterids")
    return [one for master in masters for one in entities.dependents(kind, master, viewer)]


def _suggest(entities: Entities, kind: str, fields: Fields, viewer: Viewer) -> Data:
    start, most = fields.text("t").upper(), fields.integer("l")
    named = (entity for entity in entities.all(kind, viewer) if "name" in entity)
    found = [entity for entity in named if entity["name"].upper().startswith(start)]
    return found[: max(0, _SUGGESTIONS if most is None else most)]


def _found(entity: Entity | None, kind: str) -> Entity:
    if entity is None:
        raise Failure(404, f"{kind} not found")
    return entity


_READS: Final[Mapping[str, Read]] = MappingProxyType(
    {
        "list": _list,
        "item": _item,
        "items": _items,
        "find": _find,
        "deps": _dependents,
        "ldeps": _dependents_of_many,
        "suggest": _suggest,
    }
)


def kind_of(name: str) -> str | None:
    """Return the kind of entity that an endpoint names, in whatever case."""
    return _KINDS.get(name.lower())


def read(entities: Entities, call: Call, viewer: Viewer) -> Data | None:
    """Answer one of the reads that every entity has; None where the call is something else.

    Raises Failure 404 for an entity that is not there or that the viewer may not see, 400 for a
    field that is missing or wrong.
    """
    kind, operation = kind_of(call.entity), _READS.get(call.operation)
    if kind is None or operation is None:
        return None
    return operation(entities, kind, call.fields, viewer)
