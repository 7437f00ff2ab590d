from dataclasses import replace

import pytest
from desk import UPRIGHT, ListedLooks, calibrated, sitting

from posturecam import monitor
from posturecam.app.controls import Controls
from posturecam.app.replaying import Nobody
from posturecam.app.rules import rules_of
from posturecam.monitor import Tick
from posturecam.settings import Settings


class Keyboard:
    def __init__(self) -> None:
        self.keys = ""

    def __call__(self) -> str:
        keys, self.keys = self.keys, ""
        return keys


class Buttons:
    def __init__(self) -> None:
        self.pressed: tuple[str, ...] = ()

    def tell(self, title: str, body: str, buttons: dict[str, str]) -> bool:  # noqa: ARG002
        return True

    def pump(self) -> tuple[str, ...]:
        pressed, self.pressed = self.pressed, ()
        return pressed


@pytest.fixture
def keyboard() -> Keyboard:
    return Keyboard()


@pytest.fixture
def buttons() -> Buttons:
    return Buttons()


@pytest.fixture
def controls(keyboard: Keyboard, buttons: Buttons) -> Controls:
    return Controls(keyboard, buttons, 900)


def taken(controls: Controls, keyboard: Keyboard, keys: str) -> list[str]:
    keyboard.keys = keys
    controls.poll()
    return list(controls.take())


def test_keys_become_requests_once(controls: Controls, keyboard: Keyboard) -> None:
    assert taken(controls, keyboard, "dbx") == ["dismiss", "break_taken"]
    assert list(controls.take()) == []


def test_snoozing_grows_and_ends(controls: Controls, keyboard: Keyboard) -> None:
    assert [taken(controls, keyboard, "s")[0] for _ in range(5)] == [
        "snooze:900",
        "snooze:1800",
        "snooze:3600",
        "resume",
        "snooze:900",
    ]


def tick() -> Tick:
    looks = ListedLooks(sitting((1, UPRIGHT)))
    return next(monitor.watch(looks, calibrated().profile, rules_of(Settings()), Nobody()))


def test_a_snooze_that_is_over_begins_small_again(controls: Controls, keyboard: Keyboard) -> None:
    taken(controls, keyboard, "ss")
    controls.seen(tick())

    assert taken(controls, keyboard, "s") == ["snooze:900"]


def test_a_snooze_that_lasts_grows(controls: Controls, keyboard: Keyboard) -> None:
    now = tick()
    quiet = replace(now.state.voice.quiet, snoozed_until_t=500.0)
    state = replace(now.state, voice=replace(now.state.voice, quiet=quiet))
    taken(controls, keyboard, "s")
    controls.seen(replace(now, state=state))

    assert taken(controls, keyboard, "s") == ["snooze:1800"]


def test_buttons_of_a_notification(controls: Controls, buttons: Buttons) -> None:
    buttons.pressed = ("snooze", "show")

    assert controls.poll() is True
    assert list(controls.take()) == ["snooze:900"]
    assert controls.show is True


def test_flags(controls: Controls, keyboard: Keyboard) -> None:
    taken(controls, keyboard, "?r")
    assert (controls.help, controls.recalibrate) == (True, True)
    taken(controls, keyboard, "?")
    assert controls.help is False
    assert controls.poll() is False


def test_p_pauses_and_goes_on(controls: Controls, keyboard: Keyboard) -> None:
    assert not controls.paused
    for expected in (True, False):
        taken(controls, keyboard, "p")
        assert controls.paused is expected


@pytest.mark.parametrize("key", ["q", "\x03", "\x04"])
def test_quitting(controls: Controls, keyboard: Keyboard, key: str) -> None:
    keyboard.keys = key
    with pytest.raises(KeyboardInterrupt):
        controls.poll()
