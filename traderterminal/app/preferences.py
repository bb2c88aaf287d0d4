"""The settings as the window asks for them, and what of them holds at once in it."""

import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from traderterminal.app.lookout import sound_choice
from traderterminal.app.service import Service
from traderterminal.app.settings import Settings, UiSettings
from traderterminal.domain.errors import BadData
from traderterminal.kit.language import translate
from traderterminal.ui.viewmodels.notices import Notice
from traderterminal.ui.viewmodels.sounds import Mute, SoundsViewModel

if TYPE_CHECKING:  # loaded when they are opened
    from traderterminal.app.settings_desk import SettingsDesk
    from traderterminal.ui.viewmodels.settings_form import SettingsForm


class Preferences:
    """Settings and sounds; `restart` lets the engine begin anew with changed settings.

    `choices` are what there is to choose from for keys of `ui`, `follow` takes over how the window
    is to look, `tell` shows a notice. `ui` is what holds of the window now.
    """

    def __init__(
        self,
        service: Service,
        sounds: SoundsViewModel,
        choices: Mapping[str, Sequence[str]],
        *,
        restart: Callable[[], None],
        follow: Callable[[UiSettings], None],
        tell: Callable[[Notice], object],
    ) -> None:
        self._service = service
        self._sounds = sounds
        self._choices = choices
        self._restart = restart
        self._follow = follow
        self._tell = tell
        self.ui = service.engine.settings.ui

    @cached_property
    def desk(self) -> "SettingsDesk":
        """The settings on the running service."""
        from traderterminal.app.settings_desk import SettingsDesk  # the start need not wait for it

        choices: dict[tuple[str, ...], Sequence[str]] = {
            ("ui", key): names for key, names in self._choices.items()
        }
        return SettingsDesk(self._service, self._apply, self._restart, choices)

    def form(self) -> "SettingsForm":
        """Make the form in which they are changed."""
        from traderterminal.ui.viewmodels.settings_form import SettingsForm  # nor for that

        return SettingsForm(self.desk, self._service.engine.tasks)

    def _apply(self, before: Settings, after: Settings) -> None:
        """Let hold what the window and the log are asked for."""
        self._sounds.choice = sound_choice(after.sound)
        logging.getLogger().setLevel(after.log.level.upper())
        self.ui = after.ui
        if after.ui != before.ui:
            self._follow(after.ui)

    def mute(self) -> Mute:
        """Return what is muted."""
        return self._sounds.choice.mute

    def choose_mute(self, mute: Mute) -> None:
        """Mute from here on, at the next start too."""
        work = self.desk.save({("sound", "mute"): mute.value})
        self._service.engine.tasks.spawn(self._tell_unsaved(work), name="mute")

    async def _tell_unsaved(self, work: Coroutine[object, object, None]) -> None:
        try:
            await work
        except BadData as error:
            title = translate("Window", "The sounds stay as they were")
            self._tell(Notice("mute", title, str(error), "warn", "warning", ""))
