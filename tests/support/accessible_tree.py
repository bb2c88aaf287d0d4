"""What a window tells a screen reader of itself, read over D-Bus as one does (AT-SPI 2).

So a test that drives the program from outside finds what to click, and reads what it says, by the
names that are there for people: https://www.freedesktop.org/wiki/Accessibility/AT-SPI2/
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from jeepney import DBusAddress, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

ACCESSIBLE: Final = "org.a11y.atspi.Accessible"
COMPONENT: Final = "org.a11y.atspi.Component"
PROPERTIES: Final = "org.freedesktop.DBus.Properties"
ROOT: Final = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
#: Coordinates of the screen, not of the window.
OF_THE_SCREEN: Final = 0
#: Their rows are as many as there is history.
DEEP: Final = frozenset({"table", "tree table", "menu bar"})
ANSWER_SECONDS: Final = 10.0


class Box(NamedTuple):
    """Where something is on the screen, in pixels; all zero where it is hidden."""

    left: int
    top: int
    width: int
    height: int

    @property
    def is_shown(self) -> bool:
        return self.width > 0 and self.height > 0 and self.left >= 0 and self.top >= 0

    @property
    def centre(self) -> tuple[int, int]:
        return self.left + self.width // 2, self.top + self.height // 2


class Gone(Exception):
    """What was asked about is no longer there."""


class Element:
    """One thing of a window; it is asked anew each time."""

    def __init__(self, bus: DBusConnection, owner: str, path: str) -> None:
        self._bus = bus
        self._owner = owner
        self._path = path

    def _call(self, interface: str, method: str, signature: str = "", *body: object) -> Any:
        address = DBusAddress(self._path, bus_name=self._owner, interface=interface)
        message = new_method_call(address, method, signature or None, body)
        answer = self._bus.send_and_get_reply(message, timeout=ANSWER_SECONDS)
        if answer.header.message_type is MessageType.error:
            raise Gone(self._path, *answer.body)
        return answer.body[0]

    def _property(self, name: str) -> str:
        found: str = self._call(PROPERTIES, "Get", "ss", ACCESSIBLE, name)[1]
        return found

    @property
    def name(self) -> str:
        return self._property("Name")

    @property
    def description(self) -> str:
        return self._property("Description")

    @property
    def role(self) -> str:
        found: str = self._call(ACCESSIBLE, "GetRoleName")
        return found

    @property
    def box(self) -> Box:
        return Box(*self._call(COMPONENT, "GetExtents", "u", OF_THE_SCREEN))

    @property
    def children(self) -> list["Element"]:
        found = self._call(ACCESSIBLE, "GetChildren")
        return [Element(self._bus, owner, path) for owner, path in found]

    def shown(self) -> Iterator["Element"]:
        """Return what is shown in it, itself first; what is within a table is left out."""
        yield self
        if self.role in DEEP:
            return
        for child in self.children:
            if child.box.is_shown:
                yield from child.shown()


class AccessibleTree:
    """All programs of a session that can be read so."""

    def __init__(self, session_bus: str) -> None:
        with open_dbus_connection(bus=session_bus) as session:
            launcher = Element(session, "org.a11y.Bus", "/org/a11y/bus")
            address: str = launcher._call("org.a11y.Bus", "GetAddress")
        self._bus = open_dbus_connection(bus=address)

    def windows(self) -> list[Element]:
        """Return the windows of all programs."""
        programs = Element(self._bus, *ROOT).children
        return [window for program in programs for window in program.children]

    def close(self) -> None:
        self._bus.close()
