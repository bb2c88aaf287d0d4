"""The files of the page at `/chart`, where they lie."""

import tomllib
from typing import Final

from traderterminal.storage.resources import SHIPPED

THEME: Final = "ink"
#: Where the colours are that it is drawn with; others stand in their place in other looks.
SECTIONS: Final = ("surfaces", "text", "fills")
#: Where `packaging/prepare chart-library` installs what is not ours to ship.
LIBRARY_PATH: Final = (
    SHIPPED.parent
    / ".chart-library/node_modules/lightweight-charts/dist"
    / "lightweight-charts.standalone.production.js"
)


def page_file(name: str) -> bytes | None:
    """Return a file of the page; None where the library is not installed."""
    match name:
        case "lightweight-charts.js":
            return LIBRARY_PATH.read_bytes() if LIBRARY_PATH.exists() else None
        case "theme.css":
            return _colours((SHIPPED / "themes" / f"{THEME}.toml").read_text("utf-8")).encode()
        case "icon.svg":
            return (SHIPPED / "icons" / name).read_bytes()
        case _:
            return (SHIPPED / "page" / name).read_bytes()


def _colours(theme: str) -> str:
    """Write the colours of a theme as a style sheet's variables, by their names."""
    found = tomllib.loads(theme)
    colours = {
        name: value
        for section in SECTIONS
        for name, value in found[section].items()
        if str(value).startswith("#")
    }
    lines = [f"  --{name}: {value};" for name, value in colours.items()]
    return "\n".join([":root {", *lines, "}", ""])
