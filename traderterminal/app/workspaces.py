"""Where everything stood: taken from the window, its charts and their links, and put back there.

Two files: that of the arrangement holds what is shown, and the one of the workspaces all others.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol

from traderterminal.app.charts import Charts
from traderterminal.app.engine import Engine
from traderterminal.app.kept_file import keep, place_aside, read_kept
from traderterminal.domain.errors import BadData, UnknownSymbol
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.language import mark, translate
from traderterminal.ui.arrangements import SECOND_LADDER, TEMPLATES
from traderterminal.ui.docking import Pane
from traderterminal.ui.viewmodels.links import FIRST_GROUP, SECOND_GROUP, LinksViewModel
from traderterminal.ui.viewmodels.notices import Notice, NoticesViewModel
from traderterminal.ui.viewmodels.ticket_form import TicketForm
from traderterminal.ui.viewmodels.workspaces import Workspace, WorkspacesViewModel

LAYOUT_FILE: Final = "layout.json"
WORKSPACES_FILE: Final = "workspaces.json"
_VERSION: Final = 1
_WHAT: Final = "the workspaces"
FIRST_SYMBOL: Final = "ES"
TICKET: Final = mark("Pane", "Ticket")
#: What of an arrangement is the window's in all workspaces.
_OF_ALL: Final = ("place",)


class Arranged(Protocol):
    """The window, as far as it has panes."""

    @property
    def width_em(self) -> float: ...
    def layout_state(self) -> dict[str, str]: ...
    def restore_panes(self, state: Mapping[str, str]) -> bool: ...
    def arrange_as(self, template: str) -> None: ...
    def take_pane(self, pane: Pane) -> None: ...
    def remove_pane(self, name: str) -> None: ...


class Workspaces:
    """The workspaces of a window and what each keeps; `vm` is what the trader sees of them.

    `window` returns the window that there is now, `pane_of` makes what is seen of the chart of a
    name. `keep_others` returns what else the file of the arrangement holds, `ticket` how much of
    the ticket is shown.
    """

    def __init__(
        self,
        engine: Engine,
        charts: Charts,
        links: LinksViewModel,
        notices: NoticesViewModel,
        window: Callable[[], Arranged],
        pane_of: Callable[[str], Pane],
        keep_others: Callable[[], Mapping[str, str]],
        ticket: TicketForm,
    ) -> None:
        self._engine = engine
        self._charts = charts
        self._links = links
        self._notices = notices
        self._window = window
        self._pane_of = pane_of
        self._keep_others = keep_others
        self._ticket = ticket
        self._folder = engine.options.data_dir
        self._is_told = False  # that it cannot be kept
        self._kept: tuple[Mapping[str, str], Sequence[Workspace]] | None = None
        self.vm = WorkspacesViewModel(
            tuple(TEMPLATES),
            self._take,
            self._show,
            self._begin,
            self.keep_in_time,
        )
        charts.elsewhere = self._charts_elsewhere

    # From one time to the next.

    def restore(self, layout: Mapping[str, str]) -> Mapping[str, str]:
        """Take over what was kept; return where everything stood in the workspace that is shown."""
        path = self._folder / WORKSPACES_FILE
        lost, was_there = list[str](), path.exists()
        kept_ones = read_kept(path, _VERSION, _WHAT)
        if was_there and not kept_ones:
            lost.append(translate("Workspace", "the list of workspaces"))
        lost += self.vm.restore(kept_ones, layout.get("workspace"))
        if self._set_layout_aside(layout):
            lost.append(translate("Workspace", "the arrangement shown last"))
        kept = {**self.vm.active.state, **layout}
        self._restore_charts(kept, lost, restores_ticket=True)
        self._ticket.restore(kept.get("ticket"), TEMPLATES[self.vm.active.template].ticket)
        return kept

    def _set_layout_aside(self, layout: Mapping[str, str]) -> bool:
        """Keep a file of the arrangement of which nothing was read from being written over."""
        path = self._folder / LAYOUT_FILE
        is_unread = not layout and path.exists()
        if is_unread:
            with suppress(OSError):
                path.replace(place_aside(path))
        return is_unread

    def keep(self) -> None:
        """Write down where everything stands; raises BadData where that cannot be written."""
        state = {
            **self._window().layout_state(),
            **self._take(),
            **self._keep_others(),
            "workspace": self.vm.active.name,
        }
        if (state, self.vm.all) == self._kept:
            return
        keep(self._folder / WORKSPACES_FILE, _VERSION, _WHAT, self.vm.state())
        path = self._folder / LAYOUT_FILE
        fresh = path.with_suffix(".new")
        try:
            fresh.write_text(json.dumps(state), "utf-8")
            fresh.replace(path)
        except OSError as error:
            raise BadData(
                translate("Workspace", "the arrangement was not kept: {error}").format(error=error)
            ) from error
        self._kept = state, self.vm.all

    def keep_in_time(self) -> None:
        """Keep what has changed, so that a crash costs none of it."""
        try:
            self.keep()
        except BadData as error:
            if not self._is_told:
                self._is_told = True
                self._tell(translate("Workspace", "The workspaces were not kept"), str(error))
        else:
            self._is_told = False

    # What is shown.

    def _take(self) -> dict[str, str]:
        arranged = self._window().layout_state()
        return {
            **{name: text for name, text in arranged.items() if name not in _OF_ALL},
            **self._charts.state(),
            "ticket": self._ticket.chosen,
            "links": json.dumps(self._links.state(partial(kept_name, self._engine))),
        }

    def _show(self, workspace: Workspace) -> None:
        """Put panes and charts where a workspace has them; what is traded stays as it is."""
        window, charts = self._window(), self._charts
        for chart in charts.all:
            if chart is not charts.first:
                window.remove_pane(chart.name)
                charts.put_away(chart.name)
        if workspace.state:
            self._restore_charts(workspace.state, [], restores_ticket=False)
        else:
            charts.first.vm.choose_resolution(TEMPLATES[workspace.template].bars)
            self._set_apart(workspace.template)
            self._add_charts(workspace.template)
        for chart in charts.all:
            if chart is not charts.first:
                window.take_pane(self._pane_of(chart.name))
        usual = TEMPLATES[workspace.template].ticket
        self._ticket.restore(workspace.state.get("ticket"), usual)
        if not (workspace.state and window.restore_panes(workspace.state)):
            self.arrange_again(workspace.state)

    def arrange_again(self, kept: Mapping[str, str]) -> None:
        """Put the panes where the template has them, as what was kept of them does not fit."""
        self._window().arrange_as(self.vm.active.template)
        if "docks" in kept:
            title = translate("Workspace", "The panes stand as at first")
            words = translate("Workspace", "Where they stood could not be read.")
            self._notices.tell(Notice("panes", title, words, "warn", "warning", ""))

    def _begin(self, template: str) -> None:
        """Put the panes where a template has them, with the charts that it has and that lack."""
        window = self._window()
        for chart in self._add_charts(template):
            window.take_pane(self._pane_of(chart))
        self._ticket.choose(TEMPLATES[template].ticket)
        window.arrange_as(template)

    def _add_charts(self, template: str) -> Sequence[str]:
        """Make the charts that a template has beside those there are; return their names."""
        charts, made = self._charts, list[str]()
        wanted = TEMPLATES[template].charts(self._window().width_em)
        for shown in wanted[len(charts.all) :]:
            one = charts.duplicate(charts.first)
            one.vm.choose_resolution(shown.bars)
            for study in shown.studies:
                one.studies.add(study)
            made.append(one.name)
        charts.enter(charts.first.name)
        return made

    def _set_apart(self, template: str) -> None:
        """Let a second ladder show another market than the first, where a template has two."""
        links, apart = self._links, SECOND_LADDER in TEMPLATES[template].apart
        links.choose_group(SECOND_LADDER, SECOND_GROUP if apart else FIRST_GROUP)
        shown = links.instrument_of(SECOND_LADDER)
        if apart and shown is not None and len(links.mates(SECOND_LADDER)) == 1:
            links.show(SECOND_LADDER, self._another(shown))

    def _another(self, shown: Instrument) -> Instrument:
        """The first market that is not that of an instrument, nor its micro contract."""
        found = map(self._engine.symbols.instrument, self._engine.hub.symbols())
        return next((one for one in found if not one.root.endswith(shown.root)), shown)

    def _charts_elsewhere(self) -> set[str]:
        """The charts of the workspaces that are not shown: their indicators are kept by name."""
        others = [one for one in self.vm.all if one is not self.vm.active]
        return {name for one in others for name in read_state(one.state.get("charts"))}

    def _restore_charts(
        self, kept: Mapping[str, str], lost: list[str], *, restores_ticket: bool
    ) -> None:
        """Take over the charts, and what each linked pane shows, and tell what was lost.

        The ticket shows what it shows, with its group, unless the program has only begun.
        """
        links, engine = self._links, self._engine
        lost = [*lost, *self._charts.restore(kept)]
        traded = None if restores_ticket else links.instrument_of(TICKET)
        first = traded or self.first_instrument()
        for chart in self._charts.all:  # what cannot be restored shows what all showed at first
            links.show(chart.name, first)
        links.show(TICKET, first)
        stays = "" if restores_ticket else TICKET
        unknown = links.restore(read_state(kept.get("links")), engine.resolve, stays=stays)
        unlike = [
            translate("Workspace", "{pane} does not show {symbol}, which is not known here").format(
                pane=pane, symbol=symbol
            )
            for pane, symbol in unknown
        ]
        if lost or unlike:
            words = ". ".join(
                [
                    *(
                        translate("Workspace", "{one} could not be read").format(
                            one=one.capitalize()
                        )
                        for one in lost
                    ),
                    *unlike,
                ]
            )
            self._tell(translate("Workspace", "The arrangement was not restored whole"), words)

    def _tell(self, title: str, words: str) -> None:
        self._notices.tell(Notice("arrangement", title, words, "warn", "warning", ""))

    def first_instrument(self) -> Instrument:
        """What is shown where nothing else was asked for."""
        engine = self._engine
        there = list(engine.hub.symbols())
        is_given = engine.settings.market.symbols or len(there) == 1
        return engine.resolve(there[0] if is_given else FIRST_SYMBOL)


def read_layout(folder: Path) -> Mapping[str, str]:
    """Return what was kept of the arrangement that was shown last; nothing if it cannot be read.

    What is no text in it is left out, as if it had never been kept.
    """
    try:
        found = json.loads((folder / LAYOUT_FILE).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    kept = found.items() if isinstance(found, dict) else ()
    return {name: text for name, text in kept if isinstance(text, str)}


def read_state(kept: object) -> Mapping[str, Any]:
    """Read what was kept of a pane; nothing where it cannot be read: it is shown as usual."""
    try:
        state = json.loads(kept) if isinstance(kept, str) else None
    except (ValueError, RecursionError):
        return {}
    return state if isinstance(state, dict) else {}


def kept_name(engine: Engine, instrument: Instrument) -> str:
    """A symbol as it is kept: the root where that means the same, which rolls with time."""
    try:
        means = engine.resolve(instrument.root)
    except UnknownSymbol:
        return instrument.symbol
    return instrument.root if means == instrument else instrument.symbol
