"""The files of the page: all of them are here, and none has a way to write HTML or to call out."""

import posixpath
import re

import pytest

from posturecam.core.values import Cause
from posturecam.page.assets import TYPES, load_assets
from posturecam.stretches.show import CAUSES
from posturecam.view.gauges import UNITS
from posturecam.view.glance import SHOWN
from tests.support.paths import ROOT

ASSETS = load_assets()
FOLDER = ROOT / "posturecam" / "page" / "assets"
SCRIPTS = sorted(name for name in ASSETS if name.endswith(".js"))
IMPORT = re.compile(r"^\s*(?:import|export)\b[^;]*?\bfrom\s*\"([^\"]+)\"", re.MULTILINE)
WRITES_HTML = re.compile(
    r"\b(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|createContextualFragment"
    r"|DOMParser|document\.write|eval|new Function)\b|\.srcdoc\b|javascript:(?!,)"
)
SVG = "http://www.w3.org/2000/svg"


def text(name: str) -> str:
    return ASSETS[name].body.decode()


def test_every_file_in_the_folder_is_served_as_what_it_is() -> None:
    there = {one.relative_to(FOLDER).as_posix() for one in FOLDER.rglob("*") if one.is_file()}

    assert set(ASSETS) == there
    for name, asset in ASSETS.items():
        assert asset.content_type == TYPES[posixpath.splitext(name)[1]]


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_import_leads_to_a_file_here(name: str) -> None:
    for wanted in IMPORT.findall(text(name)):
        assert wanted.startswith("."), "relative, so that the place of the page does not matter"
        assert posixpath.normpath(posixpath.join(posixpath.dirname(name), wanted)) in ASSETS


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_writes_html(name: str) -> None:
    code = re.sub(r"//.*", "", text(name))

    assert [found[0] for found in WRITES_HTML.finditer(code)] == []


@pytest.mark.parametrize("name", sorted(set(ASSETS)))
def test_no_file_names_another_host(name: str) -> None:
    raw = ASSETS[name].body.decode("utf-8", "replace").replace(SVG, "")

    assert re.findall(r"(?:https?:|wss?:)?//[\w-]+\.[\w.-]+", raw) == []


def test_the_frame_has_no_script_and_no_style_of_its_own() -> None:
    frame = text("index.html")

    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\bon\w+=|\bstyle=", frame) == []
    for path in re.findall(r"(?:src|href)=\"(?!#)([^\"]+)\"", frame):
        assert path.removeprefix("assets/") in ASSETS


def table(script: str, name: str) -> dict[str, str]:
    """A table of texts, `const NAME = { key: "text", ... };`."""
    (body,) = re.findall(rf"const {name} = \{{(.*?)\}};", text(script), re.DOTALL)
    return dict(re.findall(r"(\w+): \"([^\"]*)\"", body))


def test_words_that_scripts_need_are_those_of_the_program() -> None:
    assert table("words.js", "CAUSES") == {cause.value: said for cause, said in CAUSES.items()}
    lights = {light.value: f"{said[:1].upper()}{said[1:]}" for light, said in SHOWN.items()}
    assert table("words.js", "LIGHTS") == lights
    assert table("gauge.js", "UNITS") == UNITS
    assert set(table("gauge.js", "WORSE")) == {cause.value for cause in Cause}


def test_helpers_of_scripts_are_written_once() -> None:
    """Points of a path, durations, capitals: each has one place."""
    scripts = {name: text(name) for name in SCRIPTS}
    for written, home in (("x.toFixed(1)} ${y", "geometry.js"), (".toUpperCase()", "words.js")):
        assert [name for name, script in scripts.items() if written in script] == [home]
    assert [name for name, script in scripts.items() if "}min`" in script] == ["words.js"]
