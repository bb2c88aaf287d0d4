"""The form of the settings: searched, typed into, checked at each key, saved once."""

from collections.abc import Mapping, Sequence

from traderterminal.domain.errors import BadData
from traderterminal.kit.tasks import TaskScope, give_way
from traderterminal.ui.viewmodels.settings_form import (
    Kind,
    Path,
    SettingField,
    SettingSection,
    SettingsForm,
)

VOLUME: Path = ("sound", "volume")
PORT: Path = ("api", "port")
MUTE: Path = ("sound", "mute")
SOUND = SettingSection(
    "Sound",
    (
        SettingField(VOLUME, "Volume", Kind.TEXT, "70", "70", "How loud", is_live=True),
        SettingField(MUTE, "Mute", Kind.CHOICE, "off", "off", choices=("off", "all"), is_live=True),
    ),
)
LOSS: Path = ("risk", "max_daily_loss")
RISK = SettingSection("Risk", (SettingField(LOSS, "Loss", Kind.TEXT, "", "", is_live=True),))
API = SettingSection("API", (SettingField(PORT, "Port", Kind.TEXT, "8765", "8765"),))


class Desk:
    def __init__(self) -> None:
        self.saved: list[Mapping[Path, str]] = []
        self.fails = ""
        self.checked = 0

    def sections(self) -> Sequence[SettingSection]:
        return (SOUND, RISK, API)

    def check(self, changes: Mapping[Path, str]) -> Mapping[Path, str]:
        self.checked += 1
        return {path: "too loud" for path, text in changes.items() if text == "140"}

    async def save(self, changes: Mapping[Path, str]) -> None:
        await give_way()
        if self.fails:
            raise BadData(self.fails)
        self.saved.append(changes)


class Scene:
    def __init__(self) -> None:
        self.desk = Desk()
        self.tasks = TaskScope(on_error=lambda name, error: None)
        self.form = SettingsForm(self.desk, self.tasks)
        self.closed: list[None] = []
        self.form.saved.connect(self.closed.append)

    async def save(self) -> None:
        self.form.save()
        for _ in range(5):
            await give_way()


async def test_what_is_typed_is_kept_and_what_is_typed_back_is_no_change() -> None:
    form = Scene().form
    assert (form.words, form.can_save) == ("Nothing is changed yet.", False)
    form.type_text(VOLUME, "40")
    assert (form.text(VOLUME), form.can_save) == ("40", True)
    form.type_text(VOLUME, "70")
    assert (form.words, form.can_save) == ("Nothing is changed yet.", False)


async def test_what_is_wrong_stands_beside_its_field_and_keeps_all_from_being_saved() -> None:
    scene = Scene()
    scene.form.type_text(PORT, "9000")
    scene.form.type_text(VOLUME, "140")
    assert scene.form.problems == {VOLUME: "too loud"}
    assert not scene.form.can_save
    assert scene.form.words == "Nothing can be saved before what is marked is right."
    await scene.save()
    assert scene.desk.saved == []
    scene.form.type_text(VOLUME, "100")
    await scene.save()
    assert scene.desk.saved == [{PORT: "9000", VOLUME: "100"}]
    assert len(scene.closed) == 1


async def test_it_says_what_holds_at_once_and_what_begins_anew() -> None:
    form = Scene().form
    form.type_text(VOLUME, "40")
    assert form.words == "1 change: at once."
    form.type_text(LOSS, "500")
    assert form.words == "2 changes: at once. Limits that are loosened hold after a minute."
    form.type_text(LOSS, "")
    form.type_text(PORT, "9000")
    assert form.words.startswith("2 changes. api.port: the engine begins anew for it,")


async def test_a_search_looks_into_names_descriptions_and_keys_and_keeps_what_is_wrong() -> None:
    form = Scene().form
    volume, port = SOUND.fields[0], API.fields[0]
    for text, shown in (("", (True, True)), ("LOUD", (True, False)), ("api.p", (False, True))):
        form.search(text)
        assert (form.is_shown(volume), form.is_shown(port)) == shown
    form.type_text(VOLUME, "140")
    assert form.is_shown(volume)


async def test_a_failure_is_said_until_something_is_typed_and_can_be_tried_again() -> None:
    scene = Scene()
    scene.form.type_text(VOLUME, "40")
    scene.desk.fails = "the disk is full"
    await scene.save()
    assert (scene.form.words, scene.closed) == ("the disk is full", [])
    assert scene.form.can_save
    scene.desk.fails = ""
    scene.form.type_text(VOLUME, "41")
    assert scene.form.words.startswith("1 change")
    await scene.save()
    assert scene.desk.saved == [{VOLUME: "41"}]


async def test_it_is_saved_once_however_often_it_is_pressed() -> None:
    scene = Scene()
    scene.form.type_text(VOLUME, "40")
    scene.form.save()
    assert scene.form.busy
    await scene.save()
    assert len(scene.desk.saved) == 1


async def test_muting_everything_is_said() -> None:
    form = Scene().form
    assert not form.mutes_everything
    form.type_text(MUTE, "all")
    assert form.mutes_everything
