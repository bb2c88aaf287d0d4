"""The drawings of a chart without its window: choosing, placing and changing them."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from traderterminal.domain.fills import Side
from traderterminal.kit.language import translate, within
from traderterminal.kit.observe import Observers
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.bar_times import BarTimes
from traderterminal.ui.viewmodels.chart import ChartViewModel
from traderterminal.ui.viewmodels.drawing import (
    KIND_WORDS,
    MOST_LETTERS,
    PLANS,
    Anchor,
    Dash,
    Drawing,
    Kind,
)
from traderterminal.ui.viewmodels.drawing_book import DrawingBook
from traderterminal.ui.viewmodels.drawing_document import DrawingDocument
from traderterminal.ui.viewmodels.drawing_shapes import KINDS, View
from traderterminal.ui.viewmodels.study import TOKENS
from traderterminal.ui.viewmodels.ticket import TicketViewModel

#: A symbol has so many drawings at most: more cannot be told apart, and each takes its time.
MOST_DRAWINGS: Final = 500


class DrawingsViewModel:
    """What is drawn on the symbol of `chart`, what is being drawn, and what is chosen.

    `changed` tells of anything to draw anew, `choosing` of what is to be drawn from here on, and
    `asking` that words are wanted of the drawing in hand. What is drawn stands in `book`, where
    all charts of the symbol find it; what is in hand and what is chosen are of this chart alone.
    Plans are reckoned for the quantity of `ticket`, which they can fill in.
    """

    def __init__(
        self,
        *,
        chart: ChartViewModel,
        ticket: TicketViewModel,
        book: DrawingBook,
    ) -> None:
        self._chart = chart
        self._ticket = ticket
        self._book = book
        self.changed: Observers[None] = Observers()
        self.choosing: Observers[Kind] = Observers()
        self.asking: Observers[str] = Observers()
        self.kind: Kind | None = None  # what the next clicks draw
        self._placed: tuple[Anchor, ...] = ()
        self.in_hand: Drawing | None = None  # a new one, or a changed copy of the chosen one
        self._chosen: int | None = None
        self._token, self._dash = TOKENS[0], Dash.SOLID
        self._symbol = ""
        self._quantity = ticket.quantity
        self._stop = (
            chart.changed.connect(lambda _: self._follow_chart()),
            ticket.changed.connect(lambda _: self._follow_ticket()),
            book.changed.connect(lambda _: self._follow_book()),
        )

    def close(self) -> None:
        """Stop listening."""
        for stop in self._stop:
            stop()

    # What there is.

    @property
    def _document(self) -> DrawingDocument:
        return self._book.of(self._shown_symbol)

    @property
    def _shown_symbol(self) -> str:
        instrument = self._chart.instrument
        return "" if instrument is None else instrument.symbol

    @property
    def hidden(self) -> bool:
        """Whether the drawings of every symbol are hidden."""
        return self._book.hidden

    @property
    def chart(self) -> ChartViewModel:
        """The chart that is drawn on."""
        return self._chart

    @property
    def quantity(self) -> Decimal:
        """What plans are reckoned for."""
        return self._quantity

    @property
    def drawings(self) -> tuple[Drawing, ...]:
        """All drawings of the symbol, the uppermost last."""
        return self._document.drawings

    @property
    def shown(self) -> tuple[Drawing, ...]:
        """Those that are to be seen."""
        return () if self.hidden else tuple(one for one in self.drawings if not one.hidden)

    @property
    def hidden_count(self) -> int:
        """How many drawings of the symbol are not to be seen."""
        return len(self.drawings) - len(self.shown)

    @property
    def chosen(self) -> Drawing | None:
        """The drawing that the trader has chosen, if it is to be seen."""
        return next((one for one in self.shown if one.key == self._chosen), None)

    @property
    def is_full(self) -> bool:
        """Whether the symbol has as many drawings as it can have."""
        return len(self.drawings) >= MOST_DRAWINGS

    @property
    def all_locked(self) -> bool:
        return bool(self.drawings) and all(one.locked for one in self.drawings)

    @property
    def can_undo(self) -> bool:
        return self._document.can_undo

    @property
    def can_redo(self) -> bool:
        return self._document.can_redo

    @property
    def times(self) -> BarTimes | None:
        """The bars that drawings are tied to; None without any."""
        series = self._chart.series
        if series is None or not series.count:
            return None
        chart = self._chart
        key = chart.bar_key if chart.has_days else int
        return BarTimes.of(series.start_ns, chart.resolution.seconds, key, chart.coming_starts)

    # Placing.

    def choose_kind(self, kind: Kind | None) -> None:
        """Draw this next; None draws nothing. What was being drawn is given up.

        Where the symbol has no room for another drawing, nothing is drawn.
        """
        if self.is_full:
            kind = None
        self.kind, self._placed, self.in_hand = kind, (), None
        if kind is not None:
            self._chosen = None
            self._book.hide(hidden=False)  # what is drawn now is to be seen
            self.choosing.emit(kind)
        self.changed.emit(None)

    def point(self, anchor: Anchor, view: View) -> None:
        """Show what a click there would draw."""
        if self.kind is None or len(self._placed) == KINDS[self.kind].clicks:
            return
        drawn = self._drawn((*self._placed, anchor), view)
        if drawn != self.in_hand:
            self.in_hand = drawn
            self.changed.emit(None)

    def place(self, anchor: Anchor, view: View) -> None:
        """Place the next point; the last one completes the drawing."""
        if self.kind is None:
            return
        placed = (*self._placed, anchor)
        if self.kind is Kind.TEXT:  # it stays there until it has its words
            self._placed, self.in_hand = (anchor,), self._drawn((anchor,), view)
            self.changed.emit(None)
            self.asking.emit("")
        elif len(placed) < KINDS[self.kind].clicks:
            self._placed = placed
            self.point(anchor, view)
        else:
            self._add(self._drawn(placed, view))

    def _drawn(self, anchors: tuple[Anchor, ...], view: View) -> Drawing:
        assert self.kind is not None  # noqa: S101 - something is being drawn
        whole = KINDS[self.kind].completed(anchors, self.kind, view)
        return Drawing(self.kind, whole, token=self._token, dash=self._dash)

    @property
    def is_begun(self) -> bool:
        """Whether a point of what is being drawn is placed."""
        return bool(self._placed)

    @property
    def last_placed(self) -> Anchor | None:
        """The point that was placed last."""
        return self._placed[-1] if self._placed else None

    def _add(self, drawing: Drawing) -> None:
        self.kind, self._placed, self.in_hand = None, (), None
        if self._shown_symbol:
            self._chosen = self._document.add(drawing).key
        self.changed.emit(None)

    def ask_for_words(self) -> None:
        """Have other words asked for of the chosen text."""
        if self.chosen is not None and self.chosen.kind is Kind.TEXT and not self.chosen.locked:
            self.asking.emit(self.chosen.text)

    def write(self, text: str) -> str:
        """Give a text its words; return what stands against them, or ""."""
        words = " ".join(text.split())
        if len(words) > MOST_LETTERS:
            return translate(
                "Drawings", "{count} letters are more than the {most_letters} of a text"
            ).format(count=len(words), most_letters=MOST_LETTERS)
        if not words:
            return translate("Drawings", "A text needs words; Esc leaves it away")
        if self.kind is Kind.TEXT and self.in_hand is not None:
            self._add(replace(self.in_hand, text=words))
        else:
            self._change(text=words)
        return ""

    def leave_words(self) -> None:
        """No words were given: a text that is new is left away."""
        if self.kind is Kind.TEXT:
            self._placed, self.in_hand = (), None
            self.changed.emit(None)

    def drop(self) -> bool:
        """Give up what is in hand, then what is to be drawn, then what is chosen; False if idle."""
        if self._placed or (self.kind is None and self.in_hand is not None):
            self._placed, self.in_hand = (), None
        elif self.kind is not None:
            self.kind, self.in_hand = None, None
        elif self._chosen is not None:
            self._chosen = None
        else:
            return False
        self.changed.emit(None)
        return True

    # Choosing and changing.

    def choose(self, drawing: Drawing | None) -> None:
        """Choose a drawing, or none."""
        key = None if drawing is None else drawing.key
        if key != self._chosen:
            self._chosen = key
            self.changed.emit(None)

    def choose_next(self, by: int) -> None:
        """Choose the next drawing of those that are to be seen, or the one before."""
        shown = self.shown
        if not shown:
            return
        keys = [one.key for one in shown]
        begin = keys.index(self._chosen) if self._chosen in keys else -1 if by > 0 else 0
        self.choose(shown[(begin + by) % len(shown)])

    def take(self, drawing: Drawing) -> None:
        """Show the chosen drawing otherwise while it is dragged."""
        if not drawing.locked and drawing != self.in_hand:
            self.in_hand = drawing
            self.changed.emit(None)

    def let_go(self) -> None:
        """Leave what was dragged where it is."""
        moved, self.in_hand = self.in_hand, None
        if moved is not None:
            self._document.put(moved)
        self.changed.emit(None)

    def shift(self, bars: int, ticks: int) -> None:
        """Move the chosen drawing by whole bars and ticks."""
        chosen = self.chosen
        if chosen is not None and not chosen.locked:
            self._document.put(replace(chosen, anchors=self.shifted(chosen, bars, ticks)))

    def shifted(self, drawing: Drawing, bars: int, ticks: int) -> tuple[Anchor, ...]:
        """Return the anchors of a drawing so many bars later and ticks higher."""
        times = self.times
        if times is None:
            return drawing.anchors
        return tuple(
            Anchor(
                times.start(times.index(one.at_ns) + bars) if bars else one.at_ns,
                one.ticks + ticks,
            )
            for one in drawing.anchors
        )

    def paint(self, token: str) -> None:
        """Give the chosen drawing a colour, and those to come."""
        self._token = token
        self._change(token=token)

    def line(self, dash: Dash) -> None:
        """Draw the lines of the chosen drawing otherwise, and of those to come."""
        self._dash = dash
        self._change(dash=dash)

    def lock(self, *, locked: bool) -> None:
        """Hold the chosen drawing fast, or let it be moved and deleted."""
        self._change(locked=locked)

    def hide(self) -> None:
        """Hide the chosen drawing."""
        self._change(hidden=True)
        self.choose(None)

    def _change(self, **changes: Any) -> None:
        chosen = self.chosen
        if chosen is not None:
            self._document.put(replace(chosen, **changes))

    def delete(self) -> None:
        """Take the chosen drawing away; one that is locked stays."""
        chosen = self.chosen
        if chosen is not None and not chosen.locked:
            self._document.remove(chosen.key)

    def delete_all(self) -> None:
        """Take away all drawings of the symbol but those that are locked."""
        self._change_all(one for one in self.drawings if one.locked)

    def lock_all(self, *, locked: bool) -> None:
        """Hold all drawings of the symbol fast, or none."""
        self._change_all(replace(one, locked=locked) for one in self.drawings)

    def show_all(self) -> None:
        """Show what was hidden, one by one or all at once."""
        self._book.hide(hidden=False)
        self._change_all(replace(one, hidden=False) for one in self.drawings)

    def hide_all(self, *, hidden: bool) -> None:
        """Hide the drawings of every symbol, or show them again."""
        self._book.hide(hidden=hidden)

    def _change_all(self, drawings: Iterable[Drawing]) -> None:
        self._document.change(tuple(drawings))

    def undo(self) -> None:
        """Take back the last change to the drawings of the symbol."""
        self._document.undo()

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        self._document.redo()

    # A plan.

    def fill_ticket(self) -> None:
        """Fill the ticket with the chosen plan; nothing is sent."""
        chosen, instrument = self.chosen, self._chart.instrument
        if chosen is None or chosen.kind not in PLANS or instrument is None:
            return
        side = Side.BUY if chosen.kind is Kind.LONG else Side.SELL
        entry, target, stop = (instrument.from_ticks(one.ticks) for one in chosen.anchors)
        self._ticket.fill_in(instrument, side, entry, stop=stop, target=target)

    # What others say.

    def _follow_chart(self) -> None:
        """Nothing that was begun on one symbol goes on on another."""
        symbol = self._shown_symbol
        if symbol != self._symbol:
            self._symbol = symbol
            self.kind, self._placed, self.in_hand, self._chosen = None, (), None, None
            self.changed.emit(None)

    def _follow_book(self) -> None:
        """Whichever chart it comes from: nothing is held that is gone, hidden or without room."""
        if self.hidden or self._document.find(self._chosen) is None:
            self._chosen = None
        if self.kind is None:
            self.in_hand = None
        elif self.hidden or self.is_full:
            self.kind, self._placed, self.in_hand = None, (), None
        self.changed.emit(None)

    def flush(self) -> None:
        """Take over what the ticket's quantity has come to since the last frame."""
        self._ticket.catch_up()
        self._follow_ticket()

    def _follow_ticket(self) -> None:
        if self._ticket.quantity != self._quantity:
            self._quantity = self._ticket.quantity
            if any(one.kind in PLANS for one in self.shown):
                self.changed.emit(None)

    @property
    def spoken(self) -> str:
        """What is chosen or being drawn, for who cannot see it."""
        if self.kind is not None:
            return translate("Drawings", "drawing {kind}").format(
                kind=within(translate("Drawings", KIND_WORDS[self.kind]))
            )
        chosen = self.chosen
        if chosen is None:
            return formats.counted(len(self.shown), "drawing") if self.shown else ""
        prices = ", ".join(self._chart.price(one.ticks) for one in chosen.anchors)
        locked = translate("Drawings", ", locked") if chosen.locked else ""
        return translate("Drawings", "{kind} at {prices}{locked}").format(
            kind=translate("Drawings", KIND_WORDS[chosen.kind]), prices=prices, locked=locked
        )
