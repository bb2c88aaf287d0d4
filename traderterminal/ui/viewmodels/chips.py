"""A chip of the status bar: what it shows, what it says when asked, which pane it opens."""

from dataclasses import dataclass

#: A piece of text and the token of its colour.
Part = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ChipState:
    """`token` colours the dot (none if empty), `glyph` takes the dot's place where it is set.

    `tip` spells out what the parts abbreviate. A chip without a `pane` shows its tip when pressed.
    `outline` colours the border. Chips with the highest `leaves` go first where room is short;
    0 stays.
    """

    parts: tuple[Part, ...]
    tip: str
    token: str = ""
    glyph: str = ""
    pane: str = ""
    outline: str = "line1"
    leaves: int = 0
