"""A drawing of the trader's on a chart: what it is, where it is tied to, and how it is kept.

An anchor is tied to a moment and to a price in ticks, never to a pixel or to the number of a bar,
so that it holds over bar lengths and over history that comes in front.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark
from traderterminal.ui.viewmodels.study import TOKENS

MOST_LETTERS: Final = 200
#: Further than this no price or moment can be.
_MOST_TICKS: Final = 2**31
_MOST_NS: Final = 2**63


class Kind(StrEnum):
    """What is drawn."""

    TREND = "trend"
    RAY = "ray"
    EXTENDED = "extended"
    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"
    CHANNEL = "channel"
    RECTANGLE = "rectangle"
    RETRACEMENT = "retracement"
    EXTENSION = "extension"
    MEASURE = "measure"
    TEXT = "text"
    LONG = "long"
    SHORT = "short"


class Dash(StrEnum):
    """How its lines are drawn."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"


KIND_WORDS: Final = {
    Kind.TREND: mark("Drawings", "Trend line"),
    Kind.RAY: mark("Drawings", "Ray"),
    Kind.EXTENDED: mark("Drawings", "Extended line"),
    Kind.HORIZONTAL: mark("Drawings", "Horizontal line"),
    Kind.VERTICAL: mark("Drawings", "Vertical line"),
    Kind.CHANNEL: mark("Drawings", "Channel"),
    Kind.RECTANGLE: mark("Drawings", "Rectangle"),
    Kind.RETRACEMENT: mark("Drawings", "Fibonacci retracement"),
    Kind.EXTENSION: mark("Drawings", "Fibonacci extension"),
    Kind.MEASURE: mark("Drawings", "Measure"),
    Kind.TEXT: mark("Drawings", "Text"),
    Kind.LONG: mark("Drawings", "Long position"),
    Kind.SHORT: mark("Drawings", "Short position"),
}
DASH_WORDS: Final = {
    Dash.SOLID: mark("Drawings", "Solid"),
    Dash.DASHED: mark("Drawings", "Dashed"),
    Dash.DOTTED: mark("Drawings", "Dotted"),
}
#: Entry, target and stop are planned by these.
PLANS: Final = frozenset({Kind.LONG, Kind.SHORT})
#: How many anchors a drawing of a kind has.
ANCHORS: Final[Mapping[Kind, int]] = {
    **dict.fromkeys(Kind, 2),
    **dict.fromkeys((Kind.HORIZONTAL, Kind.VERTICAL, Kind.TEXT), 1),
    **dict.fromkeys((Kind.CHANNEL, Kind.EXTENSION, *PLANS), 3),
}


@frozen
class Anchor:
    """Where a drawing is tied to: the start of a bar, and a price in ticks."""

    at_ns: int
    ticks: int


@frozen
class Drawing:
    """One drawing; `key` tells it from the others of its symbol.

    A plan's anchors are its entry, its target and its stop, the last two at one moment. `token` is
    the colour of a study: drawings never take the colours of sides, directions or modes.
    """

    kind: Kind
    anchors: tuple[Anchor, ...]
    key: int = 0
    token: str = TOKENS[0]
    dash: Dash = Dash.SOLID
    text: str = ""
    locked: bool = False
    hidden: bool = False

    def state(self) -> dict[str, Any]:
        """Return everything but the key, as JSON takes it."""
        return {
            "kind": self.kind.value,
            "anchors": [[anchor.at_ns, anchor.ticks] for anchor in self.anchors],
            "token": self.token,
            "dash": self.dash.value,
            "text": self.text,
            "locked": self.locked,
            "hidden": self.hidden,
        }


def drawing_of(state: object) -> Drawing | None:
    """Return the drawing of which `state` was given; None where it is none that could be."""
    if not isinstance(state, Mapping):
        return None
    try:
        kind, dash = Kind(state["kind"]), Dash(state["dash"])
        anchors = _anchors(state["anchors"])
        token, text = state["token"], state["text"]
        locked, hidden = state["locked"], state["hidden"]
    except (KeyError, ValueError, TypeError):
        return None
    fits = (
        token in TOKENS
        and isinstance(text, str)
        and len(text) <= MOST_LETTERS
        and isinstance(locked, bool)
        and isinstance(hidden, bool)
        and len(anchors) == ANCHORS[kind]
        and (kind not in PLANS or _is_plan(kind, anchors))
        and bool(text) == (kind is Kind.TEXT)
    )
    if not fits:
        return None
    return Drawing(kind, anchors, 0, token, dash, text, locked, hidden)


def _anchors(state: Sequence[Sequence[object]]) -> tuple[Anchor, ...]:
    """Read anchors; raises ValueError or TypeError."""
    found = []
    for at_ns, ticks in state:
        if type(at_ns) is not int or type(ticks) is not int:
            raise ValueError("an anchor is of whole numbers")
        if abs(at_ns) >= _MOST_NS or abs(ticks) >= _MOST_TICKS:
            raise ValueError("no bar or price is there")
        found.append(Anchor(at_ns, ticks))
    return tuple(found)


def _is_plan(kind: Kind, anchors: Sequence[Anchor]) -> bool:
    entry, target, stop = anchors
    sign = sign_of(kind)
    profits = (target.ticks - entry.ticks) * sign > 0 and (entry.ticks - stop.ticks) * sign > 0
    return profits and target.at_ns == stop.at_ns


def sign_of(kind: Kind) -> int:
    """Return the sign of a plan's position."""
    return 1 if kind is Kind.LONG else -1
