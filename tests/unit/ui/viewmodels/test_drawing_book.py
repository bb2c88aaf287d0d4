"""The drawings of all symbols in one place."""

import pytest

from tests.support.plain_view import PlainView
from traderterminal.ui.viewmodels.drawing import Drawing, Kind
from traderterminal.ui.viewmodels.drawing_book import DrawingBook, KeptDrawings

AT = PlainView().anchor
LEVEL = Drawing(Kind.HORIZONTAL, (AT(0, 19_200),))
MOMENT = Drawing(Kind.VERTICAL, (AT(3, 19_200),))


class Heard:
    """A book, and what it kept and told."""

    def __init__(self, kept: KeptDrawings | None = None) -> None:
        self.kept: list[KeptDrawings] = []
        self.kept_when_told: list[int] = []
        self.book = DrawingBook(kept or KeptDrawings(), self.kept.append)
        self.book.changed.connect(lambda _: self.kept_when_told.append(len(self.kept)))


@pytest.fixture
def heard() -> Heard:
    return Heard()


def test_a_symbol_has_one_document(heard: Heard) -> None:
    heard.book.of("ESH2024").add(LEVEL)
    assert [one.kind for one in heard.book.of("ESH2024").drawings] == [Kind.HORIZONTAL]
    assert heard.book.of("AAPL").drawings == ()


def test_every_change_is_kept_and_then_told(heard: Heard) -> None:
    book, es = heard.book, heard.book.of("ESH2024")
    level = es.add(LEVEL)
    moment = book.of("AAPL").add(MOMENT)
    es.remove(level.key)
    es.undo()
    es.redo()
    book.hide(hidden=True)
    both, without = {"ESH2024": (level,), "AAPL": (moment,)}, {"AAPL": (moment,)}
    assert heard.kept == [
        KeptDrawings({"ESH2024": (level,)}),
        KeptDrawings(both),
        KeptDrawings(without),
        KeptDrawings(both),
        KeptDrawings(without),
        KeptDrawings(without, hidden=True),
    ]
    assert heard.kept_when_told == [1, 2, 3, 4, 5, 6]


def test_what_changes_nothing_is_neither_kept_nor_told(heard: Heard) -> None:
    heard.book.hide(hidden=False)
    document = heard.book.of("ESH2024")
    document.remove(1)
    document.undo()
    document.redo()
    assert (heard.kept, heard.kept_when_told) == ([], [])


def test_what_was_kept_is_there_and_goes_on_being_kept() -> None:
    heard = Heard(KeptDrawings({"ESH2024": [LEVEL], "AAPL": [MOMENT]}, hidden=True))
    assert heard.book.hidden
    (level,) = heard.book.of("ESH2024").drawings
    heard.book.of("AAPL").remove(1)
    assert heard.kept == [KeptDrawings({"ESH2024": (level,)}, hidden=True)]
