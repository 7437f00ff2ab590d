"""The tray icon on D-Bus: the interface org.kde.StatusNotifierItem (Linux).

Described in https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/.
"""

from collections.abc import Callable
from html import escape
from typing import Annotated, Any, Final

from dbus_fast.annotations import (
    DBusBool,
    DBusInt32,
    DBusObjectPath,
    DBusSignature,
    DBusStr,
    DBusUInt32,
)
from dbus_fast.constants import PropertyAccess
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

from posturecam.edges.desktop import tray_menu
from posturecam.edges.desktop.tray_icons import pixmaps
from posturecam.view.tray import Tray

PATH: Final = "/StatusNotifierItem"
_OPEN: Final = "open"  # the entry of the menu that a left click stands for
_READ: Final = PropertyAccess.READ

Pixmaps = Annotated[list[list[int | bytes]], DBusSignature("a(iiay)")]
ToolTip = Annotated[list[Any], DBusSignature("(sa(iiay)ss)")]


class StatusItem(ServiceInterface):
    """Shows a `Tray` as an item of the panel."""

    def __init__(self, tray: Tray, choose: Callable[[str], None]) -> None:
        """Show `tray`; call `choose` with the key of the entry that is chosen."""
        super().__init__("org.kde.StatusNotifierItem")
        self._tray, self._choose = tray, choose
        self.menu = tray_menu.TrayMenu(choose)
        self.menu.show(tray.menu)

    def show(self, tray: Tray) -> None:
        """Show `tray`, and signal what has changed."""
        before, self._tray = self._tray, tray
        if before.light is not tray.light:
            self.new_icon()
        if before.urgent is not tray.urgent:
            self.new_status()
        if before.tooltip != tray.tooltip:
            self.new_tool_tip()
        self.menu.show(tray.menu)

    @dbus_property(access=_READ, name="Category")
    def category(self) -> DBusStr:
        """What kind of program this is."""
        return "ApplicationStatus"

    @dbus_property(access=_READ, name="Id")
    def id(self) -> DBusStr:
        """The name by which panels remember the item."""
        return "posturecam"

    @dbus_property(access=_READ, name="Title")
    def title(self) -> DBusStr:
        """The name that people read."""
        return "posturecam"

    @dbus_property(access=_READ, name="Status")
    def status(self) -> DBusStr:
        """Whether the item asks for attention."""
        return "NeedsAttention" if self._tray.urgent else "Active"

    @dbus_property(access=_READ, name="WindowId")
    def window_id(self) -> DBusUInt32:
        """There is no window."""
        return 0

    @dbus_property(access=_READ, name="IconThemePath")
    def icon_theme_path(self) -> DBusStr:
        """Icons come as pixels, not by name."""
        return ""

    @dbus_property(access=_READ, name="IconName")
    def icon_name(self) -> DBusStr:
        """Icons come as pixels, not by name."""
        return ""

    @dbus_property(access=_READ, name="IconPixmap")
    def icon_pixmap(self) -> Pixmaps:
        """The icon in several sizes."""
        return pixmaps(self._tray.light)

    @dbus_property(access=_READ, name="OverlayIconName")
    def overlay_icon_name(self) -> DBusStr:
        """Nothing lies over the icon."""
        return ""

    @dbus_property(access=_READ, name="OverlayIconPixmap")
    def overlay_icon_pixmap(self) -> Pixmaps:
        """Nothing lies over the icon."""
        return []

    @dbus_property(access=_READ, name="AttentionIconName")
    def attention_icon_name(self) -> DBusStr:
        """Icons come as pixels, not by name."""
        return ""

    @dbus_property(access=_READ, name="AttentionIconPixmap")
    def attention_icon_pixmap(self) -> Pixmaps:
        """The icon while an alert is on."""
        return pixmaps(self._tray.light, urgent=True)

    @dbus_property(access=_READ, name="AttentionMovieName")
    def attention_movie_name(self) -> DBusStr:
        """Nothing moves."""
        return ""

    @dbus_property(access=_READ, name="ToolTip")
    def tool_tip(self) -> ToolTip:
        """Icon, title and text; the text may hold markup, so ours is escaped."""
        text = escape("\n".join(self._tray.lines), quote=False)
        return ["", [], self._tray.title, text]

    @dbus_property(access=_READ, name="ItemIsMenu")
    def item_is_menu(self) -> DBusBool:
        """A left click opens the page, not the menu."""
        return False

    @dbus_property(access=_READ, name="Menu")
    def menu_path(self) -> DBusObjectPath:
        """Where the menu is."""
        return tray_menu.PATH

    @dbus_method(name="Activate")
    def activate(self, x: DBusInt32, y: DBusInt32) -> None:  # noqa: ARG002 (D-Bus's signature)
        """Take a left click."""
        self._choose(_OPEN)

    @dbus_method(name="SecondaryActivate")
    def secondary_activate(self, x: DBusInt32, y: DBusInt32) -> None:  # noqa: ARG002
        """Take a click with the middle button."""
        self._choose(_OPEN)

    @dbus_method(name="ContextMenu")
    def context_menu(self, x: DBusInt32, y: DBusInt32) -> None:
        """Leave the menu to the panel."""

    @dbus_method(name="Scroll")
    def scroll(self, delta: DBusInt32, orientation: DBusStr) -> None:
        """Nothing is scrolled."""

    @dbus_method(name="ProvideXdgActivationToken")
    def provide_xdg_activation_token(self, token: DBusStr) -> None:
        """The page opens in a browser, which asks for its own."""

    @dbus_signal(name="NewIcon")
    def new_icon(self) -> None:
        """Signal another icon."""

    @dbus_signal(name="NewToolTip")
    def new_tool_tip(self) -> None:
        """Signal another tooltip."""

    @dbus_signal(name="NewStatus")
    def new_status(self) -> DBusStr:
        """Signal that an alert is on, or over."""
        return "NeedsAttention" if self._tray.urgent else "Active"
