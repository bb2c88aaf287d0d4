"""How everything looks: theme, language, size of text, and the colours of sides and directions.

A colour of the trader's own must be readable where text stands. What would not be is refused, and
what is hard to read is said to be.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from typing import Any, Final

from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate, within
from traderterminal.kit.observe import Observers

#: The tokens that the trader may give a colour of his own, and what they are called.
OWN: Final = {
    "buy": mark("Appearance", "Buy, long"),
    "sell": mark("Appearance", "Sell, short"),
    "up": mark("Appearance", "Rise, profit"),
    "down": mark("Appearance", "Fall, loss"),
}
#: What must differ from what: told apart by nothing else, they would be one.
PAIRS: Final = {"buy": "sell", "sell": "buy", "up": "down", "down": "up"}
#: The fill of a side's buttons.
FILLS: Final = {"buy": "buyfill", "sell": "sellfill"}
#: Where text stands, and what each is called.
SURFACES: Final = {
    "bg1": mark("Appearance", "a pane"),
    "bg2": mark("Appearance", "a group"),
    "bg3": mark("Appearance", "a field"),
    "sel": mark("Appearance", "the selected row"),
}
#: Contrast below the first is refused, below the second warned of (WCAG 2, large and other text).
REFUSED: Final = 3.0
WARNED: Final = 4.5
#: Rising and falling: as in the west, the other way about, or for colour-blind eyes.
DIRECTIONS: Final = ("west", "east", "clear")
DIRECTION_WORDS: Final = (
    mark("Appearance", "West"),
    mark("Appearance", "East"),
    mark("Appearance", "Clear"),
)
SMALLEST_PX: Final = 10
LARGEST_PX: Final = 18
_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_STEP: Final = 0.05


@frozen
class Looks:
    """What the trader chose. `colours` are his own by their tokens, as `#RRGGBB`.

    `language` is its code of two letters, or `system` for that of the computer.
    """

    theme: str
    font_px: int
    direction: str = DIRECTIONS[0]
    colours: Mapping[str, str] = field(default_factory=dict)
    language: str = "system"

    def state(self) -> dict[str, Any]:
        """Return what was chosen beside the theme, as JSON takes it."""
        return {
            "font_px": self.font_px,
            "direction": self.direction,
            "colours": dict(self.colours),
        }

    def restored(self, kept: Mapping[str, Any]) -> "Looks":
        """Return what `state` gave; what is wrong of it is as it is here."""
        size, direction, colours = (kept.get(n) for n in ("font_px", "direction", "colours"))
        sound = isinstance(size, int) and SMALLEST_PX <= size <= LARGEST_PX
        own = colours.items() if isinstance(colours, dict) else ()
        return replace(
            self,
            font_px=size if sound and isinstance(size, int) else self.font_px,
            direction=direction if direction in DIRECTIONS else self.direction,
            colours={t: c for t, c in own if t in OWN and isinstance(c, str) and is_colour(c)},
        )


@frozen
class Palette:
    """The colours of a theme by token; `clear` are those of the clear direction in it."""

    tokens: Mapping[str, str]
    clear: Mapping[str, str]


def is_colour(text: str) -> bool:
    """Whether a text is a colour as `#RRGGBB`."""
    return _COLOUR.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours after WCAG 2, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def worst_contrast(colour: str, tokens: Mapping[str, str]) -> tuple[float, str]:
    """Return the least contrast of a colour with what text stands on, and the token of that."""
    return min((contrast(colour, tokens[surface]), surface) for surface in SURFACES)


def drawn_tokens(palette: Palette, looks: Looks) -> dict[str, str]:
    """Return the colours that everything is drawn in."""
    tokens = dict(palette.tokens)
    if looks.direction == "east":
        tokens["up"], tokens["down"] = tokens["down"], tokens["up"]
    elif looks.direction == "clear":
        tokens.update(palette.clear)
    tokens.update(looks.colours)
    for side, fill in FILLS.items():
        if side in looks.colours:
            tokens[fill] = _fill(looks.colours[side], tokens["onside"])
    return tokens


def _fill(colour: str, text: str) -> str:
    """A colour on which text can be read, as close to the one that was asked for as that goes."""
    away = 0 if _luminance(text) > 0.5 else 255
    share, found = 0.0, colour
    while contrast(found, text) < WARNED and share < 1:
        share += _STEP
        found = "#" + "".join(
            f"{round(p * (1 - share) + away * share):02X}" for p in _parts(colour)
        )
    return found


def _parts(colour: str) -> Sequence[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _luminance(colour: str) -> float:
    shares = [part / 255 for part in _parts(colour)]
    linear = [s / 12.92 if s <= 0.03928 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


class AppearanceViewModel:
    """What is being chosen; nothing changes before `apply`, which hands it on. `changed` tells."""

    def __init__(
        self,
        palettes: Mapping[str, Palette],
        languages: Mapping[str, str],
        looks: Looks,
        show: Callable[[Looks], None],
    ) -> None:
        self.changed: Observers[None] = Observers()
        self._palettes = palettes
        self.languages = languages  # what each is called, by its code
        self._show = show
        self.looks = looks
        self._typed: dict[str, str] = dict(looks.colours)

    @property
    def themes(self) -> Sequence[str]:
        """The themes by their names."""
        return tuple(self._palettes)

    # What is chosen.

    def choose_theme(self, name: str) -> None:
        """Draw in another theme."""
        self._choose(theme=name)

    def choose_language(self, code: str) -> None:
        """Say everything in another language."""
        self._choose(language=code)

    def choose_direction(self, name: str) -> None:
        """Draw rising and falling otherwise."""
        self._choose(direction=name)

    def choose_size(self, pixels: int) -> None:
        """Write larger or smaller, from 10 to 18 pixels."""
        self._choose(font_px=min(LARGEST_PX, max(SMALLEST_PX, pixels)))

    def type_colour(self, token: str, text: str) -> None:
        """Give a token a colour of one's own as `#RRGGBB`; without text that of the theme."""
        text = text.strip()
        if text:
            self._typed[token] = text
        else:
            self._typed.pop(token, None)
        self._choose(colours={t: c for t, c in self._typed.items() if is_colour(c)})

    def as_shipped(self) -> None:
        """Draw sides and directions as the theme has them."""
        self._typed.clear()
        self._choose(colours={}, direction=DIRECTIONS[0])

    def _choose(self, **changes: Any) -> None:
        self.looks = replace(self.looks, **changes)
        self.changed.emit(None)

    # What comes of it.

    @property
    def tokens(self) -> Mapping[str, str]:
        """The colours as they would be drawn."""
        return drawn_tokens(self._palettes[self.looks.theme], self.looks)

    def typed(self, token: str) -> str:
        """Return what was typed for a token; empty where it has the colour of the theme."""
        return self._typed.get(token, "")

    def problem(self, token: str) -> str:
        """Say why a colour cannot be had; empty where it can."""
        text = self.typed(token)
        if text and not is_colour(text):
            return translate(
                "Appearance",
                "{text} is no colour: type # and six digits, 0 to F: red, green, blue.",
            ).format(text=text)
        colour, found, on = self._measured(token)
        if found < REFUSED:
            return translate(
                "Appearance", "Too faint: {found:.1f} on {on}, at least {refused} is needed."
            ).format(found=found, on=on, refused=REFUSED)
        if text and colour.upper() == self.tokens[PAIRS[token]].upper():
            return translate(
                "Appearance", "It is that of {other}: they could not be told apart."
            ).format(other=within(translate("Appearance", OWN[PAIRS[token]])))
        return ""

    def warning(self, token: str) -> str:
        """Say that a colour is hard to read; empty where it is not, or cannot be had."""
        _, found, on = self._measured(token)
        faint = REFUSED <= found < WARNED
        return (
            translate(
                "Appearance", "Hard to read: {found:.1f} on {on}, {warned} is advised."
            ).format(found=found, on=on, warned=WARNED)
            if faint
            else ""
        )

    def measure(self, token: str) -> str:
        """Write the least contrast of a colour."""
        _, found, on = self._measured(token)
        return translate("Appearance", "{found:.1f} on {on}").format(found=found, on=on)

    def _measured(self, token: str) -> tuple[str, float, str]:
        tokens = self.tokens
        found, surface = worst_contrast(tokens[token], tokens)
        return tokens[token], found, translate("Appearance", SURFACES[surface])

    @property
    def can_apply(self) -> bool:
        """Whether everything that was chosen can be had."""
        return not any(self.problem(token) for token in OWN)

    def apply(self) -> None:
        """Draw everything as was chosen."""
        if self.can_apply:
            self._show(self.looks)
