"""What the program knows of each setting: its default, unit, help and what it may be."""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from pydantic import BaseModel

from posturecam.edges.files.did_you_mean import did_you_mean
from posturecam.edges.files.retired_settings import no_longer
from posturecam.settings import Settings
from posturecam.settings.retired import RETIRED

_SECTIONS: Final[Mapping[str, type[BaseModel]]] = {
    name: field.annotation
    for name, field in Settings.model_fields.items()
    if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
}
NAMES: Final = {
    name: tuple(f"{name}.{key}" for key in section.model_fields)
    for name, section in _SECTIONS.items()
}
"""The settings of each section, as SECTION.KEY, in order."""

# How JSON schema, into which pydantic puts every setting, calls kinds and bounds; and how we do.
_KINDS: Final = {
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "string": "a text",
    "array": "a list",
}
_FORMS: Final = {name: name for name in _KINDS} | {"string": "text", "array": "list"}
_BOUNDS: Final = {
    "minimum": "from",
    "exclusiveMinimum": "above",
    "maximum": "to",
    "exclusiveMaximum": "below",
}


@dataclass(frozen=True, slots=True)
class Known:
    """One setting as the program knows it; `name` is SECTION.KEY, `allowed` is in words."""

    name: str
    value: Any
    default: Any
    unit: str
    allowed: str
    help: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What a form needs to know of a setting.

    `kind` is number, integer, boolean, choice, text or list; `least` and `most` are the bounds of
    a number, and `above` says that `least` is excluded.
    """

    kind: str
    choices: tuple[Any, ...] = ()
    least: float | None = None
    most: float | None = None
    above: bool = False


def known_settings(settings: Settings | None = None) -> tuple[Known, ...]:
    """Return every setting, in order, with its value in `settings`, or else its default."""
    settings = settings or Settings()
    return tuple(
        Known(
            name=f"{section}.{key}",
            value=getattr(getattr(settings, section), key),
            default=model.model_fields[key].default,
            unit=described["unit"],
            allowed=_allowed(described),
            help=described["description"],
        )
        for section, model in _SECTIONS.items()
        for key, described in _schema(section).items()
    )


def unknown(name: str) -> str | None:
    """Say what is wrong with the setting's `name`, or return None if there is such a setting."""
    names = [one for section in NAMES.values() for one in section]
    if name.strip() in names:
        return None
    if name.strip() in RETIRED:
        return no_longer([name.strip()])
    near = did_you_mean(name.strip(), names) or "; `posturecam settings list` lists them all"
    return f"{name.strip()} is not a setting{near}"


def allowed(section: str, key: str) -> str:
    """Return what a setting may be, in words: `a number from 1 to 60`."""
    return _allowed(_schema(section)[key])


def shape_of(section: str, key: str) -> Shape:
    """Return what a form needs to know of a setting."""
    described = _schema(section)[key]
    kind = "choice" if "enum" in described else _FORMS[described["type"]]
    return Shape(
        kind,
        choices=tuple(described.get("enum", described.get("items", {}).get("enum", ()))),
        least=described.get("minimum", described.get("exclusiveMinimum")),
        most=described.get("maximum", described.get("exclusiveMaximum")),
        above="exclusiveMinimum" in described,
    )


def purpose_of(section: str) -> str:
    """Return what the settings of `section` are for, in a sentence."""
    return inspect.cleandoc(_SECTIONS[section].__doc__ or "").partition("\n")[0]


def type_of(section: str, key: str) -> Any:
    """Return the type that a setting is declared with."""
    return _SECTIONS[section].model_fields[key].annotation


@cache
def _schema(section: str) -> dict[str, dict[str, Any]]:
    properties: dict[str, dict[str, Any]] = _SECTIONS[section].model_json_schema()["properties"]
    return properties


def _allowed(described: Mapping[str, Any]) -> str:
    if described["words"]:
        return str(described["words"])
    if "enum" in described:
        *choices, last = map(str, described["enum"])
        return f"{', '.join(choices)} or {last}"
    bounds = [f"{word} {described[name]:g}" for name, word in _BOUNDS.items() if name in described]
    return " ".join([_KINDS[described["type"]], *bounds])
