"""What a table is made of: cells to draw, columns that make them of a row."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate
from traderterminal.ui.viewmodels.typed import Taken

Row = TypeVar("Row")


class Cell(NamedTuple):
    """What one cell shows. `token` names a colour, `role` a font.

    A tuple: of all values of the window these are made and compared most often, by far.

    `badge` is an account mode drawn before the text, `glyph` a sign or the name of an icon; `aside`
    is a second text behind the first, `at_end` one at the right edge; `below` is a second line.
    `line` holds the values of a small line that is drawn in the place of the text, oldest first.
    `used` is the share of a limit that is used, drawn as a bar below the text.
    `tint` colours the whole row, `shade` the ground of this cell alone; `spoken` replaces the text
    for those who listen, `tip` explains.
    """

    text: str
    token: str = "t1"
    role: str = "body"
    glyph: str = ""
    glyph_token: str = ""  # where the sign has another colour than the text
    badge: str = ""
    aside: str = ""
    at_end: str = ""
    below: "Cell | None" = None
    line: tuple[float, ...] = ()
    used: float | None = None
    outline: str = ""  # a token for a box around it, dashed for what is unknown
    tint: str = ""
    shade: str = ""
    spoken: str = ""
    tip: str = ""
    indent: int = 0  # how many levels below the row that it belongs to

    @property
    def accessible(self) -> str:
        """The words without the drawing."""
        if self.spoken:
            return self.spoken
        words = (self.text, self.aside, self.at_end, self.below.accessible if self.below else "")
        return " ".join(word for word in words if word)


@frozen
class Column(Generic[Row]):
    """A column: its title in English, least width in em, and what it shows of a row.

    `sample` is the widest content it must hold; `order` sorts by a value instead of the text;
    `leaves` numbers the columns that go first when there is no room; `total` sums up all rows;
    `press` makes a button of each cell, or of those of which `is_button` says so, which is a way
    out where the column `gets_out`. `edit` returns
    the text to edit in place, None where it cannot be; Enter hands what was typed to `take`. `tip`
    is asked what a row says each time somebody points at it; without words the cell's own holds.
    """

    title: str
    em: float
    show: Callable[[Row], Cell]
    right: bool = False
    sample: Cell = Cell("")
    stretch: bool = False
    leaves: int = 0
    order: Callable[[Row], Any] | None = None
    total: Callable[[Sequence[Row]], Cell] | None = None
    press: Callable[[Row], object] | None = None
    is_button: Callable[[Row], bool] = lambda _: True
    gets_out: bool = False
    edit: Callable[[Row], str | None] | None = None
    take: Callable[[Row, str], Taken] | None = None
    tip: Callable[[Row], str] | None = None
    name: str = ""  # for lists of columns, where the title is empty

    @property
    def label(self) -> str:
        """What the column is called in a saved arrangement, whatever the language."""
        return self.title or self.name

    @property
    def heading(self) -> str:
        """The title as it is read."""
        return translate("Column", self.title)

    @property
    def words(self) -> str:
        """What the column is called in a menu."""
        return translate("Column", self.label)
