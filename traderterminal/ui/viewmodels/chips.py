"""A chip of the status bar: what it shows, what it says when asked, which pane it opens."""

from traderterminal.kit.frozen import frozen

#: A piece of text and the token of its colour.
Part = tuple[str, str]


@frozen
class ChipState:
    """`token` colours the dot (none if empty), `glyph` takes the dot's place where it is set.

    `tip` spells out what the parts abbreviate. A chip without a `pane` shows its tip when pressed.
    `outline` colours the border. Chips with the highest `leaves` go first where room is short;
    0 stays. `spare` parts stand behind the others and go before any chip does.
    """

    parts: tuple[Part, ...]
    tip: str
    token: str = ""
    glyph: str = ""
    pane: str = ""
    outline: str = "line1"
    leaves: int = 0
    spare: tuple[Part, ...] = ()


@frozen
class Note:
    """Plain words beside the clock; `tip` says what they mean."""

    words: str
    tip: str
    token: str = "t3"
