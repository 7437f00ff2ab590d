"""A calibration profile as TOML that a person can read, and back, with every fault named."""

import math
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import tomlkit
from pydantic import TypeAdapter, ValidationError

from posturecam.core.measure.profile import Profile
from posturecam.edges.sources.source_name import printable
from posturecam.errors import ProfileError

FORMAT = 1
LONG = 100  # a table with more numbers than this goes to the end
Section = tuple[str, Mapping[str, Any]]  # its head as it is written, its plain values
DIGITS = 7  # significant digits kept of every number
HEADER = """\
# A posturecam calibration: how you sit when you sit well, as one camera sees it.
# Angles are reported as changes from it.  It holds numbers only, no picture.
"""


@dataclass(frozen=True, slots=True)
class Card:
    """What a profile says about itself; `created` has a time zone, `picture` is 640x480."""

    name: str
    created: datetime
    camera: str
    picture: str
    posturecam: str
    mirror: bool = False  # whether the pictures were mirrored by camera.mirror


@dataclass(frozen=True, slots=True)
class Stored:
    """A profile with its card."""

    card: Card
    profile: Profile


def to_text(stored: Stored) -> str:
    """Write `stored` as TOML: the card first, then single numbers, long rows of numbers last."""
    card = TypeAdapter(Card).dump_python(stored.card)
    body = TypeAdapter(Profile).dump_python(stored.profile)
    sections = [*_sections(card, "card"), *_sections(body, "calibration")]
    sections.sort(key=lambda section: _size(section[1]) // LONG)
    lines = [line for section in sections for line in _lines(section)]
    return HEADER + "\n".join([f"format = {FORMAT}", *lines]) + "\n"


def from_text(text: str, place: str) -> Stored:
    """Read what `to_text` wrote, or raise ProfileError with everything wrong in it."""
    heading = f"The profile {place} cannot be used"
    table = _parse(text, heading)
    problems = [*_shape_problems(table), *_not_finite(table, "")]
    if problems:
        raise ProfileError(heading, problems)
    card, body = table["card"], table["calibration"]
    problems = [*_unknown(Card, card, "card"), *_unknown(Profile, body, "calibration")]
    try:
        return Stored(
            card=_shown(TypeAdapter(Card).validate_python(_with_nones(Card, card))),
            profile=TypeAdapter(Profile).validate_python(_with_nones(Profile, body)),
        )
    except ValidationError:
        problems += _invalid(Card, card, "card") + _invalid(Profile, body, "calibration")
        raise ProfileError(heading, problems) from None


def _shown(card: Card) -> Card:
    """Hide the password that an older posturecam may have kept with the camera's address."""
    return replace(card, camera=printable(card.camera))


def _parse(text: str, heading: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ProfileError(heading, [f"it is not TOML: {error}"]) from error


def _shape_problems(table: Mapping[str, Any]) -> Iterator[str]:
    version = table.get("format")
    if not isinstance(version, int):
        yield "it is not a posturecam profile: the line `format = 1` is missing"
    elif version > FORMAT:
        yield f"a newer posturecam wrote it (format {version}); upgrade posturecam to use it"
    for part in ("card", "calibration"):
        if not isinstance(table.get(part), dict):
            yield f"the part [{part}] is missing"


def _invalid(kind: type, table: dict[str, Any], place: str) -> list[str]:
    try:
        TypeAdapter(kind).validate_python(_with_nones(kind, table))
    except ValidationError as error:
        return [_reported(item["loc"], item["type"], item["msg"], place) for item in error.errors()]
    return []


def _reported(loc: Sequence[int | str], kind: str, message: str, place: str) -> str:
    name = ".".join([place, *(str(part) for part in loc)])
    if kind == "missing":
        return f"{name} is missing"
    return f"{name}: {message[0].lower()}{message[1:]}"


def _unknown(kind: Any, table: Mapping[str, Any], place: str) -> list[str]:
    hints = get_type_hints(kind)
    problems = []
    for name, value in table.items():
        inner = _dataclass_in(hints.get(name))
        if name not in hints:
            near = get_close_matches(name, hints, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            problems.append(f"{place}.{name} is unknown{hint}")
        elif inner is not None and isinstance(value, dict):
            problems += _unknown(inner, value, f"{place}.{name}")
    return problems


def _with_nones(kind: Any, table: Mapping[str, Any]) -> dict[str, Any]:
    """Put back the Nones of `kind`, which TOML cannot write."""
    hints, filled = get_type_hints(kind), dict(table)
    for field in fields(kind):
        hint = hints[field.name]
        value = filled.get(field.name)
        inner = _dataclass_in(hint)
        if inner is not None and isinstance(value, dict):
            filled[field.name] = _with_nones(inner, value)
        elif inner is not None and isinstance(value, list):
            filled[field.name] = [
                _with_nones(inner, item) if isinstance(item, dict) else item for item in value
            ]
        elif field.name not in filled and type(None) in get_args(hint):
            filled[field.name] = None
    return filled


def _dataclass_in(hint: Any) -> Any:
    """Return the dataclass that `hint` is, or that it is an option or a tuple of."""
    if is_dataclass(hint):
        return hint
    if get_origin(hint) in (Union, UnionType, tuple):
        return next((found for part in get_args(hint) if (found := _dataclass_in(part))), None)
    return None


def _not_finite(value: Any, name: str) -> Iterator[str]:
    if isinstance(value, float) and not math.isfinite(value):
        yield f"{name} is not a finite number"
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _not_finite(item, f"{name}.{key}".removeprefix("."))
    if isinstance(value, list):
        problems = [problem for item in value for problem in _not_finite(item, name)]
        yield from problems[:1]


def _sections(values: Mapping[str, Any], name: str) -> Iterator[Section]:
    """Take the tables inside each other apart; a list of tables has one section for each."""
    inner = {key: value for key, value in values.items() if _is_table(value) or _is_list(value)}
    plain = {key: value for key, value in values.items() if key not in inner and value is not None}
    yield f"[{name}]", plain
    for key, value in inner.items():
        if _is_table(value):
            yield from _sections(value, f"{name}.{key}")
        else:
            yield from ((f"[[{name}.{key}]]", item) for item in value)


def _is_table(value: Any) -> bool:
    return isinstance(value, dict)


def _is_list(value: Any) -> bool:
    """Tell whether `value` is a list of tables."""
    return isinstance(value, (list, tuple)) and bool(value) and all(map(_is_table, value))


def _lines(section: Section) -> Iterator[str]:
    head, plain = section
    yield ""
    yield head
    for key in sorted(plain, key=lambda key: _size(plain[key])):
        yield f"{key} = {_value(plain[key])}"


def _size(value: Any) -> int:
    if isinstance(value, dict):
        return sum(1 + _size(item) for item in value.values())
    if isinstance(value, (list, tuple)):
        return 1 + sum(1 + _size(item) for item in value)
    return 0


def _value(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return _array(value)
    if isinstance(value, float):
        return repr(float(f"{value:.{DIGITS}g}"))
    return str(tomlkit.item(value).as_string())


def _array(values: Sequence[Any]) -> str:
    parts = [_value(item) for item in values]
    if any(isinstance(item, (list, tuple)) for item in values):
        return "[\n" + "".join(f"  {part},\n" for part in parts) + "]"
    return f"[{', '.join(parts)}]"
