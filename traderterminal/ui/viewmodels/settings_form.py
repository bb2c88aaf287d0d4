"""The settings as a form: sections of fields, what is typed into them and what is wrong there."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final, Protocol

from traderterminal.domain.errors import BadData
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.ui import texts
from traderterminal.ui.viewmodels import formats

#: Where a key stands in the settings: `("sound", "volume")`, `("accounts", "apex", "cash")`.
Path = tuple[str, ...]

#: What shows that a switch is on.
ON: Final = "true"
OFF: Final = "false"


class Kind(StrEnum):
    SWITCH = "switch"
    CHOICE = "choice"
    TEXT = "text"


@frozen
class SettingField:
    """A key: how it is typed, what it holds now and by default, in the words of the file.

    `choices` are what may be chosen; the first is empty where nothing need be. `is_live`: a change
    holds at once, others once the engine has begun anew.
    """

    path: Path
    label: str
    kind: Kind
    text: str
    default: str
    description: str = ""
    choices: tuple[str, ...] = ()
    is_live: bool = False

    def says(self, text: str) -> bool:
        """Say whether a text stands in it, in whatever case."""
        return text in f"{self.label} {self.description} {'.'.join(self.path)}".casefold()


@frozen
class SettingSection:
    """Fields that belong together."""

    title: str
    fields: tuple[SettingField, ...]


class SettingsDesk(Protocol):
    """What the form asks of the program.

    `check` says what is wrong with changes, by key, and under the empty path what is with all of
    them; `save` writes them and lets them hold, and raises BadData that says how far it came.
    """

    def sections(self) -> Sequence[SettingSection]: ...
    def check(self, changes: Mapping[Path, str]) -> Mapping[Path, str]: ...
    async def save(self, changes: Mapping[Path, str]) -> None: ...


class SettingsForm:
    """What is typed; `changed` tells of anything new, `saved` once it is written."""

    def __init__(self, desk: SettingsDesk, tasks: TaskScope) -> None:
        self._desk = desk
        self._tasks = tasks
        self._changes: dict[Path, str] = {}
        self._search = ""
        self.sections: Sequence[SettingSection] = desk.sections()
        self._fields = {field.path: field for one in self.sections for field in one.fields}
        self.problems: Mapping[Path, str] = {}
        self.failure = ""
        self.busy = False
        self.changed: Observers[None] = Observers()
        self.saved: Observers[None] = Observers()

    def search(self, text: str) -> None:
        """Show only fields in which a text stands."""
        self._search = text.strip().casefold()
        self.changed.emit(None)

    def is_shown(self, field: SettingField) -> bool:
        """Say whether a field is among those searched for; one that is wrong always is."""
        return not self._search or field.says(self._search) or field.path in self.problems

    def text(self, path: Path) -> str:
        """Return what a field holds, as typed."""
        return self._changes.get(path, self._fields[path].text)

    def type_text(self, path: Path, text: str) -> None:
        """Take what is typed into a field; emptied, it holds its default again."""
        if text == self._fields[path].text:
            self._changes.pop(path, None)
        else:
            self._changes[path] = text
        self.failure = ""
        self.problems = self._desk.check(self._changes)
        self.changed.emit(None)

    @property
    def can_save(self) -> bool:
        return bool(self._changes) and not self.problems and not self.busy

    @property
    def mutes_everything(self) -> bool:
        """Say whether a lost connection or a breached limit would no longer be heard."""
        return self._changes.get(("sound", "mute")) == "all"

    @property
    def words(self) -> str:
        """Say what is wrong with it as a whole, else what saving it would do."""
        if self.failure or () in self.problems:
            return self.failure or self.problems[()]
        if self.problems:
            return translate("Settings", "Nothing can be saved before what is marked is right.")
        if not self._changes:
            return translate("Settings", "Nothing is changed yet.")
        count = formats.counted(len(self._changes), "change")
        waiting = [path for path in self._changes if not self._fields[path].is_live]
        if not waiting:
            is_limit = any(path[0] in ("risk", "accounts") for path in self._changes)
            later = (
                translate("Settings", " Limits that are loosened hold after a minute.")
                if is_limit
                else ""
            )
            return translate("Settings", "{count}: at once.{later}").format(
                count=count, later=later
            )
        names = ", ".join(".".join(path) for path in waiting)
        return translate(
            "Settings",
            "{count}. {names}: the engine begins anew for it, which takes a second"
            " or two. Orders that rest at a broker stay there.",
        ).format(count=count, names=names)

    def save(self) -> None:
        """Write what was changed, and let it hold."""
        if self.can_save:
            self.busy = True
            self.changed.emit(None)
            self._tasks.spawn(self._save(), name="save settings")

    async def _save(self) -> None:
        try:
            await self._desk.save(dict(self._changes))
        except BadData as error:
            self.failure = texts.fault(error)
        else:
            self.saved.emit(None)
        finally:
            self.busy = False
            self.changed.emit(None)
