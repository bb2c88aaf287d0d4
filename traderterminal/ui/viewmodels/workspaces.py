"""The workspaces: arrangements by name, of which one is shown; the others wait as they were."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from typing import Any, Final

from traderterminal.domain.errors import BadData
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate
from traderterminal.kit.observe import Observers

#: As many as there are keys for.
MOST: Final = 9
LONGEST_NAME: Final = 20
#: What a file of one workspace says that it is, and of which version.
_FORMAT: Final = "traderterminal workspace"
_VERSION: Final = 1
#: An arrangement is some thousand characters; a file that is much longer is none of ours.
_LONGEST_FILE: Final = 2_000_000


@frozen
class Workspace:
    """A named arrangement. `state` says where everything stood, as texts; empty before it was ever
    shown, when it is as its template.
    """

    name: str
    template: str
    state: Mapping[str, str] = field(default_factory=dict)


class WorkspacesViewModel:
    """The workspaces in their order; `changed` tells of another one shown, or of another list.

    `take` returns where everything stands now, `show` puts everything where a workspace has it,
    `arrange` puts panes where a template has them, and `keep` writes down what `state` returns.
    """

    def __init__(
        self,
        templates: Sequence[str],
        take: Callable[[], Mapping[str, str]],
        show: Callable[[Workspace], None],
        arrange: Callable[[str], None],
        keep: Callable[[], None],
    ) -> None:
        self.changed: Observers[None] = Observers()
        self.templates: Final = tuple(templates)
        self._take = take
        self._show = show
        self._arrange = arrange
        self._keep = keep
        self.all: tuple[Workspace, ...] = tuple(Workspace(name, name) for name in templates)
        self._active = 0

    @property
    def active(self) -> Workspace:
        """The one that is shown; its `state` is of when it was shown last."""
        return self.all[self._active]

    @property
    def number(self) -> int:
        """The place of the one that is shown, from 0 on."""
        return self._active

    @property
    def has_room(self) -> bool:
        """Whether there may be another one."""
        return len(self.all) < MOST

    # What the trader does.

    def choose(self, number: int) -> None:
        """Show the workspace at a place; the one before it stays as it was left."""
        if 0 <= number < len(self.all) and number != self._active:
            self._leave()
            self._enter(number)

    def add(self, template: str) -> None:
        """Make a workspace of a template, and show it."""
        self._append(Workspace(self._free_name(template), template))

    def duplicate(self) -> None:
        """Make one that begins as the one that is shown, and show it."""
        state = dict(self._take())
        shown = self.active
        self._append(Workspace(self._free_name(shown.name), shown.template, state))

    def rename(self, text: str) -> str:
        """Give the one that is shown another name; return what stands against it, or ""."""
        name = " ".join(text.split())
        if problem := self._problem(name):
            return problem
        self._put(replace(self.active, name=name))
        self._tell()
        return ""

    def remove(self, name: str) -> None:
        """Remove the one of that name; of the one shown the one before it takes the place.

        The last one stays.
        """
        gone = next((n for n, one in enumerate(self.all) if one.name == name), None)
        if gone is None or len(self.all) == 1:
            return
        was_shown = gone == self._active
        self.all = (*self.all[:gone], *self.all[gone + 1 :])
        if gone <= self._active:
            self._active = max(0, self._active - 1)
        if was_shown:
            self._show(self.active)
        self._tell()

    def begin_anew(self) -> None:
        """Put the panes where the template has them; charts stay as they are."""
        self._arrange(self.active.template)
        self._tell()

    def _problem(self, name: str) -> str:
        if not name:
            return translate("Workspace", "A workspace needs a name")
        if len(name) > LONGEST_NAME:
            return translate(
                "Workspace", "A name has at most {longest_name} characters, this one has {count}"
            ).format(longest_name=LONGEST_NAME, count=len(name))
        if any(one.name == name for one in self.all if one is not self.active):
            return translate("Workspace", "There is a workspace {name} already").format(name=name)
        return ""

    def _append(self, made: Workspace) -> None:
        if self.has_room:
            self._leave()
            self.all = (*self.all, made)
            self._enter(len(self.all) - 1)

    def _leave(self) -> None:
        self._put(replace(self.active, state=dict(self._take())))

    def _enter(self, number: int) -> None:
        self._active = number
        self._show(self.active)
        self._tell()

    def _put(self, workspace: Workspace) -> None:
        before, after = self.all[: self._active], self.all[self._active + 1 :]
        self.all = (*before, workspace, *after)

    def _tell(self) -> None:
        self.changed.emit(None)
        self._keep()

    def _free_name(self, wanted: str) -> str:
        taken = {one.name for one in self.all}
        if wanted not in taken:
            return wanted
        stem = wanted[: LONGEST_NAME - 2]
        return next(f"{stem} {n}" for n in range(2, MOST + 2) if f"{stem} {n}" not in taken)

    # Files.

    def written(self) -> str:
        """Return the one that is shown as the text of a file."""
        shown = self.active
        what = {"format": _FORMAT, "version": _VERSION, "name": shown.name}
        state = dict(self._take())
        return json.dumps({**what, "template": shown.template, "state": state}, indent=1)

    def read(self, text: str) -> None:
        """Add the workspace of a file and show it; its name is numbered where it is taken.

        Raises BadData that says what is wrong with it, or that there is no room.
        """
        if not self.has_room:
            raise BadData(
                translate(
                    "Workspace", "There are {most} workspaces, which is the most. Remove one first."
                ).format(most=MOST)
            )
        if len(text) > _LONGEST_FILE:
            raise BadData(translate("Workspace", "The file is too long to be a workspace."))
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise BadData(
                translate("Workspace", "The file cannot be read: {error}.").format(error=error)
            ) from None
        if not isinstance(found, dict) or found.get("format") != _FORMAT:
            raise BadData(translate("Workspace", "The file is no workspace of this program."))
        if found.get("version") != _VERSION:
            raise BadData(
                translate(
                    "Workspace", "The workspace was written by a later version of this program."
                )
            )
        made = self._workspace(found)
        if made is None:
            raise BadData(translate("Workspace", "The workspace in the file is not whole."))
        self._append(replace(made, name=self._free_name(made.name)))

    # From one time to the next.

    def state(self) -> dict[str, Any]:
        """Return the workspaces, as JSON takes it; the one shown as it was when left last."""
        return {
            "workspaces": [
                {"name": one.name, "template": one.template, "state": dict(one.state)}
                for one in self.all
            ]
        }

    def restore(self, kept: Mapping[str, Any], active: object) -> list[str]:
        """Take over what `state` gave, `active` the name of the one shown; return what was lost.

        What cannot be read is left out; with nothing kept there is one of each template.
        """
        listed = kept.get("workspaces")
        if not isinstance(listed, list) or not listed:
            return []
        read = [self._workspace(one) if isinstance(one, dict) else None for one in listed[:MOST]]
        found: dict[str, Workspace] = {one.name: one for one in read if one is not None}
        if found:
            self.all = tuple(found.values())
        self._active = list(found).index(active) if active in found else 0
        return [translate("Workspace", "a workspace")] if len(found) < len(listed) else []

    def _workspace(self, kept: Mapping[str, Any]) -> Workspace | None:
        """Read one that was written; None where it is not whole."""
        name, template, state = kept.get("name"), kept.get("template"), kept.get("state")
        if not isinstance(name, str) or not 0 < len(name.strip()) <= LONGEST_NAME:
            return None
        if not isinstance(state, dict):
            return None
        if not all(isinstance(one, str) for pair in state.items() for one in pair):
            return None
        known = template if template in self.templates else self.templates[0]
        return Workspace(" ".join(name.split()), known, state)
