"""The menu of the tray icon on D-Bus: the interface com.canonical.dbusmenu (Linux).

Described in https://github.com/AyatanaIndicators/libdbusmenu, libdbusmenu-glib/dbus-menu.xml.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any, Final

from dbus_fast import DBusError, ErrorType, Variant
from dbus_fast.annotations import (
    DBusBool,
    DBusInt32,
    DBusSignature,
    DBusStr,
    DBusUInt32,
    DBusVariant,
)
from dbus_fast.constants import PropertyAccess
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

from posturecam.view.tray import Entry, Menu

PATH: Final = "/StatusNotifierItem/Menu"
_ROOT: Final = 0
_CLICKED: Final = "clicked"
_ITEM: Final = "(ia{sv}av)"

Properties = dict[str, Variant]
Strings = Annotated[list[str], DBusSignature("as")]
Ids = Annotated[list[int], DBusSignature("ai")]
Events = Annotated[list[list[Any]], DBusSignature("a(isvu)")]
Layout = Annotated[tuple[int, list[Any]], DBusSignature("u(ia{sv}av)")]
Group = Annotated[list[list[Any]], DBusSignature("a(ia{sv})")]
Updated = Annotated[list[Any], DBusSignature("a(ia{sv})a(ias)")]
Revised = Annotated[list[int], DBusSignature("ui")]
TwoIds = Annotated[tuple[list[int], list[int]], DBusSignature("aiai")]


class TrayMenu(ServiceInterface):
    """Offers a menu; an entry keeps its number, so that no click is taken for another."""

    def __init__(self, choose: Callable[[str], None]) -> None:
        """Call `choose` with the key of the entry that is clicked."""
        super().__init__("com.canonical.dbusmenu")
        self._choose = choose
        self._ids: dict[str, int] = {}
        self._rows: dict[int, Properties] = {}
        self._revision = 1

    def show(self, menu: Menu) -> None:
        """Offer `menu`, and signal what has changed."""
        rows = {self._id(key): properties for key, properties in _rows(menu)}
        before, self._rows = self._rows, rows
        changed = [[id_, row] for id_, row in rows.items() if before.get(id_) != row]
        if list(before) != list(rows):
            self._revision += 1
            self.layout_updated()
        elif changed:
            self.items_properties_updated(changed)

    def _id(self, key: str) -> int:
        return self._ids.setdefault(key, len(self._ids) + 1)

    def _click(self, id_: int, event: str) -> bool:
        """Pass a click on; False if there is no such entry now."""
        if id_ not in self._rows:
            return id_ == _ROOT
        if event == _CLICKED:
            self._choose(next(key for key, known in self._ids.items() if known == id_))
        return True

    @dbus_property(access=PropertyAccess.READ, name="Version")
    def version(self) -> DBusUInt32:
        """The version of the interface."""
        return 3

    @dbus_property(access=PropertyAccess.READ, name="TextDirection")
    def text_direction(self) -> DBusStr:
        """From left to right."""
        return "ltr"

    @dbus_property(access=PropertyAccess.READ, name="Status")
    def status(self) -> DBusStr:
        """Nothing in the menu is urgent."""
        return "normal"

    @dbus_property(access=PropertyAccess.READ, name="IconThemePath")
    def icon_theme_path(self) -> Strings:
        """No entry has an icon."""
        return []

    @dbus_method(name="GetLayout")
    def get_layout(self, parent: DBusInt32, depth: DBusInt32, names: Strings) -> Layout:
        """Return the entries below `parent`, which is the whole menu or one entry."""
        if parent != _ROOT:
            return self._revision, [parent, _only(names, self._known(parent)), []]
        rows = self._rows.items() if depth else ()
        children = [Variant(_ITEM, [id_, _only(names, row), []]) for id_, row in rows]
        whole = {"children-display": Variant("s", "submenu")}
        return self._revision, [_ROOT, _only(names, whole), children]

    @dbus_method(name="GetGroupProperties")
    def get_group_properties(self, ids: Ids, names: Strings) -> Group:
        """Return the properties of the entries `ids`, or of all."""
        wanted = ids or list(self._rows)
        return [[id_, _only(names, self._rows[id_])] for id_ in wanted if id_ in self._rows]

    @dbus_method(name="GetProperty")
    def get_property(self, id_: DBusInt32, name: DBusStr) -> DBusVariant:
        """Return one property of one entry."""
        if name not in self._known(id_):
            raise DBusError(ErrorType.INVALID_ARGS, f"entry {id_} has no {name!r}")
        return self._rows[id_][name]

    @dbus_method(name="Event")
    def event(
        self,
        id_: DBusInt32,
        event: DBusStr,
        data: DBusVariant,  # noqa: ARG002 (D-Bus's signature)
        timestamp: DBusUInt32,  # noqa: ARG002
    ) -> None:
        """Take a click; whatever else happens to an entry (hovered, opened) changes nothing."""
        if not self._click(id_, event):
            raise DBusError(ErrorType.INVALID_ARGS, f"there is no entry {id_} now")

    @dbus_method(name="EventGroup")
    def event_group(self, events: Events) -> Ids:
        """Take several events; return the entries that are not there."""
        return [id_ for id_, event, _data, _time in events if not self._click(id_, event)]

    @dbus_method(name="AboutToShow")
    def about_to_show(self, id_: DBusInt32) -> DBusBool:  # noqa: ARG002 (D-Bus's signature)
        """Say that the menu is up to date."""
        return False

    @dbus_method(name="AboutToShowGroup")
    def about_to_show_group(self, ids: Ids) -> TwoIds:
        """Say that the entries are up to date, and which are not there."""
        return [], [id_ for id_ in ids if id_ not in self._rows and id_ != _ROOT]

    @dbus_signal(name="LayoutUpdated")
    def layout_updated(self) -> Revised:
        """Signal that entries have come or gone."""
        return [self._revision, _ROOT]

    @dbus_signal(name="ItemsPropertiesUpdated")
    def items_properties_updated(self, changed: list[list[Any]]) -> Updated:
        """Signal the new properties of entries."""
        return [changed, []]

    def _known(self, id_: int) -> Properties:
        if id_ not in self._rows:
            raise DBusError(ErrorType.INVALID_ARGS, f"there is no entry {id_} now")
        return self._rows[id_]


def _rows(menu: Menu) -> Iterator[tuple[str, Properties]]:
    """Write the groups one after the other, with a separator between them."""
    for number, group in enumerate(menu):
        if number:
            yield f"separator {number}", {"type": Variant("s", "separator")}
        for entry in group:
            yield entry.key, _properties(entry)


def _properties(entry: Entry) -> Properties:
    label = entry.label.replace("_", "__")  # a single one marks the letter of a short cut
    return {"label": Variant("s", label), "enabled": Variant("b", entry.enabled)}


def _only(names: Iterable[str], properties: Properties) -> Properties:
    wanted = set(names)
    return {key: value for key, value in properties.items() if not wanted or key in wanted}
