"""The pages of Help: those of resources/docs, by their headings."""

from functools import partial
from pathlib import Path
from typing import Final

from traderterminal.storage.resources import SHIPPED
from traderterminal.ui.panes.help_sheet import HelpPage

DOCS: Final = "docs"
#: The folder that is read first, in the order of its files.
GUIDE: Final = "user-guide"
#: The page that is read next.
FIRST: Final = "how-it-works"


def help_pages(folder: Path = SHIPPED / DOCS) -> list[HelpPage]:
    """Return all pages by title, those to read first before the others."""
    pages = [
        HelpPage(
            path.relative_to(folder).with_suffix("").as_posix(),
            _title(path),
            partial(_read, path),
            path.parent,
        )
        for path in folder.rglob("*.md")
        if "decisions" not in path.parts
    ]
    return sorted(pages, key=_place)


def _place(page: HelpPage) -> tuple[bool, bool, str]:
    is_guide = page.name.startswith(f"{GUIDE}/")
    return not is_guide, page.name != FIRST, page.name if is_guide else page.title.casefold()


def _read(path: Path) -> str:
    return path.read_text("utf-8")


def _title(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        return file.readline().lstrip("# ").strip()
