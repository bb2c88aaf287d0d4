"""How the window looks from one start to the next: what was chosen in it, else what is set."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from traderterminal.app.settings import UiSettings
from traderterminal.app.workspaces import read_state
from traderterminal.ui.theme import Theme, styled
from traderterminal.ui.viewmodels.appearance import AppearanceViewModel, Looks, Palette

LOOKS: Final = "looks"


class ChosenLooks:
    """What the trader chose. A choice holds until the settings say something else than when it was
    made.

    `kept` is what `state` gave; `names` are those of the themes, `languages` gives what each is
    called by its code; `read` loads a theme by its name and the pixels of its text. `needed` is the
    theme that the computer asks for, which the first start has where the settings name none.
    """

    def __init__(
        self,
        settings: UiSettings,
        kept: Mapping[str, str],
        names: Sequence[str],
        languages: Callable[[], Mapping[str, str]],
        read: Callable[[str, int], Theme],
        needed: str = "",
    ) -> None:
        self._settings = settings
        self._names = names
        self._languages = languages
        self._read = read
        looks = Looks(settings.theme, settings.font_px, language=settings.language)
        looks = looks.restored(read_state(kept.get(LOOKS)))
        if kept.get("theme_of_settings") == settings.theme and kept.get("theme") in names:
            looks = replace(looks, theme=kept["theme"])
        elif needed and "theme" not in kept and "theme" not in settings.model_fields_set:
            looks = replace(looks, theme=needed)
        language = kept.get("language", "")
        if kept.get("language_of_settings") == settings.language and language in languages():
            looks = replace(looks, language=language)
        if kept.get("font_of_settings") != str(settings.font_px):
            looks = replace(looks, font_px=settings.font_px)
        self.looks = looks

    def follow(self, settings: UiSettings) -> Looks:
        """Return the looks by changed settings; what did not change there is as it was chosen."""
        before, self._settings, looks = self._settings, settings, self.looks
        if settings.theme != before.theme:
            looks = replace(looks, theme=settings.theme)
        if settings.font_px != before.font_px:
            looks = replace(looks, font_px=settings.font_px)
        if settings.language != before.language:
            looks = replace(looks, language=settings.language)
        return looks

    def theme(self) -> Theme:
        """Return the theme as it was chosen; raises BadData where the settings name none."""
        return styled(self._read(self.looks.theme, self.looks.font_px), self.looks)

    def choosing(self, show: Callable[[Looks], None]) -> AppearanceViewModel:
        """Return what is chosen from, beginning with what is shown."""
        themes = {name: self._read(name, self.looks.font_px) for name in self._names}
        palettes = {name: Palette(theme.tokens, theme.clear) for name, theme in themes.items()}
        return AppearanceViewModel(palettes, self._languages(), self.looks, show)

    def state(self) -> dict[str, str]:
        """Return what was chosen, as texts."""
        return {
            "theme": self.looks.theme,
            "theme_of_settings": self._settings.theme,
            "language": self.looks.language,
            "language_of_settings": self._settings.language,
            "font_of_settings": str(self._settings.font_px),
            LOOKS: json.dumps(self.looks.state()),
        }
