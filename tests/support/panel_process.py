"""A panel with a tray, as KDE's: watcher and host of StatusNotifierItems in one process.

Run as a program.  Each line of its standard input is a question, answered by a line of JSON:
`state` (the items as they are shown, and the signals they sent), `activate` (left click),
`choose LABEL` and `event ID` (menu).  `panel.py` beside it asks them.
"""

import asyncio
import json
import sys
from typing import Annotated, Any

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus
from dbus_fast.annotations import DBusBool, DBusInt32, DBusSignature, DBusStr
from dbus_fast.constants import PropertyAccess
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

WATCHER, ITEM, MENU = (
    "org.kde.StatusNotifierWatcher",
    "org.kde.StatusNotifierItem",
    "com.canonical.dbusmenu",
)
READ = PropertyAccess.READ
OF_SIGNAL = {
    "NewIcon": ("IconPixmap", "AttentionIconPixmap"),
    "NewStatus": ("Status",),
    "NewToolTip": ("ToolTip",),
}


class Panel(ServiceInterface):
    def __init__(self, bus: MessageBus) -> None:
        super().__init__(WATCHER)
        self.bus, self.items, self.signals = bus, {}, []
        self.tasks: set[asyncio.Task[None]] = set()

    @dbus_method(name="RegisterStatusNotifierItem")
    def register(self, service: DBusStr) -> None:
        self.start(self.take_in(service))

    @dbus_method(name="RegisterStatusNotifierHost")
    def register_host(self, service: DBusStr) -> None:
        pass

    @dbus_property(access=READ, name="RegisteredStatusNotifierItems")
    def registered(self) -> Annotated[list[str], DBusSignature("as")]:
        return list(self.items)

    @dbus_property(access=READ, name="IsStatusNotifierHostRegistered")
    def hosted(self) -> DBusBool:
        return True

    @dbus_property(access=READ, name="ProtocolVersion")
    def protocol(self) -> DBusInt32:
        return 0

    @dbus_signal(name="StatusNotifierItemRegistered")
    def item_registered(self, service: str) -> DBusStr:
        return service

    def start(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def call(self, path: str, member: str, signature: str, *body: Any) -> Any:
        interface, _, method = member.rpartition(".")
        (service,) = self.items
        answer = await self.bus.call(
            Message(
                destination=service,
                path=path,
                interface=interface,
                member=method,
                signature=signature,
                body=list(body),
            )
        )
        if answer.message_type is MessageType.ERROR:
            return {"error": answer.error_name}
        return answer.body

    async def take_in(self, service: str) -> None:
        self.items = {service: {}}
        for interface in (ITEM, MENU):
            match = f"type='signal',sender='{service}',interface='{interface}'"
            await self.dbus("AddMatch", match)
        (owner,) = await self.dbus("GetNameOwner", service)
        (found,) = await self.call(
            "/StatusNotifierItem", "org.freedesktop.DBus.Properties.GetAll", "s", ITEM
        )
        shown = {key: plain(value) for key, value in found.items()}
        self.items[service] = shown | {"owner": owner, "menu": {}}
        await self.read_menu()
        self.item_registered(service)

    async def dbus(self, method: str, argument: str) -> Any:
        return (
            await self.bus.call(
                Message(
                    destination="org.freedesktop.DBus",
                    path="/org/freedesktop/DBus",
                    interface="org.freedesktop.DBus",
                    member=method,
                    signature="s",
                    body=[argument],
                )
            )
        ).body

    @property
    def item(self) -> dict[str, Any]:
        (item,) = self.items.values()
        return item

    async def read_menu(self) -> None:
        body = await self.call(self.item["Menu"], f"{MENU}.GetLayout", "iias", 0, -1, [])
        _revision, (_root, _properties, children) = body
        self.item["menu"] = {
            str(child.value[0]): {key: plain(value) for key, value in child.value[1].items()}
            for child in children
        }

    async def changed(self, message: Message) -> None:
        for name in OF_SIGNAL.get(message.member, ()):
            body = await self.call(
                "/StatusNotifierItem", "org.freedesktop.DBus.Properties.Get", "ss", ITEM, name
            )
            self.item[name] = plain(body[0])
        if message.member == "LayoutUpdated":
            await self.read_menu()
        elif message.member == "ItemsPropertiesUpdated":
            for id_, properties in message.body[0]:
                self.item["menu"][str(id_)] |= {k: plain(v) for k, v in properties.items()}
        self.signals.append(message.member)

    def received(self, message: Message) -> None:
        if message.message_type is not MessageType.SIGNAL or not self.items:
            return
        if message.interface in {ITEM, MENU}:
            self.start(self.changed(message))
        elif message.member == "NameOwnerChanged" and not message.body[2]:
            gone = message.body[0]
            self.items = {k: v for k, v in self.items.items() if gone not in {k, v.get("owner")}}

    async def click(self, id_: int) -> Any:
        data = Variant("s", "")
        return await self.call(self.item["Menu"], f"{MENU}.Event", "isvu", id_, "clicked", data, 0)

    async def answer(self, question: str) -> Any:
        what, _, more = question.partition(" ")
        if what == "state":
            return {"items": self.items, "signals": self.signals}
        if what == "activate":
            return await self.call("/StatusNotifierItem", f"{ITEM}.Activate", "ii", 3, 4)
        if what == "event":
            return await self.click(int(more))
        if what == "call":
            member, signature, body = json.loads(more)
            return plain(await self.call(self.item["Menu"], f"{MENU}.{member}", signature, *body))
        menu = self.item["menu"].items()
        return await self.click(next(int(id_) for id_, one in menu if one.get("label") == more))


def plain(value: Any) -> Any:
    """Return `value` as JSON can hold it."""
    if isinstance(value, Variant):
        return plain(value.value)
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


async def main() -> None:
    bus = await MessageBus().connect()
    panel = Panel(bus)
    bus.add_message_handler(panel.received)
    bus.export("/StatusNotifierWatcher", panel)
    await panel.dbus(
        "AddMatch", "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged'"
    )
    await bus.request_name(WATCHER)
    sys.stdout.write('"ready"\n')
    sys.stdout.flush()
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        sys.stdout.write(json.dumps(await panel.answer(line.strip())) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())
